/**
 * Tokens per second of one accelerator for a workload, with the frame they hold in: from a measured point that meets
 * the speed per user, from arithmetic for training, or as the workload states them. Where nothing fits, a problem.
 */
import type { Assumed } from '../../catalogue/assumptions/assumption.ts';
import { workloadAssumed } from '../../catalogue/assumptions/workload.ts';
import { mlEnergyPoints, mlEnergyPrecision, mlEnergySource, publishedPoints } from '../../catalogue/throughput/points.ts';
import type { Provenance, Workload } from '../../document/records.ts';
import { fail, type Result, succeed } from '../../problem.ts';
import { leastEnergyPoint } from './frontier.ts';
import type { TokenFrame } from './tokens-per-megawatt.ts';

export interface Throughput {
  /** Of one accelerator at its uncapped draw, of the kind the workload counts. */
  readonly throughput_per_s: number;
  readonly frame: TokenFrame;
  readonly tag: Provenance;
  readonly source: string;
  /** How the number was made, in a sentence. */
  readonly how: string;
  /** From … to, where the workload states a band. */
  readonly band?: readonly [number, number];
  /** Measured draw of one accelerator and energy of its GPU per output token. */
  readonly accelerator_W?: number;
  readonly energyPerToken_J?: number;
  readonly batch?: number;
  /** Speed at which the point was measured: at least the floor. */
  readonly measuredPerUser_per_s?: number;
}

const missing = (workload: Workload, message: string): Result<never> =>
  fail({ code: 'no-measured-point', record: workload.id, field: 'serving', message: `${workload.title}: ${message}` });

type Serving = NonNullable<Workload['serving']>;

function frameOf(workload: Workload, serving: Serving, counts: 'output' | 'total', outputTokens = serving.outputTokens): TokenFrame {
  return {
    purpose: 'inference',
    model: workload.model.name,
    precision: workload.precision,
    promptTokens: serving.promptTokens,
    outputTokens,
    tokensPerUser_per_s: serving.tokensPerUser_per_s,
    counts,
  };
}

function fromMlEnergy(workload: Workload, serving: Serving, accelerator: string): Result<Throughput> {
  if (workload.counts === 'total')
    return missing(workload, 'the ML.ENERGY set counts output tokens; its prompts’ lengths are not published, so a total cannot be made');
  const { name } = workload.model;
  const point = leastEnergyPoint(mlEnergyPoints(), {
    task: serving.task ?? '',
    model: name,
    gpu: accelerator,
    precision: mlEnergyPrecision[workload.precision],
    interToken_s: 1 / serving.tokensPerUser_per_s,
    ...(serving.batch === undefined ? {} : { batch: serving.batch }),
  });
  if (!point)
    return missing(
      workload,
      `ML.ENERGY measured no ${name} in ${workload.precision} on ${accelerator} for task ${serving.task} at ${serving.tokensPerUser_per_s} tok/s per user or faster`,
    );
  return succeed({
    throughput_per_s: point.throughput_per_s,
    frame: frameOf(workload, serving, 'output', point.outputTokens),
    tag: 'measured',
    source: mlEnergySource.url,
    how: `least energy among measured batches at ${serving.tokensPerUser_per_s} tok/s per user or faster: batch ${point.batch} on ${point.gpus} ${point.gpu}`,
    accelerator_W: point.power_W,
    energyPerToken_J: point.energyPerToken_J,
    batch: point.batch,
    measuredPerUser_per_s: 1 / point.interToken_s,
  });
}

