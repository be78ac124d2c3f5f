/** Overhead busways along the rows, whips down to the racks, and the panels that feed the CDUs. */

import { buswayPower_W, cableFor, cableSets, dcBuswayPower_W, lineCurrent, tripFor, whipFor } from '../catalogue/sizing.ts';
import type { Equipment, Group, Space, System } from '../document/records.ts';
import type { End, FacilityBuilder, Move } from './builder.ts';
import type { Pod, Row } from './pod.ts';

export type Train = 'A' | 'B';
export const trains: readonly Train[] = ['A', 'B'];

/** Heights above the floor: busways hang over the racks, cable trays above all pipes of the hall. */
export const powerHeights = { busway_m: 3.45, trayA_m: 4.55, trayB_m: 4.85 } as const;

/** Busways in a row end this far short of the rack's side, so that the next one's feed comes down between them. */
const endGap_m = 0.1;

const trayOf = (train: Train) => (train === 'A' ? powerHeights.trayA_m : powerHeights.trayB_m);

export interface BuswayFeed {
  readonly busway: Equipment;
  /** Continuous power that the busway carries when the other train is lost. */
  readonly power_W: number;
}

/** Splits a row into runs that one busway can carry alone on loss of the other train. */
function sections(b: FacilityBuilder, row: Row, capacity_W: number, perRun: number): Equipment[][] {
  const runs: Equipment[][] = [];
  let load_W = Number.POSITIVE_INFINITY;
  row.racks.forEach((rack, i) => {
    const { design_W } = b.parameters(row.items[i] ?? '');
    const current = runs.at(-1);
    if (!current || load_W + design_W > capacity_W || current.length >= perRun) {
      runs.push([rack]);
      load_W = design_W;
    } else {
      current.push(rack);
      load_W += design_W;
    }
  });
  return runs;
}

/** Busways of one train over every row of a pod, with the whips to the racks. */
export function busways(
  b: FacilityBuilder,
  pod: Pod,
  train: Train,
  system: System,
  hall: Space,
  racksPerBusway: number,
  dcItem?: string,
): BuswayFeed[] {
  const feeds: BuswayFeed[] = [];
  const item = dcItem ?? 'starline-t5-1250';
  const capacity_W = dcItem === undefined ? buswayPower_W(b, item) : dcBuswayPower_W(b, item);
  for (const row of pod.rows) {
    const rackWidth = b.size(row.items.at(-1) ?? '').width_m;
    for (const run of sections(b, row, capacity_W, racksPerBusway)) {
      const first = run[0];
      if (!first) continue;
      const inlets = Math.max(...run.map((rack) => inletsOf(b, rack, train).length));
      const middle = first.position_m[0] + ((run.length - 1) * rackWidth) / 2;
      const power_W = run.reduce((sum, rack) => sum + (b.parametersOf(rack).design_W as number), 0);
      const small = dcItem === undefined && power_W <= buswayPower_W(b, 'starline-t5-400');
      const busway = b.place(small ? 'starline-t5-400' : item, {
        tag: `${pod.spec.prefix}BW-${train}${pod.spec.number}-${feeds.length + 1}`,
        at_m: [middle, row.y_m - row.side * (train === 'A' ? 0.05 : 0.4), powerHeights.busway_m],
        space: hall,
        group: row.group,
        overrides: { taps: run.length * inlets, pitch_m: rackWidth / inlets, lead_m: Math.max(0, rackWidth / inlets / 2 - endGap_m) },
      });
      feeds.push({ busway, power_W });
      run.forEach((rack, i) => {
        whipsTo(b, rack, train, busway, i * inlets, system);
      });
    }
  }
  return feeds;
}

const inletsOf = (b: FacilityBuilder, rack: Equipment, train: Train) =>
  b.ports(rack).filter((port) => (port.medium === 'ac' || port.medium === 'dc') && port.train === train);

/** Cable that a tap-off's breaker protects. */
function tapCable(b: FacilityBuilder, busway: Equipment): { readonly item: string; readonly parallel: number } {
  return cableFor(b, b.parametersOf(busway).tap_A as number);
}

