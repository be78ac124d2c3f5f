/** Load-flow case files in columns: buses and π branches in per unit. Translates, computes nothing. */
import * as v from 'valibot';
import { type BusBranch, busKind, emptyBusBranch } from '../../shared/solve/electrical/bus-branch.ts';
import { type BusBranchSolution, solveBusBranch } from '../../shared/solve/electrical/load-flow.ts';
import type { Comparison } from './compare.ts';
import { column, gapColumn, name, number, positive, Rows, read, sameLength, WrongField } from './read.ts';

const busTable = {
  id: v.array(name),
  kind: v.array(v.picklist(['slack', 'pv', 'pq'], 'expected slack, pv or pq')),
  vn_kv: v.array(positive),
  p_load_mw: column,
  q_load_mvar: column,
  g_shunt_mw: column,
  b_shunt_mvar: column,
  p_gen_mw: column,
  q_gen_mvar: v.optional(column),
  v_set_pu: gapColumn,
  angle_set_deg: gapColumn,
};
const flowTolerance = v.object({ v_pu_abs: positive, angle_deg_abs: positive, power_mva_rel: positive, power_mva_abs: positive });

const flowCase = v.object({
  network: v.object({
    base_mva: positive,
    buses: v.object(busTable),
    branches: v.object({
      from: v.array(name),
      to: v.array(name),
      r_pu: column,
      x_pu: column,
      g_pu: column,
      b_pu: column,
      tap: v.array(positive),
      shift_deg: column,
    }),
  }),
  expected: v.object({
    bus: v.object({ id: v.optional(v.array(name)), v_pu: gapColumn, angle_deg: gapColumn }),
    branch: v.object({ p_from_mw: gapColumn, q_from_mvar: gapColumn, p_to_mw: gapColumn, q_to_mvar: gapColumn }),
    total_loss_mw: number,
    total_branch_q_mvar: number,
    slack_p_mw: number,
    slack_q_mvar: number,
  }),
  tolerance: flowTolerance,
});
export type FlowCase = v.InferOutput<typeof flowCase>;
type Buses = FlowCase['network']['buses'];
type FlowTolerance = v.InferOutput<typeof flowTolerance>;

export const radian = Math.PI / 180;
export const entry = (values: ArrayLike<number>, i: number): number => values[i] as number;
/** Sum of what has a value: nothing flows where nothing feeds. */
export const total = (values: Iterable<number>): number => {
  let sum = 0;
  for (const value of values) if (!Number.isNaN(value)) sum += value;
  return sum;
};

export function readFlowCase(content: unknown): FlowCase {
  const file = read(flowCase, content);
  const { buses, branches } = file.network;
  sameLength('network.buses', buses, buses.id.length);
  sameLength('network.branches', branches, branches.from.length);
  sameLength('expected.bus', file.expected.bus, buses.id.length);
  sameLength('expected.branch', file.expected.branch, branches.from.length);
  branches.r_pu.forEach((r, e) => {
    if (r === 0 && branches.x_pu[e] === 0) throw new WrongField(`network.branches[${e}]: r_pu and x_pu are both 0, merge its two buses`);
  });
  return file;
}

/** Kinds, set points, powers and shunts of all buses into a model. */
export function setBuses(model: BusBranch, buses: Buses, base_mva: number): void {
  buses.id.forEach((_, i) => {
    const kind = buses.kind[i] ?? 'pq';
    model.kind[i] = busKind[kind];
    if (kind !== 'pq' && typeof buses.v_set_pu[i] !== 'number') {
      throw new WrongField(`network.buses.v_set_pu[${i}]: null, expected the voltage that this ${kind} bus holds`);
    }
    model.voltage[i] = buses.v_set_pu[i] ?? 1;
    model.angle[i] = (buses.angle_set_deg[i] ?? 0) * radian;
    model.p[i] = (entry(buses.p_gen_mw, i) - entry(buses.p_load_mw, i)) / base_mva;
    model.q[i] = ((buses.q_gen_mvar?.[i] ?? 0) - entry(buses.q_load_mvar, i)) / base_mva;
    model.shuntG[i] = entry(buses.g_shunt_mw, i) / base_mva;
    model.shuntB[i] = entry(buses.b_shunt_mvar, i) / base_mva;
  });
}

/** The model that a case describes. */
export function flowModel({ network: { base_mva, buses, branches } }: FlowCase): BusBranch {
  const rows = new Rows('network.buses.id', buses.id);
  const model = emptyBusBranch(buses.id.length, branches.from.length);
  setBuses(model, buses, base_mva);
  branches.from.forEach((from, e) => {
    model.from[e] = rows.of(from, `network.branches.from[${e}]`);
    model.to[e] = rows.of(branches.to[e] ?? '', `network.branches.to[${e}]`);
    model.r[e] = entry(branches.r_pu, e);
    model.x[e] = entry(branches.x_pu, e);
    model.g[e] = entry(branches.g_pu, e);
    model.b[e] = entry(branches.b_pu, e);
    model.tap[e] = entry(branches.tap, e);
    model.shift[e] = entry(branches.shift_deg, e) * radian;
  });
  return model;
}

