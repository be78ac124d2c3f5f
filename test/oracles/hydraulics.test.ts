import { describe, expect, it } from 'vitest';
import { caseFiles, checkFile } from './check.ts';
import { Comparison } from './compare.ts';

/** The three files with thousands of nodes run in `npm run oracles`, not here. */
const large = ['ladder-10000', 'mesh-10000'];

describe('hydraulic case files', () => {
  const files = caseFiles(new URL('../reference/hydraulics', import.meta.url).pathname).filter(
    (path) => !large.some((name) => path.includes(name)),
  );

  it('are all there', () => {
    expect(files.length).toBeGreaterThanOrEqual(20);
  });

  for (const path of files) {
    it(path.slice(path.lastIndexOf('/') + 1), () => {
      const verdict = checkFile(path);
      expect(verdict?.misses).toEqual([]);
      expect(verdict?.passed).toBe(true);
      expect(verdict?.compared).toBeGreaterThan(1);
    });
  }
});

describe('the comparison', () => {
  it('misses a wrong sign, a missing value and a fact that does not hold', () => {
    const result = new Comparison();
    result.number('right', 1.0000001, 1, { rel: 1e-6 });
    result.number('sign', -1, 1, { rel: 1e-6 });
    result.number('absent', undefined, 1, { rel: 1e-6 });
    result.number('not a number', Number.NaN, 0, { abs: 1 });
    result.fact('shut', false);
    expect(result.misses.length).toBe(4);
  });
});
