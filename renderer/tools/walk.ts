/**
 * Walks through the design at eye height: W A S D or arrows step, a drag looks round, a click on the floor goes there,
 * the wheel changes the pace. Equipment and walls stand in the way, designed or only drawn, doors do not; one slides
 * along them, and goes through them while Space is held. The camera itself is the only state. Leaving the tool leaves it where
 * it stands; begun in a plan or an elevation, one is back in it, over where one stood.
 */
import { Vector3 } from 'three';
import { standingIndex } from '../../shared/commands/clearance.ts';
import { floorAt_m } from '../../shared/commands/spaces.ts';
import type { Document } from '../../shared/document/document.ts';
import type { Place } from '../../shared/document/records.ts';
import type { PlanBox, SpatialIndex } from '../../shared/geometry/spatial-index.ts';
import { walkAmong } from '../../shared/geometry/walker.ts';
import { eyeHeight_m, HeldKeys, walkingSpeed_m_s } from '../scene/steps.ts';
import { WalkView } from '../scene/walk-view.ts';
import { drawnWallsIn } from '../scene/walls.ts';
import { viewState } from '../view-state.ts';
import { onFloor } from './on-floor.ts';
import { clickReach_px, type ToolFactory, type ToolPointer } from './tool.ts';

const turn_rad_px = 0.0035;
/** Half a shoulder's breadth. */
const body_m = 0.25;
/** Cable trays, kerbs and sills are stepped over. */
const stepOver_m = 0.3;
/** Of what is hit, this near to the floor is the floor. */
const onFloor_m = 1e-3;
/** From the eyes to the top of the head, helmet included. */
const overEye_m = 0.15;
const running = 3;
const [slowest, fastest] = [0.25, 16];
/** A step is not longer than a quarter of a second's: after a stall nobody is far away at once. */
const longestStep_s = 0.25;

/** Walls that are drawn without being designed: equipment may stand in them, a person does not walk through what looks like a wall. */
function undesignedWalls({ tables: { space } }: Document): PlanBox[] {
  return [...drawnWallsIn(space)].flatMap(([id, walls]) =>
    walls.map(({ corners, low_m, high_m }, i): PlanBox => ({ id: `${id} drawn ${i}`, corners, low_m, high_m })),
  );
}

export const walkTool: ToolFactory = (host) => {
  const keys = new HeldKeys();
  const { projection, perspectiveWaits } = viewState.getState();
  const before = host.rig.standing();
  let view: WalkView | undefined;
  let start = new Vector3();
  /** The camera was sent somewhere else: a framed record, an axis, a viewpoint. */
  let sent = false;
  let stopFollowing: (() => void) | undefined;
  let pace = 1;
  let last_ms: number | undefined;
  let around: { readonly of: Document; readonly index: SpatialIndex } | undefined;
  let grip: { readonly x: number; readonly y: number; readonly azimuth: number; readonly polar: number; looked: boolean } | undefined;

  const floor_m = (x: number, y: number) => floorAt_m(host.session.getState().document, x, y);
  const floorUnder = (pointer: ToolPointer): Vector3 | undefined => {
    const floor = onFloor(host, pointer.ray);
    const hit = pointer.met();
    // An edge of the floor lies on it.
    return floor && (!hit || hit.distance > floor.distanceTo(pointer.ray.origin) - onFloor_m) ? floor : undefined;
  };
  /** A step from where one stands, as far as what stands there lets one go. */
  const among = (eye: Vector3, step: Vector3): Vector3 => {
    const { document } = host.session.getState();
    if (around?.of !== document) around = { of: document, index: standingIndex(document, new Set(), undesignedWalls(document)) };
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
      view = new WalkView(host.rig, (x, y) => floor_m(x, y) + eyeHeight_m);
      // The camera follows with the next frame.
      start = host.rig.controls.getPosition(new Vector3());
      stopFollowing = viewState.subscribe((state, earlier) => {
        if (state.camera === earlier.camera || state.tool !== 'walk') return;
        sent = true;
        state.setTool('select');
      });
      host.redraw();
    },
    leave: () => {
      window.removeEventListener('keyup', onKeyUp);
      window.removeEventListener('blur', onBlur);
      stopFollowing?.();
      const gone = view?.eye.sub(start) ?? new Vector3();
      view?.leave();
      host.note(null);
      if (sent || projection === 'perspective' || viewState.getState().projection !== 'perspective') return;
      // A picture without perspective stands outside of what it shows: seen from within it would show nothing.
      viewState.setState({ projection, perspectiveWaits });
      const along = ([x, y, z]: Place): Place => [x + gone.x, y + gone.y, z];
      host.rig.stand({ eye_m: along(before.eye_m), target_m: along(before.target_m), span_m: before.span_m }, true);
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
      view?.goTo(place.x, place.y, place.z + eyeHeight_m);
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
      const { eye } = view;
      const gone = keys.through ? step : among(eye, step);
      // Onto another floor one steps up or down.
      gone.z += floor_m(eye.x + gone.x, eye.y + gone.y) - floor_m(eye.x, eye.y);
      view.shift(gone);
      host.redraw();
    },
  };
};
