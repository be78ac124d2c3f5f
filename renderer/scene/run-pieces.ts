/** A run as straight pieces and bends: pure geometry of one route. */
import { Matrix4, Vector3 } from 'three';
import type { Place } from '../../shared/document/records.ts';

/** Centre-line radius of a bend in tube radii: a long-radius elbow is 1.5 diameters. */
export const bendRadius = 3;

const a = new Vector3();
const b = new Vector3();
const into = new Vector3();
const out = new Vector3();
const axis = new Vector3();
const side = new Vector3();
const start = new Vector3();
const end = new Vector3();

/** Unit tube along z from 0 to 1 with radius 1, turned and stretched between two places. */
function tubeInto(target: Matrix4, from: Vector3, to: Vector3, radius: number): void {
  axis.subVectors(to, from);
  const length = axis.length();
  if (length < 1e-6) {
    target.makeScale(0, 0, 0);
    return;
  }
  axis.divideScalar(length);
  side
    .set(Math.abs(axis.z) > 0.9 ? 1 : 0, 0, Math.abs(axis.z) > 0.9 ? 0 : 1)
    .cross(axis)
    .normalize();
  a.crossVectors(axis, side);
  target.set(
    side.x * radius,
    a.x * radius,
    axis.x * length,
    from.x,
    side.y * radius,
    a.y * radius,
    axis.y * length,
    from.y,
    side.z * radius,
    a.z * radius,
    axis.z * length,
    from.z,
    0,
    0,
    0,
    1,
  );
}

export interface RunSink {
  tube(index: number, matrix: Matrix4 | undefined): void;
  /** A quarter bend and a ball share the index of a corner; one of them is absent. */
  corner(index: number, elbow: Matrix4 | undefined, ball: Matrix4 | undefined): void;
}

const matrix = new Matrix4();
const unit = (from: Place, to: Place, target: Vector3): number => {
  target.set(to[0] - from[0], to[1] - from[1], to[2] - from[2]);
  const length = target.length();
  if (length > 1e-9) target.divideScalar(length);
  return length;
};

/**
 * Lays a route of n points as n − 1 tubes and n − 2 corners. Right angles with enough leg on both
 * sides become elbows, all others a ball joint, so that the number of pieces depends only on n.
 */
export function layRun(route: readonly Place[], radius: number, sink: RunSink): void {
  const bend = radius * bendRadius;
  let trimmed = 0;
  for (let i = 0; i + 1 < route.length; i++) {
    const [p, q] = [route[i] as Place, route[i + 1] as Place];
    const length = unit(p, q, into);
    start.set(p[0], p[1], p[2]).addScaledVector(into, trimmed);
    end.set(q[0], q[1], q[2]);
    const next = route[i + 2];
    trimmed = 0;
    if (next) {
      const following = unit(q, next, out);
      const square =
        Math.abs(into.dot(out)) < 0.02 &&
        length - start.distanceTo(b.set(p[0], p[1], p[2])) > bend &&
        following > bend * (route[i + 3] ? 2 : 1);
      if (square) {
        trimmed = bend;
        end.addScaledVector(into, -bend);
        axis.crossVectors(into, out);
        matrix.set(
          into.x * radius,
          out.x * radius,
          axis.x * radius,
          q[0],
          into.y * radius,
          out.y * radius,
          axis.y * radius,
          q[1],
          into.z * radius,
          out.z * radius,
          axis.z * radius,
          q[2],
          0,
          0,
          0,
          1,
        );
        sink.corner(i, matrix, undefined);
      } else {
        matrix.makeScale(radius, radius, radius).setPosition(q[0], q[1], q[2]);
        sink.corner(i, undefined, matrix);
      }
    }
    if (length < 1e-6) sink.tube(i, undefined);
    else {
      tubeInto(matrix, start, end, radius);
      sink.tube(i, matrix);
    }
  }
}
