import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LiquidNetwork } from '../network/liquid.ts';
import { fluidNamed, water } from './fluids.ts';
import { branchOf, type PlantOptions, samplePlant } from './liquid/sample-plant.ts';
import type { LiquidSolution } from './liquid/solution.ts';
import { solveLiquid } from './liquid.ts';

const celsius = (kelvin: number | undefined) => (kelvin ?? Number.NaN) - 273.15;
const solve = (options: PlantOptions) => {
  const network = samplePlant(options);
  return { network, solution: solveLiquid(network) };
};
const rackFlow = ({ network, solution }: { network: LiquidNetwork; solution: LiquidSolution }, r = 0) =>
  solution.flow_m3_s[branchOf(network, `rack-${r}`)] as number;

/** Sum over a loop of what its branches gain, from flows and end temperatures alone, over what enters. */
function imbalance(network: LiquidNetwork, solution: LiquidSolution): number {
  let sum = 0;
  let entering = 0;
  network.branches.forEach(({ from }, b) => {
    const fluid = fluidNamed(network.nodes[from]?.fluid ?? '') ?? water;
    const gained =
      Math.abs(solution.massFlow_kg_s[b] as number) *
      (fluid.enthalpy(solution.outlet_K[b] as number) - fluid.enthalpy(solution.inlet_K[b] as number));
    sum += gained;
    entering += Math.max(0, gained);
  });
  return Math.abs(sum) / entering;
}

describe('eight GB300 racks behind one two-pump 1368 kW CDU', () => {
  test('raising the supply from 40 to 45 °C at 55 °C return takes 1.49 times the flow and 2.2 times the rack drop', () => {
    const at40 = solve({ return_K: 328.15, tcsSupply_K: 313.15, differentialPressure_Pa: 160000 });
    const at45 = solve({ return_K: 328.15, tcsSupply_K: 318.15, fwsLeaving_K: 313.15, differentialPressure_Pa: 160000 });
    expect(celsius(at40.solution.outlet_K[branchOf(at40.network, 'rack-0')])).toBeCloseTo(55, 6);
    const ratio = rackFlow(at45) / rackFlow(at40);
    expect(Math.abs(ratio / 1.49 - 1)).toBeLessThan(0.03);
    const drop = ({ network, solution }: typeof at40) => {
      const b = branchOf(network, 'rack-0');
      const { from, to } = network.branches[b] as LiquidNetwork['branches'][number];
      return (solution.pressure_Pa[from] as number) - (solution.pressure_Pa[to] as number) - (solution.throttle_Pa[b] as number);
    };
    expect(Math.abs(drop(at45) / drop(at40) / 2.2 - 1)).toBeLessThan(0.03);
    // 8 × 177 L/min is beyond what the pumps give at the set point: full speed, while heat is 71 % of 1368 kW.
    const speed = at45.solution.controls.find((control) => control.target === 160000);
    expect(speed?.atLimit).toBe(true);
    expect(speed?.position).toBe(1);
    expect((at45.solution.exchangers[0]?.heat_W ?? 0) / 1368e3).toBeLessThan(0.75);
    expect(at40.solution.controls.find((control) => control.target === 160000)?.atLimit).toBe(false);
  });

  test('each rack at a rise of 10 K gets the flow of its own heat, whatever its place on the manifold', () => {
    const plant = solve({ rackHeat_W: 90000 });
    for (let r = 0; r < 8; r++) {
      const b = branchOf(plant.network, `rack-${r}`);
      expect((plant.solution.outlet_K[b] as number) - (plant.solution.inlet_K[b] as number)).toBeCloseTo(10, 7);
    }
  });

  test('a shut rack gets no flow, its heat is named as unserved, and the others keep their rise', () => {
    const plant = solve({ rackHeat_W: 90000, shutRack: 3 });
    expect([...plant.solution.unserved_W]).toEqual([['rack-3', 90000]]);
    expect(rackFlow(plant, 3)).toBe(0);
    const b = branchOf(plant.network, 'rack-7');
    expect((plant.solution.outlet_K[b] as number) - (plant.solution.inlet_K[b] as number)).toBeCloseTo(10, 7);
  });
});

