/** IEC 60909 case files, and the plate values they share with the load-flow ones. Translates, computes nothing. */
import { faultLevels } from '../../shared/solve/electrical/iec60909.ts';
import type { Comparison } from './compare.ts';

export type Column = readonly number[];
export interface Plate {
  transformers: {
    hv_bus: Column;
    lv_bus: Column;
    sn_mva: Column;
    vn_hv_kv: Column;
    vn_lv_kv: Column;
    vk_percent: Column;
    vkr_percent: Column;
    pfe_kw: Column;
    i0_percent: Column;
  };
  lines: { from_bus: Column; to_bus: Column; length_km: Column; r_ohm_per_km: Column; x_ohm_per_km: Column; c_nf_per_km: Column };
  frequency_hz: number;
}
const n = (column: Column, i: number): number => column[i] as number;

export interface FaultCase {
  network: Plate & {
    external_grid: { bus: Column; s_sc_max_mva: Column; s_sc_min_mva: Column; rx_max: Column; rx_min: Column };
    buses: { vn_kv: Column };
    lines: { endtemp_degree?: Column };
  };
  options: { case: 'max' | 'min'; lv_tol_percent: number };
  expected: { bus: { ikss_ka: Column; ip_ka?: Column; skss_mw?: Column; rk_ohm?: Column; xk_ohm?: Column } };
  tolerance: { ikss_rel: number; ip_rel: number };
}

export function compareFaults(result: Comparison, { network, options, expected, tolerance }: FaultCase): void {
  const { external_grid: grid, buses, transformers: t, lines: l } = network;
  const levels = faultLevels(
    {
      nominal_V: buses.vn_kv.map((kv) => kv * 1e3),
      feeders: grid.bus.map((bus, i) => ({
        bus,
        faultLevel_VA: n(options.case === 'max' ? grid.s_sc_max_mva : grid.s_sc_min_mva, i) * 1e6,
        resistanceOverReactance: n(options.case === 'max' ? grid.rx_max : grid.rx_min, i),
      })),
      transformers: t.hv_bus.map((high, e) => ({
        high,
        low: n(t.lv_bus, e),
        rating_VA: n(t.sn_mva, e) * 1e6,
        high_V: n(t.vn_hv_kv, e) * 1e3,
        low_V: n(t.vn_lv_kv, e) * 1e3,
        impedance: n(t.vk_percent, e) / 100,
        resistance: n(t.vkr_percent, e) / 100,
      })),
      lines: l.from_bus.map((from, e) => ({
        from,
        to: n(l.to_bus, e),
        resistance_ohm: n(l.r_ohm_per_km, e) * n(l.length_km, e),
        reactance_ohm: n(l.x_ohm_per_km, e) * n(l.length_km, e),
        ...(l.endtemp_degree && { endTemperature_C: n(l.endtemp_degree, e) }),
      })),
    },
    { case: options.case, lowVoltageTolerance: options.lv_tol_percent / 100, frequency_Hz: network.frequency_hz },
  );
  const compare = (name: string, column: Column | undefined, answer: Float64Array, unit: number, rel: number) => {
    column?.forEach((value, bus) => {
      result.number(`${name} of bus ${bus}`, (answer[bus] as number) / unit, value, { rel });
    });
  };
  compare('ikss_ka', expected.bus.ikss_ka, levels.initial_A, 1e3, tolerance.ikss_rel);
  compare('ip_ka', expected.bus.ip_ka, levels.peak_A, 1e3, tolerance.ip_rel);
  compare('skss_mw', expected.bus.skss_mw, levels.power_VA, 1e6, tolerance.ikss_rel);
  compare('rk_ohm', expected.bus.rk_ohm, levels.resistance_ohm, 1, tolerance.ikss_rel);
  compare('xk_ohm', expected.bus.xk_ohm, levels.reactance_ohm, 1, tolerance.ikss_rel);
}
