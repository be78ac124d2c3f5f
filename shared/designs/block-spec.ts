/** What a data-hall block is made of, and the design loads and set points that follow from it. */

import { flowFor, transformerFor } from '../catalogue/sizing.ts';
import type { Equipment, ParameterValue, System } from '../document/records.ts';
import { zeroCelsius_K } from '../units/quantity.ts';
import type { FacilityBuilder } from './builder.ts';
import type { Train } from './distribution.ts';
import type { Layout } from './layout.ts';
import type { PlantLoop } from './plant-loop.ts';
import type { Pod } from './pod.ts';
import type { Rooms } from './rooms.ts';

export const celsius = (value: number): number => value + zeroCelsius_K;

/** A row of equal racks, by their item. */
export const repeat = (count: number, item: string): string[] => Array.from({ length: count }, () => item);

export interface CoolerSpec {
  readonly item: string;
  readonly count: number;
  /** Units that carry the design load. */
  readonly running: number;
  readonly tagPrefix: string;
}

/** Racks on 800 V direct current: rectifiers beside the UPS, which then carries the CDUs alone. */
export interface DirectCurrentSpec {
  readonly rectifierItem: string;
  /** For the racks of one pod and train, each able to carry its part of them alone. */
  readonly rectifiers: number;
  readonly boardItem: string;
  readonly buswayItem: string;
  /** Fall of the rectifiers' voltage to rated current, by which they share. */
  readonly droop: number;
}

export interface BlockSpec {
  readonly number: number;
  readonly prefix: string;
  readonly origin_m: readonly [x: number, y: number];
  readonly firstRow: number;
  readonly pods: readonly (readonly (readonly string[])[])[];
  readonly cduItem: string;
  readonly cdusPerPod: number;
  readonly tcsSupply_K: number;
  readonly tcsRise_K: number;
  readonly fwsSupply_K: number;
  readonly fwsRise_K: number;
  readonly heatRejection: CoolerSpec;
  readonly fwsPump: string;
  /** Absent where every rack gives all its heat to the liquid: then the hall has no cooled air. */
  readonly air?: {
    readonly fanWallItem: string;
    readonly fanWalls: number;
    readonly chillers: CoolerSpec;
    readonly pump: string;
    readonly supplyAir_K: number;
    readonly supply_K: number;
    readonly rise_K: number;
  };
  readonly hotAisle_m: number;
  readonly coldAisle_m: number;
  readonly upsItem: string;
  readonly racksPerBusway: number;
  readonly dc?: DirectCurrentSpec;
  /** What all racks are set to beside their item's values. */
  readonly rackOverrides?: Readonly<Record<string, ParameterValue>>;
  readonly generatorItem: string;
  readonly generatorsPerTrain: number;
  readonly utilityItem?: string;
  readonly limits: { readonly rackPower_W: number; readonly density_W_m2: number };
  readonly hottest_K: number;
}

export interface Block {
  readonly layout: Layout;
  readonly rooms: Rooms;
  readonly pods: readonly Pod[];
  readonly fws: PlantLoop;
  readonly chw: PlantLoop | undefined;
  readonly switchgear: Readonly<Record<Train, Equipment>>;
  readonly mv: Readonly<Record<Train, System>>;
  readonly utilities: Partial<Record<Train, Equipment>>;
  readonly generators: Readonly<Record<Train, readonly Equipment[]>>;
}

/** Air heat of a block: what racks leave in the hall at design power. */
export const airHeat = (b: FacilityBuilder, items: Iterable<string>): number => {
  let heat = 0;
  for (const item of items) heat += b.parameters(item).design_W * (1 - b.parameters(item).liquidShare);
  return heat;
};

/** Δp a CDU has to hold: rack at its design flow, its flow controller, and an allowance for hoses, manifolds and lines. */
export function cduSetPoint_Pa(b: FacilityBuilder, items: readonly string[], rise_K: number): number {
  const drops = items.map((item) => {
    const p = b.parameters(item);
    if (p.liquidShare <= 0) return 0;
    const flow = flowFor(p.design_W * p.liquidShare, rise_K);
    const drop = p.referenceFlow_m3_s ? p.referenceDrop_Pa * (flow / p.referenceFlow_m3_s) ** p.dropExponent : 100_000;
    return drop + p.controlDrop_Pa;
  });
  const linesAllowance_Pa = 50_000;
  return Math.ceil((Math.max(...drops) + linesAllowance_Pa) / 5000) * 5000;
}

/** Largest draw of a chiller or cooler at the hottest day, all free cooling that is left counted. */
export function coolerPower_W(b: FacilityBuilder, spec: CoolerSpec, rise_K: number, hottest_K: number): number {
  const p = b.parameters(spec.item);
  if (p.cop === undefined) return p.fan_W + p.standby_W;
  const free = Math.max(0, p.freeCoolingConductance_W_K * (p.leaving_K + rise_K - hottest_K));
  const cop = Math.max(p.copFloor, p.cop + p.copPerAmbient_per_K * (hottest_K - p.copAmbient_K));
  return Math.max(0, p.capacity_W - free) / cop + p.fan_W + p.standby_W;
}

