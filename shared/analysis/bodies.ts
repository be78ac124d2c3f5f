/** Bodies of all placed equipment, in id order, for the geometric rules. */

import type { Envelope } from '../catalogue/kind.ts';
import { bodyOf, envelopeOf, type Footprint } from '../catalogue/placement.ts';
import { kindOf } from '../catalogue/resolve.ts';
import { type BuildingPart, buildingParts } from '../document/building-parts.ts';
import type { Document } from '../document/document.ts';
import type { Equipment, Space } from '../document/records.ts';
import { type Bounds, boundsOf } from '../geometry/polygon.ts';
import { samePlain } from '../solve/liquid/changes.ts';
import { withReplaced } from './equipment-index.ts';

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
  const bodies = [...document.tables.equipment.values()].flatMap((equipment) => placedBody(document, equipment) ?? []);
  bodies.sort((a, b) => (a.equipment.id < b.equipment.id ? -1 : 1));
  cache.set(document.tables.equipment, { items: document.tables.item, bodies });
  return bodies;
}

function placedBody(document: Document, equipment: Equipment): PlacedBody | undefined {
  const envelope = envelopeOf(document, equipment);
  if (!envelope) return undefined;
  const body = bodyOf(equipment, envelope);
  return {
    equipment,
    kind: kindOf(document, equipment)?.kind ?? '',
    envelope,
    body,
    bounds: boundsOf(body.outline_m, body.low_m, body.high_m),
  };
}

/**
 * Carries the bodies of an earlier document over to a later one in which only values of equipment changed.
 * @returns whether every body is where and what it was
 */
export function carryBodies(before: Document, after: Document, changed: readonly Equipment[]): boolean {
  const known = cache.get(before.tables.equipment);
  if (!known || known.items !== after.tables.item) return false;
  const replaced = new Map<string, PlacedBody>();
  let same = true;
  for (const record of changed) {
    const earlier = before.tables.equipment.get(record.id);
    const [was, is] = [earlier && placedBody(before, earlier), placedBody(after, record)];
    if (!was !== !is) return false;
    if (is) replaced.set(record.id, is);
    if (was && is)
      same &&=
        earlier?.tag === record.tag && earlier.space === record.space && samePlain({ ...was, equipment: 0 }, { ...is, equipment: 0 });
  }
  const bodies = withReplaced(known.bodies, ({ equipment }) => equipment.id, replaced);
  cache.set(after.tables.equipment, { items: after.tables.item, bodies });
  return same;
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
