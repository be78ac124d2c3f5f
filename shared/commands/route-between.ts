/** Corners of a run between two ports along the axes: out of each port, across at one height, and in. */
import type { PortPlace } from '../catalogue/route.ts';
import type { Place } from '../document/records.ts';
import { straightened } from '../geometry/orthogonal-route.ts';

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
