/** Chiller case files: DOE-2 EIR machines and a dry cooler. */
import * as v from 'valibot';
import { dryCoolerAtSpeed } from '../../shared/solve/dry-cooler.ts';
import { chillerDuty, type ElectricChiller } from '../../shared/solve/electric-chiller.ts';
import { zeroCelsius_K } from '../../shared/units/quantity.ts';
import { type Adapter, Comparison } from './compare.ts';
import { number, positive, read, result } from './read.ts';

const pair = v.tuple([number, number]);
const chiller = v.object({
  q_ref_w: positive,
  cop_ref: positive,
  plr_min: number,
  plr_max: positive,
  unload_min: number,
  motor_to_condenser: number,
  capft: v.tuple([number, number, number, number, number, number]),
  eirft: v.tuple([number, number, number, number, number, number]),
  eirfplr: v.tuple([number, number, number]),
  x: pair,
  y: pair,
  plr: pair,
});
type CaseChiller = v.InferOutput<typeof chiller>;
const numbers = v.record(v.string(), result);
type Numbers = Readonly<Record<string, number | null>>;
const tolerance = v.object({ rel: positive });
const chillerCase = v.object({
  chiller,
  cases: v.array(v.object({ t_chw_out_c: number, t_cond_in_c: number, load_w: number, expected: numbers })),
  tolerance,
});
const coolerCase = v.object({
  cases: v.array(
    v.object({
      heat_w: number,
      fluid_m_kg_s: positive,
      fluid_cp_j_kgk: positive,
      air_design_kg_s: positive,
      ua_design_w_k: positive,
      t_drybulb_c: number,
      fan_speed: positive,
      fan_design_w: number,
      expected: numbers,
    }),
  ),
  tolerance,
});

const machine = (c: CaseChiller): ElectricChiller => ({
  ratedCapacity_W: c.q_ref_w,
  ratedCop: c.cop_ref,
  minPartLoad: c.plr_min,
  maxPartLoad: c.plr_max,
  minUnload: c.unload_min,
  motorToCondenser: c.motor_to_condenser,
  capacityCurve: c.capft,
  eirCurve: c.eirft,
  partLoadCurve: c.eirfplr,
  leaving_C: c.x,
  condenser_C: c.y,
  partLoad: c.plr,
});

function compareAll(
  comparison: Comparison,
  where: string,
  actual: Readonly<Record<string, number | undefined>>,
  expected: Numbers,
  rel: number,
): void {
  for (const [name, value] of Object.entries(expected)) {
    // What is left of two equal powers is rounding.
    comparison.number(`${where} ${name}`, actual[name], value, { rel, abs: value === 0 || name.endsWith('_w') ? 1e-6 : 0 });
  }
}

export const chillers: Adapter = ({ content }) => {
  const comparison = new Comparison();
  if (typeof content === 'object' && content !== null && 'chiller' in content) {
    const file = read(chillerCase, content);
    file.cases.forEach((one, i) => {
      const run = chillerDuty(machine(file.chiller), one.t_chw_out_c + zeroCelsius_K, one.t_cond_in_c + zeroCelsius_K, one.load_w);
      const actual = {
        capft: run.capacityFactor,
        q_available_w: run.available_W,
        part_load_ratio: run.partLoadRatio,
        eirft: run.eirFactor,
        eirfplr: run.partLoadFactor,
        cycling_ratio: run.cycling,
        false_load_w: run.falseLoad_W,
        q_evap_w: run.evaporator_W,
        power_w: run.power_W,
        q_cond_w: run.condenser_W,
        cop: run.cop,
      };
      compareAll(comparison, `cases[${i}]`, actual, one.expected, file.tolerance.rel);
    });
    return comparison;
  }
  const file = read(coolerCase, content);
  file.cases.forEach((one, i) => {
    const cooler = { conductance_W_K: one.ua_design_w_k, airFlow_kg_s: one.air_design_kg_s, fan_W: one.fan_design_w };
    const run = dryCoolerAtSpeed(cooler, one.heat_w, one.fluid_m_kg_s * one.fluid_cp_j_kgk, one.t_drybulb_c + zeroCelsius_K, one.fan_speed);
    const actual = {
      effectiveness: run.effectiveness,
      t_fluid_in_c: run.inlet_K - zeroCelsius_K,
      t_fluid_out_c: run.outlet_K - zeroCelsius_K,
      approach_k: run.approach_K,
      fan_w: run.fan_W,
    };
    compareAll(comparison, `cases[${i}]`, actual, one.expected, file.tolerance.rel);
  });
  return comparison;
};
