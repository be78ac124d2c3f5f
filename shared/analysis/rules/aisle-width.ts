import type { Point } from '../../document/records.ts';
import { penetration } from '../../geometry/overlap.ts';
import { boundsOf } from '../../geometry/polygon.ts';
import { bodiesOf, overheadKinds } from '../bodies.ts';
import { defineRule } from './rule.ts';

/** Least clear widths: cold aisle TIA-942, hot aisle the smallest figure published for liquid-cooled rows (limits, F3). */
const least_m = { cold: 1.2, hot: 1.219 } as const;

/** Least distance between parallel supporting lines of a convex outline. */
function widthOf(outline: readonly Point[]): number {
  let least = Number.POSITIVE_INFINITY;
  outline.forEach(([x, y], i) => {
    const [nextX, nextY] = outline[(i + 1) % outline.length] ?? [x, y];
    const length = Math.hypot(nextX - x, nextY - y);
    if (length === 0) return;
    const across = outline.map(([px, py]) => ((px - x) * (nextY - y) - (py - y) * (nextX - x)) / length);
    least = Math.min(least, Math.max(...across) - Math.min(...across));
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
      let intrusion = 0;
      const subjects: string[] = [space.id];
      for (const { equipment, body, bounds: box } of bodies) {
        const apart =
          box.max[0] <= bounds.min[0] || box.min[0] >= bounds.max[0] || box.max[1] <= bounds.min[1] || box.min[1] >= bounds.max[1];
        if (apart || body.low_m > space.elevation_m + 2.1) continue;
        const depth = penetration(body.outline_m, space.outline_m);
        if (depth <= 0.001) continue;
        subjects.push(equipment.id);
        intrusion = Math.max(intrusion, depth);
      }
      const clear = Math.max(0, widthOf(space.outline_m) - intrusion);
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