/** One tap-off and whip set for each inlet of one train of a rack. */
function whipsTo(b: FacilityBuilder, rack: Equipment, train: Train, busway: Equipment, tapsBefore: number, system: System): void {
  const inlets = inletsOf(b, rack, train);
  inlets.forEach((port, k) => {
    const tap: End = [busway, `tap-${tapsBefore + k + 1}`];
    const design_W = b.parametersOf(rack).design_W as number;
    const run = port.medium === 'dc' ? tapCable(b, busway) : { item: whipFor(b, design_W, inlets.length) };
    const tag = inlets.length === 1 ? `${rack.tag}/${train}` : `${rack.tag}/${train}${k + 1}`;
    const [, , top] = b.at([rack, port.name]);
    b.connect(run.item, system, tap, [rack, port.name], {
      tag,
      ...('parallel' in run && { overrides: { parallel: run.parallel } }),
      // B passes below A, and turns before it comes under A's drops.
      moves:
        train === 'A'
          ? [
              ['z', top + 0.35],
              ['y', 'to'],
              ['x', 'to'],
            ]
          : [
              ['z', top + 0.28],
              ['x', 'to'],
              ['y', 'to'],
            ],
    });
  });
}

/** Cable from a board way along the tray to a busway's end feed. */
export function feedBusway(
  b: FacilityBuilder,
  from: End,
  feed: BuswayFeed,
  train: Train,
  system: System,
  lane: number,
  corridor_m: number,
  trip_A: number,
): void {
  const [x] = b.at([feed.busway, 'feed']);
  const tray = trayOf(train) + 0.09 * (lane % 2);
  b.connect('lv-cable-240', system, from, [feed.busway, 'feed'], {
    tag: `${feed.busway.tag}/F`,
    moves: [
      ['z', tray],
      ['x', corridor_m],
      ['y', 'to'],
      ['x', x - endGap_m],
      ['z', 'to'],
    ],
    overrides: { parallel: cableSets(b, 'lv-cable-240', trip_A) },
  });
}

export interface PanelSpec {
  readonly pod: Pod;
  readonly train: Train;
  readonly system: System;
  readonly hall: Space;
  readonly group: Group;
  readonly at_m: readonly [x: number, y: number];
  readonly yaw_deg: number;
  /** Of the boards upstream: the panel stands close enough to see their faults. */
  readonly interrupting_A: number;
}

/** One remote power panel for the CDUs of a pod, fed from the train's UPS board. */
export function cduPanel(b: FacilityBuilder, spec: PanelSpec): Equipment {
  const { pod, train, system } = spec;
  const { ratedPump_W, standby_W, powerFactor } = b.parametersOf(pod.cdus[0] as Equipment) as {
    ratedPump_W: number;
    standby_W: number;
    powerFactor: number;
  };
  const { voltage_V } = b.parameters('rpp-500kw') as { voltage_V: number };
  const trip = tripFor(lineCurrent(ratedPump_W + standby_W, voltage_V, powerFactor));
  const cable = cableFor(b, trip);
  const rpp = b.place('rpp-500kw', {
    tag: `${pod.spec.prefix}RPP-${train}${pod.spec.number}`,
    at_m: [spec.at_m[0], spec.at_m[1], 0],
    yaw_deg: spec.yaw_deg,
    space: spec.hall,
    group: spec.group,
    // Ways set to the CDUs' drives.
    overrides: { incomers: 1, way_A: trip, ways: 12, interrupting_A: spec.interrupting_A },
  });
  pod.cdus.forEach((cdu, i) => {
    const inlet = train === 'A' ? 'feed-1' : 'feed-2';
    const port = b.at([cdu, inlet]);
    const side = train === 'A' ? 0.36 : 0.5;
    // Below the feeders of its own train, above those of the other.
    const tray = trayOf(train) - 0.12 - (train === 'A' ? 0.04 : 0.01) * i;
    const moves: Move[] = [
      ['z', tray],
      ['y', port[1] + side],
      ['x', port[0] + 0.1],
      ['z', port[2] + 0.3],
      // The trains come from the same side: A stays ahead of B's inlet.
      ...(train === 'A'
        ? ([
            ['y', 'to'],
            ['x', 'to'],
          ] as const)
        : ([
            ['x', 'to'],
            ['y', 'to'],
          ] as const)),
    ];
    b.connect(cable.item, system, [rpp, `out-${i + 1}`], [cdu, inlet], {
      tag: `${cdu.tag}/${train}`,
      moves,
      overrides: { parallel: cable.parallel },
    });
  });
  return rpp;
}
