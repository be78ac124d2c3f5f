/**
 * Limits as one sparse matrix, found once per array of limits: limits that weigh the same members in the same
 * proportions (a cable, its breaker and its bar; the feeds of machines that serve one loop) are one row.
 */
import type { Limit } from './problem.ts';

export interface Rows {
  readonly count: number;
  readonly start: Int32Array;
  readonly member: Int32Array;
  readonly coefficient: Float64Array;
  /** By row: a number that rows with the same list of members share. */
  readonly group: Int32Array;
  /** By limit: its row, and what it draws over what the row draws. */
  readonly rowOf: Int32Array;
  readonly factor: Float64Array;
}

const known = new WeakMap<readonly Limit[], Rows>();
/** Coefficients that agree to rounding count as proportional. */
const proportional = 1e-13;

function sameList(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false;
  for (let k = 0; k < a.length; k++) if (a[k] !== b[k]) return false;
  return true;
}

/** What limit a draws over what b does, where that is the same for every member. */
function ratioOf(a: Limit, b: Limit): number | undefined {
  const ratio = (a.coefficients[0] ?? 0) / (b.coefficients[0] ?? 1);
  for (let k = 1; k < a.members.length; k++) {
    const expected = ratio * (b.coefficients[k] as number);
    if (Math.abs((a.coefficients[k] as number) - expected) > proportional * expected) return undefined;
  }
  return ratio;
}

/** Rows of one list of members: the first limit of each. */
interface MemberGroup {
  readonly members: ArrayLike<number>;
  readonly firsts: { readonly limit: number; readonly row: number }[];
  readonly number: number;
}

export function rowsOf(limits: readonly Limit[]): Rows {
  const done = known.get(limits);
  if (done) return done;
  const byHash = new Map<number, MemberGroup[]>();
  const rowOf = new Int32Array(limits.length);
  const factor = new Float64Array(limits.length);
  const firsts: number[] = [];
  const group: number[] = [];
  let groups = 0;
  limits.forEach((limit, j) => {
    let hash = limit.members.length;
    for (let k = 0; k < limit.members.length; k++) hash = (Math.imul(hash, 16777619) ^ (limit.members[k] as number)) >>> 0;
    const alike = byHash.get(hash) ?? [];
    if (alike.length === 0) byHash.set(hash, alike);
    let mine = alike.find(({ members }) => sameList(members, limit.members));
    if (!mine) {
      mine = { members: limit.members, firsts: [], number: groups++ };
      alike.push(mine);
    }
    for (const { limit: other, row } of mine.firsts) {
      const ratio = ratioOf(limit, limits[other] as Limit);
      if (ratio === undefined) continue;
      rowOf[j] = row;
      factor[j] = ratio;
      return;
    }
    mine.firsts.push({ limit: j, row: firsts.length });
    rowOf[j] = firsts.length;
    factor[j] = 1;
    group.push(mine.number);
    firsts.push(j);
  });
  const start = new Int32Array(firsts.length + 1);
  firsts.forEach((j, row) => {
    start[row + 1] = (start[row] as number) + (limits[j] as Limit).members.length;
  });
  const member = new Int32Array(start[firsts.length] as number);
  const coefficient = new Float64Array(member.length);
  firsts.forEach((j, row) => {
    const limit = limits[j] as Limit;
    for (let k = 0, at = start[row] as number; k < limit.members.length; k++, at++) {
      member[at] = limit.members[k] as number;
      coefficient[at] = limit.coefficients[k] as number;
    }
  });
  const rows = { count: firsts.length, start, member, coefficient, group: Int32Array.from(group), rowOf, factor };
  known.set(limits, rows);
  return rows;
}

/** A·amounts, by row. */
export function drawnByRow({ count, start, member, coefficient }: Rows, amounts: Float64Array): Float64Array {
  const drawn = new Float64Array(count);
  for (let r = 0; r < count; r++) {
    let sum = 0;
    const end = start[r + 1] as number;
    for (let e = start[r] as number; e < end; e++) sum += (coefficient[e] as number) * (amounts[member[e] as number] as number);
    drawn[r] = sum;
  }
  return drawn;
}
