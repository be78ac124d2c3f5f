/** Snapping of a dragged offset: ports before corners, corners before edges, edges before walls, all before the grid. */
import type { ConnectionEnd, Place, Point } from '../document/records.ts';
import { type CaughtLine, catchCorner, catchGap, catchLine, clearBetween, type PlanAxis, spanOf } from '../geometry/catch-lines.ts';
import { extentOf, type PlanBox, type SpatialIndex } from '../geometry/spatial-index.ts';
import { shiftedBox } from './gaps.ts';
import type { PortSnap } from './snap-ports.ts';

/** To the nearest multiple; a step of 0 leaves the value. Rounds off the binary dust that multiples of 0.1 carry. */
export function toGrid(value_m: number, step_m: number): number {
  return step_m > 0 ? Math.round(Math.round(value_m / step_m) * step_m * 1e6) / 1e6 : value_m;
}

export interface Guide {
  /** Line that both edges share. */
  readonly axis: 'x' | 'y';
  readonly at_m: number;
}

export type SnapCause = 'port' | 'corner' | 'edge' | 'centre' | 'gap' | 'wall';

/** A guide with what it comes from. */
export interface SnapGuide extends Guide {
  readonly by: SnapCause;
  /** Id of the box that caught: of equipment, or of a part of the building. */
  readonly to: string;
  /** Length of the run for ports, each gap for equal gaps, otherwise the clear way along the line; 0 where they meet. */
  readonly distance_m: number;
  /** From where to where the line joins piece and neighbour, on the other axis. */
  readonly along_m: readonly [from: number, to: number];
  readonly ports?: { readonly moved: ConnectionEnd; readonly standing: ConnectionEnd };
}

export interface Snapped {
  readonly offset_m: Place;
  readonly guides: readonly SnapGuide[];
}

export interface SnapOptions {
  readonly step_m: number;
  /** How near something must be to catch; 0 turns everything but the grid off. */
  readonly reach_m: number;
  /** Axes that may change; a locked drag leaves the others at zero. */
  readonly axes: { readonly x: boolean; readonly y: boolean; readonly z: boolean };
}

/** What a drag may snap to. */
export interface Surroundings {
  /** Everything that stands still. */
  readonly index: SpatialIndex;
  /** Walls that stand in nobody's way (`wallFaceIndex`). */
  readonly walls?: SpatialIndex | undefined;
  /** Free ports of what is dragged. */
  readonly ports?: PortSnap | undefined;
}

/** How far neighbours are looked for beyond what is dragged: for edges, and for the ends of straight runs. */
const look_m = 3;
const run_m = 6;
const bothAxes = [0, 1] as const;

const around = (index: SpatialIndex, { corners }: PlanBox, by_m: number): PlanBox[] => {
  const { minX, minY, maxX, maxY } = extentOf(corners);
  return index.near(minX - by_m, minY - by_m, maxX + by_m, maxY + by_m);
};

/** The line, from the piece where it came to lie to what caught it. */
type Draw = (box: PlanBox, shift_m: Point) => SnapGuide;

const joined = (box: PlanBox, other: PlanBox, axis: PlanAxis): readonly [number, number] => {
  const [a, b] = [spanOf(box, axis), spanOf(other, axis)];
  return [Math.min(a[0], b[0]), Math.max(a[1], b[1])];
};

const nameOf = (axis: PlanAxis): Guide['axis'] => (axis === 0 ? 'x' : 'y');

const lineTo =
  (by: SnapCause, axis: PlanAxis, at_m: number, other: PlanBox, gap_m?: number): Draw =>
  (box) => {
    const across = axis === 0 ? 1 : 0;
    const along_m = by === 'wall' ? spanOf(box, across) : joined(box, other, across);
    return {
      axis: nameOf(axis),
      at_m,
      by,
      to: other.id,
      distance_m: gap_m ?? (by === 'wall' ? 0 : clearBetween(box, other, across)),
      along_m,
    };
  };

