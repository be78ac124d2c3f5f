import { describe, expect, it } from 'vitest';
import { incomer, lineOf, PowerSystem } from '../../../test/fixtures/power-system.ts';
import { type ElectricalSolution, solveElectrical } from '../electrical.ts';

const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + (Number.isNaN(value) ? 0 : value), 0);
const isClosed = (solution: ElectricalSolution, id: string) =>
  solution.closed[solution.network.branches.findIndex((b) => b.id === id)] === 1;
const sourceState = (solution: ElectricalSolution, id: string) =>
  solution.sourceState[solution.network.sources.findIndex((s) => s.owner === id)];
const servedBy = (solution: ElectricalSolution, load: string) => {
  const l = solution.network.loads.findIndex((entry) => entry.owner === load);
  return [...solution.feedPower_W].slice(solution.feedOffset[l], solution.feedOffset[l + 1]);
};

describe('which source feeds what', () => {
  const board = () =>
    new PowerSystem()
      .bus('U')
      .bus('G')
      .bus('bar')
      .source('U', 'U')
      .source('G', 'G', { priority: 1 })
      .branch('in-1', 'U', 'bar', incomer('B', 1))
      .branch('in-2', 'G', 'bar', incomer('B', 2))
      .load('L', ['bar'], 1000);

  it('a standby set stays off while the utility feeds its board', () => {
    const solution = solveElectrical(board().network);
    expect([sourceState(solution, 'U'), sourceState(solution, 'G')]).toEqual(['carrying', 'standby']);
    expect([isClosed(solution, 'in-1'), isClosed(solution, 'in-2')]).toEqual([true, false]);
  });

  it('a standby set takes the board when the utility is lost', () => {
    const solution = solveElectrical(board().fail('U').network);
    expect([sourceState(solution, 'U'), sourceState(solution, 'G')]).toEqual(['out', 'carrying']);
    expect(isClosed(solution, 'in-2')).toBe(true);
    expect(servedBy(solution, 'L')).toEqual([1000]);
  });

  it('a closed tie to a live utility keeps the standby set off', () => {
    const system = board().bus('other').source('U2', 'other').branch('tie', 'other', 'bar', lineOf(0.001)).fail('U');
    const solution = solveElectrical(system.network);
    expect(sourceState(solution, 'G')).toBe('standby');
    expect(sum(solution.sourcePower_W)).toBeGreaterThan(1000);
    expect(isClosed(solution, 'in-2')).toBe(false);
  });

  const mainTieMain = () =>
    new PowerSystem()
      .bus('UA')
      .bus('UB')
      .bus('A')
      .bus('B')
      .bus('A-tie')
      .bus('B-tie')
      .source('UA', 'UA')
      .source('UB', 'UB')
      .branch('A/in-1', 'UA', 'A', incomer('A', 1))
      .branch('A/in-2', 'B-tie', 'A', incomer('A', 2))
      .branch('B/in-1', 'UB', 'B', incomer('B', 1))
      .branch('B/in-2', 'A-tie', 'B', incomer('B', 2))
      .branch('to-B', 'A', 'A-tie', lineOf(0.001))
      .branch('to-A', 'B', 'B-tie', lineOf(0.001))
      .load('LA', ['A'], 2000)
      .load('LB', ['B'], 3000);

  it('two boards that can feed each other are never paralleled', () => {
    const solution = solveElectrical(mainTieMain().network);
    expect(['A/in-1', 'A/in-2', 'B/in-1', 'B/in-2'].map((id) => isClosed(solution, id))).toEqual([true, false, true, false]);
    expect([...solution.sourcePower_W].map(Math.round)).toEqual([2000, 3000]);
  });

  it('the healthy board carries the other when its utility is lost', () => {
    const solution = solveElectrical(mainTieMain().fail('UA').network);
    expect(isClosed(solution, 'A/in-2')).toBe(true);
    expect(solution.sourcePower_W.at(1)).toBeGreaterThan(5000);
  });

  it('boards do not keep each other alive when both utilities are lost', () => {
    const solution = solveElectrical(mainTieMain().fail('UA', 'UB').network);
    expect([...solution.supplied]).toEqual([0, 0]);
    expect(solution.islands.every(({ status }) => status === 'dead')).toBe(true);
  });

  it('a board moves back to its first incomer when that comes alive only after a transfer further up', () => {
    const system = new PowerSystem();
    for (const name of ['U', 'V', 'M', 'M-out', 'L1', 'V-out']) system.bus(name);
    system.bus('dead').source('U', 'U').source('V', 'V');
    system
      .branch('M/in-1', 'dead', 'M', incomer('M', 1))
      .branch('M/in-2', 'U', 'M', incomer('M', 2))
      .branch('c', 'M', 'M-out', lineOf(0.001));
    system
      .branch('v', 'V', 'V-out', lineOf(0.001))
      .branch('L1/in-1', 'M-out', 'L1', incomer('L1', 1))
      .branch('L1/in-2', 'V-out', 'L1', incomer('L1', 2));
    system.load('L', ['L1'], 1000);
    const solution = solveElectrical(system.network);
    expect([isClosed(solution, 'L1/in-1'), isClosed(solution, 'L1/in-2')]).toEqual([true, false]);
  });
});

describe('loads with several feeds', () => {
  const rack = (sharing: 'equal' | 'priority') =>
    new PowerSystem()
      .bus('A')
      .bus('B')
      .bus('C')
      .bus('R/A')
      .bus('R/B')
      .bus('R/C')
      .source('A', 'A')
      .source('B', 'B')
      .source('C', 'C')
      .branch('WA', 'A', 'R/A', lineOf(0.001))
      .branch('WB', 'B', 'R/B', lineOf(0.001))
      .branch('WC', 'C', 'R/C', lineOf(0.001))
      .load('R', ['R/A', 'R/B', 'R/C'], 90_000, { sharing });

  it('share equally over the feeds that live', () => {
    expect(servedBy(solveElectrical(rack('equal').network), 'R')).toEqual([30_000, 30_000, 30_000]);
    expect(servedBy(solveElectrical(rack('equal').fail('WB').network), 'R')).toEqual([45_000, 0, 45_000]);
  });

  it('or take the first that lives', () => {
    expect(servedBy(solveElectrical(rack('priority').network), 'R')).toEqual([90_000, 0, 0]);
    expect(servedBy(solveElectrical(rack('priority').fail('WA').network), 'R')).toEqual([0, 90_000, 0]);
  });

  it('are reported without supply when every feed is dead', () => {
    expect([...solveElectrical(rack('equal').fail('A', 'B', 'C').network).supplied]).toEqual([0]);
  });
});
