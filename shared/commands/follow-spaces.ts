/** What becomes of spaces that are moved or turned whole, of the runs that lead out of them and of what stands where they come to. */
import { portPlace } from '../catalogue/route.ts';
import { applyPatch, connectionsAt, type Document } from '../document/document.ts';
import type { RecordId } from '../document/ids.ts';
import { type Change, changed } from '../document/patch.ts';
import type { Column, Connection, Equipment, Place, Point, Space } from '../document/records.ts';
import { beyondSite, withinSite } from '../document/site-limits.ts';
import { withFirstEndAt } from '../geometry/orthogonal-route.ts';
import { boundsOf, contains } from '../geometry/polygon.ts';
import { distance, wholeTurn } from '../geometry/pose.ts';
import { type Refusal, refuse } from '../problem.ts';
import { spaceAround } from './draw-space.ts';
import { equipmentWithin, floorLevel_m, homeless, spaceAt } from './spaces.ts';
import type { TakenWhole } from './whole-spaces.ts';

/** Where places come to, and what is added to directions. */
export interface Motion {
  readonly to: (place: Place) => Place;
  readonly turn_deg: number;
}

/** Nanometres: what sums and turns leave behind a figure that a person typed. */
const tidy = (value_m: number): number => Math.round(value_m * 1e9) / 1e9 + 0;

/** The space elsewhere. Openings are counted along their walls and so come along. */
export function movedSpace(space: Space, { to, turn_deg }: Motion): Space {
  const plan = ([x, y]: Point): Point => {
    const [px, py] = to([x, y, space.elevation_m]);
    return [tidy(px), tidy(py)];
  };
  const turned = (column: Column): Column => {
    const { yaw_deg = 0, ...rest } = column;
    const yaw = wholeTurn(yaw_deg + turn_deg) % 180;
    const at_m = plan(column.at_m);
    // A quarter turn is the other way round, as a person would have entered it.
    if (yaw === 90 && yaw_deg === 0) return { ...rest, at_m, width_m: column.depth_m, depth_m: column.width_m };
    return yaw === 0 ? { ...rest, at_m } : { ...rest, at_m, yaw_deg: yaw };
  };
  const [x = 0, y = 0] = space.outline_m[0] ?? [];
  return {
    ...space,
    outline_m: space.outline_m.map(plan),
    elevation_m: tidy(to([x, y, space.elevation_m])[2]),
    ...(space.partitions && {
      partitions: space.partitions.map((each) => ({ ...each, from_m: plan(each.from_m), to_m: plan(each.to_m) })),
    }),
    ...(space.columns && { columns: space.columns.map(turned) }),
  };
}

/** A space that lay in the one around it lies in the one around its new place; a parent that was chosen by hand stays. */
function reparented(before: Document, after: Document, was: Space, is: Space, moved: ReadonlySet<RecordId>): Space {
  if (was.parent !== spaceAround(before, was.kind, was.outline_m, moved)?.id) return is;
  const around = spaceAround(after, is.kind, is.outline_m, moved)?.id;
  if (around === is.parent) return is;
  const { parent: _left, ...outdoors } = is;
  return around === undefined ? outdoors : { ...outdoors, parent: around };
}

export interface MovedSpaces {
  readonly patch: readonly Change[];
  /** The document with the spaces at their new places. */
  readonly after: Document;
}

/** The spaces of a selection elsewhere, refused where that is off the site. */
export function spacesAlong(document: Document, { heads, spaces }: TakenWhole, motion: Motion): MovedSpaces | Refusal {
  if (spaces.size === 0) return { patch: [], after: document };
  const moved = [...spaces.values()].map((space) => [space, movedSpace(space, motion)] as const);
  if (!moved.every(([, { outline_m, elevation_m }]) => withinSite(outline_m) && withinSite([[elevation_m]]))) return refuse(beyondSite);
  const ids = new Set(spaces.keys());
  const first = applyPatch(
    document,
    moved.map(([was, is]) => changed(was, is)),
  );
  const tops = new Set(heads);
  const patch = moved.map(([was, is]) => changed(was, tops.has(was) ? reparented(document, first, was, is, ids) : is));
  return { patch, after: applyPatch(document, patch) };
}

