import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { facility, lineOf, PowerSystem, transformerOf } from '../../../test/fixtures/power-system.ts';
import type { ElectricalNetwork } from '../../network/electrical.ts';
import { type ElectricalSolution, solveElectrical } from '../electrical.ts';
import { type Addition, HeadroomSolver, type LimitKey } from './headroom.ts';
import { withAddition } from './headroom-resolve.ts';

/** Use of one limit in a solved network. */
function shareUsed(solution: ElectricalSolution, key: LimitKey): number {
  if ('branch' in key) return solution.loading[key.branch] as number;
  if ('source' in key) return (solution.sourcePower_W[key.source] as number) / (solution.network.sources[key.source]?.rating_W as number);
  throw new Error('not a limit of an element');
}

/** Rated elements whose use grows with the added power by more than the voltage alone explains. */
function worstUpstream(network: ElectricalNetwork, before: ElectricalSolution, after: ElectricalSolution, added_W: number): number {
  let worst = Number.NEGATIVE_INFINITY;
  network.branches.forEach((_, b) => {
    const moved = Math.abs((after.powerFrom_W[b] as number) - (before.powerFrom_W[b] as number));
    if (moved > 0.2 * Math.abs(added_W) && !Number.isNaN(after.loading[b])) worst = Math.max(worst, after.loading[b] as number);
  });
  network.sources.forEach((_, s) => {
    const moved = Math.abs((after.sourcePower_W[s] as number) - (before.sourcePower_W[s] as number));
    if (moved > 0.2 * Math.abs(added_W)) worst = Math.max(worst, shareUsed(after, { source: s }));
  });
  return worst;
}

function holds(network: ElectricalNetwork, additions: readonly Addition[]): boolean {
  const solution = solveElectrical(network);
  const headroom = new HeadroomSolver(solution).at(additions);
  if (!headroom) return false;
  const at = (power_W: number) => solveElectrical(withAddition(network, additions, power_W));
  const just = at(headroom.power_W);
  // The named limit is met, none upstream is passed; a thousandth more breaks it.
  expect(shareUsed(just, headroom.binding)).toBeLessThanOrEqual(1);
  expect(worstUpstream(network, solution, just, headroom.power_W)).toBeLessThanOrEqual(1);
  const more = at(headroom.power_W + 1e-3 * Math.abs(headroom.power_W));
  expect(shareUsed(more, headroom.binding)).toBeGreaterThan(1);
  // Bisection on the full load flow finds the same power.
  let low = headroom.power_W - 0.1 * Math.abs(headroom.power_W);
  let high = headroom.power_W + 0.1 * Math.abs(headroom.power_W);
  for (let k = 0; k < 40; k++) {
    const middle = (low + high) / 2;
    if (shareUsed(at(middle), headroom.binding) > 1) high = middle;
    else low = middle;
  }
  expect(Math.abs(low - headroom.power_W)).toBeLessThan(3e-4 * Math.abs(headroom.power_W));
  return true;
}

describe('power headroom', () => {
  it('of a rack with two feeds: adding it just holds, 0.1 % more breaks the named limit', () => {
    fc.assert(
      fc.property(facility, (system) => {
        const { network } = system;
        const rack = network.loads[0] as ElectricalNetwork['loads'][number];
        const ratio = Math.tan(Math.acos(rack.powerFactor));
        expect(
          holds(
            network,
            rack.feeds.map((bus) => ({ bus, share: 1 / rack.feeds.length, reactivePerActive: ratio })),
          ),
        ).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  it('of a panel and of the medium-voltage bar: the same', () => {
    fc.assert(
      fc.property(
        facility,
        fc.constantFrom('RPP-A1/bar', 'LV-B/bar', 'MV-A/bar', 'PD-B/bar'),
        fc.constantFrom(0, 0.2, 0.5),
        (system, place, reactivePerActive) => {
          expect(holds(system.network, [{ bus: system.at(place), share: 1, reactivePerActive }])).toBe(true);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('of a bar that several services hold: they share what is added', () => {
    const system = new PowerSystem();
    for (const name of ['A', 'B', 'M', 'L', 'N']) system.bus(name, name === 'L' || name === 'N' ? 415 : 34_500);
    system.source('A', 'A', { rating_W: 2e6 }).source('B', 'B', { rating_W: 3e6 });
    system.branch('CA', 'A', 'M', lineOf(1, 2), { current_A: 40, continuousFactor: 1, what: 'cable' });
    system.branch('CB', 'B', 'M', lineOf(2, 1), { current_A: 40, continuousFactor: 1, what: 'cable' });
    system.branch('TR', 'M', 'L', transformerOf(4e6)).branch('CL', 'L', 'N', lineOf(2e-4));
    system.load('L', ['L'], 800_000).load('N', ['N'], 500_000);
    expect(holds(system.network, [{ bus: system.at('L'), share: 1, reactivePerActive: 0.3 }])).toBe(true);
    expect(holds(system.network, [{ bus: system.at('M'), share: 1, reactivePerActive: 0.3 }])).toBe(true);
  });

  it('of a meshed part comes from whole solutions', () => {
    const system = new PowerSystem()
      .bus('S', 34_500)
      .bus('T')
      .bus('L')
      .source('S', 'S')
      .branch('TR', 'S', 'T', transformerOf(2e6))
      .branch('C1', 'T', 'L', lineOf(1e-4), { current_A: 1500, continuousFactor: 0.8, what: 'cable' })
      .branch('C2', 'T', 'L', lineOf(1.5e-4), { current_A: 1500, continuousFactor: 0.8, what: 'cable' })
      .load('L', ['L'], 600_000);
    expect(holds(system.network, [{ bus: system.at('L'), share: 1, reactivePerActive: 0.2 }])).toBe(true);
  });

  it('is negative by what must go where a limit is passed already', () => {
    const system = new PowerSystem()
      .bus('S')
      .bus('L')
      .source('S', 'S')
      .branch('C', 'S', 'L', lineOf(1e-4), { current_A: 100, continuousFactor: 1, what: 'cable' })
      .load('L', ['L'], 90_000, { powerFactor: 1 });
    const { network } = system;
    const headroom = new HeadroomSolver(solveElectrical(network)).at([{ bus: system.at('L'), share: 1, reactivePerActive: 0 }]);
    const limit_W = Math.sqrt(3) * 100 * 415;
    expect(headroom?.power_W).toBeLessThan(limit_W - 90_000);
    expect(headroom?.power_W).toBeCloseTo(limit_W - 90_000, -2);
  });

  it('is limited by what several services may deliver together', () => {
    const system = new PowerSystem()
      .bus('A')
      .bus('B')
      .source('A', 'A', { rating_W: 1e6 })
      .source('B', 'B', { rating_W: 1e6 })
      .load('LA', ['A'], 300_000)
      .load('LB', ['B'], 400_000);
    const { network } = system;
    const headroom = new HeadroomSolver(solveElectrical(network), [{ sources: [0, 1], limit_W: 900_000 }]).at([
      { bus: system.at('A'), share: 1, reactivePerActive: 0 },
    ]);
    expect(headroom?.binding).toEqual({ cap: 0 });
    expect(headroom?.power_W).toBeCloseTo(200_000, -2);
  });
});
