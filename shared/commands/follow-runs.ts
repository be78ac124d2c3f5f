/** What becomes of runs when the equipment at their ends moves, turns or becomes another: they stay along the axes. */
import { type PortPlace, portPlace } from '../catalogue/route.ts';
import { runRadius } from '../catalogue/run-body.ts';
import { connectionsAt, type Document } from '../document/document.ts';
import type { EquipmentId, RecordId } from '../document/ids.ts';
import { type Change, changed } from '../document/patch.ts';
import type { Connection, Place } from '../document/records.ts';
import { minus, plus, samePlace, withFirstEndAt } from '../geometry/orthogonal-route.ts';
import { type SpatialIndex, spatialIndex } from '../geometry/spatial-index.ts';
import { heightsFor } from './auto/heights.ts';
import { autoRoute } from './auto/route.ts';

const nothing = spatialIndex([]);

interface Ends {
  readonly from: PortPlace;
  readonly to: PortPlace;
}

function endsOf(document: Document, { from: start, to: end }: Connection): Ends | undefined {
  const [from, to] = [portPlace(document, start), portPlace(document, end)];
  return from && to ? { from, to } : undefined;
}

const sameNormal = (a: PortPlace, b: PortPlace): boolean => samePlace(a.normal, b.normal);

/** Corners of a run whose ends went elsewhere; undefined where its legs cannot follow and it is to be drawn again. */
function followed({ waypoints_m }: Connection, was: Ends, now: Ends): readonly Place[] | undefined {
  const offset = minus(now.from.at_m, was.from.at_m);
  if (sameNormal(was.from, now.from) && sameNormal(was.to, now.to) && samePlace(offset, minus(now.to.at_m, was.to.at_m)))
    return waypoints_m.map((corner) => plus(corner, offset));
  let route: readonly Place[] | undefined = [was.from.at_m, ...waypoints_m, was.to.at_m];
  const stays = (a: PortPlace, b: PortPlace) => samePlace(a.at_m, b.at_m) && sameNormal(a, b);
  if (!stays(was.from, now.from)) route = withFirstEndAt(route, was.from, now.from);
  if (route && !stays(was.to, now.to)) route = withFirstEndAt(route.toReversed(), was.to, now.to)?.reverse();
  return route?.slice(1, -1);
}

/** The way of a run drawn again at the height it had. */
export function drawnAgain(after: Document, run: Connection, { from, to }: Ends, obstacles: SpatialIndex): readonly Place[] {
  const level = Math.max(from.at_m[2], to.at_m[2], ...run.waypoints_m.map(([, , z]) => z));
  const heights_m = heightsFor(after, from.at_m, to.at_m, runRadius(after, run));
  return autoRoute({ from, to, levels_m: [level, level + 0.35], heights_m, obstacles }).waypoints_m;
}

/**
 * The runs at some equipment as they are after it went elsewhere. Asked at every pointer move of a drag, so it is
 * linear in those runs alone: a leg or two of each give way, and what stands around is not looked at unless given.
 * @param except runs that the same edit takes away, or has moved already
 * @param obstacles what a run keeps clear of if it has to be drawn again
 */
export function runsAfterMoving(
  before: Document,
  after: Document,
  moved: Iterable<EquipmentId>,
  except: ReadonlySet<RecordId> = new Set(),
  obstacles: () => SpatialIndex = () => nothing,
): Change[] {
  const runs = new Set<Connection>();
  for (const id of moved) for (const run of connectionsAt(before, id)) if (!except.has(run.id)) runs.add(run);
  let around: SpatialIndex | undefined;
  const standing = () => {
    around ??= obstacles();
    return around;
  };
  return [...runs].flatMap((run) => {
    const [was, now] = [endsOf(before, run), endsOf(after, run)];
    if (!was || !now) return [];
    const waypoints_m = followed(run, was, now) ?? drawnAgain(after, run, now, standing());
    const same =
      waypoints_m.length === run.waypoints_m.length && waypoints_m.every((corner, i) => samePlace(corner, run.waypoints_m[i] as Place));
    return same ? [] : [changed(run, { ...run, waypoints_m })];
  });
}
