/** Between which heights a run may lie: over the floor and under the ceiling of the rooms it begins and ends in. */
import type { Document } from '../../document/document.ts';
import type { Place, Space } from '../../document/records.ts';
import { spaceAt } from '../spaces.ts';

export type Heights = readonly [lowest_m: number, highest_m: number];

const anywhere: Heights = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
const roofed: ReadonlySet<Space['kind']> = new Set(['building', 'hall', 'room']);

/** The room that a place is in; undefined outdoors, under the slab and over the roof. */
function roomAt(document: Document, at_m: Place): Space | undefined {
  const id = spaceAt(document, at_m);
  const space = id === undefined ? undefined : document.tables.space.get(id);
  if (!space || !roofed.has(space.kind)) return undefined;
  return at_m[2] >= slabOf(space) && at_m[2] <= space.elevation_m + space.height_m ? space : undefined;
}

const slabOf = (space: Space) => space.elevation_m - (space.raisedFloor_m ?? 0);

/** The plenum, the room and the void over its ceiling are one each: a run stays where it begins. */
function heightsIn(space: Space, z: number): Heights {
  const { elevation_m, height_m, ceiling_m = height_m } = space;
  if (z < elevation_m) return [slabOf(space), elevation_m];
  return z > elevation_m + ceiling_m ? [elevation_m + ceiling_m, elevation_m + height_m] : [elevation_m, elevation_m + ceiling_m];
}

/**
 * Heights between which the middle of a run may cross from one place to another: within the rooms of both where they
 * have some in common. Anything goes where they have none, as from storey to storey.
 * @param thick_m what the run takes up over and below its middle, its distance from floor and ceiling counted
 */
export function heightsFor(document: Document, from_m: Place, to_m: Place, thick_m: number): Heights {
  let [lowest, highest] = anywhere;
  for (const at of [from_m, to_m]) {
    const room = roomAt(document, at);
    if (!room) continue;
    const [low, high] = heightsIn(room, at[2]);
    lowest = Math.max(lowest, low + thick_m);
    highest = Math.min(highest, high - thick_m);
  }
  return lowest <= highest ? [lowest, highest] : anywhere;
}

export const within = (z: number, [lowest, highest]: Heights): number => Math.min(highest, Math.max(lowest, z));
