import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LiquidNetwork } from '../../network/liquid.ts';
import { fluidNamed, water } from '../fluids.ts';
import { prepareLiquid, solveLiquid } from '../liquid.ts';
import { type HallOptions, reordered, sampleCampus } from './sample-campus.ts';
import type { LiquidSolution } from './solution.ts';

// Loads that the CDUs can carry, and facility water at least 2 K below the set point: beyond, a plant may have two steady states.
const hall = fc
  .record({
    racks: fc.integer({ min: 1, max: 6 }),
    rackHeat_W: fc.double({ min: 5000, max: 100000, noNaN: true }),
    rise_K: fc.double({ min: 6, max: 16, noNaN: true }),
    ambient_K: fc.double({ min: 263, max: 313, noNaN: true }),
    tcsSupply_K: fc.double({ min: 303, max: 318, noNaN: true }),
    approach_K: fc.double({ min: 2, max: 8, noNaN: true }),
    roomHeat_W: fc.double({ min: 2000, max: 60000, noNaN: true }),
  })
  .map(({ approach_K, ...rest }) => ({ ...rest, fwsLeaving_K: rest.tcsSupply_K - approach_K }));

/** The last of them may be built as the first is. */
const campus = fc
  .tuple(fc.array(hall, { minLength: 1, maxLength: 4 }), fc.boolean())
  .map(([halls, twins]) => (twins ? [...halls.slice(0, 3), ...halls.slice(0, 1)] : halls))
  .map((halls): HallOptions[] => halls.map((one, i) => ({ name: `H${i}`, ...one })));

type Edit =
  | { readonly type: 'rack' | 'room' | 'rise' | 'supply'; readonly hall: number; readonly rack: number; readonly part: number }
  | { readonly type: 'shut' | 'remove'; readonly hall: number; readonly rack: number }
  | { readonly type: 'add'; readonly hall: number; readonly built: Omit<HallOptions, 'name'> };

const edit: fc.Arbitrary<Edit> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constantFrom('rack' as const, 'room' as const, 'rise' as const, 'supply' as const),
      hall: fc.nat(3),
      rack: fc.nat(5),
      part: fc.double({ min: 0.3, max: 1, noNaN: true }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constantFrom('shut' as const, 'remove' as const), hall: fc.nat(3), rack: fc.nat(5) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('add' as const), hall: fc.nat(3), built: hall }) },
);

function edited(halls: readonly HallOptions[], change: Edit, step: number): readonly HallOptions[] {
  const at = change.hall % halls.length;
  const before = halls[at] as HallOptions;
  const replaced = (after: HallOptions) => halls.map((one, i) => (i === at ? after : one));
  switch (change.type) {
    case 'rack': {
      const shares = Array.from({ length: before.racks ?? 8 }, (_, r) => before.shares?.[r] ?? 1);
      shares[change.rack % shares.length] = change.part;
      return replaced({ ...before, shares });
    }
    case 'room':
      return replaced({ ...before, roomHeat_W: 50e3 * change.part });
    case 'rise':
      return replaced({ ...before, rise_K: 16 * change.part });
    case 'supply':
      return replaced({ ...before, tcsSupply_K: (before.fwsLeaving_K ?? 309.15) + 2 + 6 * change.part });
    case 'shut':
      return replaced({ ...before, shutRack: change.rack % (before.racks ?? 8) });
    case 'add':
      return [...halls.slice(0, at), { name: `new-${step}`, ...change.built }, ...halls.slice(at)];
    case 'remove':
      return halls.length > 1 ? halls.filter((_, i) => i !== at) : halls;
  }
}

function expectSame(a: LiquidSolution, b: LiquidSolution): void {
  expect(a.islands.map(({ status }) => status)).toEqual(b.islands.map(({ status }) => status));
  for (const [i, flow] of b.massFlow_kg_s.entries()) expect(a.massFlow_kg_s[i]).toBeCloseTo(flow, 6);
  for (const [i, kelvin] of b.outlet_K.entries()) expect(a.outlet_K[i]).toBeCloseTo(kelvin, 6);
  for (const [i, pressure] of b.pressure_Pa.entries()) expect(Math.abs((a.pressure_Pa[i] as number) - pressure)).toBeLessThan(0.01);
  for (const [i, heat] of b.heat_W.entries()) expect(Math.abs((a.heat_W[i] as number) - heat)).toBeLessThan(0.01);
  for (const [i, room] of b.spaces.entries()) expect(a.spaces[i]?.return_K).toBeCloseTo(room.return_K, 6);
  expect([...a.unserved_W]).toEqual([...b.unserved_W]);
}

/** Sum over all branches of what they gain, from flows and end temperatures alone, over what enters. */
function imbalance(network: LiquidNetwork, solution: LiquidSolution): number {
  let [sum, entering] = [0, 0];
  network.branches.forEach(({ from }, b) => {
    const fluid = fluidNamed(network.nodes[from]?.fluid ?? '') ?? water;
    const rise = fluid.enthalpy(solution.outlet_K[b] as number) - fluid.enthalpy(solution.inlet_K[b] as number);
    const gained = Math.abs(solution.massFlow_kg_s[b] as number) * rise;
    sum += gained;
    entering += Math.max(0, gained);
  });
  return Math.abs(sum) / entering;
}

