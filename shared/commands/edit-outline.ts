/** Corners of an outline moved, added and taken away. What is set into its walls stays where it stands, and partitions still reach them. */
import { buildingFault, columnCorners, type WallLine, wallLine } from '../document/building-parts.ts';
import type { Document } from '../document/document.ts';
import type { SpaceId } from '../document/ids.ts';
import type { Opening, Partition, Point, Space } from '../document/records.ts';
import { area, contains, distanceToOutline, nearestOn } from '../geometry/polygon.ts';
import { isRefusal, refuse } from '../problem.ts';
import type { CommandAnswer } from './command.ts';
import { editSpace } from './edit-space.ts';

export type OutlineEdit =
  | { readonly how: 'move'; readonly corner: number; readonly to_m: Point }
  /** A new corner in the edge from that corner to the next. */
  | { readonly how: 'insert'; readonly edge: number; readonly at_m: Point }
  | { readonly how: 'remove'; readonly corner: number }
  /** The whole edge, by a distance outwards. */
  | { readonly how: 'push'; readonly edge: number; readonly by_m: number };

const onEdge_m = 1e-3;
const tidy = (value_m: number): number => Math.round(value_m * 1e6) / 1e6 + 0;

/** The corners as they would be, and of each edge before which edges it became. */
function edited(
  { outline_m }: Space,
  edit: OutlineEdit,
): { readonly corners: readonly Point[]; readonly became: (edge: number) => readonly number[] } {
  const n = outline_m.length;
  const same = (edge: number) => [edge];
  if (edit.how === 'move') return { corners: outline_m.map((corner, i) => (i === edit.corner ? edit.to_m : corner)), became: same };
  if (edit.how === 'push') {
    const out = wallLine({ outline_m }, edit.edge)?.out ?? [0, 0];
    const moved = (i: number) => i === edit.edge || i === (edit.edge + 1) % n;
    const pushed = ([x, y]: Point): Point => [tidy(x + out[0] * edit.by_m), tidy(y + out[1] * edit.by_m)];
    return { corners: outline_m.map((corner, i) => (moved(i) ? pushed(corner) : corner)), became: same };
  }
  if (edit.how === 'insert')
    return {
      corners: [...outline_m.slice(0, edit.edge + 1), edit.at_m, ...outline_m.slice(edit.edge + 1)],
      became: (edge) => (edge < edit.edge ? [edge] : edge === edit.edge ? [edge, edge + 1] : [edge + 1]),
    };
  const before = (edit.corner + n - 1) % n;
  return {
    corners: outline_m.filter((_, i) => i !== edit.corner),
    // The edges on both sides become one.
    became: (edge) => {
      const kept = edge === edit.corner ? before : edge;
      return [kept > edit.corner ? kept - 1 : kept];
    },
  };
}

/** The corners alone, whether they can be or not: for what is drawn meanwhile. */
export const outlineAfter = (space: Space, edit: OutlineEdit): readonly Point[] => edited(space, edit).corners;

const at = ({ from, along }: WallLine, along_m: number): Point => [from[0] + along[0] * along_m, from[1] + along[1] * along_m];
const gap = (a: Point, b: Point): number => Math.hypot(a[0] - b[0], a[1] - b[1]);

/** The opening in the wall, of those that its own became, that passes nearest to where it stood; no further than the wall's ends. */
function seated(opening: Opening, was: WallLine, walls: readonly (readonly [number, WallLine])[]): Opening {
  const middle = at(was, opening.from_m + opening.width_m / 2);
  const nearest = walls
    .map(([wall, line]) => ({ wall, line, far: gap(nearestOn(line.from, line.to, middle), middle) }))
    .sort((a, b) => a.far - b.far || b.line.length_m - a.line.length_m)[0];
  if (!nearest) return opening;
  const { wall, line } = nearest;
  const wish_m = (middle[0] - line.from[0]) * line.along[0] + (middle[1] - line.from[1]) * line.along[1] - opening.width_m / 2;
  return { ...opening, wall, from_m: tidy(Math.max(0, Math.min(line.length_m - opening.width_m, wish_m))) };
}

/** Where the line of a partition meets a wall; undefined where it runs along it or past it. */
function meeting({ from_m, to_m }: Partition, { from, along, length_m }: WallLine): Point | undefined {
  const [dx, dy] = [to_m[0] - from_m[0], to_m[1] - from_m[1]];
  const across = dx * along[1] - dy * along[0];
  if (Math.abs(across) < 1e-9) return undefined;
  const along_m = ((from[0] - from_m[0]) * dy - (from[1] - from_m[1]) * dx) / across;
  if (along_m < -onEdge_m || along_m > length_m + onEdge_m) return undefined;
  return [tidy(from[0] + along[0] * along_m), tidy(from[1] + along[1] * along_m)];
}

