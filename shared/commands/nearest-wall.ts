/** The wall that a place on the floor is beside, and how far along it. */
import { openingsIn, type WallLine, wallCount, wallLine } from '../document/building-parts.ts';
import type { Place, Point, Space } from '../document/records.ts';
import { nearestOn } from '../geometry/polygon.ts';
import { toGrid } from './snap.ts';

export interface WallPlace {
  readonly space: Space;
  readonly wall: number;
  readonly line: WallLine;
  /** From the wall's first corner. */
  readonly along_m: number;
  readonly distance_m: number;
}

const walled: ReadonlySet<Space['kind']> = new Set(['building', 'hall', 'room']);

/** Of two spaces that share a wall the smaller space has it: a room before its hall. */
export function nearestWall(spaces: Iterable<Space>, place: Point, reach_m: number): WallPlace | undefined {
  let best: WallPlace | undefined;
  for (const space of spaces) {
    if (!walled.has(space.kind)) continue;
    for (let wall = 0; wall < wallCount(space); wall++) {
      const line = wallLine(space, wall);
      if (!line) continue;
      const [x, y] = nearestOn(line.from, line.to, place);
      const distance_m = Math.hypot(x - place[0], y - place[1]);
      const nearer = distance_m < (best?.distance_m ?? reach_m) - 1e-6;
      const alike = best !== undefined && Math.abs(distance_m - best.distance_m) <= 1e-6 && line.length_m < best.line.length_m;
      if (nearer || alike) best = { space, wall, line, along_m: Math.hypot(x - line.from[0], y - line.from[1]), distance_m };
    }
  }
  return best;
}

/** The first wall that a line of sight meets from inside its space: those that face the eye are drawn as glass. */
export function wallBehind(spaces: Iterable<Space>, eye_m: Place, direction: Place): WallPlace | undefined {
  let best: { readonly place: WallPlace; readonly far: number } | undefined;
  for (const space of spaces) {
    if (!walled.has(space.kind)) continue;
    for (let wall = 0; wall < wallCount(space); wall++) {
      const line = wallLine(space, wall);
      if (!line) continue;
      const leaving = direction[0] * line.out[0] + direction[1] * line.out[1];
      if (leaving <= 1e-9) continue;
      const far = ((line.from[0] - eye_m[0]) * line.out[0] + (line.from[1] - eye_m[1]) * line.out[1]) / leaving;
      if (far <= 0 || (best && far >= best.far)) continue;
      const high_m = eye_m[2] + direction[2] * far - space.elevation_m;
      const along_m =
        (eye_m[0] + direction[0] * far - line.from[0]) * line.along[0] + (eye_m[1] + direction[1] * far - line.from[1]) * line.along[1];
      if (high_m < 0 || high_m > space.height_m || along_m < 0 || along_m > line.length_m) continue;
      best = { place: { space, wall, line, along_m, distance_m: 0 }, far };
    }
  }
  return best?.place;
}

/**
 * Where an opening of a width starts, as near as its wall lets it to being centred on a place: on the grid, in the
 * middle of the wall where it is within reach, and clear of the openings that are there. Undefined where none fits.
 */
export function openingStart(
  { space, wall, line, along_m }: WallPlace,
  width_m: number,
  { step_m, reach_m }: { readonly step_m: number; readonly reach_m: number },
): number | undefined {
  const most_m = line.length_m - width_m;
  if (most_m < -1e-9) return undefined;
  const middle_m = most_m / 2;
  const wish_m = along_m - width_m / 2;
  const start_m = Math.abs(wish_m - middle_m) <= reach_m ? middle_m : toGrid(wish_m, step_m);
  const taken = openingsIn(space, wall);
  const free = (from_m: number) =>
    from_m >= -1e-9 &&
    from_m <= most_m + 1e-9 &&
    taken.every((other) => from_m + width_m <= other.from_m + 1e-9 || other.from_m + other.width_m <= from_m + 1e-9);
  if (free(start_m)) return Math.abs(start_m) < 1e-9 ? 0 : start_m;
  return [0, most_m, ...taken.flatMap((other) => [other.from_m - width_m, other.from_m + other.width_m])]
    .filter(free)
    .sort((a, b) => Math.abs(a - wish_m) - Math.abs(b - wish_m))[0];
}
