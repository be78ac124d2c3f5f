/**
 * Answers of one problem at heats of its room between two that were solved. Over a range of a hundred-thousandth the answer
 * is a straight line in the heat as exactly as solving finds it: what the line leaves out goes with the square of the range.
 * Where a device passes from one state to another within the range it does not; so a third answer inside has to lie on it.
 */
import type { LiquidSolution } from './solution.ts';

/** Widest range of heat, as a part of it, that is looked at. */
export const narrow = 1e-5;
/** An answer on the line is as near to it as this part of the largest value of each column. */
const sameColumn = 1e-10;
/** Numbers of devices follow from columns by differences, which takes digits. */
const sameNumber = 1e-8;

const columns = [
  'massFlow_kg_s',
  'flow_m3_s',
  'pressure_Pa',
  'nodeTemperature_K',
  'inlet_K',
  'outlet_K',
  'heat_W',
  'position',
  'throttle_Pa',
] as const;
const devices = ['pumps', 'exchangers', 'units', 'controls', 'spaces'] as const;

/** The answer `part` of the way from `low` to `high`, under the names of `low`. */
export function between(low: LiquidSolution, high: LiquidSolution, part: number): LiquidSolution {
  // One piece of memory for all columns: the parts of a campus have a thousand of them.
  const memory = new Float64Array(columns.reduce((sum, name) => sum + low[name].length, 0));
  let used = 0;
  const column = (name: (typeof columns)[number]): Float64Array => {
    const [a, b] = [low[name], high[name]];
    const mixed = memory.subarray(used, used + a.length);
    used += a.length;
    for (let i = 0; i < mixed.length; i++) mixed[i] = mix(a[i] as number, b[i] as number, part);
    return mixed;
  };
  const list = <T extends object>(a: readonly T[], b: readonly T[]): T[] => a.map((one, i) => mixedState(one, b[i] as T, part));
  const mixed = Object.fromEntries([
    ...columns.map((name) => [name, column(name)]),
    ...devices.map((name) => [name, list<object>(low[name], high[name])]),
  ]) as Pick<LiquidSolution, (typeof columns)[number] | (typeof devices)[number]>;
  return { ...low, ...mixed };
}

/** Equal numbers stay what they are, to the bit. */
const mix = (a: number, b: number, part: number): number => a + part * (b - a);

/** States that agree in every number stay the same object. */
function mixedState<T extends object>(a: T, b: T, part: number): T {
  if (agree(a, b)) return a;
  const mixed = { ...a } as Record<string, unknown>;
  const other = b as Record<string, unknown>;
  for (const key in mixed) {
    const [from, to] = [mixed[key], other[key]];
    if (typeof from === 'number' && typeof to === 'number') mixed[key] = mix(from, to, part);
  }
  return mixed as T;
}

function agree(a: object, b: object): boolean {
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  for (const key in left) if (typeof left[key] === 'number' && left[key] !== right[key]) return false;
  return true;
}

/** Whether an answer is the one that a line between others says, to what solving settles; every device in the same state. */
export function isOnLine(answer: LiquidSolution, line: LiquidSolution): boolean {
  return (
    columns.every((name) => sameValues(answer[name], line[name])) &&
    devices.every((name) => {
      const [a, b]: readonly [readonly object[], readonly object[]] = [answer[name], line[name]];
      return a.length === b.length && a.every((one, i) => sameState(one, b[i] as object));
    })
  );
}

function sameValues(a: Float64Array, b: Float64Array): boolean {
  let largest = 0;
  let off = 0;
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i] as number, b[i] as number];
    if (Number.isNaN(x) !== Number.isNaN(y)) return false;
    largest = Math.max(largest, Math.abs(x) || 0);
    off = Math.max(off, Math.abs(x - y) || 0);
  }
  return a.length === b.length && off <= sameColumn * largest;
}

function sameState(a: object, b: object): boolean {
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  for (const key in left) {
    const [x, y] = [left[key], right[key]];
    if (key === 'owner' || Object.is(x, y)) continue;
    if (typeof x !== 'number' || typeof y !== 'number') return false;
    if (!(Math.abs(x - y) <= sameNumber * Math.max(1, Math.abs(x)))) return false;
  }
  for (const key in right) if (!(key in left)) return false;
  return true;
}
