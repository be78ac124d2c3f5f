/** What of a network differs from an earlier one: which parts have to be solved again. */
import { mayDiffer } from '../../document/lineage.ts';
import type { LiquidBranch, LiquidControl, LiquidNetwork, ThermalUnit } from '../../network/liquid.ts';
import { lawOf } from '../hydraulics/laws.ts';
import type { Partition } from './partition.ts';

/** Whether two values of plain data are the same, number by number. */
export function samePlain(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((one, i) => samePlain(one, b[i]));
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  let count = 0;
  for (const key in left) {
    if (!samePlain(left[key], right[key])) return false;
    count++;
  }
  for (const _ in right) count--;
  return count === 0;
}

const sameBranchPlace = (a: LiquidBranch, b: LiquidBranch): boolean =>
  a.from === b.from &&
  a.to === b.to &&
  a.space === b.space &&
  a.heat.type === b.heat.type &&
  a.element.type === b.element.type &&
  lawOf(a) === lawOf(b) &&
  (a.element.type !== 'pump' || b.element.type !== 'pump' || a.element.checked === b.element.checked);

const sameUnitPlace = (a: ThermalUnit, b: ThermalUnit): boolean =>
  a.type === b.type &&
  a.branch === b.branch &&
  (a.type !== 'air-coil' || b.type !== 'air-coil' || a.space === b.space) &&
  (a.type !== 'water-cooled-chiller' || b.type !== 'water-cooled-chiller' || a.condenser === b.condenser);

function sameControlPlace(a: LiquidControl, b: LiquidControl): boolean {
  if (a.type === 'differential-pressure') return b.type === a.type && a.high === b.high && a.low === b.low && samePlain(a.pumps, b.pumps);
  if (a.type === 'exchanger-outlet') return b.type === a.type && a.exchanger === b.exchanger && a.valve === b.valve;
  return b.type === a.type && a.branch === b.branch;
}

/** A room's heat that moves by less than this part of itself, or this many watts, has moved by rounding. */
const rounding = 1e-12;
const rounding_W = 1e-7;

/**
 * Parts of `after` with other numbers than `before`.
 * @param solvedHeat_W heat of each room that its part was last solved for
 * @param sameHeat_W how far from it a room's heat may be
 * @returns 1 per changed part; undefined where nodes, ends or sorts of anything differ, so that the partition may too
 */
export function changedParts(
  before: LiquidNetwork,
  after: LiquidNetwork,
  partition: Partition,
  solvedHeat_W: Float64Array,
  sameHeat_W: number,
): Uint8Array | undefined {
  const changed = new Uint8Array(partition.parts.length);
  const compare = <T>(a: readonly T[], b: readonly T[], partOf: Int32Array, samePlace: (a: T, b: T) => boolean): boolean => {
    if (a.length !== b.length) return false;
    const agree = (i: number): boolean => {
      const [one, other] = [a[i] as T, b[i] as T];
      if (one === other || samePlain(one, other)) return true;
      if (!samePlace(one, other)) return false;
      changed[partOf[i] as number] = 1;
      return true;
    };
    const few = mayDiffer<number>(a, b);
    if (few) return [...few].every(agree);
    for (let i = 0; i < a.length; i++) if (!agree(i)) return false;
    return true;
  };
  const { nodes, branches, exchangers, units, controls } = before;
  const same =
    compare(
      nodes,
      after.nodes,
      partition.partOfNode,
      (a, b) => a.id === b.id && a.fluid === b.fluid && (a.fixedPressure_Pa === undefined) === (b.fixedPressure_Pa === undefined),
    ) &&
    compare(branches, after.branches, partition.partOfBranch, sameBranchPlace) &&
    compare(exchangers, after.exchangers, partition.partOfExchanger, (a, b) => a.hot === b.hot && a.cold === b.cold) &&
    compare(units, after.units, partition.partOfUnit, sameUnitPlace) &&
    compare(controls, after.controls, partition.partOfControl, sameControlPlace);
  if (!same) return undefined;
  const [spaces, now] = [before.spaces ?? [], after.spaces ?? []];
  if (spaces.length !== now.length) return undefined;
  for (let s = 0; s < now.length; s++) {
    const [one, other] = [spaces[s], now[s]];
    if (!one || !other || one.owner !== other.owner) return undefined;
    const moved_W = Math.abs(other.heat_W - (solvedHeat_W[s] as number));
    const stays = moved_W <= Math.max(sameHeat_W, rounding_W + rounding * Math.abs(other.heat_W));
    if (!stays || one.bypass !== other.bypass || one.recirculation !== other.recirculation) changed[partition.partOfSpace[s] as number] = 1;
  }
  return changed;
}
