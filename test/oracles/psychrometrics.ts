/** Psychrometric case files: states of moist air, and direct evaporative coolers. */
import {
  evaporativeCooler,
  moistAir,
  moistAirDensity_kg_m3,
  moistAirEnthalpy_J_kg,
  saturationPressure_Pa,
} from '../../shared/solve/psychrometrics.ts';
import { zeroCelsius_K } from '../../shared/units/quantity.ts';
import { type Adapter, Comparison } from './compare.ts';

interface CoolerCase {
  readonly t_drybulb_c: number;
  readonly rel_humidity: number;
  readonly pressure_pa: number;
  readonly saturation_effectiveness: number;
  readonly expected: Readonly<Record<string, number>>;
}

interface States {
  readonly columns: readonly string[];
  readonly cases: readonly (readonly number[])[];
  readonly tolerance: Readonly<Record<string, number>>;
}

function states({ columns, cases, tolerance }: States, result: Comparison): void {
  for (const row of cases) {
    const value = (name: string) => row[columns.indexOf(name)] as number;
    const dryBulb_K = value('t_drybulb_c') + zeroCelsius_K;
    const air = moistAir(dryBulb_K, value('rel_humidity'), value('pressure_pa'));
    const where = `${value('t_drybulb_c')} °C, ${value('rel_humidity')}, ${value('pressure_pa')} Pa`;
    result.number(`${where} wet bulb`, air.wetBulb_K - zeroCelsius_K, value('t_wetbulb_c'), { abs: tolerance.t_abs_k as number });
    result.number(`${where} dew point`, air.dewPoint_K - zeroCelsius_K, value('t_dewpoint_c'), { abs: tolerance.t_abs_k as number });
    result.number(`${where} humidity ratio`, air.humidityRatio, value('humidity_ratio'), { rel: tolerance.humidity_ratio_rel as number });
    result.number(`${where} enthalpy`, moistAirEnthalpy_J_kg(dryBulb_K, air.humidityRatio), value('enthalpy_j_kg_dry'), {
      rel: tolerance.enthalpy_rel as number,
    });
    result.number(`${where} density`, moistAirDensity_kg_m3(dryBulb_K, air.humidityRatio, value('pressure_pa')), value('density_kg_m3'), {
      rel: tolerance.density_rel as number,
    });
    result.number(`${where} saturation`, saturationPressure_Pa(dryBulb_K), value('p_sat_pa'), { rel: tolerance.p_sat_rel as number });
  }
}

export const psychrometrics: Adapter = ({ content }) => {
  const result = new Comparison();
  if ('columns' in (content as object)) {
    states(content as States, result);
    return result;
  }
  const { cases, tolerance } = content as { cases: readonly CoolerCase[]; tolerance: { t_abs_k: number; w_rel: number } };
  cases.forEach((one, i) => {
    const air = moistAir(one.t_drybulb_c + zeroCelsius_K, one.rel_humidity, one.pressure_pa);
    const out = evaporativeCooler(air, one.saturation_effectiveness);
    const expected = (name: string) => one.expected[name] as number;
    result.number(`case ${i} wet bulb`, air.wetBulb_K - zeroCelsius_K, expected('t_wetbulb_c'), { abs: tolerance.t_abs_k });
    result.number(`case ${i} outlet`, out.dryBulb_K - zeroCelsius_K, expected('t_out_c'), { abs: tolerance.t_abs_k });
    result.number(`case ${i} humidity in`, air.humidityRatio, expected('w_in'), { rel: tolerance.w_rel });
    result.number(`case ${i} humidity out`, out.humidityRatio, expected('w_out'), { rel: tolerance.w_rel });
    result.number(`case ${i} water`, 1000 * (out.humidityRatio - air.humidityRatio), expected('water_g_per_kg_dry_air'), {
      rel: tolerance.w_rel,
      // The difference of two ratios whose wet bulb the reference bisects to a thousandth of a kelvin.
      abs: 5e-4,
    });
  });
  return result;
};
