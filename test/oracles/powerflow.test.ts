import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { planIslands } from '../../shared/solve/electrical/island-plan.ts';
import { PartSolver } from '../../shared/solve/electrical/load-flow.ts';
import { flowModel, readFlowCase } from './bus-branch-cases.ts';
import { caseFiles, checkFile } from './check.ts';
import { powerflow } from './powerflow.ts';

const folder = new URL('../reference/powerflow', import.meta.url).pathname;

describe('load flow and fault levels', () => {
  it.each(caseFiles(folder))('agree with %s', (path) => {
    expect(checkFile(path)?.misses).toEqual([]);
  });

  it('are the same whatever the names and the order of their buses and branches', () => {
    const content = JSON.parse(readFileSync(`${folder}/further/case24-ieee-rts.json`, 'utf8'));
    const { buses, branches } = content.network;
    const turned = (table: Record<string, unknown[]>) =>
      Object.fromEntries(Object.entries(table).map(([field, rows]) => [field, rows.toReversed()]));
    const renamed = (ids: number[]) => ids.map((id) => `B-${id}`);
    content.network.buses = { ...turned(buses), id: renamed(buses.id).toReversed() };
    content.network.branches = turned({ ...branches, from: renamed(branches.from), to: renamed(branches.to) });
    content.expected.branch = turned(content.expected.branch);
    content.expected.bus.id = renamed(content.expected.bus.id);
    expect(powerflow({ path: '', topic: 'powerflow', content }).misses).toEqual([]);
  });

  it('find one limit of a network from whatever load they start, though voltages hardly move at it', () => {
    const content = JSON.parse(readFileSync(`${folder}/further/gbreducednetwork.json`, 'utf8'));
    const limitAt = (share: number): number => {
      const model = flowModel(readFlowCase(content));
      for (const powers of [model.p, model.q]) powers.set(powers.map((power) => power * share));
      const [part] = planIslands(model).map((plan) => new PartSolver(model, plan).loadability());
      return (part?.multiplier ?? Number.NaN) * share;
    };
    // Of a continuation with halved steps in numpy.
    expect(limitAt(1)).toBeCloseTo(3.36654, 4);
    for (const share of [0.4, 2.2, 5]) expect(limitAt(share) / limitAt(1)).toBeCloseTo(1, 9);
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
