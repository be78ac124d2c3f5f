import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  closedSwitch,
  drawFacility,
  facility,
  lineOf,
  openSwitch,
  PowerSystem,
  shuffled,
  transformerOf,
  upsOf,
} from '../../test/fixtures/power-system.ts';
import type { ElectricalNetwork } from '../network/electrical.ts';
import { solveBusBranch } from './electrical/load-flow.ts';
import { type ElectricalSolution, solveElectrical } from './electrical.ts';

const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + (Number.isNaN(value) ? 0 : value), 0);
const bus = (solution: ElectricalSolution, id: string) => solution.voltage_V.at(solution.network.buses.findIndex((b) => b.id === id));
const branchIndex = (network: ElectricalNetwork, id: string) => network.branches.findIndex((b) => b.id === id);
const imbalance = (solution: ElectricalSolution) => {
  const delivered = sum(solution.sourcePower_W);
  return Math.abs(delivered - sum(solution.feedPower_W) - sum(solution.loss_W)) / delivered;
};

describe('a feeder from a stiff source to one load', () => {
  it('has the voltage of the closed form of the two-bus problem', () => {
    const r = 0.012;
    const x = 0.02;
    const p = 300_000;
    const system = new PowerSystem()
      .bus('S')
      .bus('L')
      .source('S', 'S')
      .branch('C', 'S', 'L', lineOf(r, x))
      .load('L', ['L'], p, { powerFactor: 0.9 });
    const q = p * Math.tan(Math.acos(0.9));
    const a = 415 ** 2 - 2 * (r * p + x * q);
    const exact = Math.sqrt((a + Math.sqrt(a * a - 4 * (r * r + x * x) * (p * p + q * q))) / 2);
    const solution = solveElectrical(system.network);
    expect(Math.abs((bus(solution, 'L') as number) / exact - 1)).toBeLessThan(1e-11);
    expect(solution.current_A.at(0)).toBeCloseTo(p / 0.9 / Math.sqrt(3) / exact, 6);
    expect(solution.loss_W.at(0)).toBeCloseTo((r * (p / 0.9) ** 2) / exact ** 2, 5);
  });

  it('says that there is no solution, how much could be carried, and by which element, when the load is too large', () => {
    const system = new PowerSystem()
      .bus('S', 34_500)
      .bus('T')
      .bus('L')
      .source('S', 'S')
      .branch('TR', 'S', 'T', transformerOf(1e6))
      .branch('C', 'T', 'L', lineOf(1e-5), { current_A: 1e5, continuousFactor: 1, what: 'cable' })
      .load('L', ['L'], 40e6);
    const solution = solveElectrical(system.network);
    const [island] = solution.islands;
    expect(island?.status).toBe('no-solution');
    expect(island?.worst).toEqual([branchIndex(solution.network, 'TR')]);
    expect(island?.loadability).toBeGreaterThan(0.1);
    expect(island?.loadability).toBeLessThan(0.3);
    expect(bus(solution, 'L')).toBeNaN();
    expect(solution.sourcePower_W.at(0)).toBeNaN();
  });
});

describe('transformers', () => {
  it('lose P0·v² and Pk·(S/Sr)²', () => {
    const system = new PowerSystem()
      .bus('S', 34_500)
      .bus('T')
      .source('S', 'S')
      .branch('TR', 'S', 'T', transformerOf(2e6))
      .load('L', ['T'], 1.2e6, { powerFactor: 0.95 });
    const solution = solveElectrical(system.network);
    const v = (bus(solution, 'T') as number) / 415;
    const current = 1.2e6 / 0.95 / 2e6 / v;
    // Half the magnetising loss stands at the secondary, so its current passes the windings too.
    const active = 1.2e6 / 2e6 / v + 0.0005 * v;
    const reactive = (1.2e6 * Math.tan(Math.acos(0.95))) / 2e6 / v;
    const series = 15_000 * (active ** 2 + reactive ** 2);
    expect(solution.loss_W.at(0)).toBeCloseTo(series + 1000 * (1 + v * v), 4);
    expect(solution.loading.at(0)).toBeCloseTo(current, 9);
  });

  it('raise the secondary by their tap', () => {
    const at = (tap: number) =>
      bus(
        solveElectrical(
          new PowerSystem().bus('S', 34_500).bus('T').source('S', 'S').branch('TR', 'S', 'T', transformerOf(2e6, { tap })).network,
        ),
        'T',
      ) as number;
    expect(at(1.05) / at(1)).toBeCloseTo(1.05, 3);
  });
});

