/** Load-flow and fault-level case files: bus-branch models, plate values, DC feeders, two buses, IEC 60909. Translates, computes nothing. */
import { type BusBranch, busKind, emptyBusBranch } from '../../shared/solve/electrical/bus-branch.ts';
import { planIslands } from '../../shared/solve/electrical/island-plan.ts';
import { type BusBranchSolution, PartSolver, solveBusBranch } from '../../shared/solve/electrical/load-flow.ts';
import { lineSection, transformerSection } from '../../shared/solve/electrical/plate.ts';
import { type Adapter, Comparison } from './compare.ts';
import { type Column, compareFaults, type FaultCase, type Plate } from './fault-levels.ts';

type Gaps = readonly (number | null)[];
interface Buses {
  id: readonly unknown[];
  kind: readonly (keyof typeof busKind)[];
  vn_kv: Column;
  p_load_mw: Column;
  q_load_mvar: Column;
  g_shunt_mw: Column;
  b_shunt_mvar: Column;
  p_gen_mw: Column;
  q_gen_mvar?: Column;
  v_set_pu: Gaps;
  angle_set_deg: Gaps;
}
interface Branches {
  from: Column;
  to: Column;
  r_pu: Column;
  x_pu: Column;
  g_pu: Column;
  b_pu: Column;
  tap: Column;
  shift_deg: Column;
}
interface FlowCase {
  network: { base_mva: number; buses: Buses; branches: Branches };
  physical?: Plate;
  expected_physical?: Record<string, Record<string, Column> | number>;
  expected: {
    bus: { v_pu: Column; angle_deg: Column };
    branch: { p_from_mw: Column; q_from_mvar: Column; p_to_mw: Column; q_to_mvar: Column };
    total_loss_mw: number;
    total_branch_q_mvar: number;
    slack_p_mw: number;
    slack_q_mvar: number;
  };
  tolerance: { v_pu_abs: number; angle_deg_abs: number; power_mva_rel: number; power_mva_abs: number };
}

const radian = Math.PI / 180;
const n = (column: Column, i: number): number => column[i] as number;

function setBuses(model: BusBranch, buses: Buses, base_mva: number): void {
  buses.id.forEach((_, i) => {
    model.kind[i] = busKind[buses.kind[i] ?? 'pq'];
    model.voltage[i] = buses.v_set_pu[i] ?? 1;
    model.angle[i] = (buses.angle_set_deg[i] ?? 0) * radian;
    model.p[i] = (n(buses.p_gen_mw, i) - n(buses.p_load_mw, i)) / base_mva;
    model.q[i] = ((buses.q_gen_mvar?.[i] ?? 0) - n(buses.q_load_mvar, i)) / base_mva;
    model.shuntG[i] = n(buses.g_shunt_mw, i) / base_mva;
    model.shuntB[i] = n(buses.b_shunt_mvar, i) / base_mva;
  });
}

function fromBranches({ network: { base_mva, buses, branches } }: FlowCase): BusBranch {
  const model = emptyBusBranch(buses.id.length, branches.from.length);
  setBuses(model, buses, base_mva);
  branches.from.forEach((from, e) => {
    model.from[e] = from;
    model.to[e] = n(branches.to, e);
    model.r[e] = n(branches.r_pu, e);
    model.x[e] = n(branches.x_pu, e);
    model.g[e] = n(branches.g_pu, e);
    model.b[e] = n(branches.b_pu, e);
    model.tap[e] = n(branches.tap, e);
    model.shift[e] = n(branches.shift_deg, e) * radian;
  });
  return model;
}

