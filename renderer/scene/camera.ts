/**
 * The camera and how it is led: right drag or Alt+left orbits about the point under the cursor, middle or
 * Space+left pans, the wheel goes to the cursor, and held down the orbit button lets W A S D fly. z is up; azimuth 0 looks north from the front.
 */
import CameraControls from 'camera-controls';
import {
  Box3,
  Matrix4,
  OrthographicCamera,
  PerspectiveCamera,
  Quaternion,
  Raycaster,
  Sphere,
  Spherical,
  Vector2,
  Vector3,
  Vector4,
} from 'three';
import type { Place, View } from '../../shared/document/records.ts';
import type { Navigation } from '../preferences.ts';
import type { AxisView, Projection } from '../view-state.ts';
import { type FreeSides, fitParallel, fitPerspective, type Seen } from './fit-view.ts';
import { Flight } from './flight.ts';
import { prefersStill } from './motion.ts';

CameraControls.install({ THREE: { Box3, Matrix4, Quaternion, Raycaster, Sphere, Spherical, Vector2, Vector3, Vector4 } });

const fieldOfView_deg = 32;
const framing_s = 0.25 / 3;
/** What the column of tools, the chips above and the tag or the keys below take of the picture when something is framed. */
const covered_px = { left: 58, right: 22, top: 56, bottom: 58 };
/** In a small view they may cover a little: this share of each half of the picture is used all the same. */
const leastFree = 0.66;
const quarter = Math.PI / 2;
/** Azimuth and polar angle of each view. */
const angles: Readonly<Record<AxisView, readonly [number, number]>> = {
  front: [0, quarter],
  right: [quarter, quarter],
  back: [Math.PI, quarter],
  left: [-quarter, quarter],
  top: [0, 0],
  bottom: [0, Math.PI],
  iso: [0.62, 0.98],
};

/**
 * What the middle and the right button do. Alt with the left orbits and Space with the left pans in all of them:
 * a trackpad has no middle.
 */
function buttonsOf(navigation: Navigation, shift: boolean): Pick<CameraControls['mouseButtons'], 'middle' | 'right'> {
  const { ACTION } = CameraControls;
  switch (navigation) {
    case 'omniverse':
      return { middle: ACTION.TRUCK, right: ACTION.ROTATE };
    case 'blender':
      return { middle: shift ? ACTION.TRUCK : ACTION.ROTATE, right: ACTION.NONE };
    case 'cad':
      return { middle: shift ? ACTION.ROTATE : ACTION.TRUCK, right: ACTION.NONE };
  }
}

/** A camera closer than this to the plumb line counts as looking straight up or down. */
const leastTilt = 1e-3;
const round = (value: number) => Math.round(value * 1e4) / 1e4;
const rounded = ({ x, y, z }: Vector3): Place => [round(x), round(y), round(z)];

/** Unit vector from what is looked at towards the camera. */
function backInto(into: Vector3, azimuth: number, polar: number): Vector3 {
  const flat = Math.sin(polar);
  return into.set(Math.sin(azimuth) * flat, -Math.cos(azimuth) * flat, Math.cos(polar));
}

export class CameraRig {
  readonly perspective = new PerspectiveCamera(fieldOfView_deg, 1, 0.1, 2000);
  readonly orthographic = new OrthographicCamera(-1, 1, 1, -1, 0.1, 5000);
  readonly controls: CameraControls;
  /** Which buttons lead it. */
  navigation: Navigation = 'omniverse';
  /** Before the camera is turned by hand. */
  onTurn: () => void = () => {};
  /** Counts every change of view. */
  version = 0;
  readonly #element: HTMLElement;
  readonly #onChange: () => void;
  readonly #pointUnder: (x: number, y: number) => Vector3 | undefined;
  readonly #flight: Flight;
  #spaceHeld = false;
  #aspect = 1;
  /** Half the picture at a distance of one, as far as it is free for what is framed; in halves of its height. */
  #free: FreeSides = { left: 1, right: 1, top: 1, bottom: 1 };
  #sceneRadius = 50;
  readonly #stop: (() => void)[] = [];

