/** The problem above the least amounts in units where amounts, worth and capacities are about one. */
import type { Incidence, Pieces } from './structure.ts';

export interface Scaled {
  readonly incidence: Incidence;
  readonly pieces: Pieces;
  /** Coefficients by entry; every capacity is 1. */
  readonly coefficient: Float64Array;
  readonly width: Float64Array;
  readonly first: Float64Array;
  /** Fall of worth per unit; 0 on flat pieces. */
  readonly curvature: Float64Array;
  /** Unscaled: capacity of each row above the least amounts; units of amount and of worth per amount. */
  readonly capacity: Float64Array;
  readonly amountUnit: number;
  readonly worthUnit: number;
}

/** @param spare — capacity of each limit above what the least amounts of its members draw. */
export function scale(incidence: Incidence, pieces: Pieces, spareOf: Float64Array): Scaled {
  let [amountUnit, worthUnit] = [0, 0];
  for (let p = 0; p < pieces.owner.length; p++) {
    amountUnit = Math.max(amountUnit, pieces.width[p] as number);
    worthUnit = Math.max(worthUnit, pieces.first[p] as number);
  }
  const capacity = new Float64Array(incidence.rows.length);
  const coefficient = incidence.rowCoefficient.slice();
  for (let r = 0; r < capacity.length; r++) {
    const spare = spareOf[incidence.rows[r] as number] as number;
    capacity[r] = spare;
    for (let e = incidence.rowStart[r] as number; e < (incidence.rowStart[r + 1] as number); e++) {
      coefficient[e] = ((coefficient[e] as number) * amountUnit) / spare;
    }
  }
  const width = pieces.width.map((value) => value / amountUnit);
  const first = pieces.first.map((value) => value / worthUnit);
  const curvature = pieces.first.map((value, p) => (value - (pieces.last[p] as number)) / worthUnit / (width[p] as number));
  return { incidence, pieces, coefficient, width, first, curvature, capacity, amountUnit, worthUnit };
}

/** Point of the scaled problem: pieces by piece, prices by row. */
export interface ScaledPoint {
  readonly amount: Float64Array;
  readonly price: Float64Array;
}

/** Adds A·amount to `rows` (which starts from what the caller left there). */
export function addDrawn(
  { incidence, pieces, coefficient }: Scaled,
  amount: Float64Array,
  rows: Float64Array,
  byConsumer: Float64Array,
): void {
  const { rowStart, rowMember } = incidence;
  for (let i = 0; i < byConsumer.length; i++) {
    let sum = 0;
    for (let p = pieces.start[i] as number; p < (pieces.start[i + 1] as number); p++) sum += amount[p] as number;
    byConsumer[i] = sum;
  }
  for (let r = 0; r < rows.length; r++) {
    let sum = rows[r] as number;
    for (let e = rowStart[r] as number; e < (rowStart[r + 1] as number); e++) {
      sum += (coefficient[e] as number) * (byConsumer[rowMember[e] as number] as number);
    }
    rows[r] = sum;
  }
}

/** Price of one more unit for each consumer: Aᵀ·price. */
export function consumerPrices({ incidence, coefficient }: Scaled, price: Float64Array, byConsumer: Float64Array): void {
  const { columnStart, columnRow, columnEntry } = incidence;
  for (let i = 0; i < byConsumer.length; i++) {
    let sum = 0;
    for (let a = columnStart[i] as number; a < (columnStart[i + 1] as number); a++) {
      sum += (coefficient[columnEntry[a] as number] as number) * (price[columnRow[a] as number] as number);
    }
    byConsumer[i] = sum;
  }
}
