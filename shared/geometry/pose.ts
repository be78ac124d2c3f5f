/** Places in the site's frame: x east, y north, z up, metres; yaw counter-clockwise about z in degrees. */
import type { Place, Point } from '../document/records.ts';

const quarterTurns: Readonly<Record<number, readonly [cos: number, sin: number]>> = { 0: [1, 0], 90: [0, 1], 180: [-1, 0], 270: [0, -1] };

/** Cosine and sine of a yaw; exact for quarter turns, so that mirrored rows stay bit-identical. */
export function directionOf(yaw_deg: number): readonly [cos: number, sin: number] {
  const turn = ((yaw_deg % 360) + 360) % 360;
  return quarterTurns[turn] ?? [Math.cos((turn * Math.PI) / 180), Math.sin((turn * Math.PI) / 180)];
}

/** A local vector turned into the site's directions, without the shift. */
export function turned(local: Place, yaw_deg: number): Place {
  const [cos, sin] = directionOf(yaw_deg);
  return [local[0] * cos - local[1] * sin, local[0] * sin + local[1] * cos, local[2]];
}

/** A local point of a record in the site's frame. */
export function placed(local: Place, position_m: Place, yaw_deg: number): Place {
  const [x, y, z] = turned(local, yaw_deg);
  return [position_m[0] + x, position_m[1] + y, position_m[2] + z];
}

/** Corners of a footprint, counter-clockwise. */
export function footprint(position_m: Place, yaw_deg: number, width_m: number, depth_m: number): Point[] {
  const corner = (x: number, y: number): Point => {
    const [px, py] = placed([x, y, 0], position_m, yaw_deg);
    return [px, py];
  };
  const w = width_m / 2;
  const d = depth_m / 2;
  return [corner(-w, -d), corner(w, -d), corner(w, d), corner(-w, d)];
}

export const distance = (a: Place, b: Place): number => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
