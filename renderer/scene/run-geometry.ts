/** Unit pieces of which runs are made: tube, quarter bend, ball. White and fully tinted: a run is the colour of its side, train or value. */
import { BufferAttribute, type BufferGeometry, CylinderGeometry, SphereGeometry, TorusGeometry } from 'three';
import { bendRadius } from './run-pieces.ts';

/** Length of a quarter bend along its middle line, in radii of the tube. */
export const bendLength = (Math.PI / 2) * bendRadius;

/**
 * Vertex attributes: `color` white, `surface` = (tint, pattern), `course` = direction of the run and distance along the
 * piece; in lengths for a tube, in radii of the tube for a bend.
 */
function plain(geometry: BufferGeometry, courseAt?: (vertex: number) => readonly [number, number, number, number]): BufferGeometry {
  const count = geometry.getAttribute('position').count;
  geometry.setAttribute('color', new BufferAttribute(new Float32Array(count * 3).fill(1), 3));
  geometry.setAttribute(
    'surface',
    new BufferAttribute(
      Float32Array.from({ length: count * 2 }, (_, i) => (i % 2 === 0 ? 1 : 0)),
      2,
    ),
  );
  if (courseAt) {
    const values = new Float32Array(count * 4);
    for (let i = 0; i < count; i++) values.set(courseAt(i), i * 4);
    geometry.setAttribute('course', new BufferAttribute(values, 4));
  }
  geometry.deleteAttribute('uv');
  return geometry;
}

/** Along z from 0 to 1, radius 1, open. */
export function tubeGeometry(sides = 10): BufferGeometry {
  const geometry = new CylinderGeometry(1, 1, 1, sides, 1, true).rotateX(Math.PI / 2).translate(0, 0, 0.5);
  const { position } = geometry.attributes;
  return plain(geometry, (i) => [0, 0, 1, position?.getZ(i) ?? 0]);
}

/** Quarter bend around a corner at the origin: comes along +x, leaves along +y. */
export function elbowGeometry(): BufferGeometry {
  const torus = new TorusGeometry(bendRadius, 1, 8, 4, Math.PI / 2);
  const { uv } = torus.attributes;
  // The torus starts at (R, 0) and bends to (0, R); turned by −90° it starts at (0, −R) and ends at (R, 0).
  torus.rotateZ(-Math.PI / 2).translate(-bendRadius, bendRadius, 0);
  return plain(torus, (i) => {
    const part = uv?.getX(i) ?? 0;
    const angle = (part * Math.PI) / 2;
    return [Math.cos(angle), Math.sin(angle), 0, part * bendLength];
  });
}

export const ballGeometry = (): BufferGeometry => plain(new SphereGeometry(1.02, 8, 4));
