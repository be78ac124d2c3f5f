/** Curves and classes of accelerators as tokenomics cases state them. */
import type { PowerClass } from '../../shared/analysis/tokenomics/allocation.ts';
import { WrongField } from './read.ts';
import type { Given } from './tokenomics-given.ts';

export type Answer = Record<string, number | readonly number[]>;
export type Ops = Record<string, (g: Given) => Answer>;

interface ClassCase {
  n: number;
  P_sat_W: number;
  T_sat_tok_s: number;
  a: number;
  b: number;
  x_min: number;
  value_weight: number;
  site_W_per_gpu_W: number;
}

export const curve = (g: Given) => ({ a: g.n('a'), b: g.n('b') });
const classFields = ['n', 'P_sat_W', 'T_sat_tok_s', 'a', 'b', 'x_min', 'value_weight', 'site_W_per_gpu_W'] as const;
export const powerClass = (c: ClassCase): PowerClass => ({
  count: c.n,
  saturation_W: c.P_sat_W,
  throughput_per_s: c.T_sat_tok_s,
  curve: { a: c.a, b: c.b },
  least: c.x_min,
  weight: c.value_weight,
  siteFactor: c.site_W_per_gpu_W,
});
export const classes = (g: Given): PowerClass[] =>
  g.names
    .filter((name) => /^class\d+$/.test(name))
    .sort((p, q) => Number(p.slice(5)) - Number(q.slice(5)))
    .map((name) => {
      const given = g.list(name) as unknown as ClassCase;
      for (const field of classFields) if (given[field] === undefined) throw new WrongField(`given.${name}: no ${field}`);
      return powerClass(given);
    });
