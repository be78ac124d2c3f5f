import { describe, expect, it } from 'vitest';
import { numbers } from '../../solve/allocation/sample-problems.ts';
import { oversubscribe, oversubscribeBeside, type RackGroup } from './oversubscription.ts';

/** Normal deviates (Box and Muller, 1958) from repeatable numbers. */
function deviates(seed: number): () => number {
  const random = numbers(seed);
  return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Draw of a group of racks, any two of them correlated by ρ: one part of each deviation is common to all. */
function drawOf({ mean_W, deviation_W, correlation }: RackGroup, racks: number, normal: () => number, common: number): number {
  const own = Math.sqrt(1 - correlation);
  let sum = 0;
  for (let i = 0; i < racks; i++) sum += mean_W + deviation_W * (Math.sqrt(correlation) * common + own * normal());
  return sum;
}

const samples = 40_000;
/** Three standard errors of a counted probability. */
const band = (probability: number) => 3 * Math.sqrt((probability * (1 - probability)) / samples);

describe('oversubscription of a busway against drawn samples', () => {
  it.each([0, 0.02, 0.1, 0.3])('racks correlated by %f exceed the limit as often as chosen, and not with one rack fewer', (correlation) => {
    const group = { mean_W: 92.4e3, deviation_W: 13.2e3, correlation };
    const violation = 0.02;
    const answer = oversubscribe({ limit_W: 4e6, peak_W: 132e3, group, violation });
    const normal = deviates(7);
    let [over, excess_W, overWithOneMore] = [0, 0, 0];
    for (let k = 0; k < samples; k++) {
      const common = normal();
      const draw_W = drawOf(group, answer.racks, normal, common);
      const oneMore_W = draw_W + drawOf(group, 1, normal, common);
      if (draw_W > 4e6) {
        over++;
        excess_W += draw_W - 4e6;
      }
      if (oneMore_W > 4e6) overWithOneMore++;
    }
    expect(answer.overloadProbability).toBeLessThanOrEqual(violation);
    expect(Math.abs(over / samples - answer.overloadProbability)).toBeLessThan(band(answer.overloadProbability) + 1e-4);
    expect(overWithOneMore / samples).toBeGreaterThan(violation - band(violation));
    expect(Math.abs(excess_W / samples / answer.expectedShed_W - 1)).toBeLessThan(0.25);
  });

  it('two groups whose totals are correlated exceed the limit as often as the answer says', () => {
    const fixed = { mean_W: 110e3, deviation_W: 6e3, correlation: 0.4 };
    const group = { mean_W: 70e3, deviation_W: 15e3, correlation: 0.05 };
    const input = { limit_W: 5e6, peak_W: 132e3, fixed, fixedRacks: 20, group, cross: 0.3, violation: 0.05 };
    const answer = oversubscribeBeside(input);
    const normal = deviates(21);
    // Totals as two correlated normals made of their own racks' law.
    const [fixed_W, more_W] = [
      fixed.deviation_W * Math.sqrt(20 * (1 + 19 * fixed.correlation)),
      group.deviation_W * Math.sqrt(answer.racks * (1 + (answer.racks - 1) * group.correlation)),
    ];
    let over = 0;
    for (let k = 0; k < samples; k++) {
      const [first, second] = [normal(), normal()];
      const total_W =
        20 * fixed.mean_W + fixed_W * first + answer.racks * group.mean_W + more_W * (0.3 * first + Math.sqrt(1 - 0.09) * second);
      if (total_W > 5e6) over++;
    }
    expect(Math.abs(over / samples - answer.overloadProbability)).toBeLessThan(band(answer.overloadProbability) + 1e-4);
  });
});
