/**
 * Optimal sharing of capacities among consumers of concave worth, over all linear limits at once. Where the limits
 * that can bind nest, water-filling gives the exact answer in O(n log n); where they cross, an interior point method
 * does, ended or (with a previous answer) replaced by an active set. Same problem, same answer, bit for bit.
 */
import { activeSet } from './allocation/active-set.ts';
import { guessFromInside, guessFromPrevious } from './allocation/guess.ts';
import { interiorPoint } from './allocation/interior-point.ts';
import { type Nest, nestOf } from './allocation/nesting.ts';
import { NormalMatrix } from './allocation/normal-matrix.ts';
import { proofOf } from './allocation/optimality.ts';
import type { AllocationProblem, AllocationResult, Limit, OptimalAllocation } from './allocation/problem.ts';
import { type RowCapacities, relevantRows, rowCapacities } from './allocation/relevant.ts';
import { type Rows, rowsOf } from './allocation/rows.ts';
import { type ScaledPoint, scale } from './allocation/scaled.ts';
import { type Incidence, incidenceOf, type Pieces, piecesOf } from './allocation/structure.ts';
import { waterFill } from './allocation/water-filling.ts';

export type { AllocationProblem, AllocationResult, Consumer, Limit, OptimalAllocation, WorthPiece } from './allocation/problem.ts';
export { mostOf, worthOf } from './allocation/worth.ts';

/** What depends on which rows can bind, not on numbers. */
interface Plan {
  readonly incidence: Incidence;
  readonly nest: Nest | undefined;
  matrix?: NormalMatrix;
}

const plans = new WeakMap<readonly Limit[], Plan>();

function planFor(limits: readonly Limit[], all: Rows, rows: Int32Array, consumers: number): Plan {
  const known = plans.get(limits);
  if (known && known.incidence.columnStart.length === consumers + 1 && known.incidence.rows.length === rows.length) {
    if (rows.every((row, r) => known.incidence.rows[r] === row)) return known;
  }
  const incidence = incidenceOf(all, rows, consumers);
  const plan: Plan = { incidence, nest: nestOf(incidence, consumers) };
  plans.set(limits, plan);
  return plan;
}

export interface AllocationOptions {
  /** An answer for the same consumers and limits with other numbers, to start from. */
  readonly previous?: OptimalAllocation;
  /** Also where limits nest, for checking one path against the other. */
  readonly general?: boolean;
}

const warmRounds = 12;
const finishRounds = 8;

export function allocateOverLimits(problem: AllocationProblem, options: AllocationOptions = {}): AllocationResult {
  const { consumers, limits, capacities } = problem;
  const least = Float64Array.from(consumers, (consumer) => consumer.least);
  const rows = rowsOf(limits);
  const room = rowCapacities(problem, rows, least);
  if ('conflicts' in room) return { status: 'infeasible', conflicts: room.conflicts };
  const { spare, tightest } = room;
  const frozen = new Uint8Array(consumers.length);
  const full: number[] = [];
  for (let row = 0; row < rows.count; row++) {
    if (spare[row] !== 0) continue;
    full.push(tightest[row] as number);
    for (let e = rows.start[row] as number; e < (rows.start[row + 1] as number); e++) frozen[rows.member[e] as number] = 1;
  }
  const pieces = piecesOf(problem, frozen);
  const plan = planFor(limits, rows, relevantRows(rows, spare, least, pieces.most), consumers.length);
  const answer = solve(problem, plan, pieces, least, room, rows, options);
  const prices = new Float64Array(limits.length);
  for (let r = 0; r < answer.prices.length; r++) {
    const j = tightest[plan.incidence.rows[r] as number] as number;
    prices[j] = (answer.prices[r] as number) / (rows.factor[j] as number);
  }
  for (const j of full) prices[j] = keenest(problem, j);
  const { value, consumerPrices, used, gap, residuals } = proofOf(problem, answer.amounts, prices, pieces.atStake);
  const binding = [...prices.keys()].filter((j) => {
    const capacity = capacities[j] as number;
    return (prices[j] as number) > 0 && capacity - (used[j] as number) <= 1e-9 * Math.abs(capacity);
  });
  const { amounts, method, iterations } = answer;
  return { status: 'optimal', amounts, prices, consumerPrices, used, binding, value, gap, residuals, method, iterations };
}

/** Worth of the first unit of room in a limit that has none: what its keenest member would pay. */
function keenest(problem: AllocationProblem, j: number): number {
  const { members, coefficients } = problem.limits[j] as Limit;
  let most = 0;
  for (let k = 0; k < members.length; k++) {
    for (const { width, first } of problem.consumers[members[k] as number]?.pieces ?? []) {
      if (width > 0) most = Math.max(most, first / (coefficients[k] as number));
    }
  }
  return most;
}

interface Answer {
  readonly amounts: Float64Array;
  /** By row of the plan. */
  readonly prices: Float64Array;
  readonly method: OptimalAllocation['method'];
  readonly iterations: number;
}

function solve(
  problem: AllocationProblem,
  plan: Plan,
  pieces: Pieces,
  least: Float64Array,
  { spare }: RowCapacities,
  rows: Rows,
  options: AllocationOptions,
): Answer {
  const { incidence, nest } = plan;
  if (incidence.rows.length === 0) {
    return { amounts: pieces.most.slice(), prices: new Float64Array(0), method: 'nested', iterations: 0 };
  }
  if (nest && !options.general) {
    const capacity = Float64Array.from(incidence.rows, (row, r) => (spare[row] as number) * (nest.scale[r] as number));
    return { ...waterFill(nest, incidence, pieces, capacity, least), method: 'nested', iterations: 0 };
  }
  const scaled = scale(incidence, pieces, spare);
  plan.matrix ??= new NormalMatrix(incidence, least.length);
  const back = ({ amount, price }: ScaledPoint, method: Answer['method'], iterations: number): Answer => {
    const amounts = least.slice();
    for (let p = 0; p < amount.length; p++) {
      const i = pieces.owner[p] as number;
      amounts[i] = (amounts[i] as number) + (amount[p] as number) * scaled.amountUnit;
    }
    const prices = price.map((value, r) => (value * scaled.worthUnit * scaled.amountUnit) / (scaled.capacity[r] as number));
    return { amounts, prices, method, iterations };
  };
  const { previous } = options;
  if (previous && previous.amounts.length === least.length && previous.prices.length === problem.limits.length) {
    const rowPrices = new Float64Array(rows.count);
    for (let j = 0; j < previous.prices.length; j++) {
      const row = rows.rowOf[j] as number;
      rowPrices[row] = (rowPrices[row] as number) + (previous.prices[j] as number) * (rows.factor[j] as number);
    }
    const warm = activeSet(scaled, plan.matrix, guessFromPrevious(scaled, previous, least, rowPrices), warmRounds);
    if (warm) return back(warm, 'warm', warm.iterations);
  }
  const inside = interiorPoint(scaled, plan.matrix);
  const ended = activeSet(scaled, plan.matrix, guessFromInside(scaled, inside), finishRounds);
  return back(ended ?? inside, 'interior-point', inside.iterations + (ended?.iterations ?? 0));
}
