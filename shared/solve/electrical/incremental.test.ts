import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { facility, lineOf, PowerSystem, transformerOf } from '../../../test/fixtures/power-system.ts';
import type { ElectricalNetwork } from '../../network/electrical.ts';
import { type ElectricalSolution, solveElectrical } from '../electrical.ts';

/** The network with one load set to another power; every other record stays the same object. */
const withLoad = (network: ElectricalNetwork, load: number, power_W: number): ElectricalNetwork => ({
  ...network,
  loads: network.loads.map((entry, l) => (l === load ? { ...entry, power_W } : entry)),
});

const columns = [
  'voltage_V',
  'current_A',
  'powerFrom_W',
  'reactiveFrom_var',
  'powerTo_W',
  'reactiveTo_var',
  'loss_W',
  'loading',
  'sourcePower_W',
  'sourceReactive_var',
  'feedPower_W',
] as const;

/** Every column agrees with a solution from nothing to `tolerance` of the column's largest value, and every part has its state. */
function expectAsFromNothing(solution: ElectricalSolution, tolerance = 1e-10): void {
  const full = solveElectrical(solution.network);
  for (const name of columns) {
    const scale = [...full[name]].reduce((most, value) => (Number.isNaN(value) ? most : Math.max(most, Math.abs(value))), 1e-9);
    [...full[name]].forEach((value, i) => {
      const mine = solution[name].at(i);
      if (Number.isNaN(value) || Number.isNaN(mine)) expect([name, i, mine]).toEqual([name, i, value]);
      else expect(Math.abs(mine - value)).toBeLessThanOrEqual(tolerance * scale);
    });
  }
  expect(solution.islands.map(({ status, buses }) => ({ status, buses }))).toEqual(
    full.islands.map(({ status, buses }) => ({ status, buses })),
  );
  solution.islands.forEach((island, i) => {
    const other = full.islands[i];
    for (const key of ['sourcePower_W', 'loadPower_W', 'loss_W'] as const)
      expect(Math.abs(island[key] - (other?.[key] as number))).toBeLessThanOrEqual(1e-9 * Math.max(1, other?.sourcePower_W ?? 1));
  });
}

const numbersOf = (solution: ElectricalSolution) => columns.map((name) => [...solution[name]]);

/** The facility with a cable between its two low-voltage bars, so that both trains are one mesh. */
function meshed(network: ElectricalNetwork): ElectricalNetwork {
  const at = (id: string) => network.buses.findIndex((bus) => bus.id === id);
  const tie = { id: 'TIE', owner: 'TIE', from: at('LV-A/bar'), to: at('LV-B/bar'), element: lineOf(1e-4, 2e-4), inService: true };
  return { ...network, branches: [...network.branches, tie] };
}

const edits = fc.array(fc.record({ load: fc.nat(), scale: fc.double({ min: 0, max: 1.3, noNaN: true }), back: fc.boolean() }), {
  minLength: 1,
  maxLength: 6,
});

