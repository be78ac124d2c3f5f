/** Fluid case files: properties of water and propylene glycol against the product's fluid library. */
import { freezingPoint_K, glycolByMass, water } from '../../shared/solve/fluids.ts';
import { zeroCelsius_K } from '../../shared/units/quantity.ts';
import { type Adapter, Comparison } from './compare.ts';

interface Tolerances {
  readonly rho: number;
  readonly cp: number;
  readonly mu: number;
  readonly k: number;
}

interface FluidCase {
  readonly columns: readonly string[];
  readonly cases: readonly (readonly number[])[];
  readonly freezing_point_c?: readonly (readonly [number, number])[];
  readonly tolerance: { readonly rel?: Tolerances; readonly rel_same_fit?: number };
}

export const fluids: Adapter = ({ content }) => {
  const file = content as FluidCase;
  const result = new Comparison();
  const same = file.tolerance.rel_same_fit;
  const allowed = file.tolerance.rel ?? { rho: same ?? 0, cp: same ?? 0, mu: same ?? 0, k: same ?? 0 };
  for (const row of file.cases) {
    const value = (name: string) => row[file.columns.indexOf(name)] as number;
    const fluid = file.columns.includes('x_mass') ? glycolByMass('propylene', value('x_mass')) : water;
    const at_K = value('t_c') + zeroCelsius_K;
    const where = `${fluid.name} at ${value('t_c')} °C`;
    result.number(`${where} density`, fluid.density(at_K), value('rho_kg_m3'), { rel: allowed.rho });
    result.number(`${where} cp`, fluid.specificHeat(at_K), value('cp_j_kgk'), { rel: allowed.cp });
    result.number(`${where} viscosity`, fluid.viscosity(at_K), value('mu_pa_s'), { rel: allowed.mu });
    result.number(`${where} conductivity`, fluid.conductivity(at_K), value('k_w_mk'), { rel: allowed.k });
  }
  for (const [fraction, freezing_C] of file.freezing_point_c ?? []) {
    result.number(`freezing point at ${fraction}`, freezingPoint_K('propylene', fraction) - zeroCelsius_K, freezing_C, { rel: same ?? 0 });
  }
  return result;
};
