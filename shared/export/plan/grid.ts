/** The column grid of a plan: lettered axes from west to east, numbered ones from south to north. */
import type { Point } from '../../document/records.ts';

export interface PlanAxis {
  readonly label: string;
  readonly direction: 'x' | 'y';
  /** Where the axis crosses the other direction. */
  readonly at_m: number;
  readonly from_m: Point;
  readonly to_m: Point;
}

/** A, B, … Z, AA, AB, … without I and O, which look like digits. */
export function axisLetter(index: number): string {
  const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
  const rest = Math.floor(index / letters.length);
  return (rest === 0 ? '' : axisLetter(rest - 1)) + letters[index % letters.length];
}

/** Spacing of 6 m, or a multiple of it that keeps at most forty axes in a direction. */
const gridSpacing_m = (span_m: number): number => 6 * Math.max(1, Math.ceil(span_m / 6 / 40));

/** Axes at multiples of the spacing from the south-west corner, reaching 2 m (or 3 % of the plan) beyond it. */
export function gridOf(low: Point, high: Point): PlanAxis[] {
  const beyond = Math.max(2, 0.03 * Math.max(high[0] - low[0], high[1] - low[1]));
  const places = (from: number, to: number): number[] => {
    const spacing = gridSpacing_m(to - from);
    return Array.from({ length: Math.floor((to - from) / spacing + 1e-9) + 1 }, (_, i) => from + i * spacing);
  };
  return [
    ...places(low[0], high[0]).map(
      (x, i): PlanAxis => ({ label: axisLetter(i), direction: 'x', at_m: x, from_m: [x, low[1] - beyond], to_m: [x, high[1] + beyond] }),
    ),
    ...places(low[1], high[1]).map(
      (y, i): PlanAxis => ({ label: String(i + 1), direction: 'y', at_m: y, from_m: [low[0] - beyond, y], to_m: [high[0] + beyond, y] }),
    ),
  ];
}
