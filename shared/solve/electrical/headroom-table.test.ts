import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { facility, lineOf, PowerSystem, transformerOf } from '../../../test/fixtures/power-system.ts';
import { randomRing } from '../../../test/fixtures/ring-main.ts';
import type { ElectricalNetwork } from '../../network/electrical.ts';
import { type ElectricalSolution, solveElectrical } from '../electrical.ts';
import { HeadroomSolver } from './headroom.ts';
import { type HeadroomPlace, HeadroomTable } from './headroom-table.ts';

/** Every bar and every load of a facility. */
function placesOf(network: ElectricalNetwork, before: readonly HeadroomPlace[] = [], limit_W = 160_000): HeadroomPlace[] {
  const bars = network.buses.flatMap((bus, b) => (bus.id.endsWith('/bar') ? [b] : []));
  const fresh: HeadroomPlace[] = [
    ...bars.map((bus) => ({ additions: [{ bus, share: 1, reactivePerActive: 0.2 }] })),
    ...network.loads.map(
      (load): HeadroomPlace => ({
        additions: load.feeds.slice(0, load.sharing === 'priority' ? 1 : load.feeds.length).map((bus, _, used) => ({
          bus,
          share: 1 / used.length,
          reactivePerActive: 0.2,
        })),
        own: { present_W: load.power_W, limit_W },
      }),
    ),
  ];
  return fresh.map((place, i) => (before[i] && before[i].own?.present_W === place.own?.present_W ? before[i] : place));
}

const withLoad = (network: ElectricalNetwork, load: number, power_W: number): ElectricalNetwork => ({
  ...network,
  loads: network.loads.map((entry, l) => (l === load ? { ...entry, power_W } : entry)),
});

const total_W = (network: ElectricalNetwork) => network.loads.reduce((total, load) => total + load.power_W, 0);

/** Updates as one does who knows which places are other objects than before. */
function update(
  table: HeadroomTable,
  solution: ElectricalSolution,
  places: readonly HeadroomPlace[],
  before: readonly HeadroomPlace[] = [],
): void {
  table.update(
    solution,
    places,
    [...places.keys()].filter((i) => places[i] !== before[i]),
  );
}