/** Shifts along the axes that were caught, and what draws their guides. */
function caughtShifts(box: PlanBox, raw: Place, { index, walls, ports }: Surroundings, { reach_m, axes }: SnapOptions) {
  const shift_m: [number | undefined, number | undefined] = [undefined, undefined];
  const draws: Draw[] = [];
  const may = [axes.x, axes.y] as const;
  const free = (): [boolean, boolean] => [may[0] && shift_m[0] === undefined, may[1] && shift_m[1] === undefined];
  const here = () => shiftedBox(box, shift_m[0] ?? 0, shift_m[1] ?? 0);

  const facing = ports?.any ? ports.catch(raw, around(index, box, run_m), { reach_m, run_m, free: free() }) : [];
  for (const { moved, standing, shift_m: by_m, fixes, length_m } of facing) {
    for (const axis of fixes) {
      const across = axis === 0 ? 1 : 0;
      shift_m[axis] = by_m[axis];
      draws.push((_, total_m) => {
        const from_m = moved.at_m[across] + raw[across] + total_m[across];
        return {
          axis: nameOf(axis),
          at_m: standing.at_m[axis],
          by: 'port',
          to: standing.end.equipment,
          distance_m: Math.max(0, length_m - moved.normal[across] * total_m[across]),
          along_m: [Math.min(from_m, standing.at_m[across]), Math.max(from_m, standing.at_m[across])],
          ports: { moved: moved.end, standing: standing.end },
        };
      });
    }
  }

  const near = around(index, box, reach_m + look_m);
  const pieces = near.filter(({ isWall }) => !isWall);
  const corner = free().includes(true) ? catchCorner(here(), pieces, reach_m, free()) : undefined;
  if (corner)
    for (const axis of bothAxes) {
      if (!free()[axis]) continue;
      shift_m[axis] = corner.shift_m[axis];
      draws.push(lineTo('corner', axis, corner.at_m[axis], corner.other));
    }

  const faces = [...near.filter(({ isWall }) => isWall), ...(walls ? around(walls, box, reach_m) : [])];
  for (const axis of bothAxes) {
    if (!free()[axis]) continue;
    const now = here();
    const take = (by: SnapCause, caught: (CaughtLine & { readonly gap_m?: number }) | undefined): boolean => {
      if (!caught) return false;
      shift_m[axis] = caught.shift_m;
      draws.push(lineTo(by, axis, caught.at_m, caught.other, caught.gap_m));
      return true;
    };
    take('edge', catchLine(now, pieces, axis, reach_m, 'edges')) ||
      take('centre', catchLine(now, pieces, axis, reach_m, 'middle')) ||
      take('gap', catchGap(now, pieces, axis, reach_m)) ||
      take('wall', catchLine(now, faces, axis, reach_m, 'edges', true));
  }
  return { shift_m, draws };
}

/**
 * What catches along one axis leaves the other to what comes next in order, so that a run may be straight one way and
 * an edge in line the other.
 * @param start the box of what is dragged, at its start
 */
export function snapOffset(
  offset_m: Place,
  start: PlanBox | undefined,
  surroundings: Surroundings | undefined,
  options: SnapOptions,
): Snapped {
  const { step_m, reach_m, axes } = options;
  const raw: Place = [axes.x ? offset_m[0] : 0, axes.y ? offset_m[1] : 0, axes.z ? offset_m[2] : 0];
  const result: [number, number, number] = [toGrid(raw[0], step_m), toGrid(raw[1], step_m), toGrid(raw[2], step_m)];
  if (!start || !surroundings || reach_m <= 0 || !(axes.x || axes.y)) return { offset_m: result, guides: [] };
  const { shift_m, draws } = caughtShifts(shiftedBox(start, raw[0], raw[1]), raw, surroundings, options);
  for (const axis of bothAxes) {
    const shift = shift_m[axis];
    if (shift !== undefined) result[axis] = Math.round((raw[axis] + shift) * 1e6) / 1e6;
  }
  const box = shiftedBox(start, result[0], result[1]);
  return { offset_m: result, guides: draws.map((draw) => draw(box, [result[0] - raw[0], result[1] - raw[1]])) };
}

/** Angle to the nearest multiple of the step, e.g. 15° or 90°. */
export const toTurn = (angle_deg: number, step_deg: number): number =>
  step_deg > 0 ? Math.round(angle_deg / step_deg) * step_deg : angle_deg;
