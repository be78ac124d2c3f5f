/** Texts of bars and headers: they go where nothing else is, as near to the bar's first end as there is room. */
import type { Axis, Bar, Segment } from './lines.ts';
import { boxesOverlap, crossesBox } from './lines.ts';
import type { Box, Shape, Spot } from './shape.ts';

export interface BarText {
  readonly id: string;
  readonly shape: Shape;
  readonly bar: Bar;
  /** Where the layout kept room for it. */
  readonly box: Box;
  /** Where the incoming line stands in that box. */
  readonly line: number;
}

const step = 6;

/** Places to try, best first: where the layout kept room, along the bar on either side of it, then beyond its ends. */
function* candidates({ shape, bar, box, line }: BarText, axis: Axis): Generator<Spot> {
  const { width, height } = shape;
  if (axis === 'y') {
    const above = bar.at - height - 3;
    const below = bar.at + 5;
    yield { x: box.x + line + 6, y: above };
    yield { x: bar.low - width - 8, y: bar.at - height / 2 };
    for (let x = bar.low + 2; x <= bar.high - width; x += step) yield { x, y: above };
    for (let x = bar.low + 2; x <= bar.high - width; x += step) yield { x, y: below };
    for (let out = 0; out < 400; out += step) {
      yield { x: bar.high + 8 + out, y: bar.at - height / 2 };
      yield { x: bar.low - width - 8 - out, y: bar.at - height / 2 };
    }
    return;
  }
  yield { x: box.x, y: box.y };
  yield { x: bar.at - width / 2, y: bar.low - height - 4 };
  yield { x: bar.at - width / 2, y: bar.high + 4 };
  for (let y = bar.low; y <= bar.high - height; y += step) {
    yield { x: bar.at + 6, y };
    yield { x: bar.at - width - 6, y };
  }
  for (let out = 0; out < 400; out += step) {
    yield { x: bar.at + 6, y: bar.high + 4 + out };
    yield { x: bar.at - width - 6, y: bar.high + 4 + out };
    yield { x: bar.at - width / 2, y: bar.low - height - 4 - out };
  }
}

/** Upper left corner of the texts of every bar. */
export function barTexts(
  bars: readonly BarText[],
  solid: readonly Box[],
  segments: readonly Segment[],
  axis: Axis,
): ReadonlyMap<string, Spot> {
  const taken: Box[] = [...solid];
  const placed = new Map<string, Spot>();
  for (const text of bars) {
    const { width, height } = text.shape;
    for (const at of candidates(text, axis)) {
      const box = { ...at, width, height };
      const free = !taken.some((other) => boxesOverlap(box, other, 2)) && !segments.some((segment) => crossesBox(segment, box));
      if (!free) continue;
      placed.set(text.id, at);
      taken.push(box);
      break;
    }
  }
  return placed;
}
