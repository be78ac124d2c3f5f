/** IEC 60909 case files. Translates, computes nothing. */
import * as v from 'valibot';
import { faultLevels } from '../../shared/solve/electrical/iec60909.ts';
import { entry } from './bus-branch-cases.ts';
import type { Comparison } from './compare.ts';
import { endsOf, impedanceOf, lineTable, transformerTable } from './plate-cases.ts';
import { column, gapColumn, name, number, positive, Rows, read, sameLength } from './read.ts';

const faultCase = v.object({
  network: v.object({
    external_grid: v.object({
      bus: v.array(name),
      s_sc_max_mva: v.array(positive),
      s_sc_min_mva: v.optional(v.array(positive)),
      rx_max: column,
      rx_min: v.optional(column),
    }),
    buses: v.object({ id: v.array(name), vn_kv: v.array(positive) }),
    transformers: transformerTable,
    lines: lineTable,
    frequency_hz: positive,
  }),
  options: v.object({
    fault: v.literal('3ph', 'expected 3ph, the bolted three-phase fault'),
    case: v.picklist(['max', 'min'], 'expected max or min'),
    lv_tol_percent: number,
    kappa_method: v.optional(v.picklist(['C', 'c'], 'expected C, the 20 Hz equivalent')),
  }),
  expected: v.object({
    bus: v.object({
      id: v.optional(v.array(name)),
      ikss_ka: gapColumn,
      ip_ka: v.optional(gapColumn),
      skss_mw: v.optional(gapColumn),
      rk_ohm: v.optional(gapColumn),
      xk_ohm: v.optional(gapColumn),
    }),
  }),
  tolerance: v.object({ ikss_rel: positive, ip_rel: positive }),
  provenance: v.optional(v.object({ tool: v.optional(v.string()), version: v.optional(v.string()) })),
});

/** pandapower before 3.4 followed the standard's edition of 2001: one smallest voltage factor, transformers always corrected. */
function editionOf({ tool, version = '' }: { tool?: string | undefined; version?: string | undefined } = {}): 2001 | 2016 {
  const [major = 0, minor = 0] = version.split('.').map(Number.parseFloat);
  return tool === 'pandapower' && (major < 3 || (major === 3 && minor < 4)) ? 2001 : 2016;
}

export function compareFaults(result: Comparison, content: unknown): void {
  const { network, options, expected, tolerance, provenance } = read(faultCase, content);
  const { external_grid: grid, buses, transformers: t, lines: l } = network;
  sameLength('network.external_grid', grid, grid.bus.length);
  sameLength('network.buses', buses, buses.id.length);
  sameLength('network.transformers', t, t.hv_bus.length);
  sameLength('network.lines', l, l.from_bus.length);
  impedanceOf('network.lines', l);
  const rows = new Rows('network.buses.id', buses.id);
  const high = endsOf('network.transformers', rows, t.hv_bus, t.lv_bus, ['hv_bus', 'lv_bus']);
  const run = endsOf('network.lines', rows, l.from_bus, l.to_bus, ['from_bus', 'to_bus']);
  const largest = options.case === 'max';
  const levels = faultLevels(
    {
      nominal_V: buses.vn_kv.map((kv) => kv * 1e3),
      feeders: grid.bus.map((bus, i) => ({
        bus: rows.of(bus, `network.external_grid.bus[${i}]`),
        faultLevel_VA: entry(largest ? grid.s_sc_max_mva : (grid.s_sc_min_mva ?? grid.s_sc_max_mva), i) * 1e6,
        resistanceOverReactance: entry(largest ? grid.rx_max : (grid.rx_min ?? grid.rx_max), i),
      })),
      transformers: high.from.map((from, e) => ({
        high: from,
        low: entry(high.to, e),
        rating_VA: entry(t.sn_mva, e) * 1e6,
        high_V: entry(t.vn_hv_kv, e) * 1e3,
        low_V: entry(t.vn_lv_kv, e) * 1e3,
        impedance: entry(t.vk_percent, e) / 100,
        resistance: entry(t.vkr_percent, e) / 100,
      })),
      lines: run.from.map((from, e) => ({
        from,
        to: entry(run.to, e),
        resistance_ohm: entry(l.r_ohm_per_km, e) * entry(l.length_km, e),
        reactance_ohm: entry(l.x_ohm_per_km, e) * entry(l.length_km, e),
        ...(l.endtemp_degree && { endTemperature_C: entry(l.endtemp_degree, e) }),
      })),
    },
    {
      case: options.case,
      lowVoltageTolerance: options.lv_tol_percent / 100,
      frequency_Hz: network.frequency_hz,
      edition: editionOf(provenance),
    },
  );
  sameLength('expected.bus', expected.bus, buses.id.length);
  const compare = (field: string, values: readonly (number | null)[] | undefined, answer: Float64Array, unit: number, rel: number) => {
    values?.forEach((value, k) => {
      const id = expected.bus.id?.[k] ?? buses.id[k] ?? k;
      const actual = entry(answer, rows.of(id, `expected.bus.id[${k}]`)) / unit;
      // Nothing feeds a fault there: null or 0 in the file, no value here.
      if (value === null || (value === 0 && Number.isNaN(actual)))
        result.fact(`${field} of bus ${id}: nothing feeds it`, Number.isNaN(actual));
      else result.number(`${field} of bus ${id}`, actual, value, { rel });
    });
  };
  compare('ikss_ka', expected.bus.ikss_ka, levels.initial_A, 1e3, tolerance.ikss_rel);
  compare('ip_ka', expected.bus.ip_ka, levels.peak_A, 1e3, tolerance.ip_rel);
  compare('skss_mw', expected.bus.skss_mw, levels.power_VA, 1e6, tolerance.ikss_rel);
  compare('rk_ohm', expected.bus.rk_ohm, levels.resistance_ohm, 1, tolerance.ikss_rel);
  compare('xk_ohm', expected.bus.xk_ohm, levels.reactance_ohm, 1, tolerance.ikss_rel);
}
