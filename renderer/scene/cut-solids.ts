/**
 * The polygons in which a plane cuts bodies that were built from closed convex parts. A part is cut into one convex
 * polygon, so that no edges need to be strung together and nothing depends on how its triangles join.
 */
import type { BufferGeometry } from 'three';
import { solidsIn } from './geometry-builder.ts';

/** n · p = at, in the frame of the geometry; n need not have unit length. */
export interface CuttingPlane {
  readonly normal: readonly [number, number, number];
  readonly at: number;
}

/** Corners of one polygon, x, y, z each, in order around it. */
export type CutPolygon = readonly number[];

/** Corners nearer than this, metres in the frame of the geometry, are one. */
const same_m = 1e-6;

/** Where a part of the geometry is cut; undefined where it is not, or only touched. */
function cutPart(
  positions: ArrayLike<number>,
  first: number,
  end: number,
  { normal: [nx, ny, nz], at }: CuttingPlane,
): CutPolygon | undefined {
  const found: number[] = [];
  const height = (vertex: number): number =>
    (positions[vertex * 3] as number) * nx + (positions[vertex * 3 + 1] as number) * ny + (positions[vertex * 3 + 2] as number) * nz - at;
  for (let triangle = first; triangle + 2 < end; triangle += 3) {
    for (let side = 0; side < 3; side++) {
      const [a, b] = [triangle + side, triangle + ((side + 1) % 3)];
      const [ha, hb] = [height(a), height(b)];
      if (ha >= 0 === hb >= 0) continue;
      const t = ha / (ha - hb);
      for (let axis = 0; axis < 3; axis++) {
        const [from, to] = [positions[a * 3 + axis] as number, positions[b * 3 + axis] as number];
        found.push(from + (to - from) * t);
      }
    }
  }
  return found.length < 9 ? undefined : around(found, [nx, ny, nz]);
}

/** The corners of a convex polygon in order, each once. */
function around(points: readonly number[], normal: readonly [number, number, number]): CutPolygon | undefined {
  const count = points.length / 3;
  const middle = [0, 0, 0];
  points.forEach((value, i) => {
    middle[i % 3] = (middle[i % 3] as number) + value / count;
  });
  // The two axes that the plane is least steep over.
  const drop = normal.map(Math.abs).reduce((best, value, i, all) => (value > (all[best] as number) ? i : best), 0);
  const [u, v] = [(drop + 1) % 3, (drop + 2) % 3];
  const corners = Array.from({ length: count }, (_, i) => {
    const at = (axis: number) => points[i * 3 + axis] as number;
    return { x: at(0), y: at(1), z: at(2), angle: Math.atan2(at(v) - (middle[v] as number), at(u) - (middle[u] as number)) };
  }).sort((a, b) => a.angle - b.angle);
  const kept = corners.filter(({ x, y, z }, i) => {
    const before = corners[(i + count - 1) % count];
    return before === undefined || Math.abs(x - before.x) + Math.abs(y - before.y) + Math.abs(z - before.z) > same_m;
  });
  return kept.length < 3 ? undefined : kept.flatMap(({ x, y, z }) => [x, y, z]);
}

/** All polygons in which a plane cuts the closed parts of a geometry, in its own frame. */
export function cutGeometry(geometry: BufferGeometry, plane: CuttingPlane): readonly CutPolygon[] {
  const positions = geometry.getAttribute('position').array;
  return solidsIn(geometry).flatMap(({ first, end }) => {
    const polygon = cutPart(positions, first, end, plane);
    return polygon ? [polygon] : [];
  });
}
