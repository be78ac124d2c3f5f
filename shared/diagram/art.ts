/** Drawing primitives of diagrams. Colours are names that a theme or a paper gives values to. */
import type { Box, Spot, TextSlot } from './shape.ts';

export type Ink =
  | 'text'
  | 'strong'
  | 'muted'
  | 'line'
  | 'line-strong'
  | 'panel'
  | 'raised'
  | 'track'
  | 'accent'
  | 'warn'
  | 'error'
  | 'ok'
  | 'train-a'
  | 'train-b'
  | 'supply'
  | 'return'
  | 'load-1'
  | 'load-2'
  | 'load-3'
  | 'load-4'
  | 'load-5'
  | 'none';

export interface Stroke {
  readonly ink: Ink;
  readonly width: number;
  readonly fill?: Ink;
}

export type Primitive =
  | ({ readonly type: 'line'; readonly points: readonly Spot[]; readonly closed?: true } & Stroke)
  | ({ readonly type: 'circle'; readonly at: Spot; readonly radius: number } & Stroke)
  /** Counter-clockwise on paper from one angle to another, degrees, 0 to the right. */
  | ({ readonly type: 'arc'; readonly at: Spot; readonly radius: number; readonly from_deg: number; readonly to_deg: number } & Stroke)
  | ({ readonly type: 'box'; readonly box: Box; readonly round: number } & Stroke)
  | {
      readonly type: 'text';
      readonly at: Spot;
      readonly text: string;
      readonly size: number;
      readonly weight: TextSlot['weight'];
      readonly anchor: TextSlot['anchor'];
      readonly ink: Ink;
    };

export const line = (ink: Ink, width: number, ...points: readonly (readonly [x: number, y: number])[]): Primitive => ({
  type: 'line',
  ink,
  width,
  points: points.map(([x, y]) => ({ x, y })),
});

export const polygon = (ink: Ink, width: number, fill: Ink, ...points: readonly (readonly [x: number, y: number])[]): Primitive => ({
  type: 'line',
  ink,
  width,
  fill,
  closed: true,
  points: points.map(([x, y]) => ({ x, y })),
});

export const circle = (ink: Ink, width: number, x: number, y: number, radius: number, fill: Ink = 'none'): Primitive => ({
  type: 'circle',
  ink,
  width,
  fill,
  at: { x, y },
  radius,
});

export const arc = (ink: Ink, width: number, x: number, y: number, radius: number, from_deg: number, to_deg: number): Primitive => ({
  type: 'arc',
  ink,
  width,
  at: { x, y },
  radius,
  from_deg,
  to_deg,
});

export const letters = (ink: Ink, x: number, y: number, content: string, size: number): Primitive => ({
  type: 'text',
  at: { x, y },
  text: content,
  size,
  weight: 'semibold',
  anchor: 'middle',
  ink,
});
