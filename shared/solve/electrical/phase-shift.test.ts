import { describe, expect, it } from 'vitest';
import { closedSwitch, lineOf, PowerSystem, transformerOf } from '../../../test/fixtures/power-system.ts';
import { solveElectrical } from '../electrical.ts';

/** Two transformers of one service on two boards, with a tie between them. */
const tied = (clockA: number, clockB: number, tie: boolean) => {
  const system = new PowerSystem().bus('UT', 20_000).bus('A').bus('B').bus('R').source('UT', 'UT');
  system.branch('TR-A', 'UT', 'A', transformerOf(1e6, { clock: clockA }));
  system.branch('TR-B', 'UT', 'B', transformerOf(1e6, { clock: clockB }));
  system.branch('TIE', 'A', 'B', tie ? closedSwitch : { type: 'switch', closed: false });
  return solveElectrical(system.branch('C', 'A', 'R', lineOf(0.001)).load('L', ['R'], 2e5).network);
};
const status = (solution: ReturnType<typeof tied>) => solution.islands.map((island) => island.status);

describe('transformers in parallel', () => {
  it('are solved with equal vector groups', () => {
    expect(status(tied(11, 11, true))).toEqual(['solved']);
  });

  it('are a short circuit with unlike ones, and the report names why', () => {
    const solution = tied(11, 5, true);
    expect(status(solution)).toEqual(['invalid']);
    expect(solution.islands[0]?.cause).toContain('180° apart');
    expect(tied(11, 0, true).islands[0]?.cause).toContain('30° apart');
  });

  it('may be unlike while the tie is open, or one behind the other', () => {
    expect(status(tied(11, 5, false))).toEqual(['solved']);
    const series = new PowerSystem().bus('UT', 20_000).bus('MV', 6_000).bus('LV').source('UT', 'UT');
    series.branch('T1', 'UT', 'MV', transformerOf(1e6, { clock: 11 })).branch('T2', 'MV', 'LV', transformerOf(1e6, { clock: 5 }));
    expect(status(solveElectrical(series.load('L', ['LV'], 1e5).network))).toEqual(['solved']);
  });
});
