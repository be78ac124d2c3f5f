/**
 * Walks through the design at eye height: W A S D or arrows step, a drag looks round, a click on the floor goes there,
 * the wheel changes the pace. Equipment and walls whose thickness is designed stand in the way, doors do not; one slides
 * along them, and goes through them while Space is held. The camera itself is the only state; leaving the tool leaves it where it stands.
 */
import type { Vector3 } from 'three';
import { standingIndex } from '../../shared/commands/clearance.ts';
import type { Document } from '../../shared/document/document.ts';
import type { SpatialIndex } from '../../shared/geometry/spatial-index.ts';
import { walkAmong } from '../../shared/geometry/walker.ts';
import { eyeHeight_m, HeldKeys, walkingSpeed_m_s } from '../scene/steps.ts';
import { WalkView } from '../scene/walk-view.ts';
import { viewState } from '../view-state.ts';
import { clickReach_px, type ToolFactory, type ToolPointer } from './tool.ts';

const turn_rad_px = 0.0035;
/** Half a shoulder's breadth. */
const body_m = 0.25;
/** Cable trays, kerbs and sills are stepped over. */
const stepOver_m = 0.3;
/** From the eyes to the top of the head, helmet included. */
const overEye_m = 0.15;
const running = 3;
const [slowest, fastest] = [0.25, 16];
/** A step is not longer than a quarter of a second's: after a stall nobody is far away at once. */
const longestStep_s = 0.25;

export const walkTool: ToolFactory = (host) => {
  const keys = new HeldKeys();
  const before = viewState.getState().projection;
  let view: WalkView | undefined;
  let pace = 1;
  let last_ms: number | undefined;
  let around: { readonly of: Document; readonly index: SpatialIndex } | undefined;
  let grip: { readonly x: number; readonly y: number; readonly azimuth: number; readonly polar: number; looked: boolean } | undefined;

  const floorUnder = (pointer: ToolPointer): Vector3 | undefined => {
    const floor = host.model.picker.onPlane(pointer.ray, 0);
    const hit = pointer.hit();
    return floor && (!hit || hit.distance > floor.distanceTo(pointer.ray.origin)) ? floor : undefined;
  };
  /** A step from where one stands, as far as what stands there lets one go. */
  const among = (eye: Vector3, step: Vector3): Vector3 => {
    const { document } = host.session.getState();
    if (around?.of !== document) around = { of: document, index: standingIndex(document, new Set()) };
    const person = { radius_m: body_m, low_m: eye.z - eyeHeight_m + stepOver_m, high_m: eye.z + overEye_m };
    const [x, y] = walkAmong(around.index, [eye.x, eye.y], [step.x, step.y], person);
    return step.clone().set(x - eye.x, y - eye.y, step.z);
  };
  const tellPace = () => host.note(`${(walkingSpeed_m_s * pace).toFixed(1)} m/s`);
  const onKeyUp = (event: KeyboardEvent) => keys.release(event);
  const onBlur = () => keys.clear();

  return {
    enter: () => {
      host.hints([
        ['W A S D', 'step'],
        ['Q E', 'down, up'],
        ['Drag', 'look round'],
        ['Click', 'go there'],
        ['Wheel', 'pace'],
        ['Space', 'through walls'],
        ['Esc', 'stop'],
      ]);
      viewState.getState().setProjection('perspective');
      window.addEventListener('keyup', onKeyUp);
      window.addEventListener('blur', onBlur);
      view = new WalkView(host.rig, eyeHeight_m);
      host.redraw();
    },
    leave: () => {
      window.removeEventListener('keyup', onKeyUp);
      window.removeEventListener('blur', onBlur);
      view?.leave();
      viewState.getState().setProjection(before);
      host.note(null);
    },
    press: ({ x, y }) => {
      if (view) grip = { x, y, azimuth: view.azimuth_rad, polar: view.polar_rad, looked: false };
    },
    drag: ({ x, y }) => {
      if (!grip) return;
      if (Math.hypot(x - grip.x, y - grip.y) > clickReach_px) grip.looked = true;
      if (!grip.looked) return;
      view?.look(grip.azimuth + (x - grip.x) * turn_rad_px, grip.polar + (grip.y - y) * turn_rad_px);
      host.redraw();
    },
    release: (pointer) => {
      const place = grip && !grip.looked ? floorUnder(pointer) : undefined;
      grip = undefined;
      if (!place) return;
      view?.goTo(place.x, place.y, eyeHeight_m);
      host.redraw();
    },
    wheel: (delta) => {
      pace = Math.min(fastest, Math.max(slowest, pace * (delta < 0 ? 1.25 : 0.8)));
      tellPace();
    },
    key: (event) => {
      if (event.key === 'Escape') {
        viewState.getState().setTool('select');
        return true;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || !keys.press(event)) return false;
      last_ms ??= performance.now();
      host.redraw();
      return true;
    },
    frame: () => {
      if (!view || !keys.any || last_ms === undefined) {
        last_ms = undefined;
        return;
      }
      const now = performance.now();
      const time_s = Math.min(longestStep_s, (now - last_ms) / 1000);
      last_ms = now;
      const step = keys.step(view.azimuth_rad, walkingSpeed_m_s * pace * (keys.fast ? running : 1) * time_s);
      view.shift(keys.through ? step : among(view.eye, step));
      host.redraw();
    },
  };
};
