/** Ways through openings that people need free: the hole itself, and before and behind a door the floor to stand on. */
import { type BuildingPart, wallLine, wallPiece, wallReach } from './building-parts.ts';
import type { Opening, Space } from './records.ts';

/** Depth of the landing on each side of a door, 44 in: International Building Code 2021, 1010.1.5. */
export const landing_m = 1.118;

export interface Doorway {
  /** Its place in the list of openings. */
  readonly opening: number;
  readonly kind: Opening['kind'];
  readonly corners: BuildingPart['corners'];
  readonly low_m: number;
  readonly high_m: number;
  /** Free depth that is asked for on each side; of a free passage the hole alone counts. */
  readonly landing_m: number;
}

export const doorwaysOf = (space: Space): readonly Doorway[] =>
  (space.openings ?? []).flatMap(({ kind, wall, from_m, width_m, height_m }, opening): Doorway[] => {
    const line = wallLine(space, wall);
    if (!line) return [];
    const [inner_m, outer_m] = wallReach(space, wall) ?? [0, 0];
    const free_m = kind === 'passage' ? 0 : landing_m;
    return [
      {
        opening,
        kind,
        corners: wallPiece(line, from_m, from_m + width_m, inner_m - free_m, outer_m + free_m),
        low_m: space.elevation_m,
        high_m: space.elevation_m + height_m,
        landing_m: free_m,
      },
    ];
  });
