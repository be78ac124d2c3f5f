/** Meshes of the scene: boxes and drums for equipment, tubes for runs, plates for floors. Metres. */
import type { Place, Point } from '../../document/records.ts';
import type { Attribute, Vector } from './usda.ts';

export interface MeshData {
  readonly points: readonly Vector[];
  /** Corner numbers of each face, counter-clockwise seen from outside. */
  readonly faces: readonly (readonly number[])[];
}

/** Tenths of a millimetre: finer than any drawing, and short in text. */
const fine = (value: number): number => {
  const rounded = Math.round(value * 1e4) / 1e4;
  return rounded === 0 ? 0 : rounded;
};
export const finePoint = ([x, y, z]: Place): Vector => [fine(x), fine(y), fine(z)];

/** Upright box on its footprint, origin at the centre of the bottom. */
export function boxMesh(width_m: number, depth_m: number, height_m: number): MeshData {
  const [w, d, h] = [width_m / 2, depth_m / 2, height_m];
  const points: Vector[] = [
    [-w, -d, 0],
    [w, -d, 0],
    [w, d, 0],
    [-w, d, 0],
    [-w, -d, h],
    [w, -d, h],
    [w, d, h],
    [-w, d, h],
  ];
  return {
    points: points.map(finePoint),
    faces: [
      [3, 2, 1, 0],
      [4, 5, 6, 7],
      [0, 1, 5, 4],
      [1, 2, 6, 5],
      [2, 3, 7, 6],
      [3, 0, 4, 7],
    ],
  };
}

/** Drum along x, resting on z = 0. */
export const drumMesh = (length_m: number, diameter_m: number): MeshData =>
  tubeMesh(
    [
      [-length_m / 2, 0, diameter_m / 2],
      [length_m / 2, 0, diameter_m / 2],
    ],
    diameter_m / 2,
    16,
  ) ?? boxMesh(length_m, diameter_m, diameter_m);

const subtract = (a: Place, b: Place): Place => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
const dot = (a: Place, b: Place): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const cross = (a: Place, b: Place): Place => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
const unit = (a: Place): Place => {
  const size = Math.hypot(a[0], a[1], a[2]);
  return [a[0] / size, a[1] / size, a[2] / size];
};

/** A round tube along a route with mitred corners; undefined when the route has no length. */
export function tubeMesh(route: readonly Place[], radius_m: number, sides: number): MeshData | undefined {
  const corners = route.filter((point, i) => i === 0 || Math.hypot(...subtract(point, route[i - 1] as Place)) > 1e-6);
  if (corners.length < 2) return undefined;
  const directions = corners.slice(1).map((point, i) => unit(subtract(point, corners[i] as Place)));
  const first = directions[0] as Place;
  const across = unit(cross(first, Math.abs(first[2]) < 0.9 ? [0, 0, 1] : [1, 0, 0]));
  const up = cross(across, first);
  const start = corners[0] as Place;
  let ring: Place[] = Array.from({ length: sides }, (_, k) => {
    const angle = (2 * Math.PI * k) / sides;
    const [c, s] = [radius_m * Math.cos(angle), radius_m * Math.sin(angle)];
    return [start[0] + c * across[0] + s * up[0], start[1] + c * across[1] + s * up[1], start[2] + c * across[2] + s * up[2]];
  });
  const points = ring.map(finePoint);
  for (let i = 1; i < corners.length; i++) {
    const along = directions[i - 1] as Place;
    const next = directions[i];
    const corner = corners[i] as Place;
    const sum: Place = next ? [along[0] + next[0], along[1] + next[1], along[2] + next[2]] : along;
    // A hairpin has no mitre: the tube ends square there.
    const normal = Math.hypot(...sum) > 0.4 ? unit(sum) : along;
    ring = ring.map((point) => {
      const travel = dot(subtract(corner, point), normal) / dot(along, normal);
      return [point[0] + travel * along[0], point[1] + travel * along[1], point[2] + travel * along[2]];
    });
    points.push(...ring.map(finePoint));
  }
  const faces: number[][] = [];
  for (let i = 0; i + 1 < corners.length; i++) {
    for (let k = 0; k < sides; k++) {
      const [a, b] = [i * sides + k, i * sides + ((k + 1) % sides)];
      faces.push([a, a + sides, b + sides, b]);
    }
  }
  const last = (corners.length - 1) * sides;
  faces.push(
    Array.from({ length: sides }, (_, k) => k),
    Array.from({ length: sides }, (_, k) => last + sides - 1 - k),
  );
  return { points, faces };
}

/** One level polygon. */
export const plateMesh = (outline_m: readonly Point[], elevation_m: number): MeshData => ({
  points: outline_m.map(([x, y]) => finePoint([x, y, elevation_m])),
  faces: [outline_m.map((_, i) => i)],
});

/** The attributes of a Mesh prim. */
export function meshAttributes({ points, faces }: MeshData, colour: Vector): Attribute[] {
  const low = [0, 1, 2].map((axis) => Math.min(...points.map((point) => point[axis] as number))) as unknown as Vector;
  const high = [0, 1, 2].map((axis) => Math.max(...points.map((point) => point[axis] as number))) as unknown as Vector;
  return [
    { name: 'extent', type: 'float3[]', value: [low, high] },
    { name: 'faceVertexCounts', type: 'int[]', value: faces.map((face) => face.length) },
    { name: 'faceVertexIndices', type: 'int[]', value: faces.flat() },
    { name: 'points', type: 'point3f[]', value: points },
    { name: 'primvars:displayColor', type: 'color3f[]', value: [colour], interpolation: 'constant' },
    { name: 'subdivisionScheme', type: 'token', value: 'none', uniform: true },
  ];
}
