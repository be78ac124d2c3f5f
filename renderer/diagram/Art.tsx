/** Drawing primitives as SVG elements; their inks are the theme's colours. */
import { memo } from 'react';
import type { Primitive } from '../../shared/diagram/art.ts';
import { pathOf, short } from '../../shared/diagram/path.ts';

const ink = (name: string): string => (name === 'none' ? 'none' : `var(--ink-${name})`);

function Shape({ primitive }: { primitive: Primitive }) {
  if (primitive.type === 'text') {
    const { at, size, weight, anchor, text } = primitive;
    return (
      <text
        x={short(at.x)}
        y={short(at.y)}
        fontSize={size}
        fontWeight={weight === 'semibold' ? 600 : 400}
        textAnchor={anchor}
        fill={ink(primitive.ink)}
      >
        {text}
      </text>
    );
  }
  const paint = {
    fill: ink(primitive.fill ?? 'none'),
    ...(primitive.width > 0 && primitive.ink !== 'none' ? { stroke: ink(primitive.ink), strokeWidth: primitive.width } : {}),
  };
  if (primitive.type === 'circle') return <circle cx={short(primitive.at.x)} cy={short(primitive.at.y)} r={primitive.radius} {...paint} />;
  if (primitive.type === 'box') {
    const { x, y, width, height } = primitive.box;
    return <rect x={short(x)} y={short(y)} width={short(width)} height={short(height)} rx={primitive.round} {...paint} />;
  }
  return <path d={pathOf(primitive)} {...paint} />;
}

export const Art = memo(function Art({ primitives }: { primitives: readonly Primitive[] }) {
  // The list is made anew as a whole; a primitive has no identity but its place.
  return primitives.map((primitive, i) => <Shape key={String(i)} primitive={primitive} />);
});
