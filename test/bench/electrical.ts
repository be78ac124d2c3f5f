/**
 * Load flow of a radial facility: utility, substations, panels, racks, about 10,800 buses; from a
 * flat start, warm with one load changed, and its growth to 100,000 buses.
 */
import type { BranchRating, ElectricalBranch, ElectricalLoad, ElectricalNetwork } from '../../shared/network/electrical.ts';
import { solveElectrical } from '../../shared/solve/electrical.ts';
import { PagedColumn } from '../../shared/solve/paged-rows.ts';

/** Substations of 3 MVA with `panels` panels of `racks` racks each. */
export function radialFacility(substations: number, panels: number, racks: number, rack_W: number): ElectricalNetwork {
  const buses: ElectricalNetwork['buses'][number][] = [];
  const branches: ElectricalBranch[] = [];
  const loads: ElectricalLoad[] = [];
  const bus = (id: string, nominal_V: number) => buses.push({ id, owner: id, nominal_V, current: 'ac' }) - 1;
  const line = (id: string, from: number, to: number, resistance_ohm: number, rating: BranchRating) =>
    branches.push({
      id,
      owner: id,
      from,
      to,
      element: { type: 'line', resistance_ohm, reactance_ohm: resistance_ohm },
      inService: true,
      rating,
    });
  const cable = (current_A: number): BranchRating => ({ current_A, continuousFactor: 0.8, what: 'breaker' });
  const service = bus('UT', 34_500);
  for (let s = 0; s < substations; s++) {
    const primary = bus(`S${s}/mv`, 34_500);
    line(`S${s}/feeder`, service, primary, 0.024, cable(200));
    const board = bus(`S${s}/lv`, 415);
    branches.push({
      id: `S${s}/transformer`,
      owner: `S${s}`,
      from: primary,
      to: board,
      element: { type: 'transformer', rating_VA: 3e6, impedance: 0.06, xOverR: 8, noLoadLoss_W: 4200, loadLoss_W: 22_500, tap: 1 },
      inService: true,
    });
    for (let p = 0; p < panels; p++) {
      const panel = bus(`S${s}/P${p}`, 415);
      line(`S${s}/P${p}`, board, panel, 7.2e-5, cable(1600));
      for (let r = 0; r < racks; r++) {
        const rack = bus(`S${s}/P${p}/R${r}`, 415);
        line(`S${s}/P${p}/R${r}`, panel, rack, 1.4e-4 * (1 + r), cable(320));
        loads.push({
          owner: `S${s}/P${p}/R${r}`,
          feeds: [rack],
          power_W: rack_W * (0.9 + 0.02 * (r % 10)),
          powerFactor: 0.98,
          sharing: 'equal',
        });
      }
    }
  }
  return {
    buses,
    branches,
    loads,
    sources: [
      { owner: 'UT', bus: service, voltage_V: 34_500, rating_W: 2e9, faultLevel_VA: 5e9, xOverR: 10, priority: 0, inService: true },
    ],
  };
}

/** Least processor time of a run, ms: other jobs on the machine do not count. */
function timed(repeats: number, run: () => void): number {
  for (let i = 0; i < 5; i++) run();
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < repeats; i++) {
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

export interface ElectricalBench {
  readonly buses: number;
  /** Everything: states, merging, ordering, flat start. */
  readonly whole_ms: number;
  /** Flat start on a prepared topology. */
  readonly flat_ms: number;
  /** From the previous solution, one rack's load changed. */
  readonly warm_ms: number;
}

export function benchElectrical(substations: number): ElectricalBench {
  const network = radialFacility(substations, 5, 4, 100_000);
  const whole_ms = timed(15, () => {
    solveElectrical({ ...network, branches: [...network.branches] });
  });
  const prepared = solveElectrical(network);
  const cold = { ...prepared, voltage_V: new PagedColumn(prepared.rows.nodes, new Int32Array(0), 0) };
  const flat_ms = timed(31, () => {
    solveElectrical(network, cold);
  });
  let last = prepared;
  let turn = 0;
  const warm_ms = timed(51, () => {
    turn += 137;
    const at = turn % network.loads.length;
    const loads = network.loads.map((load, l) => (l === at ? { ...load, power_W: load.power_W * (turn % 2 ? 1.2 : 1) } : load));
    last = solveElectrical({ ...network, loads }, last);
  });
  if (last.islands.some(({ status }) => status !== 'solved')) throw new Error('the bench system has no solution');
  return { buses: network.buses.length, whole_ms, flat_ms, warm_ms };
}

if (import.meta.main) {
  const results = [400, 1200, 3700].map((substations) => benchElectrical(substations));
  const [base] = results;
  for (const { buses, whole_ms, flat_ms, warm_ms } of results) {
    const growth = base ? `, flat per bus ${(flat_ms / buses / (base.flat_ms / base.buses)).toFixed(2)} of the smallest` : '';
    console.log(`${buses} buses: whole ${whole_ms.toFixed(1)} ms, flat ${flat_ms.toFixed(2)} ms, warm ${warm_ms.toFixed(2)} ms${growth}`);
  }
}
