/**
 * A facility loop in the plant room: consumers return to the return header, pumps in parallel push through
 * the discharge header to the heat rejection outdoors, which gives the supply header its water.
 */

import { nominalSize } from '../catalogue/sizing.ts';
import type { Equipment, Group, Space, System } from '../document/records.ts';
import type { End, FacilityBuilder, Move } from './builder.ts';
import { lineThroughValve, Manifold } from './manifold.ts';

/** Something the loop serves: its supply and return ends and the legs from the headers to them. */
export interface Consumer {
  readonly tag: string;
  readonly supply: End;
  readonly return: End;
  readonly flow_m3_s: number;
  /** Lines may end at a higher place than the headers; legs on the consumer's side of the valves. */
  readonly toSupply: readonly Move[];
  readonly fromReturn: readonly Move[];
  readonly valves: 'isolation' | 'none';
}

export interface LoopSpec {
  /** Stem of the tags: `FWS`, `CHW`, with the block's prefix. */
  readonly name: string;
  readonly system: System;
  readonly flow_m3_s: number;
  readonly pumpItem: string;
  readonly pumps: number;
  readonly differentialPressure_Pa: number;
  readonly coolers: readonly Equipment[];
  /** Coolers that carry the design load; the rest is redundancy. */
  readonly runningCoolers: number;
  readonly consumers: readonly Consumer[];
  readonly vesselItem: string;
  /** West edge of the loop's strip of floor, and the y of its first pump. */
  readonly west_m: number;
  readonly pumpsFrom_m: number;
  /** Height of return and discharge header, and of the supply header above them. */
  readonly lowPlane_m: number;
  readonly highPlane_m: number;
  readonly room: Space;
  readonly yard: Space;
  readonly group: Group;
}

export interface PlantLoop {
  readonly pumps: readonly Equipment[];
  readonly coolers: readonly Equipment[];
  readonly east_m: number;
  /** Where pipes of the loop cross its pumps overhead. */
  readonly overPumps_m: readonly number[];
}

/** Width of the loop's strip: header, header, pump with its valves, header. */
export const loopStrip = (b: FacilityBuilder, pumpItem: string): number => 0.6 + 0.7 + 2 * 1.5 + b.size(pumpItem).depth_m + 0.6;

/** Room for one pump beside the next. */
export const pumpPitch = (b: FacilityBuilder, pumpItem: string): number => Math.round((b.size(pumpItem).width_m + 0.8) * 100) / 100;

/** Tap pitch of plant headers: fine enough that every line finds a tap close to its own place. */
const tapPitch_m = 0.85;

