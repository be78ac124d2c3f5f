/** What lies under a point of the screen: boxes first, then the triangles of the nearest. */
import { type BufferGeometry, type Camera, Matrix4, Plane, Ray, Raycaster, Vector2, Vector3 } from 'three';
import type { RecordId } from '../../shared/document/ids.ts';
import type { Connection, Equipment, Place } from '../../shared/document/records.ts';
import { recordsInside, type ScreenRectangle } from './box-picking.ts';
import type { BuildingPieces } from './building-pieces.ts';
import { poseInto } from './instance-bodies.ts';
import type { EquipmentInstances } from './instances.ts';
import { grip_m, type RunInstances } from './runs.ts';
import { SpaceWalls } from './space-walls.ts';

export interface Hit {
  readonly id: RecordId;
  readonly point: Vector3;
  readonly distance: number;
}

const caster = new Raycaster();
const pointer = new Vector2();
const local = new Ray();
const pose = new Matrix4();
const inverse = new Matrix4();
const a = new Vector3();
const b = new Vector3();
const c = new Vector3();
const hitPoint = new Vector3();

/** Distance along a ray with unit direction to an axis-aligned box around the origin; undefined when missed. */
function boxEntry(ray: Ray, halfWidth: number, halfDepth: number, low: number, high: number): number | undefined {
  let enter = 0;
  let leave = Number.POSITIVE_INFINITY;
  const slab = (origin: number, step: number, min: number, max: number) => {
    const [t1, t2] = [(min - origin) / step, (max - origin) / step];
    enter = Math.max(enter, Math.min(t1, t2));
    leave = Math.min(leave, Math.max(t1, t2));
  };
  slab(ray.origin.x, ray.direction.x, -halfWidth, halfWidth);
  slab(ray.origin.y, ray.direction.y, -halfDepth, halfDepth);
  slab(ray.origin.z, ray.direction.z, low, high);
  return leave >= enter ? enter : undefined;
}

/** The nearest triangle between two distances: behind a cut one sees the inside. */
function triangleEntry(ray: Ray, geometry: BufferGeometry, from: number, to: number): number | undefined {
  const positions = geometry.getAttribute('position').array;
  let nearest: number | undefined;
  for (let i = 0; i + 8 < positions.length; i += 9) {
    a.fromArray(positions, i);
    b.fromArray(positions, i + 3);
    c.fromArray(positions, i + 6);
    if (!ray.intersectTriangle(a, b, c, false, hitPoint)) continue;
    const distance = hitPoint.distanceTo(ray.origin);
    if (distance >= from && distance <= to && (nearest === undefined || distance < nearest)) nearest = distance;
  }
  return nearest;
}

export class Picker {
  readonly #equipment: EquipmentInstances;
  readonly #runs: RunInstances;
  readonly #building: BuildingPieces;
  readonly #walls: SpaceWalls;
  /** What lies behind any section plane is not there to be picked. */
  section: readonly Plane[] = [];

  constructor(equipment: EquipmentInstances, runs: RunInstances, building: BuildingPieces, walls = new SpaceWalls()) {
    this.#walls = walls;
    this.#equipment = equipment;
    this.#runs = runs;
    this.#building = building;
  }

  /** Ghosts let the pointer through to what is looked at. */
  passes: (record: Equipment | Connection) => boolean = () => false;

