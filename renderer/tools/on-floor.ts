/** Where a ray meets the floor that lies there, whatever its level. */
import type { Ray, Vector3 } from 'three';
import { floorAt_m } from '../../shared/commands/spaces.ts';
import type { ToolHost } from './tool.ts';

/** A ray that passes over the edge of a floor meets one level and then the other: it settles on neither. */
const mostLooks = 3;

/** @param over_m height over the floor at which it is met */
export function onFloor(host: ToolHost, ray: Ray, over_m = 0): Vector3 | undefined {
  const { document } = host.session.getState();
  let floor_m = 0;
  for (let look = 0; look < mostLooks; look++) {
    const point = host.model.picker.onPlane(ray, floor_m + over_m);
    const found_m = point ? floorAt_m(document, point.x, point.y) : floor_m;
    if (found_m === floor_m) return point;
    floor_m = found_m;
  }
  return host.model.picker.onPlane(ray, floor_m + over_m);
}
