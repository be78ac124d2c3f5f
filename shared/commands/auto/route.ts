/**
 * Finds the way of a run from port to port along the axes: straight out of both ports, up to a level where pipes
 * or trays run, across and down, clear of everything that stands and of the lanes that other runs take; around it where
 * no straight way is clear.
 */
import { measureRoute, type PortPlace } from '../../catalogue/route.ts';
import type { Place, Point } from '../../document/records.ts';
import { straightened } from '../../geometry/orthogonal-route.ts';
import type { SpatialIndex } from '../../geometry/spatial-index.ts';
import { gridRoute } from './grid-route.ts';
import { type Heights, within } from './heights.ts';
import type { Lanes, NewRun } from './lanes.ts';
import { blocks, crosses, grown, passesWall } from './obstacle.ts';

export interface RouteRequest {
  readonly from: PortPlace;
  readonly to: PortPlace;
  /** Heights at which the run may cross, the one meant first. */
  readonly levels_m: readonly number[];
  /** Floor and ceiling: a level beyond them is brought within. Absent: anything goes. */
  readonly heights_m?: Heights;
  /** Bodies of everything that stands; those of the two ends do not count. */
  readonly obstacles: SpatialIndex;
  /** Other runs, and the one that looks for a way between them; absent where runs may meet. */
  readonly lanes?: { readonly taken: Lanes; readonly run: NewRun };
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
  /** It found no lane of its own and lies in that of another run. */
  readonly meets?: true;
}

/** What one bend is worth in metres of straight run: about the resistance of a DN100 elbow of K 0.9 at f 0.02. */
const elbowCost_m = 1.5;
/** What a hole in a wall is worth, with its sleeve and its fire stop. */
const holeCost_m = 3;
/** Lanes that are looked at above and below a level that is taken. */
const mostLanes = 8;

/** How many walls a way passes straight through; undefined where something is in it. */
function holesIn(route: readonly Place[], obstacles: SpatialIndex, ends: ReadonlySet<string>, clearance_m: number): number | undefined {
  let holes = 0;
  for (let i = 1; i < route.length; i++) {
    const [a, b] = [route[i - 1] as Place, route[i] as Place];
    const near = obstacles.near(
      Math.min(a[0], b[0]) - clearance_m,
      Math.min(a[1], b[1]) - clearance_m,
      Math.max(a[0], b[0]) + clearance_m,
      Math.max(a[1], b[1]) + clearance_m,
    );
    for (const box of near) {
      if (ends.has(box.id)) continue;
      const obstacle = grown(box, clearance_m);
      if (blocks(a, b, obstacle)) return undefined;
      if (box.isWall && crosses(a, b, obstacle) && passesWall(a, b, obstacle)) holes++;
    }
  }
  return holes;
}

/** Straight out of a port; a port that looks away from the level is left at once, so that no run doubles back on itself. */
export function along({ at_m, normal }: PortPlace, length_m: number, level_m: number): Place {
  if (normal[2] * (level_m - at_m[2]) < 0) return at_m;
  return [at_m[0] + normal[0] * length_m, at_m[1] + normal[1] * length_m, at_m[2] + normal[2] * length_m];
}

/** The levels that are meant, within floor and ceiling, each once. */
const levelsWithin = (levels_m: readonly number[], heights_m: Heights | undefined): number[] => [
  ...new Set(heights_m ? levels_m.map((level) => within(level, heights_m)) : levels_m),
];

/** By how much a run rises beside its ports instead of straight over them, in plan. */
interface Sidestep {
  readonly from_m: Point;
  readonly to_m: Point;
}

const inLine: Sidestep = { from_m: [0, 0], to_m: [0, 0] };
const beside = ([x, y, z]: Place, [dx, dy]: Point): Place => [x + dx, y + dy, z];

/** Past the risers of others: at the far end, at the near end, then at both. */
function sidesteps(step_m: number): Sidestep[] {
  const steps = [1, 2, 3].flatMap((k): Point[] => [
    [k * step_m, 0],
    [-k * step_m, 0],
    [0, k * step_m],
    [0, -k * step_m],
  ]);
  return [
    ...steps.map((to_m): Sidestep => ({ ...inLine, to_m })),
    ...steps.map((from_m): Sidestep => ({ ...inLine, from_m })),
    ...steps.flatMap((from_m) => steps.map((to_m): Sidestep => ({ from_m, to_m }))),
  ];
}