/** Transformers first, then lines, from their plates. */
function fromPlates({ network: { base_mva, buses } }: FlowCase, plate: Plate): BusBranch {
  const { transformers: t, lines: l } = plate;
  const count = t.hv_bus.length;
  const base_VA = base_mva * 1e6;
  const model = emptyBusBranch(buses.id.length, count + l.from_bus.length);
  setBuses(model, buses, base_mva);
  const put = (e: number, from: number, to: number, section: { r: number; x: number; g: number; b: number }, tap: number) => {
    model.from[e] = from;
    model.to[e] = to;
    model.r[e] = section.r;
    model.x[e] = section.x;
    model.g[e] = section.g;
    model.b[e] = section.b;
    model.tap[e] = tap;
  };
  t.hv_bus.forEach((high, e) => {
    const low = n(t.lv_bus, e);
    const rating_VA = n(t.sn_mva, e) * 1e6;
    const section = transformerSection(
      {
        rating_VA,
        impedance: n(t.vk_percent, e) / 100,
        loadLoss_W: (n(t.vkr_percent, e) / 100) * rating_VA,
        noLoadLoss_W: n(t.pfe_kw, e) * 1e3,
        noLoadCurrent: n(t.i0_percent, e) / 100,
        secondary_V: n(t.vn_lv_kv, e) * 1e3,
      },
      base_VA,
      n(buses.vn_kv, low) * 1e3,
    );
    put(e, high, low, section, n(t.vn_hv_kv, e) / n(buses.vn_kv, high) / (n(t.vn_lv_kv, e) / n(buses.vn_kv, low)));
  });
  l.from_bus.forEach((from, e) => {
    const km = n(l.length_km, e);
    const charging = { capacitance_F: n(l.c_nf_per_km, e) * 1e-9 * km, frequency_Hz: plate.frequency_hz };
    const section = lineSection(n(l.r_ohm_per_km, e) * km, n(l.x_ohm_per_km, e) * km, base_VA, n(buses.vn_kv, from) * 1e3, charging);
    put(count + e, from, n(l.to_bus, e), section, 1);
  });
  return model;
}

const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0);

function compareBuses(result: Comparison, label: string, file: FlowCase, solution: BusBranchSolution): void {
  const { expected, tolerance } = file;
  result.fact(
    `${label}: solved`,
    solution.parts.every(({ status }) => status === 'solved'),
  );
  expected.bus.v_pu.forEach((v, i) => {
    const re = solution.voltages.re[i] as number;
    const im = solution.voltages.im[i] as number;
    result.number(`${label} v_pu of bus ${i}`, Math.sqrt(re * re + im * im), v, { abs: tolerance.v_pu_abs });
    result.number(`${label} angle_deg of bus ${i}`, Math.atan2(im, re) / radian, n(expected.bus.angle_deg, i), {
      abs: tolerance.angle_deg_abs,
      scale: 180,
    });
  });
}

function compareFlows(result: Comparison, file: FlowCase): void {
  const { expected, tolerance } = file;
  const base = file.network.base_mva;
  const model = fromBranches(file);
  const solution = solveBusBranch(model);
  const { flows } = solution;
  const largest = Math.max(...expected.branch.p_from_mw.map(Math.abs), 1e-9);
  const allowed = { rel: tolerance.power_mva_rel, abs: tolerance.power_mva_abs, scale: largest };
  compareBuses(result, 'branches', file, solution);
  expected.branch.p_from_mw.forEach((p, e) => {
    result.number(`p_from_mw of branch ${e}`, (flows.pFrom[e] as number) * base, p, allowed);
    result.number(`q_from_mvar of branch ${e}`, (flows.qFrom[e] as number) * base, n(expected.branch.q_from_mvar, e), allowed);
    result.number(`p_to_mw of branch ${e}`, (flows.pTo[e] as number) * base, n(expected.branch.p_to_mw, e), allowed);
    result.number(`q_to_mvar of branch ${e}`, (flows.qTo[e] as number) * base, n(expected.branch.q_to_mvar, e), allowed);
  });
  result.number('total_loss_mw', (sum(flows.pFrom) + sum(flows.pTo)) * base, expected.total_loss_mw, allowed);
  result.number('total_branch_q_mvar', (sum(flows.qFrom) + sum(flows.qTo)) * base, expected.total_branch_q_mvar, allowed);
  result.number('slack_p_mw', slackPower(model, solution, 'p') * base, expected.slack_p_mw, allowed);
  result.number('slack_q_mvar', slackPower(model, solution, 'q') * base, expected.slack_q_mvar, allowed);
  if (model.kind.includes(busKind.pv)) return;
  compareBuses(result, 'by Newton', file, solveBusBranch(model, { method: 'newton' }));
}

/** Generation of the slack bus: what leaves it by branches and shunts, and its own load. */
function slackPower(model: BusBranch, { flows, voltages }: BusBranchSolution, what: 'p' | 'q'): number {
  const slack = model.kind.indexOf(busKind.slack);
  const [from, to] = what === 'p' ? [flows.pFrom, flows.pTo] : [flows.qFrom, flows.qTo];
  const square = (voltages.re[slack] as number) ** 2 + (voltages.im[slack] as number) ** 2;
  let power =
    -(model[what][slack] as number) + square * (what === 'p' ? (model.shuntG[slack] as number) : -(model.shuntB[slack] as number));
  model.from.forEach((bus, e) => {
    if (bus === slack) power += from[e] as number;
    if (model.to[e] === slack) power += to[e] as number;
  });
  return power;
}