export function buildPlantLoop(b: FacilityBuilder, spec: LoopSpec): PlantLoop {
  const { system, room, group } = spec;
  const size = b.size(spec.pumpItem);
  const supplyX = spec.west_m + 0.6;
  const returnX = supplyX + 0.7;
  const pumpX = returnX + 1.5 + size.depth_m / 2;
  const dischargeX = pumpX + size.depth_m / 2 + 1.5;
  const pitch = pumpPitch(b, spec.pumpItem);

  const pumps = Array.from({ length: spec.pumps }, (_, i) =>
    b.place(spec.pumpItem, {
      tag: `${spec.name}-P${i + 1}`,
      at_m: [pumpX, spec.pumpsFrom_m + i * pitch, 0],
      yaw_deg: 90,
      space: room,
      group,
      overrides: { differentialPressure_Pa: spec.differentialPressure_Pa, feeds: 2, preferredFeed: 1 + (i % 2) },
    }),
  );

  const mainSize = nominalSize(b, 'header', spec.flow_m3_s, 2.6);
  const manifold = (letter: string, x_m: number, height_m: number, ys: readonly number[]) => {
    const first = Math.min(...ys);
    const taps = Math.max(ys.length + 1, Math.round((Math.max(...ys) - first) / tapPitch_m) + 2);
    return new Manifold(b, {
      tag: `${spec.name}-${letter}`,
      size: mainSize,
      along: 'y',
      across_m: x_m,
      height_m,
      first_m: first,
      taps,
      pitch_m: tapPitch_m,
      space: room,
      group,
    });
  };
  const yOf = (ends: readonly End[]) => ends.map((end) => b.at(end)[1]);
  const pumpYs = yOf(pumps.map((pump): End => [pump, 'suction']));
  const inlets = yOf(spec.coolers.map((cooler): End => [cooler, 'water-in']));
  const outlets = yOf(spec.coolers.map((cooler): End => [cooler, 'water-out']));
  const supplies = yOf(spec.consumers.map((consumer) => consumer.supply));
  const returns = yOf(spec.consumers.map((consumer) => consumer.return));
  const supply = manifold('S', supplyX, spec.highPlane_m, [...outlets, ...supplies]);
  const back = manifold('R', returnX, spec.lowPlane_m, [...pumpYs, ...returns]);
  const discharge = manifold('D', dischargeX, spec.lowPlane_m, [...pumpYs, ...inlets]);

  const pumpSize = nominalSize(b, 'pipe', spec.flow_m3_s / Math.max(1, spec.pumps - 1), 2.4);
  const common = { system, material: 'steel' as const, group };
  for (const pump of pumps) {
    const [suctionX, y, z] = b.at([pump, 'suction']);
    const [outX] = b.at([pump, 'discharge']);
    const from = back.tap(y);
    const to = discharge.tap(y);
    lineThroughValve(b, {
      ...common,
      size: pumpSize,
      tag: `${pump.tag}/S`,
      from,
      to: [pump, 'suction'],
      space: room,
      moves: [
        ['x', suctionX - 1.1],
        ['y', y],
        ['z', z],
      ],
      valve: { family: 'isolation', tag: `${pump.tag}/VS`, at_m: [suctionX - 0.55, y, z], heading: 'x+' },
      overrides: { fittingLoss: 0.9 },
    });
    lineThroughValve(b, {
      ...common,
      size: pumpSize,
      tag: `${pump.tag}/D`,
      from: [pump, 'discharge'],
      to,
      space: room,
      onward: [
        ['x', outX + 1.1],
        ['z', spec.lowPlane_m],
        ['y', 'to'],
      ],
      valve: { family: 'isolation', tag: `${pump.tag}/VD`, at_m: [outX + 0.55, y, z], heading: 'x+' },
      overrides: { fittingLoss: 0.9 },
    });
  }

  const overPumps_m: number[] = [];
  const coolerSize = nominalSize(b, 'pipe', spec.flow_m3_s / spec.runningCoolers, 2.4);
  for (const cooler of spec.coolers) {
    const [inX, inY, z] = b.at([cooler, 'water-in']);
    const [outX, outY] = b.at([cooler, 'water-out']);
    const from = discharge.tap(inY);
    const to = supply.tap(outY);
    const jog = dischargeX + 0.5;
    overPumps_m.push(b.at(to)[1]);
    lineThroughValve(b, {
      ...common,
      size: coolerSize,
      tag: `${cooler.tag}/IN`,
      from,
      to: [cooler, 'water-in'],
      space: spec.yard,
      moves: [
        ['x', jog],
        ['y', inY],
        ['x', inX - 1.3],
        ['z', z],
      ],
      valve: { family: 'isolation', tag: `${cooler.tag}/V-IN`, at_m: [inX - 0.65, inY, z], heading: 'x+' },
      overrides: { fittingLoss: 0.9 },
    });
    lineThroughValve(b, {
      ...common,
      size: coolerSize,
      tag: `${cooler.tag}/OUT`,
      from: [cooler, 'water-out'],
      to,
      space: spec.yard,
      onward: [
        ['x', outX - 1.3],
        ['z', spec.highPlane_m],
        ['x', jog],
        ['y', 'to'],
      ],
      valve: { family: 'balancing', tag: `${cooler.tag}/V-OUT`, at_m: [outX - 0.65, outY, z], heading: 'x-' },
      overrides: { fittingLoss: 0.9 },
    });
  }

  for (const consumer of spec.consumers) {
    const pipeSize = nominalSize(b, 'pipe', consumer.flow_m3_s, 2.2);
    const [, supplyY] = b.at(consumer.supply);
    const [, returnY] = b.at(consumer.return);
    const from = supply.tap(supplyY);
    const to = back.tap(returnY);
    const edge = spec.west_m + 0.25;
    // Staggered, so that a supply valve does not hang over a return valve.
    const at = (offset_m: number, y: number, z: number) => [edge - offset_m, y, z] as const;
    lineThroughValve(b, {
      ...common,
      size: pipeSize,
      tag: `${consumer.tag}/S`,
      from,
      to: consumer.supply,
      space: room,
      moves: [
        ['x', edge],
        ['y', supplyY],
      ],
      onward: consumer.toSupply,
      valve: { family: 'isolation', tag: `${consumer.tag}/VS`, at_m: at(0.75, supplyY, spec.highPlane_m), heading: 'x-' },
      overrides: { fittingLoss: 0.9 },
    });
    lineThroughValve(b, {
      ...common,
      size: pipeSize,
      tag: `${consumer.tag}/R`,
      from: consumer.return,
      to,
      space: room,
      moves: consumer.fromReturn,
      onward: [
        ['x', edge],
        ['y', 'to'],
      ],
      valve: { family: 'balancing', tag: `${consumer.tag}/VR`, at_m: at(1.6, returnY, spec.lowPlane_m), heading: 'x+' },
      overrides: { fittingLoss: 0.9 },
    });
  }

  const vesselSize = b.size(spec.vesselItem);
  const vessel = b.place(spec.vesselItem, {
    tag: `${spec.name}-EV`,
    at_m: [pumpX, spec.pumpsFrom_m + spec.pumps * pitch + vesselSize.width_m / 2, 0],
    space: room,
    group,
  });
  const nozzle = Math.round(b.parameters(spec.vesselItem).portSize_m * 1000);
  b.connect(`pipe-dn${nozzle}`, system, back.end, [vessel, 'water'], {
    tag: `${vessel.tag}/L`,
    // Off the header's end and back beside it.
    moves: [
      ['y', b.at(back.end)[1] + 0.3],
      ['x', 'to'],
      ['y', 'to'],
    ],
  });

  return { pumps, coolers: spec.coolers, east_m: dischargeX + 0.6, overPumps_m };
}
