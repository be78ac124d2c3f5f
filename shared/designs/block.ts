/**
 * A complete data-hall block from its specification: rooms, pods, facility-water loop, chilled-water loop
 * for the hall air, two electrical trains and the power of the mechanical plant.
 */

import { flowFor, runningCdus } from '../catalogue/sizing.ts';
import type { Equipment } from '../document/records.ts';
import { buildPower } from './block-power.ts';
import {
  airHeat,
  type Block,
  type BlockSpec,
  type CoolerSpec,
  cduSetPoint_Pa,
  loopSetPoint_Pa,
  pumpsFor,
  transformersFor,
} from './block-spec.ts';
import type { FacilityBuilder } from './builder.ts';
import { dcLineLength } from './dc-line.ts';
import { type Layout, layoutOf } from './layout.ts';
import { mechanicalRoomLength } from './mechanical-power.ts';
import { planes } from './planes.ts';
import { buildPlantLoop, type Consumer, type PlantLoop } from './plant-loop.ts';
import { buildPod } from './pod.ts';
import { buildRooms, hallAir, hallLimits } from './rooms.ts';

/** The chilled-water headers hang above those of the facility water, so that each passes the other's room. */
const chwLow_m = 4.65;
const chwHigh_m = 5.05;

/** Where the parts of a block lie; its `bounds` are the ground it takes. */
export function blockLayout(b: FacilityBuilder, spec: BlockSpec, transformers = transformersFor(b, spec)): Layout {
  const air = spec.air;
  const coolerItems = [
    ...Array.from({ length: spec.heatRejection.count }, () => spec.heatRejection.item),
    ...Array.from({ length: air?.chillers.count ?? 0 }, () => air?.chillers.item ?? ''),
  ];
  return layoutOf(b, {
    origin_m: spec.origin_m,
    pods: spec.pods,
    cduItem: spec.cduItem,
    cdusPerPod: spec.cdusPerPod,
    hotAisle_m: spec.hotAisle_m,
    coldAisle_m: spec.coldAisle_m,
    fanWallItem: air?.fanWallItem ?? 'vertiv-fa096hc',
    fanWalls: air?.fanWalls ?? 0,
    coolers: coolerItems,
    loops: air ? [spec.fwsPump, air.pump] : [spec.fwsPump],
    transformerItem: transformers.pod,
    upsItem: spec.upsItem,
    dcLength_m: spec.dc ? dcLineLength(b, spec.dc) : 0,
    mechanicalLength_m: mechanicalRoomLength(b, transformers.mechanical),
    generatorItem: spec.generatorItem,
    generatorsPerTrain: spec.generatorsPerTrain,
  });
}

