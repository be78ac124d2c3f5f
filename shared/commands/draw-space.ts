/** A space from its drawn outline: it gets a name, the space around it as parent, and what stands on its floor. */
import { applyPatch, type Document } from '../document/document.ts';
import type { IdSource, SpaceId } from '../document/ids.ts';
import { changed } from '../document/patch.ts';
import type { Point, Space, SpaceKind } from '../document/records.ts';
import { area, contains } from '../geometry/polygon.ts';
import { isRefusal } from '../problem.ts';
import type { CommandAnswer } from './command.ts';
import { addSpace } from './edit-space.ts';
import { onOutline } from './snap-corner.ts';
import { spaceAt } from './spaces.ts';

/** Which kinds lie in which: a space lies in one of a smaller rank. */
const rank: Readonly<Record<SpaceKind, number>> = { yard: 0, building: 0, hall: 1, room: 2, aisle: 3, zone: 3 };
/** Clear heights to start from, metres. */
const usualHeight_m: Readonly<Record<SpaceKind, number>> = { building: 6, hall: 5, room: 4, yard: 5, aisle: 2.6, zone: 2.6 };

export interface DrawnSpace {
  readonly kind: SpaceKind;
  readonly aisle?: 'cold' | 'hot';
}

/** Whether all corners lie in a space or on its edge. */
export const isHeldBy = (space: Space, outline_m: readonly Point[]): boolean =>
  outline_m.every((corner) => contains(space.outline_m, corner) || onOutline(space, corner));

/**
 * The smallest space that holds all corners and may hold a space of that kind.
 * @param except spaces that are none to lie in
 */
export function spaceAround(
  document: Document,
  kind: SpaceKind,
  outline_m: readonly Point[],
  except: ReadonlySet<SpaceId> = new Set(),
): Space | undefined {
  let best: { readonly space: Space; readonly floor_m2: number } | undefined;
  for (const space of document.tables.space.values()) {
    if (space.kind === 'yard' || rank[space.kind] >= rank[kind] || except.has(space.id)) continue;
    if (!isHeldBy(space, outline_m)) continue;
    const floor_m2 = Math.abs(area(space.outline_m));
    if (!best || floor_m2 < best.floor_m2) best = { space, floor_m2 };
  }
  return best?.space;
}

/** `Hall A`, `Hall B`, … and `Room 1`, `Cold aisle 1`, …: the first that is free. */
export function freeSpaceName(document: Document, { kind, aisle }: DrawnSpace): string {
  const taken = new Set([...document.tables.space.values()].map(({ name }) => name));
  const word = kind === 'aisle' && aisle ? `${aisle} aisle` : kind;
  const title = `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
  for (let number = 0; ; number++) {
    const name = `${title} ${kind === 'hall' && number < 26 ? String.fromCharCode(65 + number) : number + 1}`;
    if (!taken.has(name)) return name;
  }
}

export function drawSpace(
  document: Document,
  { drawn, outline_m, newId }: { readonly drawn: DrawnSpace; readonly outline_m: readonly Point[]; readonly newId: IdSource },
): CommandAnswer {
  const parent = spaceAround(document, drawn.kind, outline_m);
  const answer = addSpace(document, {
    fields: {
      ...drawn,
      name: freeSpaceName(document, drawn),
      ...(parent ? { parent: parent.id } : {}),
      outline_m,
      elevation_m: parent?.elevation_m ?? 0,
      height_m: parent ? Math.min(parent.height_m, usualHeight_m[drawn.kind]) : usualHeight_m[drawn.kind],
    },
    newId,
  });
  if (isRefusal(answer)) return answer;
  // What stood in the space around, or outdoors, stands in the new one; what was assigned by hand stays.
  const after = applyPatch(document, answer.patch);
  const inside = [...document.tables.equipment.values()].flatMap((equipment) => {
    const space = spaceAt(after, equipment.position_m);
    return space !== undefined && space !== equipment.space && equipment.space === spaceAt(document, equipment.position_m)
      ? [changed(equipment, { ...equipment, space })]
      : [];
  });
  return { ...answer, patch: [...answer.patch, ...inside] };
}
