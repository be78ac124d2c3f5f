/** Measured serving points: the least energy per token that still meets a latency limit. Never extrapolated. */

export interface ServingPoint {
  readonly task: string;
  readonly model: string;
  readonly gpu: string;
  readonly gpus: number;
  readonly batch: number;
  /** Median time between output tokens. */
  readonly interToken_s: number;
  readonly energyPerToken_J: number;
  /** Output tokens per second and GPU. */
  readonly throughput_per_s: number;
}

/** @returns undefined when no measured point of this model and GPU meets the limit. */
export function leastEnergyPoint(
  points: readonly ServingPoint[],
  query: { task: string; model: string; gpu: string; interToken_s: number },
): ServingPoint | undefined {
  let best: ServingPoint | undefined;
  for (const point of points) {
    const fits =
      point.task === query.task && point.model === query.model && point.gpu === query.gpu && point.interToken_s <= query.interToken_s;
    if (fits && (!best || point.energyPerToken_J < best.energyPerToken_J)) best = point;
  }
  return best;
}

/** Tokens per second of a megawatt of GPU power. */
export const throughputPerMW = (point: ServingPoint): number => 1e6 / point.energyPerToken_J;
