/**
 * The liquid side. A network falls into parts that exchange nothing; each is solved to its own convergence, and a
 * part whose numbers are those of the earlier solution keeps its answer. Not converging is an answer with a place.
 */
import type { LiquidNetwork } from '../network/liquid.ts';
import { assemble } from './liquid/assemble.ts';
import { changedParts, samePlain } from './liquid/changes.ts';
import { type LocalNumbers, localNumbers, partNetwork } from './liquid/part-network.ts';
import type { PartOptions, PartState } from './liquid/part-solver.ts';
import { type Part, type Partition, partitionOf } from './liquid/partition.ts';
import { type Answered, ShapeLibrary } from './liquid/shapes.ts';
import type { LiquidSolution } from './liquid/solution.ts';
import { type AskedPart, solveAlike } from './liquid/solve-alike.ts';

/** What a later solve starts from. */
interface WarmStart {
  readonly prepared: PreparedLiquid;
  readonly answers: readonly Answered[];
}

/** Kept beside solutions and not in them: results are data, orderings are not. */
const warmStarts = new WeakMap<LiquidSolution, WarmStart>();

/** A network cut into its parts, with the solvers of their shapes. */
export interface PreparedLiquid {
  readonly network: LiquidNetwork;
  readonly partition: Partition;
  readonly local: LocalNumbers;
  readonly parts: readonly LiquidNetwork[];
  readonly shapes: ShapeLibrary;
}

export interface LiquidOptions extends PartOptions {
  /** Of this very network, where it was prepared before. */
  readonly prepared?: PreparedLiquid;
  /** A room whose heat is this near to what its part was last solved for leaves that part as it was; rounding alone unless given. */
  readonly sameHeat_W?: number;
}

/** Cuts a network into parts and orders one of each shape. */
export function prepareLiquid(network: LiquidNetwork, options: PartOptions = {}, shapes = new ShapeLibrary(options)): PreparedLiquid {
  const partition = partitionOf(network);
  const local = localNumbers(network, partition.parts);
  const parts = partition.parts.map((part) => partNetwork(network, part, local));
  for (const part of parts) shapes.prepare(part);
  return { network, partition, local, parts, shapes };
}

/** Solves a network; `previous` (of any network) keeps what has not changed and gives the rest its first guess. */
export function solveLiquid(network: LiquidNetwork, previous?: LiquidSolution, options: LiquidOptions = {}): LiquidSolution {
  const earlierStart = previous && warmStarts.get(previous);
  const warm = earlierStart?.prepared.shapes.serves(options) ? earlierStart : undefined;
  const changed =
    warm && changedParts(warm.prepared.network, network, warm.prepared.partition, solvedHeat_W(warm), options.sameHeat_W ?? 0);
  if (warm && changed) return solveAgain(network, warm, changed, previous as LiquidSolution, options);

  const prepared = options.prepared?.network === network ? options.prepared : prepareLiquid(network, options, warm?.prepared.shapes);
  const earlier = new Map(warm?.answers.map((answer) => [nameOf(answer.network), answer]));
  const again: number[] = [];
  const asked: AskedPart[] = [];
  const kept = prepared.parts.map((part, p): Answered | undefined => {
    const before = earlier.get(nameOf(part));
    if (before && samePlain(before.network, part)) return before;
    again.push(p);
    asked.push({ network: part, before: stateFor(part, before) });
    return undefined;
  });
  const { answers, partsSolved } = solveAlike(asked, prepared.shapes, options);
  let k = 0;
  const all = kept.map((one) => one ?? (answers[k++] as Answered));
  return finish(prepared, all, [...all.keys()], partsSolved, undefined);
}

/** The same parts as before, some with other numbers. */
function solveAgain(
  network: LiquidNetwork,
  { prepared: before, answers: earlier }: WarmStart,
  changed: Uint8Array,
  previous: LiquidSolution,
  options: LiquidOptions,
): LiquidSolution {
  const { partition, local, shapes } = before;
  const again = [...changed.keys()].filter((p) => changed[p] === 1);
  const parts = before.parts.slice();
  const answers = earlier.slice();
  const asked = again.map((p): AskedPart => {
    const earlierPart = before.parts[p] as LiquidNetwork;
    const part = partNetwork(network, partition.parts[p] as Part, local, { network: before.network, part: earlierPart });
    shapes.carry(earlierPart, part);
    parts[p] = part;
    return { network: part, before: stateFor(part, earlier[p]) };
  });
  const solved = solveAlike(asked, shapes, options);
  again.forEach((p, k) => {
    answers[p] = solved.answers[k] as Answered;
  });
  return finish({ network, partition, local, parts, shapes }, answers, again, solved.partsSolved, previous);
}

/** State of a part's earlier answer, unless the part has been built anew since. */
function stateFor(network: LiquidNetwork, before: Answered | undefined): PartState | undefined {
  const state = before?.solved.state;
  const fits =
    state !== undefined &&
    state.hydraulics.pressure_Pa.length === network.nodes.length &&
    state.hydraulics.massFlow_kg_s.length === network.branches.length &&
    state.transport.unitPiece.length === network.units.length &&
    state.transport.exchangerPiece.length === network.exchangers.length;
  return fits ? state : undefined;
}

function finish(
  prepared: PreparedLiquid,
  answers: readonly Answered[],
  written: readonly number[],
  partsSolved: number,
  earlier: LiquidSolution | undefined,
): LiquidSolution {
  const own = answers.map(({ solved }) => solved.solution);
  const solution = assemble(prepared.partition, own, written, partsSolved, earlier);
  warmStarts.set(solution, { prepared, answers });
  return solution;
}

/** Parts are known again by the first of their nodes, or the room they are. */
const nameOf = ({ nodes, spaces }: LiquidNetwork): string => nodes[0]?.id ?? spaces?.[0]?.owner ?? '';

/** Heat of each room as its part was last solved. */
function solvedHeat_W({ prepared: { partition }, answers }: WarmStart): Float64Array {
  const heat_W = new Float64Array(partition.partOfSpace.length);
  partition.parts.forEach(({ spaces }, p) => {
    spaces.forEach((space, s) => {
      heat_W[space] = answers[p]?.network.spaces?.[s]?.heat_W ?? Number.NaN;
    });
  });
  return heat_W;
}
