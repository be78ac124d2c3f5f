/** Bodies of all placed equipment, in id order, for the geometric rules. */

import type { Envelope } from '../catalogue/kind.ts';
import { bodyOf, envelopeOf, type Footprint } from '../catalogue/placement.ts';
import { kindOf } from '../catalogue/resolve.ts';
import { type BuildingPart, buildingParts } from '../document/building-parts.ts';
import type { Document } from '../document/document.ts';
import type { Equipment, Space } from '../document/records.ts';
import { type Bounds, boundsOf } from '../geometry/polygon.ts';

export interface PlacedBody {
  readonly equipment: Equipment;
  readonly kind: string;
  readonly envelope: Envelope;
  readonly body: Footprint;
  readonly bounds: Bounds;
}

const cache = new WeakMap<Document['tables']['equipment'], { items: Document['tables']['item']; bodies: readonly PlacedBody[] }>();

export function bodiesOf(document: Document): readonly PlacedBody[] {
  const known = cache.get(document.tables.equipment);
  if (known?.items === document.tables.item) return known.bodies;
  const bodies: PlacedBody[] = [];
  for (const equipment of document.tables.equipment.values()) {
    const envelope = envelopeOf(document, equipment);
    if (!envelope) continue;
    const body = bodyOf(equipment, envelope);
    bodies.push({
      equipment,
      kind: kindOf(document, equipment)?.kind ?? '',
      envelope,
      body,
      bounds: boundsOf(body.outline_m, body.low_m, body.high_m),
    });
  }
  bodies.sort((a, b) => (a.equipment.id < b.equipment.id ? -1 : 1));
  cache.set(document.tables.equipment, { items: document.tables.item, bodies });
  return bodies;
}

/** Kinds that hang in pipe and cable racks above the floor, where runs cross freely. */
export const overheadKinds: ReadonlySet<string> = new Set(['header', 'busway', 'dc-busway', 'valve']);

export interface Solid {
  readonly space: Space;
  readonly part: BuildingPart;
  readonly bounds: Bounds;
}

/** Walls and columns of all spaces, in id order. */
export const solidsOf = (document: Document): readonly Solid[] =>
  [...document.tables.space.values()]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .flatMap((space) => buildingParts(space).map((part) => ({ space, part, bounds: boundsOf(part.corners, part.low_m, part.high_m) })));
