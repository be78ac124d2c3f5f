/** Key figures of a solved design. Facility power is what sources deliver; its parts beyond IT are listed one by one. */
import { kindOf } from '../../catalogue/resolve.ts';
import type { Document } from '../../document/document.ts';
import { area } from '../../geometry/polygon.ts';
import type { Coupled } from '../couple.ts';
import type { SiteHeadroom } from '../power-headroom.ts';
import { racksOf } from '../racks.ts';
import { type LossPart, quantityOf, type ResultTable, type Summary } from '../result.ts';
import { meterOf } from '../solve-plant.ts';
import { loopHeat } from './loop-heat.ts';
import type { SiteEnergy } from './site-energy.ts';

interface SummaryInput {
  readonly document: Document;
  readonly coupled: Coupled;
  readonly results: ResultTable;
  readonly energy: SiteEnergy;
}

/** Parts of PUE in the order they are shown; the key ends in its unit. */
const titles = {
  cduPumps_W: 'CDU pumps',
  facilityPumps_W: 'Facility pumps',
  compressors_W: 'Compressors',
  rejectionFans_W: 'Chiller and cooler fans',
  fanWalls_W: 'Fan walls, in-row coolers and doors',
  controls_W: 'Controls',
  transformers_W: 'Transformers',
  ups_W: 'UPS',
  powerShelves_W: 'Power shelves',
  rectifiers_W: 'Rectifiers and DC stages',
  storage_W: 'Battery storage',
  charging_W: 'Battery charging',
  distribution_W: 'Cables, busways and switches',
} as const;

const coilKinds: ReadonlySet<string> = new Set(['fan-wall', 'in-row-cooler', 'rear-door']);

type PartKey = keyof typeof titles;

/** Parts that most sites do not have: left out where they are nothing. */
const seldom: ReadonlySet<PartKey> = new Set(['rectifiers_W', 'storage_W', 'charging_W']);

const electricalPart = {
  transformer: 'transformers_W',
  ups: 'ups_W',
  'power-shelf': 'powerShelves_W',
  cable: 'distribution_W',
  busway: 'distribution_W',
  'transfer-switch': 'distribution_W',
  'capacitor-bank': 'distribution_W',
  rectifier: 'rectifiers_W',
  bess: 'storage_W',
} as const;

function lossParts({ document, coupled, results }: SummaryInput): LossPart[] {
  const parts = new Map<PartKey, number>();
  const add = (key: PartKey, power_W: number) => parts.set(key, (parts.get(key) ?? 0) + power_W);
  for (const [id, drawn] of coupled.state.mechanicalPower_W) {
    const equipment = document.tables.equipment.get(id);
    const kind = equipment && kindOf(document, equipment)?.kind;
    const of = (key: 'pumpPower' | 'compressorPower' | 'fanPower') => quantityOf(results, id, key) ?? 0;
    const pump = of('pumpPower');
    const compressor = of('compressorPower');
    const fan = of('fanPower');
    add(kind === 'cdu' ? 'cduPumps_W' : 'facilityPumps_W', pump);
    add('compressors_W', compressor);
    add(coilKinds.has(kind ?? '') ? 'fanWalls_W' : 'rejectionFans_W', fan);
    add('controls_W', drawn - pump - compressor - fan);
  }
  for (const { kind, power_W } of coupled.electrical.report.losses) add(electricalPart[kind], power_W);
  add('charging_W', Math.max(0, coupled.electrical.report.stored_W));
  return (Object.keys(titles) as PartKey[])
    .filter((key) => !seldom.has(key) || (parts.get(key) ?? 0) !== 0)
    .map((key) => ({ key, title: titles[key], power_W: parts.get(key) ?? 0 }));
}

/** Key figures but for the power headroom, which is found later. @returns undefined when a part of the plant that the figures rest on has no solution. */
export function summarise(input: SummaryInput): Summary | undefined {
  const { document, coupled, results, energy } = input;
  const meter = meterOf(document, coupled);
  if (!meter) return undefined;
  const { facilityPower_W, itPower_W } = meter;
  let heatToLiquid_W = 0;
  let heatToAir_W = 0;
  let gpus = 0;
  let margin: { id: string; value: number } | undefined;
  const racks = racksOf(document);
  for (const { equipment, parameters } of racks) {
    heatToLiquid_W += quantityOf(results, equipment.id, 'heatToLiquid') ?? 0;
    heatToAir_W += quantityOf(results, equipment.id, 'heatToAir') ?? 0;
    gpus += parameters.gpus;
    const value = quantityOf(results, equipment.id, 'supplyMargin');
    if (value !== undefined && (!margin || value < margin.value)) margin = { id: equipment.id, value };
  }
  let waterUse_m3_s = 0;
  for (const { owner } of coupled.liquid.network.units) waterUse_m3_s += quantityOf(results, owner, 'waterUse') ?? 0;
  let floorArea_m2 = 0;
  for (const space of document.tables.space.values()) if (space.kind === 'hall') floorArea_m2 += Math.abs(area(space.outline_m));
  return {
    itPower_W,
    facilityPower_W,
    ...(itPower_W > 0 ? { pue: facilityPower_W / itPower_W } : {}),
    heatToLiquid_W,
    heatToAir_W,
    heatRejected_W: energy.rejected_W,
    energyImbalance: energy.imbalance,
    racks: racks.length,
    gpus,
    losses: lossParts(input),
    loops: loopHeat(document, coupled),
    ...(margin ? { minSupplyMargin_K: margin.value, minSupplyMarginId: margin.id } : {}),
    waterUse_m3_s,
    // L/s over kW is L/kJ; an hour has 3600 s.
    ...(itPower_W > 0 ? { wue_L_kWh: (waterUse_m3_s * 1000 * 3600) / (itPower_W / 1000) } : {}),
    floorArea_m2,
    ...(floorArea_m2 > 0 ? { densityMean_W_m2: itPower_W / floorArea_m2 } : {}),
    ambientDryBulb_K: coupled.state.ambient.dryBulb_K,
  };
}

export const withHeadroom = (summary: Summary, headroom: SiteHeadroom | undefined): Summary =>
  headroom ? { ...summary, minPowerHeadroom_W: headroom.power_W, bindingId: headroom.bindingId } : summary;
