/** Psychrometric case files: states of moist air, and direct evaporative coolers. */
import * as v from 'valibot';
import {
  evaporativeCooler,
  moistAir,
  moistAirDensity_kg_m3,
  moistAirEnthalpy_J_kg,
  saturationPressure_Pa,
} from '../../shared/solve/psychrometrics.ts';
import { zeroCelsius_K } from '../../shared/units/quantity.ts';
import { type Adapter, Comparison } from './compare.ts';
import { cell, column, number, positive, read } from './read.ts';

const stateCase = v.object({
  columns: v.array(v.string('expected the name of a column')),
  cases: v.array(column),
  tolerance: v.object({
    t_abs_k: positive,
    humidity_ratio_rel: positive,
    enthalpy_rel: positive,
    density_rel: positive,
    p_sat_rel: positive,
  }),
});
const coolerCase = v.object({
  cases: v.array(
    v.object({
      t_drybulb_c: number,
      rel_humidity: number,
      pressure_pa: positive,
      saturation_effectiveness: number,
      expected: v.object({ t_wetbulb_c: number, t_out_c: number, w_in: number, w_out: number, water_g_per_kg_dry_air: number }),
    }),
  ),
  tolerance: v.object({ t_abs_k: positive, w_rel: positive }),
});

function states({ columns, cases, tolerance }: v.InferOutput<typeof stateCase>, result: Comparison): void {
  for (const [i, row] of cases.entries()) {
    const value = cell(columns, row, `cases[${i}]`);
    const dryBulb_K = value('t_drybulb_c') + zeroCelsius_K;
    const air = moistAir(dryBulb_K, value('rel_humidity'), value('pressure_pa'));
    const where = `${value('t_drybulb_c')} °C, ${value('rel_humidity')}, ${value('pressure_pa')} Pa`;
    result.number(`${where} wet bulb`, air.wetBulb_K - zeroCelsius_K, value('t_wetbulb_c'), { abs: tolerance.t_abs_k });
    result.number(`${where} dew point`, air.dewPoint_K - zeroCelsius_K, value('t_dewpoint_c'), { abs: tolerance.t_abs_k });
    result.number(`${where} humidity ratio`, air.humidityRatio, value('humidity_ratio'), { rel: tolerance.humidity_ratio_rel });
    result.number(`${where} enthalpy`, moistAirEnthalpy_J_kg(dryBulb_K, air.humidityRatio), value('enthalpy_j_kg_dry'), {
      rel: tolerance.enthalpy_rel,
    });
    result.number(`${where} density`, moistAirDensity_kg_m3(dryBulb_K, air.humidityRatio, value('pressure_pa')), value('density_kg_m3'), {
      rel: tolerance.density_rel,
    });
    result.number(`${where} saturation`, saturationPressure_Pa(dryBulb_K), value('p_sat_pa'), { rel: tolerance.p_sat_rel });
  }
}

export const psychrometrics: Adapter = ({ content }) => {
  const result = new Comparison();
  if (typeof content === 'object' && content !== null && 'columns' in content) {
    states(read(stateCase, content), result);
    return result;
  }
  const { cases, tolerance } = read(coolerCase, content);
  cases.forEach((one, i) => {
    const air = moistAir(one.t_drybulb_c + zeroCelsius_K, one.rel_humidity, one.pressure_pa);
    const out = evaporativeCooler(air, one.saturation_effectiveness);
    const { expected } = one;
    result.number(`cases[${i}] wet bulb`, air.wetBulb_K - zeroCelsius_K, expected.t_wetbulb_c, { abs: tolerance.t_abs_k });
    result.number(`cases[${i}] outlet`, out.dryBulb_K - zeroCelsius_K, expected.t_out_c, { abs: tolerance.t_abs_k });
    result.number(`cases[${i}] humidity in`, air.humidityRatio, expected.w_in, { rel: tolerance.w_rel });
    result.number(`cases[${i}] humidity out`, out.humidityRatio, expected.w_out, { rel: tolerance.w_rel });
    result.number(`cases[${i}] water`, 1000 * (out.humidityRatio - air.humidityRatio), expected.water_g_per_kg_dry_air, {
      rel: tolerance.w_rel,
      // The difference of two ratios whose wet bulb the reference bisects to a thousandth of a kelvin.
      abs: 5e-4,
    });
  });
  return result;
};
