/** Colours of an overlay change over: for a moment the picture before lies over the one that was drawn last. */
import type { WebGLRenderer } from 'three';
import type { FrameRenderer } from './frame-renderer.ts';
import { prefersStill } from './motion.ts';

const duration_ms = 200;

export class CrossFade {
  readonly #frames: FrameRenderer;
  /** When the change-over began; undefined while there is none. */
  #since_ms: number | undefined;
  #view = 0;

  constructor(frames: FrameRenderer) {
    this.#frames = frames;
  }

  get running(): boolean {
    return this.#since_ms !== undefined;
  }

  /**
   * Before a picture is drawn: begins, goes on or breaks off.
   * @param view counts the places of the camera; another place is another picture, and only colours blend
   * @param wanted whether colours changed since the last picture; without one there is nothing to blend from
   */
  meet(gl: WebGLRenderer, now_ms: number, view: number, wanted: boolean, hasPicture: boolean): void {
    const stood = view === this.#view;
    this.#view = view;
    if (!stood || !hasPicture) this.#since_ms = undefined;
    else if (wanted && !this.running && !prefersStill()) {
      this.#frames.keep(gl);
      this.#since_ms = now_ms;
    }
    this.#blend(now_ms);
  }

  /** A frame that shows the same picture again. Returns whether the change-over ended with it. */
  step(now_ms: number): boolean {
    if (!this.running || this.#blend(now_ms) < 1) return false;
    this.#since_ms = undefined;
    return true;
  }

  #blend(now_ms: number): number {
    const part = this.#since_ms === undefined ? 1 : Math.min(1, (now_ms - this.#since_ms) / duration_ms);
    this.#frames.blend(part);
    return part;
  }

  stop(): void {
    this.#since_ms = undefined;
    this.#frames.blend(1);
  }
}
