/** Shapes the way of a run by hand: its legs slide, its corners move, come and go, and its level stretches change height. */
import { portPlace } from '../catalogue/route.ts';
import type { Document } from '../document/document.ts';
import type { RecordId } from '../document/ids.ts';
import { changed } from '../document/patch.ts';
import type { Connection, Place } from '../document/records.ts';
import { beyondSite, withinSite } from '../document/site-limits.ts';
import { lead_m, leadsOut, samePlace, straightened } from '../geometry/orthogonal-route.ts';
import { distance } from '../geometry/pose.ts';
import { insertCorner, liftStretch, longestLevelLeg, moveCorner, removeCorner, slideLeg, unfolded } from '../geometry/route-shaping.ts';
import { isRefusal, type Refusal, refuse } from '../problem.ts';
import type { CommandAnswer } from './command.ts';

/** Legs and corners count from the first port, which is corner 0. */
export type RouteEdit =
  | { readonly how: 'slide'; readonly leg: number; readonly by_m: Place }
  | { readonly how: 'move'; readonly corner: number; readonly to_m: Place }
  | { readonly how: 'insert'; readonly leg: number; readonly at_m: Place }
  | { readonly how: 'remove'; readonly corner: number }
  /** The stretch that the leg lies in, or the longest one. */
  | { readonly how: 'lift'; readonly leg?: number; readonly height_m: number };

export interface EditRouteArguments {
  readonly run: RecordId;
  readonly edit: RouteEdit;
}

/** The whole way of a run with its two ports; a refusal where a port is missing. */
export function wholeRoute(document: Document, run: Connection): Place[] | Refusal {
  const [from, to] = [portPlace(document, run.from), portPlace(document, run.to)];
  return from && to ? [from.at_m, ...run.waypoints_m, to.at_m] : refuse(`${run.tag} has lost a port: connect its end elsewhere first`);
}

function shaped(tag: string, route: readonly Place[], edit: RouteEdit): Place[] | Refusal {
  switch (edit.how) {
    case 'slide':
      return unfolded(slideLeg(route, edit.leg, edit.by_m));
    case 'move':
      return unfolded(moveCorner(route, edit.corner, edit.to_m));
    case 'insert':
      return insertCorner(route, edit.leg, edit.at_m) ?? refuse(`Choose a place on a leg of ${tag}, between its corners`);
    case 'remove':
      return removeCorner(route, edit.corner) ?? refuse(`${tag} needs this corner: its ends cannot be joined at right angles without it`);
    case 'lift': {
      const leg = edit.leg ?? longestLevelLeg(route);
      return leg === undefined
        ? refuse(`${tag} has no level stretch: add a corner first`)
        : unfolded(liftStretch(route, leg, edit.height_m));
    }
  }
}

/** Whether a route that left a port straight still does, and how far it has to. */
function leadFault(document: Document, run: Connection, before: readonly Place[], after: readonly Place[]): string | undefined {
  for (const [end, was, is] of [
    [run.from, before, after],
    [run.to, before.toReversed(), after.toReversed()],
  ] as const) {
    const port = portPlace(document, end);
    if (!port || !leadsOut(was, port)) continue;
    const least_m = Math.min(lead_m, distance(was[0] as Place, was[1] as Place));
    if (!leadsOut(is, port) || distance(is[0] as Place, is[1] as Place) < least_m - 1e-6)
      return `${run.tag} has to leave ${port.equipment.tag} ${end.port} straight before it bends`;
  }
  return undefined;
}

export function editRoute(document: Document, { run: id, edit }: EditRouteArguments): CommandAnswer {
  const run = document.tables.connection.get(id);
  if (!run) return refuse(`There is no run ${id}`);
  const before = wholeRoute(document, run);
  if (isRefusal(before)) return before;
  const route = shaped(run.tag, before, edit);
  if (isRefusal(route)) return route;
  const waypoints_m = route.slice(1, -1);
  const label = `${edit.how === 'lift' ? 'Set height of' : edit.how === 'insert' ? 'Add a corner to' : edit.how === 'remove' ? 'Take a corner from' : 'Reshape'} ${run.tag}`;
  if (!waypoints_m.every((corner) => corner.every(Number.isFinite)) || !withinSite(waypoints_m)) return refuse(beyondSite);
  const same = route.length === before.length && route.every((corner, i) => samePlace(corner, before[i] as Place));
  if (same) return { label, patch: [] };
  const fault = edit.how === 'insert' ? undefined : leadFault(document, run, straightened(before), straightened(route));
  return fault ? refuse(fault) : { label, patch: [changed(run, { ...run, waypoints_m })] };
}
