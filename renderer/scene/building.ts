/** Designed walls with their openings, columns, door leaves, ceilings and aisle containment, as the shell's triangles. */
import { type ElementSort, elementId } from '../../shared/document/building-elements.ts';
import { type BuildingPart, columnsOf, wallLine, wallPiece, wallReach, wallsOf } from '../../shared/document/building-parts.ts';
import type { RecordId } from '../../shared/document/ids.ts';
import type { Point, Space } from '../../shared/document/records.ts';
import { colourOf, type ScenePalette } from './palette.ts';
import { pane, type Triangles } from './shell-geometry.ts';
import type { DrawnWall } from './walls.ts';

const nowhere = [0, 0, 0, 0];
/** Thickness of a closed door leaf. */
const leaf_m = 0.05;
/** Height of the foot of a partition. */
export const kerb_m = 0.12;

function box(
  into: Triangles,
  { corners, low_m, high_m }: Pick<BuildingPart, 'corners' | 'low_m' | 'high_m'>,
  colours: { side: number[]; top: number[] },
  wall: readonly number[],
): void {
  corners.forEach((a, i) => {
    const b = corners[(i + 1) % 4] ?? a;
    const length = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1;
    const normal = [(b[1] - a[1]) / length, (a[0] - b[0]) / length, 0];
    into.quad([...a, low_m], [...b, low_m], [...b, high_m], [...a, high_m], normal, colours.side, wall);
  });
  const [a, b, c, d] = corners;
  into.quad([...a, high_m], [...b, high_m], [...c, high_m], [...d, high_m], [0, 0, 1], colours.top, wall);
  into.quad([...a, low_m], [...b, low_m], [...c, low_m], [...d, low_m], [0, 0, -1], colours.side, wall);
}

function outerWall(solid: Triangles, glass: Triangles, palette: ScenePalette, part: BuildingPart, out: Point): void {
  const [, , c, d] = part.corners;
  const wall = [(c[0] + d[0]) / 2, (c[1] + d[1]) / 2, out[0], out[1]];
  box(solid, part, { side: colourOf(palette.wall).toArray(), top: colourOf(palette.wallCap).toArray() }, wall);
  pane(glass, palette, [d[0], d[1]], [c[0], c[1]], part.low_m, part.high_m, wall);
}

/** Walls that nobody has designed: outer ones as designed walls are drawn, glass between rooms. */
export function drawUndesigned(solid: Triangles, glass: Triangles, palette: ScenePalette, walls: readonly DrawnWall[]): void {
  for (const part of walls) {
    if (part.sort === 'outer' && part.out) outerWall(solid, glass, palette, part, part.out);
    else {
      const [a, b, c, d] = part.corners;
      const middle = (p: Point, q: Point): Point => [(p[0] + q[0]) / 2, (p[1] + q[1]) / 2];
      pane(glass, palette, middle(a, d), middle(b, c), part.low_m, part.high_m, nowhere);
    }
  }
}

/** Walls stand solid where they are far from the camera and turn to glass where they are near; columns always stand. */
export function drawParts(solid: Triangles, glass: Triangles, palette: ScenePalette, space: Space, hidden: ReadonlySet<RecordId>): void {
  const tone = (hex: string) => colourOf(hex).toArray();
  const colours = { side: tone(palette.wall), top: tone(palette.wallCap) };
  const isHidden = (sort: ElementSort, index: number) => hidden.size > 0 && hidden.has(elementId(space.id, sort, index));
  for (const part of wallsOf(space)) {
    if (!part.out) {
      if (part.wall !== undefined && isHidden('partition', part.wall - space.outline_m.length)) continue;
      // A partition is glass over a kerb, so that it hides no room; the kerb shows its thickness in plan.
      const kerb = { corners: part.corners, low_m: part.low_m, high_m: Math.min(part.high_m, space.elevation_m + kerb_m) };
      if (part.what === 'partition') box(solid, kerb, colours, nowhere);
      const [a, b, c, d] = part.corners;
      pane(glass, palette, a, b, part.low_m, part.high_m, nowhere);
      pane(glass, palette, d, c, part.low_m, part.high_m, nowhere);
      continue;
    }
    outerWall(solid, glass, palette, part, part.out);
  }
  columnsOf(space).forEach((column, i) => {
    if (!isHidden('column', i)) box(solid, column, colours, nowhere);
  });
  drawLeaves(solid, palette, space, (index) => isHidden('opening', index));
  if (space.ceiling_m !== undefined) drawCeiling(glass, palette, space, space.elevation_m + space.ceiling_m);
}

function drawLeaves(solid: Triangles, palette: ScenePalette, space: Space, isHidden: (opening: number) => boolean): void {
  const tone = colourOf(palette.slabEdge).toArray();
  for (const [index, { kind, wall, from_m, width_m, height_m }] of (space.openings ?? []).entries()) {
    if (isHidden(index)) continue;
    const line = wallLine(space, wall);
    // A wall without a thickness stands as thin as it is drawn.
    const [inner, outer] = wallReach(space, wall) ?? [0, leaf_m];
    if (!line || kind === 'passage') continue;
    const middle = (inner + outer) / 2;
    const corners = wallPiece(line, from_m, from_m + width_m, middle - leaf_m / 2, middle + leaf_m / 2);
    const at = [line.from[0] + line.along[0] * (from_m + width_m / 2), line.from[1] + line.along[1] * (from_m + width_m / 2)];
    const side = wall < space.outline_m.length ? [...at, ...line.out] : nowhere;
    box(solid, { corners, low_m: space.elevation_m, high_m: space.elevation_m + height_m }, { side: tone, top: tone }, side);
  }
}

/** A suspended ceiling as the line where it meets the walls: a sheet would hide the hall. */
function drawCeiling(glass: Triangles, palette: ScenePalette, { outline_m }: Space, at_m: number): void {
  outline_m.forEach((a, i) => {
    const b = outline_m[(i + 1) % outline_m.length] ?? a;
    if (Math.hypot(b[0] - a[0], b[1] - a[1]) > 0.01) pane(glass, palette, a, b, at_m - 0.04, at_m, nowhere);
  });
}

/** Panels at the short ends of an aisle, a roof over it. */
export function drawContainment(glass: Triangles, palette: ScenePalette, space: Space): void {
  const [low_m, high_m] = [space.elevation_m, space.elevation_m + space.height_m];
  const edges = space.outline_m.flatMap((_, i) => wallLine(space, i) ?? []);
  const shortest = Math.min(...edges.map(({ length_m }) => length_m));
  if (space.containment !== 'roof')
    // Two leaves that meet in the middle.
    for (const { from, to, length_m } of edges)
      if (length_m < shortest * 1.01) {
        const middle: Point = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
        for (const [a, b] of [
          [from, middle],
          [middle, to],
        ] as const)
          for (const _layer of [0, 1]) pane(glass, palette, a, b, low_m, high_m, nowhere);
      }
  const [a, b, c, d] = space.outline_m;
  if (space.containment === 'doors' || !a || !b || !c || !d || space.outline_m.length !== 4) return;
  glass.quad([...a, high_m], [...b, high_m], [...c, high_m], [...d, high_m], [0, 0, 1], [...colourOf(palette.glass).toArray(), 0.16]);
  for (const { from, to } of edges) pane(glass, palette, from, to, high_m - 0.08, high_m, nowhere);
}
