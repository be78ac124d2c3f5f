import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prepareHydraulics } from './prepare.ts';
import { hall, pipe, pump, randomNet, type Shape } from './sample-nets.ts';
import { branchFlag, gravity_m_s2, type HydraulicNetwork, type HydraulicSolution, nodeFlag } from './system.ts';

const water = { density_kg_m3: 998.2, viscosity_m2_s: 1.0038e-6 };
const solve = (network: HydraulicNetwork, extra: object = {}): HydraulicSolution =>
  prepareHydraulics(network).solve({ ...water, ...extra });

const nets = fc.record({
  shape: fc.constantFrom<Shape>('tree', 'ladder', 'mesh'),
  size: fc.integer({ min: 3, max: 80 }),
  seed: fc.integer({ min: 1, max: 2 ** 30 }),
});

function largestImbalance(network: HydraulicNetwork, solution: HydraulicSolution): number {
  const balance = network.nodes.map((node) => node.injection_kg_s ?? 0);
  network.branches.forEach(({ from, to }, b) => {
    const m = solution.massFlow_kg_s[b] as number;
    balance[from] = (balance[from] as number) - m;
    balance[to] = (balance[to] as number) + m;
  });
  return Math.max(0, ...balance.map((value, i) => (network.nodes[i]?.fixedPressure_Pa === undefined ? Math.abs(value) : 0)));
}

/** Equal within the solver's tolerance: 1e-8 of all flows together on either side, and what that is in pressure. */
function expectSame(actual: Float64Array, wanted: Float64Array, sign = 1): void {
  const total = wanted.reduce((sum, m) => sum + Math.abs(m), 0);
  wanted.forEach((m, k) => {
    expect(Math.abs(sign * (actual[k] as number) - m)).toBeLessThan(3e-8 * total + 1e-9);
  });
}

describe('any net of pipes, coils and valves', () => {
  it('conserves mass at every node', () => {
    fc.assert(
      fc.property(nets, ({ shape, size, seed }) => {
        const network = randomNet(shape, size, seed);
        const solution = solve(network);
        expect(solution.islands.map(({ status }) => status)).toEqual(['solved']);
        expect(largestImbalance(network, solution)).toBeLessThan(1e-9);
      }),
    );
  });

  it('mirrors when every branch is drawn the other way round', () => {
    fc.assert(
      fc.property(nets, ({ shape, size, seed }) => {
        const network = randomNet(shape, size, seed);
        const turned = {
          nodes: network.nodes,
          branches: network.branches.map((branch) => ({ ...branch, from: branch.to, to: branch.from })),
        };
        const a = solve(network);
        const b = solve(turned);
        expectSame(b.massFlow_kg_s, a.massFlow_kg_s, -1);
        expectSame(b.pressure_Pa, a.pressure_Pa);
      }),
    );
  });

  it('does not depend on the order of its records', () => {
    fc.assert(
      fc.property(nets, ({ shape, size, seed }) => {
        const network = randomNet(shape, size, seed);
        const n = network.nodes.length;
        const place = (i: number): number => (i * 7 + 3) % n;
        fc.pre(n % 7 !== 0);
        const nodes = [...network.nodes];
        network.nodes.forEach((node, i) => {
          nodes[place(i)] = node;
        });
        const branches = network.branches.map((branch) => ({ ...branch, from: place(branch.from), to: place(branch.to) })).reverse();
        const a = solve(network);
        const b = solve({ nodes, branches });
        expectSame(b.massFlow_kg_s.reverse(), a.massFlow_kg_s);
        expectSame(
          a.pressure_Pa.map((_, i) => b.pressure_Pa[place(i)] as number),
          a.pressure_Pa,
        );
      }),
    );
  });

  it('loses around no loop: drops along any way add up to the pressure difference', () => {
    fc.assert(
      fc.property(nets, ({ shape, size, seed }) => {
        const network = randomNet(shape, size, seed);
        const solution = solve(network);
        expect(solution.islands[0]?.pressureResidual_Pa).toBeLessThan(1e-3);
        // A square law can be checked by hand; so can a pipe at rest.
        network.branches.forEach(({ from, to, element }, b) => {
          if (element.type !== 'resistance') return;
          const volume = (solution.massFlow_kg_s[b] as number) / water.density_kg_m3;
          const drop = element.coefficient * Math.abs(volume) ** element.exponent * Math.sign(volume);
          const rise =
            water.density_kg_m3 * gravity_m_s2 * ((network.nodes[to]?.elevation_m ?? 0) - (network.nodes[from]?.elevation_m ?? 0));
          expect(Math.abs((solution.pressure_Pa[from] as number) - (solution.pressure_Pa[to] as number) - rise - drop)).toBeLessThan(0.01);
        });
      }),
    );
  });

  it('gives the same answer from another state’s solution as from nothing', () => {
    fc.assert(
      fc.property(nets, ({ shape, size, seed }) => {
        const network = randomNet(shape, size, seed);
        const system = prepareHydraulics(network);
        const before = system.solve({ density_kg_m3: 1030, viscosity_m2_s: 2.4e-6 });
        const warm = system.solve(water, before);
        const cold = solve(network);
        expectSame(warm.massFlow_kg_s, cold.massFlow_kg_s);
      }),
    );
  });
});

