/** Where a piece of equipment stands: its envelope, footprint and the working space around it. */
import type { Document } from '../document/document.ts';
import type { Equipment, Point } from '../document/records.ts';
import { footprint, placed } from '../geometry/pose.ts';
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

/** Working space in front of and behind a placed record, as upright prisms of its own height. */
export function workingSpacesOf(equipment: Equipment, envelope: Envelope): { side: 'front' | 'rear'; depth_m: number; space: Footprint }[] {
  const [, , z] = equipment.position_m;
  const along = (side: 'front' | 'rear', depth_m: number) => {
    const middle = envelope.depth_m / 2 + depth_m / 2;
    const centre = placed([0, side === 'front' ? -middle : middle, 0], equipment.position_m, equipment.yaw_deg);
    return {
      side,
      depth_m,
      space: { outline_m: footprint(centre, equipment.yaw_deg, envelope.width_m, depth_m), low_m: z, high_m: z + envelope.height_m },
    };
  };
  return [
    ...(envelope.frontClearance_m > 0 ? [along('front', envelope.frontClearance_m)] : []),
    ...(envelope.rearClearance_m > 0 ? [along('rear', envelope.rearClearance_m)] : []),
  ];
}
