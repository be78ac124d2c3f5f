/**
 * A pump against its circuit: head over flow at the solved speed and at full speed, the circuit's own curve, the
 * operating point where they meet, and the ends of the published curve.
 */
import type { RecordId } from '../../document/ids.ts';
import type { Coupled } from '../couple.ts';

export interface DutyPoint {
  readonly flow_m3_s: number;
  readonly head_Pa: number;
}

export interface PumpDuty {
  readonly record: RecordId;
  /** Relative speed now and the highest that the control may ask for. */
  readonly speed: number;
  readonly maxSpeed: number;
  /** Identical machines side by side that the curves are the sum of. */
  readonly parallel: number;
  readonly at: DutyPoint;
  /** At the solved speed. */
  readonly curve: readonly DutyPoint[];
  readonly fullSpeed: readonly DutyPoint[];
  readonly system: readonly DutyPoint[];
  /** End of the published curve at the solved speed; absent where the sheet gives none. */
  readonly maxFlow_m3_s?: number;
  /** Flow at full speed on the circuit's curve, over the flow now, less one. */
  readonly reserve: number;
  /** More pumps hold the same set point: each of them sees the same circuit. */
  readonly sharedWith: number;
}

const samples = 48;

/**
 * H(V̇) of `parallel` machines at relative speed s, by the affinity laws: s²·H₀ − s^(2−n)·c·(V̇/parallel)^n.
 * @returns Pa
 */
export function headAt(
  curve: { readonly shutoff_Pa: number; readonly coefficient: number; readonly exponent: number },
  parallel: number,
  speed: number,
  flow_m3_s: number,
): number {
  if (speed <= 0) return 0;
  const { shutoff_Pa, coefficient, exponent } = curve;
  return speed ** 2 * shutoff_Pa - speed ** (2 - exponent) * coefficient * (flow_m3_s / parallel) ** exponent;
}

/** @returns one entry per running pump of the record; a CDU may have several branches. */
export function pumpDuty({ liquid: { network, solution } }: Coupled, record: RecordId): PumpDuty[] {
  return solution.pumps.flatMap((pump): PumpDuty[] => {
    const branch = network.branches[pump.branch];
    if (pump.owner !== record || !branch || branch.element.type !== 'pump' || pump.speed <= 0) return [];
    const { curve, parallel } = branch.element;
    const { flow_m3_s } = pump;
    if (!(flow_m3_s > 0)) return [];
    const at = { flow_m3_s, head_Pa: headAt(curve, parallel, pump.speed, flow_m3_s) };
    const control = network.controls.find((one) => one.type === 'differential-pressure' && one.pumps.includes(pump.branch));
    const maxSpeed = control?.type === 'differential-pressure' ? control.maxSpeed : Math.max(1, pump.speed);
    const resistance = at.head_Pa / flow_m3_s ** 2;
    const runOut = parallel * ((maxSpeed ** curve.exponent * curve.shutoff_Pa) / curve.coefficient) ** (1 / curve.exponent);
    const end = Math.min(runOut, Math.max(flow_m3_s * 1.6, parallel * (curve.maxFlow_m3_s ?? 0) * maxSpeed));
    const along = (headOf: (flow: number) => number, last: number): DutyPoint[] =>
      Array.from({ length: samples + 1 }, (_, i) => ({ flow_m3_s: (last * i) / samples, head_Pa: headOf((last * i) / samples) })).filter(
        ({ head_Pa }) => head_Pa >= 0,
      );
    const atFull = meet((flow) => headAt(curve, parallel, maxSpeed, flow), resistance, runOut);
    return [
      {
        record,
        speed: pump.speed,
        maxSpeed,
        parallel,
        at,
        curve: along((flow) => headAt(curve, parallel, pump.speed, flow), end),
        fullSpeed: along((flow) => headAt(curve, parallel, maxSpeed, flow), end),
        system: along((flow) => resistance * flow ** 2, end),
        ...(curve.maxFlow_m3_s === undefined ? {} : { maxFlow_m3_s: curve.maxFlow_m3_s * parallel * pump.speed }),
        reserve: atFull / flow_m3_s - 1,
        sharedWith: control?.type === 'differential-pressure' ? control.pumps.length - 1 : 0,
      },
    ];
  });
}

/** Flow where a falling head meets R·V̇²; bisection on [0, runOut]. */
function meet(headOf: (flow: number) => number, resistance: number, runOut: number): number {
  let [low, high] = [0, runOut];
  for (let i = 0; i < 80; i++) {
    const middle = (low + high) / 2;
    if (headOf(middle) > resistance * middle ** 2) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
