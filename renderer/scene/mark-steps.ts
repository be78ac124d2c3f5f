/** The pace at which arrows move along what flows: a step 25 times a second, while they are wanted and there are any. */
import { viewState } from '../view-state.ts';
import type { FlowMarks } from './flow-marks.ts';
import { prefersStill } from './motion.ts';

const step_ms = 1000 / 25;
/** A clock of an hour, so that its fractions stay exact. */
const round_ms = 3_600_000;
const longestStep_ms = 100;

export class MarkSteps {
  readonly #marks: FlowMarks;
  readonly #invalidate: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #time_ms = 0;
  /** Whether the next frame is a step. */
  due = false;

  constructor(marks: FlowMarks, invalidate: () => void) {
    this.#marks = marks;
    this.#invalidate = invalidate;
  }

  get #wanted(): boolean {
    return this.#marks.moving && viewState.getState().flowMotion && !prefersStill();
  }

  pass(gap_ms: number): void {
    if (!this.#wanted) return;
    this.#time_ms = (this.#time_ms + Math.min(gap_ms, longestStep_ms)) % round_ms;
    this.#marks.time_s = this.#time_ms / 1000;
  }

  /** Asks for the next step. The browser holds its frame back while the window is hidden. */
  ask(): void {
    if (this.#timer !== undefined || !this.#wanted) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (!this.#wanted) return;
      this.due = true;
      this.#invalidate();
    }, step_ms);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }
}
