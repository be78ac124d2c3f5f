/** Where an instance stands, what is left of it far away, and how near it is worth its triangles. */
import { type BufferGeometry, type Matrix4, Vector3 } from 'three';
import type { Equipment } from '../../shared/document/records.ts';
import { directionOf } from '../../shared/geometry/pose.ts';
import { GeometryBuilder, paints } from './geometry-builder.ts';

const size = new Vector3();

/** Writes the pose of a record into `target`. */
export function poseInto(target: Matrix4, equipment: Pick<Equipment, 'position_m' | 'yaw_deg'>): Matrix4 {
  const [cos, sin] = directionOf(equipment.yaw_deg);
  const [x, y, z] = equipment.position_m;
  return target.set(cos, -sin, 0, x, sin, cos, 0, y, 0, 0, 1, z, 0, 0, 0, 1);
}

/** A box of one metre standing on its base, with a darker front: what is left to see of anything from far away. */
export function farGeometry(): BufferGeometry {
  const builder = new GeometryBuilder();
  builder.block([0, 0, 0], [1, 1, 1], paints.body);
  builder.face(
    [
      [-0.5, -0.505, 0],
      [0.5, -0.505, 0],
      [0.5, -0.505, 1],
      [-0.5, -0.505, 1],
    ],
    [0, 0, 0],
    paints.shade,
  );
  return builder.build();
}

/** Pixels of the picture that a triangle of full detail should cover. */
const pixelsPerTriangle = 0.7;

/** Metres of size for every pixel that the triangles of a geometry ask for. */
export function reachOf(geometry: BufferGeometry): number {
  const triangles = geometry.getAttribute('position').count / 3;
  const size_m = geometry.boundingBox?.getSize(size).length() ?? 1;
  return size_m / Math.sqrt(Math.max(1, triangles) * pixelsPerTriangle);
}
