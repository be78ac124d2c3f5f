/** Measured serving points: the least energy per token that still meets a latency limit. Never extrapolated. */
import type { ServingPoint } from '../../catalogue/throughput/points.ts';

export interface ServingQuery {
  readonly task: string;
  readonly model: string;
  readonly gpu: string;
  /** Longest allowed median time between output tokens. */
  readonly interToken_s: number;
  /** Only points of this precision, in the set's own word. */
  readonly precision?: string;
  /** Only points of this batch. */
  readonly batch?: number;
}

const isOf = (point: ServingPoint, query: Omit<ServingQuery, 'interToken_s'>): boolean =>
  point.task === query.task &&
  point.model === query.model &&
  point.gpu === query.gpu &&
  (query.precision === undefined || point.precision === query.precision) &&
  (query.batch === undefined || point.batch === query.batch);

/** @returns undefined when no measured point of this model and GPU meets the limit. */
export function leastEnergyPoint(points: readonly ServingPoint[], query: ServingQuery): ServingPoint | undefined {
  let best: ServingPoint | undefined;
  for (const point of points) {
    const fits = isOf(point, query) && point.interToken_s <= query.interToken_s;
    if (fits && (!best || point.energyPerToken_J < best.energyPerToken_J)) best = point;
  }
  return best;
}

/**
 * The lower hull of (time between tokens, energy per token): points that no other beats in both, by rising time.
 * What `leastEnergyPoint` returns for a limit is the last of them within it.
 */
export function energyFrontier(points: readonly ServingPoint[], query: Omit<ServingQuery, 'interToken_s'>): readonly ServingPoint[] {
  const hull: ServingPoint[] = [];
  const own = points
    .filter((point) => isOf(point, query))
    .sort((a, b) => a.interToken_s - b.interToken_s || a.energyPerToken_J - b.energyPerToken_J);
  for (const point of own) if (point.energyPerToken_J < (hull.at(-1)?.energyPerToken_J ?? Number.POSITIVE_INFINITY)) hull.push(point);
  return hull;
}

/** Tokens per second of a megawatt of GPU power. */
export const throughputPerMW = (point: ServingPoint): number => 1e6 / point.energyPerToken_J;
