/** Pipeline stages off the critical path slowed so that the iteration takes as long as before (the idea of Perseus, Chung et al. 2024). */
import { type PowerCurve, powerForThroughput } from './power-curve.ts';

export interface SlackSaving {
  /** Relative power of each stage. */
  readonly x: readonly number[];
  readonly before_J: number;
  readonly after_J: number;
  readonly saving: number;
}

/** `stage_s` at full speed; a stage that waits draws `waiting` of its full power. One iteration. */
export function slackSaving(stage_s: readonly number[], power_W: number, curve: PowerCurve, waiting: number): SlackSaving {
  const iteration_s = Math.max(...stage_s);
  const x = stage_s.map((time) => powerForThroughput(curve, time / iteration_s));
  const before_J = stage_s.reduce((sum, time) => sum + power_W * (time + waiting * (iteration_s - time)), 0);
  const after_J = x.reduce((sum, relative) => sum + power_W * relative * iteration_s, 0);
  return { x, before_J, after_J, saving: 1 - after_J / before_J };
}
