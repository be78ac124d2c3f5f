/**
 * Finds the way of a run from port to port along the axes: straight out of both ports, up to a level where pipes
 * or trays run, across and down, clear of everything that stands; around it where no straight way is clear.
 */
import { measureRoute, type PortPlace } from '../../catalogue/route.ts';
import type { Place } from '../../document/records.ts';
import { straightened } from '../../geometry/orthogonal-route.ts';
import type { SpatialIndex } from '../../geometry/spatial-index.ts';
import { gridRoute } from './grid-route.ts';
import { crosses, grown } from './obstacle.ts';

export interface RouteRequest {
  readonly from: PortPlace;
  readonly to: PortPlace;
  /** Heights at which the run may cross, the one meant first. */
  readonly levels_m: readonly number[];
  /** Bodies of everything that stands; those of the two ends do not count. */
  readonly obstacles: SpatialIndex;
  /** Straight length at each port before the first bend. */
  readonly lead_m?: number;
  /** Distance kept from bodies. */
  readonly clearance_m?: number;
}

export interface FoundRoute {
  /** Corners between the two ports. */
  readonly waypoints_m: readonly Place[];
  /** Whether it keeps its distance from everything that stands. */
  readonly clear: boolean;
}

/** What one bend is worth in metres of straight run: about the resistance of a DN100 elbow of K 0.9 at f 0.02. */
const elbowCost_m = 1.5;

function isClear(route: readonly Place[], obstacles: SpatialIndex, ends: ReadonlySet<string>, clearance_m: number): boolean {
  for (let i = 1; i < route.length; i++) {
    const [a, b] = [route[i - 1] as Place, route[i] as Place];
    const near = obstacles.near(
      Math.min(a[0], b[0]) - clearance_m,
      Math.min(a[1], b[1]) - clearance_m,
      Math.max(a[0], b[0]) + clearance_m,
      Math.max(a[1], b[1]) + clearance_m,
    );
    if (near.some((box) => !ends.has(box.id) && crosses(a, b, grown(box, clearance_m)))) return false;
  }
  return true;
}

/** Straight out of a port; a port that looks away from the level is left at once, so that no run doubles back on itself. */
export function along({ at_m, normal }: PortPlace, length_m: number, level_m: number): Place {
  if (normal[2] * (level_m - at_m[2]) < 0) return at_m;
  return [at_m[0] + normal[0] * length_m, at_m[1] + normal[1] * length_m, at_m[2] + normal[2] * length_m];
}

export function autoRoute({ from, to, levels_m, obstacles, lead_m = 0.15, clearance_m = 0.05 }: RouteRequest): FoundRoute {
  const [start, end] = [from.at_m, to.at_m];
  const ends = new Set([from.equipment.id, to.equipment.id]);
  let best: { route: Place[]; cost: number } | undefined;
  for (const level of levels_m) {
    const [a, b] = [along(from, lead_m, level), along(to, lead_m, level)];
    for (const xFirst of [true, false]) {
      const middle: Place = xFirst ? [b[0], a[1], level] : [a[0], b[1], level];
      const route = straightened([start, a, [a[0], a[1], level], middle, [b[0], b[1], level], b, end]);
      if (!isClear(route, obstacles, ends, clearance_m)) continue;
      const { length_m, elbows } = measureRoute(route);
      const cost = length_m + elbows * elbowCost_m;
      if (!best || cost < best.cost - 1e-9) best = { route, cost };
    }
    // A clear way at the level that is meant is taken, though another might be shorter.
    if (best) return { waypoints_m: best.route.slice(1, -1), clear: true };
  }
  const level = levels_m[0] ?? Math.max(start[2], end[2]);
  const [a, b] = [along(from, lead_m, level), along(to, lead_m, level)];
  const around = gridRoute({ a, b, levels_m, obstacles, ends, clearance_m, elbowCost_m });
  if (around) return { waypoints_m: straightened([start, ...around, end]).slice(1, -1), clear: true };
  const plain = straightened([start, a, [a[0], a[1], level], [b[0], a[1], level], [b[0], b[1], level], b, end]);
  return { waypoints_m: plain.slice(1, -1), clear: false };
}
