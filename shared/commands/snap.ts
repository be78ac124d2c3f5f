/** Snapping of a dragged offset: first to edges of neighbours, then to the grid. */
import type { Place, Point } from '../document/records.ts';
import { extentOf, type PlanBox, type SpatialIndex } from '../geometry/spatial-index.ts';

/** To the nearest multiple; a step of 0 leaves the value. Rounds off the binary dust that multiples of 0.1 carry. */
export function toGrid(value_m: number, step_m: number): number {
  return step_m > 0 ? Math.round(Math.round(value_m / step_m) * step_m * 1e6) / 1e6 : value_m;
}

export interface Guide {
  /** Line that both edges share. */
  readonly axis: 'x' | 'y';
  readonly at_m: number;
}

export interface Snapped {
  readonly offset_m: Place;
  readonly guides: readonly Guide[];
}

/** West and east, or south and north edge. */
function edges({ corners }: PlanBox, axis: 0 | 1): readonly [number, number] {
  const { minX, minY, maxX, maxY } = extentOf(corners);
  return axis === 0 ? [minX, maxX] : [minY, maxY];
}

/** Shift along one axis that puts an edge of the box onto the nearest edge of a neighbour, within reach. */
function edgeShift(box: PlanBox, neighbours: readonly PlanBox[], axis: 0 | 1, reach_m: number): { shift: number; at: number } | undefined {
  let best: { shift: number; at: number } | undefined;
  const own = edges(box, axis);
  for (const neighbour of neighbours) {
    for (const at of edges(neighbour, axis)) {
      for (const edge of own) {
        const shift = at - edge;
        if (Math.abs(shift) <= reach_m && (!best || Math.abs(shift) < Math.abs(best.shift))) best = { shift, at };
      }
    }
  }
  return best;
}

export interface SnapOptions {
  readonly step_m: number;
  /** How near an edge must be to catch; 0 turns edges off. */
  readonly reach_m: number;
  /** Axes that may change; a locked drag leaves the others at zero. */
  readonly axes: { readonly x: boolean; readonly y: boolean; readonly z: boolean };
}

/**
 * @param start the box of what is dragged, at its start
 * @param index everything that stands still
 */
export function snapOffset(offset_m: Place, start: PlanBox | undefined, index: SpatialIndex | undefined, options: SnapOptions): Snapped {
  const raw: Place = [options.axes.x ? offset_m[0] : 0, options.axes.y ? offset_m[1] : 0, options.axes.z ? offset_m[2] : 0];
  const guides: Guide[] = [];
  const result: [number, number, number] = [toGrid(raw[0], options.step_m), toGrid(raw[1], options.step_m), toGrid(raw[2], options.step_m)];
  if (start && index && options.reach_m > 0) {
    const corners = start.corners.map(([x, y]): Point => [x + raw[0], y + raw[1]]) as unknown as PlanBox['corners'];
    const box: PlanBox = { ...start, corners };
    const [minX, maxX] = edges(box, 0);
    const [minY, maxY] = edges(box, 1);
    const look_m = options.reach_m + 3;
    const neighbours = index.near(minX - look_m, minY - look_m, maxX + look_m, maxY + look_m);
    for (const axis of [0, 1] as const) {
      if (!(axis === 0 ? options.axes.x : options.axes.y)) continue;
      const caught = edgeShift(box, neighbours, axis, options.reach_m);
      if (!caught) continue;
      result[axis] = Math.round((raw[axis] + caught.shift) * 1e6) / 1e6;
      guides.push({ axis: axis === 0 ? 'x' : 'y', at_m: caught.at });
    }
  }
  return { offset_m: result, guides };
}

/** Angle to the nearest multiple of the step, e.g. 15° or 90°. */
export const toTurn = (angle_deg: number, step_deg: number): number =>
  step_deg > 0 ? Math.round(angle_deg / step_deg) * step_deg : angle_deg;
