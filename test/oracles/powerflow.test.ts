import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { caseFiles, checkFile } from './check.ts';
import { powerflow } from './powerflow.ts';

const folder = new URL('../reference/powerflow', import.meta.url).pathname;

describe('load flow and fault levels', () => {
  it.each(caseFiles(folder))('agree with %s', (path) => {
    expect(checkFile(path)?.misses).toEqual([]);
  });

  it('are held tightly: a load a thousandth larger, or a feasible case declared infeasible, is a miss', () => {
    const read = (name: string) => JSON.parse(readFileSync(`${folder}/${name}.json`, 'utf8'));
    const ieee = read('case14');
    ieee.network.buses.p_load_mw[2] *= 1.001;
    expect(powerflow({ path: '', topic: 'powerflow', content: ieee }).misses).not.toEqual([]);
    const twoBuses = read('two-bus-closed-form');
    twoBuses.cases[7].expected.solution_exists = false;
    expect(powerflow({ path: '', topic: 'powerflow', content: twoBuses }).misses).not.toEqual([]);
  });
});
