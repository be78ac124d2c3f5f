/** Bodies of placed equipment, with their bounds, for whatever asks what stands in what. */
import type { Document } from '../document/document.ts';
import type { Equipment } from '../document/records.ts';
import type { Bounds } from '../geometry/polygon.ts';
import type { Envelope } from './kind.ts';
import { bodyBounds, bodyOf, envelopeOf, type Footprint } from './placement.ts';
import { kindOf } from './resolve.ts';

/** Kinds that hang in pipe and cable racks above the floor, where runs cross freely. */
export const overheadKinds: ReadonlySet<string> = new Set(['header', 'busway', 'dc-busway', 'valve']);

/** Its outline is worked out when it is asked for: of most bodies the bounds already say that nothing is near. */
export class PlacedBody {
  readonly equipment: Equipment;
  readonly kind: string;
  readonly envelope: Envelope;
  readonly bounds: Bounds;

  constructor(equipment: Equipment, kind: string, envelope: Envelope) {
    this.equipment = equipment;
    this.kind = kind;
    this.envelope = envelope;
    this.bounds = bodyBounds(equipment, envelope);
  }

  get body(): Footprint {
    return bodyOf(this.equipment, this.envelope);
  }
}

/** Undefined for a record whose item cannot be understood. */
export function placedBody(document: Document, equipment: Equipment): PlacedBody | undefined {
  const envelope = envelopeOf(document, equipment);
  return envelope && new PlacedBody(equipment, kindOf(document, equipment)?.kind ?? '', envelope);
}
