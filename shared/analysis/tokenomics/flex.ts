/** Grid events: what load gives up, what a battery covers, and what it takes to ramp. Energies in joule. */
import { type PowerCurve, relativeThroughput } from './power-curve.ts';

export interface ReductionInput {
  readonly reduction_W: number;
  readonly duration_s: number;
  /** Site watts per IT watt. */
  readonly siteFactor: number;
  /** IT power of the work that is slowed, and the relative power it is slowed to. */
  readonly slowed_W: number;
  readonly x: number;
  readonly curve: PowerCurve;
  readonly throughput_per_s: number;
  readonly dischargeEfficiency: number;
  readonly depthOfDischarge: number;
}

/** Slows one class of work and lets the battery cover the rest of the reduction. */
export function reduceWithBattery(input: ReductionInput) {
  const siteCut_W = input.slowed_W * (1 - input.x) * input.siteFactor;
  const battery_W = Math.max(0, input.reduction_W - siteCut_W);
  const drawn_J = (battery_W * input.duration_s) / input.dischargeEfficiency;
  const r = relativeThroughput(input.curve, input.x);
  return {
    siteCut_W,
    battery_W,
    drawn_J,
    rating_J: drawn_J / input.depthOfDischarge,
    r,
    tokensLost: input.throughput_per_s * (1 - r) * input.duration_s,
  };
}

/** Energy to turn a step of load into a ramp the grid allows: E = ΔP²/(2R). */
export function rampEnergy(input: { step_W: number; ramp_W_s: number; chargeEfficiency: number }) {
  const absorbed_J = input.step_W ** 2 / (2 * input.ramp_W_s);
  return { absorbed_J, stored_J: absorbed_J * input.chargeEfficiency, duration_s: input.step_W / input.ramp_W_s };
}

export interface Battery {
  readonly energy_J: number;
  readonly power_W: number;
  readonly leastCharge: number;
  readonly mostCharge: number;
  readonly chargeEfficiency: number;
  readonly dischargeEfficiency: number;
}

export interface BatteryTrace {
  /** State of charge after each step, 0…1. */
  readonly charge: readonly number[];
  readonly grid_W: readonly number[];
  /** Energy drawn above the target because the battery was empty or too small. */
  readonly unserved_J: number;
}

/** Follows a target: discharges above it, charges below it, within power and state of charge. */
export function followTarget(
  battery: Battery,
  start: number,
  step_s: number,
  load_W: readonly number[],
  target_W: readonly number[],
): BatteryTrace {
  let state = start;
  let unserved_J = 0;
  const charge: number[] = [];
  const grid_W: number[] = [];
  load_W.forEach((load, i) => {
    const target = target_W[i] ?? load;
    const over = load - target;
    let drawn = load;
    if (over > 0) {
      const most = ((state - battery.leastCharge) * battery.energy_J * battery.dischargeEfficiency) / step_s;
      const out = Math.max(0, Math.min(over, battery.power_W, most));
      state -= (out * step_s) / battery.dischargeEfficiency / battery.energy_J;
      drawn = load - out;
      unserved_J += (over - out) * step_s;
    } else if (over < 0) {
      const most = ((battery.mostCharge - state) * battery.energy_J) / (battery.chargeEfficiency * step_s);
      const into = Math.max(0, Math.min(-over, battery.power_W, most));
      state += (into * step_s * battery.chargeEfficiency) / battery.energy_J;
      drawn = load + into;
    }
    charge.push(state);
    grid_W.push(drawn);
  });
  return { charge, grid_W, unserved_J };
}

/** Battery that carries the critical load until generators take it. The C rate shows it is a power battery. */
export function bridge(input: {
  critical_W: number;
  start_s: number;
  margin: number;
  dischargeEfficiency: number;
  depthOfDischarge: number;
}) {
  const energy_J = (input.critical_W * input.start_s * input.margin) / (input.dischargeEfficiency * input.depthOfDischarge);
  return { energy_J, rate_per_h: (input.critical_W * 3600) / energy_J };
}
