/** What a rectangle on the screen takes: only what is seen, and of what a section cuts only the part that is left. */
import { type Box3, type Camera, Matrix4, type Plane, Vector3 } from 'three';
import type { RecordId } from '../../shared/document/ids.ts';
import type { Connection, Equipment } from '../../shared/document/records.ts';
import type { BuildingPieces } from './building-pieces.ts';
import { poseInto } from './instance-bodies.ts';
import type { EquipmentInstances } from './instances.ts';
import type { RunInstances } from './runs.ts';

export interface Seen {
  readonly equipment: EquipmentInstances;
  readonly runs: RunInstances;
  readonly building: BuildingPieces;
  /** What lies behind any of these is cut away. */
  readonly section: readonly Plane[];
  /** Ghosts of an X-ray. */
  passes(record: Equipment | Connection): boolean;
}

/** Sides in −1…1 from the lower left of the view. */
export interface ScreenRectangle {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
}

/** A face that lies in a section plane is still there. */
const slack_m = 1e-6;
/** Below this a plane's normal counts as lying along a side of a piece. */
const square = 1e-6;

const pose = new Matrix4();
const point = new Vector3();
const start = new Vector3();
const end = new Vector3();
const normal = new Vector3();
const projected = new Vector3();

const fifths = [0, 0.25, 0.5, 0.75, 1];
const ninths = [0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1];

/** Gathers points of one record: whether any that is seen lies inside, and whether none lies outside. */
class Points {
  any = false;
  all = true;
  seen = false;

  add(isIn: boolean): void {
    this.seen = true;
    this.any ||= isIn;
    this.all &&= isIn;
  }

  taken(touching: boolean): boolean {
    return this.seen && (touching ? this.any : this.all);
  }
}

/** Records that lie in a rectangle, or with `touching` in part. Asked once for each box that is drawn, never on the way. */
export function recordsInside(seen: Seen, camera: Camera, rectangle: ScreenRectangle, touching: boolean): RecordId[] {
  const { section } = seen;
  const isIn = (at: Vector3): boolean => {
    const { x, y, z } = projected.copy(at).project(camera);
    return z < 1 && x >= rectangle.minX && x <= rectangle.maxX && y >= rectangle.minY && y <= rectangle.maxY;
  };
  const isCut = (at: Vector3): boolean => section.some((plane) => plane.distanceToPoint(at) < -slack_m);
  const found: RecordId[] = [];

  // A piece that is cut askew is told by points within it.
  const steps = touching || section.length > 0 ? fifths : [0, 1];
  for (const equipment of seen.equipment.all()) {
    const bounds = seen.equipment.geometry(equipment.id)?.boundingBox;
    if (!bounds || seen.equipment.isHidden(equipment.id) || seen.passes(equipment)) continue;
    poseInto(pose, equipment);
    const left = section.length === 0 ? bounds : leftOf(bounds, section);
    const points = new Points();
    for (const i of left ? steps : [])
      for (const j of steps)
        for (const k of steps) {
          inBox(left as Box3, i, j, k).applyMatrix4(pose);
          if (!isCut(point)) points.add(isIn(point));
        }
    if (points.taken(touching)) found.push(equipment.id);
  }
  return [...found, ...elementsInside(seen, isIn, isCut, touching), ...runsInside(seen, isIn, touching)];
}

const inBox = ({ min, max }: Box3, i: number, j: number, k: number): Vector3 =>
  point.set(min.x + (max.x - min.x) * i, min.y + (max.y - min.y) * j, min.z + (max.z - min.z) * k);

/** What the planes leave of a box that stands at `pose`, where they lie along its sides; nothing where they leave nothing. */
function leftOf(bounds: Box3, section: readonly Plane[]): Box3 | undefined {
  const left = bounds.clone();
  const corner = start.setFromMatrixPosition(pose);
  for (const plane of section) {
    const above = plane.distanceToPoint(corner);
    // The plane's normal in the frame of the piece, which only turns and shifts.
    for (const [axis, column] of [
      ['x', 0],
      ['y', 1],
      ['z', 2],
    ] as const) {
      const along = normal.setFromMatrixColumn(pose, column).dot(plane.normal);
      if (Math.abs(along) < 1 - square) continue;
      if (along > 0) left.min[axis] = Math.max(left.min[axis], -above);
      else left.max[axis] = Math.min(left.max[axis], above);
    }
  }
  return left.isEmpty() ? undefined : left;
}

/** Doors, partitions and columns, by points over all their pieces. */
function elementsInside(
  { building, section }: Seen,
  isIn: (at: Vector3) => boolean,
  isCut: (at: Vector3) => boolean,
  touching: boolean,
): RecordId[] {
  const steps = touching || section.length > 0 ? ninths : [0, 1];
  const found = new Map<RecordId, Points>();
  for (const { id, part } of building.all()) {
    const [p, q, , s] = part.corners;
    const points = found.get(id) ?? new Points();
    found.set(id, points);
    for (const i of steps)
      for (const j of [0, 1])
        for (const k of steps) {
          point.set(
            p[0] + (q[0] - p[0]) * i + (s[0] - p[0]) * j,
            p[1] + (q[1] - p[1]) * i + (s[1] - p[1]) * j,
            part.low_m + (part.high_m - part.low_m) * k,
          );
          if (!isCut(point)) points.add(isIn(point));
        }
  }
  return [...found].flatMap(([id, points]) => (points.taken(touching) ? [id] : []));
}

/** Which part of a straight piece from `start` to `end` the planes leave, 0…1; undefined where nothing. */
function leftOfPiece(section: readonly Plane[]): readonly [number, number] | undefined {
  let [from, to] = [0, 1];
  for (const plane of section) {
    const [a, b] = [plane.distanceToPoint(start), plane.distanceToPoint(end)];
    if (a < -slack_m && b < -slack_m) return undefined;
    if (a < -slack_m) from = Math.max(from, a / (a - b));
    else if (b < -slack_m) to = Math.min(to, a / (a - b));
  }
  return from <= to ? [from, to] : undefined;
}

/** Runs by the ends and middles of what is left of their straight pieces. */
function runsInside({ runs, section, passes }: Seen, isIn: (at: Vector3) => boolean, touching: boolean): RecordId[] {
  const { lines, owners } = runs;
  const found = new Map<RecordId, Points>();
  for (let i = 0; i < owners.length; i++) {
    const at = i * 7;
    const id = owners[i] as RecordId;
    if ((lines[at + 6] ?? 0) === 0) continue;
    start.fromArray(lines, at);
    end.fromArray(lines, at + 3);
    const left = leftOfPiece(section);
    if (!left) continue;
    let points = found.get(id);
    if (!points) {
      const run = runs.connection(id);
      if (run && passes(run)) continue;
      points = new Points();
      found.set(id, points);
    }
    for (const part of [0, 0.5, 1]) points.add(isIn(point.lerpVectors(start, end, left[0] + (left[1] - left[0]) * part)));
  }
  return [...found].flatMap(([id, points]) => (points.taken(touching) ? [id] : []));
}
