/**
 * One electrical train of a block: medium-voltage board with its incoming service and generators, and for
 * every pod a line transformer → input board → UPS → distribution board in the train's room.
 */

import { breakingFor, cableSets, lineCurrent, tripFor } from '../catalogue/sizing.ts';
import type { Equipment, Group, Space, System } from '../document/records.ts';
import type { DirectCurrentSpec } from './block-spec.ts';
import type { End, FacilityBuilder, Move } from './builder.ts';
import { buildDcLine } from './dc-line.ts';
import type { Train } from './distribution.ts';

export interface TrainSpec {
  readonly train: Train;
  readonly prefix: string;
  /** Position in the room: west wall, and the y of each pod's line. */
  readonly west_m: number;
  readonly lines_m: readonly number[];
  readonly middle_m: number;
  readonly room: Space;
  readonly group: Group;
  readonly mv: System;
  readonly lv: System;
  readonly transformerItem: string;
  readonly upsItem: string;
  /** Load of each pod on the UPS when the other train is lost. */
  readonly podLoads_W: readonly number[];
  /** Outgoing ways of each distribution board. */
  readonly ways: number;
  readonly wayTrip_A: number;
  readonly generators: readonly Equipment[];
  /** North face of the building. */
  readonly facade_m: number;
  /** More MV ways beyond the pods': the mechanical transformer. */
  readonly otherWays: number;
  /** Racks of every pod on direct current: what they draw when the other train is lost, and the busways they hang on. */
  readonly dc?: {
    readonly spec: DirectCurrentSpec;
    readonly system: System;
    readonly rackLoads_W: readonly number[];
    readonly ways: number;
  };
}

export interface TrainChain {
  readonly switchgear: Equipment;
  /** First free MV way. */
  readonly spareWay: number;
  readonly boards: readonly Equipment[];
  /** Of the direct current, one for each pod that has it. */
  readonly dcBoards: readonly Equipment[];
}

/** Widths of boards made up from sections of the catalogue's board: incomer and two or four ways. */
const inputBoard = { width_m: 2.4, mass_kg: 1700, ways: 2 } as const;
/** With ways for the rectifiers. */
const dcInputWidth_m = 3.2;
const outputBoardWidth_m = 3.6;
const gap_m = 0.6;
/** West wall to the switchgear's rear, switchgear, and working space in front of it. */
const switchgearStrip_m = 0.8 + 1.5 + 1.6;
const trayAbove_m = 0.5;

export const trainRoomLength = (b: FacilityBuilder, transformerItem: string, upsItem: string): number =>
  switchgearStrip_m + b.size(transformerItem).width_m + inputBoard.width_m + b.size(upsItem).width_m + outputBoardWidth_m + 3 * gap_m + 1.2;

/** Straight cable between two tops: up, along and down. */
const over = (height_m: number): Move[] => [
  ['z', height_m],
  ['x', 'to'],
  ['y', 'to'],
];

