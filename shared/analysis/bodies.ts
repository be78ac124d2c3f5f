/** Bodies of all placed equipment, in id order, for the geometric rules. */

import { overheadKinds, type PlacedBody, placedBody } from '../catalogue/placed-body.ts';
import { type BuildingPart, buildingParts } from '../document/building-parts.ts';
import type { Document } from '../document/document.ts';
import { type Doorway, doorwaysOf } from '../document/doorways.ts';
import type { Equipment, Space } from '../document/records.ts';
import { type Bounds, boundsOf } from '../geometry/polygon.ts';
import { samePlain } from '../solve/liquid/changes.ts';
import { withReplaced } from './equipment-index.ts';
import { sortedRecords } from './sorted-ids.ts';

const cache = new WeakMap<Document['tables']['equipment'], { items: Document['tables']['item']; bodies: readonly PlacedBody[] }>();

export function bodiesOf(document: Document): readonly PlacedBody[] {
  const known = cache.get(document.tables.equipment);
  if (known?.items === document.tables.item) return known.bodies;
  const bodies: PlacedBody[] = [];
  sortedRecords(document.tables.equipment).forEach((equipment) => {
    const body = placedBody(document, equipment);
    if (body) bodies.push(body);
  });
  cache.set(document.tables.equipment, { items: document.tables.item, bodies });
  return bodies;
}

/** Bodies that stand on the floor: all but those that hang in pipe and cable racks. Found once per list of bodies. */
export function standingBodies(document: Document): readonly PlacedBody[] {
  const bodies = bodiesOf(document);
  let standing = standingCache.get(bodies);
  if (!standing) {
    standing = bodies.filter(({ kind }) => !overheadKinds.has(kind));
    standingCache.set(bodies, standing);
  }
  return standing;
}

const standingCache = new WeakMap<readonly PlacedBody[], readonly PlacedBody[]>();

export const boundsOfAll = (boxes: readonly { readonly bounds: Bounds }[]): Bounds[] => boxes.map(({ bounds }) => bounds);

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
        earlier?.tag === record.tag &&
        earlier.space === record.space &&
        samePlain([was.kind, was.envelope, was.body], [is.kind, is.envelope, is.body]);
  }
  const bodies = withReplaced(known.bodies, ({ equipment }) => equipment.id, replaced);
  cache.set(after.tables.equipment, { items: after.tables.item, bodies });
  return same;
}

export interface Solid {
  readonly space: Space;
  readonly part: BuildingPart;
  readonly bounds: Bounds;
}

export interface PlacedDoorway {
  readonly space: Space;
  readonly doorway: Doorway;
  readonly bounds: Bounds;
}

const doorways = new WeakMap<Document['tables']['space'], readonly PlacedDoorway[]>();

/** Ways through the openings of all spaces, in id order. */
export function doorwaysIn({ tables }: Document): readonly PlacedDoorway[] {
  let known = doorways.get(tables.space);
  if (!known) {
    known = [...tables.space.values()]
      .filter(({ openings }) => openings)
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .flatMap((space) =>
        doorwaysOf(space).map((doorway) => ({ space, doorway, bounds: boundsOf(doorway.corners, doorway.low_m, doorway.high_m) })),
      );
    doorways.set(tables.space, known);
  }
  return known;
}

const solids = new WeakMap<Document['tables']['space'], readonly Solid[]>();

/** Walls and columns of all spaces, in id order. */
export function solidsOf({ tables }: Document): readonly Solid[] {
  let known = solids.get(tables.space);
  if (!known) {
    known = [...tables.space.values()]
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .flatMap((space) => buildingParts(space).map((part) => ({ space, part, bounds: boundsOf(part.corners, part.low_m, part.high_m) })));
    solids.set(tables.space, known);
  }
  return known;
}
