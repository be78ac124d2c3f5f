/**
 * Sharing scarce capacities: maximise Σ f_i(x_i) over least_i ≤ x_i ≤ most_i and A·x ≤ capacity, A ≥ 0, with
 * every f_i concave. A worth curve is given by its slope, which falls linearly over each piece and may drop
 * between pieces: one sloped piece is a quadratic, flat pieces are a piecewise linear hull. Units are the
 * caller's: amounts (W), worth (tokens/s), capacities (W, m³/s …), prices in worth per unit of capacity.
 */

/** Over `width` ≥ 0 units the worth of one more falls linearly from `first` to `last` ≤ `first`. */
export interface WorthPiece {
  readonly width: number;
  readonly first: number;
  readonly last: number;
}

export interface Consumer {
  /** What it gets at least, ≥ 0. */
  readonly least: number;
  /** Worth of the least amount. */
  readonly worthAtLeast: number;
  /** Slopes never rise from piece to piece; least + all widths is the most it can use. */
  readonly pieces: readonly WorthPiece[];
}

/** Σ coefficients[k]·x[members[k]] ≤ the capacity of this limit; coefficients > 0, members without repeats. */
export interface Limit {
  /** Unique; what results and conflicts name. */
  readonly id: string;
  readonly members: ArrayLike<number>;
  readonly coefficients: ArrayLike<number>;
}

export interface AllocationProblem {
  readonly consumers: readonly Consumer[];
  /** Pass the same array again to keep orderings: only capacities and consumers change between steps of a trace. */
  readonly limits: readonly Limit[];
  /** In the order of the limits; infinite where a limit is lifted. */
  readonly capacities: ArrayLike<number>;
}

/** How far an answer is from the Karush–Kuhn–Tucker conditions; all relative, see `kktResiduals`. */
export interface KktResiduals {
  /** Largest excess over a capacity, over that capacity. */
  readonly primal: number;
  /** Largest distance that a consumer would still move at the prices, worth over all worth at stake. */
  readonly stationarity: number;
  /** Largest price × unused capacity over all worth at stake. */
  readonly complementarity: number;
}

export type AllocationResult =
  | {
      readonly status: 'optimal';
      /** By consumer. */
      readonly amounts: Float64Array;
      /** By limit: worth of one more unit of its capacity (the dual variable, ≥ 0). */
      readonly prices: Float64Array;
      /** By consumer: what one more unit for it costs the others, Σ coefficient·price over its limits. */
      readonly consumerPrices: Float64Array;
      /** By limit: what is drawn of its capacity. */
      readonly used: Float64Array;
      /** Limits (indices, ascending) whose capacity is used up to 1e-9 and has a price. */
      readonly binding: readonly number[];
      readonly value: number;
      /** Dual bound on the value less the value, over the worth at stake: proof of optimality. */
      readonly gap: number;
      readonly residuals: KktResiduals;
      readonly method: 'nested' | 'interior-point' | 'warm';
      /** Interior-point or active-set steps; 0 where limits nest. */
      readonly iterations: number;
    }
  | {
      readonly status: 'infeasible';
      /** Limits that the least amounts of their members alone exceed, in the order of the limits. */
      readonly conflicts: readonly { readonly limit: number; readonly id: string; readonly least: number; readonly capacity: number }[];
    };

export type OptimalAllocation = Extract<AllocationResult, { status: 'optimal' }>;