export function buildTrain(b: FacilityBuilder, spec: TrainSpec): TrainChain {
  const { train, prefix, room, group, mv, lv } = spec;
  const switchgearItem = 'mv-switchgear-20kv';
  const gear = b.size(switchgearItem);
  const { voltage_V } = b.parameters(switchgearItem) as { voltage_V: number };
  // Relay settings: a way carries the largest transformer, the incomer the block with one 240 mm² cable.
  const { rating_VA: largest_VA } = b.parameters(spec.transformerItem) as { rating_VA: number };
  const wayTrip = tripFor(lineCurrent(largest_VA, voltage_V, 1));
  const incomerTrip = tripFor(lineCurrent(spec.podLoads_W.reduce((sum, load) => sum + load, 0) * 1.3, voltage_V, 0.95));
  const switchgear = b.place(switchgearItem, {
    tag: `${prefix}MVS-${train}`,
    at_m: [spec.west_m + 0.8 + gear.depth_m / 2, spec.middle_m, 0],
    yaw_deg: 90,
    space: room,
    group,
    // Service and generators may run side by side; the sets start only where no service is left.
    overrides: {
      incomers: 1 + spec.generators.length,
      incomerMode: 'parallel',
      ways: spec.lines_m.length + spec.otherWays,
      incomer_A: incomerTrip,
      way_A: wayTrip,
    },
  });
  spec.generators.forEach((generator, i) => {
    // Along the north and west faces of the building, each train at its own height and distance.
    const lane = 0.2 * i + (train === 'A' ? 1.2 : 0);
    b.connect('mv-cable-20kv-240', mv, [generator, 'out'], [switchgear, `in-${i + 2}`], {
      tag: `${generator.tag}/F`,
      moves: [
        ['y', spec.facade_m + 0.8 + lane],
        ['z', train === 'A' ? 4.9 : 4.4],
        ['x', spec.west_m - 0.9 - lane],
        ['y', 'to'],
        ['x', 'to'],
      ],
    });
  });

  const dcBoards: Equipment[] = [];
  const boards = spec.podLoads_W.map((load_W, index) => {
    const pod = index + 1;
    const y = spec.lines_m[index] ?? spec.middle_m;
    const { secondary_V } = b.parameters(spec.transformerItem) as { secondary_V: number };
    // The UPS takes its load over its efficiency; shelves and drives together run at a power factor of about 0.97.
    const rack_W = spec.dc?.rackLoads_W[index] ?? 0;
    const mainTrip = tripFor(lineCurrent((load_W + rack_W) / 0.97, secondary_V, 0.98));
    const outputTrip = tripFor(lineCurrent(load_W, secondary_V, 0.97));
    const interrupting_A = breakingFor(b, spec.transformerItem);
    let x = spec.west_m + switchgearStrip_m;
    const put = (item: string, tag: string, width_m: number, overrides = {}) => {
      const equipment = b.place(item, { tag: `${prefix}${tag}`, at_m: [x + width_m / 2, y, 0], space: room, group, overrides });
      x += width_m + gap_m;
      return equipment;
    };
    const transformer = put(spec.transformerItem, `TR-${train}${pod}`, b.size(spec.transformerItem).width_m);
    const input = put('lv-board-4000', `LVB-${train}${pod}`, spec.dc ? dcInputWidth_m : inputBoard.width_m, {
      ...inputBoard,
      ...(spec.dc && { width_m: dcInputWidth_m, ways: spec.dc.spec.rectifiers + 1 }),
      incomers: 1,
      incomer_A: mainTrip,
      way_A: mainTrip,
      continuousFactor: 0.8,
      interrupting_A,
      bar_A: 5000,
    });
    const ups = put(spec.upsItem, `UPS-${train}${pod}`, b.size(spec.upsItem).width_m);
    const output = put('lv-board-4000', `UDB-${train}${pod}`, outputBoardWidth_m, {
      width_m: outputBoardWidth_m,
      mass_kg: 2500,
      incomers: 1,
      ways: spec.ways,
      way_A: spec.wayTrip_A,
      // Ways are standard moulded-case breakers: 80 % of the trip for continuous load.
      continuousFactor: 0.8,
      interrupting_A,
      incomer_A: outputTrip,
      bar_A: 5000,
    });

    b.connect('mv-cable-20kv-240', mv, [switchgear, `out-${pod}`], [transformer, 'primary'], {
      tag: `${transformer.tag}/F`,
      moves: [
        ['z', 3.4 + 0.12 * index],
        ['x', spec.west_m + switchgearStrip_m - 0.4 - 0.15 * index],
        ['y', 'to'],
        ['x', 'to'],
      ],
    });
    const tray = 2.6 + trayAbove_m;
    // Conductors carry what the breaker ahead of them lets through.
    const behind = (trip_A: number) => ({ parallel: cableSets(b, 'lv-cable-240', trip_A) });
    b.connect('lv-cable-240', lv, [transformer, 'secondary'], [input, 'in-1'], {
      tag: `${input.tag}/F`,
      moves: over(tray),
      overrides: behind(mainTrip),
    });
    b.connect('lv-cable-240', lv, [input, 'out-1'], [ups, 'in'], {
      tag: `${ups.tag}/F`,
      moves: over(tray),
      overrides: behind(mainTrip),
    });
    b.connect('lv-cable-240', lv, [ups, 'out'], [output, 'in-1'], {
      tag: `${output.tag}/F`,
      moves: over(tray),
      overrides: behind(outputTrip),
    });
    if (spec.dc)
      dcBoards.push(
        buildDcLine(b, {
          spec: spec.dc.spec,
          name: `${train}${pod}`,
          prefix,
          west_m: x,
          y_m: y,
          room,
          group,
          lv,
          dc: spec.dc.system,
          input,
          firstWay: 2,
          wayTrip_A: mainTrip,
          ways: spec.dc.ways,
          tray_m: tray,
        }),
      );
    return output;
  });
  return { switchgear, spareWay: spec.podLoads_W.length + 1, boards, dcBoards };
}

/** Feeds a train's board from a service or from a substation's way. */
export function feedSwitchgear(
  b: FacilityBuilder,
  from: End,
  switchgear: Equipment,
  mv: System,
  moves: readonly Move[],
  parallel: number,
): void {
  b.connect('mv-cable-20kv-240', mv, from, [switchgear, 'in-1'], { tag: `${switchgear.tag}/F`, moves, overrides: { parallel } });
}
