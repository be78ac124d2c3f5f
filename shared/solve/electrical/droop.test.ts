import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headroomHolds } from '../../../test/fixtures/headroom-proof.ts';
import { lineOf, PowerSystem, upsOf } from '../../../test/fixtures/power-system.ts';
import type { ElectricalElement } from '../../network/electrical.ts';
import { solveElectrical } from '../electrical.ts';
import { HeadroomSolver } from './headroom.ts';

const slope = (resistance_ohm: number): ElectricalElement => ({ type: 'line', resistance_ohm, reactance_ohm: 0, lossless: true });
const cable = (resistance_ohm: number): ElectricalElement => ({ type: 'line', resistance_ohm, reactance_ohm: 0 });

/** Rectifiers with droop on one 800 V bar, each behind a cable, and a load on the bar. */
function bar(units: readonly { readonly rating_W: number; readonly slope_ohm: number; readonly cable_ohm: number }[], load_W: number) {
  const system = new PowerSystem().bus('S').source('S', 'S').bus('BAR', 800, 'dc').bus('L', 800, 'dc');
  units.forEach(({ rating_W, slope_ohm, cable_ohm }, i) => {
    system.bus(`I${i}`).bus(`H${i}`, 800, 'dc').bus(`O${i}`, 800, 'dc');
    system.branch(`C${i}`, 'S', `I${i}`, lineOf(1e-4)).branch(`RF${i}/converter`, `I${i}`, `H${i}`, upsOf(rating_W));
    system.branch(`RF${i}/droop`, `H${i}`, `O${i}`, slope(slope_ohm)).branch(`D${i}`, `O${i}`, 'BAR', cable(cable_ohm));
  });
  system.branch('DL', 'BAR', 'L', cable(1e-4)).load('L', ['L'], load_W, { powerFactor: 1 });
  const { network } = system;
  const solution = solveElectrical(network);
  const index = (id: string) => network.branches.findIndex((branch) => branch.id === id);
  return { system, network, solution, index, current: (id: string) => solution.current_A.at(index(id)) as number };
}

describe('converters with droop', () => {
  it('fall by the slope times the current, and lose nothing by it', () => {
    const { solution, system, index, current } = bar([{ rating_W: 500_000, slope_ohm: 0.0256, cable_ohm: 1e-3 }], 300_000);
    const volts = solution.voltage_V.at(system.at('O0')) as number;
    // The closed form: V = V0 − R·I with P = V·I behind the conductors.
    expect(volts).toBeCloseTo(800 - 0.0256 * current('D0'), 9);
    expect(solution.loss_W.at(index('RF0/droop'))).toBe(0);
    expect(-(solution.powerTo_W.at(index('RF0/converter')) as number)).toBeCloseTo(volts * current('D0'), 4);
  });

  it('share by their slopes and cables: I1·(R1 + r1) = I2·(R2 + r2)', () => {
    const each = fc.record({
      rating_W: fc.integer({ min: 200_000, max: 1_000_000 }),
      slope_ohm: fc.double({ min: 2e-3, max: 0.05, noNaN: true }),
      cable_ohm: fc.double({ min: 1e-4, max: 5e-3, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(each, { minLength: 1, maxLength: 4 }), fc.integer({ min: 1000, max: 400_000 }), (units, load_W) => {
        const { solution, current, network } = bar(units, load_W);
        const falls = units.map(({ slope_ohm, cable_ohm }, i) => (slope_ohm + cable_ohm) * current(`D${i}`));
        for (const fall of falls) expect(fall / (falls[0] ?? 0)).toBeCloseTo(1, 7);
        // Sources are loads and losses, with no loss in the droop.
        const losses = network.branches.reduce((sum, _, b) => sum + solution.loss_W.at(b), 0);
        expect(Math.abs(solution.sourcePower_W.at(0) - load_W - losses)).toBeLessThan(1e-9 * load_W);
      }),
      { numRuns: 60 },
    );
  });

  it('bind by their rating: adding the headroom just holds, 0.1 % more breaks one', () => {
    for (const count of [1, 2, 3]) {
      const units = Array.from({ length: count }, (_, i) => ({ rating_W: 300_000, slope_ohm: 0.02 + 0.004 * i, cable_ohm: 1e-3 }));
      const { system, network } = bar(units, 150_000);
      expect(headroomHolds(network, [{ bus: system.at('L'), share: 1, reactivePerActive: 0 }])).toBe(true);
    }
  });

  it('closed into a ring of cables: the same', () => {
    const { system } = bar(
      [
        { rating_W: 300_000, slope_ohm: 0.02, cable_ohm: 1e-3 },
        { rating_W: 300_000, slope_ohm: 0.03, cable_ohm: 1e-3 },
      ],
      150_000,
    );
    const { network } = system.branch('RING', 'O0', 'O1', cable(2e-3));
    const solution = solveElectrical(network);
    expect(solution.islands.some(({ method }) => method === 'newton')).toBe(true);
    expect(headroomHolds(network, [{ bus: system.at('L'), share: 1, reactivePerActive: 0 }], solution, new HeadroomSolver(solution))).toBe(
      true,
    );
  });
});