describe('converters', () => {
  it('hold their output at nominal and draw output over efficiency at their own power factor', () => {
    const system = new PowerSystem()
      .bus('U')
      .bus('in')
      .bus('out')
      .source('U', 'U')
      .branch('C', 'U', 'in', lineOf(0.01))
      .branch('UPS', 'in', 'out', upsOf(200_000))
      .load('L', ['out'], 100_000);
    const solution = solveElectrical(system.network);
    expect(bus(solution, 'out')).toBe(415);
    expect(solution.powerFrom_W.at(1)).toBeCloseTo(100_000 / 0.972, 6);
    expect(solution.reactiveFrom_var.at(1)).toBeCloseTo((100_000 / 0.972) * Math.tan(Math.acos(0.99)), 6);
    expect(imbalance(solution)).toBeLessThan(1e-12);
  });

  it('share a common output by their ratings', () => {
    const system = new PowerSystem()
      .bus('U')
      .bus('out')
      .source('U', 'U')
      .branch('X', 'U', 'out', upsOf(100_000))
      .branch('Y', 'U', 'out', upsOf(300_000))
      .load('L', ['out'], 200_000);
    const solution = solveElectrical(system.network);
    expect([...solution.powerTo_W].map((p) => Math.round(-p))).toEqual([50_000, 150_000]);
  });

  it('rectify: a DC bus carries I = P/V', () => {
    const system = new PowerSystem()
      .bus('U')
      .bus('bar', 54, 'dc')
      .bus('tray', 54, 'dc')
      .source('U', 'U')
      .branch('PS', 'U', 'bar', upsOf(33_000))
      .branch('B', 'bar', 'tray', lineOf(2e-4, 0))
      .load('T', ['tray'], 5000);
    const solution = solveElectrical(system.network);
    const v = (54 + Math.sqrt(54 ** 2 - 4 * 2e-4 * 5000)) / 2;
    expect(bus(solution, 'tray')).toBeCloseTo(v, 10);
    expect(solution.current_A.at(1)).toBeCloseTo(5000 / v, 8);
  });

  it('leave their load without supply when their input is dead', () => {
    const system = new PowerSystem()
      .bus('U')
      .bus('in')
      .bus('out')
      .source('U', 'U')
      .branch('C', 'U', 'in', lineOf(0.01))
      .branch('UPS', 'in', 'out', upsOf(1e5))
      .load('L', ['out'], 1e4)
      .fail('C');
    expect([...solveElectrical(system.network).supplied]).toEqual([0]);
  });
});

describe('buses that must not meet', () => {
  it('AC and DC, or two voltages without a transformer, make the part invalid and name the element', () => {
    const voltages = new PowerSystem()
      .bus('S', 34_500)
      .bus('L', 415)
      .source('S', 'S')
      .branch('C', 'S', 'L', lineOf(0.1))
      .load('L', ['L'], 1000);
    const mixed = new PowerSystem()
      .bus('S', 800)
      .bus('L', 800, 'dc')
      .source('S', 'S')
      .branch('C', 'S', 'L', lineOf(0.1))
      .load('L', ['L'], 1000);
    for (const system of [voltages, mixed]) {
      const [island] = solveElectrical(system.network).islands;
      expect(island?.status).toBe('invalid');
      expect(island?.worst).toEqual([0]);
    }
  });
});

