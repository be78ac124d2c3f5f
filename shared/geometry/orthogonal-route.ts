/**
 * Routes whose legs lie along the axes, so that elbows and tees do for their corners, and what becomes of such a route
 * when an end goes elsewhere.
 */
import type { Place } from '../document/records.ts';
import { distance } from './pose.ts';

export type Axis = 0 | 1 | 2;
export const axes: readonly Axis[] = [0, 1, 2];

/** Closer than this, places are one place and legs are level. */
export const slack_m = 1e-6;

/** Least straight length kept at a port, unless it was shorter before. */
export const lead_m = 0.15;

/** A port as a route meets it. */
export interface RouteEnd {
  readonly at_m: Place;
  /** Of length 1, out of the equipment. */
  readonly normal: Place;
}

export const samePlace = (a: Place, b: Place): boolean => distance(a, b) < slack_m;

/** The axis a leg lies along; undefined where it is oblique or has no length. */
export function axisOf(a: Place, b: Place): Axis | undefined {
  let found: Axis | undefined;
  for (const axis of axes) {
    if (Math.abs(b[axis] - a[axis]) < slack_m) continue;
    if (found !== undefined) return undefined;
    found = axis;
  }
  return found;
}

/** A place with one of its coordinates replaced. */
export const withCoordinate = (place: Place, axis: Axis, value_m: number): Place => [
  axis === 0 ? value_m : place[0],
  axis === 1 ? value_m : place[1],
  axis === 2 ? value_m : place[2],
];

/** Whether b lies on the straight line from a to c. */
function between(a: Place, b: Place, c: Place): boolean {
  return Math.abs(distance(a, b) + distance(b, c) - distance(a, c)) < 1e-9;
}

/** The route without repeated corners and corners on a straight line; its two ends stay. */
export function straightened(corners: readonly Place[]): Place[] {
  const route: Place[] = [];
  for (const corner of corners) {
    const last = route.at(-1);
    if (last && samePlace(corner, last)) continue;
    const before = route.at(-2);
    if (last && before && between(before, last, corner)) route.pop();
    route.push(corner);
  }
  return route;
}

/** A leg as it was drawn. */
interface Leg {
  readonly axis: Axis | undefined;
  /** Oblique legs, such as hoses, have a direction of their own. */
  readonly oblique: boolean;
  readonly length_m: number;
  /** 1 where it leads towards higher coordinates, −1 towards lower ones. */
  readonly sense: 1 | -1;
}

function legOf(a: Place, b: Place): Leg {
  const axis = axisOf(a, b);
  const length_m = distance(a, b);
  return { axis, oblique: axis === undefined && length_m >= slack_m, length_m, sense: axis !== undefined && b[axis] < a[axis] ? -1 : 1 };
}

/** Whether a leg may become longer by `by_m` of its axis at its far end, or shorter, and still leave its port straight and not fold back. */
function gives(legs: readonly Leg[], index: number, by_m: number): boolean {
  const leg = legs[index] as Leg;
  const left_m = leg.length_m - by_m * leg.sense;
  if (index === 0 || index === legs.length - 1) return left_m >= Math.min(lead_m, leg.length_m) - slack_m;
  if (Math.abs(left_m) >= slack_m) return true;
  // Gone altogether, its neighbours meet: in one line they may not lead against each other.
  const [one, other] = [legs[index - 1] as Leg, legs[index + 1] as Leg];
  return one.axis !== other.axis || one.sense === other.sense;
}

/** Where a shift along one axis ends: in a leg, or in a new one at the corner behind a leg. */
type Taker = { readonly leg: number } | { readonly behind: number };

