/** Axis arrows and a turning ring of constant size on the screen, drawn over everything. */
import {
  BufferGeometry,
  ConeGeometry,
  CylinderGeometry,
  Group,
  Line,
  LineBasicMaterial,
  type Material,
  Mesh,
  MeshBasicMaterial,
  type Ray,
  TorusGeometry,
  Vector3,
} from 'three';
import type { ToolHost } from './tool.ts';

export type Axis = 'x' | 'y' | 'z';
export const axes: readonly Axis[] = ['x', 'y', 'z'];
/** Axis colours are not signal colours of the interface: muted red, green and blue as in every 3D editor. */
const axisColour: Readonly<Record<Axis, number>> = { x: 0xd9635a, y: 0x6fae52, z: 0x5b8fd0 };
const length_px = 74;

const direction: Readonly<Record<Axis, Vector3>> = { x: new Vector3(1, 0, 0), y: new Vector3(0, 1, 0), z: new Vector3(0, 0, 1) };

const overlaid = (colour: number, opacity = 1) =>
  new MeshBasicMaterial({ color: colour, depthTest: false, depthWrite: false, transparent: true, opacity });

/** Size of one CSS pixel in metres at a place. */
export function metresPerPixel(host: Pick<ToolHost, 'rig' | 'height'>, at: Vector3): number {
  const camera = host.rig.camera;
  if (camera === host.rig.orthographic) return (2 * host.rig.orthographic.top) / host.rig.orthographic.zoom / host.height;
  const distance = camera.position.distanceTo(at);
  return (2 * distance * Math.tan((host.rig.perspective.fov * Math.PI) / 360)) / host.height;
}

export class MoveGizmo {
  readonly group = new Group();
  readonly #arrows: Record<Axis, Mesh[]>;
  readonly #host: ToolHost;

  constructor(host: ToolHost) {
    this.#host = host;
    const arrow = (axis: Axis): Mesh[] => {
      const shaft = new Mesh(new CylinderGeometry(0.018, 0.018, 0.8, 8).translate(0, 0.4, 0), overlaid(axisColour[axis]));
      const head = new Mesh(new ConeGeometry(0.075, 0.22, 14).translate(0, 0.9, 0), overlaid(axisColour[axis]));
      for (const mesh of [shaft, head]) {
        mesh.renderOrder = 200;
        if (axis === 'x') mesh.rotation.z = -Math.PI / 2;
        if (axis === 'z') mesh.rotation.x = Math.PI / 2;
        this.group.add(mesh);
      }
      return [shaft, head];
    };
    this.#arrows = { x: arrow('x'), y: arrow('y'), z: arrow('z') };
    host.stage.add(this.group);
  }

  get visible(): boolean {
    return this.group.visible;
  }

  show(at: Vector3 | undefined): void {
    this.group.visible = at !== undefined;
    if (at) this.group.position.copy(at);
  }

  /** @param yaw_deg direction of the arrows: of the site, or of what is moved */
  highlight(active: Axis | undefined, yaw_deg = 0): void {
    this.group.rotation.z = (yaw_deg * Math.PI) / 180;

    for (const axis of axes)
      for (const mesh of this.#arrows[axis])
        (mesh.material as MeshBasicMaterial).opacity = active === undefined || active === axis ? 1 : 0.25;
  }

  /** Keeps the size on the screen. */
  frame(): void {
    this.group.scale.setScalar(metresPerPixel(this.#host, this.group.position) * length_px);
  }

  /** The arrow under the pointer. */
  axisAt(x: number, y: number): Axis | undefined {
    if (!this.group.visible) return undefined;
    // Its size follows the view, and no frame may have come since it was shown here.
    this.frame();
    const from = this.#host.project(this.group.position);
    if (!from) return undefined;
    let best: { axis: Axis; gap: number } | undefined;
    for (const axis of axes) {
      const tip = this.#host.project(tipScratch.copy(direction[axis]).multiplyScalar(this.group.scale.x).add(this.group.position));
      if (!tip) continue;
      const [dx, dy] = [tip.x - from.x, tip.y - from.y];
      const length2 = dx * dx + dy * dy;
      if (length2 < 64) continue;
      const along = ((x - from.x) * dx + (y - from.y) * dy) / length2;
      if (along < 0.15 || along > 1.12) continue;
      const gap = Math.hypot(x - from.x - along * dx, y - from.y - along * dy);
      if (gap < 9 && (!best || gap < best.gap)) best = { axis, gap };
    }
    return best?.axis;
  }

  dispose(): void {
    this.group.removeFromParent();
    for (const meshes of Object.values(this.#arrows)) for (const mesh of meshes) disposeOf(mesh);
  }
}

export class TurnGizmo {
  readonly group = new Group();
  readonly #ring = new Mesh(new TorusGeometry(1, 0.022, 8, 72), overlaid(axisColour.z));
  readonly #hand = new Line(
    new BufferGeometry().setFromPoints([new Vector3(), new Vector3(1, 0, 0)]),
    new LineBasicMaterial({ color: axisColour.z, depthTest: false, transparent: true }),
  );
  readonly #host: ToolHost;

  constructor(host: ToolHost) {
    this.#host = host;
    this.#ring.renderOrder = this.#hand.renderOrder = 200;
    this.group.add(this.#ring, this.#hand);
    host.stage.add(this.group);
  }

  show(at: Vector3 | undefined): void {
    this.group.visible = at !== undefined;
    if (at) this.group.position.copy(at);
  }

  turnTo(angle_rad: number): void {
    this.#hand.rotation.z = angle_rad;
  }

  frame(): void {
    this.group.scale.setScalar(metresPerPixel(this.#host, this.group.position) * length_px);
  }

  dispose(): void {
    this.group.removeFromParent();
    disposeOf(this.#ring);
    disposeOf(this.#hand);
  }
}

export function disposeOf(object: { geometry: BufferGeometry; material: Material | Material[] }): void {
  object.geometry.dispose();
  for (const material of Array.isArray(object.material) ? object.material : [object.material]) material.dispose();
}

/** Where on the line through `at` along an axis the ray passes nearest. */
export const alongAxis = (ray: Ray, at: Vector3, axis: Axis): number => alongLine(ray, at, direction[axis]);

/** The same for a line along any unit vector. */
export function alongLine(ray: Ray, at: Vector3, u: Vector3): number {
  const w = tipScratch.copy(ray.origin).sub(at);
  const b = u.dot(ray.direction);
  const denominator = 1 - b * b;
  if (denominator < 1e-6) return 0;
  return (u.dot(w) - b * ray.direction.dot(w)) / denominator;
}

const tipScratch = new Vector3();
