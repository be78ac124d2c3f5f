/** Corners of a run between two ports along the axes: out of each port, across at one height, and in. */
import type { PortPlace } from '../catalogue/route.ts';
import type { Place } from '../document/records.ts';
import { distance } from '../geometry/pose.ts';

const same = (a: Place, b: Place) => distance(a, b) < 1e-6;

/** Whether b lies on the straight line from a to c. */
function between(a: Place, b: Place, c: Place): boolean {
  return Math.abs(distance(a, b) + distance(b, c) - distance(a, c)) < 1e-9;
}

/** The route without repeated corners and corners on a straight line; its two ends stay. */
export function straightened(corners: readonly Place[]): Place[] {
  const route: Place[] = [];
  for (const corner of corners) {
    const last = route.at(-1);
    if (last && same(corner, last)) continue;
    const before = route.at(-2);
    if (last && before && between(before, last, corner)) route.pop();
    route.push(corner);
  }
  return route;
}

/**
 * @param lead_m straight length at each port before the first bend
 * @param rise_m height above the higher lead at which the run crosses
 */
export function routeBetween(from: PortPlace, to: PortPlace, lead_m: number, rise_m: number): Place[] {
  const out = (place: PortPlace): Place => [
    place.at_m[0] + place.normal[0] * lead_m,
    place.at_m[1] + place.normal[1] * lead_m,
    place.at_m[2] + place.normal[2] * lead_m,
  ];
  const [a, b] = [out(from), out(to)];
  const level = Math.abs(a[2] - b[2]) < 1e-6 && rise_m === 0 ? a[2] : Math.max(a[2], b[2]) + rise_m;
  return straightened([from.at_m, a, [a[0], a[1], level], [b[0], a[1], level], [b[0], b[1], level], b, to.at_m]).slice(1, -1);
}
