/**
 * General path: primal-dual interior point with Mehrotra's predictor and corrector (SIAM J. Optimization 2(4), 1992)
 * on normal equations over the limits. The amounts stay strictly inside all limits throughout, so that an answer
 * stopped at any time can be used.
 */
import type { NormalMatrix } from './normal-matrix.ts';
import { addDrawn, consumerPrices, type Scaled, type ScaledPoint } from './scaled.ts';

export interface InteriorAnswer extends ScaledPoint {
  readonly iterations: number;
  readonly converged: boolean;
}

const mostIterations = 100;
/** Complementarity over worth at stake at which the active limits are plain to see. */
const settled = 1e-12;
/** A step that leaves more of the complementarity than this is not worth its corrector. */
const enough = 0.8;
const safeCentring = 0.2;
/** Part of the way to the nearest bound that a step goes at most. */
const keepInside = 0.9995;

export function interiorPoint(scaled: Scaled, matrix: NormalMatrix): InteriorAnswer {
  const { incidence, pieces, coefficient, width, first, curvature } = scaled;
  const n = width.length;
  const m = incidence.rows.length;
  const consumers = pieces.start.length - 1;
  const byConsumer = new Float64Array(consumers);
  const column = () => new Float64Array(n);
  const rowColumn = () => new Float64Array(m);
  const [s, t, zs, zt, ds, dzs, dzt, theta1, rhs1] = [
    column(),
    column(),
    column(),
    column(),
    column(),
    column(),
    column(),
    column(),
    column(),
  ];
  const [slack, price, dPrice, dSlack, diagonal, drawnRows] = [
    rowColumn(),
    rowColumn(),
    rowColumn(),
    rowColumn(),
    rowColumn(),
    rowColumn(),
  ];
  const theta = new Float64Array(consumers);
  const pull = new Float64Array(consumers);

  // Start well inside: every consumer takes part of its widths, as much as its tightest limit grants to all alike.
  addDrawn(scaled, width, drawnRows, byConsumer);
  for (let i = 0; i < consumers; i++) {
    let part = 0.5;
    for (let a = incidence.columnStart[i] as number; a < (incidence.columnStart[i + 1] as number); a++) {
      part = Math.min(part, 0.8 / (drawnRows[incidence.columnRow[a] as number] as number));
    }
    for (let p = pieces.start[i] as number; p < (pieces.start[i + 1] as number); p++) s[p] = part * (width[p] as number);
  }
  const refreshSlack = () => {
    drawnRows.fill(0);
    addDrawn(scaled, s, drawnRows, byConsumer);
    for (let r = 0; r < m; r++) slack[r] = 1 - (drawnRows[r] as number);
    for (let p = 0; p < n; p++) t[p] = (width[p] as number) - (s[p] as number);
  };
  refreshSlack();
  let atStake = 0;
  for (let p = 0; p < n; p++) atStake += (first[p] as number) * (width[p] as number);
  const pairs = 2 * n + m;
  let mu = (0.1 * atStake) / pairs;
  for (let p = 0; p < n; p++) {
    zs[p] = mu / (s[p] as number);
    zt[p] = mu / (t[p] as number);
  }
  for (let r = 0; r < m; r++) price[r] = mu / (slack[r] as number);

  /** Solves for the direction that leaves s·zs = target − corrections, and so on. */
  const direction = (target: number, correct: boolean, refactor: boolean): boolean => {
    // The last direction is the predictor: its second-order terms go to the right-hand side of the corrector.
    for (let p = 0; p < n; p++) {
      const cs = correct ? (ds[p] as number) * (dzs[p] as number) : 0;
      const ct = correct ? -(ds[p] as number) * (dzt[p] as number) : 0;
      const [sp, tp] = [s[p] as number, t[p] as number];
      // Left of dual equation with zs, zt replaced by their complementarity.
      rhs1[p] =
        (first[p] as number) -
        (curvature[p] as number) * sp -
        (pull[pieces.owner[p] as number] as number) +
        (target - cs) / sp -
        (target - ct) / tp;
      zsTarget[p] = (target - cs) / sp;
      ztTarget[p] = (target - ct) / tp;
    }
    theta.fill(0);
    byConsumer.fill(0);
    for (let p = 0; p < n; p++) {
      const i = pieces.owner[p] as number;
      theta[i] = (theta[i] as number) + (theta1[p] as number);
      byConsumer[i] = (byConsumer[i] as number) + (theta1[p] as number) * (rhs1[p] as number);
    }
    for (let r = 0; r < m; r++) {
      const cr = correct ? (dSlack[r] as number) * (dPrice[r] as number) : 0;
      slackTarget[r] = (target - cr) / (price[r] as number) - (slack[r] as number);
    }
    for (let r = 0; r < m; r++) {
      let sum = slackTarget[r] as number;
      for (let e = incidence.rowStart[r] as number; e < (incidence.rowStart[r + 1] as number); e++) {
        sum += (coefficient[e] as number) * (byConsumer[incidence.rowMember[e] as number] as number);
      }
      dPrice[r] = sum;
      diagonal[r] = (slack[r] as number) / (price[r] as number);
    }
    if (refactor) {
      if (!matrix.factorAndSolve(coefficient, theta, diagonal, undefined, dPrice)) return false;
    } else matrix.solve(dPrice, undefined);
    consumerPrices(scaled, dPrice, byConsumer);
    for (let p = 0; p < n; p++) {
      const d = (theta1[p] as number) * ((rhs1[p] as number) - (byConsumer[pieces.owner[p] as number] as number));
      ds[p] = d;
      dzs[p] = (zsTarget[p] as number) - (zs[p] as number) - ((zs[p] as number) * d) / (s[p] as number);
      dzt[p] = (ztTarget[p] as number) - (zt[p] as number) + ((zt[p] as number) * d) / (t[p] as number);
    }
    for (let r = 0; r < m; r++) {
      dSlack[r] = (slackTarget[r] as number) - (diagonal[r] as number) * (dPrice[r] as number);
    }
    return true;
  };
  const [zsTarget, ztTarget, slackTarget] = [column(), column(), rowColumn()];

  /** Longest steps, at most 1, that keep amounts and prices positive. */
  const steps = (): readonly [primal: number, dual: number] => {
    let [primal, dual] = [1, 1];
    for (let p = 0; p < n; p++) {
      const d = ds[p] as number;
      if (d < 0) primal = Math.min(primal, -(s[p] as number) / d);
      else if (d > 0) primal = Math.min(primal, (t[p] as number) / d);
      if ((dzs[p] as number) < 0) dual = Math.min(dual, -(zs[p] as number) / (dzs[p] as number));
      if ((dzt[p] as number) < 0) dual = Math.min(dual, -(zt[p] as number) / (dzt[p] as number));
    }
    for (let r = 0; r < m; r++) {
      if ((dSlack[r] as number) < 0) primal = Math.min(primal, -(slack[r] as number) / (dSlack[r] as number));
      if ((dPrice[r] as number) < 0) dual = Math.min(dual, -(price[r] as number) / (dPrice[r] as number));
    }
    return [primal, dual];
  };
  const complementarity = (primal: number, dual: number): number => {
    let sum = 0;
    for (let p = 0; p < n; p++) {
      const d = primal * (ds[p] as number);
      sum += ((s[p] as number) + d) * ((zs[p] as number) + dual * (dzs[p] as number));
      sum += ((t[p] as number) - d) * ((zt[p] as number) + dual * (dzt[p] as number));
    }
    for (let r = 0; r < m; r++) {
      sum += ((slack[r] as number) + primal * (dSlack[r] as number)) * ((price[r] as number) + dual * (dPrice[r] as number));
    }
    return sum;
  };

  let iterations = 0;
  for (; iterations < mostIterations; iterations++) {
    consumerPrices(scaled, price, pull);
    let dualError = 0;
    for (let p = 0; p < n; p++) {
      const error =
        (first[p] as number) -
        (curvature[p] as number) * (s[p] as number) -
        (pull[pieces.owner[p] as number] as number) +
        (zs[p] as number) -
        (zt[p] as number);
      dualError += Math.abs(error) * (width[p] as number);
      theta1[p] = 1 / ((curvature[p] as number) + (zs[p] as number) / (s[p] as number) + (zt[p] as number) / (t[p] as number));
    }
    const gap = complementarity(0, 0);
    if (gap <= settled * atStake && dualError <= settled * 10 * atStake) return { amount: s, price, iterations, converged: true };
    mu = gap / pairs;
    if (!direction(0, false, true)) break;
    const [primal0, dual0] = steps();
    const centring = (complementarity(primal0, dual0) / gap) ** 3;
    if (!direction(centring * mu, true, false)) break;
    // Quadratic worth ties amounts to prices: one step for both keeps the dual residual falling.
    const common = () => Math.min(1, keepInside * Math.min(...steps()));
    let step = common();
    if (complementarity(step, step) > enough * gap) {
      // The corrector overshoots; a plain step towards the middle cannot.
      if (!direction(Math.max(centring, safeCentring) * mu, false, false)) break;
      step = common();
    }
    for (let p = 0; p < n; p++) {
      s[p] = (s[p] as number) + step * (ds[p] as number);
      zs[p] = (zs[p] as number) + step * (dzs[p] as number);
      zt[p] = (zt[p] as number) + step * (dzt[p] as number);
    }
    for (let r = 0; r < m; r++) {
      price[r] = (price[r] as number) + step * (dPrice[r] as number);
      slack[r] = (slack[r] as number) + step * (dSlack[r] as number);
    }
    for (let p = 0; p < n; p++) t[p] = (t[p] as number) - step * (ds[p] as number);
    if (!(step > 1e-10)) break;
  }
  return { amount: s, price, iterations, converged: false };
}
