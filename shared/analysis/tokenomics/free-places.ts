/** Free positions in the drawn rows: gaps between racks, and as far past both ends as floor and working space allow. */

import { overheadKinds } from '../../catalogue/placed-body.ts';
import { envelopeOf, workingSpacesOf } from '../../catalogue/placement.ts';
import { bodyBox, clashAt, standingIndex } from '../../commands/clearance.ts';
import { spaceAt } from '../../commands/spaces.ts';
import type { Document } from '../../document/document.ts';
import type { EquipmentId, SpaceId } from '../../document/ids.ts';
import type { Equipment, Place } from '../../document/records.ts';
import { directionOf, placed } from '../../geometry/pose.ts';
import { type PlanBox, type SpatialIndex, spatialIndex } from '../../geometry/spatial-index.ts';
import { bodiesOf } from '../bodies.ts';
import { racksOf } from '../racks.ts';

export interface FreePlace {
  /** Rack of the same row that is nearest: what would stand here is connected as it is. */
  readonly neighbour: EquipmentId;
  readonly position_m: Place;
}

const inLine_m = 0.05;
/** Places past one end of a row that are looked at. */
const farthest = 40;

interface Row {
  readonly members: { readonly rack: Equipment; readonly along_m: number }[];
  readonly across_m: number;
}

function rowsIn(racks: readonly Equipment[]): Row[] {
  const rows: Row[] = [];
  for (const rack of racks) {
    const [cos, sin] = directionOf(rack.yaw_deg);
    const [x, y, z] = rack.position_m;
    const along_m = x * cos + y * sin;
    const across_m = y * cos - x * sin;
    const same = rows.find(({ members, across_m: other }) => {
      const first = members[0]?.rack;
      return (
        first?.yaw_deg === rack.yaw_deg &&
        first.space === rack.space &&
        first.group === rack.group &&
        first.position_m[2] === z &&
        Math.abs(other - across_m) < inLine_m
      );
    });
    if (same) same.members.push({ rack, along_m });
    else rows.push({ members: [{ rack, along_m }], across_m });
  }
  for (const { members } of rows) members.sort((a, b) => a.along_m - b.along_m);
  return rows;
}

/** Working space in front of and behind everything that stands on the floor. */
function workingIndex(document: Document): SpatialIndex {
  const floor = bodiesOf(document).filter(({ kind }) => !overheadKinds.has(kind));
  return spatialIndex(
    floor.flatMap(({ equipment, envelope }) =>
      workingSpacesOf(equipment, envelope).flatMap(({ space: { outline_m, low_m, high_m } }): PlanBox[] => {
        const [a, b, c, d] = outline_m;
        return a && b && c && d ? [{ id: equipment.id, corners: [a, b, c, d], low_m, high_m }] : [];
      }),
    ),
  );
}

/** In the order of rows (by their first rack's id) and along them; gaps first, then outwards from the ends. @param space — only rows that stand there. */
export function freePlaces(document: Document, space?: SpaceId): FreePlace[] {
  const racks = racksOf(document)
    .map(({ equipment }) => equipment)
    .filter((rack) => rack.space !== undefined && (space === undefined || rack.space === space));
  const standing = standingIndex(document, new Set());
  const working = workingIndex(document);
  return rowsIn(racks).flatMap(({ members }) => {
    const width_m = Math.min(...members.map(({ rack }) => envelopeOf(document, rack)?.width_m ?? Number.POSITIVE_INFINITY));
    const steps = members.slice(1).map(({ along_m }, i) => along_m - (members[i]?.along_m ?? 0));
    const pitch_m = steps.length > 0 ? Math.max(width_m, Math.min(...steps)) : width_m;
    const [first, last] = [members[0], members.at(-1)];
    if (!first || !last || !Number.isFinite(pitch_m)) return [];
    const at = (neighbour: Equipment, offset_m: number): FreePlace | undefined => {
      const envelope = envelopeOf(document, neighbour);
      const position_m = placed([offset_m, 0, 0], neighbour.position_m, neighbour.yaw_deg);
      if (!envelope || spaceAt(document, position_m) !== neighbour.space) return undefined;
      const inTheWay =
        clashAt(standing, 'free', envelope, position_m, neighbour.yaw_deg) !== 'none' ||
        working.overlapping(bodyBox('free', envelope, position_m, neighbour.yaw_deg)).length > 0;
      return inTheWay ? undefined : { neighbour: neighbour.id, position_m };
    };
    const places: FreePlace[] = [];
    members.forEach(({ rack }, i) => {
      const gap_m = steps[i] ?? 0;
      for (let k = 1; (k + 1) * pitch_m <= gap_m + 1e-6; k++) {
        const place = at(rack, k * pitch_m);
        if (place) places.push(place);
      }
    });
    for (const [end, direction] of [
      [last.rack, 1],
      [first.rack, -1],
    ] as const) {
      for (let k = 1; k <= farthest; k++) {
        const place = at(end, direction * k * pitch_m);
        if (!place) break;
        places.push(place);
      }
    }
    return places;
  });
}
