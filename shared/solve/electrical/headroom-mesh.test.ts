import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headroomHolds } from '../../../test/fixtures/headroom-proof.ts';
import { randomRing, ringMain } from '../../../test/fixtures/ring-main.ts';
import { solveElectrical } from '../electrical.ts';
import { HeadroomSolver } from './headroom.ts';

const rackShare = { share: 1, reactivePerActive: 0.2 };

describe('headroom behind a closed ring', () => {
  it('of racks, boards and ring stations: adding it just holds, 0.1 % more breaks the named limit', () => {
    fc.assert(
      fc.property(randomRing, fc.nat(), fc.constantFrom(0, 0.2, 0.5), ({ shape, system }, pick, reactivePerActive) => {
        const block = 1 + (pick % shape.blocks);
        for (const place of [`R-${block}-1`, `LV-${block}/bar`, `RMU-${block}`, 'GSP/bar'])
          expect(headroomHolds(system.network, [{ bus: system.at(place), share: 1, reactivePerActive }]), place).toBe(true);
      }),
      { numRuns: 15 },
    );
  });

  it('of a rack on two blocks: the same', () => {
    fc.assert(
      fc.property(randomRing, ({ shape, system }) => {
        const additions = [1, shape.blocks].map((block) => ({ bus: system.at(`LV-${block}/bar`), share: 0.5, reactivePerActive: 0.2 }));
        expect(headroomHolds(system.network, additions)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('is looked at as far as the allowance goes, and says where not', () => {
    const { network } = ringMain({ blocks: 40, racks: 80, rack_W: 30_000, ups: 0, ties: true, metres: [100, 300] });
    const solver = new HeadroomSolver(solveElectrical(network), [], 1e6);
    const places = network.loads.map(({ feeds }) => feeds.map((bus) => ({ bus, ...rackShare })));
    const found = places.map((additions) => solver.at(additions));
    const count = found.filter((headroom) => headroom !== undefined).length;
    expect(count).toBeGreaterThan(5);
    expect(count).toBeLessThan(100);
    places.forEach((additions, i) => {
      expect(solver.leftOut.has(additions)).toBe(found[i] === undefined);
    });
  });

  it('stands all over a meshed network of more than 3,000 buses', () => {
    // Cables of decimetres beside those of hundreds of metres: their admittances leave a mismatch of rounding.
    const shape = { blocks: 40, racks: 80, rack_W: 30_000, ups: 2, ties: true, metres: [100, 0.1, 50, 200] };
    const system = ringMain(shape);
    const { network } = system;
    expect(network.buses.length).toBeGreaterThan(3000);
    const solution = solveElectrical(network);
    const solver = new HeadroomSolver(solution);
    const places = network.loads.map(({ feeds }) => feeds.map((bus) => ({ bus, ...rackShare })));
    for (const additions of places.filter((_, l) => l % 8 === 0)) expect(solver.at(additions)?.power_W).toBeGreaterThan(0);
    for (const place of ['R-20-3', 'LV-33/bar'])
      expect(headroomHolds(network, [{ bus: system.at(place), ...rackShare }], solution, solver), place).toBe(true);
  });
});
