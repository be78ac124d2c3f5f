import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closedSwitch, facility, lineOf, PowerSystem, transformerOf, upsOf } from '../../../test/fixtures/power-system.ts';
import type { ElectricalElement, ElectricalNetwork } from '../../network/electrical.ts';
import { solveElectrical } from '../electrical.ts';
import { type BusFaults, busFaults } from './fault-network.ts';

function faults(network: ElectricalNetwork): (bus: string) => { max_A: number; peak_A: number; min_A: number } {
  const { closed, live, sourceState } = solveElectrical(network);
  const levels: BusFaults = busFaults(network, { closed, live, running: sourceState.map((state) => (state === 'carrying' ? 1 : 0)) });
  return (id) => {
    const bus = network.buses.findIndex((candidate) => candidate.id === id);
    return { max_A: levels.max_A[bus] as number, peak_A: levels.peak_A[bus] as number, min_A: levels.min_A[bus] as number };
  };
}

const within = (actual: number, expected: number, part = 1e-9) => expect(Math.abs(actual / expected - 1)).toBeLessThan(part);

/** One 500 MVA service, a 2.5 MVA transformer of 6 % with X/R 8, a cable of 10 mΩ (at 90 °C) and 8 mΩ. */
const rating_VA = 2.5e6;
const cable: ElectricalElement = {
  type: 'line',
  resistance_ohm: 0.01,
  reactance_ohm: 0.008,
  conductor: { stated_K: 363.15, faultEnd_K: 523.15 },
};
const service = () =>
  new PowerSystem()
    .bus('UT', 20_000)
    .bus('LV')
    .bus('END')
    .source('UT', 'UT', { faultLevel_VA: 500e6, xOverR: 10, minFaultLevel_VA: 250e6 })
    .branch('TR', 'UT', 'LV', transformerOf(rating_VA, { impedance: 0.06, xOverR: 8 }))
    .branch('C', 'LV', 'END', cable);

/** Impedances by hand, in ohm at 415 V, as IEC 60909-0 writes them. */
function byHand(which: 'max' | 'min') {
  const c = which === 'max' ? 1.1 : 0.9;
  const level = which === 'max' ? 500e6 : 250e6;
  const zq = ((which === 'max' ? 1.1 : 1) * 415 ** 2) / level;
  const xq = zq / Math.hypot(1, 0.1);
  const relativeX = 0.06 / Math.hypot(1, 1 / 8);
  // K_T is for the largest fault (6.3.3).
  const kT = which === 'max' ? (0.95 * 1.1) / (1 + 0.6 * relativeX) : 1;
  const base = 415 ** 2 / rating_VA;
  const xt = kT * relativeX * base;
  const rt = xt / 8;
  const r20 = 0.01 / (1 + 0.004 * 70);
  const rc = which === 'max' ? r20 : r20 * (1 + 0.004 * 230);
  const current = (r: number, x: number) => (c * 415) / Math.sqrt(3) / Math.hypot(r, x);
  const peak = (r: number, x: number) => (1.02 + 0.98 * Math.exp((-3 * r) / x)) * Math.SQRT2 * current(r, x);
  return { rLow: 0.1 * xq + rt, xLow: xq + xt, rEnd: 0.1 * xq + rt + rc, xEnd: xq + xt + 0.008, current, peak };
}

