/** A default mix of work for the reference designs: this project's own choice, every figure with its source. */
import type { Equipment, GridEvent, Group, SourcedValue, Workload } from '../document/records.ts';
import type { FacilityBuilder } from './builder.ts';

/** What the work is placed on: a pod with its rows of racks. */
export interface WorkedBlock {
  readonly pods: readonly { readonly group: Group; readonly rows: readonly { readonly racks: readonly Equipment[] }[] }[];
}

/** Two field trials as events; how often they come is an estimate. */
export const gridEvents: readonly GridEvent[] = [
  {
    name: 'grid-relief',
    reduction: 0.25,
    notice_s: 600,
    duration_s: 3 * 3600,
    perYear: 20,
    payment_USD_kWh: 0.5,
    source:
      'depth and duration: Phoenix trial of 3 May 2025, https://www.emergentmind.com/papers/2507.00909; notice, frequency and payment: estimates',
  },
  {
    name: 'grid-emergency',
    reduction: 0.3,
    notice_s: 30,
    duration_s: 10 * 3600,
    perYear: 1,
    payment_USD_kWh: 1,
    source:
      'depth, response and duration: London trial of December 2025 (press), https://news.leodex.io/news/nvidia-oracle-trials-show-ai-data-centers-cut-power-30-during-grid-stress; frequency and payment: estimates',
  },
];

const date = '2026-11-20';
const value = (
  number: number,
  unit: string,
  tag: SourcedValue['tag'],
  source: string,
  note: string,
  band: readonly [number, number],
): SourcedValue => ({ value: number, unit, source, tag, date, note, band });

const inferenceX = 'https://newsletter.semianalysis.com/p/inferencex-v2-nvidia-blackwell-vs';

const deepSeekV4 = { name: 'DeepSeek-V4-Pro', architecture: 'moe', totalParameters: 1.6e12, activeParameters: 49e9 } as const;
const deepSeekR1 = { name: 'DeepSeek-R1', architecture: 'moe', totalParameters: 671e9, activeParameters: 37e9 } as const;
const llama405 = { name: 'Llama-3.1-405B', architecture: 'dense', totalParameters: 405e9, activeParameters: 405e9 } as const;

type Fields = Omit<Workload, 'id' | 'type' | 'placements'>;

const chat: Fields = {
  name: 'chat',
  title: 'Chat and coding',
  purpose: 'inference',
  model: deepSeekV4,
  precision: 'fp4',
  serving: { points: 'published', promptTokens: 8192, outputTokens: 1024, tokensPerUser_per_s: 27 },
  counts: 'total',
  priority: 2,
  values: {},
};

const reasoning = (accelerator: string): Fields => {
  const base = {
    name: 'reasoning',
    title: 'Fast reasoning',
    purpose: 'inference',
    model: deepSeekR1,
    counts: 'total',
    priority: 3,
  } as const;
  const serving = { promptTokens: 8192, outputTokens: 1024 };
  if (accelerator === 'GB200 NVL72')
    return { ...base, precision: 'fp8', serving: { ...serving, points: 'published', tokensPerUser_per_s: 120 }, values: {} };
  return {
    ...base,
    precision: 'fp4',
    serving: { ...serving, points: 'stated', tokensPerUser_per_s: 150 },
    values: {
      throughput_per_s: value(
        6697,
        'tok/s',
        'derived',
        inferenceX,
        '0.11 USD per million tokens with multi-token prediction at 2.652 USD per GPU-hour; 313 tok/s without it (2.35 USD)',
        [313, 6697],
      ),
    },
  };
};

const training: Fields = {
  name: 'training',
  title: 'Pre-training',
  purpose: 'training',
  model: llama405,
  precision: 'bf16',
  // Work per stage of one iteration; an estimate of how unevenly layers and the embedding split.
  training: { sequenceTokens: 8192, stages_s: [1, 0.92, 0.85, 0.8], waiting: 0.35 },
  counts: 'total',
  priority: 1,
  values: {
    peakCompute_FLOP_s: value(
      2.5e15,
      'FLOP/s',
      'vendor',
      'https://www.nvidia.com/en-us/data-center/gb300-nvl72/',
      'dense BF16 of one Blackwell GPU; 180 PFLOPS a rack',
      [2.2e15, 2.5e15],
    ),
  },
};

/** No throughput of Rubin is published in a frame that names lengths and speed: GB300's measured point stands as a floor. */
const rubinChat: Fields = {
  ...chat,
  serving: { points: 'stated', promptTokens: 8192, outputTokens: 1024, tokensPerUser_per_s: 27 },
  values: {
    throughput_per_s: value(
      12_000,
      'tok/s',
      'estimate',
      'engineering judgement',
      'not published; twice the 6182 tok/s measured on GB300, whose own figure is the lower end',
      [6182, 31_000],
    ),
  },
};

/** What agents call between tokens: it draws power on CPU racks and makes no tokens of its own. */
const agentTools: Fields = {
  name: 'agent-tools',
  title: 'Tools of agents',
  purpose: 'ingestion',
  model: { name: 'Tool calls', architecture: 'dense', totalParameters: 0, activeParameters: 0 },
  precision: 'fp8',
  counts: 'total',
  priority: 2,
  values: {},
};

export interface WorkloadPreset {
  readonly key: string;
  readonly title: string;
  readonly fields: Fields;
  /** Where its figures come from. */
  readonly source: string;
}

/** Work to start from, as the reference designs have it. */
export const workloadPresets: readonly WorkloadPreset[] = [
  {
    key: 'chat',
    title: 'Chat and coding on DeepSeek-V4-Pro',
    fields: chat,
    source: 'measured point of InferenceX; lengths and speed per user are those of the point',
  },
  { key: 'reasoning', title: 'Fast reasoning on DeepSeek-R1', fields: reasoning('GB300 NVL72'), source: inferenceX },
  {
    key: 'training',
    title: 'Pre-training of Llama-3.1-405B',
    fields: training,
    source: 'peak compute by the maker; stages and waiting power are estimates',
  },
  { key: 'agent-tools', title: 'Tools of agents on CPU racks', fields: agentTools, source: 'an estimate: 0.6 of thermal design power' },
];

/**
 * Inference on every pod; where there are several pods, the first of each block trains. Vera CPU racks carry the
 * tools that agents call and count to the inference they serve.
 */
export function buildWorkloads(b: FacilityBuilder, blocks: readonly WorkedBlock[]): void {
  const [first] = blocks[0]?.pods[0]?.rows[0]?.racks ?? [];
  if (!first) return;
  const { accelerator } = b.parametersOf(first);
  const trained = blocks.flatMap(({ pods }) => (pods.length > 1 ? pods.slice(0, 1) : []));
  const served = blocks.flatMap(({ pods }) => (pods.length > 1 ? pods.slice(1) : pods));
  const on = (pods: WorkedBlock['pods'], share: number) => pods.map(({ group }) => ({ on: group.id, share }));
  if (accelerator === 'VR200 NVL72') {
    b.workload({ ...rubinChat, placements: on(served, 1) });
    return;
  }
  b.workload({ ...chat, placements: on(served, 0.7) });
  b.workload({ ...reasoning(accelerator), placements: on(served, 0.3) });
  if (trained.length > 0) b.workload({ ...training, placements: on(trained, 1) });
}
