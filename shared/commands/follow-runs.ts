/** What becomes of runs when the pieces at their ends move by different offsets. */
import { portPlace } from '../catalogue/route.ts';
import { connectionsAt, type Document } from '../document/document.ts';
import type { EquipmentId, RecordId } from '../document/ids.ts';
import { type Change, changed } from '../document/patch.ts';
import type { Connection, Place } from '../document/records.ts';
import { autoRoute } from './auto/route.ts';
import { standingIndex } from './clearance.ts';

export const apart = (a: Place, b: Place): Place => [b[0] - a[0], b[1] - a[1], b[2] - a[2]];
export const sameOffset = (a: Place, b: Place) => a.every((value, i) => Math.abs(value - (b[i] ?? 0)) < 1e-9);

/** Runs of moved pieces: shifted where both ends went the same way, else drawn again at the height they had. */
export function runsAfterMoving(after: Document, moved: ReadonlyMap<EquipmentId, Place>, gone: ReadonlySet<RecordId>): Change[] {
  const runs = new Set<Connection>();
  for (const id of moved.keys()) for (const run of connectionsAt(after, id)) if (!gone.has(run.id)) runs.add(run);
  const obstacles = runs.size > 0 ? standingIndex(after, new Set(), 'runs') : undefined;
  const still: Place = [0, 0, 0];
  return [...runs].flatMap((run) => {
    if (run.waypoints_m.length === 0 || !obstacles) return [];
    const [a, b] = [moved.get(run.from.equipment) ?? still, moved.get(run.to.equipment) ?? still];
    if (sameOffset(a, b)) {
      if (sameOffset(a, still)) return [];
      return [changed(run, { ...run, waypoints_m: run.waypoints_m.map(([x, y, z]): Place => [x + a[0], y + a[1], z + a[2]]) })];
    }
    const [from, to] = [portPlace(after, run.from), portPlace(after, run.to)];
    if (!from || !to) return [];
    const level = Math.max(...run.waypoints_m.map(([, , z]) => z));
    return [changed(run, { ...run, waypoints_m: autoRoute({ from, to, levels_m: [level, level + 0.35], obstacles }).waypoints_m })];
  });
}