describe('the fault level of a drawn system', () => {
  it('is the closed form behind a service, a transformer and a cable: cold and with c_max for the largest, hot and with c_min for the least', () => {
    const at = faults(service().network);
    const most = byHand('max');
    const least = byHand('min');
    within(at('UT').max_A, 500e6 / Math.sqrt(3) / 20_000);
    within(at('UT').min_A, 250e6 / Math.sqrt(3) / 20_000);
    within(at('LV').max_A, most.current(most.rLow, most.xLow));
    within(at('LV').min_A, least.current(least.rLow, least.xLow));
    within(at('END').max_A, most.current(most.rEnd, most.xEnd));
    within(at('END').min_A, least.current(least.rEnd, least.xEnd));
  });

  it('has the peak of the R/X of its impedance where all parts share one R/X', () => {
    const network = new PowerSystem()
      .bus('UT')
      .bus('END')
      .source('UT', 'UT', { faultLevel_VA: 10e6, xOverR: 5 })
      .branch('C', 'UT', 'END', lineOf(0.002, 0.01)).network;
    const at = faults(network);
    within(at('END').peak_A, (1.02 + 0.98 * Math.exp(-3 / 5)) * Math.SQRT2 * at('END').max_A);
  });

  it('grows by direct-on-line motors, five times their rated current, and only in the largest fault', () => {
    const network = new PowerSystem()
      .bus('UT')
      .source('UT', 'UT', { faultLevel_VA: 20e6, xOverR: 1 / 0.42 })
      .load('CH', ['UT'], 1e5, { motors_VA: 2e5, sharing: 'priority' }).network;
    const at = faults(network);
    const feeder_A = 20e6 / Math.sqrt(3) / 415;
    const motors_A = (1.1 * 5 * 2e5) / Math.sqrt(3) / 415;
    within(at('UT').max_A, feeder_A + motors_A);
    within(at('UT').min_A, feeder_A);
  });

  it('comes from x″d of a generator with K_G when the utility is lost', () => {
    const machine = { rating_VA: 2.5e6, subtransientReactance: 0.14, powerFactor: 0.8 };
    const network = new PowerSystem()
      .bus('G')
      .source('G', 'G', { machine, xOverR: 1 / 0.15 })
      .load('R', ['G'], 1e5).network;
    const x = ((1.1 / (1 + 0.14 * 0.6)) * 0.14 * 415 ** 2) / 2.5e6;
    within(faults(network)('G').max_A, (1.1 * 415) / Math.sqrt(3) / Math.hypot(x, 0.15 * x));
  });

  it('is pandapower’s with a generator and motors in parallel with the utility', () => {
    // The resistance of 0.15 x″d is the one that the standard takes for the peak of low-voltage generators.
    const machine = { rating_VA: 2e6, subtransientReactance: 0.16, powerFactor: 0.8 };
    const at = faults(
      service()
        .source('G', 'LV', { machine, xOverR: 1 / 0.15 })
        .load('CH', ['END'], 1e5, { motors_VA: 0.6e6, sharing: 'priority' }).network,
    );
    // pandapower 3.5.4 (BSD-3-Clause), calc_sc: largest, peak by method C, smallest, A.
    const published = {
      UT: [14777.98427, 36426.32919, 7491.072881],
      LV: [80460.0018, 189756.0801, 60136.09278],
      END: [23216.68531, 38334.7642, 11172.95963],
    } as const;
    for (const [bus, [max_A, peak_A, min_A]] of Object.entries(published)) {
      within(at(bus).max_A, max_A, 1e-8);
      within(at(bus).peak_A, peak_A, 1e-8);
      within(at(bus).min_A, min_A, 1e-8);
    }
  });

  it('passes a UPS by its bypass, and is the inverter’s own current without one', () => {
    const behind = (more: object) =>
      faults(
        service()
          .bus('OUT')
          .branch('UPS', 'END', 'OUT', { ...upsOf(1e6), faultCurrent: 2, ...more } as ElectricalElement).network,
      );
    const passed = behind({ bypass: true });
    within(passed('OUT').max_A, passed('END').max_A);
    const own = behind({});
    const limit_A = (2 * 1e6) / Math.sqrt(3) / 415;
    within(own('OUT').max_A, limit_A);
    within(own('OUT').peak_A, Math.SQRT2 * limit_A);
    within(own('END').max_A, faults(service().network)('END').max_A);
  });

  it('is the limited current of the rectifiers on a DC bar, without a peak', () => {
    const rectifier: ElectricalElement = {
      type: 'converter',
      rating_W: 4e5,
      efficiency: [
        [0, 0.97],
        [1, 0.97],
      ],
      inputPowerFactor: 0.99,
      running: true,
      faultCurrent: 1.2,
    };
    const network = new PowerSystem()
      .bus('UT')
      .source('UT', 'UT')
      .bus('DC', 800, 'dc')
      .bus('ROW', 800, 'dc')
      .branch('RF1', 'UT', 'DC', rectifier)
      .branch('RF2', 'UT', 'DC', rectifier)
      .branch('BW', 'DC', 'ROW', lineOf(0.001, 0)).network;
    const at = faults(network);
    within(at('ROW').max_A, (2 * 1.2 * 4e5) / 800);
    expect(at('ROW').peak_A).toBeNaN();
  });

  it('does not exist behind an open breaker', () => {
    const network = service()
      .bus('TIE')
      .branch('Q', 'LV', 'TIE', { ...closedSwitch, closed: false } as ElectricalElement).network;
    expect(faults(network)('TIE').max_A).toBeNaN();
  });
});

