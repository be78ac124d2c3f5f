/**
 * A complete data-hall block from its specification: rooms, pods, facility-water loop, chilled-water loop
 * for the hall air, two electrical trains and the power of the mechanical plant.
 */
import type { Equipment, Space, System } from '../document/records.ts';
import { zeroCelsius_K } from '../units/quantity.ts';
import type { FacilityBuilder } from './builder.ts';
import { busways, cduPanel, feedBusway, type Train, trains } from './distribution.ts';
import { type Layout, layoutOf } from './layout.ts';
import { buildMechanicalPower, mechanicalRoomLength } from './mechanical-power.ts';
import { buildPlantLoop, type Consumer, type PlantLoop } from './plant-loop.ts';
import { buildPod, type Pod, planes } from './pod.ts';
import { buildRooms, hallAir, hallLimits, type Rooms } from './rooms.ts';
import { flowFor } from './sizing.ts';
import { buildTrain, feedSwitchgear } from './train.ts';

export interface CoolerSpec {
  readonly item: string;
  readonly count: number;
  /** Units that carry the design load. */
  readonly running: number;
  readonly tagPrefix: string;
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
  readonly transformerItem: string;
  readonly mechanicalTransformerItem: string;
  readonly upsItem: string;
  readonly racksPerBusway: number;
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
function cduSetPoint_Pa(b: FacilityBuilder, items: readonly string[], rise_K: number): number {
  const drops = items.map((item) => {
    const p = b.parameters(item);
    if (p.liquidShare <= 0) return 0;
    const flow = flowFor(p.design_W * p.liquidShare, rise_K);
    const drop = p.referenceFlow_m3_s ? p.referenceDrop_Pa * (flow / p.referenceFlow_m3_s) ** p.dropExponent : 100_000;
    return drop + p.controlDrop_Pa;
  });
  const linesAllowance_Pa = 35_000;
  return Math.ceil((Math.max(...drops) + linesAllowance_Pa) / 5000) * 5000;
}

/** Largest draw of a chiller or cooler at the hottest day, all free cooling that is left counted. */
function coolerPower_W(b: FacilityBuilder, spec: CoolerSpec, rise_K: number, hottest_K: number): number {
  const p = b.parameters(spec.item);
  if (p.cop === undefined) return p.fan_W + p.standby_W;
  const free = Math.max(0, p.freeCoolingConductance_W_K * (p.leaving_K + rise_K - hottest_K));
  const cop = Math.max(p.copFloor, p.cop + p.copPerAmbient_per_K * (hottest_K - p.copAmbient_K));
  return Math.max(0, p.capacity_W - free) / cop + p.fan_W + p.standby_W;
}

const pumpsFor = (b: FacilityBuilder, item: string, flow_m3_s: number): number => Math.ceil(flow_m3_s / b.parameters(item).ratedFlow_m3_s) + 1;

/** Drop around a facility loop at design flow with one unit of everything out, and an allowance for pipes and valves. */
function loopSetPoint_Pa(b: FacilityBuilder, coolers: CoolerSpec, flow_m3_s: number, consumerDrop_Pa: number): number {
  const p = b.parameters(coolers.item);
  const cooler = p.waterDrop_Pa * (flow_m3_s / coolers.running / p.ratedFlow_m3_s) ** 2;
  const pipes_Pa = 45_000;
  return Math.ceil((cooler + consumerDrop_Pa + pipes_Pa) / 5000) * 5000;
}

export function buildBlock(b: FacilityBuilder, spec: BlockSpec): Block {
  const items = spec.pods.flat(2);
  const air = spec.air;
  const coolerItems = [
    ...Array.from({ length: spec.heatRejection.count }, () => spec.heatRejection.item),
    ...Array.from({ length: air?.chillers.count ?? 0 }, () => air?.chillers.item ?? ''),
  ];
  const layout = layoutOf(b, {
    origin_m: spec.origin_m, pods: spec.pods, cduItem: spec.cduItem, cdusPerPod: spec.cdusPerPod, hotAisle_m: spec.hotAisle_m, coldAisle_m: spec.coldAisle_m,
    fanWallItem: air?.fanWallItem ?? 'vertiv-fa096hc', fanWalls: air?.fanWalls ?? 0, coolers: coolerItems,
    loops: air ? [spec.fwsPump, air.pump] : [spec.fwsPump], transformerItem: spec.transformerItem, upsItem: spec.upsItem,
    mechanicalLength_m: mechanicalRoomLength(b, spec.mechanicalTransformerItem),
    generatorItem: spec.generatorItem, generatorsPerTrain: spec.generatorsPerTrain,
  });
  const rackDepth_m = Math.max(...items.map((item) => b.size(item).depth_m));
  const rooms = buildRooms(b, {
    prefix: spec.prefix, hallName: `Hall ${spec.number}`, hotAisle_m: spec.hotAisle_m, coldAisle_m: spec.coldAisle_m, rackDepth_m,
    limits: hallLimits(spec.limits.rackPower_W, spec.limits.density_W_m2), air: air ? hallAir(air.supplyAir_K) : undefined,
  }, layout);

  const fwsSystem = b.system({ name: `${spec.prefix}FWS`, kind: 'fws', fluid: 'pg25' });
  let row = spec.firstRow;
  const pods = spec.pods.map((rows, i) => {
    const pod = buildPod(b, {
      number: i + 1, hall: `H${spec.number}`, prefix: spec.prefix, firstRow: row, rows, cduItem: spec.cduItem, cdus: spec.cdusPerPod,
      tcsSupply_K: spec.tcsSupply_K, tcsRise_K: spec.tcsRise_K, fwsRise_K: spec.fwsRise_K,
      cduDifferentialPressure_Pa: cduSetPoint_Pa(b, rows.flat(), spec.tcsRise_K),
    }, { west_m: layout.rackWest_m, middle_m: layout.podMiddles_m[i] ?? 0, hotAisle_m: spec.hotAisle_m, cduCentre_m: layout.cduCentre_m, hall: rooms.hall }, fwsSystem);
    row += rows.length;
    return pod;
  });

  const cooling = b.group('plant', `${spec.prefix}Cooling plant`);
  const placeCoolers = (coolers: CoolerSpec, from: number, leaving_K: number) =>
    Array.from({ length: coolers.count }, (_, i) =>
      b.place(coolers.item, {
        tag: `${spec.prefix}${coolers.tagPrefix}-${i + 1}`,
        at_m: [layout.coolerRear_m + b.size(coolers.item).depth_m / 2, layout.coolers_m[from + i] ?? 0, 0],
        yaw_deg: 90, space: rooms.pad, group: cooling, overrides: { leaving_K, feeds: 2 },
      }),
    );

  const liquidHeat = pods.reduce((sum, pod) => sum + pod.liquidHeat_W, 0);
  const fwsFlow = flowFor(liquidHeat, spec.fwsRise_K) * 1.03;
  const { ratedPrimary_m3_s, primaryDrop_Pa } = b.parameters(spec.cduItem);
  const cduFlow = fwsFlow / pods.length / Math.max(1, spec.cdusPerPod - 1);
  const fwsCoolers = placeCoolers(spec.heatRejection, 0, spec.fwsSupply_K);
  const fws = buildPlantLoop(b, {
    name: `${spec.prefix}FWS`, system: fwsSystem, flow_m3_s: fwsFlow, pumpItem: spec.fwsPump, pumps: pumpsFor(b, spec.fwsPump, fwsFlow),
    differentialPressure_Pa: loopSetPoint_Pa(b, spec.heatRejection, fwsFlow, primaryDrop_Pa * (cduFlow / ratedPrimary_m3_s) ** 2),
    coolers: fwsCoolers, runningCoolers: spec.heatRejection.running,
    consumers: pods.map((pod): Consumer => ({
      tag: `${spec.prefix}FWS${pod.spec.number}`, supply: pod.fwsSupply.end, return: pod.fwsReturn.end, flow_m3_s: flowFor(pod.liquidHeat_W, spec.fwsRise_K) * 1.03,
      toSupply: [], fromReturn: [], valves: 'isolation',
    })),
    vesselItem: 'vessel-2000l', west_m: layout.loopWests_m[0] ?? 0, pumpsFrom_m: layout.hall.south + 3.5, lowPlane_m: planes.fwsReturn_m, highPlane_m: planes.fwsSupply_m,
    room: rooms.plant, yard: rooms.pad, group: cooling,
  });

  let chw: PlantLoop | undefined;
  let fanWalls: Equipment[] = [];
  if (air) {
    fanWalls = layout.fanWalls_m.map((y, i) =>
      b.place(air.fanWallItem, {
        tag: `${spec.prefix}FW-${i + 1}`, at_m: [layout.fanWallCentre_m, y, 0], yaw_deg: 270, space: rooms.hall, group: cooling,
        overrides: { supplyAir_K: air.supplyAir_K, feeds: 2 },
      }),
    );
    const chwFlow = flowFor(airHeat(b, items) + air.fanWalls * b.parameters(air.fanWallItem).fan_W, air.rise_K);
    const coil = b.parameters(air.fanWallItem);
    const each = chwFlow / Math.max(1, air.fanWalls - 1);
    const riser = layout.fanWallCentre_m + coil.depth_m / 2 + 0.55;
    chw = buildPlantLoop(b, {
      name: `${spec.prefix}CHW`, system: b.system({ name: `${spec.prefix}CHW`, kind: 'chw', fluid: 'pg25' }), flow_m3_s: chwFlow,
      pumpItem: air.pump, pumps: pumpsFor(b, air.pump, chwFlow),
      differentialPressure_Pa: loopSetPoint_Pa(b, air.chillers, chwFlow, coil.waterDrop_Pa * (each / coil.ratedFlow_m3_s) ** 2),
      coolers: placeCoolers(air.chillers, spec.heatRejection.count, air.supply_K), runningCoolers: air.chillers.running,
      consumers: fanWalls.map((wall): Consumer => ({
        tag: wall.tag, supply: [wall, 'water-in'], return: [wall, 'water-out'], flow_m3_s: each,
        toSupply: [['x', riser], ['z', 'to']], fromReturn: [['x', riser], ['z', chwLow_m]], valves: 'isolation',
      })),
      vesselItem: 'vessel-500l', west_m: layout.loopWests_m[1] ?? 0, pumpsFrom_m: layout.hall.south + 6, lowPlane_m: chwLow_m, highPlane_m: chwHigh_m,
      room: rooms.plant, yard: rooms.pad, group: cooling,
    });
  }

  return { layout, rooms, pods, fws, chw, ...buildPower(b, spec, layout, rooms, pods, fws, chw, fanWalls) };
}

/** The chilled-water headers hang above those of the facility water, so that each passes the other's room. */
const chwLow_m = 4.65;
const chwHigh_m = 5.05;

function buildPower(b: FacilityBuilder, spec: BlockSpec, layout: Layout, rooms: Rooms, pods: readonly Pod[], fws: PlantLoop, chw: PlantLoop | undefined, fanWalls: readonly Equipment[]) {
  const mv: Partial<Record<Train, System>> = {};
  const switchgear: Partial<Record<Train, Equipment>> = {};
  const utilities: Partial<Record<Train, Equipment>> = {};
  const generators: Partial<Record<Train, readonly Equipment[]>> = {};
  const pumpPower = (item: string) => { const p = b.parameters(item); return (p.ratedFlow_m3_s * p.ratedHead_Pa) / p.hydraulicEfficiency / p.motorEfficiency; };
  const large = [
    ...fws.coolers.map((equipment) => ({ equipment, power_W: coolerPower_W(b, spec.heatRejection, spec.fwsRise_K, spec.hottest_K) })),
    ...(chw && spec.air ? chw.coolers.map((equipment) => ({ equipment, power_W: coolerPower_W(b, spec.air?.chillers ?? spec.heatRejection, spec.air?.rise_K ?? 7, spec.hottest_K) })) : []),
  ];
  const pumps = [...fws.pumps, ...(chw?.pumps ?? [])];
  const smallPower_W = fws.pumps.length * pumpPower(spec.fwsPump) + (chw && spec.air ? chw.pumps.length * pumpPower(spec.air.pump) + spec.air.fanWalls * b.parameters(spec.air.fanWallItem).fan_W : 0);
  const cduPower_W = b.parameters(spec.cduItem).ratedPump_W + b.parameters(spec.cduItem).standby_W;
  const { voltage_V: mvVoltage } = b.parameters('mv-switchgear-20kv');
  const { secondary_V } = b.parameters(spec.transformerItem);

  for (const train of trains) {
    const sign = train === 'A' ? -1 : 1;
    const group = b.group('train', `${spec.prefix}Train ${train}`);
    const high = b.system({ name: `${spec.prefix}MV-${train}`, kind: 'mv', train, voltage_V: mvVoltage });
    const low = b.system({ name: `${spec.prefix}LV-${train}`, kind: 'lv', train, voltage_V: secondary_V });
    mv[train] = high;
    const sets = layout.generators_m[train].map(([x, y], i) =>
      b.place(spec.generatorItem, { tag: `${spec.prefix}G-${train}${i + 1}`, at_m: [x, y, 0], yaw_deg: 270, space: rooms.yard, group }),
    );
    generators[train] = sets;
    const room = layout.trainRooms[train];
    const feeds = pods.map((pod) => busways(b, pod, train, low, rooms.hall, spec.racksPerBusway));
    const chain = buildTrain(b, {
      train, prefix: spec.prefix, west_m: room.west, lines_m: layout.trainLines_m[train], middle_m: (room.south + room.north) / 2,
      room: rooms.train[train], group, mv: high, lv: low, transformerItem: spec.transformerItem, upsItem: spec.upsItem,
      podLoads_W: feeds.map((list) => list.reduce((sum, feed) => sum + feed.power_W, 0) + spec.cdusPerPod * cduPower_W),
      ways: Math.max(...feeds.map((list) => list.length)) + 1, generators: sets, otherWays: 1,
    });
    switchgear[train] = chain.switchgear;
    if (spec.utilityItem !== undefined) {
      const [x, y] = layout.services_m[train];
      const utility = b.place(spec.utilityItem, { tag: `${spec.prefix}UT-${train}`, at_m: [x, y, 0], yaw_deg: 270, space: rooms.yard, group });
      utilities[train] = utility;
      feedSwitchgear(b, [utility, 'out'], chain.switchgear, high, [['x', room.west - 2.6], ['z', 3.3], ['y', 'to'], ['x', 'to']], 1);
    }

    let lane = 0;
    pods.forEach((pod, i) => {
      const board = chain.boards[i];
      const list = feeds[i];
      if (!board || !list) return;
      list.forEach((feed, k) => {
        feedBusway(b, [board, `out-${k + 1}`], feed, train, low, k, layout.hall.west + 0.4 + 0.12 * (lane++ % 12));
      });
      const beside = pod.rows[train === 'A' ? 0 : (pod.rows.length - 1)] ?? pod.rows[0];
      if (!beside) return;
      const rpp = cduPanel(b, {
        pod, train, system: low, hall: rooms.hall, group,
        at_m: [layout.rackWest_m - 0.3 - b.size('rpp-500kw').width_m / 2, beside.y_m - beside.side * 0.3], yaw_deg: beside.side === 1 ? 0 : 180,
      });
      b.connect('lv-cable-240', low, [board, `out-${list.length + 1}`], [rpp, 'in-1'], {
        tag: `${rpp.tag}/F`, moves: [['z', train === 'A' ? 4.43 : 4.73], ['x', layout.hall.west + 0.4 + 0.12 * (lane++ % 12)], ['y', 'to'], ['x', 'to']],
      });
    });

    const mechanical = layout.mechanicalRooms[train];
    const outside = train === 'A' ? Math.min(layout.hall.south, room.south) - 0.9 : Math.max(layout.hall.north, room.north) + 0.9;
    buildMechanicalPower(b, {
      train, prefix: spec.prefix, west_m: mechanical.west, y_m: (mechanical.south + mechanical.north) / 2 + 0.3, room: rooms.mechanical[train], group, mv: high, lv: low,
      from: chain.switchgear, way: chain.spareWay, mvMoves: [['z', 3.9], ['y', outside], ['x', 'to'], ['y', 'to']],
      transformerItem: spec.mechanicalTransformerItem, large, pumps, fanWalls, tray_m: sign < 0 ? 5.25 : 5.36, smallPower_W,
    });
  }
  return { switchgear: switchgear as Record<Train, Equipment>, mv: mv as Record<Train, System>, utilities, generators: generators as Record<Train, readonly Equipment[]> };
}

export const celsius = (value: number): number => value + zeroCelsius_K;
export type { Space };
