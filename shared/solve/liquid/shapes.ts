/**
 * Solvers by shape: blocks built alike share orderings, patterns and work arrays, whatever their numbers. Within a shape,
 * blocks that state the same problem but for the air of their rooms are known as such.
 */
import type { LiquidNetwork } from '../../network/liquid.ts';
import { isCopyButRooms } from './copies.ts';
import { ShapeReader } from './part-network.ts';
import { type PartOptions, PartSolver, type PartState, type SolvedPart } from './part-solver.ts';

/** A part's own network as it was last solved, and its answer. */
export interface Answered {
  readonly network: LiquidNetwork;
  readonly solved: SolvedPart;
}

/** What a part states, names and numbers of its rooms left out. */
export interface Problem {
  /** The part that it was first seen in. */
  readonly of: LiquidNetwork;
  /** The part of this problem that was solved last. */
  answered: Answered | undefined;
}

interface Shaped {
  readonly shape: Int32Array;
  readonly solver: PartSolver;
  /** Problems of this shape, the latest first. */
  problems: readonly Problem[];
}

/** A part is held against this many problems of its shape: a design whose blocks all differ is not compared pair by pair. */
const problemsKept = 8;

export class ShapeLibrary {
  readonly #options: PartOptions;
  readonly #byHash = new Map<number, Shaped[]>();
  readonly #reader = new ShapeReader();
  readonly #shapedOf = new WeakMap<LiquidNetwork, Shaped>();
  readonly #problemOf = new WeakMap<LiquidNetwork, Problem>();
  /** Orderings made so far. */
  prepared = 0;

  constructor(options: PartOptions) {
    this.#options = options;
  }

  /** Whether solvers made here serve these options. */
  serves({ fluid, friction }: PartOptions): boolean {
    return fluid === this.#options.fluid && friction === this.#options.friction;
  }

  /** Solves a part from its own earlier answer, or from nothing. */
  solve(network: LiquidNetwork, before: PartState | undefined, options: PartOptions): SolvedPart {
    const shaped = this.#shapedOf.get(network) ?? this.#find(network);
    let { solver } = shaped;
    if (!solver.bind(network)) {
      solver = new PartSolver(network, this.#options);
      this.prepared++;
    }
    return solver.solve(before, options);
  }

  /** What a part states: the same object for parts that differ in names and in numbers of their rooms alone. */
  problemOf(network: LiquidNetwork): Problem {
    const known = this.#problemOf.get(network);
    if (known) return known;
    const shaped = this.#shapedOf.get(network) ?? this.#find(network);
    let problem = shaped.problems.find(({ of }) => isCopyButRooms(of, network));
    if (!problem) {
      problem = { of: network, answered: undefined };
      shaped.problems = [problem, ...shaped.problems.slice(0, problemsKept - 1)];
    }
    this.#problemOf.set(network, problem);
    return problem;
  }

  #find(network: LiquidNetwork): Shaped {
    const shape = this.#reader.read(network);
    const hash = hashOf(shape);
    const alike = this.#byHash.get(hash) ?? [];
    let known = alike.find((one) => sameNumbers(one.shape, shape));
    if (!known) {
      known = { shape: shape.slice(), solver: new PartSolver(network, this.#options), problems: [] };
      this.prepared++;
      this.#byHash.set(hash, [...alike, known]);
    }
    this.#shapedOf.set(network, known);
    return known;
  }

  /** A part in which only numbers differ from another's is of its shape; one in which only rooms differ states its problem. */
  carry(from: LiquidNetwork, to: LiquidNetwork): void {
    const shaped = this.#shapedOf.get(from);
    if (shaped) this.#shapedOf.set(to, shaped);
    const problem = this.#problemOf.get(from);
    if (problem && differsInRoomsOnly(from, to)) this.#problemOf.set(to, problem);
  }

  /** Orders the shape of this part unless that was done before. */
  prepare(network: LiquidNetwork): void {
    this.#find(network);
  }
}

const differsInRoomsOnly = (a: LiquidNetwork, b: LiquidNetwork): boolean =>
  a.nodes === b.nodes &&
  a.branches === b.branches &&
  a.exchangers === b.exchangers &&
  a.units === b.units &&
  a.controls === b.controls &&
  a.spaces?.length === b.spaces?.length;

/** FNV-1a over whole numbers. */
function hashOf(numbers: Int32Array): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < numbers.length; i++) hash = Math.imul(hash ^ (numbers[i] as number), 0x01000193);
  return hash;
}

function sameNumbers(a: Int32Array, b: Int32Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
