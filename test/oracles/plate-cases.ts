/** Load-flow case files in plate values: transformers and lines as their makers state them. Translates, computes nothing. */
import * as v from 'valibot';
import { type BusBranch, emptyBusBranch } from '../../shared/solve/electrical/bus-branch.ts';
import { solveBusBranch } from '../../shared/solve/electrical/load-flow.ts';
import { lineSection, transformerSection } from '../../shared/solve/electrical/plate.ts';
import { compareBuses, entry, type FlowCase, setBuses, total } from './bus-branch-cases.ts';
import type { Comparison } from './compare.ts';
import { column, name, number, positive, Rows, read, sameLength, WrongField } from './read.ts';

export const transformerTable = v.object({
  hv_bus: v.array(name),
  lv_bus: v.array(name),
  sn_mva: v.array(positive),
  vn_hv_kv: v.array(positive),
  vn_lv_kv: v.array(positive),
  vk_percent: v.array(positive),
  vkr_percent: column,
  pfe_kw: v.optional(column),
  i0_percent: v.optional(column),
});
export const lineTable = v.object({
  from_bus: v.array(name),
  to_bus: v.array(name),
  length_km: column,
  r_ohm_per_km: column,
  x_ohm_per_km: column,
  c_nf_per_km: v.optional(column),
  endtemp_degree: v.optional(column),
});
const plateCase = v.object({
  physical: v.object({ transformers: transformerTable, lines: lineTable, frequency_hz: positive }),
  expected_physical: v.record(v.string(), v.union([number, v.record(v.string(), column)], 'expected a number or columns of numbers')),
});
type Plate = v.InferOutput<typeof plateCase>['physical'];

