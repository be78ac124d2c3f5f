/** Places in the site's frame: x east, y north, z up, metres; yaw counter-clockwise about z in degrees. */
import type { Place, Point } from '../document/records.ts';
import type { Bounds } from './polygon.ts';

const quarterTurns: Readonly<Record<number, readonly [cos: number, sin: number]>> = { 0: [1, 0], 90: [0, 1], 180: [-1, 0], 270: [0, -1] };

/** An angle as 0 ≤ turn < 360, so that four quarter turns give the first value back exactly. */
export const wholeTurn = (angle_deg: number): number => ((angle_deg % 360) + 360) % 360;

/** Cosine and sine of a yaw; exact for quarter turns, so that mirrored rows stay bit-identical. */
export function directionOf(yaw_deg: number): readonly [cos: number, sin: number] {
  const turn = wholeTurn(yaw_deg);
  return quarterTurns[turn] ?? [Math.cos((turn * Math.PI) / 180), Math.sin((turn * Math.PI) / 180)];
}

/** A local vector turned into the site's directions, without the shift. */
export function turned(local: Place, yaw_deg: number): Place {
  const [cos, sin] = directionOf(yaw_deg);
  return [local[0] * cos - local[1] * sin, local[0] * sin + local[1] * cos, local[2]];
}

/** A local point of a record in the site's frame. */
export function placed(local: Place, position_m: Place, yaw_deg: number): Place {
  const [cos, sin] = directionOf(yaw_deg);
  return [position_m[0] + (local[0] * cos - local[1] * sin), position_m[1] + (local[0] * sin + local[1] * cos), position_m[2] + local[2]];
}

/** Corners of a footprint, counter-clockwise. */
export function footprint([x, y]: Place, yaw_deg: number, width_m: number, depth_m: number): Point[] {
  const [cos, sin] = directionOf(yaw_deg);
  const w = width_m / 2;
  const d = depth_m / 2;
  return [
    [x + (-w * cos + d * sin), y + (-w * sin - d * cos)],
    [x + (w * cos + d * sin), y + (w * sin - d * cos)],
    [x + (w * cos - d * sin), y + (w * sin + d * cos)],
    [x + (-w * cos - d * sin), y + (-w * sin + d * cos)],
  ];
}

/** Width along x and depth along y that a turned footprint takes up. */
export function extent(yaw_deg: number, width_m: number, depth_m: number): readonly [x_m: number, y_m: number] {
  const [cos, sin] = directionOf(yaw_deg);
  const [along, across] = [Math.abs(cos), Math.abs(sin)];
  return [along * width_m + across * depth_m, across * width_m + along * depth_m];
}

/** Bounds in plan of the same footprint, without its corners. */
export function footprintBounds([x, y]: Place, yaw_deg: number, width_m: number, depth_m: number, low_m: number, high_m: number): Bounds {
  const [along_m, across_m] = extent(yaw_deg, width_m, depth_m);
  return { min: [x - along_m / 2, y - across_m / 2, low_m], max: [x + along_m / 2, y + across_m / 2, high_m] };
}

export const distance = (a: Place, b: Place): number => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