  /** @param pointUnder place in the scene under a point of the window */
  constructor(element: HTMLElement, onChange: () => void, pointUnder: (x: number, y: number) => Vector3 | undefined) {
    this.#element = element;
    this.#onChange = onChange;
    this.#pointUnder = pointUnder;
    for (const camera of [this.perspective, this.orthographic]) {
      camera.up.set(0, 0, 1);
      camera.position.set(40, -60, 50);
    }
    this.controls = new CameraControls(this.perspective, element);
    const { ACTION } = CameraControls;
    Object.assign(this.controls, {
      smoothTime: framing_s,
      draggingSmoothTime: 0.02,
      dollyToCursor: true,
      infinityDolly: false,
      minDistance: 0.3,
      maxDistance: 20000,
      restThreshold: 0.002,
      maxPolarAngle: Math.PI * 0.97,
    });
    Object.assign(this.controls.mouseButtons, { left: ACTION.NONE, middle: ACTION.TRUCK, right: ACTION.ROTATE, wheel: ACTION.DOLLY });
    this.#flight = new Flight(this.controls, onChange);
    this.controls.addEventListener('update', this.#changed);
    this.controls.addEventListener('controlstart', this.#changed);
    this.controls.addEventListener('control', this.#changed);
    this.controls.addEventListener('rest', this.#straighten);
    this.#listen(element, 'pointerdown', (event) => this.#choose(event as PointerEvent), true);
    this.#listen(element, 'wheel', () => onChange(), false);
    this.#listen(element, 'contextmenu', (event) => event.preventDefault(), false);
    this.#listen(window, 'keydown', (event) => this.#space(event as KeyboardEvent, true), false);
    this.#listen(window, 'keyup', (event) => this.#space(event as KeyboardEvent, false), false);
    this.#listen(window, 'blur', () => this.#space(undefined, false), false);
  }

  #listen(target: EventTarget, type: string, handler: (event: Event) => void, capture: boolean): void {
    target.addEventListener(type, handler, { capture, passive: type === 'wheel' });
    this.#stop.push(() => target.removeEventListener(type, handler, { capture }));
  }

  readonly #changed = () => {
    this.version++;
    this.#onChange();
  };

  get camera(): PerspectiveCamera | OrthographicCamera {
    return this.controls.camera;
  }

  get spaceHeld(): boolean {
    return this.#spaceHeld;
  }

  /** Whether a left press now leads the camera instead of the tool. */
  takesLeft(event: PointerEvent): boolean {
    return event.altKey || this.#spaceHeld;
  }

  #space(event: KeyboardEvent | undefined, down: boolean): void {
    if (event && event.code !== 'Space') return;
    const typing = event?.target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT|BUTTON)$/.test(event.target.tagName);
    this.#spaceHeld = down && !typing;
    this.#element.style.cursor = this.#spaceHeld ? 'grab' : '';
  }