interface Ends {
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/** Rows of the buses at both ends, checked. */
export function endsOf(
  where: string,
  rows: Rows,
  from: readonly (string | number)[],
  to: readonly (string | number)[],
  fields: readonly [string, string],
): Ends {
  return {
    from: from.map((id, e) => rows.of(id, `${where}.${fields[0]}[${e}]`)),
    to: to.map((id, e) => rows.of(id, `${where}.${fields[1]}[${e}]`)),
  };
}

/** A line without impedance would be two names for one bus. */
export function impedanceOf(where: string, { length_km, r_ohm_per_km, x_ohm_per_km }: v.InferOutput<typeof lineTable>): void {
  length_km.forEach((km, e) => {
    if (km * Math.hypot(entry(r_ohm_per_km, e), entry(x_ohm_per_km, e)) === 0)
      throw new WrongField(`${where}[${e}]: no impedance, merge its two buses`);
  });
}

/** Transformers first, then lines. */
function modelOf({ network: { base_mva, buses } }: FlowCase, plate: Plate, high: Ends, run: Ends): BusBranch {
  const { transformers: t, lines: l } = plate;
  const count = high.from.length;
  const base_VA = base_mva * 1e6;
  const model = emptyBusBranch(buses.id.length, count + run.from.length);
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
  high.from.forEach((from, e) => {
    const to = entry(high.to, e);
    const rating_VA = entry(t.sn_mva, e) * 1e6;
    const section = transformerSection(
      {
        rating_VA,
        impedance: entry(t.vk_percent, e) / 100,
        loadLoss_W: (entry(t.vkr_percent, e) / 100) * rating_VA,
        noLoadLoss_W: (t.pfe_kw?.[e] ?? 0) * 1e3,
        noLoadCurrent: (t.i0_percent?.[e] ?? 0) / 100,
        secondary_V: entry(t.vn_lv_kv, e) * 1e3,
      },
      base_VA,
      entry(buses.vn_kv, to) * 1e3,
    );
    put(e, from, to, section, entry(t.vn_hv_kv, e) / entry(buses.vn_kv, from) / (entry(t.vn_lv_kv, e) / entry(buses.vn_kv, to)));
  });
  run.from.forEach((from, e) => {
    const km = entry(l.length_km, e);
    const charging = { capacitance_F: (l.c_nf_per_km?.[e] ?? 0) * 1e-9 * km, frequency_Hz: plate.frequency_hz };
    const volts = entry(buses.vn_kv, from) * 1e3;
    const section = lineSection(entry(l.r_ohm_per_km, e) * km, entry(l.x_ohm_per_km, e) * km, base_VA, volts, charging);
    put(count + e, from, entry(run.to, e), section, 1);
  });
  return model;
}

export function comparePlates(result: Comparison, file: FlowCase, content: unknown): void {
  const { physical: plate, expected_physical: expected } = read(plateCase, content);
  const { transformers: t, lines: l } = plate;
  sameLength('physical.transformers', t, t.hv_bus.length);
  sameLength('physical.lines', l, l.from_bus.length);
  impedanceOf('physical.lines', l);
  const rows = new Rows('network.buses.id', file.network.buses.id);
  const high = endsOf('physical.transformers', rows, t.hv_bus, t.lv_bus, ['hv_bus', 'lv_bus']);
  const run = endsOf('physical.lines', rows, l.from_bus, l.to_bus, ['from_bus', 'to_bus']);
  const base = file.network.base_mva;
  const model = modelOf(file, plate, high, run);
  const solution = solveBusBranch(model);
  const { flows, voltages } = solution;
  compareBuses(result, 'plates', file, solution);
  const nominal_kv = file.network.buses.vn_kv;
  const magnitude = (bus: number) => Math.hypot(entry(voltages.re, bus), entry(voltages.im, bus));
  const current_ka = (p: number, q: number, bus: number) =>
    (Math.hypot(p, q) * base) / Math.sqrt(3) / (magnitude(bus) * entry(nominal_kv, bus));
  const allowed = { rel: 1e-5, abs: file.tolerance.power_mva_abs, scale: Math.max(...file.network.buses.p_load_mw, 1) };
  const compare = (table: string, answers: Record<string, (i: number) => number>) => {
    const columns = expected[table];
    for (const [field, values] of Object.entries(typeof columns === 'object' ? columns : {})) {
      const answer = answers[field];
      result.fact(`${table}.${field} is understood`, answer !== undefined);
      values.forEach((value, i) => {
        result.number(`${table} ${i} ${field}`, answer?.(i), value, allowed);
      });
    }
  };
  const count = high.from.length;
  const power = (values: Float64Array, e: number) => entry(values, e) * base;
  const loss = (e: number) => power(flows.pFrom, e) + power(flows.pTo, e);
  const from_ka = (e: number) => current_ka(entry(flows.pFrom, e), entry(flows.qFrom, e), entry(model.from, e));
  const to_ka = (e: number) => current_ka(entry(flows.pTo, e), entry(flows.qTo, e), entry(model.to, e));
  const rated_ka = (e: number, kv: readonly number[]) => entry(t.sn_mva, e) / Math.sqrt(3) / entry(kv, e);
  compare('transformer', {
    p_hv_mw: (e) => power(flows.pFrom, e),
    q_hv_mvar: (e) => power(flows.qFrom, e),
    p_lv_mw: (e) => power(flows.pTo, e),
    q_lv_mvar: (e) => power(flows.qTo, e),
    pl_mw: loss,
    ql_mvar: (e) => power(flows.qFrom, e) + power(flows.qTo, e),
    i_hv_ka: from_ka,
    i_lv_ka: to_ka,
    loading_percent: (e) => 100 * Math.max(from_ka(e) / rated_ka(e, t.vn_hv_kv), to_ka(e) / rated_ka(e, t.vn_lv_kv)),
  });
  compare('line', {
    p_from_mw: (e) => power(flows.pFrom, count + e),
    q_from_mvar: (e) => power(flows.qFrom, count + e),
    p_to_mw: (e) => power(flows.pTo, count + e),
    q_to_mvar: (e) => power(flows.qTo, count + e),
    pl_mw: (e) => loss(count + e),
    ql_mvar: (e) => power(flows.qFrom, count + e) + power(flows.qTo, count + e),
    i_from_ka: (e) => from_ka(count + e),
    i_to_ka: (e) => to_ka(count + e),
    i_ka: (e) => Math.max(from_ka(count + e), to_ka(count + e)),
    vm_from_pu: (e) => magnitude(entry(run.from, e)),
    vm_to_pu: (e) => magnitude(entry(run.to, e)),
  });
  const losses = [...model.from].map((_, e) => loss(e));
  const totals: Record<string, number> = {
    loss_transformers_mw: total(losses.slice(0, count)),
    loss_lines_mw: total(losses.slice(count)),
    min_v_pu: Math.min(...file.network.buses.id.map((_, i) => magnitude(i)).filter((pu) => !Number.isNaN(pu))),
    load_mw: total(file.network.buses.p_load_mw),
  };
  for (const [field, value] of Object.entries(expected)) if (typeof value === 'number') result.number(field, totals[field], value, allowed);
}
