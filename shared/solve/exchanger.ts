/**
 * Two-stream heat exchangers by effectiveness and number of transfer units: Kays and London, Compact Heat
 * Exchangers, 3rd ed., table 2-2 ff.; Incropera and DeWitt, Fundamentals of Heat and Mass Transfer, 6th ed.,
 * table 11.3. NTU = UA/C_min, C = C_min/C_max; all finite for NTU 0…∞ and C 0…1.
 */

export type Arrangement =
  | 'counterflow'
  | 'parallel'
  | 'crossflow_both_unmixed_approx'
  | 'crossflow_both_unmixed_exact'
  | 'crossflow_cmax_mixed'
  | 'crossflow_cmin_mixed'
  | 'shell_tube_1_2';

function counterflow(ntu: number, c: number): number {
  // expm1 keeps the difference of nearly equal capacities exact.
  const x = ntu * (1 - c);
  if (x < 1e-9) return ntu / (1 + ntu) + (x / 2) * (ntu / (1 + ntu) ** 2);
  const gone = -Math.expm1(-x);
  return gone / (1 - c + c * gone);
}

/** Mason's series: both streams unmixed. */
function unmixedExact(ntu: number, c: number): number {
  const tail = (x: number) => {
    let term = Math.exp(-x);
    let rest = -Math.expm1(-x);
    return (n: number) => {
      if (n > 0) {
        term *= x / n;
        rest -= term;
      }
      return Math.max(0, rest);
    };
  };
  const hot = tail(ntu);
  const cold = tail(c * ntu);
  let sum = 0;
  for (let n = 0; n < 2000; n++) {
    const term = hot(n) * cold(n);
    sum += term;
    if (n > ntu && term < 1e-17 * sum) break;
  }
  return sum / (c * ntu);
}

/** Heat moved over the most that could be moved. */
export function effectiveness(arrangement: Arrangement, ntu: number, c: number): number {
  if (!(ntu > 0)) return 0;
  if (c < 1e-12) return -Math.expm1(-ntu);
  switch (arrangement) {
    case 'counterflow':
      return counterflow(ntu, c);
    case 'parallel':
      return -Math.expm1(-ntu * (1 + c)) / (1 + c);
    case 'crossflow_both_unmixed_approx':
      return -Math.expm1((ntu ** 0.22 / c) * Math.expm1(-c * ntu ** 0.78));
    case 'crossflow_both_unmixed_exact':
      return unmixedExact(ntu, c);
    case 'crossflow_cmax_mixed':
      return -Math.expm1(c * Math.expm1(-ntu)) / c;
    case 'crossflow_cmin_mixed':
      return -Math.expm1(Math.expm1(-c * ntu) / c);
    case 'shell_tube_1_2': {
      const g = Math.sqrt(1 + c * c);
      const e = Math.exp(-ntu * g);
      return 2 / (1 + c + (g * (1 + e)) / -Math.expm1(-ntu * g));
    }
  }
}

export interface Stream {
  /** ṁ·cp, W/K. */
  readonly capacity_W_K: number;
  readonly inlet_K: number;
}

export interface ExchangerDuty {
  readonly ntu: number;
  readonly ratio: number;
  readonly effectiveness: number;
  /** From hot to cold; negative where the "hot" stream is the colder one. */
  readonly heat_W: number;
  readonly hotOutlet_K: number;
  readonly coldOutlet_K: number;
  /** Of counter-flow and parallel flow, where UA·LMTD is the heat; undefined for the others and where it has none. */
  readonly lmtd_K: number | undefined;
}

/** Mean difference of two streams that run against or along each other. */
function meanDifference_K(
  arrangement: Arrangement,
  hot: Stream,
  cold: Stream,
  hotOutlet_K: number,
  coldOutlet_K: number,
): number | undefined {
  if (arrangement === 'counterflow') return logMeanDifference_K(hot.inlet_K - coldOutlet_K, hotOutlet_K - cold.inlet_K);
  return arrangement === 'parallel' ? logMeanDifference_K(hot.inlet_K - cold.inlet_K, hotOutlet_K - coldOutlet_K) : undefined;
}

/** Duty of an exchanger of a given UA. A stream without flow moves nothing. */
export function exchange(arrangement: Arrangement, conductance_W_K: number, hot: Stream, cold: Stream): ExchangerDuty {
  const least = Math.min(hot.capacity_W_K, cold.capacity_W_K);
  const most = Math.max(hot.capacity_W_K, cold.capacity_W_K);
  if (!(least > 0)) {
    return { ntu: 0, ratio: 0, effectiveness: 0, heat_W: 0, hotOutlet_K: hot.inlet_K, coldOutlet_K: cold.inlet_K, lmtd_K: undefined };
  }
  const ntu = conductance_W_K / least;
  const ratio = least / most;
  const reached = effectiveness(arrangement, ntu, ratio);
  const heat_W = reached * least * (hot.inlet_K - cold.inlet_K);
  const hotOutlet_K = hot.inlet_K - heat_W / hot.capacity_W_K;
  const coldOutlet_K = cold.inlet_K + heat_W / cold.capacity_W_K;
  const lmtd_K = meanDifference_K(arrangement, hot, cold, hotOutlet_K, coldOutlet_K);
  return { ntu, ratio, effectiveness: reached, heat_W, hotOutlet_K, coldOutlet_K, lmtd_K };
}

/** Logarithmic mean of the two end differences; undefined where they differ in sign. */
function logMeanDifference_K(first_K: number, second_K: number): number | undefined {
  if (first_K === second_K) return first_K;
  if (first_K * second_K <= 0) return undefined;
  const ratio = first_K / second_K;
  // Near equality the series of the logarithm avoids 0/0.
  if (Math.abs(ratio - 1) < 1e-5) return second_K * (1 + (ratio - 1) / 2 - (ratio - 1) ** 2 / 12);
  return (first_K - second_K) / Math.log(ratio);
}

export interface CounterflowSize {
  readonly hotOutlet_K: number;
  readonly coldOutlet_K: number;
  readonly lmtd_K: number;
  readonly conductance_W_K: number;
  /** Hot outlet above cold inlet. */
  readonly approach_K: number;
}

/** UA of a counter-flow exchanger for a duty and two inlet states; undefined where no exchanger can do it. */
export function sizeCounterflow(heat_W: number, hot: Stream, cold: Stream): CounterflowSize | undefined {
  const hotOutlet_K = hot.inlet_K - heat_W / hot.capacity_W_K;
  const coldOutlet_K = cold.inlet_K + heat_W / cold.capacity_W_K;
  const lmtd_K = logMeanDifference_K(hot.inlet_K - coldOutlet_K, hotOutlet_K - cold.inlet_K);
  if (lmtd_K === undefined || lmtd_K <= 0) return undefined;
  return { hotOutlet_K, coldOutlet_K, lmtd_K, conductance_W_K: heat_W / lmtd_K, approach_K: hotOutlet_K - cold.inlet_K };
}

/**
 * UA at other flows than rated: each side's film follows its flow, 1/UA = ½·(ṁ_r/ṁ)^n/UA_r per side, plus
 * fouling in K/W.
 */
export function conductanceAtFlows_W_K(
  rated_W_K: number,
  hotRatio: number,
  coldRatio: number,
  flowExponent: number,
  fouling_K_W: number,
): number {
  if (!(hotRatio > 0) || !(coldRatio > 0) || !(rated_W_K > 0)) return 0;
  const resistance = (0.5 * hotRatio ** -flowExponent + 0.5 * coldRatio ** -flowExponent) / rated_W_K + fouling_K_W;
  return 1 / resistance;
}
