/** Measured serving points as data: the ML.ENERGY set and single published figures. See README.md for origin and licence. */
import type { Precision } from '../../document/records.ts';
import mlEnergy from './ml-energy-v3.json' with { type: 'json' };
import published from './published-points.json' with { type: 'json' };

/** One measured configuration of ML.ENERGY: output tokens, energy of the GPUs only. */
export interface ServingPoint {
  readonly task: string;
  readonly model: string;
  readonly precision: string;
  readonly gpu: string;
  readonly gpus: number;
  readonly batch: number;
  /** Mean length of the measured answers. */
  readonly outputTokens: number;
  /** Median time between output tokens. */
  readonly interToken_s: number;
  readonly energyPerToken_J: number;
  /** Output tokens per second and GPU. */
  readonly throughput_per_s: number;
  /** Draw of one GPU. */
  readonly power_W: number;
}

/** One published figure: total tokens (prompt and output), at a speed per user. */
export interface PublishedPoint {
  readonly model: string;
  readonly precision: string;
  readonly promptTokens: number;
  readonly outputTokens: number;
  readonly tokensPerUser_per_s: number;
  readonly accelerator: string;
  /** Per accelerator; absent where only a figure per megawatt was published. */
  readonly throughput_per_s?: number;
  readonly throughputPerUtilityMW_per_s?: number;
  readonly kind: string;
  readonly source: string;
  readonly note?: string;
}

const at = (name: string): number => mlEnergy.columns.indexOf(name);

let table: readonly ServingPoint[] | undefined;

/** The ML.ENERGY set, read once. */
export function mlEnergyPoints(): readonly ServingPoint[] {
  table ??= mlEnergy.rows.map((row): ServingPoint => {
    const text = (name: string) => String(row[at(name)]);
    const number = (name: string) => Number(row[at(name)]);
    return {
      task: text('task'),
      model: text('model'),
      precision: text('precision'),
      gpu: text('gpu'),
      gpus: number('num_gpus'),
      batch: number('max_num_seqs'),
      outputTokens: number('avg_output_len'),
      interToken_s: number('itl_p50_ms') / 1e3,
      energyPerToken_J: number('j_per_output_token'),
      throughput_per_s: number('output_tok_s_per_gpu'),
      power_W: number('gpu_power_w_per_gpu'),
    };
  });
  return table;
}

export const mlEnergySource = { name: mlEnergy.set, url: mlEnergy.source, licence: mlEnergy.licence } as const;

export const publishedPoints: readonly PublishedPoint[] = published.points;

/** How the ML.ENERGY set writes the precisions of the document. */
export const mlEnergyPrecision: Readonly<Record<Precision, string>> = {
  bf16: 'bfloat16',
  fp8: 'fp8',
  mxfp4: 'mxfp4',
  nvfp4: 'nvfp4',
  fp4: 'fp4',
};
