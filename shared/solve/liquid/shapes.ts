/** Solvers by shape: blocks built alike share orderings, patterns and work arrays, whatever their numbers. */
import type { LiquidNetwork } from '../../network/liquid.ts';
import { isCopy } from './copies.ts';
import { ShapeReader } from './part-network.ts';
import { type PartOptions, PartSolver, type PartState, type SolvedPart } from './part-solver.ts';

interface Shaped {
  readonly shape: Int32Array;
  readonly solver: PartSolver;
  /** The part of this shape that was last solved, with its answer. */
  last: { readonly network: LiquidNetwork; readonly state: PartState } | undefined;
}

export class ShapeLibrary {
  readonly #options: PartOptions;
  readonly #byHash = new Map<number, Shaped[]>();
  readonly #reader = new ShapeReader();
  readonly #shapedOf = new WeakMap<LiquidNetwork, Shaped>();
  /** Orderings made so far. */
  prepared = 0;

  constructor(options: PartOptions) {
    this.#options = options;
  }

  /** Whether solvers made here serve these options. */
  serves({ fluid, friction }: PartOptions): boolean {
    return fluid === this.#options.fluid && friction === this.#options.friction;
  }

  /**
   * Solves a part from its own earlier answer. A part without one that is a copy of another, number by number, is the
   * same problem and starts from that one's answer; any other starts from nothing.
   */
  solve(network: LiquidNetwork, before: PartState | undefined, options: PartOptions): SolvedPart {
    const shaped = this.#shapedOf.get(network) ?? this.#find(network);
    const copy = before === undefined && shaped.last && isCopy(shaped.last.network, network) ? shaped.last.state : undefined;
    let { solver } = shaped;
    if (!solver.bind(network)) {
      solver = new PartSolver(network, this.#options);
      this.prepared++;
    }
    const solved = solver.solve(before ?? copy, options);
    if (solved.solution.islands.every(({ status }) => status === 'solved')) shaped.last = { network, state: solved.state };
    return solved;
  }

  #find(network: LiquidNetwork): Shaped {
    const shape = this.#reader.read(network);
    const hash = hashOf(shape);
    const alike = this.#byHash.get(hash) ?? [];
    let known = alike.find((one) => sameNumbers(one.shape, shape));
    if (!known) {
      known = { shape: shape.slice(), solver: new PartSolver(network, this.#options), last: undefined };
      this.prepared++;
      this.#byHash.set(hash, [...alike, known]);
    }
    this.#shapedOf.set(network, known);
    return known;
  }

  /** A part in which only numbers differ from another's is of its shape. */
  carry(from: LiquidNetwork, to: LiquidNetwork): void {
    const shaped = this.#shapedOf.get(from);
    if (shaped) this.#shapedOf.set(to, shaped);
  }

  /** Orders the shape of this part unless that was done before. */
  prepare(network: LiquidNetwork): void {
    this.#find(network);
  }
}

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
