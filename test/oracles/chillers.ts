/** Chiller case files: DOE-2 EIR machines and a dry cooler. */
import { dryCoolerAtSpeed } from '../../shared/solve/dry-cooler.ts';
import { chillerDuty, type ElectricChiller } from '../../shared/solve/electric-chiller.ts';
import { zeroCelsius_K } from '../../shared/units/quantity.ts';
import { type Adapter, Comparison } from './compare.ts';

interface CaseChiller {
  readonly q_ref_w: number;
  readonly cop_ref: number;
  readonly plr_min: number;
  readonly plr_max: number;
  readonly unload_min: number;
  readonly motor_to_condenser: number;
  readonly capft: ElectricChiller['capacityCurve'];
  readonly eirft: ElectricChiller['eirCurve'];
  readonly eirfplr: ElectricChiller['partLoadCurve'];
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  readonly plr: readonly [number, number];
}

type Numbers = Readonly<Record<string, number>>;
type Case = Numbers & { readonly expected: Numbers };

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
  result: Comparison,
  where: string,
  actual: Readonly<Record<string, number | undefined>>,
  expected: Numbers,
  rel: number,
): void {
  for (const [name, value] of Object.entries(expected)) {
    // What is left of two equal powers is rounding.
    result.number(`${where} ${name}`, actual[name], value, { rel, abs: value === 0 || name.endsWith('_w') ? 1e-6 : 0 });
  }
}

export const chillers: Adapter = ({ content }) => {
  const result = new Comparison();
  const file = content as { chiller?: CaseChiller; cases: readonly Case[]; tolerance: { rel: number } };
  file.cases.forEach((one, i) => {
    const given = (name: string) => one[name] as number;
    if (!file.chiller) {
      const cooler = { conductance_W_K: given('ua_design_w_k'), airFlow_kg_s: given('air_design_kg_s'), fan_W: given('fan_design_w') };
      const capacity_W_K = given('fluid_m_kg_s') * given('fluid_cp_j_kgk');
      const run = dryCoolerAtSpeed(cooler, given('heat_w'), capacity_W_K, given('t_drybulb_c') + zeroCelsius_K, given('fan_speed'));
      const actual = {
        effectiveness: run.effectiveness,
        t_fluid_in_c: run.inlet_K - zeroCelsius_K,
        t_fluid_out_c: run.outlet_K - zeroCelsius_K,
        approach_k: run.approach_K,
        fan_w: run.fan_W,
      };
      compareAll(result, `case ${i}`, actual, one.expected, file.tolerance.rel);
      return;
    }
    const run = chillerDuty(
      machine(file.chiller),
      given('t_chw_out_c') + zeroCelsius_K,
      given('t_cond_in_c') + zeroCelsius_K,
      given('load_w'),
    );
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
    compareAll(result, `case ${i}`, actual, one.expected, file.tolerance.rel);
  });
  return result;
};