/** Whether a leg runs back over the one before. */
const doublesBack = (route: readonly Place[]): boolean =>
  route.some((here, i) => {
    const [before, after] = [route[i - 1], route[i + 1]];
    if (!before || !after) return false;
    return ([0, 1, 2] as const).some((axis) => (here[axis] - before[axis]) * (after[axis] - here[axis]) < -1e-9);
  });

/** Lanes beside the levels, the nearest first: over one another, as far as floor and ceiling leave room. */
function lanesBeside(levels_m: readonly number[], step_m: number, heights_m: Heights | undefined): number[] {
  const beside = Array.from({ length: mostLanes }, (_, k) =>
    levels_m.flatMap((level) => [level + (k + 1) * step_m, level - (k + 1) * step_m]),
  );
  return beside.flat().filter((level) => !heights_m || (level >= heights_m[0] && level <= heights_m[1]));
}

export function autoRoute(request: RouteRequest): FoundRoute {
  const { from, to, obstacles, lanes, heights_m, lead_m = 0.15, clearance_m = 0.05 } = request;
  const [start, end] = [from.at_m, to.at_m];
  const ends = new Set([from.equipment.id, to.equipment.id]);
  const levels_m = levelsWithin(request.levels_m, heights_m);
  const isOwn = (route: readonly Place[]) => !lanes || lanes.taken.isFree(lanes.run, route, laneGap_m);
  /** The better of the two straight ways across at a level; undefined where neither is clear. */
  const straight = (level: number, { from_m, to_m }: Sidestep, lead: number): Place[] | undefined => {
    let best: { route: Place[]; cost: number } | undefined;
    const [a, b] = [along(from, lead, level), along(to, lead, level)];
    const [p, q] = [beside(a, from_m), beside(b, to_m)];
    for (const xFirst of [true, false]) {
      const middle: Place = xFirst ? [q[0], p[1], level] : [p[0], q[1], level];
      const route = straightened([start, a, p, [p[0], p[1], level], middle, [q[0], q[1], level], q, b, end]);
      const holes = holesIn(route, obstacles, ends, clearance_m);
      if (holes === undefined || doublesBack(route) || !isOwn(route)) continue;
      const { length_m, elbows } = measureRoute(route);
      const cost = length_m + elbows * elbowCost_m + holes * holeCost_m;
      if (!best || cost < best.cost - 1e-9) best = { route, cost };
    }
    return best?.route;
  };
  // A clear way at the level that is meant is taken, though another might be shorter.
  const step_m = lanes ? Math.max(leastLane_m, 2 * lanes.run.radius_m + laneGap_m) : 0;
  const tries: readonly (readonly [levels_m: readonly number[], aside: readonly Sidestep[], lead_m: number])[] = lanes
    ? [
        [[...levels_m, ...lanesBeside(levels_m, step_m, heights_m)], [inLine], lead_m],
        // Where something stands close before a port.
        [[...levels_m, ...lanesBeside(levels_m, step_m, heights_m)], [inLine], lead_m / 2],
        [levels_m, sidesteps(step_m), lead_m],
      ]
    : [[levels_m, [inLine], lead_m]];
  for (const [levels, asides, lead] of tries) {
    for (const level of levels) {
      for (const aside of asides) {
        const route = straight(level, aside, lead);
        if (route) return { waypoints_m: route.slice(1, -1), clear: true };
      }
    }
  }
  // Which way is clear of what stands is the first question: what lies in it can still be led elsewhere.
  if (lanes) {
    const { lanes: _, ...alone } = request;
    const found = autoRoute(alone);
    return isOwn([start, ...found.waypoints_m, end]) ? found : { ...found, meets: true };
  }
  const level = levels_m[0] ?? Math.max(start[2], end[2]);
  const [a, b] = [along(from, lead_m, level), along(to, lead_m, level)];
  const around = gridRoute({ a, b, levels_m, heights_m, obstacles, ends, clearance_m, elbowCost_m });
  const bent = around && straightened([start, ...around, end]);
  // Only the nearest bodies were looked at.
  if (bent && holesIn(bent, obstacles, ends, clearance_m) !== undefined) return { waypoints_m: bent.slice(1, -1), clear: true };
  const plain = straightened([start, a, [a[0], a[1], level], [b[0], a[1], level], [b[0], b[1], level], b, end]);
  return { waypoints_m: plain.slice(1, -1), clear: false };
}

/** Between one run and the next. */
const laneGap_m = 0.02;
/** Lanes of thin cables are no closer than this. */
const leastLane_m = 0.05;
