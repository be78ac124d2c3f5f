import type { Document } from '../../document/document.ts';
import type { Point } from '../../document/records.ts';
import { forNearPairsBetween } from '../../geometry/near-pairs.ts';
import { penetration } from '../../geometry/overlap.ts';
import { boundsOf } from '../../geometry/polygon.ts';
import { boundsOfAll, standingBodies } from '../bodies.ts';
import type { Finding } from '../result.ts';
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

export function aislesIn(document: Document): Finding[] {
  const bodies = standingBodies(document);
  const aisles = [...document.tables.space.values()].flatMap((space) =>
    space.kind === 'aisle' && space.aisle !== undefined
      ? [
          {
            space,
            kind: space.aisle,
            across: acrossOf(space.outline_m),
            bounds: boundsOf(space.outline_m, space.elevation_m, space.elevation_m + headHeight_m),
          },
        ]
      : [],
  );
  const clear = aisles.map(({ across }) => across.width_m);
  const subjects = aisles.map(({ space }): string[] => [space.id]);
  forNearPairsBetween(boundsOfAll(aisles), boundsOfAll(bodies), 0.001, (a, b) => {
    const aisle = aisles[a];
    const body = bodies[b];
    if (!aisle || !body) return;
    const { outline_m } = body.body;
    if (penetration(outline_m, aisle.space.outline_m) <= 0.001) return;
    const { at, width_m } = aisle.across;
    const places = outline_m.map(at);
    const free = Math.max(0, Math.min(...places), width_m - Math.max(...places));
    const before = clear[a] ?? width_m;
    if (free < before - 0.001) subjects[a]?.push(body.equipment.id);
    clear[a] = Math.min(before, free);
  });
  return aisles.flatMap(({ space, kind }, a): Finding[] => {
    const actual = clear[a] ?? 0;
    const limit = least_m[kind];
    if (actual >= limit - 1e-6) return [];
    return [
      {
        rule: 'aisle-width',
        severity: 'error',
        subjects: subjects[a] ?? [],
        actual,
        limit,
        unit: 'm',
        margin: actual - limit,
        source: kind === 'cold' ? 'TIA-942: cold aisle' : 'modular TCS practice: hot aisle',
        message: `${space.name} is narrower than a ${kind} aisle must be`,
      },
    ];
  });
}

export const aisleWidth = defineRule({
  rule: 'aisle-width',
  title: 'Clear width of aisles',
  source: 'TIA-942: cold aisle 1.2 m; modular TCS practice: hot aisle 1.219 m',
  judges: 'layout',
  check: ({ document }) => aislesIn(document),
});