describe('every power system', () => {
  it('delivers what loads and losses take, to 1e-9', () => {
    fc.assert(
      fc.property(facility, (system) => {
        const solution = solveElectrical(system.network);
        expect(solution.islands.filter(({ status }) => status !== 'solved' && status !== 'dead')).toEqual([]);
        expect(imbalance(solution)).toBeLessThan(1e-9);
        for (const island of solution.islands) expect(island.residual).toBeLessThan(1e-9);
      }),
    );
  });

  it('obeys Kirchhoff at every bus: what switches carry is what comes and goes beside them', () => {
    fc.assert(
      fc.property(facility, (system) => {
        const { network } = system;
        const solution = solveElectrical(network);
        const net = new Float64Array(network.buses.length);
        const add = (at: number, value: number) => {
          if (!Number.isNaN(value)) net[at] = (net[at] as number) + value;
        };
        network.branches.forEach((branch, b) => {
          add(branch.from, solution.powerFrom_W.at(b));
          add(branch.to, solution.powerTo_W.at(b));
        });
        network.sources.forEach((source, s) => {
          add(source.bus, -solution.sourcePower_W.at(s));
        });
        network.loads.forEach((load, l) => {
          load.feeds.forEach((feed, f) => {
            add(feed, solution.feedPower_W.at((solution.feedOffset[l] as number) + f));
          });
        });
        expect(Math.max(...net.map(Math.abs))).toBeLessThan(1e-6 * sum(solution.sourcePower_W) * 1e-3);
      }),
    );
  });

  it('has one answer whatever the order of its records', () => {
    fc.assert(
      fc.property(facility, fc.integer(), (system, seed) => {
        const { network } = system;
        let state = seed;
        const turn = (length: number) => {
          const order = Array.from({ length }, (_, i) => i);
          for (let i = length - 1; i > 0; i--) {
            state = (Math.imul(state, 1664525) + 1013904223) | 0;
            const j = Math.abs(state) % (i + 1);
            [order[i], order[j]] = [order[j] as number, order[i] as number];
          }
          return order;
        };
        const plain = solveElectrical(network);
        const other = solveElectrical(shuffled(network, turn));
        const byId = new Map(other.network.branches.map((branch, b) => [branch.id, b]));
        network.branches.forEach((branch, b) => {
          const o = byId.get(branch.id) as number;
          expect(other.closed[o]).toBe(plain.closed[b]);
          const difference = Math.abs(other.powerFrom_W.at(o) - plain.powerFrom_W.at(b));
          if (!Number.isNaN(plain.powerFrom_W.at(b))) expect(difference).toBeLessThan(1e-9 * sum(plain.sourcePower_W));
        });
      }),
    );
  });

  it('is the same after a closed switch is removed and its ends made one bus', () => {
    fc.assert(
      fc.property(facility, (system) => {
        const { network } = system;
        const gone = branchIndex(network, 'LV-A/in');
        const { from, to } = network.branches[gone] as ElectricalNetwork['branches'][number];
        const merged: ElectricalNetwork = {
          ...network,
          branches: network.branches
            .filter((_, b) => b !== gone)
            .map((branch) => ({ ...branch, from: branch.from === to ? from : branch.from, to: branch.to === to ? from : branch.to })),
          loads: network.loads.map((load) => ({ ...load, feeds: load.feeds.map((feed) => (feed === to ? from : feed)) })),
        };
        const plain = solveElectrical(network);
        const other = solveElectrical(merged);
        network.buses.forEach((entry, b) => {
          if (b !== to && !Number.isNaN(plain.voltage_V.at(b)))
            expect(Math.abs(other.voltage_V.at(b) - plain.voltage_V.at(b))).toBeLessThan(1e-9 * entry.nominal_V);
        });
      }),
    );
  });

  it('drawn 2N with one train lost equals the single train drawn alone', () => {
    const shape = { rows: 3, racksPerRow: 5, rack_W: 120_000, metres: [12, 30, 8, 22, 40, 5, 18, 9], pumps_W: 60_000, tap: 1 };
    for (const ups of [true, false]) {
      const both = solveElectrical(drawFacility({ ...shape, ups, generators: false }).fail('UT-B').network);
      const single = solveElectrical(drawFacility({ ...shape, ups, generators: false }, ['A']).network);
      single.network.branches.forEach((branch, b) => {
        const o = branchIndex(both.network, branch.id);
        const power = single.powerFrom_W.at(b);
        if (Number.isNaN(power)) return;
        expect(Math.abs(both.powerFrom_W.at(o) - power)).toBeLessThan(1e-9 * Math.max(1, power));
      });
      expect(sum(both.sourcePower_W)).toBeCloseTo(sum(single.sourcePower_W), 3);
    }
  });

  it('does not depend on where the iteration starts', () => {
    fc.assert(
      fc.property(facility, fc.double({ min: 0.3, max: 1.2, noNaN: true }), (system, scale) => {
        const { network } = system;
        const before = solveElectrical({ ...network, loads: network.loads.map((load) => ({ ...load, power_W: load.power_W * scale })) });
        const warm = solveElectrical(network, before);
        const cold = solveElectrical(network);
        expect(Math.abs(sum(warm.sourcePower_W) / sum(cold.sourcePower_W) - 1)).toBeLessThan(1e-11);
      }),
    );
  });
});

