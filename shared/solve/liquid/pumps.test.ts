import { expect, test } from 'vitest';
import type { LiquidBranch, LiquidNetwork } from '../../network/liquid.ts';
import { solveLiquid } from '../liquid.ts';
import { samplePlant } from './sample-plant.ts';

const curved = (branch: LiquidBranch): LiquidBranch =>
  branch.element.type === 'pump'
    ? {
        ...branch,
        element: {
          ...branch.element,
          efficiencyCurve: [
            [0, 0.1],
            [0.04, 0.9],
          ],
          motorCurve: [
            [0, 0.5],
            [40_000, 0.96],
          ],
        },
      }
    : branch;

test('pump input follows its efficiency at the same flow per speed and its motor at the shaft power', () => {
  const plain = samplePlant({});
  const network: LiquidNetwork = { ...plain, branches: plain.branches.map(curved) };
  const solution = solveLiquid(network);
  const running = solution.pumps.filter(({ shaft_W }) => shaft_W > 0);
  expect(running.length).toBeGreaterThan(1);
  for (const { branch, speed, head_Pa, shaft_W, electrical_W } of running) {
    const element = network.branches[branch]?.element;
    const flow = solution.flow_m3_s[branch] as number;
    const each = element?.type === 'pump' ? element.parallel : 1;
    const hydraulic = 0.1 + 0.8 * Math.min(1, flow / each / speed / 0.04);
    expect(shaft_W).toBeCloseTo((flow * head_Pa) / hydraulic, 3);
    const motor = 0.5 + 0.46 * Math.min(1, shaft_W / each / 40_000);
    expect(electrical_W).toBeCloseTo(shaft_W / motor, 3);
    // All shaft power warms the liquid.
    expect(solution.heat_W[branch]).toBeCloseTo(shaft_W, 3);
  }
});
