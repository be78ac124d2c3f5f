import type { Point } from '../../document/records.ts';
import { penetration } from '../../geometry/overlap.ts';
import { boundsOf } from '../../geometry/polygon.ts';
import { bodiesOf, overheadKinds } from '../bodies.ts';
import { defineRule } from './rule.ts';

/** Least clear widths: cold aisle TIA-942, hot aisle the smallest figure published for liquid-cooled rows (limits, F3). */
const least_m = { cold: 1.2, hot: 1.219 } as const;

/** What hangs higher does not narrow an aisle. */
const headHeight_m = 2.1;

interface Across {
  readonly width_m: number;
  /** Distance of a point from one side of the aisle, across it. */
  readonly at: (point: Point) => number;
}

/** The short way over a convex outline: least distance between two parallel supporting lines. */
function acrossOf(outline: readonly Point[]): Across {
  let least: Across = { width_m: Number.POSITIVE_INFINITY, at: () => 0 };
  outline.forEach(([x, y], i) => {
    const [nextX, nextY] = outline[(i + 1) % outline.length] ?? [x, y];
    const length = Math.hypot(nextX - x, nextY - y);
    if (length === 0) return;
    const at = ([px, py]: Point) => ((py - y) * (nextX - x) - (px - x) * (nextY - y)) / length;
    const width_m = Math.max(...outline.map(at));
    if (width_m < least.width_m) least = { width_m, at };
  });
  return least;
}

export const aisleWidth = defineRule({
  rule: 'aisle-width',
  title: 'Clear width of aisles',
  source: 'TIA-942: cold aisle 1.2 m; modular TCS practice: hot aisle 1.219 m',
  check: ({ document }) => {
    const bodies = bodiesOf(document).filter(({ kind }) => !overheadKinds.has(kind));
    return [...document.tables.space.values()].flatMap((space) => {
      if (space.kind !== 'aisle' || space.aisle === undefined) return [];
      const bounds = boundsOf(space.outline_m, space.elevation_m, space.elevation_m + space.height_m);
      const { width_m, at } = acrossOf(space.outline_m);
      let clear = width_m;
      const subjects: string[] = [space.id];
      for (const { equipment, body, bounds: box } of bodies) {
        const apart =
          box.max[0] <= bounds.min[0] || box.min[0] >= bounds.max[0] || box.max[1] <= bounds.min[1] || box.min[1] >= bounds.max[1];
        if (apart || body.low_m > space.elevation_m + headHeight_m || penetration(body.outline_m, space.outline_m) <= 0.001) continue;
        const across = body.outline_m.map(at);
        const free = Math.max(0, Math.min(...across), width_m - Math.max(...across));
        if (free < clear - 0.001) subjects.push(equipment.id);
        clear = Math.min(clear, free);
      }
      const limit = least_m[space.aisle];
      if (clear >= limit - 1e-6) return [];
      return [
        {
          rule: 'aisle-width',
          severity: 'error',
          subjects,
          actual: clear,
          limit,
          unit: 'm',
          margin: clear - limit,
          source: space.aisle === 'cold' ? 'TIA-942: cold aisle' : 'modular TCS practice: hot aisle',
          message: `${space.name} is narrower than a ${space.aisle} aisle must be`,
        },
      ];
    });
  },
});
