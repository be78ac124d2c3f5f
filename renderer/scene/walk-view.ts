/** A camera that stands in the design instead of circling it: wide, at eye height, turning about itself. */
import CameraControls from 'camera-controls';
import { Vector3 } from 'three';
import type { CameraRig } from './camera.ts';
import { prefersStill } from './motion.ts';

/** Wide enough to see a rack whole across an aisle of 1.2 m; people walk in games at 60 to 75°. */
const walkingView_deg = 65;
/** How far ahead lies what is looked at; orbiting, zooming and clipping planes go by it. */
const ahead_m = 6;
const [highest, lowest] = [0.12 * Math.PI, 0.88 * Math.PI];

export class WalkView {
  readonly #rig: CameraRig;
  readonly #usual_deg: number;

  /**
   * Stands upright at the place that was looked at, facing the way it was looked at.
   * @param eyeAt_m height of the eyes at a place
   */
  constructor(rig: CameraRig, eyeAt_m: (x_m: number, y_m: number) => number) {
    this.#rig = rig;
    this.#usual_deg = rig.perspective.fov;
    this.#widen(walkingView_deg);
    rig.controls.mouseButtons.wheel = CameraControls.ACTION.NONE;
    const target = rig.controls.getTarget(new Vector3());
    const back = ahead_m * 0.75;
    const azimuth = rig.controls.azimuthAngle;
    const [x, y] = [target.x + Math.sin(azimuth) * back, target.y - Math.cos(azimuth) * back];
    this.#stand(new Vector3(x, y, eyeAt_m(x, y)), azimuth, Math.PI / 2);
  }

  get azimuth_rad(): number {
    return this.#rig.controls.azimuthAngle;
  }

  get polar_rad(): number {
    return this.#rig.controls.polarAngle;
  }

  get eye(): Vector3 {
    return this.#rig.camera.position.clone();
  }

  look(azimuth_rad: number, polar_rad: number): void {
    this.#stand(this.eye, azimuth_rad, polar_rad);
  }

  shift(step: Vector3): void {
    this.#stand(this.eye.add(step), this.azimuth_rad, this.polar_rad);
  }

  goTo(x_m: number, y_m: number, z_m: number): void {
    this.#stand(new Vector3(x_m, y_m, z_m), this.azimuth_rad, this.polar_rad, !prefersStill());
  }

  #stand(eye: Vector3, azimuth_rad: number, polar_rad: number, glide = false): void {
    const polar = Math.min(lowest, Math.max(highest, polar_rad));
    const flat = Math.sin(polar) * ahead_m;
    const { controls } = this.#rig;
    controls.setFocalOffset(0, 0, 0, glide);
    void controls.setLookAt(
      eye.x,
      eye.y,
      eye.z,
      eye.x - Math.sin(azimuth_rad) * flat,
      eye.y + Math.cos(azimuth_rad) * flat,
      eye.z - Math.cos(polar) * ahead_m,
      glide,
    );
  }

  #widen(view_deg: number): void {
    this.#rig.perspective.fov = view_deg;
    this.#rig.perspective.updateProjectionMatrix();
    this.#rig.version++;
  }

  /** The camera stays where it stands and circles again. */
  leave(): void {
    this.#widen(this.#usual_deg);
    this.#rig.controls.mouseButtons.wheel = CameraControls.ACTION.DOLLY;
  }
}
