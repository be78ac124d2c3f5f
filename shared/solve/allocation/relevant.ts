/** Which rows can bind at all: those that somebody could exceed, and that no other row on the same members makes idle. */
import type { AllocationProblem } from './problem.ts';
import { drawnByRow, type Rows } from './rows.ts';

/** Capacities of rows above what the least amounts draw. */
export interface RowCapacities {
  /** By row: capacity left of its tightest limit, in units of the row. */
  readonly spare: Float64Array;
  /** By row: that limit. */
  readonly tightest: Int32Array;
}

export type Conflict = { readonly limit: number; readonly id: string; readonly least: number; readonly capacity: number };

/** Limits with less room than this part of their capacity have none. */
const noRoom = 1e-12;

/** @returns capacities by row, or the limits that the least amounts alone exceed. Rows without room have a spare of 0. */
export function rowCapacities(
  problem: AllocationProblem,
  rows: Rows,
  least: Float64Array,
): RowCapacities | { readonly conflicts: Conflict[] } {
  const { limits, capacities } = problem;
  const needed = drawnByRow(rows, least);
  const spare = new Float64Array(rows.count).fill(Number.POSITIVE_INFINITY);
  const tightest = new Int32Array(rows.count).fill(-1);
  const conflicts: Conflict[] = [];
  for (let j = 0; j < rows.rowOf.length; j++) {
    const row = rows.rowOf[j] as number;
    const capacity = capacities[j] as number;
    // Without a limit: nothing to run out of.
    if (capacity === Number.POSITIVE_INFINITY) continue;
    const own = (needed[row] as number) * (rows.factor[j] as number);
    const left = capacity - own;
    if (left < -noRoom * Math.abs(capacity)) conflicts.push({ limit: j, id: limits[j]?.id ?? '', least: own, capacity });
    const scaled = left <= noRoom * Math.abs(capacity) ? 0 : left / (rows.factor[j] as number);
    if (!(scaled < (spare[row] as number))) continue;
    spare[row] = scaled;
    tightest[row] = j;
  }
  return conflicts.length > 0 ? { conflicts } : { spare, tightest };
}

/** Row a cannot be exceeded while b holds: at its own scale a weighs no member more than b does. */
function idleBeside({ start, coefficient }: Rows, a: number, spareA: number, b: number, spareB: number): boolean {
  const bound = spareA / spareB;
  const [fromA, fromB] = [start[a] as number, start[b] as number];
  const size = (start[a + 1] as number) - fromA;
  for (let k = 0; k < size; k++) {
    if ((coefficient[fromA + k] as number) > bound * (coefficient[fromB + k] as number)) return false;
  }
  return true;
}

/** @param most — by consumer; those that a row without room holds at their least amounts count with those. @returns rows, ascending. */
export function relevantRows(rows: Rows, spare: Float64Array, least: Float64Array, most: Float64Array): Int32Array {
  const asked = drawnByRow(
    rows,
    most.map((value, i) => value - (least[i] as number)),
  );
  const room = (row: number) => (spare[row] as number) / (asked[row] as number);
  const tightest = new Map<number, number>();
  const candidates: number[] = [];
  for (let row = 0; row < rows.count; row++) {
    if (!((asked[row] as number) > (spare[row] as number))) continue;
    candidates.push(row);
    const other = tightest.get(rows.group[row] as number);
    if (other === undefined || room(row) < room(other)) tightest.set(rows.group[row] as number, row);
  }
  return Int32Array.from(
    candidates.filter((row) => {
      const other = tightest.get(rows.group[row] as number) ?? row;
      return other === row || !idleBeside(rows, row, spare[row] as number, other, spare[other] as number);
    }),
  );
}