/**
 * Equipment that stood in the space around, or outdoors, stands in the space that came over it, as in one that is drawn
 * there. What stands in a neighbour stays the neighbour's.
 */
export function bystanders(document: Document, after: Document, { spaces }: TakenWhole, moved: ReadonlySet<RecordId>): Change[] {
  const patch: Change[] = [];
  const above = (id: RecordId | undefined): ReadonlySet<RecordId | undefined> => {
    const chain = new Set<RecordId | undefined>([undefined]);
    for (let at = id; at !== undefined && !chain.has(at); at = after.tables.space.get(at)?.parent) chain.add(at);
    return chain;
  };
  const met = new Set<Equipment>();
  for (const id of spaces.keys()) {
    const { min, max } = boundsOf(after.tables.space.get(id)?.outline_m ?? [], 0, 0);
    for (const equipment of equipmentWithin(document, min, max)) if (!moved.has(equipment.id)) met.add(equipment);
  }
  for (const equipment of met) {
    const home = spaceAt(after, equipment.position_m);
    if (home === undefined || home === equipment.space || !spaces.has(home)) continue;
    // On a floor of another level it would stand in the air or under the slab.
    if (floorLevel_m(after, home) !== floorLevel_m(document, equipment.space)) continue;
    if (equipment.space !== spaceAt(document, equipment.position_m) || !above(home).has(equipment.space)) continue;
    patch.push(changed(equipment, { ...homeless(equipment), space: home }));
  }
  return patch;
}

/** The corners of a run from an end that went along: those inside go along, and the first leg outside gives way. */
function ledOut(corners: readonly Place[], last_m: Place, inside: (corner: Place) => boolean, to: Motion['to']): Place[] | undefined {
  const outside = corners.findIndex((corner) => !inside(corner));
  const along = outside < 0 ? corners : corners.slice(0, outside);
  const border = along.at(-1);
  if (!border) return undefined;
  const route = [border, ...corners.slice(along.length), last_m];
  // Nothing holds its direction there but the leg itself.
  const normal = towards(border, route[1] as Place);
  const rest = withFirstEndAt(route, { at_m: border, normal }, { at_m: to(border), normal });
  return rest && [...along.slice(0, -1).map(to), ...rest.slice(0, -1)];
}

function towards(from: Place, to: Place): Place {
  const length_m = distance(from, to);
  return length_m > 0 ? [(to[0] - from[0]) / length_m, (to[1] - from[1]) / length_m, (to[2] - from[2]) / length_m] : [0, 0, 1];
}

/** Of runs that lead out of moved spaces, the corners inside go along and those outside stay. Other runs are not looked at. */
export function runsOutOf(document: Document, { heads }: TakenWhole, moved: ReadonlySet<RecordId>, { to }: Motion): Change[] {
  if (heads.length === 0) return [];
  const floors = heads.map(({ outline_m, elevation_m, height_m, raisedFloor_m = 0 }) => ({
    outline_m,
    low_m: elevation_m - raisedFloor_m - 1e-3,
    high_m: elevation_m + height_m + 1e-3,
  }));
  const inside = ([x, y, z]: Place) =>
    floors.some(({ outline_m, low_m, high_m }) => z >= low_m && z <= high_m && contains(outline_m, [x, y]));
  const runs = new Set<Connection>();
  for (const id of moved)
    for (const run of connectionsAt(document, id))
      if (run.waypoints_m.length > 0 && !(moved.has(run.from.equipment) && moved.has(run.to.equipment))) runs.add(run);
  return [...runs].flatMap((run) => {
    const starts = moved.has(run.from.equipment);
    const end = portPlace(document, starts ? run.to : run.from);
    const corners = end && ledOut(starts ? run.waypoints_m : run.waypoints_m.toReversed(), end.at_m, inside, to);
    return corners ? [changed(run, { ...run, waypoints_m: starts ? corners : corners.reverse() })] : [];
  });
}
