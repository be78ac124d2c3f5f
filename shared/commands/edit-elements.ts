/** Moves and takes away doors, partitions and columns that are selected, whichever spaces they are of. */

import { type BuildingElement, elementNamed } from '../document/building-elements.ts';
import { buildingFault, wallLine } from '../document/building-parts.ts';
import type { Document } from '../document/document.ts';
import type { RecordId } from '../document/ids.ts';
import { type Change, changed } from '../document/patch.ts';
import type { Opening, Place, Point, Space } from '../document/records.ts';
import { contains } from '../geometry/polygon.ts';
import { isRefusal, type Refusal, refuse } from '../problem.ts';
import type { CommandAnswer } from './command.ts';
import { columnFault } from './edit-building.ts';
import { onOutline } from './snap-corner.ts';
import { describeRecords } from './subjects.ts';

export function elementsAmong(document: Document, ids: readonly RecordId[]): readonly BuildingElement[] {
  return [...new Set(ids)].flatMap((id) => elementNamed(document.tables.space, id) ?? []);
}

const bySpace = (elements: readonly BuildingElement[]): ReadonlyMap<Space, readonly BuildingElement[]> => {
  const groups = new Map<Space, BuildingElement[]>();
  for (const element of elements) {
    const group = groups.get(element.space);
    if (group) group.push(element);
    else groups.set(element.space, [element]);
  }
  return groups;
};

const indicesOf = (elements: readonly BuildingElement[], sort: BuildingElement['sort']): ReadonlySet<number> =>
  new Set(elements.filter((element) => element.sort === sort).map(({ index }) => index));

/** The space without some of its elements; a partition takes its openings along, later ones keep theirs. */
function without(space: Space, elements: readonly BuildingElement[]): Space {
  const [gone, walls, posts] = [indicesOf(elements, 'opening'), indicesOf(elements, 'partition'), indicesOf(elements, 'column')];
  const edges = space.outline_m.length;
  const { openings = [], partitions = [], columns = [], ...rest } = space;
  const kept = openings.flatMap((opening, index): Opening[] => {
    const partition = opening.wall - edges;
    if (gone.has(index) || walls.has(partition)) return [];
    const before = [...walls].filter((wall) => wall < partition).length;
    return [before === 0 ? opening : { ...opening, wall: opening.wall - before }];
  });
  const left = { partitions: partitions.filter((_, i) => !walls.has(i)), columns: columns.filter((_, i) => !posts.has(i)) };
  return {
    ...rest,
    ...(kept.length > 0 && { openings: kept }),
    ...(left.partitions.length > 0 && { partitions: left.partitions }),
    ...(left.columns.length > 0 && { columns: left.columns }),
  };
}

export function removeElements(document: Document, { elements: ids }: { readonly elements: readonly RecordId[] }): CommandAnswer {
  const elements = elementsAmong(document, ids);
  if (elements.length === 0) return refuse('There is no such element of the building');
  const patch = [...bySpace(elements)].map(([space, of]) => changed(space, without(space, of)));
  return { label: `Delete ${describeRecords(document, ids)}`, patch };
}

const tidy = (value_m: number): number => Math.round(value_m * 1e6) / 1e6 + 0;
const shifted = ([x, y]: Point, [dx, dy]: Place): Point => [tidy(x + dx), tidy(y + dy)];

/** An opening pushed along its wall, stopped by the wall's ends. */
function slid(space: Space, opening: Opening, [dx, dy]: Place): Opening {
  const line = wallLine(space, opening.wall);
  if (!line) return opening;
  const from_m = opening.from_m + dx * line.along[0] + dy * line.along[1];
  return { ...opening, from_m: tidy(Math.min(line.length_m - opening.width_m, Math.max(0, from_m))) };
}

function moved(space: Space, elements: readonly BuildingElement[], offset_m: Place): Space | Refusal {
  const [doors, walls, posts] = [indicesOf(elements, 'opening'), indicesOf(elements, 'partition'), indicesOf(elements, 'column')];
  const inside = (point: Point) => contains(space.outline_m, point) || onOutline(space, point);
  const partitions = space.partitions?.map((partition, i) =>
    walls.has(i) ? { ...partition, from_m: shifted(partition.from_m, offset_m), to_m: shifted(partition.to_m, offset_m) } : partition,
  );
  if (partitions?.some(({ from_m, to_m }, i) => walls.has(i) && !(inside(from_m) && inside(to_m))))
    return refuse(`A partition runs from wall to wall inside ${space.name}`);
  const columns = space.columns?.map((column, i) => (posts.has(i) ? { ...column, at_m: shifted(column.at_m, offset_m) } : column));
  for (const index of posts) {
    const column = columns?.[index];
    const blocked = column && columnFault(space, column, columns?.filter((_, i) => i !== index) ?? []);
    if (blocked) return refuse(blocked);
  }
  // A door goes with its partition; only one in a wall that stands is pushed along it.
  const openings = space.openings?.map((opening, i) =>
    doors.has(i) && !walls.has(opening.wall - space.outline_m.length) ? slid(space, opening, offset_m) : opening,
  );
  const after: Space = { ...space, ...(openings && { openings }), ...(partitions && { partitions }), ...(columns && { columns }) };
  const fault = buildingFault(after);
  return fault ? refuse(fault) : after;
}

/** Partitions and columns go where they are pushed, openings along their wall; heights do not change. */
export function moveElements(
  document: Document,
  { elements: ids, offset_m }: { readonly elements: readonly RecordId[]; readonly offset_m: Place },
): CommandAnswer {
  const elements = elementsAmong(document, ids);
  const patch: Change[] = [];
  for (const [space, of] of bySpace(elements)) {
    const after = moved(space, of, offset_m);
    if (isRefusal(after)) return after;
    patch.push(changed(space, after));
  }
  return { label: `Move ${describeRecords(document, ids)}`, patch };
}
