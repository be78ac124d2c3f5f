/** Copies of spaces for copies of what is in them: one inside another stays so, names count on. */
import type { Document } from '../document/document.ts';
import type { IdSource, SpaceId } from '../document/ids.ts';
import type { Place, Space } from '../document/records.ts';
import { beyondSite, withinSite } from '../document/site-limits.ts';
import { type Refusal, refuse } from '../problem.ts';
import { spaceAround } from './draw-space.ts';
import { movedSpace } from './follow-spaces.ts';

export interface SpaceCopies {
  readonly spaces: readonly Space[];
  readonly of: ReadonlyMap<SpaceId, SpaceId>;
}

/** `Hall B` after `Hall A`, `Room 3` after `Room 2`, and `Plant copy`: the first that is free; it is taken then. */
function nextName(name: string, taken: Set<string>): string {
  const numbered = /^(.*?)(\d+)$/.exec(name);
  const lettered = /^(.* )([A-Y])$/.exec(name);
  const candidate = (step: number): string => {
    if (numbered) return `${numbered[1]}${String(Number(numbered[2]) + step).padStart(numbered[2]?.length ?? 1, '0')}`;
    const letter = (lettered?.[2]?.charCodeAt(0) ?? 0) + step;
    if (lettered && letter <= 90) return `${lettered[1]}${String.fromCharCode(letter)}`;
    const base = name.replace(/ copy$/, '');
    const number = lettered ? letter - 90 : step;
    return number === 1 ? `${base} copy` : `${base} copy ${number}`;
  };
  for (let step = 1; ; step++) {
    const next = candidate(step);
    if (taken.has(next)) continue;
    taken.add(next);
    return next;
  }
}

export interface CopySpacesOptions {
  readonly to: (place: Place) => Place;
  /** Whether a name that is free stays: of what comes from another design. */
  readonly keepNames?: boolean;
  readonly newId: IdSource;
}

/** The copies; one whose parent is not copied lies in the space around its place, as one that is drawn there. */
export function copySpaces(
  document: Document,
  originals: readonly Space[],
  { to, keepNames = false, newId }: CopySpacesOptions,
): SpaceCopies | Refusal {
  const of = new Map(originals.map(({ id }) => [id, newId('space')]));
  const taken = new Set([...document.tables.space.values()].map(({ name }) => name));
  const nameOf = (name: string): string => {
    if (!keepNames || taken.has(name)) return nextName(name, taken);
    taken.add(name);
    return name;
  };
  const spaces = originals.map((original): Space => {
    const { parent: within, ...rest } = movedSpace(original, { to, turn_deg: 0 });
    const parent = (within === undefined ? undefined : of.get(within)) ?? spaceAround(document, rest.kind, rest.outline_m)?.id;
    return { ...rest, id: of.get(original.id) ?? newId('space'), name: nameOf(original.name), ...(parent === undefined ? {} : { parent }) };
  });
  return spaces.every(({ outline_m, elevation_m }) => withinSite(outline_m) && withinSite([[elevation_m]]))
    ? { spaces, of }
    : refuse(beyondSite);
}
