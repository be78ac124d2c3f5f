/**
 * Results as columns: one number per quantity and record, in SI units, with the revision they were
 * made from. A record without a value for a quantity has none: never zero, never NaN outside here.
 */

import type { RecordId } from '../document/ids.ts';
import type { ActiveControl } from './controls.ts';
import { type NumberColumn, valueAt } from './number-column.ts';
import { type LaterPart, type QuantityKey, quantities, type TextKey } from './quantities.ts';
import { rowsById } from './rows.ts';

export interface ResultTable {
  /** By row; not every one of them has a value. */
  readonly ids: readonly RecordId[];
  /** Read through `quantityOf`. */
  readonly columns: Readonly<Partial<Record<QuantityKey, NumberColumn>>>;
  readonly texts: Readonly<Partial<Record<TextKey, readonly (string | undefined)[]>>>;
}

/** The row found last, in whatever table: no more than a guess, which is held against the ids of the table that is asked. */
let guess = 0;

/**
 * Row of a record; undefined where the table has none of it. Records are asked for several quantities each, and mostly in the
 * order of their rows: few of them need a look-up.
 */
export function rowOf({ ids }: ResultTable, id: RecordId): number | undefined {
  if (ids[guess] === id) return guess;
  if (ids[guess + 1] === id) return ++guess;
  const found = rowsById(ids).get(id);
  if (found !== undefined) guess = found;
  return found;
}

export function quantityOf(table: ResultTable, id: RecordId, quantity: QuantityKey): number | undefined {
  const column = table.columns[quantity];
  if (!column) return undefined;
  const row = rowOf(table, id);
  if (row === undefined) return undefined;
  const value = valueAt(column, row);
  return Number.isNaN(value) ? undefined : value;
}

export function textOf(table: ResultTable, id: RecordId, key: TextKey): string | undefined {
  const row = rowOf(table, id);
  return row === undefined ? undefined : table.texts[key]?.[row];
}

/** How one connected part of a network came out. */
export interface IslandReport {
  readonly id: string;
  readonly system: 'liquid' | 'air' | 'electrical';
  /** Names of the system records in it. */
  readonly name: string;
  readonly status: 'solved' | 'not-converged' | 'no-reference' | 'no-solution' | 'dead' | 'invalid';
  /** Largest remaining imbalance, relative to the island's own flow, pressure or power. */
  readonly residual: number;
  readonly iterations: number;
  /** For anything but solved and dead: what is wrong and where, in a sentence. */
  readonly cause?: string;
  readonly worst?: readonly RecordId[];
  readonly records: number;
}

/** A control that could not hold its set point, or a device beyond its published range: a result, not a failure. */
export interface LimitReached {
  readonly owner: RecordId;
  readonly message: string;
}

export type Severity = 'error' | 'warning' | 'note';

/** What a rule has to say about records of the design in this scenario. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly subjects: readonly RecordId[];
  /** In `unit`, SI except temperatures, which are °C. */
  readonly actual: number;
  readonly limit: number;
  readonly unit: string;
  /** Positive holds, negative is past the limit; in `unit` (K for temperatures). */
  readonly margin: number;
  readonly source: string;
  readonly message: string;
}

export interface LossPart {
  readonly key: string;
  readonly title: string;
  readonly power_W: number;
}

/** Heat of one liquid loop by where it comes from (positive) and goes to (negative). */
export interface LoopHeat {
  /** Names of the systems it is made of. */
  readonly name: string;
  readonly racks_W: number;
  /** Shaft power of pumps that ends in the liquid. */
  readonly pumps_W: number;
  /** Gain from, or loss to, the surroundings of pipes and headers. */
  readonly pipes_W: number;
  readonly fromExchangers_W: number;
  readonly toExchangers_W: number;
  /** Taken from room air by coils. */
  readonly fromAir_W: number;
  readonly rejected_W: number;
  /** What the parts leave over: zero in a closed balance. */
  readonly imbalance_W: number;
}

export interface Summary {
  readonly itPower_W: number;
  readonly facilityPower_W: number;
  /** Absent when nothing computes: a ratio to zero says nothing. */
  readonly pue?: number;
  readonly heatToLiquid_W: number;
  readonly heatToAir_W: number;
  readonly heatRejected_W: number;
  readonly energyImbalance: number;
  readonly racks: number;
  readonly gpus: number;
  /** Every part of facility power beyond IT power; they sum to facilityPower_W − itPower_W. */
  readonly losses: readonly LossPart[];
  readonly loops: readonly LoopHeat[];
  readonly minSupplyMargin_K?: number;
  readonly minSupplyMarginId?: RecordId;
  readonly minPowerHeadroom_W?: number;
  /** The element that binds the power headroom. */
  readonly bindingId?: RecordId;
  /** Make-up of towers and wetted pads, and what it is per energy of the racks (WUE, The Green Grid). */
  readonly waterUse_m3_s: number;
  readonly wue_L_kWh?: number;
  readonly floorArea_m2: number;
  readonly densityMean_W_m2?: number;
  readonly ambientDryBulb_K: number;
}

export interface Analysis {
  readonly revision: number;
  readonly scenario: {
    readonly id: RecordId;
    readonly name: string;
    readonly title: string;
  };
  /** Absent when an island that the figures rest on could not be solved. */
  readonly summary?: Summary;
  readonly results: ResultTable;
  readonly islands: readonly IslandReport[];
  readonly limits: readonly LimitReached[];
  /** What each control of the cooling plant holds, by what, and whether it still can. */
  readonly controls: readonly ActiveControl[];
  readonly findings: readonly Finding[];
  /** Passes of the outer loop between heat, flow and power. */
  readonly passes: number;
  /** Parts that are still being worked out: their quantities and findings are not in it yet. Absent where the analysis is whole. */
  readonly awaited?: readonly LaterPart[];
}

/** Whether a quantity is still being worked out: that a record has none of it says nothing yet. */
export const isAwaited = ({ awaited = [] }: Analysis, key: QuantityKey): boolean => {
  const { part } = quantities[key];
  return part !== undefined && awaited.includes(part);
};
