/**
 * Power of the mechanical plant on one train: transformer, main board for the chillers and a smaller
 * board for pumps and fan walls. Every drive has a transfer switch between the two trains.
 */

import { breakingFor, cableFor, cableSets, lineCurrent, tripFor } from '../catalogue/sizing.ts';
import type { Equipment, Group, Space, System } from '../document/records.ts';
import type { FacilityBuilder, Move } from './builder.ts';
import type { Train } from './distribution.ts';

export interface MechanicalSpec {
  readonly train: Train;
  readonly prefix: string;
  readonly west_m: number;
  readonly y_m: number;
  readonly room: Space;
  readonly group: Group;
  readonly mv: System;
  readonly lv: System;
  readonly from: Equipment;
  readonly way: number;
  /** Legs of the medium-voltage cable from the board to the transformer. */
  readonly mvMoves: readonly Move[];
  readonly transformerItem: string;
  /** Outdoor units with their largest draw. */
  readonly large: readonly { readonly equipment: Equipment; readonly power_W: number }[];
  /** Pumps and fan walls, with the y of the pipes that cross overhead from west to east. */
  readonly small: readonly {
    readonly equipment: Equipment;
    readonly power_W: number;
    readonly fanWall: boolean;
    readonly pipesOver_m: readonly number[];
  }[];
  /** Height of the train's trays in the plant room; x of the corridor along the pads. */
  readonly tray_m: number;
}

/** Where a cable comes down to a drive without meeting the pipes over it: at its inlet, else a little beside. */
function dropBeside(feedY: number, pipesOver_m: readonly number[]): number {
  const clear = (y: number) => pipesOver_m.every((pipe) => Math.abs(pipe - y) > overheadRoom_m);
  return [0, 0.15, -0.15, 0.3, -0.3].map((off) => feedY + off).find(clear) ?? feedY;
}

/** From the middle of a pipe over a drive to its cable. */
const overheadRoom_m = 0.14;
const gap_m = 0.6;
const boardWidth_m = 4.2;

export const mechanicalRoomLength = (b: FacilityBuilder, transformerItem: string): number =>
  b.size(transformerItem).width_m + boardWidth_m + b.size('lv-board-1600').width_m + 2 * gap_m + 1.6;

export function buildMechanicalPower(b: FacilityBuilder, spec: MechanicalSpec): void {
  const { train, prefix, lv, room, group } = spec;
  const inlet = train === 'A' ? 'feed-1' : 'feed-2';
  let x = spec.west_m + 0.8;
  const put = (item: string, tag: string, width_m: number, overrides = {}) => {
    const equipment = b.place(item, { tag: `${prefix}${tag}`, at_m: [x + width_m / 2, spec.y_m, 0], space: room, group, overrides });
    x += width_m + gap_m;
    return equipment;
  };
  const transformer = put(spec.transformerItem, `TR-M${train}`, b.size(spec.transformerItem).width_m);
  const { rating_VA, secondary_V } = b.parametersOf(transformer) as { rating_VA: number; secondary_V: number };
  const tripOf = (power_W: number) => tripFor(lineCurrent(power_W, secondary_V, 0.92));
  const smallTotal_W = spec.small.reduce((sum, { power_W }) => sum + power_W, 0);
  const largeTrip = tripOf(Math.max(smallTotal_W, ...spec.large.map(({ power_W }) => power_W)));
  const mainTrip = tripFor(lineCurrent(rating_VA, secondary_V, 1));
  const smallTrip = tripOf(Math.max(...spec.small.map(({ power_W }) => power_W)));
  const interrupting_A = breakingFor(
    b,
    spec.transformerItem,
    spec.large.reduce((sum, { power_W }) => sum + power_W, 0),
  );
  const board = put('lv-board-4000', `MDB-${train}`, boardWidth_m, {
    width_m: boardWidth_m,
    mass_kg: 2900,
    incomers: 1,
    ways: spec.large.length + 1,
    way_A: largeTrip,
    continuousFactor: 0.8,
    interrupting_A,
    incomer_A: mainTrip,
    bar_A: 5000,
  });
  const drives = put('lv-board-1600', `MCC-${train}`, b.size('lv-board-1600').width_m, {
    incomers: 1,
    incomer_A: largeTrip,
    ways: spec.small.length,
    way_A: smallTrip,
    continuousFactor: 0.8,
    interrupting_A,
  });
  b.connect('mv-cable-20kv-240', spec.mv, [spec.from, `out-${spec.way}`], [transformer, 'primary'], {
    tag: `${transformer.tag}/F`,
    moves: spec.mvMoves,
  });
  const over: Move[] = [
    ['z', 3.2],
    ['x', 'to'],
    ['y', 'to'],
  ];
  b.connect('lv-cable-240', lv, [transformer, 'secondary'], [board, 'in-1'], {
    tag: `${board.tag}/F`,
    moves: over,
    overrides: { parallel: cableSets(b, 'lv-cable-240', mainTrip) },
  });
  const feeder = cableFor(b, largeTrip);
  b.connect(feeder.item, lv, [board, `out-${spec.large.length + 1}`], [drives, 'in-1'], {
    tag: `${drives.tag}/F`,
    moves: over,
    overrides: { parallel: feeder.parallel },
  });

  spec.large.forEach(({ equipment }, i) => {
    const [feedX, feedY, feedZ] = b.at([equipment, inlet]);
    const { width_m, depth_m } = b.sizeOf(equipment);
    const [centreX, centreY] = equipment.position_m;
    // Beside the unit's long side, close to the ground, then round its far end to the terminal box.
    const beside = centreY + (width_m / 2 + (train === 'A' ? 0.35 : 0.55));
    const near = centreX - depth_m / 2 - (train === 'A' ? 1.7 : 1.9);
    b.connect(feeder.item, lv, [board, `out-${i + 1}`], [equipment, inlet], {
      tag: `${equipment.tag}/${train}`,
      moves: [
        ['z', spec.tray_m + 0.05 * (i % 4)],
        ['x', near],
        ['y', beside],
        ['z', 0.3],
        ['x', feedX + (train === 'A' ? 0.3 : 0.45)],
        ['y', feedY],
        ['z', feedZ],
        ['x', 'to'],
      ],
      overrides: { parallel: feeder.parallel },
    });
  });
  const small = cableFor(b, smallTrip);
  const lane = train === 'A' ? 0 : 0.15;
  spec.small.forEach(({ equipment, fanWall, pipesOver_m }, i) => {
    const [feedX, feedY, feedZ] = b.at([equipment, inlet]);
    const tray: Move = ['z', spec.tray_m + 0.05 * (i % 3)];
    b.connect(small.item, lv, [drives, `out-${i + 1}`], [equipment, inlet], {
      tag: `${equipment.tag}/${train}`,
      // Train B comes from the other side, in a lane of its own: it would meet the drops of train A.
      moves: fanWall
        ? [tray, ['x', feedX - (train === 'A' ? 0.2 : 0.3)], ['y', feedY], ['z', feedZ]]
        : [tray, ['x', feedX - lane], ['y', dropBeside(feedY, pipesOver_m)], ['z', feedZ + 0.15], ['y', 'to'], ['x', 'to'], ['z', feedZ]],
      overrides: { parallel: small.parallel },
    });
  });
}