interface Plates {
  network: {
    external_grid: { bus: number[]; s_sc_max_mva: number[]; rx_max: number[] };
    buses: { vn_kv: number[] };
    transformers: Record<'hv_bus' | 'lv_bus' | 'sn_mva' | 'vk_percent' | 'vkr_percent' | 'pfe_kw', number[]>;
    lines: Record<'from_bus' | 'to_bus' | 'length_km' | 'r_ohm_per_km' | 'x_ohm_per_km', number[]>;
  };
  expected: { bus: { ikss_ka: number[]; ip_ka: number[] } };
}

describe('a data centre drawn from its plates', () => {
  it('has the published IEC 60909 levels at every bus', () => {
    const file = new URL('../../../test/reference/powerflow/iec60909-datacentre-max.json', import.meta.url);
    const { network, expected } = JSON.parse(readFileSync(file, 'utf8')) as Plates;
    const system = new PowerSystem();
    network.buses.vn_kv.forEach((kv, i) => {
      system.bus(`B${i}`, kv * 1e3);
    });
    const { external_grid: grid, transformers: t, lines: l } = network;
    grid.bus.forEach((bus, i) => {
      system.source(`UT${i}`, `B${bus}`, { faultLevel_VA: (grid.s_sc_max_mva[i] ?? 0) * 1e6, xOverR: 1 / (grid.rx_max[i] ?? 1) });
    });
    t.hv_bus.forEach((high, e) => {
      const at = (column: keyof typeof t) => t[column][e] ?? 0;
      const rating_VA = at('sn_mva') * 1e6;
      const xOverR = Math.sqrt(at('vk_percent') ** 2 - at('vkr_percent') ** 2) / at('vkr_percent');
      const plate = {
        impedance: at('vk_percent') / 100,
        xOverR,
        loadLoss_W: (at('vkr_percent') / 100) * rating_VA,
        noLoadLoss_W: at('pfe_kw') * 1e3,
      };
      system.branch(`T${e}`, `B${high}`, `B${at('lv_bus')}`, transformerOf(rating_VA, plate));
    });
    l.from_bus.forEach((from, e) => {
      const at = (column: keyof typeof l) => l[column][e] ?? 0;
      system.branch(
        `L${e}`,
        `B${from}`,
        `B${at('to_bus')}`,
        lineOf(at('r_ohm_per_km') * at('length_km'), at('x_ohm_per_km') * at('length_km')),
      );
    });
    const at = faults(system.network);
    expected.bus.ikss_ka.forEach((initial_kA, bus) => {
      within(at(`B${bus}`).max_A, initial_kA * 1e3, 1e-4);
      within(at(`B${bus}`).peak_A, (expected.bus.ip_ka[bus] ?? 0) * 1e3, 1e-3);
    });
  });
});

describe('fault levels of random facilities', () => {
  it('fall from a service to what it feeds at one voltage, and the least is below the largest everywhere', () => {
    fc.assert(
      fc.property(facility, ({ network }) => {
        const { closed, live, sourceState } = solveElectrical(network);
        const { max_A, min_A } = busFaults(network, { closed, live, running: sourceState.map((state) => (state === 'carrying' ? 1 : 0)) });
        network.branches.forEach(({ element, from, to }, b) => {
          if (element.type !== 'line' || !closed[b] || Number.isNaN(max_A[from] as number)) return;
          expect(max_A[to] as number).toBeLessThanOrEqual((max_A[from] as number) * (1 + 1e-9));
          expect(min_A[to] as number).toBeLessThanOrEqual(max_A[to] as number);
        });
      }),
    );
  });
});
