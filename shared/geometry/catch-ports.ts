/** Ports that come to face each other while something is moved in plan, so that one straight run joins them. */
import type { Place, Point } from '../document/records.ts';
import { micrometres, type PlanAxis, type Rank, ranksBefore } from './catch-lines.ts';

/** A port at its place in the site's frame. */
export interface Socket {
  /** Tells it from all others; of two that are alike the lower wins. */
  readonly key: string;
  readonly at_m: Place;
  /** Outward; ports that do not look along an axis never line up. */
  readonly normal: Place;
}

export interface CaughtPort<S extends Socket> {
  readonly moved: S;
  readonly standing: S;
  /** Only axes named in `fixes` count. */
  readonly shift_m: Point;
  /** Sideways of a level run; both axes of an upright one. */
  readonly fixes: readonly PlanAxis[];
  /** From port to port, where the box is now; below 0 where it has gone past. */
  readonly length_m: number;
}

/** A run is straight where its ends lie level within this. */
const level_m = 1e-3;

/** The axis that a normal looks along and its sign: 1…3 or −1…−3; 0 where it looks along none. */
function facing([x, y, z]: Place): number {
  const along = [x, y, z].findIndex((part) => Math.abs(Math.abs(part) - 1) < 1e-6);
  return along < 0 ? 0 : (along + 1) * Math.sign([x, y, z][along] ?? 0);
}

/** What is moved, by where it looks, in order of the axis that it is found by. */
export type SocketRows<S extends Socket> = ReadonlyMap<number, readonly S[]>;

/** Level ports are found by their place sideways, upright ones by x. */
const foundBy = (way: number): PlanAxis => (Math.abs(way) === 1 ? 1 : 0);

export function socketRows<S extends Socket>(sockets: Iterable<S>): SocketRows<S> {
  const rows = new Map<number, S[]>();
  for (const socket of sockets) {
    const way = facing(socket.normal);
    if (way === 0) continue;
    const row = rows.get(way);
    if (row) row.push(socket);
    else rows.set(way, [socket]);
  }
  for (const [way, row] of rows) row.sort((a, b) => a.at_m[foundBy(way)] - b.at_m[foundBy(way)]);
  return rows;
}

/** First of a row that lies at or beyond a coordinate. */
function firstFrom(row: readonly Socket[], axis: PlanAxis, from_m: number): number {
  let [low, high] = [0, row.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((row[middle]?.at_m[axis] ?? 0) < from_m) low = middle + 1;
    else high = middle;
  }
  return low;
}

export interface PortReach {
  /** How far sideways a port may catch. */
  readonly reach_m: number;
  /** The longest run that is looked for. */
  readonly run_m: number;
  readonly free: readonly [x: boolean, y: boolean];
}

/**
 * The best upright run, else the best level one along each axis. Costs a search in a sorted row for each standing port.
 * @param offset_m by which what is moved lies off its places in `moved`
 * @param fits asked only of pairs that would win
 */
export function catchPorts<S extends Socket>(
  moved: SocketRows<S>,
  standing: Iterable<S>,
  offset_m: Place,
  { reach_m, run_m, free }: PortReach,
  fits: (moved: S, standing: S) => boolean,
): readonly CaughtPort<S>[] {
  const best = new Map<number, CaughtPort<S> & { readonly rank: Rank }>();
  const offer = (way: number, caught: CaughtPort<S>, aside_m: number) => {
    if (aside_m > reach_m + 1e-9 || caught.length_m < -reach_m || caught.length_m > run_m) return;
    const slot = Math.abs(way);
    const rank = [
      micrometres(aside_m),
      micrometres(Math.abs(caught.length_m)),
      ...caught.shift_m.map(micrometres),
      caught.moved.key,
      caught.standing.key,
    ];
    if (ranksBefore(rank, best.get(slot)?.rank) && fits(caught.moved, caught.standing)) best.set(slot, { ...caught, rank });
  };
  for (const socket of standing) {
    const way = -facing(socket.normal);
    const row = moved.get(way);
    if (!row) continue;
    const aside = foundBy(way);
    const along = Math.abs(way) - 1;
    const upright = along === 2;
    if (!upright && !free[aside]) continue;
    const at_m = socket.at_m[aside] - offset_m[aside];
    for (let i = firstFrom(row, aside, at_m - reach_m - 1e-9); i < row.length; i++) {
      const own = row[i] as S;
      if (own.at_m[aside] > at_m + reach_m + 1e-9) break;
      const off = (axis: 0 | 1 | 2) => socket.at_m[axis] - own.at_m[axis] - offset_m[axis];
      const length_m = off(along as 0 | 1 | 2) * Math.sign(way);
      const pair = { moved: own, standing: socket, length_m };
      if (upright) {
        const shift_m: Point = [off(0), off(1)];
        const fixes = ([0, 1] as const).filter((axis) => free[axis]);
        const blocked = ([0, 1] as const).some((axis) => !free[axis] && Math.abs(shift_m[axis]) > level_m);
        if (fixes.length > 0 && !blocked) offer(way, { ...pair, shift_m, fixes }, Math.hypot(...shift_m));
      } else if (Math.abs(off(2)) <= level_m) {
        const shift_m: Point = aside === 0 ? [off(0), 0] : [0, off(1)];
        offer(way, { ...pair, shift_m, fixes: [aside] }, Math.abs(shift_m[aside]));
      }
    }
  }
  const upright = best.get(3);
  return upright ? [upright] : [best.get(1), best.get(2)].flatMap((caught) => caught ?? []);
}
