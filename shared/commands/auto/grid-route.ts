/** Shortest way between two places on the lines beside what stands in the way, bends counted: A* over (crossing, direction). */
import type { Place } from '../../document/records.ts';
import type { PlanBox, SpatialIndex } from '../../geometry/spatial-index.ts';
import type { Heights } from './heights.ts';
import { blocks, grown, type Obstacle } from './obstacle.ts';

export interface GridRequest {
  readonly a: Place;
  readonly b: Place;
  readonly levels_m: readonly number[];
  readonly heights_m?: Heights | undefined;
  readonly obstacles: SpatialIndex;
  readonly ends: ReadonlySet<string>;
  readonly clearance_m: number;
  readonly elbowCost_m: number;
}

/** Room around the two places in which ways are sought, and the most bodies that are looked at there. */
const reach_m = 4;
const mostBodies = 24;
/** How far above its levels a run may climb to get over something. */
const headroom_m = 1;

const distinct = (values: readonly number[]): number[] => {
  const sorted = [...values].sort((p, q) => p - q);
  return sorted.filter((value, i) => i === 0 || value - (sorted[i - 1] ?? 0) > 1e-6);
};

/** A heap of (cost, state), smallest first. */
class Heap {
  readonly #cost: number[] = [];
  readonly #state: number[] = [];

  push(cost: number, state: number): void {
    let at = this.#cost.length;
    this.#cost.push(cost);
    this.#state.push(state);
    while (at > 0) {
      const up = (at - 1) >> 1;
      if ((this.#cost[up] ?? 0) <= cost) break;
      this.#swap(at, up);
      at = up;
    }
  }

  pop(): { readonly cost: number; readonly state: number } | undefined {
    const cost = this.#cost[0];
    const state = this.#state[0];
    if (cost === undefined || state === undefined) return undefined;
    const lastCost = this.#cost.pop() as number;
    const lastState = this.#state.pop() as number;
    if (this.#cost.length > 0) {
      this.#cost[0] = lastCost;
      this.#state[0] = lastState;
      for (let at = 0; ; ) {
        let small = at;
        for (const child of [2 * at + 1, 2 * at + 2]) {
          if (child < this.#cost.length && (this.#cost[child] ?? 0) < (this.#cost[small] ?? 0)) small = child;
        }
        if (small === at) break;
        this.#swap(at, small);
        at = small;
      }
    }
    return { cost, state };
  }

  #swap(i: number, j: number): void {
    [this.#cost[i], this.#cost[j]] = [this.#cost[j] as number, this.#cost[i] as number];
    [this.#state[i], this.#state[j]] = [this.#state[j] as number, this.#state[i] as number];
  }
}

/** What stands about the ends is what a way has to get past. */
function nearerTo(a: Place, b: Place): (p: PlanBox, q: PlanBox) => number {
  const away = ({ corners: [[x0, y0], , [x1, y1]] }: PlanBox) => {
    const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2];
    return Math.min(Math.hypot(x - a[0], y - a[1]), Math.hypot(x - b[0], y - b[1]));
  };
  return (p, q) => away(p) - away(q);
}

/** Corners from `a` to `b`, both included; undefined where every way is blocked within reach. */
export function gridRoute({ a, b, levels_m, heights_m, obstacles, ends, clearance_m, elbowCost_m }: GridRequest): Place[] | undefined {
  const bodies: Obstacle[] = obstacles
    .near(Math.min(a[0], b[0]) - reach_m, Math.min(a[1], b[1]) - reach_m, Math.max(a[0], b[0]) + reach_m, Math.max(a[1], b[1]) + reach_m)
    .filter(({ id }) => !ends.has(id))
    .sort(nearerTo(a, b))
    .slice(0, mostBodies)
    .map((box) => grown(box, clearance_m));
  // Never below the ports and levels, that is under the floor, and little above them: there is a ceiling.
  const heights = [a[2], b[2], ...levels_m];
  const ceiling = heights_m?.[1] ?? Number.POSITIVE_INFINITY;
  const lowest = Math.min(...heights);
  const highest = Math.max(a[2], b[2], Math.min(ceiling, Math.max(...heights) + headroom_m));
  const lines = ([0, 1, 2] as const).map((axis) => {
    const values = [a[axis], b[axis], ...(axis === 2 ? levels_m : []), ...bodies.flatMap(({ min, max }) => [min[axis], max[axis]])];
    return distinct(axis === 2 ? values.filter((value) => value >= lowest && value <= highest) : values);
  });
  const [xs = [], ys = [], zs = []] = lines;
  const [nx, ny, nz] = [xs.length, ys.length, zs.length];
  const placeOf = (node: number): Place => {
    const i = node % nx;
    const j = Math.floor(node / nx) % ny;
    const k = Math.floor(node / (nx * ny));
    return [xs[i] ?? 0, ys[j] ?? 0, zs[k] ?? 0];
  };
  const nodeAt = (place: Place) => {
    const index = (values: readonly number[], value: number) => values.findIndex((each) => Math.abs(each - value) < 1e-5);
    return index(xs, place[0]) + nx * (index(ys, place[1]) + ny * index(zs, place[2]));
  };
  const [first, last] = [nodeAt(a), nodeAt(b)];
  // Direction 0…2 is the axis of the leg that led here, 3 none.
  const costs = new Float64Array(nx * ny * nz * 4).fill(Number.POSITIVE_INFINITY);
  const from = new Int32Array(costs.length).fill(-1);
  const heap = new Heap();
  // No way is shorter than along the axes.
  const least = (place: Place) => Math.abs(b[0] - place[0]) + Math.abs(b[1] - place[1]) + Math.abs(b[2] - place[2]);
  costs[first * 4 + 3] = 0;
  heap.push(least(a), first * 4 + 3);
  for (let next = heap.pop(); next; next = heap.pop()) {
    const { state } = next;
    const node = Math.floor(state / 4);
    const cost = costs[state] ?? 0;
    if (next.cost > cost + least(placeOf(node)) + 1e-9) continue;
    if (node === last) {
      const route: Place[] = [];
      for (let at = state; at >= 0; at = from[at] ?? -1) route.unshift(placeOf(Math.floor(at / 4)));
      return route;
    }
    const here = placeOf(node);
    const steps = [1, nx, nx * ny];
    const index = [node % nx, Math.floor(node / nx) % ny, Math.floor(node / (nx * ny))];
    for (const axis of [0, 1, 2] as const) {
      for (const way of [-1, 1] as const) {
        const to = (index[axis] ?? 0) + way;
        if (to < 0 || to >= (lines[axis]?.length ?? 0)) continue;
        const neighbour = node + way * (steps[axis] ?? 0);
        const there = placeOf(neighbour);
        if (bodies.some((body) => blocks(here, there, body))) continue;
        const bend = state % 4 === 3 || state % 4 === axis ? 0 : elbowCost_m;
        const total = cost + Math.abs(there[axis] - here[axis]) + bend;
        const target = neighbour * 4 + axis;
        if (total >= (costs[target] ?? 0) - 1e-12) continue;
        costs[target] = total;
        from[target] = state;
        heap.push(total + least(there), target);
      }
    }
  }
  return undefined;
}
