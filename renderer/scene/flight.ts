/** Flying while the orbit button is held: W A S D go level, E and Q up and down, Shift faster; the pace follows how far one looks. */
import type CameraControls from 'camera-controls';
import { Vector3 } from 'three';
import { isTyping } from '../actions/typing.ts';
import { HeldKeys } from './steps.ts';

/** Part of the distance to what is looked at that is flown in a second. */
const pace_per_s = 0.8;
const slowest_m_s = 1;
const running = 3;

export class Flight {
  readonly #controls: CameraControls;
  readonly #onKey: () => void;
  readonly #keys = new HeldKeys();
  #ready = false;

  constructor(controls: CameraControls, onKey: () => void) {
    this.#controls = controls;
    this.#onKey = onKey;
    window.addEventListener('keydown', this.#press, { capture: true });
    window.addEventListener('keyup', this.#release);
    window.addEventListener('pointerup', this.#land);
    window.addEventListener('blur', this.#land);
  }

  /** The button that lets keys fly has gone down. */
  takeOff(): void {
    this.#ready = true;
  }

  readonly #land = () => {
    this.#ready = false;
    this.#keys.clear();
  };

  // Before tools and shortcuts: while the button is held these letters are not theirs.
  readonly #press = (event: KeyboardEvent) => {
    if (!this.#ready || isTyping(event.target) || event.ctrlKey || event.metaKey || !this.#keys.press(event)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.#onKey();
  };

  readonly #release = (event: KeyboardEvent) => this.#keys.release(event);

  /** Moves the camera and what it looks at alike. Returns whether it flies. */
  update(time_s: number): boolean {
    if (!this.#keys.any) return false;
    const { distance, azimuthAngle } = this.#controls;
    const way = this.#keys.step(azimuthAngle, Math.max(slowest_m_s, distance * pace_per_s) * (this.#keys.fast ? running : 1) * time_s);
    const target = this.#controls.getTarget(new Vector3()).add(way);
    void this.#controls.moveTo(target.x, target.y, target.z, false);
    return true;
  }

  dispose(): void {
    window.removeEventListener('keydown', this.#press, { capture: true });
    window.removeEventListener('keyup', this.#release);
    window.removeEventListener('pointerup', this.#land);
    window.removeEventListener('blur', this.#land);
  }
}
