/** Tags of pipe lines, loop and bore as on a P&ID: above the longest straight piece that has room for one, else none. */
import type { DiagramEdge } from './graph.ts';
import { type Axis, boxesOverlap, crossesBox, type Segment } from './lines.ts';
import type { Box, Spot, TextSlot } from './shape.ts';
import { textWidth } from './text-width.ts';

const size = 8.5;
/** From the line to the foot of the letters, clear of flow arrows. */
const above = 5.5;
/** Straight line that is left on either side of a tag. */
const margin = 6;

interface TaggedLine {
  readonly edge: DiagramEdge;
  readonly paths: readonly (readonly Spot[])[];
}

const textOf = ({ loop, rating, connections }: DiagramEdge): string =>
  loop === undefined || rating === '' ? '' : `${loop} · ${connections.length > 1 ? `${connections.length} × ` : ''}${rating}`;

/** Pieces along the flow, longest first. */
function pieces(paths: readonly (readonly Spot[])[], axis: Axis): (readonly [low: number, high: number, y: number])[] {
  if (axis === 'y') return [];
  return paths
    .flatMap((points) =>
      points.slice(1).flatMap((b, i) => {
        const a = points[i];
        return a && Math.abs(a.y - b.y) < 0.01 ? [[Math.min(a.x, b.x), Math.max(a.x, b.x), a.y] as const] : [];
      }),
    )
    .sort((p, q) => q[1] - q[0] - (p[1] - p[0]) || p[0] - q[0] || p[2] - q[2]);
}

/**
 * @param taken what no tag may lie on: symbols, their texts, bubbles
 * @param segments all lines and bars
 * @returns tag of each line that has room for one, by the line's key
 */
export function lineTags(
  lines: readonly TaggedLine[],
  taken: readonly Box[],
  segments: readonly Segment[],
  axis: Axis,
): ReadonlyMap<string, TextSlot> {
  const used: Box[] = [...taken];
  const found = new Map<string, TextSlot>();
  for (const { edge, paths } of lines) {
    const text = textOf(edge);
    if (text === '') continue;
    const width = textWidth(text, size, 'regular');
    const place = (): TextSlot | undefined => {
      for (const [low, high, y] of pieces(paths, axis)) {
        if (high - low < width + 2 * margin) return undefined;
        const middle = (low + high) / 2;
        const reach = (high - low - width) / 2 - margin;
        for (const foot of [y - above, y + above + 0.74 * size])
          for (let off = 0; off <= reach; off += 8)
            for (const x of off === 0 ? [middle] : [middle - off, middle + off]) {
              const box = { x: x - width / 2, y: foot - 0.8 * size, width, height: size };
              if (used.some((other) => boxesOverlap(box, other, 2)) || segments.some((segment) => crossesBox(segment, box))) continue;
              used.push(box);
              return { role: 'rating', x, y: foot, text, size, weight: 'regular', anchor: 'middle', width };
            }
      }
      return undefined;
    };
    const slot = place();
    if (slot) found.set(edge.key, slot);
  }
  return found;
}