describe('a closed facility loop with a free-cooling chiller', () => {
  test('ambient from −10 to 45 °C gives one continuous curve through free cooling, mixed operation and the capacity limit', () => {
    const modes: string[] = [];
    let before: { power: number; supply: number } | undefined;
    let previous: LiquidSolution | undefined;
    for (let ambient = -10; ambient <= 45; ambient += 0.25) {
      const network = samplePlant({ ambient_K: 273.15 + ambient, rackHeat_W: 110000, capacity_W: 850000 });
      const solution = solveLiquid(network, previous);
      previous = solution;
      expect(solution.islands.map(({ status }) => status)).toEqual(['solved', 'solved']);
      expect(imbalance(network, solution)).toBeLessThan(1e-11);
      const [chiller] = solution.units;
      if (chiller && modes.at(-1) !== chiller.mode) modes.push(chiller.mode);
      const now = { power: chiller?.electrical_W ?? Number.NaN, supply: solution.inlet_K[branchOf(network, 'rack-0')] as number };
      if (before) {
        expect(Math.abs(now.power - before.power)).toBeLessThan(9000);
        expect(Math.abs(now.supply - before.supply)).toBeLessThan(0.3);
        expect(now.power).toBeGreaterThanOrEqual(before.power - 1e-6);
      }
      before = now;
    }
    expect(modes).toEqual(['free cooling', 'mixed', 'capacity limited']);
  });

  test('a nearly idle hall on a hot day: the valve settles although water that stands warms past the set point', () => {
    const { network, solution } = solve({
      racks: 1,
      rackHeat_W: 2000,
      rise_K: 12.9,
      ambient_K: 313.76,
      tcsSupply_K: 303,
      fwsLeaving_K: 301,
    });
    expect(solution.islands.map(({ status }) => status)).toEqual(['solved', 'solved']);
    expect(solution.outlet_K[branchOf(network, 'cdu-hot')]).toBeCloseTo(303, 6);
    expect(imbalance(network, solution)).toBeLessThan(1e-11);
  });

  test('a valve that stands open names itself by the distance to its set point', () => {
    const { network, solution } = solve({ tcsSupply_K: 310.15, fwsLeaving_K: 309.65, ambient_K: 293.15 });
    const control = network.controls.findIndex(({ type }) => type === 'exchanger-outlet');
    const state = solution.controls[control];
    expect(state?.atLimit).toBe(true);
    expect(state?.position).toBeCloseTo(1, 6);
    expect((state?.actual ?? 0) - 310.15).toBeGreaterThan(0.5);
  });

  test('pump power ends in the water: the chiller takes out racks, pumps and pipe gains, item by item', () => {
    const { network, solution } = solve({ rackHeat_W: 90000 });
    const racks = 8 * 90000;
    const pumps = solution.pumps.reduce((sum, { shaft_W }) => sum + shaft_W, 0);
    const pipes = network.branches.reduce(
      (sum, { heat }, b) => sum + (heat.type === 'surroundings' ? (solution.heat_W[b] as number) : 0),
      0,
    );
    expect(Math.abs((solution.units[0]?.heat_W ?? 0) / (racks + pumps + pipes) - 1)).toBeLessThan(1e-11);
    for (const pump of solution.pumps) {
      const flow = solution.flow_m3_s[pump.branch] as number;
      expect(pump.shaft_W).toBeGreaterThan(flow * pump.head_Pa);
      expect(pump.lossToSurroundings_W).toBeCloseTo(pump.electrical_W - pump.shaft_W, 9);
    }
  });

  test('a loop that only its pipes cool would boil: no steady state either', () => {
    const { solution } = solve({ chillerRuns: false });
    expect(solution.islands.map(({ status }) => status)).toEqual(['no-solution', 'no-solution']);
  });

  test('without anything that takes the heat out there is no steady state, and it says so', () => {
    const network = samplePlant({ chillerRuns: false });
    const insulated = {
      ...network,
      branches: network.branches.map((branch) =>
        branch.heat.type === 'surroundings' ? { ...branch, heat: { type: 'none' as const } } : branch,
      ),
    };
    const solution = solveLiquid(insulated);
    expect(solution.islands.every(({ status }) => status === 'no-solution')).toBe(true);
    expect(solution.islands[0]?.cause).toContain('more heat enters the loop');
  });
});

describe('any plant', () => {
  // Loads that the CDU can carry, and facility water at least 2 K below the set point: beyond, a plant may have two steady states.
  const options = fc
    .record({
      racks: fc.integer({ min: 1, max: 12 }),
      rackHeat_W: fc.double({ min: 2000, max: 105000, noNaN: true }),
      rise_K: fc.double({ min: 6, max: 18, noNaN: true }),
      ambient_K: fc.double({ min: 258, max: 318, noNaN: true }),
      tcsSupply_K: fc.double({ min: 303, max: 320, noNaN: true }),
      approach_K: fc.double({ min: 2, max: 10, noNaN: true }),
    })
    .map(({ approach_K, ...rest }) => ({ ...rest, fwsLeaving_K: rest.tcsSupply_K - approach_K }));

  test('closes its energy to 1e-9, whatever binds', () => {
    fc.assert(
      fc.property(options, (given) => {
        const { network, solution } = solve(given);
        for (const island of solution.islands) {
          expect(island.status, JSON.stringify(island.cause)).toBe('solved');
          expect(island.massResidual).toBeLessThan(1e-9);
          expect(island.energyResidual).toBeLessThan(1e-9);
        }
        expect(imbalance(network, solution)).toBeLessThan(1e-9);
      }),
      { numRuns: 60 },
    );
  });

  test('gives the same temperatures when pipes are drawn the other way round, with flows mirrored', () => {
    fc.assert(
      fc.property(options, fc.integer({ min: 0, max: 1 }), (given, parity) => {
        const network = samplePlant(given);
        const turned = {
          ...network,
          branches: network.branches.map((branch, b) =>
            branch.element.type === 'pipe' && b % 2 === parity ? { ...branch, from: branch.to, to: branch.from } : branch,
          ),
        };
        const [a, b] = [solveLiquid(network), solveLiquid(turned)];
        network.branches.forEach((branch, k) => {
          const sign = turned.branches[k]?.from === branch.from ? 1 : -1;
          expect(sign * (b.massFlow_kg_s[k] as number)).toBeCloseTo(a.massFlow_kg_s[k] as number, 6);
          expect(b.outlet_K[k]).toBeCloseTo(a.outlet_K[k] as number, 6);
        });
      }),
      { numRuns: 30 },
    );
  });

  test('started from the solution of another state gives the same answer as from nothing', () => {
    fc.assert(
      fc.property(options, options, (first, second) => {
        const network = samplePlant({ ...second, racks: first.racks });
        const cold = solveLiquid(network);
        const warm = solveLiquid(network, solveLiquid(samplePlant(first)));
        for (const [b, kelvin] of cold.outlet_K.entries()) expect(warm.outlet_K[b]).toBeCloseTo(kelvin, 6);
        for (const [b, flow] of cold.massFlow_kg_s.entries()) expect(warm.massFlow_kg_s[b]).toBeCloseTo(flow, 6);
      }),
      { numRuns: 30 },
    );
  });
});
