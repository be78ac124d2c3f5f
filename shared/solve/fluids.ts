/**
 * The fluid library: names as systems carry them. `water`; `pgNN` and `egNN` for NN percent of propylene or
 * ethylene glycol by volume (the trade's PG25); `pg-mass-0.NN`, `eg-mass-0.NN` by mass fraction.
 */
import type { Fluid } from './fluids/fluid.ts';
import { glycolByMass, glycolByVolume, massFractionOf, maxGlycolFraction } from './fluids/glycol.ts';
import { water } from './fluids/water.ts';

export type { Fluid } from './fluids/fluid.ts';
export { freezingPoint_K, glycolByMass, glycolByVolume, massFractionOf } from './fluids/glycol.ts';
export { water } from './fluids/water.ts';

const cache = new Map<string, Fluid>([['water', water]]);

function parse(name: string): Fluid | undefined {
  const byVolume = /^(pg|eg)(\d{1,2}(?:\.\d+)?)$/.exec(name);
  if (byVolume) {
    const glycol = byVolume[1] === 'pg' ? 'propylene' : 'ethylene';
    const percent = Number(byVolume[2]);
    return massFractionOf(glycol, percent / 100) <= maxGlycolFraction ? glycolByVolume(glycol, percent) : undefined;
  }
  const byMass = /^(pg|eg)-mass-(0(?:\.\d+)?)$/.exec(name);
  if (byMass) {
    const fraction = Number(byMass[2]);
    return fraction <= maxGlycolFraction ? glycolByMass(byMass[1] === 'pg' ? 'propylene' : 'ethylene', fraction) : undefined;
  }
  return undefined;
}

/** The fluid of that name, or undefined when the library has none. */
export function fluidNamed(name: string): Fluid | undefined {
  let fluid = cache.get(name);
  if (!fluid) {
    fluid = parse(name);
    if (fluid) cache.set(name, fluid);
  }
  return fluid;
}

/** Names offered in pickers. */
export const commonFluids: readonly string[] = ['water', 'pg20', 'pg25', 'pg30', 'pg40', 'eg25', 'eg30', 'eg40'];