describe('a solution that goes on from the one before', () => {
  it.each([
    ['radial double-fed', (network: ElectricalNetwork) => network],
    ['meshed', meshed],
  ])('is the one from nothing after any sequence of load changes in %s facilities', (_, shape) => {
    fc.assert(
      fc.property(facility, edits, (system, sequence) => {
        const network = shape(system.network);
        const first = solveElectrical(network);
        let last = first;
        const kept = [{ solution: first, numbers: numbersOf(first) }];
        for (const { load, scale, back } of sequence) {
          const at = load % network.loads.length;
          const power_W = (network.loads[at]?.power_W ?? 0) * scale;
          // Sometimes from an older solution than the one that the solvers hold.
          last = solveElectrical(withLoad(back ? first.network : last.network, at, power_W), back ? first : last);
          expectAsFromNothing(last);
          kept.push({ solution: last, numbers: numbersOf(last) });
        }
        // A solution is a value: none of them changes while others are made from it.
        for (const { solution, numbers } of kept) expect(numbersOf(solution)).toEqual(numbers);
      }),
      { numRuns: 40 },
    );
  });

  it('loses its numbers when a load grows beyond what can be carried, and finds them again', () => {
    const network = new PowerSystem()
      .bus('S', 34_500)
      .bus('T')
      .bus('L')
      .bus('M')
      .source('S', 'S')
      .branch('TR', 'S', 'T', transformerOf(1e6))
      .branch('C', 'T', 'L', lineOf(1e-5))
      .branch('D', 'T', 'M', lineOf(1e-5))
      .load('L', ['L'], 4e5)
      .load('M', ['M'], 1e5).network;
    const before = solveElectrical(network);
    const over = solveElectrical(withLoad(network, 0, 40e6), before);
    expect(over.islands[0]?.status).toBe('no-solution');
    expect([...over.voltage_V].every(Number.isNaN)).toBe(true);
    expect([...over.powerFrom_W].every(Number.isNaN)).toBe(true);
    const again = solveElectrical(withLoad(over.network, 0, 3e5), over);
    expectAsFromNothing(again);
  });

  const chain = () => {
    const system = new PowerSystem().bus('S', 34_500).source('S', 'S', { rating_W: 5e7 });
    for (const block of ['A', 'B', 'C']) {
      system.bus(`${block}/t`).bus(`${block}/l`).bus(`${block}/m`);
      system.branch(`${block}/tr`, 'S', `${block}/t`, transformerOf(2e6));
      for (const end of ['l', 'm']) {
        system.branch(`${block}/c${end}`, `${block}/t`, `${block}/${end}`, lineOf(1e-4));
        system.load(`${block}/${end}`, [`${block}/${end}`], 3e5);
      }
    }
    return system.network;
  };

  it('shares with the one before every page of its columns but those of the feeder and the source', () => {
    const system = new PowerSystem().bus('S', 34_500).source('S', 'S', { rating_W: 5e8 });
    const blocks = Array.from({ length: 400 }, (_, k) => `B${k}`);
    for (const block of blocks) {
      system.bus(`${block}/t`).bus(`${block}/l`).branch(`${block}/tr`, 'S', `${block}/t`, transformerOf(2e6));
      system.branch(`${block}/c`, `${block}/t`, `${block}/l`, lineOf(1e-4)).load(block, [`${block}/l`], 3e5);
    }
    const { network } = system;
    const before = solveElectrical(network);
    const after = solveElectrical(withLoad(network, 200, 4e5), before);
    for (const name of ['branches', 'nodes', 'feeds'] as const) {
      const copied = after.rows[name].pages.filter((page, p) => page !== before.rows[name].pages[p]).length;
      expect(copied).toBeGreaterThan(0);
      // A feeder on the edge of two pages, and the source.
      expect(copied).toBeLessThanOrEqual(3);
    }
    expect(after.rows.branches.pages.length).toBeGreaterThan(5);
  });

  it('sweeps only what hangs on the same feeder as the changed load', () => {
    const network = chain();
    const before = solveElectrical(network);
    expect(before.work).toEqual({ islands: 1, buses: 10 });
    const after = solveElectrical(withLoad(network, 3, 4e5), before);
    // One transformer with its two ends, and the source.
    expect(after.work).toEqual({ islands: 1, buses: 4 });
    expectAsFromNothing(after);
    expect(solveElectrical({ ...after.network, loads: [...after.network.loads] }, after).work).toEqual({ islands: 0, buses: 0 });
  });

  it('leaves parts alone that converters keep apart', () => {
    fc.assert(
      fc.property(facility, fc.nat(), (system, load) => {
        const { network } = system;
        const before = solveElectrical(network);
        const at = load % (network.loads.length - 1);
        const after = solveElectrical(withLoad(network, at, (network.loads[at]?.power_W ?? 0) / 2), before);
        const solved = before.islands.filter(({ status }) => status === 'solved').length;
        // A rack on both trains reaches, per train, the part of its UPS and the one that feeds that.
        expect(after.work.islands).toBe(solved);
        const drives = network.loads.length - 1;
        const fewer = solveElectrical(withLoad(after.network, drives, (network.loads[drives]?.power_W ?? 0) + 1), after);
        expect(fewer.work.islands).toBe(1);
      }),
      { numRuns: 30 },
    );
  });
});
