/** Where a piece of equipment stands: its envelope, footprint and the working space around it. */
import type { Document } from '../document/document.ts';
import type { Equipment, Place, Point } from '../document/records.ts';
import type { Bounds } from '../geometry/polygon.ts';
import { footprint, footprintBounds, placed } from '../geometry/pose.ts';
import type { Envelope } from './kind.ts';
import { kindOf, parametersOf } from './resolve.ts';

const envelopes = new WeakMap<object, Envelope>();

/** Outside dimensions of a placed record; undefined when its item cannot be understood. */
export function envelopeOf(document: Document, equipment: Equipment): Envelope | undefined {
  const kind = kindOf(document, equipment);
  const parameters = parametersOf(document, equipment);
  if (!kind?.envelope || !parameters.ok) return undefined;
  let envelope = envelopes.get(parameters.value);
  if (!envelope) {
    envelope = kind.envelope(parameters.value);
    envelopes.set(parameters.value, envelope);
  }
  return envelope;
}

export interface Footprint {
  readonly outline_m: readonly Point[];
  readonly low_m: number;
  readonly high_m: number;
}

/** The body of a placed record as an upright prism. */
export function bodyOf(equipment: Equipment, envelope: Envelope): Footprint {
  const [, , z] = equipment.position_m;
  return {
    outline_m: footprint(equipment.position_m, equipment.yaw_deg, envelope.width_m, envelope.depth_m),
    low_m: z,
    high_m: z + envelope.height_m,
  };
}

export const bodyBounds = ({ position_m, yaw_deg }: Equipment, { width_m, depth_m, height_m }: Envelope): Bounds =>
  footprintBounds(position_m, yaw_deg, width_m, depth_m, position_m[2], position_m[2] + height_m);

/** Working space before or behind a placed record, of its own height; its outline is worked out when it is asked for. */
export class WorkingSpace {
  readonly side: 'front' | 'rear';
  readonly depth_m: number;
  readonly #equipment: Equipment;
  readonly #envelope: Envelope;
  readonly #centre: Place;

  constructor(equipment: Equipment, envelope: Envelope, side: 'front' | 'rear', depth_m: number) {
    this.side = side;
    this.depth_m = depth_m;
    this.#equipment = equipment;
    this.#envelope = envelope;
    const middle = envelope.depth_m / 2 + depth_m / 2;
    this.#centre = placed([0, side === 'front' ? -middle : middle, 0], equipment.position_m, equipment.yaw_deg);
  }

  get bounds(): Bounds {
    const [, , z] = this.#equipment.position_m;
    const { width_m, height_m } = this.#envelope;
    return footprintBounds(this.#centre, this.#equipment.yaw_deg, width_m, this.depth_m, z, z + height_m);
  }

  get space(): Footprint {
    const [, , z] = this.#equipment.position_m;
    const { width_m, height_m } = this.#envelope;
    return { outline_m: footprint(this.#centre, this.#equipment.yaw_deg, width_m, this.depth_m), low_m: z, high_m: z + height_m };
  }
}

export function workingSpacesOf(equipment: Equipment, envelope: Envelope): WorkingSpace[] {
  const { frontClearance_m, rearClearance_m } = envelope;
  const spaces: WorkingSpace[] = [];
  if (frontClearance_m > 0) spaces.push(new WorkingSpace(equipment, envelope, 'front', frontClearance_m));
  if (rearClearance_m > 0) spaces.push(new WorkingSpace(equipment, envelope, 'rear', rearClearance_m));
  return spaces;
}
