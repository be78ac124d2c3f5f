/** Outlines of primitives in SVG path syntax, for a file and for the window alike. */
import type { Primitive } from './art.ts';

/** Two decimals are a hundredth of a pixel; the same number always prints the same. */
export const short = (value: number): string => String(Math.round(value * 100) / 100 + 0);

/** Path data of lines and arcs; undefined for what has an element of its own. */
export function pathOf(primitive: Primitive): string | undefined {
  if (primitive.type === 'line')
    return primitive.points.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${short(x)} ${short(y)}`).join('') + (primitive.closed ? 'Z' : '');
  if (primitive.type !== 'arc') return undefined;
  const { at, radius, from_deg, to_deg } = primitive;
  const point = (angle_deg: number) => {
    const angle = (angle_deg * Math.PI) / 180;
    return `${short(at.x + radius * Math.cos(angle))} ${short(at.y - radius * Math.sin(angle))}`;
  };
  const large = Math.abs(to_deg - from_deg) > 180 ? 1 : 0;
  return `M${point(from_deg)}A${short(radius)} ${short(radius)} 0 ${large} 0 ${point(to_deg)}`;
}