describe('racks behind CDUs', () => {
  it('hold their flows while the pumps of all CDUs hold the header pressure', () => {
    const { network, racks } = hall(48, 2, 150_000, 1.5);
    const solution = solve(network);
    expect(solution.islands[0]?.status).toBe('solved');
    for (const rack of racks) {
      expect(solution.massFlow_kg_s[rack]).toBeCloseTo(1.5, 9);
      expect((solution.branchFlags[rack] as number) & branchFlag.flowHeld).toBeTruthy();
      expect(solution.throttle_Pa[rack]).toBeGreaterThan(15_000);
    }
    for (const control of solution.controls) {
      expect(control.state).toBe('held');
      expect(control.actual_Pa).toBeCloseTo(150_000, 2);
      expect(control.speed).toBeCloseTo(solution.controls[0]?.speed ?? 0, 6);
    }
    expect(largestImbalance(network, solution)).toBeLessThan(1e-9);
  });

  it('get less than asked when the header cannot give it, with throttles fully open, and no failure', () => {
    const { network, racks } = hall(8, 1, 150_000, 6);
    const solution = solve(network);
    expect(solution.islands[0]?.status).toBe('solved');
    for (const rack of racks) {
      const m = solution.massFlow_kg_s[rack] as number;
      expect(m).toBeLessThan(6);
      expect((solution.branchFlags[rack] as number) & branchFlag.flowNotReached).toBeTruthy();
      expect(solution.throttle_Pa[rack]).toBeCloseTo(15_000 * (m / 6) ** 2, 3);
    }
  });

  it('run into full speed, named, when the pumps are too few', () => {
    const solution = solve(hall(200, 2, 200_000, 2).network);
    expect(solution.islands[0]?.status).toBe('solved');
    for (const control of solution.controls) {
      expect(control).toMatchObject({ state: 'max-speed', speed: 1 });
      expect(control.actual_Pa).toBeLessThan(200_000);
    }
  });

  it('sit at the least speed when that already gives more than the set point', () => {
    const solution = solve(hall(48, 4, 10_000, 0.2).network);
    for (const control of solution.controls) {
      expect(control.state).toBe('min-speed');
      expect(control.speed).toBeCloseTo(0.3, 9);
      expect(control.actual_Pa).toBeGreaterThan(10_000);
    }
  });

  it('change by the square root of the set point when nothing throttles', () => {
    const lower = solve(hall(8, 1, 100_000).network);
    const higher = solve(hall(8, 1, 200_000).network);
    const total = (s: HydraulicSolution): number =>
      s.massFlow_kg_s[hall(8, 1, 1).network.branches.findIndex(({ id }) => id === 'hx0')] as number;
    // Racks follow V^1.9, pipes nearly V^1.9: between 2^(1/2) and 2^(1/1.75).
    expect(total(higher) / total(lower)).toBeGreaterThan(2 ** 0.5);
    expect(total(higher) / total(lower)).toBeLessThan(2 ** (1 / 1.75));
  });
});