function comparePlates(result: Comparison, file: FlowCase, plate: Plate): void {
  const { transformers: t, lines: l } = plate;
  const base = file.network.base_mva;
  const model = fromPlates(file, plate);
  const solution = solveBusBranch(model);
  const { flows, voltages } = solution;
  compareBuses(result, 'plates', file, solution);
  const volts_kv = (bus: number) => Math.hypot(voltages.re[bus] as number, voltages.im[bus] as number) * n(file.network.buses.vn_kv, bus);
  const current_ka = (p: number, q: number, bus: number) => (Math.hypot(p, q) * base) / Math.sqrt(3) / volts_kv(bus);
  const expected = file.expected_physical ?? {};
  const columns = (name: string) => (expected[name] ?? {}) as Record<string, Column>;
  const allowed = { rel: 1e-5, abs: file.tolerance.power_mva_abs, scale: Math.max(...file.network.buses.p_load_mw, 1) };
  const compare = (table: string, answers: Record<string, (i: number) => number>) => {
    for (const [name, column] of Object.entries(columns(table))) {
      const answer = answers[name];
      result.fact(`${table}.${name} is understood`, answer !== undefined);
      column.forEach((value, i) => {
        result.number(`${table} ${i} ${name}`, answer?.(i), value, allowed);
      });
    }
  };
  const count = t.hv_bus.length;
  const f = (column: Float64Array, e: number) => (column[e] as number) * base;
  const high_ka = (e: number) => current_ka(flows.pFrom[e] as number, flows.qFrom[e] as number, n(t.hv_bus, e));
  const low_ka = (e: number) => current_ka(flows.pTo[e] as number, flows.qTo[e] as number, n(t.lv_bus, e));
  const rated_ka = (e: number, kv: number) => n(t.sn_mva, e) / Math.sqrt(3) / kv;
  compare('transformer', {
    p_hv_mw: (e) => f(flows.pFrom, e),
    q_hv_mvar: (e) => f(flows.qFrom, e),
    pl_mw: (e) => f(flows.pFrom, e) + f(flows.pTo, e),
    ql_mvar: (e) => f(flows.qFrom, e) + f(flows.qTo, e),
    i_hv_ka: high_ka,
    i_lv_ka: low_ka,
    loading_percent: (e) => 100 * Math.max(high_ka(e) / rated_ka(e, n(t.vn_hv_kv, e)), low_ka(e) / rated_ka(e, n(t.vn_lv_kv, e))),
  });
  const end = (column: Column) => (e: number) => volts_kv(n(column, e)) / n(file.network.buses.vn_kv, n(column, e));
  compare('line', {
    pl_mw: (e) => f(flows.pFrom, count + e) + f(flows.pTo, count + e),
    i_ka: (e) =>
      Math.max(
        current_ka(flows.pFrom[count + e] as number, flows.qFrom[count + e] as number, n(l.from_bus, e)),
        current_ka(flows.pTo[count + e] as number, flows.qTo[count + e] as number, n(l.to_bus, e)),
      ),
    vm_from_pu: end(l.from_bus),
    vm_to_pu: end(l.to_bus),
  });
  const losses = [...model.from].map((_, e) => f(flows.pFrom, e) + f(flows.pTo, e));
  const totals: Record<string, number> = {
    loss_transformers_mw: sum(losses.slice(0, count)),
    loss_lines_mw: sum(losses.slice(count)),
    min_v_pu: Math.min(...file.network.buses.id.map((_, i) => Math.hypot(voltages.re[i] as number, voltages.im[i] as number))),
    load_mw: sum(file.network.buses.p_load_mw),
  };
  for (const [name, value] of Object.entries(expected)) if (typeof value === 'number') result.number(name, totals[name], value, allowed);
}

interface DcCase {
  source_v: number;
  segments: { from: number; to: number; r_ohm_both_conductors: number }[];
  load_w: number[];
  expected: { node_v: number[]; segment_a: number[]; source_w: number; loss_w: number };
}