function fromPublished(workload: Workload, serving: Serving, accelerator: string): Result<Throughput> {
  const same = publishedPoints.filter(
    (point) =>
      point.model === workload.model.name &&
      point.precision === workload.precision &&
      point.accelerator === accelerator &&
      point.promptTokens === serving.promptTokens &&
      point.outputTokens === serving.outputTokens &&
      point.throughput_per_s !== undefined,
  );
  const fast = same.filter((point) => point.tokensPerUser_per_s >= serving.tokensPerUser_per_s);
  const best = fast.reduce<(typeof fast)[number] | undefined>(
    (most, point) => ((point.throughput_per_s ?? 0) > (most?.throughput_per_s ?? 0) ? point : most),
    undefined,
  );
  if (!best) {
    const what = `${workload.model.name} ${workload.precision} ${serving.promptTokens}/${serving.outputTokens} on ${accelerator}`;
    return missing(
      workload,
      same.length === 0
        ? `no throughput of ${what} is published here; state it with its source`
        : `${what} was measured at ${same.map((point) => point.tokensPerUser_per_s).join(', ')} tok/s per user, none as fast as ${serving.tokensPerUser_per_s}`,
    );
  }
  const outputPart = serving.outputTokens / (serving.promptTokens + serving.outputTokens);
  const total = best.throughput_per_s ?? 0;
  return succeed({
    throughput_per_s: workload.counts === 'total' ? total : total * outputPart,
    frame: frameOf(workload, serving, workload.counts),
    tag: 'measured',
    source: best.source,
    how: `${best.kind} at ${best.tokensPerUser_per_s} tok/s per user${workload.counts === 'output' ? ', output part by the lengths' : ''}${
      best.note ? `; ${best.note}` : ''
    }`,
    measuredPerUser_per_s: best.tokensPerUser_per_s,
  });
}

const asStated = (workload: Workload, frame: TokenFrame, stated: Assumed): Throughput => ({
  throughput_per_s: stated.value,
  frame,
  tag: stated.tag,
  source: stated.source,
  how: stated.note ?? 'stated by the workload',
  band: stated.band,
  ...(workload.serving ? { measuredPerUser_per_s: workload.serving.tokensPerUser_per_s } : {}),
});

/** Training: tokens/s = peak · utilisation / (6 · active parameters) (Kaplan et al., 2020, arXiv:2001.08361, §2.1). */
function training(workload: Workload, sequenceTokens: number): Result<Throughput> {
  const { name, activeParameters } = workload.model;
  const frame: TokenFrame = { purpose: 'training', model: name, precision: workload.precision, sequenceTokens, counts: 'total' };
  const stated = workloadAssumed(workload, 'throughput_per_s');
  if (stated.ok) return succeed(asStated(workload, frame, stated.value));
  const peak = workloadAssumed(workload, 'peakCompute_FLOP_s');
  const use = workloadAssumed(workload, 'computeUse');
  if (!peak.ok) return peak;
  if (!use.ok) return use;
  const at = (flops: number, part: number) => (flops * part) / (6 * activeParameters);
  return succeed({
    throughput_per_s: at(peak.value.value, use.value.value),
    frame,
    tag: 'estimate',
    source: `${peak.value.source}; ${use.value.source}`,
    how: 'peak compute × model FLOP utilisation / (6 × active parameters), Kaplan et al. 2020',
    band: [at(peak.value.band[0], use.value.band[0]), at(peak.value.band[1], use.value.band[1])],
  });
}

export function throughputOf(workload: Workload, accelerator: string): Result<Throughput> {
  if (workload.purpose === 'training' && workload.training) return training(workload, workload.training.sequenceTokens);
  const { serving } = workload;
  if (workload.purpose !== 'inference' || !serving)
    return fail({ code: 'no-tokens', record: workload.id, field: 'purpose', message: `${workload.title} makes no tokens that are sold` });
  switch (serving.points) {
    case 'ml-energy-v3':
      return fromMlEnergy(workload, serving, accelerator);
    case 'published':
      return fromPublished(workload, serving, accelerator);
    case 'stated': {
      const stated = workloadAssumed(workload, 'throughput_per_s');
      return stated.ok ? succeed(asStated(workload, frameOf(workload, serving, workload.counts), stated.value)) : stated;
    }
  }
}
