/**
 * Doors, partitions and columns as things that one points at. They are entries in lists of their space and have no id;
 * where a record's id is asked for they go by `<space>/<sort>/<place in the list>`, which holds until the list changes.
 */
import { type BuildingPart, columnCorners, wallLine, wallPiece, wallReach, wallsOf } from './building-parts.ts';
import type { RecordId, SpaceId } from './ids.ts';
import type { Column, Opening, Partition, Space } from './records.ts';

export type ElementSort = 'opening' | 'partition' | 'column';

interface Named<S extends ElementSort, P> {
  readonly id: RecordId;
  readonly sort: S;
  readonly index: number;
  readonly space: Space;
  readonly is: P;
}

export type BuildingElement = Named<'opening', Opening> | Named<'partition', Partition> | Named<'column', Column>;

export const elementId = (space: SpaceId, sort: ElementSort, index: number): RecordId => `${space}/${sort}/${index}`;

const pattern = /^(.+)\/(opening|partition|column)\/(\d+)$/;

/** The element an id names; undefined for ids of records and for what is not there. */
export function elementNamed(spaces: ReadonlyMap<SpaceId, Space>, id: RecordId): BuildingElement | undefined {
  const [, home = '', sort, place] = pattern.exec(id) ?? [];
  const space = sort === undefined ? undefined : spaces.get(home);
  if (!space) return undefined;
  const index = Number(place);
  const [opening, partition, column] = [space.openings?.[index], space.partitions?.[index], space.columns?.[index]];
  if (sort === 'opening') return opening && { id, sort, index, space, is: opening };
  if (sort === 'partition') return partition && { id, sort, index, space, is: partition };
  return column && { id, sort: 'column', index, space, is: column };
}

/** All elements of a space. */
export function elementsOf(space: Space): readonly BuildingElement[] {
  return [
    ...(space.openings ?? []).map(
      (is, index): BuildingElement => ({ id: elementId(space.id, 'opening', index), sort: 'opening', index, space, is }),
    ),
    ...(space.partitions ?? []).map(
      (is, index): BuildingElement => ({ id: elementId(space.id, 'partition', index), sort: 'partition', index, space, is }),
    ),
    ...(space.columns ?? []).map(
      (is, index): BuildingElement => ({ id: elementId(space.id, 'column', index), sort: 'column', index, space, is }),
    ),
  ];
}

export const openingTitles: Readonly<Record<Opening['kind'], string>> = { door: 'Door', gate: 'Gate', passage: 'Passage' };

/** `Door 2`, `Partition 1`, `Column 12`, as its space counts them. */
export function elementTitle(element: BuildingElement): string {
  const what = element.sort === 'opening' ? openingTitles[element.is.kind] : element.sort === 'partition' ? 'Partition' : 'Column';
  return `${what} ${element.index + 1}`;
}

/** A prism of an element. */
export type ElementPart = Pick<BuildingPart, 'corners' | 'low_m' | 'high_m' | 'out'>;

/** Where a wall is not designed an opening is as deep as this, on either side of the line. */
const thinWall_m = 0.1;

/** What an element takes up: the pieces of a partition between its openings, the hole of an opening, a column. */
export function elementParts(element: BuildingElement): readonly ElementPart[] {
  const { space, index } = element;
  const [low_m, high_m] = [space.elevation_m, space.elevation_m + space.height_m];
  if (element.sort === 'column') return [{ corners: columnCorners(element.is), low_m, high_m }];
  if (element.sort === 'partition') return wallsOf(space).filter(({ wall }) => wall === space.outline_m.length + index);
  const { wall, from_m, width_m, height_m } = element.is;
  const line = wallLine(space, wall);
  if (!line) return [];
  const [inner_m, outer_m] = wallReach(space, wall) ?? [-thinWall_m, thinWall_m];
  const out = wall < space.outline_m.length ? { out: line.out } : {};
  return [{ corners: wallPiece(line, from_m, from_m + width_m, inner_m, outer_m), low_m, high_m: low_m + height_m, ...out }];
}
