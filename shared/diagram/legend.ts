/** What lines, colours and marks of a diagram mean: keys that a sheet sets beside its drawing, or in rows below it. */
import { line, type Primitive } from './art.ts';
import { lossArt } from './draw.ts';
import { coolMargin_K } from './figures.ts';
import type { DiagramKind } from './graph.ts';
import type { Box } from './shape.ts';
import { symbolArt } from './symbols.ts';
import { textWidth } from './text-width.ts';

export interface LegendKey {
  /** In a box of `keySize`, upper left corner at the origin. */
  readonly mark: readonly Primitive[];
  readonly text: string;
}

export const keySize = { width: 28, height: 12 } as const;
const middle = keySize.height / 2;

const stroke = (ink: 'train-a' | 'train-b' | 'supply' | 'return'): readonly Primitive[] => [
  line(ink, 1.75, [0, middle], [keySize.width, middle]),
];
const filled = (box: Box, fill: 'track' | 'muted' | 'error' | `load-${1 | 2 | 3 | 4 | 5}`): Primitive => ({
  type: 'box',
  box,
  round: 1,
  ink: 'none',
  width: 0,
  fill,
});
const bar: readonly Primitive[] = [
  filled({ x: 0, y: middle - 2, width: keySize.width, height: 4 }, 'track'),
  filled({ x: 0, y: middle - 2, width: 14, height: 4 }, 'muted'),
  line('text', 1.5, [24, middle - 4], [24, middle + 4]),
];
const steps = ([1, 2, 3, 4, 5] as const).map((step) => `load-${step}` as const);
const ramp: readonly Primitive[] = [...steps, 'error' as const].map((ink, i) =>
  filled({ x: 4.6 * i, y: middle - 4, width: 4, height: 8 }, ink),
);

/** @param lost whether the drawing has diamonds: the plant was solved with each train lost */
export function legendKeys(kind: DiagramKind, lost: boolean): readonly LegendKey[] {
  const load: LegendKey = { mark: bar, text: 'Load now; tick: its limit' };
  if (kind === 'p-and-id')
    return [
      { mark: stroke('supply'), text: 'Supply' },
      { mark: stroke('return'), text: 'Return' },
      load,
      { mark: ramp, text: `Racks: ${coolMargin_K} K to their limit–at it, past it` },
    ];
  const diamond: LegendKey = {
    mark: lossArt({ x: 0, y: middle, width: 26.5 }, 0.6),
    text: 'With the other train lost',
  };
  return [
    { mark: stroke('train-a'), text: 'Train A' },
    { mark: stroke('train-b'), text: 'Train B' },
    load,
    ...(lost ? [diamond] : []),
    { mark: ramp, text: 'Racks: 0–100 % of the limit, past it' },
    { mark: symbolArt('breaker', { x: 8, y: 0, width: 12, height: 12 }, 'text'), text: 'Frame/trip; N.O. normally open' },
  ];
}

const textSize = 10;
const gap = 22;
const rowHeight = 20;

const moved = (primitive: Primitive, x: number, y: number): Primitive => {
  if (primitive.type === 'line') return { ...primitive, points: primitive.points.map((point) => ({ x: point.x + x, y: point.y + y })) };
  if (primitive.type === 'box') return { ...primitive, box: { ...primitive.box, x: primitive.box.x + x, y: primitive.box.y + y } };
  return { ...primitive, at: { x: primitive.at.x + x, y: primitive.at.y + y } };
};

/** Keys from left to right under a drawing, in as many rows as its width asks for, and the drawing's bounds with them. */
export function legendRows(keys: readonly LegendKey[], bounds: Box): { readonly primitives: readonly Primitive[]; readonly bounds: Box } {
  const left = bounds.x + 16;
  const primitives: Primitive[] = [];
  let [x, y] = [left, bounds.y + bounds.height];
  for (const { mark, text } of keys) {
    const width = keySize.width + 8 + textWidth(text, textSize);
    if (x > left && x + width > bounds.x + bounds.width) [x, y] = [left, y + rowHeight];
    const corner = { x, y };
    primitives.push(...mark.map((primitive) => moved(primitive, corner.x, corner.y)), {
      type: 'text',
      at: { x: x + keySize.width + 8, y: y + middle + textSize * 0.36 },
      text,
      size: textSize,
      weight: 'regular',
      anchor: 'start',
      ink: 'muted',
    });
    x += width + gap;
  }
  return { primitives, bounds: { ...bounds, height: y + rowHeight - bounds.y } };
}
