/** Where a copy of some spaces does not lie over others: the next free floor beside them, in the space around if there is room. */
import type { Document } from '../document/document.ts';
import type { Place, Point, Space } from '../document/records.ts';
import { type Bounds, boundsOf, contains } from '../geometry/polygon.ts';
import { isHeldBy } from './draw-space.ts';
import { equipmentWithin, standsIn } from './spaces.ts';

const mostSteps = 60;
const touch_m = 1e-3;

const boundsOfSpaces = (spaces: readonly Space[]): Bounds =>
  boundsOf(
    spaces.flatMap(({ outline_m }) => outline_m),
    Math.min(...spaces.map(({ elevation_m }) => elevation_m)),
    Math.max(...spaces.map(({ elevation_m, height_m }) => elevation_m + height_m)),
  );

const overlap = (a: Bounds, b: Bounds): boolean =>
  ([0, 1, 2] as const).every((axis) => Math.min(a.max[axis], b.max[axis]) - Math.max(a.min[axis], b.min[axis]) > touch_m);

const moved = (outline_m: readonly Point[], [dx, dy]: Place): readonly Point[] => outline_m.map(([x, y]) => [x + dx, y + dy]);

/** Whether the spaces could lie there: over no other that does not hold them whole, and over nothing that stands. */
function isFree(document: Document, heads: readonly Space[], others: readonly Space[], offset_m: Place): boolean {
  return heads.every((head) => {
    const outline_m = moved(head.outline_m, offset_m);
    const bounds = boundsOf(outline_m, head.elevation_m, head.elevation_m + head.height_m);
    const over = others.filter((other) => overlap(bounds, boundsOfSpaces([other])));
    if (!over.every((other) => isHeldBy(other, outline_m))) return false;
    return (
      !standsIn.has(head.kind) ||
      equipmentWithin(document, bounds.min, bounds.max).every(({ position_m: [x, y] }) => !contains(outline_m, [x, y]))
    );
  });
}

/**
 * The least offset, in steps of the size of the whole with a wall between, at which the spaces lie free: east, then
 * north, first where the space around still holds them.
 *
 * @param heads spaces that lie in none of each other, of this document or of another
 * @param stay whether the place where they lie is one too
 */
export function freeFloorOffset(document: Document, heads: readonly Space[], stay: boolean): Place {
  const still: Place = [0, 0, 0];
  const others = [...document.tables.space.values()];
  if (stay && isFree(document, heads, others, still)) return still;
  const { min, max } = boundsOfSpaces(heads);
  const wall_m = Math.max(0, ...heads.map(({ wallThickness_m = 0 }) => wallThickness_m));
  const [along, across] = [max[0] - min[0] + wall_m, max[1] - min[1] + wall_m];
  const ways: Place[] = [
    [along, 0, 0],
    [0, across, 0],
    [-along, 0, 0],
    [0, -across, 0],
  ];
  const parents = heads.flatMap(({ parent }) => (parent === undefined ? [] : (document.tables.space.get(parent) ?? [])));
  const round = (value: number) => Math.round(value * 1e4) / 1e4 + 0;
  const steps = ways.flatMap(([x, y]) => Array.from({ length: mostSteps }, (_, i): Place => [round(x * (i + 1)), round(y * (i + 1)), 0]));
  const inside = (offset_m: Place) =>
    parents.length === heads.length && heads.every((head, i) => isHeldBy(parents[i] as Space, moved(head.outline_m, offset_m)));
  const nearest = [...steps].sort((a, b) => Math.hypot(a[0], a[1]) - Math.hypot(b[0], b[1]));
  return (
    nearest.find((offset_m) => inside(offset_m) && isFree(document, heads, others, offset_m)) ??
    steps.find((offset_m) => isFree(document, heads, others, offset_m)) ?? [round(along), 0, 0]
  );
}
