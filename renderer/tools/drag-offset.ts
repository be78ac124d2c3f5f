/** Where a drag goes: along a line, a wall or the floor, by the pointer or by a typed distance. */
import type { Place, Point } from '../../shared/document/records.ts';

export const timesOf = ([x, y, z]: Place, distance_m: number): Place => [x * distance_m + 0, y * distance_m + 0, z * distance_m + 0];

/** How far an offset leads along a unit vector. */
export const partAlong = (offset_m: Place, [x, y, z]: Place): number => offset_m[0] * x + offset_m[1] * y + offset_m[2] * z;

/** Without a line a typed distance goes where the pointer leads, to the nearest of these directions: what a hand means. */
const directions_deg = 45;

/**
 * @param line unit vector of a locked axis
 * @param raw_m where the pointer leads; nowhere yet is east
 * @param slides the only direction there is, of a wall
 * @param free every direction counts: snapping is off
 */
export function typedOffset(distance_m: number, line: Place | undefined, raw_m: Place, slides: Point | undefined, free: boolean): Place {
  if (line) return timesOf(line, distance_m);
  if (slides) {
    const back = raw_m[0] * slides[0] + raw_m[1] * slides[1] < 0 ? -1 : 1;
    return [slides[0] * distance_m * back, slides[1] * distance_m * back, 0];
  }
  const led_rad = Math.hypot(raw_m[0], raw_m[1]) > 1e-6 ? Math.atan2(raw_m[1], raw_m[0]) : 0;
  const step_rad = (directions_deg * Math.PI) / 180;
  const eighth = Math.round(led_rad / step_rad);
  if (free) return [Math.cos(led_rad) * distance_m, Math.sin(led_rad) * distance_m, 0];
  // Along the axes exactly: no cosine of a right angle is quite nothing.
  const exact = (value: number) => (Math.abs(value) < 1e-12 ? 0 : value);
  return [exact(Math.cos(eighth * step_rad)) * distance_m, exact(Math.sin(eighth * step_rad)) * distance_m, 0];
}