function takerOf(axis: Axis, shift_m: number, route: readonly Place[], legs: readonly Leg[], first: number): Taker | undefined {
  const oblique = legs.findIndex((leg, i) => i >= first && leg.oblique);
  const until = oblique < 0 ? legs.length : oblique;
  // A level lead goes with its port, so that what rises behind a rack stays behind it; a riser gets longer or shorter.
  const from = axis === 2 || first > 0 ? first : 1;
  for (let i = from; i < until; i++) if (legs[i]?.axis === axis && gives(legs, i, shift_m)) return { leg: i };
  if (oblique >= 0) return { leg: oblique };
  if (from > 0 && first === 0 && legs[0]?.axis === axis && gives(legs, 0, shift_m)) return { leg: 0 };
  // A level jog is made where the run is highest: above what stands.
  let best: number | undefined;
  for (let i = first; i + 1 < legs.length; i++) {
    if (legs[i]?.axis === axis || legs[i + 1]?.axis === axis) continue;
    const height = (corner: number) => (axis === 2 ? 0 : (route[corner + 1] as Place)[2]);
    if (best === undefined || height(i) > height(best) + slack_m) best = i;
  }
  return best === undefined ? undefined : { behind: best };
}

/**
 * A route after its first end went elsewhere, from there to its last end, which stays. Legs stay along their axes: the
 * first goes with its port, and of the others the nearest along each axis takes up how far the port went that way; where
 * none lies along it a jog is made. Oblique legs take up everything.
 * @param route with both ends
 * @returns undefined where that cannot be done and the run is to be drawn again
 */
export function withFirstEndAt(route: readonly Place[], was: RouteEnd, now: RouteEnd): Place[] | undefined {
  const legs = route.slice(1).map((corner, i) => legOf(route[i] as Place, corner));
  const [first] = legs;
  if (!first) return undefined;
  if (first.oblique && !leadsOut(route, was)) return [now.at_m, ...route.slice(1)];
  const turned = !samePlace(was.normal, now.normal);
  const out: Place[] = [now.at_m];
  let shift = minus(now.at_m, route[0] as Place);
  let start = 0;
  if (leadsOut(route, was) && (turned || first.oblique)) {
    // The lead turns with its port; what follows may not lead back into it.
    const lead: Place = [0, 1, 2].map((i) => (now.at_m[i] as number) + (now.normal[i] as number) * first.length_m) as unknown as Place;
    const next = legs[1];
    if (!next || (next.axis !== undefined && now.normal[next.axis] * next.sense < slack_m - 1)) return undefined;
    out.push(lead);
    shift = minus(lead, route[1] as Place);
    start = 1;
  }
  const takers = new Map<Axis, Taker>();
  for (const axis of axes) {
    if (Math.abs(shift[axis]) < slack_m) continue;
    const taker = takerOf(axis, shift[axis], route, legs, start);
    if (!taker) return undefined;
    takers.set(axis, taker);
  }
  for (let i = start; i < legs.length; i++) {
    for (const [axis, taker] of takers) if ('leg' in taker && taker.leg === i) shift = withCoordinate(shift, axis, 0);
    out.push(plus(route[i + 1] as Place, shift));
    for (const [axis, taker] of takers) {
      if (!('behind' in taker) || taker.behind !== i) continue;
      shift = withCoordinate(shift, axis, 0);
      out.push(plus(route[i + 1] as Place, shift));
    }
  }
  // The end that stays is the very same place, whatever was added to it and taken away.
  out[out.length - 1] = route.at(-1) as Place;
  return out.some((corner, i) => i > 0 && samePlace(corner, out[i - 1] as Place)) ? straightened(out) : out;
}

/** Whether the first leg leaves its port straight. */
export function leadsOut([a, b]: readonly Place[], { normal }: RouteEnd): boolean {
  if (!a || !b) return false;
  const length_m = distance(a, b);
  const along_m = (b[0] - a[0]) * normal[0] + (b[1] - a[1]) * normal[1] + (b[2] - a[2]) * normal[2];
  return length_m >= slack_m && along_m > length_m * (1 - slack_m);
}

export const plus = (a: Place, b: Place): Place => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
export const minus = (a: Place, b: Place): Place => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
