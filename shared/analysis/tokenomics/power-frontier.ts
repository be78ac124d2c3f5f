/** Tokens against power: what the work of a site earns and makes at every site power, shared at best and alike. */
import { curtail, tokensAt, type WorkClass, workloadOf } from './curtail.ts';
import type { FlexSite } from './flex-site.ts';
import { leastLoad_W } from './flex-timeline.ts';

export interface FrontierPoint {
  readonly site_W: number;
  /** Earnings over those of uncapped work: shared for most earnings, and with one relative power for all. */
  readonly best: number;
  readonly alike: number;
  /** Tokens per second of each workload at best, by workload id. */
  readonly tokens_per_s: Readonly<Record<string, number>>;
}

const valueOf_USD_s = (site: FlexSite, tokens: readonly number[]): number =>
  tokens.reduce(
    (sum, rate, i) => sum + rate * Math.max(site.prices_USD_Mtok[i] ?? 0, 1e-9) * (site.classes[i]?.works[0]?.model.utilisation ?? 1),
    0,
  );

export function powerFrontier(site: FlexSite, points = 33): readonly FrontierPoint[] {
  const alike: readonly WorkClass[] = site.classes.map((one) => ({ ...one, priority: 1 }));
  const tokens = (x: (i: number) => number) => site.classes.map((one, i) => tokensAt(one, x(i)));
  const full = valueOf_USD_s(
    site,
    tokens(() => 1),
  );
  return Array.from({ length: points }, (_, step) => {
    const part = step / (points - 1);
    const x = curtail(alike, part * site.work_W);
    const best = tokens((i) => x[i] ?? 0);
    const perWorkload: Record<string, number> = {};
    site.classes.forEach((one, i) => {
      const { id } = workloadOf(one);
      perWorkload[id] = (perWorkload[id] ?? 0) + (best[i] ?? 0);
    });
    return {
      site_W: leastLoad_W(site) + part * site.work_W * site.siteFactor,
      best: valueOf_USD_s(site, best) / full,
      alike:
        valueOf_USD_s(
          site,
          tokens(() => part),
        ) / full,
      tokens_per_s: perWorkload,
    };
  });
}