/** Per unit on the source voltage and 1 MW; node 0 is the source, load k stands at node k + 1. */
function compareDc(result: Comparison, label: string, feeder: DcCase, tolerance: { v_rel: number; a_rel: number; loss_rel: number }): void {
  const base_W = 1e6;
  const model = emptyBusBranch(feeder.load_w.length + 1, feeder.segments.length);
  model.kind[0] = busKind.slack;
  feeder.load_w.forEach((load, k) => {
    model.p[k + 1] = -load / base_W;
  });
  feeder.segments.forEach(({ from, to, r_ohm_both_conductors }, e) => {
    model.from[e] = from;
    model.to[e] = to;
    model.r[e] = lineSection(r_ohm_both_conductors, 0, base_W, feeder.source_v).r;
  });
  const { voltages, flows, parts } = solveBusBranch(model);
  result.fact(
    `${label}: solved`,
    parts.every(({ status }) => status === 'solved'),
  );
  feeder.expected.node_v.forEach((v, i) => {
    result.number(`${label} node_v ${i}`, (voltages.re[i] as number) * feeder.source_v, v, { rel: tolerance.v_rel });
  });
  feeder.expected.segment_a.forEach((a, e) => {
    const volts = (voltages.re[feeder.segments[e]?.from ?? 0] as number) * feeder.source_v;
    result.number(`${label} segment_a ${e}`, ((flows.pFrom[e] as number) * base_W) / volts, a, { rel: tolerance.a_rel, abs: 1e-9 });
  });
  const loss = (sum(flows.pFrom) + sum(flows.pTo)) * base_W;
  result.number(`${label} loss_w`, loss, feeder.expected.loss_w, { rel: tolerance.loss_rel, abs: 1e-9 });
  result.number(`${label} source_w`, loss + sum(feeder.load_w), feeder.expected.source_w, { rel: tolerance.loss_rel, abs: 1e-9 });
}

interface TwoBusCase {
  v1_pu: number;
  r_pu: number;
  x_pu: number;
  p_pu: number;
  q_pu: number;
  expected: {
    solution_exists: boolean;
    v2_pu?: number;
    angle2_deg?: number;
    loss_pu?: number;
    q_loss_pu?: number;
    largest_load_multiplier: number | null;
  };
}

function compareTwoBuses(result: Comparison, label: string, given: TwoBusCase, tolerance: { rel: number; angle_deg_abs: number }): void {
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
  const allowed = { rel: tolerance.rel, abs: 1e-12 };
  const [part] = planIslands(model).map((plan) => new PartSolver(model, plan).loadability());
  if (expected.largest_load_multiplier === null) result.fact(`${label}: no limit`, part?.multiplier === undefined);
  else result.number(`${label} largest_load_multiplier`, part?.multiplier, expected.largest_load_multiplier, allowed);
  if (!expected.solution_exists) {
    result.fact(`${label}: reported as without solution`, parts[0]?.status === 'no-solution');
    result.fact(`${label}: gives no numbers`, Number.isNaN(voltages.re[1]) && Number.isNaN(flows.pFrom[0]));
    return;
  }
  result.fact(`${label}: solved`, parts[0]?.status === 'solved');
  const re = voltages.re[1] as number;
  const im = voltages.im[1] as number;
  result.number(`${label} v2_pu`, Math.sqrt(re * re + im * im), expected.v2_pu as number, allowed);
  result.number(`${label} angle2_deg`, Math.atan2(im, re) / radian, expected.angle2_deg as number, {
    abs: tolerance.angle_deg_abs,
    scale: 180,
  });
  result.number(`${label} loss_pu`, (flows.pFrom[0] as number) + (flows.pTo[0] as number), expected.loss_pu as number, allowed);
  result.number(`${label} q_loss_pu`, (flows.qFrom[0] as number) + (flows.qTo[0] as number), expected.q_loss_pu as number, allowed);
}

export const powerflow: Adapter = ({ content }) => {
  const result = new Comparison();
  const file = content as { cases?: readonly (DcCase | TwoBusCase)[]; options?: { fault?: string }; tolerance: never };
  if (file.cases) {
    file.cases.forEach((entry, i) => {
      if ('segments' in entry) compareDc(result, `case ${i}`, entry, file.tolerance);
      else compareTwoBuses(result, `case ${i}`, entry, file.tolerance);
    });
    return result;
  }
  if (file.options?.fault !== undefined) {
    compareFaults(result, content as FaultCase);
    return result;
  }
  const flow = content as FlowCase;
  compareFlows(result, flow);
  if (flow.physical) comparePlates(result, flow, flow.physical);
  return result;
};
