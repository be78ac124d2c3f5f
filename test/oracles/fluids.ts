/** Fluid case files: properties of water and propylene glycol against the product's fluid library. */
import * as v from 'valibot';
import { freezingPoint_K, glycolByMass, water } from '../../shared/solve/fluids.ts';
import { zeroCelsius_K } from '../../shared/units/quantity.ts';
import { type Adapter, Comparison } from './compare.ts';
import { cell, column, number, positive, read } from './read.ts';

const properties = v.object({ rho: positive, cp: positive, mu: positive, k: positive });
const fluidCase = v.object({
  columns: v.array(v.string('expected the name of a column')),
  cases: v.array(column),
  freezing_point_c: v.optional(v.array(v.tuple([number, number])), []),
  tolerance: v.union(
    [v.object({ rel: properties }), v.object({ rel_same_fit: positive })],
    'expected rel with rho, cp, mu and k, or rel_same_fit',
  ),
});

export const fluids: Adapter = ({ content }) => {
  const file = read(fluidCase, content);
  const result = new Comparison();
  const { tolerance } = file;
  const same = 'rel_same_fit' in tolerance ? tolerance.rel_same_fit : 1e-6;
  const allowed = 'rel' in tolerance ? tolerance.rel : { rho: same, cp: same, mu: same, k: same };
  for (const [i, row] of file.cases.entries()) {
    const value = cell(file.columns, row, `cases[${i}]`);
    const fluid = file.columns.includes('x_mass') ? glycolByMass('propylene', value('x_mass')) : water;
    const at_K = value('t_c') + zeroCelsius_K;
    const where = `${fluid.name} at ${value('t_c')} °C`;
    result.number(`${where} density`, fluid.density(at_K), value('rho_kg_m3'), { rel: allowed.rho });
    result.number(`${where} cp`, fluid.specificHeat(at_K), value('cp_j_kgk'), { rel: allowed.cp });
    result.number(`${where} viscosity`, fluid.viscosity(at_K), value('mu_pa_s'), { rel: allowed.mu });
    result.number(`${where} conductivity`, fluid.conductivity(at_K), value('k_w_mk'), { rel: allowed.k });
  }
  for (const [fraction, freezing_C] of file.freezing_point_c) {
    result.number(`freezing point at ${fraction}`, freezingPoint_K('propylene', fraction) - zeroCelsius_K, freezing_C, { rel: same });
  }
  return result;
};