  #cutAway(point: Vector3): boolean {
    return this.section.some((plane) => plane.distanceToPoint(point) < 0);
  }

  /** @param x,y −1…1 from the lower left of the view */
  ray(camera: Camera, x: number, y: number): Ray {
    caster.setFromCamera(pointer.set(x, y), camera);
    return caster.ray;
  }

  /** Where the ray meets the horizontal plane of a height; undefined when it looks away from it. */
  onPlane(ray: Ray, height_m: number): Vector3 | undefined {
    return ray.intersectPlane(new Plane(new Vector3(0, 0, 1), -height_m), new Vector3()) ?? undefined;
  }

  /** Between which distances along a ray nothing is cut away; undefined where everything is. */
  #kept({ origin, direction }: Ray): readonly [number, number] | undefined {
    let [from, to] = [0, Number.POSITIVE_INFINITY];
    for (const plane of this.section) {
      const [above, climb] = [plane.distanceToPoint(origin), plane.normal.dot(direction)];
      if (Math.abs(climb) < 1e-12) {
        if (above < 0) return undefined;
      } else if (climb > 0) from = Math.max(from, -above / climb);
      else to = Math.min(to, -above / climb);
    }
    return from <= to ? [from, to] : undefined;
  }

  /** As `pick`, and a space by its solid walls and, where nothing else is, by the edges of its floor. */
  pickAll(ray: Ray, pixelAt: (point: Vector3) => number): Hit | undefined {
    const thing = this.pick(ray);
    const kept = this.#building.shown ? this.#kept(ray) : undefined;
    if (!kept) return thing;
    const [from, to] = kept;
    const found =
      this.#walls.wall(ray, from, Math.min(to, thing?.distance ?? to)) ?? (thing ? undefined : this.#walls.edge(ray, from, to, pixelAt));
    return found ? { ...found, point: ray.at(found.distance, new Vector3()) } : thing;
  }

  pick(ray: Ray): Hit | undefined {
    const kept = this.#kept(ray);
    if (!kept) return undefined;
    const [from, to] = kept;
    const thing = this.#pickThing(ray, from, to);
    const part =
      this.#building.first(ray, true, from, Math.min(to, thing?.distance ?? to)) ??
      (thing ? undefined : this.#building.first(ray, false, from, to));
    return part ? { ...part, point: ray.at(part.distance, new Vector3()) } : thing;
  }

  #pickThing(ray: Ray, from: number, to: number): Hit | undefined {
    const found: { best?: Hit } = {};
    const run = this.#pickRun(ray);
    if (run) found.best = run;
    this.#equipment.along(
      ray,
      (equipment) => {
        if (this.passes(equipment)) return undefined;
        const geometry = this.#equipment.geometry(equipment.id);
        const bounds = geometry?.boundingBox;
        if (!geometry || !bounds) return undefined;
        this.#toLocal(ray, equipment);
        const [w, d] = [Math.max(-bounds.min.x, bounds.max.x), Math.max(-bounds.min.y, bounds.max.y)];
        const outside = boxEntry(local, w, d, bounds.min.z, bounds.max.z);
        if (outside === undefined || (found.best && outside > found.best.distance)) return undefined;
        const exact = triangleEntry(local, geometry, from, to);
        if (exact === undefined || (found.best && exact > found.best.distance)) return undefined;
        found.best = { id: equipment.id, distance: exact, point: ray.at(exact, new Vector3()) };
        return exact;
      },
      run?.distance ?? Number.POSITIVE_INFINITY,
    );
    return found.best;
  }

  #toLocal(ray: Ray, equipment: Equipment): void {
    inverse.copy(poseInto(pose, equipment)).invert();
    local.copy(ray).applyMatrix4(inverse);
  }

  #pickRun(ray: Ray): Hit | undefined {
    const { lines, owners } = this.#runs;
    const { origin: o, direction: d } = ray;
    const found: { best?: Hit } = {};
    this.#runs.along(ray, (i) => {
      const at = i * 7;
      const radius = Math.abs(lines[at + 6] ?? 0);
      if (radius === 0) return undefined;
      const [ax, ay, az] = [lines[at] ?? 0, lines[at + 1] ?? 0, lines[at + 2] ?? 0];
      const [ux, uy, uz] = [(lines[at + 3] ?? 0) - ax, (lines[at + 4] ?? 0) - ay, (lines[at + 5] ?? 0) - az];
      // Closest points of the ray and the segment (Ericson, Real-Time Collision Detection, 5.1.9).
      const [wx, wy, wz] = [o.x - ax, o.y - ay, o.z - az];
      const uu = ux * ux + uy * uy + uz * uz;
      const ud = ux * d.x + uy * d.y + uz * d.z;
      const uw = ux * wx + uy * wy + uz * wz;
      const dw = d.x * wx + d.y * wy + d.z * wz;
      const denominator = uu - ud * ud;
      let s = denominator > 1e-9 ? (uw - ud * dw) / denominator : 0;
      s = Math.min(1, Math.max(0, s));
      const t = s * ud - dw;
      if (t <= 0 || (found.best && t - radius > found.best.distance)) return undefined;
      const [ex, ey, ez] = [wx + t * d.x - s * ux, wy + t * d.y - s * uy, wz + t * d.z - s * uz];
      const reach = radius + grip_m;
      const gap2 = ex * ex + ey * ey + ez * ez;
      if (gap2 > reach * reach) return undefined;
      const distance = t - Math.sqrt(Math.max(0, radius * radius - gap2));
      if (found.best && distance >= found.best.distance) return undefined;
      const point = ray.at(distance, new Vector3());
      if (this.#cutAway(point)) return undefined;
      const run = this.#runs.connection(owners[i] ?? '');
      if (run && this.passes(run)) return undefined;
      found.best = { id: owners[i] as RecordId, distance, point };
      return distance;
    });
    return found.best;
  }

  /**
   * Records in a rectangle, of what is seen.
   * @param touching also those that are only partly inside
   */
  inside(camera: Camera, rectangle: ScreenRectangle, touching: boolean): RecordId[] {
    const { section } = this;
    const passes = (record: Equipment | Connection) => this.passes(record);
    return recordsInside(
      { equipment: this.#equipment, runs: this.#runs, building: this.#building, section, passes },
      camera,
      rectangle,
      touching,
    );
  }
}

export const placeOf = (point: Vector3): Place => [point.x, point.y, point.z];