/** Clockwise corners turned round, with the openings in the walls they were in. */
function wound(
  outline_m: readonly Point[],
  openings: readonly Opening[],
): Pick<Space, 'outline_m'> & { readonly openings: readonly Opening[] } {
  if (area(outline_m) >= 0) return { outline_m, openings };
  const n = outline_m.length;
  return {
    outline_m: [...outline_m].reverse(),
    openings: openings.map((opening) => {
      if (opening.wall >= n) return opening;
      const length_m = wallLine({ outline_m }, opening.wall)?.length_m ?? 0;
      return { ...opening, wall: (2 * n - 2 - opening.wall) % n, from_m: tidy(length_m - opening.from_m - opening.width_m) };
    }),
  };
}

function reshaped(space: Space, edit: OutlineEdit): Space {
  const { corners, became } = edited(space, edit);
  const n = space.outline_m.length;
  const same = (edge: number, wall: number) =>
    [0, 1].every((end) => space.outline_m[(edge + end) % n] === corners[(wall + end) % corners.length]);
  const changed = space.outline_m.flatMap((_, edge) => {
    const was = wallLine(space, edge);
    const walls = became(edge);
    const lines = walls.flatMap((wall) => {
      const line = wallLine({ outline_m: corners }, wall);
      return line ? [[wall, line] as const] : [];
    });
    return walls.length === 1 && same(edge, walls[0] ?? -1) ? [] : [{ edge, was, lines }];
  });
  const openings = (space.openings ?? []).map((opening): Opening => {
    if (opening.wall >= n) return { ...opening, wall: opening.wall + corners.length - n };
    const wall = changed.find(({ edge }) => edge === opening.wall);
    if (wall?.was) return seated(opening, wall.was, wall.lines);
    return { ...opening, wall: became(opening.wall)[0] ?? opening.wall };
  });
  const followed = (partition: Partition, end: Point): Point => {
    for (const { was, lines } of changed) {
      if (!was || gap(nearestOn(was.from, was.to, end), end) > onEdge_m) continue;
      for (const [, line] of lines) {
        const met = meeting(partition, line);
        if (met) return met;
      }
    }
    return end;
  };
  const partitions = space.partitions?.map((partition) => ({
    ...partition,
    from_m: followed(partition, partition.from_m),
    to_m: followed(partition, partition.to_m),
  }));
  const turned = wound(corners, openings);
  return {
    ...space,
    outline_m: turned.outline_m,
    ...(space.openings && { openings: turned.openings }),
    ...(partitions && { partitions }),
  };
}

/** Why what stands in a space cannot stay in another outline. */
function leftOutside({ name, outline_m, partitions = [], columns = [] }: Space): string | undefined {
  const inside = (point: Point) => contains(outline_m, point) || distanceToOutline(outline_m, point) < onEdge_m;
  const partition = partitions.findIndex(({ from_m, to_m }) => !inside(from_m) || !inside(to_m));
  if (partition >= 0) return `Partition ${partition + 1} would end outside ${name}`;
  const column = columns.findIndex((each) => !columnCorners(each).every(inside));
  return column >= 0 ? `Column ${column + 1} would stand outside ${name}` : undefined;
}

const titles: Readonly<Record<OutlineEdit['how'], string>> = {
  move: 'Move corner of',
  insert: 'Add corner to',
  remove: 'Remove corner of',
  push: 'Move wall of',
};

export function editOutline(
  document: Document,
  { space: id, edit }: { readonly space: SpaceId; readonly edit: OutlineEdit },
): CommandAnswer {
  const space = document.tables.space.get(id);
  if (!space) return refuse(`There is no space ${id}`);
  if (edit.how === 'remove' && space.outline_m.length <= 3) return refuse('An outline has at least three corners');
  const after = reshaped(space, edit);
  const fault = buildingFault(after);
  // What is wrong with the outline itself comes first: the rest follows from it.
  const answer = editSpace(document, { space: id, fields: fault ? { outline_m: after.outline_m, openings: [], partitions: [] } : after });
  if (isRefusal(answer)) return answer;
  const outside = fault ?? leftOutside(after);
  return outside ? refuse(outside) : { ...answer, label: `${titles[edit.how]} ${space.name}` };
}
