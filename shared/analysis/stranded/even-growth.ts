/**
 * How far racks can grow together under limits: all draw more at one rate, and each stops where the
 * first limit upstream of it, or of what cools it, is reached (progressive filling; where limits nest,
 * as in a distribution tree, no other way gives a larger sum).
 */

/** present + Σ coefficient·added ≤ capacity, over racks by index. */
export interface GrowthRow {
  readonly members: ArrayLike<number>;
  readonly coefficients: ArrayLike<number>;
  readonly present: number;
  readonly capacity: number;
}

export interface Growth {
  /** By rack, W. Zero for racks that no row limits: nothing is known of them. */
  readonly added_W: Float64Array;
  /** Row that stopped each rack; −1 where none did. */
  readonly heldBy: Int32Array;
  readonly total_W: number;
}

/** Rows closer to their limit than this part of it are at it. */
const touching = 1e-9;

export function growEvenly(racks: number, rows: readonly GrowthRow[]): Growth {
  const rate = new Float64Array(rows.length);
  const slack = Float64Array.from(rows, ({ present, capacity }) => Math.max(0, capacity - present));
  const rowsOf: [row: number, coefficient: number][][] = Array.from({ length: racks }, () => []);
  rows.forEach(({ members, coefficients }, r) => {
    for (let k = 0; k < members.length; k++) {
      const coefficient = coefficients[k] as number;
      rate[r] = (rate[r] as number) + coefficient;
      rowsOf[members[k] as number]?.push([r, coefficient]);
    }
  });
  const added_W = new Float64Array(racks);
  const heldBy = new Int32Array(racks).fill(-1);
  const growing = new Set<number>();
  for (let rack = 0; rack < racks; rack++) if ((rowsOf[rack]?.length ?? 0) > 0) growing.add(rack);
  let level_W = 0;
  while (growing.size > 0) {
    let step_W = Number.POSITIVE_INFINITY;
    for (let r = 0; r < rows.length; r++)
      if ((rate[r] as number) > 0) step_W = Math.min(step_W, (slack[r] as number) / (rate[r] as number));
    if (!Number.isFinite(step_W)) break;
    level_W += step_W;
    const reached: number[] = [];
    for (let r = 0; r < rows.length; r++) {
      if (!((rate[r] as number) > 0)) continue;
      slack[r] = (slack[r] as number) - step_W * (rate[r] as number);
      if ((slack[r] as number) <= touching * (rows[r]?.capacity ?? 0)) reached.push(r);
    }
    for (const r of reached) {
      for (const rack of Array.from(rows[r]?.members ?? [])) {
        if (!growing.delete(rack)) continue;
        added_W[rack] = level_W;
        heldBy[rack] = r;
        for (const [row, coefficient] of rowsOf[rack] ?? []) rate[row] = (rate[row] as number) - coefficient;
      }
      // What is left of a rate after all its racks stopped is rounding.
      rate[r] = 0;
    }
  }
  return { added_W, heldBy, total_W: added_W.reduce((sum, power_W) => sum + power_W, 0) };
}
