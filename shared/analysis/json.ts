/** The analysis as one JSON object, format `headroom-analysis/1`: a contract that other programs read. */

import { kindOf } from '../catalogue/resolve.ts';
import type { Document } from '../document/document.ts';
import { quantityKinds, zeroCelsius_K } from '../units/quantity.ts';
import type { ActiveControl } from './controls.ts';
import { exportedName, exportedValue } from './exported.ts';
import { type NumberColumn, valueAt } from './number-column.ts';
import type { QuantityKey, TextKey } from './quantities.ts';
import { type Analysis, type Finding, rowOf } from './result.ts';
import type { RackRoom } from './stranded/rack-room.ts';
import type { StrandedPower } from './stranded/stranded-power.ts';

type RecordJson = { kind: string; tag: string } & Record<string, number | string>;

export interface AnalysisJson {
  readonly format: 'headroom-analysis/1';
  readonly scenario: string;
  readonly summary: Readonly<Record<string, unknown>> | null;
  readonly stranded?: StrandedPower;
  readonly rackRoom?: readonly RackRoom[];
  readonly records: Readonly<Record<string, RecordJson>>;
  readonly islands: readonly {
    readonly system: string;
    readonly status: string;
    readonly residual: number;
    readonly iterations: number;
    readonly name: string;
    readonly cause?: string;
    readonly worst?: readonly string[];
  }[];
  readonly controls: readonly ControlJson[];
  readonly findings: readonly Finding[];
}

/** Set point and value in the unit named; `position` is an opening, relative speed or part of the available duty. */
interface ControlJson extends Pick<ActiveControl, 'owner' | 'holds' | 'by' | 'state' | 'target' | 'actual' | 'position'> {
  readonly unit: string;
}

/** Temperatures in °C as everywhere in this format, the rest in SI. */
function controlJson({ owner, holds, by, state, quantity, target, actual, position }: ActiveControl): ControlJson {
  const celsius = quantity === 'temperature';
  const shown = (value: number) => (celsius ? value - zeroCelsius_K : value);
  return {
    owner,
    holds,
    by,
    state,
    target: shown(target),
    actual: shown(actual),
    unit: celsius ? '°C' : quantityKinds[quantity].unit,
    position,
  };
}

function describe(document: Document, id: string): { kind: string; tag: string } {
  const equipment = document.tables.equipment.get(id);
  const connection = document.tables.connection.get(id);
  const record = equipment ?? connection;
  if (record) return { kind: kindOf(document, record)?.kind ?? 'unknown', tag: record.tag };
  const space = document.tables.space.get(id);
  return { kind: space ? space.kind : 'record', tag: space ? space.name : id };
}

function recordsOf(document: Document, analysis: Analysis): Record<string, RecordJson> {
  const { results } = analysis;
  const columns = Object.entries(results.columns).sort(([a], [b]) => (a < b ? -1 : 1)) as [QuantityKey, NumberColumn][];
  const texts = Object.entries(results.texts).sort(([a], [b]) => (a < b ? -1 : 1)) as [TextKey, readonly (string | undefined)[]][];
  const records: Record<string, RecordJson> = {};
  for (const id of [...results.ids].sort()) {
    const row = rowOf(results, id);
    if (row === undefined) continue;
    const entry: RecordJson = { ...describe(document, id) };
    for (const [key, column] of columns) {
      const value = valueAt(column, row);
      if (!Number.isNaN(value)) entry[exportedName(key)] = exportedValue(key, value);
    }
    for (const [key, column] of texts) {
      const value = column[row];
      if (value !== undefined) entry[key] = value;
    }
    records[id] = entry;
  }
  return records;
}

/** Stranded power and room for racks, where they were asked for; they are no part of every analysis because they solve the plant once more. */
export interface SpareJson {
  readonly stranded: StrandedPower;
  readonly rackRoom: readonly RackRoom[];
}

export function analysisJson(document: Document, analysis: Analysis, spare?: SpareJson): AnalysisJson {
  const { summary } = analysis;
  return {
    format: 'headroom-analysis/1',
    scenario: analysis.scenario.name,
    summary: summary
      ? {
          itPower_W: summary.itPower_W,
          facilityPower_W: summary.facilityPower_W,
          pue: summary.pue ?? null,
          heatToLiquid_W: summary.heatToLiquid_W,
          heatToAir_W: summary.heatToAir_W,
          heatRejected_W: summary.heatRejected_W,
          energyImbalance: summary.energyImbalance,
          racks: summary.racks,
          gpus: summary.gpus,
          losses: Object.fromEntries(summary.losses.map(({ key, power_W }) => [key, power_W])),
          loops: summary.loops,
          minSupplyMargin_K: summary.minSupplyMargin_K ?? null,
          minSupplyMarginId: summary.minSupplyMarginId ?? null,
          minPowerHeadroom_W: summary.minPowerHeadroom_W ?? null,
          bindingId: summary.bindingId ?? null,
          waterUse_m3_s: summary.waterUse_m3_s,
          wue_L_kWh: summary.wue_L_kWh ?? null,
          floorArea_m2: summary.floorArea_m2,
          densityMean_W_m2: summary.densityMean_W_m2 ?? null,
          ambientDryBulb_C: summary.ambientDryBulb_K - zeroCelsius_K,
          passes: analysis.passes,
        }
      : null,
    ...(spare && { stranded: spare.stranded, rackRoom: spare.rackRoom }),
    records: recordsOf(document, analysis),
    islands: analysis.islands.map(({ system, status, residual, iterations, name, cause, worst }) => ({
      system,
      status,
      residual,
      iterations,
      name,
      ...(cause === undefined ? {} : { cause }),
      ...(worst === undefined || worst.length === 0 ? {} : { worst }),
    })),
    controls: analysis.controls.map(controlJson),
    findings: analysis.findings,
  };
}