export const pumpsFor = (b: FacilityBuilder, item: string, flow_m3_s: number): number =>
  Math.ceil(flow_m3_s / b.parameters(item).ratedFlow_m3_s) + 1;

/** Drop around a facility loop at design flow with one unit of everything out, and an allowance for pipes and valves. */
export function loopSetPoint_Pa(b: FacilityBuilder, coolers: CoolerSpec, flow_m3_s: number, consumerDrop_Pa: number): number {
  const p = b.parameters(coolers.item);
  const cooler = p.waterDrop_Pa * (flow_m3_s / coolers.running / p.ratedFlow_m3_s) ** 2;
  const pipes_Pa = 45_000;
  return Math.ceil((cooler + consumerDrop_Pa + pipes_Pa) / 5000) * 5000;
}

/** Electrical input of one pump at its rated point. */
export function pumpPower_W(b: FacilityBuilder, item: string): number {
  const { ratedFlow_m3_s, ratedHead_Pa, hydraulicEfficiency, motorEfficiency } = b.parameters(item);
  return (ratedFlow_m3_s * ratedHead_Pa) / hydraulicEfficiency / motorEfficiency;
}

/** Largest load of a pod on its UPS when the other train is lost: racks and CDUs. */
function upsLoad_W(b: FacilityBuilder, spec: BlockSpec): number {
  const { ratedPump_W, standby_W } = b.parameters(spec.cduItem);
  const pods = spec.pods.map((rows) => rows.flat().reduce((sum, item) => sum + b.parameters(item).design_W, 0));
  return Math.max(...pods) + spec.cdusPerPod * (ratedPump_W + standby_W);
}

export interface Transformers {
  readonly pod: string;
  readonly mechanical: string;
}

/** Transformers for one pod and for the mechanical plant, each able to carry its load alone. */
export function transformersFor(b: FacilityBuilder, spec: BlockSpec): Transformers {
  const { efficiency, inputPowerFactor } = b.parameters(spec.upsItem) as {
    efficiency: readonly (readonly [number, number])[];
    inputPowerFactor: number;
  };
  const atFull = efficiency.at(-1)?.[1] ?? 0.95;
  const air = spec.air;
  const mechanical_W =
    spec.heatRejection.running * coolerPower_W(b, spec.heatRejection, spec.fwsRise_K, spec.hottest_K) +
    (air
      ? air.chillers.running * coolerPower_W(b, air.chillers, air.rise_K, spec.hottest_K) +
        air.fanWalls * b.parameters(air.fanWallItem).fan_W +
        2 * pumpPower_W(b, air.pump)
      : 0) +
    3 * pumpPower_W(b, spec.fwsPump);
  return { pod: transformerFor(b, upsLoad_W(b, spec) / atFull / inputPowerFactor), mechanical: transformerFor(b, mechanical_W / 0.92) };
}

/** Electrical draw of all units of one kind that share a heat at an ambient: fans at full speed and what compressors carry. */
function rejectionPower_W(b: FacilityBuilder, spec: CoolerSpec, heat_W: number, rise_K: number, ambient_K: number): number {
  const p = b.parameters(spec.item);
  if (p.cop === undefined) return spec.count * (p.fan_W + p.standby_W);
  const each = heat_W / spec.count;
  const free = Math.max(0, p.freeCoolingConductance_W_K * (p.leaving_K + rise_K - ambient_K));
  const cop = Math.max(p.copFloor, p.cop + p.copPerAmbient_per_K * (ambient_K - p.copAmbient_K));
  return spec.count * (Math.max(0, each - free) / cop + p.fan_W + p.standby_W);
}

/**
 * What a block draws at its services in the design scenario, estimated from the items: racks through UPS, transformers
 * and cables, CDUs, heat rejection, pumps and fans. Only used to say how many blocks a utility connection feeds.
 */
export function blockDemand_W(b: FacilityBuilder, spec: BlockSpec, ambient_K: number): number {
  const items = spec.pods.flat(2).map((item) => b.parameters(item));
  const it_W = items.reduce((sum, { design_W }) => sum + design_W, 0);
  const liquid_W = items.reduce((sum, { design_W, liquidShare }) => sum + design_W * liquidShare, 0);
  // UPS at half load 97.4 %, two transformers and the cables between service and rack about 1.5 %.
  const chain = 0.974 * 0.985;
  const pumps = 2.5 * pumpPower_W(b, spec.fwsPump) + spec.pods.length * (spec.cdusPerPod - 1) * b.parameters(spec.cduItem).ratedPump_W;
  const air = spec.air;
  const air_W = air
    ? rejectionPower_W(b, air.chillers, (it_W - liquid_W) * 1.1, air.rise_K, ambient_K) +
      2 * pumpPower_W(b, air.pump) +
      air.fanWalls * b.parameters(air.fanWallItem).fan_W
    : 0;
  return it_W / chain + (rejectionPower_W(b, spec.heatRejection, liquid_W * 1.03, spec.fwsRise_K, ambient_K) + pumps + air_W) * 1.02;
}