export function buildBlock(b: FacilityBuilder, spec: BlockSpec): Block {
  const items = spec.pods.flat(2);
  const transformers = transformersFor(b, spec);
  const air = spec.air;
  const layout = blockLayout(b, spec, transformers);
  const rackDepth_m = Math.max(...items.map((item) => b.size(item).depth_m));
  const rooms = buildRooms(
    b,
    {
      prefix: spec.prefix,
      hallName: `Hall ${spec.number}`,
      hotAisle_m: spec.hotAisle_m,
      coldAisle_m: spec.coldAisle_m,
      rackDepth_m,
      limits: hallLimits(spec.limits.rackPower_W, spec.limits.density_W_m2),
      air: air ? hallAir(air.supplyAir_K) : undefined,
      services: spec.utilityItem !== undefined,
    },
    layout,
  );

  const fwsSystem = b.system({ name: `${spec.prefix}FWS`, kind: 'fws', fluid: 'pg25' });
  let row = spec.firstRow;
  const pods = spec.pods.map((rows, i) => {
    const pod = buildPod(
      b,
      {
        number: i + 1,
        hall: `H${spec.number}`,
        prefix: spec.prefix,
        firstRow: row,
        rows,
        cduItem: spec.cduItem,
        cdus: spec.cdusPerPod,
        tcsSupply_K: spec.tcsSupply_K,
        tcsRise_K: spec.tcsRise_K,
        fwsRise_K: spec.fwsRise_K,
        ...(spec.rackOverrides && { rackOverrides: spec.rackOverrides }),
        cduDifferentialPressure_Pa: cduSetPoint_Pa(b, rows.flat(), spec.tcsRise_K),
      },
      {
        west_m: layout.rackWest_m,
        middle_m: layout.podMiddles_m[i] ?? 0,
        hotAisle_m: spec.hotAisle_m,
        cduCentre_m: layout.cduCentre_m,
        hall: rooms.hall,
      },
      fwsSystem,
    );
    row += rows.length;
    return pod;
  });

  const cooling = b.group('plant', `${spec.prefix}Cooling plant`);
  const placeCoolers = (coolers: CoolerSpec, from: number, leaving_K: number) =>
    Array.from({ length: coolers.count }, (_, i) =>
      b.place(coolers.item, {
        tag: `${spec.prefix}${coolers.tagPrefix}-${i + 1}`,
        at_m: [layout.coolerRear_m + b.size(coolers.item).depth_m / 2, layout.coolers_m[from + i] ?? 0, 0],
        yaw_deg: 90,
        space: rooms.pad,
        group: cooling,
        overrides: { leaving_K, feeds: 2, preferredFeed: 1 + ((from + i) % 2) },
      }),
    );

  const liquidHeat = pods.reduce((sum, pod) => sum + pod.liquidHeat_W, 0);
  const fwsFlow = flowFor(liquidHeat, spec.fwsRise_K) * 1.03;
  const { ratedPrimary_m3_s, primaryDrop_Pa } = b.parameters(spec.cduItem);
  const podFlow = flowFor(liquidHeat, spec.tcsRise_K) / pods.length;
  const cduFlow = fwsFlow / pods.length / runningCdus(b, spec.cduItem, spec.cdusPerPod, podFlow);
  const fwsCoolers = placeCoolers(spec.heatRejection, 0, spec.fwsSupply_K);
  const fws = buildPlantLoop(b, {
    name: `${spec.prefix}FWS`,
    system: fwsSystem,
    flow_m3_s: fwsFlow,
    pumpItem: spec.fwsPump,
    pumps: pumpsFor(b, spec.fwsPump, fwsFlow),
    differentialPressure_Pa: loopSetPoint_Pa(b, spec.heatRejection, fwsFlow, primaryDrop_Pa * (cduFlow / ratedPrimary_m3_s) ** 2),
    coolers: fwsCoolers,
    runningCoolers: spec.heatRejection.running,
    consumers: pods.map(
      (pod): Consumer => ({
        tag: `${spec.prefix}FWS${pod.spec.number}`,
        supply: pod.fwsSupply.end,
        return: pod.fwsReturn.end,
        flow_m3_s: flowFor(pod.liquidHeat_W, spec.fwsRise_K) * 1.03,
        toSupply: [],
        fromReturn: [],
        valves: 'isolation',
      }),
    ),
    vesselItem: 'vessel-2000l',
    west_m: layout.loopWests_m[0] ?? 0,
    pumpsFrom_m: layout.hall.south + 3.5,
    lowPlane_m: planes.fwsReturn_m,
    highPlane_m: planes.fwsSupply_m,
    room: rooms.plant,
    yard: rooms.pad,
    group: cooling,
  });

  let chw: PlantLoop | undefined;
  let fanWalls: Equipment[] = [];
  if (air) {
    fanWalls = layout.fanWalls_m.map((y, i) =>
      b.place(air.fanWallItem, {
        tag: `${spec.prefix}FW-${i + 1}`,
        at_m: [layout.fanWallCentre_m, y, 0],
        yaw_deg: 270,
        space: rooms.hall,
        group: cooling,
        overrides: { supplyAir_K: air.supplyAir_K, feeds: 2, preferredFeed: 1 + (i % 2) },
      }),
    );
    const chwFlow = flowFor(airHeat(b, items) + air.fanWalls * b.parameters(air.fanWallItem).fan_W, air.rise_K);
    const coil = b.parameters(air.fanWallItem);
    const each = chwFlow / Math.max(1, air.fanWalls - 1);
    const riser = layout.fanWallCentre_m + coil.depth_m / 2 + 0.55;
    chw = buildPlantLoop(b, {
      name: `${spec.prefix}CHW`,
      system: b.system({ name: `${spec.prefix}CHW`, kind: 'chw', fluid: 'pg25' }),
      flow_m3_s: chwFlow,
      pumpItem: air.pump,
      pumps: pumpsFor(b, air.pump, chwFlow),
      differentialPressure_Pa: loopSetPoint_Pa(b, air.chillers, chwFlow, coil.waterDrop_Pa * (each / coil.ratedFlow_m3_s) ** 2),
      coolers: placeCoolers(air.chillers, spec.heatRejection.count, air.supply_K),
      runningCoolers: air.chillers.running,
      consumers: fanWalls.map(
        (wall): Consumer => ({
          tag: wall.tag,
          supply: [wall, 'water-in'],
          return: [wall, 'water-out'],
          flow_m3_s: each,
          toSupply: [
            ['x', riser],
            ['z', 'to'],
          ],
          fromReturn: [
            ['x', riser],
            ['z', chwLow_m],
          ],
          valves: 'isolation',
        }),
      ),
      vesselItem: 'vessel-500l',
      west_m: layout.loopWests_m[1] ?? 0,
      pumpsFrom_m: layout.hall.south + 6,
      lowPlane_m: chwLow_m,
      highPlane_m: chwHigh_m,
      room: rooms.plant,
      yard: rooms.pad,
      group: cooling,
    });
  }

  return { layout, rooms, pods, fws, chw, ...buildPower(b, spec, layout, rooms, { pods, fws, chw, fanWalls }, transformers) };
}
