/** Edits of a route that lies along the axes: legs slide, corners move, come and go, and its legs stay along the axes. */
import type { Place } from '../document/records.ts';
import { type Axis, axes, axisOf, lead_m, minus, plus, samePlace, slack_m, straightened, withCoordinate } from './orthogonal-route.ts';
import { distance } from './pose.ts';

/** Legs and corners are numbered along the route: leg `i` goes from corner `i` to corner `i + 1`; the first and the last corner are its ports. */
type Route = readonly Place[];

const shiftAlong = (axis: Axis, by_m: number): Place => withCoordinate([0, 0, 0], axis, by_m);

/** The place on a leg at some distance from its start, at most half way. */
function leadPlace(a: Place, b: Place): Place {
  const length_m = distance(a, b);
  const part = Math.min(lead_m, length_m / 2) / Math.max(length_m, slack_m);
  return [a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part, a[2] + (b[2] - a[2]) * part];
}

/**
 * Shifts the corners from `first` to `last` along one axis. The legs beside them get longer or shorter where they lie
 * along it; elsewhere a jog is made. Ports stay: a leg that hangs on one leaves it straight and jogs behind that lead.
 */
function shifted(route: Route, first: number, last: number, axis: Axis, by_m: number): Place[] {
  if (Math.abs(by_m) < slack_m) return [...route];
  const end = route.length - 1;
  const [a, b] = [first <= 0, last >= end];
  const shift = shiftAlong(axis, by_m);
  const gives = (from: number, to: number): boolean => {
    const [p, q] = [route[from] as Place, route[to] as Place];
    const along = axisOf(p, q);
    return along === axis || (along === undefined && !samePlace(p, q));
  };
  const before = a
    ? [route[0] as Place, leadPlace(route[0] as Place, route[1] as Place)]
    : [...route.slice(0, first), ...(gives(first - 1, first) ? [] : [route[first] as Place])];
  const after = b
    ? [leadPlace(route[end] as Place, route[end - 1] as Place), route[end] as Place]
    : [...(gives(last, last + 1) ? [] : [route[last] as Place]), ...route.slice(last + 1)];
  const middle = [
    ...(a ? [before[1] as Place] : []),
    ...route.slice(Math.max(1, first), Math.min(end, last + 1)),
    ...(b ? [after[0] as Place] : []),
  ];
  return [...before, ...middle.map((corner) => plus(corner, shift)), ...after];
}

/** Without legs that lead straight back over the one before. */
export function unfolded(route: Route): Place[] {
  const out: Place[] = [];
  for (const corner of straightened(route)) {
    out.push(corner);
    for (;;) {
      const [a, b, c] = out.slice(-3);
      const along = a && b && c ? axisOf(a, b) : undefined;
      const back =
        c &&
        along !== undefined &&
        axisOf(b as Place, c) === along &&
        ((b as Place)[along] - (a as Place)[along]) * (c[along] - (b as Place)[along]) < 0;
      if (!back || !a || !c) break;
      out.splice(-2, 2, c);
      if (samePlace(a, c)) out.pop();
    }
  }
  return out;
}

/** A leg slid sideways, as far as `by_m` leads across it. */
export function slideLeg(route: Route, leg: number, by_m: Place): Place[] {
  const [a, b] = [route[leg], route[leg + 1]];
  if (!a || !b) return [...route];
  const own = axisOf(a, b);
  let result: Place[] = [...route];
  let [first, last] = [leg, leg + 1];
  for (const axis of axes) {
    if (axis === own || Math.abs(by_m[axis]) < slack_m) continue;
    const [from, to] = [result[first] as Place, result[last] as Place];
    result = shifted(result, first, last, axis, by_m[axis]);
    // A jog before the leg moves it on by a corner: it is found again by where it came to lie.
    first = whereIs(result, plus(first === 0 ? leadPlace(from, to) : from, shiftAlong(axis, by_m[axis])), first);
    last = first + 1;
  }
  return result;
}

const whereIs = (route: Route, place: Place, from: number): number =>
  Math.max(
    from,
    route.findIndex((corner, i) => i >= from && samePlace(corner, place)),
  );