describe('rings', () => {
  it('divide between parallel cables by their impedance, solved by Newton', () => {
    const system = new PowerSystem()
      .bus('S')
      .bus('L')
      .source('S', 'S')
      .branch('C1', 'S', 'L', lineOf(0.01))
      .branch('C2', 'S', 'L', lineOf(0.02))
      .load('L', ['L'], 100_000);
    const solution = solveElectrical(system.network);
    expect(solution.islands[0]?.method).toBe('newton');
    expect(solution.powerFrom_W.at(0) / solution.powerFrom_W.at(1)).toBeCloseTo(2, 9);
    expect(imbalance(solution)).toBeLessThan(1e-12);
  });

  it('of services that hold one tree at several places are swept, with the answer of Newton', () => {
    const system = new PowerSystem();
    for (const name of ['A', 'B', 'C', 'M', 'L']) system.bus(name);
    system.source('A', 'A').source('B', 'B', { voltage_V: 413 }).source('C', 'C');
    system
      .branch('a', 'A', 'M', lineOf(0.01))
      .branch('b', 'B', 'M', lineOf(0.02))
      .branch('c', 'C', 'L', lineOf(0.03))
      .branch('l', 'M', 'L', lineOf(0.005));
    system.load('L', ['L'], 200_000).load('M', ['M'], 100_000);
    const solution = solveElectrical(system.network);
    expect(solution.islands[0]?.method).toBe('sweep');
    const newton = solveBusBranch(solution.merged.model, { method: 'newton' });
    for (const name of ['M', 'L']) {
      const node = solution.merged.nodeOf[system.at(name)] as number;
      expect(415 * Math.hypot(newton.voltages.re[node] as number, newton.voltages.im[node] as number)).toBeCloseTo(
        bus(solution, name) as number,
        9,
      );
    }
    expect(imbalance(solution)).toBeLessThan(1e-12);
  });

  it('of closed switches divide equally', () => {
    const system = new PowerSystem()
      .bus('S')
      .bus('L')
      .source('S', 'S')
      .branch('a', 'S', 'L', closedSwitch)
      .branch('b', 'S', 'L', closedSwitch)
      .branch('c', 'S', 'L', openSwitch)
      .load('L', ['L'], 100_000);
    const solution = solveElectrical(system.network);
    expect(solution.powerFrom_W.at(0)).toBeCloseTo(50_000, 6);
    expect(solution.powerFrom_W.at(1)).toBeCloseTo(50_000, 6);
    expect(solution.current_A.at(2)).toBeNaN();
  });
});
