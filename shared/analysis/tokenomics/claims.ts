/** What vendors claim, in the frame they claimed it, and what their own inputs give. Shown beside the figures, never used in them. */
import { claimConsistency } from './allocation.ts';
import { rentedTokens } from './cost.ts';
import { relativeThroughput } from './power-curve.ts';

export interface Claim {
  readonly title: string;
  readonly frame: string;
  readonly source: string;
  readonly figures: readonly { readonly title: string; readonly claimed: number; readonly reproduced: number; readonly unit: string }[];
  /** Why the two differ, or what the frame leaves open. */
  readonly remark: string;
}

/** GB300 against Hopper: 50 times the tokens per megawatt, a 35th of the cost per token. */
function hopperClaim(): Claim {
  const old = rentedTokens({ cost_per_h: 1.41, throughput_per_s: 90, site_W: 1730 });
  const now = rentedTokens({ cost_per_h: 2.65, throughput_per_s: 6000, site_W: 2100 });
  return {
    title: 'GB300 NVL72 against Hopper',
    frame:
      'DeepSeek-R1, FP4 with multi-token prediction, 6000 against 90 tok/s per GPU, 2.65 against 1.41 USD per GPU-hour; speed per user and lengths are not stated, another page names gpt-oss-120b',
    source: 'https://en.theblockbeats.news/flash/343757',
    figures: [
      {
        title: 'Tokens per utility megawatt',
        claimed: 50,
        reproduced: now.throughputPerMW_per_s / old.throughputPerMW_per_s,
        unit: '×',
      },
      { title: 'Cost per token', claimed: 35, reproduced: old.costPerMillion / now.costPerMillion, unit: '× less' },
    ],
    remark:
      'The best new software stands against a weak point of the old curve. Independent tests give 9.7 times per dollar at 40 tok/s per user and 65 times at 116: the ratio is a function of the speed per user.',
  };
}

/** Vera Rubin with LPX: a claim without the inputs that would reproduce it. */
const lpxClaim: Claim = {
  title: 'Vera Rubin NVL72 with LPX against Blackwell',
  frame: 'trillion-parameter models, agentic load, per megawatt; precision, lengths and speed per user are not stated',
  source: 'https://www.baristalabs.io/blog/nvidia-groq-3-lpx-sram-inference-supply-chain-2026',
  figures: [],
  remark:
    'Up to 35 times the throughput per megawatt and up to 10 times the revenue are claimed; no input is published, so nothing is reproduced.',
};

/** The MaxLPS dashboard at 1 GW. */
function dashboardClaim(): Claim {
  const implied = claimConsistency({
    gpusWith: 399_096,
    gpusWithout: 274_968,
    revenueWith: 267e9,
    revenueWithout: 201e9,
    site_W: 1e9,
    a: 0.05,
  });
  return {
    title: 'MaxLPS at 1 GW',
    frame: '399 096 against 274 968 GPUs, 267 against 201 bn USD a year; model, price and power curve are not stated',
    source: 'https://orply.com/articles/nvidia/nvidia-dsx-powers-gigawatt-scale-ai-factories-at-maximum-efficiency-5484e2f4',
    figures: [
      { title: 'GPUs', claimed: 1.45, reproduced: implied.gpuRatio, unit: '×' },
      { title: 'Revenue', claimed: 1.33, reproduced: implied.revenueRatio, unit: '×' },
      {
        title: 'Revenue by the vendor’s power curve',
        claimed: 1.33,
        reproduced: implied.gpuRatio * relativeThroughput({ a: 0.05, b: 0.65 }, implied.x),
        unit: '×',
      },
    ],
    remark: `Each GPU earns ${(100 * (1 - implied.r)).toFixed(1)} % less on ${(100 * (1 - implied.x)).toFixed(0)} % less site power. Stranded power, caps above demand and cooling are mixed in.`,
  };
}

export const claims = (): readonly Claim[] => [hopperClaim(), lpxClaim, dashboardClaim()];
