/** What is assumed about a workload: its power curve, its draw, its use and its price. */
import type { SourcedValue, Workload } from '../../document/records.ts';
import type { Result } from '../../problem.ts';
import { type Assumed, type AssumptionSpecs, assumed, sourced } from './assumption.ts';

const zeus = 'https://github.com/ml-energy/zeus';
const mlEnergy = 'https://github.com/ml-energy/leaderboard';
const profiles = 'https://developer.nvidia.com/blog/optimize-data-center-efficiency-for-ai-and-hpc-workloads-with-power-profiles';
const smoothing = 'https://arxiv.org/html/2508.14318';

export const workloadAssumptions = {
  curveA: {
    title: 'Power curve, linear part',
    help: 'a of r(x) = 1 − a·(1−x) − b·(1−x)², tokens kept at relative power x.',
    unit: '1',
    min: 0,
    max: 1,
  },
  curveB: { title: 'Power curve, square part', help: 'b of the same curve.', unit: '1', min: 0, max: 4 },
  leastPower: {
    title: 'Least relative power',
    help: 'End of the measured range; below it the curve collapses.',
    unit: '1',
    min: 0.2,
    max: 1,
    default: sourced(0.55, '1', [0.45, 0.65], 'measured', zeus, 'below this the measured curves turn convex'),
  },
  drawShare: {
    title: 'Own draw over thermal design power',
    help: 'What the job draws uncapped, as a part of the rack’s thermal design power. A cap above it has no effect.',
    unit: '1',
    min: 0.05,
    max: 1.2,
  },
  utilisation: {
    title: 'Utilisation',
    help: 'Tokens served over tokens possible at the same power state.',
    unit: '1',
    min: 0,
    max: 1,
  },
  price_USD_Mtok: {
    title: 'Price',
    help: 'Earned per million tokens, of the kind the workload counts.',
    unit: 'USD/Mtok',
    min: 0,
    max: 1e4,
  },
  throughput_per_s: {
    title: 'Throughput per accelerator',
    help: 'Tokens per second of one accelerator, uncapped, at the stated lengths and speed. Needed where no measured point fits.',
    unit: 'tok/s',
    min: 0,
    max: 1e7,
  },
  peakCompute_FLOP_s: {
    title: 'Peak compute per accelerator',
    help: 'Dense arithmetic at the workload’s precision.',
    unit: 'FLOP/s',
    min: 1e12,
    max: 1e18,
  },
  computeUse: {
    title: 'Model FLOP utilisation',
    help: 'Part of the peak that training turns into model arithmetic.',
    unit: '1',
    min: 0.01,
    max: 1,
    default: sourced(
      0.4,
      '1',
      [0.3, 0.5],
      'estimate',
      'engineering judgement',
      'large training runs report 0.35 to 0.45 in BF16; less at lower precision',
    ),
  },
  deviation: {
    title: 'Spread of rack power',
    help: 'Standard deviation over the rack’s thermal design power, for oversubscription.',
    unit: '1',
    min: 0,
    max: 0.5,
    default: sourced(0.1, '1', [0.06, 0.18], 'estimate', mlEnergy, 'between configurations; the spread in time must come from telemetry'),
  },
  correlation: { title: 'Correlation between racks', help: '1 for work in step, 0 for independent racks.', unit: '1', min: 0, max: 1 },
} as const satisfies AssumptionSpecs;

export type WorkloadAssumption = keyof typeof workloadAssumptions;

/** Defaults that differ by what the work is. */
const byPurpose: Readonly<Record<Workload['purpose'], Partial<Record<WorkloadAssumption, SourcedValue>>>> = {
  training: {
    curveA: sourced(0.1, '1', [0, 0.2], 'measured', zeus, 'training; V100, RTX 6000 and A40 data carried over to current GPUs'),
    curveB: sourced(1.3, '1', [0.9, 1.9], 'measured', zeus),
    drawShare: sourced(0.89, '1', [0.57, 0.97], 'measured', zeus, 'BERT median and range'),
    utilisation: sourced(
      0.92,
      '1',
      [0.85, 0.96],
      'estimate',
      'https://arxiv.org/abs/2407.21783',
      'effective training time above 90 % on 16 384 GPUs',
    ),
    correlation: sourced(0.95, '1', [0.8, 1], 'estimate', smoothing, 'synchronous phases'),
    price_USD_Mtok: sourced(
      2,
      'USD/Mtok',
      [0.5, 5],
      'estimate',
      'engineering judgement',
      'what renting the same GPUs would cost per trained token of a 400-billion model, rounded',
    ),
  },
  inference: {
    curveA: sourced(0.05, '1', [0, 0.1], 'vendor', profiles, 'claim; chosen so that r(0.8245) = 0.971 and r(0.689) = 0.922'),
    curveB: sourced(0.65, '1', [0.5, 1.3], 'vendor', profiles),
    drawShare: sourced(0.69, '1', [0.37, 0.96], 'measured', mlEnergy, 'mean, 5th and 95th percentile of B200 over 433 configurations'),
    utilisation: sourced(0.6, '1', [0.35, 0.85], 'estimate', 'engineering judgement'),
    correlation: sourced(0.3, '1', [0.1, 0.6], 'estimate', 'engineering judgement', 'common daily demand'),
    price_USD_Mtok: sourced(
      0.4,
      'USD/Mtok',
      [0.1, 2],
      'estimate',
      'engineering judgement',
      'open-weight models are sold for 0.1 to 2 USD per million tokens of prompt and output',
    ),
  },
  ingestion: {
    curveA: sourced(0.1, '1', [0, 0.2], 'estimate', 'engineering judgement', 'as compute-bound work'),
    curveB: sourced(1.3, '1', [0.9, 1.9], 'estimate', 'engineering judgement', 'as compute-bound work'),
    drawShare: sourced(0.6, '1', [0.4, 0.8], 'estimate', 'engineering judgement', 'storage and CPU racks under a steady load'),
    utilisation: sourced(0.7, '1', [0.5, 0.9], 'estimate', 'engineering judgement'),
    correlation: sourced(0.3, '1', [0.1, 0.6], 'estimate', 'engineering judgement'),
    price_USD_Mtok: sourced(0, 'USD/Mtok', [0, 0], 'estimate', 'engineering judgement', 'sold with the work it feeds'),
  },
};

/** The declarations as they hold for one purpose. */
export function workloadSpecs(purpose: Workload['purpose']): AssumptionSpecs {
  const own = byPurpose[purpose];
  return Object.fromEntries(
    Object.entries(workloadAssumptions).map(([name, spec]) => {
      const value = own[name as WorkloadAssumption];
      return [name, value ? { ...spec, default: value } : spec];
    }),
  );
}

const cache = new Map<Workload['purpose'], AssumptionSpecs>();

/** One assumption of a workload, as stated by the record or as the default for its purpose. */
export function workloadAssumed(workload: Workload, name: WorkloadAssumption): Result<Assumed> {
  let specs = cache.get(workload.purpose);
  if (!specs) {
    specs = workloadSpecs(workload.purpose);
    cache.set(workload.purpose, specs);
  }
  return assumed(specs, name, workload.values, workload.id);
}
