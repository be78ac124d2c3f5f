/** Translates tokenomics cases into the product's own functions and their answers back. Computes nothing. */
import { read } from './read.ts';
import { availabilityOps } from './tokenomics-availability.ts';
import type { Ops } from './tokenomics-classes.ts';
import { caseFile, givenOf } from './tokenomics-given.ts';
import { gridOps } from './tokenomics-grid.ts';
import { moneyOps } from './tokenomics-money.ts';
import { powerOps } from './tokenomics-power.ts';

const ops: Ops = { ...powerOps, ...moneyOps, ...availabilityOps, ...gridOps };

/** @returns the worst relative error and, per quantity out of tolerance, a line. */
export function checkTokenomics(file: unknown): { worst: number; failures: string[] } {
  const failures: string[] = [];
  let worst = 0;
  for (const one of read(caseFile, file).cases) {
    const { id, op, expect } = one;
    const run = ops[op];
    if (!run) {
      failures.push(`${id}: no function answers ${op}`);
      continue;
    }
    const answer = run(givenOf(one));
    for (const [name, { value, rel_tol }] of Object.entries(expect)) {
      const got = answer[name];
      const pairs = (Array.isArray(value) ? value : [value]).map((wanted, i) => [wanted, Array.isArray(got) ? got[i] : got] as const);
      for (const [wanted, actual] of pairs) {
        const error = typeof actual === 'number' ? Math.abs(actual - wanted) : Number.NaN;
        if (!(error <= Math.max(rel_tol * Math.abs(wanted), 1e-12))) failures.push(`${id} ${name}: ${actual} instead of ${wanted}`);
        if (wanted !== 0) worst = Math.max(worst, error / Math.abs(wanted));
      }
    }
  }
  return { worst, failures };
}
