/** Headers with taps, and valves that sit in a line of pipe. */

import { valveItem } from '../catalogue/sizing.ts';
import type { Equipment, Group, Place, Space, System } from '../document/records.ts';
import type { End, FacilityBuilder, Move, Overrides } from './builder.ts';

export interface ManifoldSpec {
  readonly tag: string;
  /** Nominal size of the header item. */
  readonly size: number;
  readonly along: 'x' | 'y';
  /** Coordinate across the run, and height of the centre line. */
  readonly across_m: number;
  readonly height_m: number;
  /** Coordinate of the first tap (west or south) along the run. */
  readonly first_m: number;
  readonly taps: number;
  readonly pitch_m: number;
  readonly lead_m?: number;
  readonly space?: Space;
  readonly group?: Group;
}

/** A placed header whose taps are given out nearest first. */
export class Manifold {
  readonly equipment: Equipment;
  readonly #first_m: number;
  readonly #pitch_m: number;
  readonly #free: Set<number>;

  constructor(b: FacilityBuilder, spec: ManifoldSpec) {
    const item = `header-dn${spec.size}`;
    const middle = spec.first_m + ((spec.taps - 1) * spec.pitch_m) / 2;
    const base = spec.height_m - b.parameters(item).outerDiameter_m / 2;
    this.equipment = b.place(item, {
      tag: spec.tag,
      at_m: spec.along === 'x' ? [middle, spec.across_m, base] : [spec.across_m, middle, base],
      yaw_deg: spec.along === 'x' ? 0 : 90,
      ...(spec.space ? { space: spec.space } : {}),
      ...(spec.group ? { group: spec.group } : {}),
      overrides: { taps: spec.taps, pitch_m: spec.pitch_m, lead_m: spec.lead_m ?? 0.3 },
    });
    this.#first_m = spec.first_m;
    this.#pitch_m = spec.pitch_m;
    this.#free = new Set(Array.from({ length: spec.taps }, (_, i) => i));
  }

  /** The free tap nearest to a coordinate along the header. @throws when all are taken. */
  tap(near_m: number): End {
    let best: number | undefined;
    const off = (i: number) => Math.abs(this.#first_m + i * this.#pitch_m - near_m);
    for (const i of this.#free) if (best === undefined || off(i) < off(best) - 1e-9) best = i;
    if (best === undefined) throw new Error(`${this.equipment.tag} has no free tap`);
    this.#free.delete(best);
    return [this.equipment, `tap-${best + 1}`];
  }

  get start(): End {
    return [this.equipment, 'start'];
  }

  get end(): End {
    return [this.equipment, 'end'];
  }
}

export const pipeFamily = { steel: 'pipe', stainless: 'pipe-ss' } as const;

const headings = { 'x+': 0, 'y+': 90, 'x-': 180, 'y-': 270 } as const;
export type Heading = keyof typeof headings;

export interface ValveSpec {
  readonly family: 'isolation' | 'balancing' | 'check';
  readonly tag: string;
  /** Middle of the valve on the pipe's centre line. */
  readonly at_m: Place;
  /** Direction of flow through it. */
  readonly heading: Heading;
  readonly overrides?: Overrides;
}

export interface LineSpec {
  readonly system: System;
  readonly size: number;
  /** Technology loops are stainless: MGX allows no other steel in contact with the racks' coolant. */
  readonly material: 'steel' | 'stainless';
  readonly tag: string;
  readonly from: End;
  readonly to: End;
  /** Legs before the valve, and after it. */
  readonly moves?: readonly Move[];
  readonly onward?: readonly Move[];
  readonly valve: ValveSpec;
  readonly space?: Space;
  readonly group?: Group;
  readonly overrides?: Overrides;
}

/** Two runs of pipe with a valve between them, in the direction of flow. */
export function lineThroughValve(b: FacilityBuilder, line: LineSpec): Equipment {
  const item = valveItem(b, line.valve.family, line.size);
  const [x, y, z] = line.valve.at_m;
  const valve = b.place(item, {
    tag: line.valve.tag,
    at_m: [x, y, z - b.size(item).height_m / 2],
    yaw_deg: headings[line.valve.heading],
    ...(line.space ? { space: line.space } : {}),
    ...(line.group ? { group: line.group } : {}),
    ...(line.valve.overrides ? { overrides: line.valve.overrides } : {}),
  });
  const pipe = `${pipeFamily[line.material]}-dn${line.size}`;
  const overrides = line.overrides ? { overrides: line.overrides } : {};
  b.connect(pipe, line.system, line.from, [valve, 'a'], { tag: `${line.tag}.1`, moves: line.moves ?? [], ...overrides });
  b.connect(pipe, line.system, [valve, 'b'], line.to, { tag: `${line.tag}.2`, moves: line.onward ?? [], ...overrides });
  return valve;
}
