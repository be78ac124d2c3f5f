import { describe, expect, test } from 'vitest';
import { solveLiquid } from '../liquid.ts';
import { type HallOptions, sampleCampus } from './sample-campus.ts';
import type { LiquidSolution } from './solution.ts';

const hall = (name: string, more: Partial<HallOptions> = {}): HallOptions => ({
  name,
  racks: 4,
  rackHeat_W: 90e3,
  roomHeat_W: 30e3,
  ...more,
});
const names = ['A', 'B', 'C', 'D', 'E', 'F', 'G'];

/** Of each hall solved by itself: nothing is there that it could be a copy of. */
const alone = (halls: readonly HallOptions[]): LiquidSolution[] => halls.map((one) => solveLiquid(sampleCampus([one])));

const columns = ['massFlow_kg_s', 'pressure_Pa', 'nodeTemperature_K', 'outlet_K', 'heat_W', 'position'] as const;

/** Largest difference from what each hall says alone, as a part of the largest value. */
function difference(together: LiquidSolution, each: readonly LiquidSolution[], column: (typeof columns)[number]): number {
  const own = each.flatMap((one) => [...one[column]]);
  const largest = Math.max(...own.map(Math.abs));
  return Math.max(...own.map((value, i) => Math.abs(value - (together[column][i] as number)))) / largest;
}

describe('halls that state the same problem', () => {
  test('are solved once, and each has the numbers and the names that it has alone', () => {
    const halls = names.map((name) => hall(name));
    const network = sampleCampus(halls);
    const together = solveLiquid(network);
    expect(together.partsSolved).toBe(1);
    const each = alone(halls);
    for (const column of columns) expect([column, difference(together, each, column)]).toEqual([column, 0]);
    for (const list of ['pumps', 'exchangers', 'units', 'controls', 'spaces'] as const)
      expect(together[list].map(({ owner }) => owner)).toEqual(each.flatMap((one) => one[list].map(({ owner }) => owner)));
    expect(together.islands).toEqual(each.flatMap(({ islands }) => islands));
  });

  test('are solved once per problem: names and order do not count, any other number does', () => {
    const halls = names.flatMap((name, i) => [hall(name), hall(`${name}′`, { rise_K: 11 + (i % 3) })]);
    expect(solveLiquid(sampleCampus(halls)).partsSolved).toBe(4);
    expect(solveLiquid(sampleCampus([...halls].reverse())).partsSolved).toBe(4);
  });

  test('say each for itself what finds no flow', () => {
    const halls = names.map((name) => hall(name, { shutRack: 1 }));
    const together = solveLiquid(sampleCampus(halls));
    expect([...together.unserved_W]).toEqual(alone(halls).flatMap(({ unserved_W }) => [...unserved_W]));
    expect(together.unserved_W.size).toBe(names.length);
  });
});

describe('halls whose rooms differ by the losses of their feeders', () => {
  const near = (roomHeat_W: number, part: number) => names.map((name, i) => hall(name, { roomHeat_W: roomHeat_W * (1 + part * (i - 3)) }));

  test('lie on a line: three are solved, and the others have the answers that they have alone', () => {
    const halls = near(30e3, 3e-7);
    const together = solveLiquid(sampleCampus(halls));
    expect(together.partsSolved).toBe(3);
    const each = alone(halls);
    for (const column of columns) expect(difference(together, each, column), column).toBeLessThan(1e-10);
    // The line is seen: neighbours differ by more than it misses.
    expect(difference(together, Array<LiquidSolution>(names.length).fill(each[0] as LiquidSolution), 'heat_W')).toBeGreaterThan(1e-8);
    together.spaces.forEach(({ heat_W, return_K }, s) => {
      const own = each[s]?.spaces[0];
      expect(Math.abs(heat_W / (own?.heat_W ?? 0) - 1)).toBeLessThan(1e-11);
      expect(return_K).toBeCloseTo(own?.return_K ?? 0, 8);
    });
    for (const island of together.islands) {
      expect(island.massResidual).toBeLessThan(1e-9);
      expect(island.energyResidual).toBeLessThan(1e-9);
    }
  });

  test('are all solved where they differ by more', () => {
    expect(solveLiquid(sampleCampus(near(30e3, 1e-4))).partsSolved).toBe(names.length);
  });

  test('are all solved where a coil comes to its end among them, so that there is no line', () => {
    const modeAt = (roomHeat_W: number) => solveLiquid(sampleCampus([hall('A', { roomHeat_W })])).units.at(-1)?.mode;
    let [holds_W, short_W] = [10e3, 400e3];
    expect([modeAt(holds_W), modeAt(short_W)]).toEqual(['holding supply air', 'valve fully open']);
    for (let step = 0; step < 40; step++) {
      const middle_W = (holds_W + short_W) / 2;
      if (modeAt(middle_W) === 'holding supply air') holds_W = middle_W;
      else short_W = middle_W;
    }
    for (const shift of [-2e-6, 0, 2e-6]) {
      const halls = near(holds_W * (1 + shift), 1e-6);
      const together = solveLiquid(sampleCampus(halls));
      expect(together.partsSolved).toBe(names.length);
      const each = alone(halls);
      for (const column of columns) expect(difference(together, each, column), column).toBeLessThan(1e-9);
    }
  });
});