  #choose(event: PointerEvent): void {
    const { ACTION } = CameraControls;
    this.controls.mouseButtons.left = event.altKey ? ACTION.ROTATE : this.#spaceHeld ? ACTION.TRUCK : ACTION.NONE;
    const { navigation } = this;
    const { middle, right } = buttonsOf(navigation, event.shiftKey);
    this.controls.mouseButtons.middle = middle;
    this.controls.mouseButtons.right = right;
    const orbits =
      (event.button === 2 && right === ACTION.ROTATE) ||
      (event.button === 1 && middle === ACTION.ROTATE) ||
      (event.button === 0 && event.altKey);
    if (!orbits) return;
    const { camera } = this;
    this.onTurn();
    // What lies under the pointer is looked for with the camera that turns.
    if (this.camera !== camera) this.update(0);
    if (event.button !== 0) this.#flight.takeOff();
    const pivot = this.#pointUnder(event.clientX, event.clientY);
    if (pivot) this.controls.setOrbitPoint(pivot.x, pivot.y, pivot.z);
  }

  /** The orbit point leaves an offset behind that would make zoom and framing drift; the view itself stays. */
  readonly #straighten = () => {
    const offset = this.controls.getFocalOffset(scratchC);
    if (offset.lengthSq() < 1e-12) return;
    const camera = this.camera;
    const position = scratchB.copy(camera.position);
    camera.getWorldDirection(scratchA);
    const depth = Math.max(0.5, this.controls.distance + offset.z);
    this.controls.setFocalOffset(0, 0, 0, false);
    this.controls.setLookAt(
      position.x,
      position.y,
      position.z,
      position.x + scratchA.x * depth,
      position.y + scratchA.y * depth,
      position.z + scratchA.z * depth,
      false,
    );
    this.#changed();
  };

  resize(width: number, height: number): void {
    this.#aspect = width / Math.max(1, height);
    const share = (side_px: number, of_px: number) => Math.max(leastFree, 1 - (2 * side_px) / Math.max(1, of_px));
    this.#free = {
      left: this.#aspect * share(covered_px.left, width),
      right: this.#aspect * share(covered_px.right, width),
      top: share(covered_px.top, height),
      bottom: share(covered_px.bottom, height),
    };
    this.perspective.aspect = this.#aspect;
    this.perspective.updateProjectionMatrix();
    const half = this.orthographic.top;
    this.orthographic.left = -half * this.#aspect;
    this.orthographic.right = half * this.#aspect;
    this.orthographic.updateProjectionMatrix();
    this.#changed();
  }

  setSceneRadius(radius: number): void {
    this.#sceneRadius = Math.max(20, radius);
  }

  /** Advances transitions. Returns whether the camera still moves. */
  update(delta_s: number): boolean {
    const flying = this.#flight.update(Math.min(delta_s, 0.3));
    // Where frames are slow a motion takes as long as elsewhere and not as many frames.
    const moving = this.controls.update(Math.min(delta_s, 1)) || flying;
    const distance = this.controls.distance;
    const camera = this.camera;
    const near = camera === this.orthographic ? 0.1 : Math.max(0.05, distance * 0.02);
    const far = distance + this.#sceneRadius * 4 + distance * 4;
    if (Math.abs(camera.near / near - 1) > 0.3 || Math.abs(camera.far / far - 1) > 0.3) {
      camera.near = near;
      camera.far = far;
      camera.updateProjectionMatrix();
    }
    // What looks through it before it draws, pointers and labels among them, sees where it stands now.
    camera.updateMatrixWorld();
    return moving;
  }

  setProjection(projection: Projection): void {
    const orthographic = projection === 'orthographic';
    if (orthographic === (this.camera === this.orthographic)) return;
    // What is still under way has arrived: the other camera goes on from there.
    this.controls.stop();
    this.controls.update(0);
    const distance = this.controls.distance;
    const target = this.controls.getTarget(scratchA);
    const from = this.controls.getPosition(scratchB);
    const tangent = Math.tan((fieldOfView_deg * Math.PI) / 360);
    if (orthographic) {
      const half = distance * tangent;
      this.orthographic.top = half;
      this.orthographic.bottom = -half;
      this.orthographic.left = -half * this.#aspect;
      this.orthographic.right = half * this.#aspect;
      this.orthographic.zoom = 1;
      this.controls.camera = this.orthographic;
      this.controls.mouseButtons.wheel = CameraControls.ACTION.ZOOM;
      this.controls.zoomTo(1, false);
      // Nothing of the scene lies behind a camera that shows all depths alike.
      from
        .sub(target)
        .setLength(Math.max(distance, this.#sceneRadius * 2))
        .add(target);
    } else {
      const back = this.orthographic.top / this.orthographic.zoom / tangent;
      from.sub(target).setLength(back).add(target);
      this.controls.camera = this.perspective;
      this.controls.mouseButtons.wheel = CameraControls.ACTION.DOLLY;
    }
    this.controls.setLookAt(from.x, from.y, from.z, target.x, target.y, target.z, false);
    this.#changed();
  }

  /** Stands where the box fills what is free of the view, in the present or a given direction. */
  frame(box: Box3, view?: AxisView, still = false): void {
    if (box.isEmpty()) return;
    const animate = !still && !prefersStill();
    this.controls.normalizeRotations();
    // A turn that is still under way is finished, not stopped where it happens to be.
    const { theta, phi } = this.controls.getSpherical(spherical);
    const [azimuth, polar] = view ? angles[view] : [theta, phi];
    const back = backInto(scratchA, azimuth, polar);
    const right = scratchB.set(Math.cos(azimuth), Math.sin(azimuth), 0);
    const up = scratchC.crossVectors(back, right);
    const centre = box.getCenter(new Vector3());
    const seen: Seen[] = [];
    for (let i = 0; i < 8; i++) {
      const corner = new Vector3(i & 1 ? box.max.x : box.min.x, i & 2 ? box.max.y : box.min.y, i & 4 ? box.max.z : box.min.z).sub(centre);
      seen.push([corner.dot(right), corner.dot(up), corner.dot(back)]);
    }
    const { left, right: rightmost, top, bottom } = this.#free;
    const tangent = Math.tan((fieldOfView_deg * Math.PI) / 360);
    const near = { left: left * tangent, right: rightmost * tangent, top: top * tangent, bottom: bottom * tangent };
    const fit = fitPerspective(seen, near);
    let distance = Math.max(1, fit.distance);
    let middle: { readonly right: number; readonly up: number } = fit;
    if (this.camera === this.orthographic) {
      const parallel = fitParallel(seen, this.#free);
      middle = parallel;
      void this.controls.zoomTo(this.orthographic.top / Math.max(0.5, parallel.half), animate);
      distance = Math.max(distance, this.#sceneRadius * 2);
    }
    centre.addScaledVector(right, middle.right).addScaledVector(up, middle.up);
    this.controls.setFocalOffset(0, 0, 0, animate);
    // Straight up and down keep their turn only when set as angles.
    void this.controls.rotateTo(azimuth, polar, animate);
    void this.controls.moveTo(centre.x, centre.y, centre.z, animate);
    void this.controls.dollyTo(distance, animate);
    this.#changed();
  }

  /** Height of the picture at a distance of one metre. */
  get #spanPerMetre(): number {
    return 2 * Math.tan((fieldOfView_deg * Math.PI) / 360);
  }

  /** Where the camera stands, to a tenth of a millimetre. Looked at from straight above, it keeps its turn by a hair of tilt. */
  standing(): View['camera'] {
    const { controls, orthographic } = this;
    const target = controls.getTarget(scratchA);
    const { radius: distance, theta, phi } = controls.getSpherical(spherical);
    const polar = Math.min(Math.PI - leastTilt, Math.max(leastTilt, phi));
    const back = backInto(scratchB, theta, polar);
    const span = this.camera === orthographic ? (2 * orthographic.top) / orthographic.zoom : distance * this.#spanPerMetre;
    return { eye_m: rounded(back.multiplyScalar(distance).add(target)), target_m: rounded(target), span_m: round(span) };
  }

  /** Flies to a saved viewpoint, in the projection of now. */
  stand({ eye_m, target_m, span_m }: View['camera'], still = false): void {
    const animate = !still && !prefersStill();
    const back = scratchA.set(eye_m[0] - target_m[0], eye_m[1] - target_m[1], eye_m[2] - target_m[2]);
    const distance = back.length();
    const flat = Math.hypot(back.x, back.y);
    const tilt = Math.atan2(flat, back.z);
    const polar = tilt <= leastTilt * 1.5 ? 0 : tilt >= Math.PI - leastTilt * 1.5 ? Math.PI : tilt;
    this.controls.normalizeRotations();
    this.controls.setFocalOffset(0, 0, 0, animate);
    void this.controls.rotateTo(flat > 0 ? Math.atan2(back.x, -back.y) : this.controls.getSpherical(spherical).theta, polar, animate);
    void this.controls.moveTo(...target_m, animate);
    if (this.camera === this.orthographic) void this.controls.zoomTo((2 * this.orthographic.top) / span_m, animate);
    void this.controls.dollyTo(this.camera === this.orthographic ? distance : span_m / this.#spanPerMetre, animate);
    this.#changed();
  }

  /** Stands at a viewpoint at once, whatever moves; the answer takes the camera back. */
  visit(at: View['camera'], projection: Projection): () => void {
    const was = this.camera === this.orthographic ? 'orthographic' : 'perspective';
    const here = this.standing();
    const polar = this.controls.polarAngle;
    const go = (place: View['camera'], how: Projection) => {
      this.setProjection(how);
      this.stand(place, true);
      this.update(0);
    };
    go(at, projection);
    return () => {
      go(here, was);
      // A camera that was tilted by a hair still is.
      void this.controls.rotateTo(this.controls.azimuthAngle, polar, false);
      this.update(0);
    };
  }

  /** Turns to a view about what is looked at now. */
  lookAlong(view: AxisView): void {
    this.controls.normalizeRotations();
    void this.controls.rotateTo(...angles[view], !prefersStill());
    this.#changed();
  }

  dispose(): void {
    for (const stop of this.#stop) stop();
    this.#flight.dispose();
    this.controls.dispose();
  }
}

const scratchA = new Vector3();
const scratchB = new Vector3();
const scratchC = new Vector3();
const spherical = new Spherical();
