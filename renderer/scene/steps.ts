/** Keys of walking and flying, and the step that the held ones make. */
import { Vector3 } from 'three';

/** Eye height of a standing person, m: between the 50th percentiles of men and women in ISO 7250-1, shoes included. */
export const eyeHeight_m = 1.65;
/** A brisk walk, m/s. */
export const walkingSpeed_m_s = 1.6;

type Direction = 'ahead' | 'back' | 'left' | 'right' | 'up' | 'down';
const directions: Readonly<Record<string, Direction>> = {
  KeyW: 'ahead',
  ArrowUp: 'ahead',
  KeyS: 'back',
  ArrowDown: 'back',
  KeyA: 'left',
  ArrowLeft: 'left',
  KeyD: 'right',
  ArrowRight: 'right',
  KeyE: 'up',
  PageUp: 'up',
  KeyQ: 'down',
  PageDown: 'down',
};

/** Follows which of the keys are held, by their place on the keyboard. */
export class HeldKeys {
  readonly #held = new Set<Direction>();
  fast = false;
  /** Space is held: one goes through what stands in the way. */
  through = false;

  get any(): boolean {
    return this.#held.size > 0;
  }

  /** Whether the key is one of these. */
  press({ code, shiftKey }: { readonly code: string; readonly shiftKey: boolean }): boolean {
    this.fast = shiftKey;
    if (code === 'Space') this.through = true;
    const direction = directions[code];
    if (direction) this.#held.add(direction);
    return direction !== undefined || code === 'Space';
  }

  release({ code, shiftKey }: { readonly code: string; readonly shiftKey: boolean }): void {
    this.fast = shiftKey;
    if (code === 'Space') this.through = false;
    const direction = directions[code];
    if (direction) this.#held.delete(direction);
  }

  clear(): void {
    this.#held.clear();
    this.fast = this.through = false;
  }

  /**
   * The way of one step, level and as long as `length_m`; up and down are a third as fast. Opposite keys cancel.
   * @param azimuth_rad of the view; 0 looks north
   */
  step(azimuth_rad: number, length_m: number): Vector3 {
    const way = (plus: Direction, minus: Direction) => Number(this.#held.has(plus)) - Number(this.#held.has(minus));
    const ahead = way('ahead', 'back');
    const right = way('right', 'left');
    const along = length_m / Math.max(1, Math.hypot(ahead, right));
    const [sin, cos] = [Math.sin(azimuth_rad), Math.cos(azimuth_rad)];
    return new Vector3((-sin * ahead + cos * right) * along, (cos * ahead + sin * right) * along, (way('up', 'down') * length_m) / 3);
  }
}
