/** Section planes as the renderer and the picker want them. */
import { Plane, Vector3 } from 'three';
import type { SectionPlane } from '../../shared/document/records.ts';

const axes = { x: new Vector3(1, 0, 0), y: new Vector3(0, 1, 0), z: new Vector3(0, 0, 1) } as const;

/** Keeps the half space towards which the normal points. */
export function clippingPlane({ axis, at_m, keeps }: SectionPlane): Plane {
  const sign = keeps === 'above' ? 1 : -1;
  return new Plane(axes[axis].clone().multiplyScalar(sign), -at_m * sign);
}

/** Faces that fill a cut lie this far on the side that is kept, so that their own plane does not cut them away. */
export const inside_m = 0.001;
