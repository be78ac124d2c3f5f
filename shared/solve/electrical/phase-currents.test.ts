import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headroomHolds } from '../../../test/fixtures/headroom-proof.ts';
import { closedSwitch, lineOf, PowerSystem, transformerOf } from '../../../test/fixtures/power-system.ts';
import type { RunPhase } from '../../network/electrical.ts';
import { solveElectrical } from '../electrical.ts';
import { HeadroomSolver } from './headroom.ts';
import { phaseCurrents, phasedLoading, unbalance } from './phase-currents.ts';

const tags = ['L1', 'L2', 'L3', 'L1-L2', 'L2-L3', 'L3-L1'] as const;
const ohm = 2e-3;

/** A panel behind a transformer: a three-phase load, and runs of one phase. */
function panel(singles: readonly (readonly [phase: RunPhase, power_W: number])[], three_W: number, powerFactor = 1) {
  const system = new PowerSystem().bus('U', 20_000).bus('LV').bus('RPP/in').bus('RPP/bar').bus('M').source('U', 'U');
  system.branch('TR', 'U', 'LV', transformerOf(500_000));
  system.branch('C', 'LV', 'RPP/in', lineOf(1e-3), { current_A: 500, continuousFactor: 1, what: 'cable' });
  system.branch('RPP/bar', 'RPP/in', 'RPP/bar', closedSwitch, { current_A: 480, continuousFactor: 1, what: 'breaker' });
  system.branch('CM', 'RPP/bar', 'M', lineOf(1e-3), { current_A: 400, continuousFactor: 1, what: 'cable' });
  system.load('M', ['M'], three_W, { powerFactor });
  singles.forEach(([phase, power_W], i) => {
    const conductors = phase.length === 2 ? 6 : 2;
    system
      .bus(`R${i}`)
      .branch(
        `W${i}`,
        'RPP/bar',
        `R${i}`,
        { type: 'line', resistance_ohm: conductors * ohm, reactance_ohm: 0 },
        { current_A: 300, continuousFactor: 1, what: 'whip' },
        phase,
      );
    system.load(`R${i}`, [`R${i}`], power_W, { powerFactor });
  });
  const { network } = system;
  const solution = solveElectrical(network);
  const currents = phaseCurrents(network, solution);
  const index = (id: string) => network.branches.findIndex((branch) => branch.id === id);
  return { system, network, solution, index, of: (id: string) => currents?.get(index(id)), currents };
}

describe('single-phase runs', () => {
  it('put their current on their phase and bring it back by the neutral', () => {
    const { of, solution, system } = panel([['L2', 20_000]], 0);
    const found = of('RPP/bar');
    // The run's own loss belongs to what the panel delivers.
    const volts = (solution.voltage_V.at(system.at('RPP/bar')) as number) / Math.sqrt(3);
    const end = (solution.voltage_V.at(system.at('R0')) as number) / Math.sqrt(3);
    expect(found?.phases_A[0]).toBeCloseTo(0, 9);
    expect(found?.phases_A[1]).toBeCloseTo(20_000 / end, 6);
    expect(found?.neutral_A).toBeCloseTo(20_000 / end, 6);
    // Ohm's law over both conductors.
    expect(volts - end).toBeCloseTo((2 * ohm * 20_000) / end, 6);
    expect(unbalance(found ?? { phases_A: [0, 0, 0], neutral_A: 0, balanced_A: 0 })).toBeCloseTo(2, 9);
  });

  it('between two phases use no neutral', () => {
    const { of, solution, system } = panel([['L1-L2', 20_000]], 0);
    const end = solution.voltage_V.at(system.at('R0')) as number;
    const found = of('C');
    expect(found?.phases_A[0]).toBeCloseTo(20_000 / end, 6);
    expect(found?.phases_A[1]).toBeCloseTo(20_000 / end, 6);
    expect(found?.phases_A[2]).toBeCloseTo(0, 6);
    expect(found?.neutral_A).toBeCloseTo(0, 6);
  });

  it('lose what their current loses in two conductors', () => {
    for (const phase of ['L1', 'L3-L1'] as const) {
      const { solution, index, system } = panel([[phase, 30_000]], 0);
      const volts = (solution.voltage_V.at(system.at('R0')) as number) / (phase === 'L1' ? Math.sqrt(3) : 1);
      expect((solution.loss_W.at(index('W0')) as number) / (2 * ohm * (30_000 / volts) ** 2)).toBeCloseTo(1, 9);
    }
  });

  it('on all phases alike are balanced, and add to three-phase loads', () => {
    const { of } = panel(
      [
        ['L1', 20_000],
        ['L2', 20_000],
        ['L3', 20_000],
      ],
      60_000,
    );
    const found = of('C');
    expect(found?.neutral_A).toBeCloseTo(0, 6);
    for (const current of found?.phases_A ?? []) expect(current).toBeCloseTo(found?.balanced_A ?? 0, 6);
  });

  it('on any phases add up to the panel: powers and Kirchhoff’s law', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...tags), fc.integer({ min: 1000, max: 30_000 })), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 0, max: 80_000 }),
        (singles, three_W) => {
          const { of, currents } = panel(singles, three_W);
          const found = of('RPP/bar');
          if (!found) throw new Error('no currents');
          // Mean of the phases is at least the balanced current, the neutral at most the sum.
          expect(Math.max(...found.phases_A)).toBeGreaterThanOrEqual(found.balanced_A * (1 - 1e-9));
          expect(found.neutral_A).toBeLessThanOrEqual(found.phases_A.reduce((a, b) => a + b, 0));
          expect([...(currents?.keys() ?? [])].length).toBe(2);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('make the worst phase count for the loading', () => {
    const { solution, currents, index } = panel([['L3', 60_000]], 90_000);
    const loading = phasedLoading(solution, currents, index('RPP/bar'));
    const third = (currents?.get(index('RPP/bar'))?.phases_A[2] ?? 0) / 480;
    expect(loading).toBe(third);
    expect(loading).toBeGreaterThan(1.5 * (solution.loading.at(index('RPP/bar')) as number));
  });
});

describe('headroom where single-phase runs are fed', () => {
  it('is that of the phase: adding it just holds, 0.1 % more breaks the named limit', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('L1', 'L2', 'L3'), fc.integer({ min: 1000, max: 15_000 })), { minLength: 2, maxLength: 6 }),
        fc.integer({ min: 0, max: 80_000 }),
        (singles, three_W) => {
          const { system, network } = panel(singles as [RunPhase, number][], three_W);
          for (const place of ['R0', 'R1', 'M', 'RPP/bar', 'LV'])
            expect(headroomHolds(network, [{ bus: system.at(place), share: 1, reactivePerActive: 0 }]), place).toBe(true);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('is a third on the loaded phase of what it is on all three', () => {
    const { system, solution } = panel(
      [
        ['L1', 6000],
        ['L2', 5000],
      ],
      300_000,
    );
    const solver = new HeadroomSolver(solution);
    const at = (name: string) => solver.at([{ bus: system.at(name), share: 1, reactivePerActive: 0 }])?.power_W ?? Number.NaN;
    expect(at('RPP/bar') / at('R0')).toBeCloseTo(3, 1);
    expect(at('R1')).toBeGreaterThan(at('R0') + 900);
  });
});
