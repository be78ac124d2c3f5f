/** Walls, openings, columns, raised floor, ceiling and containment of a space. */
import { buildingFault, columnCorners, wallCount, wallLine } from '../document/building-parts.ts';
import type { Document } from '../document/document.ts';
import type { SpaceId } from '../document/ids.ts';
import { changed } from '../document/patch.ts';
import type { Column, Opening, Point, Space } from '../document/records.ts';
import { penetration } from '../geometry/overlap.ts';
import { boundsOf, contains } from '../geometry/polygon.ts';
import { refuse } from '../problem.ts';
import type { CommandAnswer } from './command.ts';
import { onOutline } from './snap-corner.ts';

export type BuildingField = 'wallThickness_m' | 'raisedFloor_m' | 'ceiling_m' | 'containment' | 'openings' | 'partitions' | 'columns';

function edited(document: Document, id: SpaceId, change: (space: Space) => Space, label: (name: string) => string): CommandAnswer {
  const before = document.tables.space.get(id);
  if (!before) return refuse(`There is no space ${id}`);
  const after = change(before);
  const fault = buildingFault(after);
  return fault ? refuse(fault) : { label: label(before.name), patch: [changed(before, after)] };
}

export interface SetBuildingArguments<F extends BuildingField = BuildingField> {
  readonly space: SpaceId;
  readonly field: F;
  /** Undefined takes it away. */
  readonly value: Space[F] | undefined;
}

const titles: Readonly<Record<BuildingField, string>> = {
  wallThickness_m: 'walls',
  raisedFloor_m: 'raised floor',
  ceiling_m: 'ceiling',
  containment: 'containment',
  openings: 'openings',
  partitions: 'partitions',
  columns: 'columns',
};

export function setBuilding<F extends BuildingField>(document: Document, { space, field, value }: SetBuildingArguments<F>): CommandAnswer {
  const change = (before: Space): Space => {
    const { [field]: _old, ...rest } = before;
    return value === undefined ? (rest as Space) : { ...before, [field]: value };
  };
  return edited(document, space, change, (name) => `Set ${titles[field]} of ${name}`);
}

/** Replaces the opening at an index; without an opening it takes it away, without an index it adds. */
export function setOpening(
  document: Document,
  { space, index, opening }: { readonly space: SpaceId; readonly index?: number; readonly opening?: Opening },
): CommandAnswer {
  const change = ({ openings = [], ...rest }: Space): Space => {
    const others = openings.filter((_, i) => i !== index);
    const all = opening
      ? [...openings.slice(0, index ?? openings.length), opening, ...openings.slice((index ?? openings.length) + 1)]
      : others;
    return all.length === 0 ? rest : { ...rest, openings: all };
  };
  const verb = opening === undefined ? 'Remove' : index === undefined ? 'Add' : 'Change';
  return edited(document, space, change, (name) => `${verb} opening in ${name}`);
}

/** A leaf for pallets and racks on their castors. */
export const doorWidth_m = 1.2;
export const doorHeight_m = 2.4;

/** A door of usual size in the middle of the longest wall that has room for it. */
export function addDoor(document: Document, { space: id }: { readonly space: SpaceId }): CommandAnswer {
  const space = document.tables.space.get(id);
  if (!space) return refuse(`There is no space ${id}`);
  const walls = Array.from({ length: wallCount(space) }, (_, wall) => wall)
    .flatMap((wall) => {
      const line = wallLine(space, wall);
      return line ? [{ wall, length_m: line.length_m }] : [];
    })
    .sort((a, b) => b.length_m - a.length_m);
  const [width_m, height_m] = [doorWidth_m, Math.min(doorHeight_m, space.height_m)];
  for (const { wall, length_m } of walls)
    for (const part of [0.5, 0.25, 0.75]) {
      const opening: Opening = { kind: 'door', wall, from_m: Math.max(0, length_m * part - width_m / 2), width_m, height_m };
      if (buildingFault({ ...space, openings: [...(space.openings ?? []), opening] }) === undefined)
        return setOpening(document, { space: id, opening });
    }
  return refuse(`No wall of ${space.name} has room for a door of ${width_m} m`);
}

export interface ColumnGridArguments {
  readonly space: SpaceId;
  readonly pitchX_m: number;
  readonly pitchY_m: number;
  readonly width_m: number;
  readonly depth_m: number;
}

const mostColumns = 10_000;

/** A grid of columns, centred in the space; it takes the place of those that are there. */
export function columnGrid(document: Document, { space: id, pitchX_m, pitchY_m, width_m, depth_m }: ColumnGridArguments): CommandAnswer {
  const space = document.tables.space.get(id);
  if (!space) return refuse(`There is no space ${id}`);
  if (!(pitchX_m > width_m && pitchY_m > depth_m)) return refuse('The pitch of columns is larger than their size');
  const { min, max } = boundsOf(space.outline_m, 0, 0);
  const places = (low: number, high: number, pitch: number) => {
    const bays = Math.max(1, Math.round((high - low) / pitch));
    if (bays > mostColumns) return [];
    const first = (low + high) / 2 - ((bays - 2) * pitch) / 2;
    return Array.from({ length: bays - 1 }, (_, i) => Math.round((first + i * pitch) * 1e4) / 1e4);
  };
  const [xs, ys] = [places(min[0], max[0], pitchX_m), places(min[1], max[1], pitchY_m)];
  if (xs.length * ys.length > mostColumns) return refuse(`A grid has at most ${mostColumns} columns`);
  const columns = xs
    .flatMap((x) => ys.map((y): Column => ({ at_m: [x, y], width_m, depth_m })))
    .filter(({ at_m }) => contains(space.outline_m, at_m));
  if (columns.length === 0) return refuse(`${space.name} is too small for columns at that pitch`);
  return setBuilding(document, { space: id, field: 'columns', value: columns });
}

/** Why a column cannot stand in a space among others: its whole footprint lies inside and clear of them. */
export function columnFault(space: Space, column: Column, others: readonly Column[]): string | undefined {
  if (!columnCorners(column).every((corner) => contains(space.outline_m, corner) || onOutline(space, corner)))
    return `A column stands inside ${space.name}`;
  const meets = (other: Column) => penetration(columnCorners(other), columnCorners(column)) > 1e-6;
  return others.some(meets) ? 'Another column stands there' : undefined;
}

export function addColumn(document: Document, { space: id, column }: { readonly space: SpaceId; readonly column: Column }): CommandAnswer {
  const space = document.tables.space.get(id);
  if (!space) return refuse(`There is no space ${id}`);
  const fault = columnFault(space, column, space.columns ?? []);
  if (fault) return refuse(fault);
  return edited(
    document,
    id,
    (before) => ({ ...before, columns: [...(before.columns ?? []), column] }),
    (name) => `Add column in ${name}`,
  );
}

/** Adds a wall inside a space. */
export function addPartition(
  document: Document,
  {
    space: id,
    from_m,
    to_m,
    thickness_m,
  }: { readonly space: SpaceId; readonly from_m: Point; readonly to_m: Point; readonly thickness_m: number },
): CommandAnswer {
  const space = document.tables.space.get(id);
  if (!space) return refuse(`There is no space ${id}`);
  if (![from_m, to_m].every((end) => contains(space.outline_m, end) || onOutline(space, end)))
    return refuse(`A partition runs from wall to wall inside ${space.name}`);
  const partition = { from_m, to_m, thickness_m };
  return edited(
    document,
    id,
    (before) => ({ ...before, partitions: [...(before.partitions ?? []), partition] }),
    (name) => `Add partition in ${name}`,
  );
}
