/** Small load-flow cases: DC feeders with constant-power loads, and two buses with their closed form. Translates, computes nothing. */
import * as v from 'valibot';
import { busKind, emptyBusBranch } from '../../shared/solve/electrical/bus-branch.ts';
import { planIslands } from '../../shared/solve/electrical/island-plan.ts';
import { PartSolver, solveBusBranch } from '../../shared/solve/electrical/load-flow.ts';
import { lineSection } from '../../shared/solve/electrical/plate.ts';
import { entry, radian, total } from './bus-branch-cases.ts';
import type { Comparison } from './compare.ts';
import { column, number, positive, read, WrongField } from './read.ts';

const node = v.pipe(v.number('expected a node number'), v.integer('expected a node number'), v.minValue(0, 'expected a node number'));
const none = v.literal(false);
const dcCases = v.object({
  cases: v.array(
    v.object({
      source_v: positive,
      segments: v.array(v.object({ from: node, to: node, r_ohm_both_conductors: v.pipe(number, v.minValue(0, 'expected a resistance')) })),
      load_w: column,
      expected: v.union(
        [
          v.object({ solution_exists: none }),
          v.object({ solution_exists: v.optional(v.literal(true)), node_v: column, segment_a: column, source_w: number, loss_w: number }),
        ],
        'expected voltages, currents and losses, or solution_exists false',
      ),
    }),
  ),
  tolerance: v.object({ v_rel: positive, a_rel: positive, loss_rel: positive }),
});
type DcCases = v.InferOutput<typeof dcCases>;

/** Per unit on the source voltage and 1 MW; node 0 is the source, load k stands at node k + 1. */
function compareDc(result: Comparison, label: string, feeder: DcCases['cases'][number], tolerance: DcCases['tolerance']): void {
  const base_W = 1e6;
  const count = feeder.load_w.length + 1;
  const model = emptyBusBranch(count, feeder.segments.length);
  model.kind[0] = busKind.slack;
  feeder.load_w.forEach((load, k) => {
    model.p[k + 1] = -load / base_W;
  });
  feeder.segments.forEach(({ from, to, r_ohm_both_conductors }, e) => {
    if (Math.max(from, to) >= count)
      throw new WrongField(`${label}.segments[${e}]: node ${Math.max(from, to)}, expected one below ${count}`);
    model.from[e] = from;
    model.to[e] = to;
    model.r[e] = lineSection(r_ohm_both_conductors, 0, base_W, feeder.source_v).r;
  });
  const { voltages, flows, parts } = solveBusBranch(model);
  const { expected } = feeder;
  if (expected.solution_exists === false) {
    result.fact(`${label}: reported as without solution`, parts[0]?.status === 'no-solution');
    result.fact(`${label}: gives no numbers`, Number.isNaN(voltages.re[1]) && Number.isNaN(flows.pFrom[0]));
    return;
  }
  for (const { status } of parts) result.fact(`${label}: ${status}`, status === 'solved');
  expected.node_v.forEach((volts, i) => {
    result.number(`${label} node_v ${i}`, entry(voltages.re, i) * feeder.source_v, volts, { rel: tolerance.v_rel });
  });
  expected.segment_a.forEach((amperes, e) => {
    const volts = entry(voltages.re, feeder.segments[e]?.from ?? 0) * feeder.source_v;
    result.number(`${label} segment_a ${e}`, (entry(flows.pFrom, e) * base_W) / volts, amperes, { rel: tolerance.a_rel, abs: 1e-9 });
  });
  const loss = (total(flows.pFrom) + total(flows.pTo)) * base_W;
  const allowed = { rel: tolerance.loss_rel, abs: 1e-9 };
  result.number(`${label} loss_w`, loss, expected.loss_w, allowed);
  result.number(`${label} source_w`, loss + total(feeder.load_w), expected.source_w, allowed);
}

const twoBusCases = v.object({
  cases: v.array(
    v.object({
      v1_pu: positive,
      r_pu: number,
      x_pu: number,
      p_pu: number,
      q_pu: number,
      expected: v.union(
        [
          v.object({ solution_exists: none, largest_load_multiplier: v.nullable(number) }),
          v.object({
            solution_exists: v.literal(true),
            v2_pu: number,
            angle2_deg: number,
            loss_pu: number,
            q_loss_pu: number,
            largest_load_multiplier: v.nullable(number),
          }),
        ],
        'expected the solution with its largest load multiplier, or solution_exists false',
      ),
    }),
  ),
  tolerance: v.object({ rel: positive, angle_deg_abs: positive }),
});
type TwoBusCases = v.InferOutput<typeof twoBusCases>;

function compareTwoBuses(
  result: Comparison,
  label: string,
  given: TwoBusCases['cases'][number],
  tolerance: TwoBusCases['tolerance'],
): void {
  const model = emptyBusBranch(2, 1);
  model.kind[0] = busKind.slack;
  model.voltage[0] = given.v1_pu;
  model.p[1] = -given.p_pu;
  model.q[1] = -given.q_pu;
  model.to[0] = 1;
  model.r[0] = given.r_pu;
  model.x[0] = given.x_pu;
  const { voltages, flows, parts } = solveBusBranch(model);
  const { expected } = given;
  // An expected loss of zero is the difference of two flows.
  const allowed = { rel: tolerance.rel, abs: 1e-11 * Math.max(1, Math.hypot(given.p_pu, given.q_pu)) };
  const [part] = planIslands(model).map((plan) => new PartSolver(model, plan).loadability());
  if (expected.largest_load_multiplier === null) result.fact(`${label}: no limit`, part?.multiplier === undefined);
  else result.number(`${label} largest_load_multiplier`, part?.multiplier, expected.largest_load_multiplier, allowed);
  if (!expected.solution_exists) {
    result.fact(`${label}: reported as without solution`, parts[0]?.status === 'no-solution');
    result.fact(`${label}: gives no numbers`, Number.isNaN(voltages.re[1]) && Number.isNaN(flows.pFrom[0]));
    return;
  }
  result.fact(`${label}: solved`, parts[0]?.status === 'solved');
  const re = entry(voltages.re, 1);
  const im = entry(voltages.im, 1);
  result.number(`${label} v2_pu`, Math.hypot(re, im), expected.v2_pu, allowed);
  result.number(`${label} angle2_deg`, Math.atan2(im, re) / radian, expected.angle2_deg, { abs: tolerance.angle_deg_abs, scale: 180 });
  result.number(`${label} loss_pu`, entry(flows.pFrom, 0) + entry(flows.pTo, 0), expected.loss_pu, allowed);
  result.number(`${label} q_loss_pu`, entry(flows.qFrom, 0) + entry(flows.qTo, 0), expected.q_loss_pu, allowed);
}

/** Cases with segments are DC feeders, the others two buses. */
export function compareFeeders(result: Comparison, content: { readonly cases: readonly unknown[] }): void {
  const [first] = content.cases;
  if (typeof first === 'object' && first !== null && 'segments' in first) {
    const { cases, tolerance } = read(dcCases, content);
    cases.forEach((one, i) => {
      compareDc(result, `cases[${i}]`, one, tolerance);
    });
    return;
  }
  const { cases, tolerance } = read(twoBusCases, content);
  cases.forEach((one, i) => {
    compareTwoBuses(result, `cases[${i}]`, one, tolerance);
  });
}
