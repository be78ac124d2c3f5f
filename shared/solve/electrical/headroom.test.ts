import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headroomHolds } from '../../../test/fixtures/headroom-proof.ts';
import { facility, lineOf, PowerSystem, transformerOf } from '../../../test/fixtures/power-system.ts';
import type { ElectricalNetwork } from '../../network/electrical.ts';
import { solveElectrical } from '../electrical.ts';
import { HeadroomSolver } from './headroom.ts';

describe('power headroom', () => {
  it('of a rack with two feeds: adding it just holds, 0.1 % more breaks the named limit', () => {
    fc.assert(
      fc.property(facility, (system) => {
        const { network } = system;
        const rack = network.loads[0] as ElectricalNetwork['loads'][number];
        const ratio = Math.tan(Math.acos(rack.powerFactor));
        expect(
          headroomHolds(
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
          expect(headroomHolds(system.network, [{ bus: system.at(place), share: 1, reactivePerActive }])).toBe(true);
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
    expect(headroomHolds(system.network, [{ bus: system.at('L'), share: 1, reactivePerActive: 0.3 }])).toBe(true);
    expect(headroomHolds(system.network, [{ bus: system.at('M'), share: 1, reactivePerActive: 0.3 }])).toBe(true);
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
    expect(headroomHolds(system.network, [{ bus: system.at('L'), share: 1, reactivePerActive: 0.2 }])).toBe(true);
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
