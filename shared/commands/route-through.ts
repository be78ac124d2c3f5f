/** The way of a run that is drawn by hand: out of its port, along the axes through the places that were set, and into the other. */
import type { PortPlace } from '../catalogue/route.ts';
import type { Place } from '../document/records.ts';
import { type Axis, axisOf, lead_m, samePlace } from '../geometry/orthogonal-route.ts';
import { unfolded } from '../geometry/route-shaping.ts';
import { along } from './auto/route.ts';

/** The level axis that a route goes along last, and towards where. */
function headingOf(route: readonly Place[]): { readonly axis: Axis; readonly sense: number } | undefined {
  for (let i = route.length - 1; i > 0; i--) {
    const [a, b] = [route[i - 1] as Place, route[i] as Place];
    const axis = axisOf(a, b);
    if (axis === 0 || axis === 1) return { axis, sense: b[axis] - a[axis] };
  }
  return undefined;
}

/** Goes on to a place: up or down first, then on the way it goes already and across; never straight back. */
function goTo(route: Place[], to: Place): void {
  const last = route.at(-1) as Place;
  const up: Place = [last[0], last[1], to[2]];
  const heading = headingOf(route);
  const ahead = heading !== undefined && (to[heading.axis] - up[heading.axis]) * heading.sense >= 0;
  const northFirst = heading !== undefined && (heading.axis === 1) === ahead;
  const elbow: Place = northFirst ? [up[0], to[1], to[2]] : [to[0], up[1], to[2]];
  for (const corner of [up, elbow, to]) if (!samePlace(corner, route.at(-1) as Place)) route.push(corner);
}

/**
 * @param places set on the way, each with the height at which the run goes there
 * @param to the port it ends at; without one it ends at the last place
 * @returns the whole route with both ends
 */
export function routeThrough(from: PortPlace, places: readonly Place[], to?: PortPlace): Place[] {
  const [first, last] = [places[0], places.at(-1)];
  const route: Place[] = [from.at_m];
  if (first) {
    const lead = along(from, lead_m, first[2]);
    if (!samePlace(lead, from.at_m)) route.push(lead);
  }
  for (const place of places) goTo(route, place);
  if (to) {
    const height = last?.[2] ?? to.at_m[2];
    const lead = along(to, lead_m, height);
    goTo(route, [lead[0], lead[1], height]);
    for (const place of [lead, to.at_m]) if (!samePlace(place, route.at(-1) as Place)) route.push(place);
  }
  return unfolded(route);
}