describe('headrooms kept while loads change', () => {
  it('are those found from nothing, within half of the margin they keep, after any sequence of changes', () => {
    const sizes = fc.constantFrom(1e-6, 1e-4, 1e-2, 0.3);
    fc.assert(
      fc.property(
        fc.oneof({ weight: 3, arbitrary: facility }, { weight: 1, arbitrary: randomRing.map(({ system }) => system) }),
        fc.array(fc.record({ load: fc.nat(), size: sizes, up: fc.boolean() }), { minLength: 1, maxLength: 12 }),
        fc.boolean(),
        (system, sequence, capped) => {
          let { network } = system;
          const caps = capped ? [{ sources: network.sources.map((_, s) => s), limit_W: 1.2 * total_W(network) }] : [];
          let solution = solveElectrical(network);
          let places = placesOf(network);
          const table = new HeadroomTable(solution, caps);
          update(table, solution, places);
          for (const { load, size, up } of sequence) {
            const at = load % network.loads.length;
            network = withLoad(network, at, (network.loads[at]?.power_W ?? 0) * (up ? 1 + size : 1 - size));
            solution = solveElectrical(network, solution);
            const before = places;
            places = placesOf(network, before);
            update(table, solution, places, before);
          }
          const solver = new HeadroomSolver(solution, caps);
          places.forEach(({ additions, own }, i) => {
            const full = solver.at(additions, own);
            const kept = table.results[i];
            expect(kept === undefined).toBe(full === undefined);
            if (!full || !kept) return;
            expect(Math.abs(kept.power_W - full.power_W)).toBeLessThanOrEqual(5e-5 * Math.abs(full.power_W));
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  /** Blocks of one transformer and four loads on one service. */
  const blocks = (count: number) => {
    const system = new PowerSystem().bus('S', 34_500).source('S', 'S', { rating_W: 1e9 });
    for (let block = 0; block < count; block++) {
      system.bus(`B${block}/bar`).branch(`T${block}`, 'S', `B${block}/bar`, transformerOf(2e6));
      for (let load = 0; load < 4; load++) {
        const id = `B${block}L${load}`;
        system.bus(id).branch(`C${id}`, `B${block}/bar`, id, lineOf(1e-4), { current_A: 400, continuousFactor: 0.8, what: 'breaker' });
        system.load(id, [id], 1e5);
      }
    }
    return system.network;
  };

  it('look again at what hangs below the same transformer, and nowhere else', () => {
    for (const count of [5, 50]) {
      const network = blocks(count);
      let solution = solveElectrical(network);
      let places = placesOf(network, [], 1e6);
      const table = new HeadroomTable(solution, []);
      update(table, solution, places);
      expect(table.evaluated.length).toBe(places.length);
      const changed = withLoad(network, 6, 1.1e5);
      solution = solveElectrical(changed, solution);
      const before = places;
      places = placesOf(changed, before, 1e6);
      update(table, solution, places, before);
      // The bar, the load, and three that its voltage drop reaches, whatever the number of blocks.
      expect(table.evaluated.length).toBe(5);
      update(table, solution, places, places);
      expect(table.evaluated.length).toBe(0);
    }
  });

  it('leave alone what only its own rating binds', () => {
    const network = blocks(5);
    const before = solveElectrical(network);
    const places = placesOf(network);
    const table = new HeadroomTable(before, []);
    update(table, before, places);
    const changed = withLoad(network, 6, 1.1e5);
    update(table, solveElectrical(changed, before), placesOf(changed, places), places);
    expect(table.evaluated.length).toBe(2);
  });

  it('look again at everything that what moved binds', () => {
    const network = blocks(5);
    const caps = [{ sources: [0], limit_W: 20 * 1e5 + 60_000 }];
    let solution = solveElectrical(network);
    const table = new HeadroomTable(solution, caps);
    update(table, solution, placesOf(network));
    expect(table.results.every((result) => result && 'cap' in result.binding)).toBe(true);
    const changed = withLoad(network, 6, 1.1e5);
    solution = solveElectrical(changed, solution);
    update(table, solution, placesOf(changed));
    expect(table.evaluated.length).toBe(25);
    for (const result of table.results) expect(result?.power_W).toBeLessThan(50_000);
  });
});

describe('limits that are met together', () => {
  it('are named by the one nearest to the place, then by name, whatever the order of records', () => {
    for (const reverse of [false, true]) {
      const system = new PowerSystem().bus('S').bus('M').bus('L').source('S', 'S');
      const rating = { current_A: 300, continuousFactor: 1, what: 'breaker' } as const;
      const lines = [
        () => system.branch('upper', 'S', 'M', lineOf(1e-4), rating),
        () => system.branch('lower', 'M', 'L', lineOf(1e-4), rating),
      ];
      for (const draw of reverse ? lines.reverse() : lines) draw();
      const { network } = system.load('L', ['L'], 100_000);
      const found = new HeadroomSolver(solveElectrical(network)).at([{ bus: system.at('L'), share: 1, reactivePerActive: 0 }]);
      expect(found && 'branch' in found.binding && network.branches[found.binding.branch]?.id).toBe('lower');
    }
  });

  it('on two feeds at equal distance are named by their ids', () => {
    for (const order of [
      ['A', 'B'],
      ['B', 'A'],
    ] as const) {
      const system = new PowerSystem();
      for (const side of order) {
        system.bus(`S${side}`).bus(`L${side}`).source(`S${side}`, `S${side}`);
        system.branch(`W${side}`, `S${side}`, `L${side}`, lineOf(1e-4), { current_A: 200, continuousFactor: 1, what: 'whip' });
      }
      const { network } = system.load('R', ['LA', 'LB'], 100_000);
      const found = new HeadroomSolver(solveElectrical(network)).at(
        ['LA', 'LB'].map((name) => ({ bus: system.at(name), share: 0.5, reactivePerActive: 0 })),
      );
      expect(found && 'branch' in found.binding && network.branches[found.binding.branch]?.id).toBe('WA');
    }
  });
});
