/**
 * Solves parts of a network, each problem once. Parts that differ in names alone have one answer; of parts that differ in the
 * heat of their room by next to nothing (feeders of other lengths lose other heat) three are solved, and the others lie
 * between them.
 */
import type { LiquidBranch, LiquidNetwork } from '../../network/liquid.ts';
import { between, isOnLine, narrow } from './between.ts';
import { sameRooms } from './copies.ts';
import type { PartOptions, PartState, SolvedPart } from './part-solver.ts';
import type { Answered, Problem, ShapeLibrary } from './shapes.ts';
import type { LiquidSolution } from './solution.ts';

/** A part to be solved, and what a solve of its own would start from. */
export interface AskedPart {
  readonly network: LiquidNetwork;
  readonly before: PartState | undefined;
}

export interface AlikeSolved {
  /** In the order in which parts were asked for. */
  readonly answers: readonly Answered[];
  /** Parts that were solved; the others repeat them or lie between them. */
  readonly partsSolved: number;
}

/** Parts with the same numbers everywhere. */
type Twins = readonly [first: number, ...others: number[]];

export function solveAlike(asked: readonly AskedPart[], shapes: ShapeLibrary, options: PartOptions): AlikeSolved {
  const answers = new Array<Answered>(asked.length);
  let partsSolved = 0;
  const partAt = (k: number) => asked[k] as AskedPart;

  const solve = (k: number, problem: Problem): Answered => {
    const { network, before } = partAt(k);
    const solved = shapes.solve(network, before, options);
    partsSolved++;
    const answer = { network, solved };
    if (standsForOthers(solved)) problem.answered = answer;
    return answer;
  };
  /** Answers the first of some twins; the others take it over, or are solved where it is none to take over. */
  const answer = ([first, ...others]: Twins, problem: Problem): Answered => {
    const { network } = partAt(first);
    const known = problem.answered;
    const own = known && sameRooms(known.network, network) ? renamed(known, known.solved.solution, network) : solve(first, problem);
    answers[first] = own;
    for (const k of others)
      answers[k] = standsForOthers(own.solved) ? renamed(own, own.solved.solution, partAt(k).network) : solve(k, problem);
    return own;
  };

  const byProblem = new Map<Problem, number[]>();
  asked.forEach(({ network }, k) => {
    const problem = shapes.problemOf(network);
    const members = byProblem.get(problem);
    if (members) members.push(k);
    else byProblem.set(problem, [k]);
  });
  for (const [problem, members] of byProblem) {
    const twins = twinsAmong(members, (k) => partAt(k).network);
    const line = onLine(twins, (k) => partAt(k).network);
    const solved = new Map<Twins, Answered>();
    if (line) for (const one of [line.low, line.high, line.middle]) solved.set(one, answer(one, problem));
    const drawn = line && lineThrough(solved.get(line.low), solved.get(line.middle), solved.get(line.high));
    for (const one of twins) {
      if (solved.has(one)) continue;
      if (drawn) for (const k of one) answers[k] = drawn(partAt(k).network);
      else answer(one, problem);
    }
  }
  return { answers, partsSolved };
}

/** Members in groups of equal rooms. */
function twinsAmong(members: readonly number[], networkOf: (k: number) => LiquidNetwork): readonly Twins[] {
  const twins: [number, ...number[]][] = [];
  for (const k of members) {
    const known = twins.find(([first]) => sameRooms(networkOf(first), networkOf(k)));
    if (known) known.push(k);
    else twins.push([k]);
  }
  return twins;
}

/** The least, the greatest and one heat between them, where parts differ in the heat of one room only, and little in that. */
function onLine(
  twins: readonly Twins[],
  networkOf: (k: number) => LiquidNetwork,
): { readonly low: Twins; readonly middle: Twins; readonly high: Twins } | undefined {
  const first = twins[0] && networkOf(twins[0][0]);
  if (twins.length < 4 || first?.spaces?.length !== 1) return undefined;
  const [room] = first.spaces;
  if (twins.some(([k]) => networkOf(k).spaces?.[0]?.bypass !== room?.bypass)) return undefined;
  if (twins.some(([k]) => networkOf(k).spaces?.[0]?.recirculation !== room?.recirculation)) return undefined;
  const heatOf = ([k]: Twins): number => roomHeat_W(networkOf(k));
  const sorted = [...twins].sort((a, b) => heatOf(a) - heatOf(b));
  const [low, middle, high] = [sorted[0], sorted[sorted.length >> 1], sorted.at(-1)];
  if (!low || !middle || !high) return undefined;
  return heatOf(high) - heatOf(low) <= narrow * Math.abs(heatOf(low)) ? { low, middle, high } : undefined;
}

const roomHeat_W = ({ spaces }: LiquidNetwork): number => spaces?.[0]?.heat_W ?? 0;

/** Answers by heat; undefined where the middle one does not lie between the others. */
function lineThrough(
  low: Answered | undefined,
  middle: Answered | undefined,
  high: Answered | undefined,
): ((network: LiquidNetwork) => Answered) | undefined {
  if (!low || !middle || !high || ![low, middle, high].every(({ solved }) => standsForOthers(solved))) return undefined;
  const [start_W, end_W] = [roomHeat_W(low.network), roomHeat_W(high.network)];
  const at = (network: LiquidNetwork): number => (roomHeat_W(network) - start_W) / (end_W - start_W);
  const [from, to] = [low.solved.solution, high.solved.solution];
  if (!isOnLine(middle.solved.solution, between(from, to, at(middle.network)))) return undefined;
  return (network) => renamed(low, between(from, to, at(network)), network);
}

/** Whether other parts may have this answer: it is whole, and names no records but by their places. */
const standsForOthers = ({ solution }: SolvedPart): boolean =>
  solution.unserved_W.size === 0 && solution.islands.every(({ status }) => status === 'solved');

/** A solution of one part as that of another of the same problem: the same numbers under its own names. */
function renamed({ network: from, solved }: Answered, solution: LiquidSolution, to: LiquidNetwork): Answered {
  const ownerAt = (branch: number): string => (to.branches[branch] as LiquidBranch).owner;
  const renamedBy = <T extends { readonly owner: string }>(states: readonly T[], like: readonly { readonly owner: string }[]): T[] =>
    states.map((state, i) => ({ ...state, owner: like[i]?.owner ?? state.owner }));
  const own: LiquidSolution = {
    ...solution,
    pumps: solution.pumps.map((pump) => ({ ...pump, owner: ownerAt(pump.branch) })),
    exchangers: renamedBy(solution.exchangers, to.exchangers),
    units: renamedBy(solution.units, to.units),
    controls: renamedBy(solution.controls, to.controls),
    spaces: renamedBy(solution.spaces, to.spaces ?? []),
    islands: solution.islands.map((island) => ({
      ...island,
      worst: island.worst.map((worst) => ownerAt(from.branches.findIndex(({ owner }) => owner === worst))),
    })),
  };
  return { network: to, solved: { solution: own, state: solved.state } };
}
