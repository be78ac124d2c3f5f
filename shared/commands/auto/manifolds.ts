/** Headers for auto-connection: placed over ports, with taps given out nearest first. */
import type { PortPlace } from '../../catalogue/route.ts';
import { nominalSize } from '../../catalogue/sizing.ts';
import type { GroupId } from '../../document/ids.ts';
import type { Equipment, Place, Point } from '../../document/records.ts';
import { directionOf } from '../../geometry/pose.ts';
import type { Draft } from './draft.ts';

export interface HeaderSpec {
  /** Direction of the header. */
  readonly yaw_deg: number;
  /** A point on its axis, in plan. */
  readonly through_m: Point;
  /** Height of its centre line. */
  readonly height_m: number;
  /** Ends of the stretch with taps, along its direction from `through_m`. */
  readonly from_m: number;
  readonly to_m: number;
  readonly taps: number;
  readonly flow_m3_s: number;
  readonly group?: GroupId | undefined;
  readonly why: string;
}

/** Guide velocity of headers at design flow, m/s: the middle of the band of pipe guides. */
const headerVelocity_m_s = 2;
const most = 64;

export function placeHeader(d: Draft, spec: HeaderSpec): Equipment {
  const item = `header-dn${nominalSize(d, 'header', spec.flow_m3_s, headerVelocity_m_s)}`;
  const { outerDiameter_m } = d.parameters(item);
  const taps = Math.max(1, Math.min(most, spec.taps));
  const pitch_m = taps > 1 ? Math.max(0.1, (spec.to_m - spec.from_m) / (taps - 1)) : 0.6;
  const [cos, sin] = directionOf(spec.yaw_deg);
  const middle = (spec.from_m + spec.to_m) / 2;
  return d.place(
    item,
    {
      at_m: [spec.through_m[0] + middle * cos, spec.through_m[1] + middle * sin, spec.height_m - outerDiameter_m / 2],
      yaw_deg: spec.yaw_deg,
      group: spec.group,
      overrides: { taps, pitch_m: Math.round(pitch_m * 1e4) / 1e4, lead_m: 0.3 },
    },
    spec.why,
  );
}

const planDistance = (a: Place, b: Place) => Math.hypot(a[0] - b[0], a[1] - b[1]);

/** The free tap, or with `ends` the free end, nearest to a place in plan. */
export function nearestTap(
  d: Draft,
  headers: readonly Equipment[],
  to: Place,
  ends: 'taps' | 'ends' | 'both' = 'taps',
): PortPlace | undefined {
  let best: PortPlace | undefined;
  for (const header of headers) {
    for (const place of d.freePorts(header, ({ name }) => {
      const isTap = name.startsWith('tap-');
      return ends === 'both' || (ends === 'taps') === isTap;
    })) {
      if (!best || planDistance(place.at_m, to) < planDistance(best.at_m, to) - 1e-9) best = place;
    }
  }
  return best;
}

/** Direction, centre and extent of some places: along x or y, whichever they spread over more. */
export function axisOf(places: readonly Place[], fallback_deg: number): { yaw_deg: number; centre: Point } {
  const middle = (axis: 0 | 1) => {
    const values = places.map((place) => place[axis]);
    return [Math.min(...values), Math.max(...values)] as const;
  };
  const [x0, x1] = middle(0);
  const [y0, y1] = middle(1);
  const spread = Math.max(x1 - x0, y1 - y0);
  return { yaw_deg: spread < 0.3 ? fallback_deg : x1 - x0 > y1 - y0 ? 0 : 90, centre: [(x0 + x1) / 2, (y0 + y1) / 2] };
}

/** Coordinates of places along a direction, measured from a point. */
export const projected = (places: readonly Place[], centre: Point, yaw_deg: number): number[] => {
  const [cos, sin] = directionOf(yaw_deg);
  return places.map(([x, y]) => (x - centre[0]) * cos + (y - centre[1]) * sin);
};
