/** Draws runs again along the axes, clear of everything that stands and of other runs, under the ceiling; their ends stay. */
import { kindOf } from '../catalogue/resolve.ts';
import { portPlace } from '../catalogue/route.ts';
import { runRadius } from '../catalogue/run-body.ts';
import type { Document } from '../document/document.ts';
import type { RecordId } from '../document/ids.ts';
import { type Change, changed } from '../document/patch.ts';
import type { Connection } from '../document/records.ts';
import { beyondSite, withinSite } from '../document/site-limits.ts';
import { refuse } from '../problem.ts';
import { heightsFor } from './auto/heights.ts';
import { Lanes } from './auto/lanes.ts';
import { autoRoute } from './auto/route.ts';
import { runObstacles } from './clearance.ts';
import type { CommandAnswer } from './command.ts';
import { describeRecords } from './subjects.ts';

/** Runs among the records, and those between two pieces of equipment among them. */
export function runsAmong(document: Document, records: readonly RecordId[]): readonly Connection[] {
  const chosen = new Set(records);
  return [...document.tables.connection.values()].filter(
    ({ id, from, to }) => chosen.has(id) || (chosen.has(from.equipment) && chosen.has(to.equipment)),
  );
}

/** @param level_m height at which the runs cross; above the higher port unless given */
export function reroute(
  document: Document,
  { records, level_m }: { readonly records: readonly RecordId[]; readonly level_m?: number },
): CommandAnswer {
  const runs = runsAmong(document, records);
  if (runs.length === 0) return refuse('Select pipes or cables, or equipment with runs between it');
  const obstacles = runObstacles(document);
  const taken = new Lanes(document, new Set(runs.map(({ id }) => id)));
  const patch: Change[] = runs.flatMap((run) => {
    const [from, to] = [portPlace(document, run.from), portPlace(document, run.to)];
    if (!from || !to) return [];
    const high = level_m ?? Math.max(from.at_m[2], to.at_m[2]) + 0.35;
    const lane = { connection: run, kind: kindOf(document, run)?.kind ?? '', radius_m: runRadius(document, run) };
    const heights_m = heightsFor(document, from.at_m, to.at_m, lane.radius_m);
    const { waypoints_m } = autoRoute({
      from,
      to,
      levels_m: [high, high + 0.35, high + 0.7],
      heights_m,
      obstacles,
      lanes: { taken, run: lane },
    });
    taken.add({ ...lane, route: [from.at_m, ...waypoints_m, to.at_m] });
    return JSON.stringify(waypoints_m) === JSON.stringify(run.waypoints_m) ? [] : [changed(run, { ...run, waypoints_m })];
  });
  if (!patch.every(({ after }) => after?.type !== 'connection' || withinSite(after.waypoints_m))) return refuse(beyondSite);
  return {
    label: `Route ${describeRecords(
      document,
      runs.map(({ id }) => id),
    )}`,
    patch,
  };
}
