import { overplaced } from '../tokenomics/placement.ts';
import { defineRule, judgedRacks } from './rule.ts';

const source = 'the shares of a rack’s accelerators add up to at most one';

export const workloadShare = defineRule({
  rule: 'workload-share',
  title: 'Rack promised to more work than it can run',
  source,
  judges: 'work',
  check: (input) =>
    overplaced(input.document, judgedRacks(input)).map(({ rack, share }) => ({
      rule: 'workload-share',
      severity: 'error',
      subjects: [rack],
      actual: share,
      limit: 1,
      unit: '1',
      margin: 1 - share,
      source,
      message: `${input.document.tables.equipment.get(rack)?.tag ?? rack} is promised ${Math.round(100 * share)} % to workloads`,
    })),
});
