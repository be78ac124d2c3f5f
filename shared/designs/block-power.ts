/** The electrical side of a block: both trains from their services to racks, CDUs and the mechanical plant. */

import { breakingFor, cableSets } from '../catalogue/sizing.ts';
import type { Equipment, System } from '../document/records.ts';
import { type Block, type BlockSpec, coolerPower_W, pumpPower_W, type Transformers } from './block-spec.ts';
import type { End, FacilityBuilder } from './builder.ts';
import { busways, cduPanel, feedBusway, type Train, trains } from './distribution.ts';
import type { Layout } from './layout.ts';
import { buildMechanicalPower } from './mechanical-power.ts';
import type { PlantLoop } from './plant-loop.ts';
import type { Pod } from './pod.ts';
import type { Rooms } from './rooms.ts';
import { buildTrain, feedSwitchgear } from './train.ts';

export interface CoolingParts {
  readonly pods: readonly Pod[];
  readonly fws: PlantLoop;
  readonly chw: PlantLoop | undefined;
  readonly fanWalls: readonly Equipment[];
}

export type PowerParts = Pick<Block, 'switchgear' | 'mv' | 'utilities' | 'generators'>;

export function buildPower(
  b: FacilityBuilder,
  spec: BlockSpec,
  layout: Layout,
  rooms: Rooms,
  cooling: CoolingParts,
  transformers: Transformers,
): PowerParts {
  const { pods, fws, chw, fanWalls } = cooling;
  const mv: Partial<Record<Train, System>> = {};
  const switchgear: Partial<Record<Train, Equipment>> = {};
  const utilities: Partial<Record<Train, Equipment>> = {};
  const generators: Partial<Record<Train, readonly Equipment[]>> = {};
  const large = [
    ...fws.coolers.map((equipment) => ({ equipment, power_W: coolerPower_W(b, spec.heatRejection, spec.fwsRise_K, spec.hottest_K) })),
    ...(chw && spec.air
      ? chw.coolers.map((equipment) => ({
          equipment,
          power_W: coolerPower_W(b, spec.air?.chillers ?? spec.heatRejection, spec.air?.rise_K ?? 7, spec.hottest_K),
        }))
      : []),
  ];
  const pumpsOf = (loop: PlantLoop | undefined, item: string) =>
    (loop?.pumps ?? []).map((equipment) => ({
      equipment,
      power_W: pumpPower_W(b, item),
      fanWall: false,
      pipesOver_m: loop?.overPumps_m ?? [],
    }));
  const small = [
    ...pumpsOf(fws, spec.fwsPump),
    ...pumpsOf(chw, spec.air?.pump ?? spec.fwsPump),
    ...fanWalls.map((equipment) => ({ equipment, power_W: b.parametersOf(equipment).fan_W as number, fanWall: true, pipesOver_m: [] })),
  ];
  const cduPower_W = b.parameters(spec.cduItem).ratedPump_W + b.parameters(spec.cduItem).standby_W;
  const { voltage_V: mvVoltage } = b.parameters('mv-switchgear-20kv');
  const { secondary_V } = b.parameters(transformers.pod);

  // One breaker size for all ways of a pod's board: that of the busways.
  const { rating_A: wayTrip_A } = b.parameters('starline-t5-1250') as { rating_A: number };

  for (const train of trains) {
    const sign = train === 'A' ? -1 : 1;
    const group = b.group('train', `${spec.prefix}Train ${train}`);
    const high = b.system({ name: `${spec.prefix}MV-${train}`, kind: 'mv', train, voltage_V: mvVoltage });
    const low = b.system({ name: `${spec.prefix}LV-${train}`, kind: 'lv', train, voltage_V: secondary_V });
    mv[train] = high;
    const sets = layout.generators_m[train].map(([x, y], i) =>
      b.place(spec.generatorItem, { tag: `${spec.prefix}G-${train}${i + 1}`, at_m: [x, y, 0], yaw_deg: 180, space: rooms.yard, group }),
    );
    generators[train] = sets;
    const room = layout.trainRooms[train];
    const { dc } = spec;
    const direct =
      dc && b.system({ name: `${spec.prefix}DC-${train}`, kind: 'dc', train, voltage_V: b.parameters(dc.boardItem).voltage_V });
    const feeds = pods.map((pod) => busways(b, pod, train, direct ?? low, rooms.hall, spec.racksPerBusway, dc?.buswayItem));
    const rackLoads_W = feeds.map((list) => list.reduce((sum, feed) => sum + feed.power_W, 0));
    const buswayWays = Math.max(...feeds.map((list) => list.length));
    const chain = buildTrain(b, {
      train,
      prefix: spec.prefix,
      west_m: room.west,
      lines_m: layout.trainLines_m[train],
      middle_m: (room.south + room.north) / 2,
      room: rooms.train[train],
      group,
      mv: high,
      lv: low,
      transformerItem: transformers.pod,
      upsItem: spec.upsItem,
      podLoads_W: rackLoads_W.map((load_W) => (dc ? 0 : load_W) + spec.cdusPerPod * cduPower_W),
      ways: (dc ? 0 : buswayWays) + 1,
      wayTrip_A,
      generators: sets,
      facade_m: layout.buildingNorth_m,
      otherWays: 1,
      ...(dc && direct && { dc: { spec: dc, system: direct, rackLoads_W, ways: buswayWays } }),
    });
    switchgear[train] = chain.switchgear;
    if (spec.utilityItem !== undefined) {
      const [x, y] = layout.services_m[train];
      const utility = b.place(spec.utilityItem, {
        tag: `${spec.prefix}UT-${train}`,
        at_m: [x, y, 0],
        yaw_deg: 270,
        ...(rooms.services ? { space: rooms.services } : {}),
        group,
      });
      utilities[train] = utility;
      feedSwitchgear(
        b,
        [utility, 'out'],
        chain.switchgear,
        high,
        [
          ['x', room.west - 2.6],
          ['z', 3.3],
          ['y', 'to'],
          ['x', 'to'],
        ],
        1,
      );
    }

    let lane = 0;
    pods.forEach((pod, i) => {
      const board = chain.boards[i];
      const list = feeds[i];
      if (!board || !list) return;
      list.forEach((feed, k) => {
        feedBusway(
          b,
          [chain.dcBoards[i] ?? board, `out-${k + 1}`],
          feed,
          train,
          direct ?? low,
          k,
          layout.hall.west + 0.4 + 0.12 * (lane++ % 12),
          wayTrip_A,
        );
      });
      const beside = pod.rows[train === 'A' ? 0 : pod.rows.length - 1] ?? pod.rows[0];
      if (!beside) return;
      const panel = b.size('rpp-500kw');
      // A pod of one row has both panels at its end.
      const shared = train === 'B' && pod.rows.length === 1;
      const rpp = cduPanel(b, {
        pod,
        train,
        system: low,
        hall: rooms.hall,
        group,
        at_m: [layout.rackWest_m - 0.3 - panel.width_m / 2 - (shared ? panel.width_m + 0.3 : 0), beside.y_m - beside.side * 0.3],
        yaw_deg: beside.side === 1 ? 0 : 180,
        interrupting_A: breakingFor(b, transformers.pod),
      });
      const way: End = [board, `out-${dc ? 1 : list.length + 1}`];
      const [, panelY] = b.at([rpp, 'in-1']);
      b.connect('lv-cable-240', low, way, [rpp, 'in-1'], {
        tag: `${rpp.tag}/F`,
        // Beside the risers of the other boards in the line, and past the other train's panel.
        moves: [
          ['z', train === 'A' ? 4.43 : 4.73],
          ['y', b.at(way)[1] - sign * 0.3],
          ['x', layout.hall.west + 0.4 + 0.12 * (lane++ % 12)],
          ['y', train === 'A' ? panelY - 0.2 : 'to'],
          ['x', 'to'],
          ['y', 'to'],
        ],
        overrides: { parallel: cableSets(b, 'lv-cable-240', wayTrip_A) },
      });
    });

    const mechanical = layout.mechanicalRooms[train];
    const outside = train === 'A' ? Math.min(layout.hall.south, room.south) - 0.9 : Math.max(layout.hall.north, room.north) + 0.9;
    buildMechanicalPower(b, {
      train,
      prefix: spec.prefix,
      west_m: mechanical.west,
      y_m: (mechanical.south + mechanical.north) / 2 + 0.3,
      room: rooms.mechanical[train],
      group,
      mv: high,
      lv: low,
      from: chain.switchgear,
      way: chain.spareWay,
      mvMoves: [
        ['z', 3.9],
        ['y', outside],
        ['x', 'to'],
        ['y', 'to'],
      ],
      transformerItem: transformers.mechanical,
      large,
      small,
      tray_m: sign < 0 ? 5.25 : 5.36,
    });
  }
  return {
    switchgear: switchgear as Record<Train, Equipment>,
    mv: mv as Record<Train, System>,
    utilities,
    generators: generators as Record<Train, readonly Equipment[]>,
  };
}
