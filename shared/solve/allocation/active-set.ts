/**
 * From a guess of what binds to the exact point: solves the equations of the guessed set, moves what turns out on the
 * wrong side, repeats (primal-dual active set: Hintermüller, Ito, Kunisch, SIAM J. Optimization 13(3), 2002). Ends an
 * interior-point run at rounding, and alone takes the next step of a trace from the last one.
 */
import type { NormalMatrix } from './normal-matrix.ts';
import { addDrawn, consumerPrices, type Scaled, type ScaledPoint } from './scaled.ts';

export interface ActiveGuess extends ScaledPoint {
  /** By piece: −1 empty, 1 full, 0 between. */
  readonly place: Int8Array;
  /** By row: 1 where the capacity is used up. */
  readonly active: Uint8Array;
}

/** Stands for the missing curvature of flat pieces; the step is repeated until it no longer matters. */
const proximal = 1e-5;
/** Keeps dependent limits solvable. */
const regular = 1e-13;
const refinements = 12;
const tight = 1e-15;
/** Moves that are worth another round however many the last one made. */
const few = 4;
/** Wrong sides below this are rounding. */
const wrong = 1e-12;

/** @returns undefined where the guess does not settle within `rounds`. */
export function activeSet(
  scaled: Scaled,
  matrix: NormalMatrix,
  guess: ActiveGuess,
  rounds: number,
): (ScaledPoint & { readonly iterations: number }) | undefined {
  const { pieces, coefficient, width, first, curvature, incidence } = scaled;
  const { amount, price, place, active } = guess;
  const [n, m, consumers] = [width.length, price.length, pieces.start.length - 1];
  const [pull, byConsumer, theta] = [new Float64Array(consumers), new Float64Array(consumers), new Float64Array(consumers)];
  const [rows, dPrice, diagonal] = [new Float64Array(m), new Float64Array(m), new Float64Array(m).fill(regular)];
  const gain = new Float64Array(n);
  const inverse = new Float64Array(n);
  let largest = 0;
  for (let p = 0; p < n; p++) largest = Math.max(largest, width[p] as number);

  /** Residuals of the present point: gains by piece, rows as 1 − drawn. */
  const evaluate = (): number => {
    consumerPrices(scaled, price, pull);
    rows.fill(0);
    addDrawn(scaled, amount, rows, byConsumer);
    let worst = 0;
    for (let r = 0; r < m; r++) {
      rows[r] = 1 - (rows[r] as number);
      if (active[r] === 1) worst = Math.max(worst, Math.abs(rows[r] as number));
    }
    for (let p = 0; p < n; p++) {
      gain[p] = (first[p] as number) - (curvature[p] as number) * (amount[p] as number) - (pull[pieces.owner[p] as number] as number);
      if (place[p] === 0) worst = Math.max(worst, Math.abs(gain[p] as number));
    }
    return worst;
  };

  const solveEqualities = (): boolean => {
    theta.fill(0);
    for (let p = 0; p < n; p++) {
      const h = curvature[p] as number;
      inverse[p] = place[p] === 0 ? 1 / (h > proximal ? h : h + proximal) : 0;
      const i = pieces.owner[p] as number;
      theta[i] = (theta[i] as number) + (inverse[p] as number);
      if (place[p] !== 0) amount[p] = place[p] === 1 ? (width[p] as number) : 0;
    }
    for (let r = 0; r < m; r++) if (active[r] === 0) price[r] = 0;
    let last = Number.POSITIVE_INFINITY;
    for (let k = 0; k < refinements; k++) {
      const worst = evaluate();
      if (worst <= tight || (k > 2 && worst > 0.5 * last && worst < wrong)) return true;
      last = worst;
      byConsumer.fill(0);
      for (let p = 0; p < n; p++) {
        const i = pieces.owner[p] as number;
        byConsumer[i] = (byConsumer[i] as number) + (inverse[p] as number) * (gain[p] as number);
      }
      for (let r = 0; r < m; r++) {
        let sum = -(rows[r] as number);
        for (let e = incidence.rowStart[r] as number; e < (incidence.rowStart[r + 1] as number); e++) {
          sum += (coefficient[e] as number) * (byConsumer[incidence.rowMember[e] as number] as number);
        }
        dPrice[r] = sum;
      }
      if (k === 0) {
        if (!matrix.factorAndSolve(coefficient, theta, diagonal, active, dPrice)) return false;
      } else matrix.solve(dPrice, active);
      for (let r = 0; r < m; r++) price[r] = (price[r] as number) + (dPrice[r] as number);
      consumerPrices(scaled, dPrice, byConsumer);
      for (let p = 0; p < n; p++) {
        amount[p] =
          (amount[p] as number) + (inverse[p] as number) * ((gain[p] as number) - (byConsumer[pieces.owner[p] as number] as number));
      }
    }
    evaluate();
    return true;
  };

  /** Moves what is on the wrong side. @returns how many moved. */
  const regroup = (): number => {
    let moved = 0;
    const move = (p: number, to: number) => {
      place[p] = to;
      moved++;
    };
    for (let p = 0; p < n; p++) {
      const [s, w, g] = [amount[p] as number, width[p] as number, gain[p] as number];
      if (place[p] === 0) {
        if (s < -wrong * largest) move(p, -1);
        else if (s > w + wrong * largest) move(p, 1);
      } else if (place[p] === -1 ? g > wrong : g < -wrong) move(p, 0);
    }
    for (let r = 0; r < m; r++) {
      if (active[r] === 1 ? (price[r] as number) < -wrong : (rows[r] as number) < -wrong) {
        active[r] = active[r] === 1 ? 0 : 1;
        moved++;
      }
    }
    return moved;
  };

  let lastMoved = Number.POSITIVE_INFINITY;
  for (let round = 1; round <= rounds; round++) {
    if (!solveEqualities()) return undefined;
    const moved = regroup();
    if (moved > 0) {
      // Far from the answer sets jump to and fro; the interior point is quicker then.
      if (moved > few && moved > lastMoved) return undefined;
      lastMoved = moved;
      continue;
    }
    for (let p = 0; p < n; p++) amount[p] = Math.min(width[p] as number, Math.max(0, amount[p] as number));
    for (let r = 0; r < m; r++) price[r] = Math.max(0, price[r] as number);
    return { amount, price, iterations: round };
  }
  return undefined;
}
