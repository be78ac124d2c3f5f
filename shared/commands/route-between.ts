/** Corners of a run between two ports along the axes: out of each port, across at one height, and in. */
import type { PortPlace } from '../catalogue/route.ts';
import type { Place } from '../document/records.ts';
import { distance } from '../geometry/pose.ts';

const same = (a: Place, b: Place) => distance(a, b) < 1e-6;

/** Whether b lies on the straight line from a to c. */
function between(a: Place, b: Place, c: Place): boolean {
  return Math.abs(distance(a, b) + distance(b, c) - distance(a, c)) < 1e-9;
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
  const corners: Place[] = [a, [a[0], a[1], level], [b[0], a[1], level], [b[0], b[1], level], b];
  const route: Place[] = [from.at_m];
  for (const corner of corners) if (!same(corner, route.at(-1) as Place)) route.push(corner);
  if (!same(to.at_m, route.at(-1) as Place)) route.push(to.at_m);
  return route.filter((corner, i) => i > 0 && i < route.length - 1 && !between(route[i - 1] as Place, corner, route[i + 1] as Place));
}