describe('what breaks other solvers', () => {
  const loop = (
    elements: readonly [string, string, HydraulicNetwork['branches'][number]['element'], boolean?][],
    fixed?: string,
  ): HydraulicNetwork => {
    const ids = [...new Set(elements.flatMap((element) => element.slice(0, 2) as [string, string]))];
    return {
      nodes: ids.map((id) => ({ id, elevation_m: 0, ...(id === fixed ? { fixedPressure_Pa: 2e5 } : {}) })),
      branches: elements.map(([from, to, element, open], k) => ({
        id: `b${k}`,
        from: ids.indexOf(from),
        to: ids.indexOf(to),
        element,
        open: open ?? true,
      })),
    };
  };

  it('a stopped pump between running ones passes nothing, and stays shut at its check valve', () => {
    const network = loop(
      [
        ['a', 'b', pump(3e5, 0.03)],
        ['a', 'b', pump(3e5, 0.03, 0)],
        ['a', 'b', pump(3e5, 0.03)],
        ['b', 'a', pipe(60, 0.1, 10)],
      ],
      'a',
    );
    const solution = solve(network);
    expect(solution.massFlow_kg_s[1]).toBe(0);
    expect(solution.massFlow_kg_s[0]).toBeCloseTo((solution.massFlow_kg_s[3] as number) / 2, 9);
  });

  it('a weak pump beside a strong one is held shut rather than driven backwards', () => {
    const solution = solve(
      loop(
        [
          ['a', 'b', pump(3e5, 0.03)],
          ['a', 'b', pump(5e4, 0.03)],
          ['b', 'a', pipe(600, 0.05)],
        ],
        'a',
      ),
    );
    expect(solution.massFlow_kg_s[1]).toBe(0);
    expect((solution.branchFlags[1] as number) & branchFlag.reverseBlocked).toBeTruthy();
    const unchecked = solve(
      loop(
        [
          ['a', 'b', pump(3e5, 0.03)],
          ['a', 'b', pump(5e4, 0.03, 1, false)],
          ['b', 'a', pipe(600, 0.05)],
        ],
        'a',
      ),
    );
    expect(unchecked.massFlow_kg_s[1]).toBeLessThan(0);
  });

  it('all valves shut: no flow, the pump at its shut-off head', () => {
    const solution = solve(
      loop(
        [
          ['a', 'b', pump(3e5, 0.03)],
          ['b', 'c', pipe(10, 0.1)],
          ['c', 'a', pipe(10, 0.1), false],
        ],
        'a',
      ),
    );
    expect(solution.islands[0]?.status).toBe('solved');
    expect(Math.abs(solution.massFlow_kg_s[0] as number)).toBeLessThan(1e-9);
    expect(solution.pressure_Pa[1]).toBeCloseTo(5e5, 2);
  });

  it('a driven loop without expansion vessel is solved for its flows and named', () => {
    const solution = solve(
      loop([
        ['a', 'b', pump(3e5, 0.03)],
        ['b', 'a', pipe(60, 0.1)],
      ]),
    );
    expect(solution.islands[0]).toMatchObject({ status: 'no-reference' });
    expect(solution.islands[0]?.cause).toContain('a');
    expect(solution.massFlow_kg_s[1]).toBeGreaterThan(1);
    expect((solution.nodeFlags[0] as number) & nodeFlag.relative).toBeTruthy();
  });

  it('a part that nothing drives or fixes is dead, without numbers, and the rest is solved', () => {
    const network = loop(
      [
        ['a', 'b', pump(3e5, 0.03)],
        ['b', 'a', pipe(60, 0.1)],
        ['b', 'c', pipe(5, 0.1), false],
        ['c', 'd', pipe(5, 0.1)],
      ],
      'a',
    );
    const solution = solve(network);
    expect(solution.islands[0]?.status).toBe('solved');
    expect(solution.pressure_Pa[2]).toBeNaN();
    expect((solution.nodeFlags[3] as number) & nodeFlag.dead).toBeTruthy();
    expect(solution.massFlow_kg_s[3]).toBe(0);
  });

  it('islands are solved alone: one without a law does not take the others along', () => {
    const good = loop(
      [
        ['a', 'b', pump(3e5, 0.03)],
        ['b', 'a', pipe(60, 0.1)],
      ],
      'a',
    );
    const bad = {
      nodes: [
        { id: 'x', elevation_m: 0, fixedPressure_Pa: 1e5 },
        { id: 'y', elevation_m: 0 },
      ],
      branches: [{ id: 'broken', from: 0, to: 1, open: true, element: pipe(10, 0) }],
    };
    const solution = solve({
      nodes: [...good.nodes, ...bad.nodes],
      branches: [...good.branches, ...bad.branches.map((branch) => ({ ...branch, from: branch.from + 2, to: branch.to + 2 }))],
    });
    expect(solution.islands.map(({ status }) => status)).toEqual(['solved', 'invalid']);
    expect(solution.islands[1]?.cause).toBe('broken has no diameter');
    expect(solution.massFlow_kg_s[2]).toBeNaN();
  });

  it('a draw behind a shut valve has no solution, and the place is named', () => {
    const network = loop(
      [
        ['a', 'b', pipe(10, 0.1)],
        ['b', 'c', pipe(10, 0.1), false],
        ['c', 'd', pipe(10, 0.1)],
      ],
      'a',
    );
    const nodes = network.nodes.map((node) => (node.id === 'd' ? { ...node, injection_kg_s: -2 } : node));
    const solution = solve({ nodes, branches: network.branches });
    expect(solution.islands[0]?.status).toBe('no-solution');
    expect(solution.islands[0]?.cause).toMatch(/around [cd],/);
  });

  it('two throttles in a row hold the smaller flow', () => {
    const network = loop(
      [
        ['a', 'b', pump(3e5, 0.03)],
        ['b', 'c', pipe(5, 0.1)],
        ['c', 'a', pipe(5, 0.1)],
      ],
      'a',
    );
    const solution = solve(network, {
      imposedFlow_kg_s: Float64Array.of(Number.NaN, 5, 3),
      minimumDrop_Pa: new Float64Array(3).fill(5000),
    });
    expect(solution.massFlow_kg_s[1]).toBeCloseTo(3, 9);
    expect((solution.branchFlags[1] as number) & branchFlag.flowNotReached).toBeTruthy();
    expect((solution.branchFlags[2] as number) & branchFlag.flowHeld).toBeTruthy();
  });

  it('a pump beyond its curve says so', () => {
    const solution = solve(
      loop(
        [
          ['a', 'b', pump(3e5, 0.01)],
          ['b', 'a', pipe(1, 0.5)],
          ['a', 'b', pump(3e5, 0.05)],
        ],
        'a',
      ),
    );
    expect((solution.branchFlags[0] as number) & branchFlag.beyondCurve).toBe(0);
    const driven = {
      nodes: [
        { id: 'a', elevation_m: 0, fixedPressure_Pa: 2e5 },
        { id: 'b', elevation_m: 0, fixedPressure_Pa: 1e5 },
      ],
      branches: [{ id: 'p', from: 0, to: 1, open: true, element: pump(3e5, 0.01) }],
    };
    expect((solve(driven).branchFlags[0] as number) & branchFlag.beyondCurve).toBeTruthy();
  });
});
