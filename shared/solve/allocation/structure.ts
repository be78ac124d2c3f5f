/** The problem in columns: worth curves as pieces above the least amounts, rows that can bind both ways round. */
import type { AllocationProblem } from './problem.ts';
import type { Rows } from './rows.ts';

/** Those rows that can bind, by row and by consumer. */
export interface Incidence {
  /** Index among all rows, by row here. */
  readonly rows: Int32Array;
  readonly rowStart: Int32Array;
  readonly rowMember: Int32Array;
  readonly rowCoefficient: Float64Array;
  readonly columnStart: Int32Array;
  readonly columnRow: Int32Array;
  /** Place of the same entry in the row lists. */
  readonly columnEntry: Int32Array;
}

/** Worth curves of all consumers as columns of pieces; negative slopes, which nobody uses, are cut off. */
export interface Pieces {
  /** By consumer, into the piece columns. */
  readonly start: Int32Array;
  readonly owner: Int32Array;
  readonly width: Float64Array;
  readonly first: Float64Array;
  readonly last: Float64Array;
  /** By consumer: least amount plus all widths. */
  readonly most: Float64Array;
  /** Σ first·width: what is at stake, the scale of gaps and residuals. */
  readonly atStake: number;
}

/** @param frozen — consumers that get their least amount whatever it is worth. */
export function piecesOf(problem: AllocationProblem, frozen: Uint8Array): Pieces {
  const { consumers } = problem;
  let count = 0;
  for (let i = 0; i < consumers.length; i++) {
    if (frozen[i] === 1) continue;
    for (const piece of consumers[i]?.pieces ?? []) if (piece.width > 0 && piece.first > 0) count++;
  }
  const start = new Int32Array(consumers.length + 1);
  const owner = new Int32Array(count);
  const [width, first, last] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  const most = new Float64Array(consumers.length);
  let atStake = 0;
  let p = 0;
  for (let i = 0; i < consumers.length; i++) {
    const consumer = consumers[i];
    if (!consumer) continue;
    most[i] = consumer.least;
    for (const piece of frozen[i] === 1 ? [] : consumer.pieces) {
      if (!(piece.width > 0 && piece.first > 0)) continue;
      const kept = piece.last >= 0 ? 1 : piece.first / (piece.first - piece.last);
      owner[p] = i;
      width[p] = piece.width * kept;
      first[p] = piece.first;
      last[p] = Math.min(piece.first, Math.max(0, piece.last));
      most[i] = (most[i] as number) + piece.width * kept;
      atStake += piece.first * piece.width * kept;
      p++;
    }
    start[i + 1] = p;
  }
  return { start, owner, width, first, last, most, atStake };
}

export function incidenceOf(all: Rows, rows: Int32Array, consumers: number): Incidence {
  const rowStart = new Int32Array(rows.length + 1);
  for (let r = 0; r < rows.length; r++) {
    const row = rows[r] as number;
    rowStart[r + 1] = (rowStart[r] as number) + (all.start[row + 1] as number) - (all.start[row] as number);
  }
  const entries = rowStart[rows.length] as number;
  const rowMember = new Int32Array(entries);
  const rowCoefficient = new Float64Array(entries);
  const columnStart = new Int32Array(consumers + 1);
  for (let r = 0; r < rows.length; r++) {
    const from = all.start[rows[r] as number] as number;
    const to = all.start[(rows[r] as number) + 1] as number;
    rowMember.set(all.member.subarray(from, to), rowStart[r]);
    rowCoefficient.set(all.coefficient.subarray(from, to), rowStart[r]);
  }
  for (const i of rowMember) columnStart[i + 1] = (columnStart[i + 1] as number) + 1;
  for (let i = 0; i < consumers; i++) columnStart[i + 1] = (columnStart[i + 1] as number) + (columnStart[i] as number);
  const columnRow = new Int32Array(entries);
  const columnEntry = new Int32Array(entries);
  const next = columnStart.slice();
  for (let r = 0; r < rows.length; r++) {
    for (let e = rowStart[r] as number; e < (rowStart[r + 1] as number); e++) {
      const i = rowMember[e] as number;
      const at = next[i] as number;
      columnRow[at] = r;
      columnEntry[at] = e;
      next[i] = at + 1;
    }
  }
  return { rows, rowStart, rowMember, rowCoefficient, columnStart, columnRow, columnEntry };
}