/** Magnitude and angle at every bus, in the order of the expectations; null, or a voltage of 0, is a bus that nothing feeds. */
export function compareBuses(
  result: Comparison,
  label: string,
  { network, expected, tolerance }: Pick<FlowCase, 'network' | 'expected'> & { tolerance: FlowTolerance },
  { parts, voltages }: BusBranchSolution,
): void {
  const rows = new Rows('network.buses.id', network.buses.id);
  for (const { status, buses, mismatch } of parts) {
    const first = String(network.buses.id[buses[0] ?? 0]);
    result.fact(
      `${label}: the part of ${buses.length} buses at ${first} is ${status}, mismatch ${mismatch}`,
      status === 'solved' || status === 'dead',
    );
  }
  expected.bus.v_pu.forEach((magnitude, k) => {
    const id = expected.bus.id?.[k] ?? network.buses.id[k] ?? k;
    const i = rows.of(id, `expected.bus.id[${k}]`);
    const re = entry(voltages.re, i);
    const im = entry(voltages.im, i);
    if (magnitude === null || magnitude === 0) {
      result.fact(`${label}: bus ${id} is dead`, Number.isNaN(re));
      return;
    }
    result.number(`${label} v_pu of bus ${id}`, Math.hypot(re, im), magnitude, { abs: tolerance.v_pu_abs });
    const angle = expected.bus.angle_deg[k] ?? Number.NaN;
    result.number(`${label} angle_deg of bus ${id}`, nearTurn(Math.atan2(im, re) / radian, angle), angle, {
      abs: tolerance.angle_deg_abs,
      scale: 180,
    });
  });
}

/** The same direction, as the turn nearest to the other angle: −180° and 180° are one. */
const nearTurn = (angle_deg: number, other_deg: number): number => angle_deg + 360 * Math.round((other_deg - angle_deg) / 360);

/** Generation of all slack buses: what leaves them by branches and shunts, and their own load. */
function slackPower(model: BusBranch, { flows, voltages }: BusBranchSolution, what: 'p' | 'q'): number {
  const [from, to] = what === 'p' ? [flows.pFrom, flows.pTo] : [flows.qFrom, flows.qTo];
  const isSlack = (bus: number) => model.kind[bus] === busKind.slack;
  let power = 0;
  model.kind.forEach((_, bus) => {
    if (!isSlack(bus)) return;
    const square = entry(voltages.re, bus) ** 2 + entry(voltages.im, bus) ** 2;
    power += -entry(model[what], bus) + square * (what === 'p' ? entry(model.shuntG, bus) : -entry(model.shuntB, bus));
  });
  model.from.forEach((bus, e) => {
    if (isSlack(bus)) power += entry(from, e);
    if (isSlack(entry(model.to, e))) power += entry(to, e);
  });
  return power;
}

export function compareFlows(result: Comparison, file: FlowCase): void {
  const { expected, tolerance } = file;
  const base = file.network.base_mva;
  const model = flowModel(file);
  const solution = solveBusBranch(model);
  const { flows } = solution;
  const largest = Math.max(...expected.branch.p_from_mw.map((p) => Math.abs(p ?? 0)), 1e-9);
  const allowed = { rel: tolerance.power_mva_rel, abs: tolerance.power_mva_abs, scale: largest };
  compareBuses(result, 'branches', file, solution);
  const columns = [
    ['p_from_mw', flows.pFrom],
    ['q_from_mvar', flows.qFrom],
    ['p_to_mw', flows.pTo],
    ['q_to_mvar', flows.qTo],
  ] as const;
  for (const [field, answer] of columns) {
    expected.branch[field].forEach((value, e) => {
      const actual = entry(answer, e);
      // A dead branch carries nothing: null or 0 in the file, no value here.
      if (value === null || (value === 0 && Number.isNaN(actual))) result.fact(`branch ${e} is dead`, Number.isNaN(actual));
      else result.number(`${field} of branch ${e}`, actual * base, value, allowed);
    });
  }
  result.number('total_loss_mw', (total(flows.pFrom) + total(flows.pTo)) * base, expected.total_loss_mw, allowed);
  result.number('total_branch_q_mvar', (total(flows.qFrom) + total(flows.qTo)) * base, expected.total_branch_q_mvar, allowed);
  result.number('slack_p_mw', slackPower(model, solution, 'p') * base, expected.slack_p_mw, allowed);
  result.number('slack_q_mvar', slackPower(model, solution, 'q') * base, expected.slack_q_mvar, allowed);
  if (model.kind.includes(busKind.pv)) return;
  compareBuses(result, 'by Newton', file, solveBusBranch(model, { method: 'newton' }));
}