describe('a campus of halls', () => {
  test('solved again after each edit, it is what a solution from nothing says, for any sequence of edits', () => {
    fc.assert(
      fc.property(campus, fc.array(edit, { minLength: 1, maxLength: 6 }), (start, edits) => {
        let halls: readonly HallOptions[] = start;
        let incremental = solveLiquid(sampleCampus(halls));
        for (const [step, change] of edits.entries()) {
          halls = edited(halls, change, step);
          const network = sampleCampus(halls);
          incremental = solveLiquid(network, incremental);
          expect(incremental.partsSolved).toBeLessThanOrEqual(1);
          expectSame(incremental, solveLiquid(network));
          expect(imbalance(network, incremental)).toBeLessThan(1e-9);
        }
      }),
      { numRuns: 25 },
    );
  });

  test('closes mass and energy in every hall', () => {
    fc.assert(
      fc.property(campus, (halls) => {
        const network = sampleCampus(halls);
        const solution = solveLiquid(network);
        for (const island of solution.islands) {
          expect(island.status, island.cause).toBe('solved');
          expect(island.massResidual).toBeLessThan(1e-9);
          expect(island.energyResidual).toBeLessThan(1e-9);
        }
        expect(imbalance(network, solution)).toBeLessThan(1e-9);
      }),
      { numRuns: 20 },
    );
  });

  test('gives each record its own answer in whatever order records come, also from the solution in another order', () => {
    const shuffled = (length: number, seed: number): number[] => {
      const keys = Array.from({ length }, (_, i) => [Math.imul(i + 1, 2654435761 ^ seed) >>> 0, i] as const);
      const order: number[] = [];
      for (const [place, [, i]] of keys.sort((a, b) => a[0] - b[0]).entries()) order[i] = place;
      return order;
    };
    fc.assert(
      fc.property(campus, fc.nat(), (halls, seed) => {
        const network = sampleCampus(halls);
        const order = {
          nodes: shuffled(network.nodes.length, seed),
          branches: shuffled(network.branches.length, seed + 1),
          exchangers: shuffled(network.exchangers.length, seed + 2),
          units: shuffled(network.units.length, seed + 3),
        };
        const before = solveLiquid(network);
        const other = reordered(network, order);
        for (const after of [solveLiquid(other), solveLiquid(other, before)]) {
          for (const [b, flow] of before.massFlow_kg_s.entries()) {
            expect(after.massFlow_kg_s[order.branches[b] as number]).toBeCloseTo(flow, 6);
            expect(after.outlet_K[order.branches[b] as number]).toBeCloseTo(before.outlet_K[b] as number, 6);
          }
          for (const [u, unit] of before.units.entries()) {
            expect(after.units[order.units[u] as number]?.owner).toBe(unit.owner);
            expect(after.units[order.units[u] as number]?.mode).toBe(unit.mode);
          }
        }
      }),
      { numRuns: 15 },
    );
  });
});

describe('what a solve works on', () => {
  const built = (name: string): HallOptions => ({ name, racks: 4, rackHeat_W: 90e3 });
  const halls = ['A', 'B', 'C', 'D', 'E'].map(built);

  test('one part per hall: its two loops and its room hang together, halls do not', () => {
    const solution = solveLiquid(sampleCampus(halls));
    expect(solution.islands).toHaveLength(10);
    expect(solution.parts).toBe(5);
    // Built alike, they have one answer.
    expect(solution.partsSolved).toBe(1);
  });

  test('halls built alike are ordered once, whatever their numbers', () => {
    const differing = halls.map((one, i) => ({ ...one, rackHeat_W: 80e3 + 5e3 * i, ambient_K: 290 + i, rise_K: 8 + i }));
    expect(prepareLiquid(sampleCampus(differing)).shapes.prepared).toBe(1);
    const withOther = [...differing, { ...built('F'), racks: 5 }];
    expect(prepareLiquid(sampleCampus(withOther)).shapes.prepared).toBe(2);
    // Sharing them changes no answer: each alone says the same.
    const together = solveLiquid(sampleCampus(withOther));
    let branch = 0;
    for (const one of withOther) {
      const alone = solveLiquid(sampleCampus([one]));
      for (const flow of alone.massFlow_kg_s) expect(together.massFlow_kg_s[branch++]).toBe(flow);
    }
  });

  test('an edit of one rack solves its hall and no other, and orders nothing again', () => {
    const before = sampleCampus(halls);
    const first = solveLiquid(before);
    const after = sampleCampus(halls.map((one) => (one.name === 'C' ? { ...one, shares: [0.5] } : one)));
    const second = solveLiquid(after, first);
    expect(second.partsSolved).toBe(1);
    expect(second.passes).toBeLessThanOrEqual(first.passes);
    before.branches.forEach(({ id }, b) => {
      if (!id.startsWith('C/')) expect(second.massFlow_kg_s[b]).toBe(first.massFlow_kg_s[b]);
    });
    expect(solveLiquid(after, second).partsSolved).toBe(0);
  });

  test('a hall added or removed leaves the answers of the others', () => {
    const first = solveLiquid(sampleCampus(halls));
    const added = solveLiquid(sampleCampus([built('0'), ...halls]), first);
    expect(added.partsSolved).toBe(0);
    expect(solveLiquid(sampleCampus([{ ...built('0'), racks: 3 }, ...halls]), first).partsSolved).toBe(1);
    const removed = solveLiquid(sampleCampus(halls.slice(1)), added);
    expect(removed.partsSolved).toBe(0);
    expect(removed.parts).toBe(4);
  });

  test('a room’s heat that moves by rounding alone leaves its hall as it was', () => {
    const network = sampleCampus(halls);
    const first = solveLiquid(network);
    const moved = (factor: number): LiquidNetwork => ({
      ...network,
      spaces: (network.spaces ?? []).map((space, s) => (s === 1 ? { ...space, heat_W: space.heat_W * factor } : space)),
    });
    expect(solveLiquid(moved(1 + 1e-14), first).partsSolved).toBe(0);
    expect(solveLiquid(moved(1 + 1e-6), first).partsSolved).toBe(1);
  });
});