/** A corner moved to a place: the legs that meet in it go along. */
export function moveCorner(route: Route, corner: number, to_m: Place): Place[] {
  const at = route[corner];
  if (!at || corner <= 0 || corner >= route.length - 1) return [...route];
  const by_m = minus(to_m, at);
  let result: Place[] = [...route];
  let index = corner;
  for (const axis of axes) {
    if (Math.abs(by_m[axis]) < slack_m) continue;
    const [before, here, after] = [result[index - 1] as Place, result[index] as Place, result[index + 1] as Place];
    const [one, other] = [axisOf(before, here), axisOf(here, after)];
    // A leg along the axis is where the route gives way; a leg across it slides.
    const first = one === axis || one === undefined ? index : index - 1;
    const last = other === axis || other === undefined ? index : index + 1;
    // On a straight line the leg behind the corner is meant.
    const straight = one === other && one !== axis;
    result = shifted(result, straight ? index : first, last, axis, by_m[axis]);
    index = whereIs(result, plus(here, shiftAlong(axis, by_m[axis])), index);
  }
  return result;
}

/**
 * A corner on a leg, where it does not bend yet: as near to a place as the leg goes.
 * @returns undefined where a corner is already
 */
export function insertCorner(route: Route, leg: number, at_m: Place): Place[] | undefined {
  const [a, b] = [route[leg], route[leg + 1]];
  if (!a || !b) return undefined;
  const [along, out] = [minus(b, a), minus(at_m, a)];
  const length2 = along[0] ** 2 + along[1] ** 2 + along[2] ** 2;
  const part = length2 > 0 ? (along[0] * out[0] + along[1] * out[1] + along[2] * out[2]) / length2 : 0;
  const on: Place = [a[0] + along[0] * part, a[1] + along[1] * part, a[2] + along[2] * part];
  if (part <= 0 || part >= 1 || samePlace(on, a) || samePlace(on, b)) return undefined;
  return [...route.slice(0, leg + 1), on, ...route.slice(leg + 1)];
}

/**
 * The route without a corner: one of its two legs is taken out by sliding what comes before or after it, the shortest
 * way that leaves the ports alone.
 * @returns undefined where its ends cannot be joined at right angles with fewer corners there
 */
export function removeCorner(route: Route, corner: number): Place[] | undefined {
  const [before, here, after] = [route[corner - 1], route[corner], route[corner + 1]];
  if (!before || !here || !after) return undefined;
  const dropped = route.filter((_, i) => i !== corner);
  const bends = axisOf(before, here) !== axisOf(here, after);
  if (!bends || axisOf(before, here) === undefined) return dropped;
  let best: { readonly route: Place[]; readonly length_m: number } | undefined;
  for (const leg of [corner - 1, corner]) {
    const by_m = minus(route[leg + 1] as Place, route[leg] as Place);
    // What comes before goes to where the leg ends, or what comes after to where it starts.
    for (const [beside, shift] of [
      [leg - 1, by_m],
      [leg + 1, minus([0, 0, 0], by_m)],
    ] as const) {
      if (beside < 1 || beside > route.length - 3) continue;
      const candidate = unfolded(slideLeg(route, beside, shift));
      const length_m = candidate.reduce((sum, place, i) => sum + (i === 0 ? 0 : distance(candidate[i - 1] as Place, place)), 0);
      if (candidate.length < route.length && (!best || length_m < best.length_m)) best = { route: candidate, length_m };
    }
  }
  return best?.route;
}

/** The corners of one level stretch: those beside the given leg that lie as high as it. */
export function stretchAround(route: Route, leg: number): { readonly first: number; readonly last: number } {
  const height = (route[leg] as Place)[2];
  const level = (corner: number) => Math.abs((route[corner]?.[2] ?? Number.NaN) - height) < slack_m;
  let [first, last] = [leg, leg + 1];
  while (level(first - 1)) first--;
  while (level(last + 1)) last++;
  return { first, last };
}

/** The longest level leg; undefined of a route that only rises. */
export function longestLevelLeg(route: Route): number | undefined {
  let best: { readonly leg: number; readonly length_m: number } | undefined;
  for (let leg = 0; leg + 1 < route.length; leg++) {
    const [a, b] = [route[leg] as Place, route[leg + 1] as Place];
    if (Math.abs(a[2] - b[2]) >= slack_m) continue;
    const length_m = distance(a, b);
    if (length_m >= slack_m && (!best || length_m > best.length_m + slack_m)) best = { leg, length_m };
  }
  return best?.leg;
}

/** A level stretch at another height: with a leg, the one it lies in. */
export function liftStretch(route: Route, leg: number, height_m: number): Place[] {
  const { first, last } = stretchAround(route, leg);
  return shifted(route, first, last, 2, height_m - (route[leg] as Place)[2]);
}
