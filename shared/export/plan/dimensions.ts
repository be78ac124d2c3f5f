/** Dimensions of a plan: halls and rooms overall, each row of racks, and the aisles between rows. */

import { kindOf } from '../../catalogue/resolve.ts';
import type { Document } from '../../document/document.ts';
import type { Point } from '../../document/records.ts';
import type { PlanBody, PlanRoom } from './plan.ts';

export interface PlanDimension {
  readonly from_m: Point;
  readonly to_m: Point;
  /** How far beside the measured line the dimension line stands; positive to its left. */
  readonly offset_m: number;
  readonly length_m: number;
}

interface Box {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

const boxOf = (points: readonly Point[]): Box => ({
  x0: Math.min(...points.map(([x]) => x)),
  y0: Math.min(...points.map(([, y]) => y)),
  x1: Math.max(...points.map(([x]) => x)),
  y1: Math.max(...points.map(([, y]) => y)),
});

export const dimension = (from_m: Point, to_m: Point, offset_m: number): PlanDimension => ({
  from_m,
  to_m,
  offset_m,
  length_m: Math.hypot(to_m[0] - from_m[0], to_m[1] - from_m[1]),
});

/** Boxes of groups of racks, in the order of their ids; a row that does not lie along x or y is left out. */
function rowsOf(document: Document, bodies: readonly PlanBody[]): Box[] {
  const byGroup = new Map<string, Point[]>();
  const outlines = new Map(bodies.map((body) => [body.id, body.outline_m]));
  for (const record of document.tables.equipment.values()) {
    if (record.group === undefined || kindOf(document, record)?.kind !== 'rack' || record.yaw_deg % 90 !== 0) continue;
    byGroup.set(record.group, [...(byGroup.get(record.group) ?? []), ...(outlines.get(record.id) ?? [])]);
  }
  return [...byGroup]
    .filter(([, points]) => points.length >= 8)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, points]) => boxOf(points));
}

/** Clear widths between neighbouring rows that overlap along their length. */
function aislesBetween(rows: readonly Box[]): PlanDimension[] {
  const aisles: PlanDimension[] = [];
  for (const row of rows) {
    const along = row.x1 - row.x0 >= row.y1 - row.y0;
    const next = rows
      .filter((other) =>
        along ? other.y0 >= row.y1 && other.x0 < row.x1 && other.x1 > row.x0 : other.x0 >= row.x1 && other.y0 < row.y1 && other.y1 > row.y0,
      )
      .sort((a, b) => (along ? a.y0 - b.y0 : a.x0 - b.x0))[0];
    if (!next) continue;
    const gap = along ? next.y0 - row.y1 : next.x0 - row.x1;
    if (gap < 0.3 || gap > 6) continue;
    aisles.push(
      along ? dimension([row.x0 + 0.3, row.y1], [row.x0 + 0.3, next.y0], 0) : dimension([row.x1, row.y0 + 0.3], [next.x0, row.y0 + 0.3], 0),
    );
  }
  return aisles;
}

export function dimensionsOf(document: Document, rooms: readonly PlanRoom[], bodies: readonly PlanBody[]): PlanDimension[] {
  const rows = rowsOf(document, bodies);
  const overall = rooms
    .filter(({ layer }) => layer === 'A-FLOR')
    .flatMap(({ outline_m }): PlanDimension[] => {
      const { x0, y0, x1, y1 } = boxOf(outline_m);
      return [dimension([x0, y0], [x1, y0], -0.8), dimension([x0, y0], [x0, y1], 0.8)];
    });
  const lengths = rows.map(({ x0, y0, x1, y1 }) =>
    x1 - x0 >= y1 - y0 ? dimension([x0, y0], [x1, y0], -0.25) : dimension([x0, y0], [x0, y1], 0.25),
  );
  return [...overall, ...lengths, ...aislesBetween(rows)];
}
