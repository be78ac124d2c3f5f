/** Solvers by shape: blocks built alike share orderings, patterns and work arrays, whatever their numbers. */
import type { LiquidNetwork } from '../../network/liquid.ts';
import { ShapeReader } from './part-network.ts';
import { type PartOptions, PartSolver } from './part-solver.ts';

interface Shaped {
  readonly shape: Int32Array;
  readonly solver: PartSolver;
}

export class ShapeLibrary {
  readonly #options: PartOptions;
  readonly #byHash = new Map<number, Shaped[]>();
  readonly #reader = new ShapeReader();
  readonly #solverOf = new WeakMap<LiquidNetwork, PartSolver>();
  /** Orderings made so far. */
  prepared = 0;

  constructor(options: PartOptions) {
    this.#options = options;
  }

  /** Whether solvers made here serve these options. */
  serves({ fluid, friction }: PartOptions): boolean {
    return fluid === this.#options.fluid && friction === this.#options.friction;
  }

  /** A solver bound to this part; the next call may bind it to another. */
  solverFor(network: LiquidNetwork): PartSolver {
    const solver = this.#solverOf.get(network) ?? this.#find(network);
    if (solver.bind(network)) return solver;
    this.prepared++;
    return new PartSolver(network, this.#options);
  }

  /** The solver of this part's shape. */
  #find(network: LiquidNetwork): PartSolver {
    const shape = this.#reader.read(network);
    const hash = hashOf(shape);
    const alike = this.#byHash.get(hash) ?? [];
    let known = alike.find((one) => sameNumbers(one.shape, shape));
    if (!known) {
      known = { shape: shape.slice(), solver: new PartSolver(network, this.#options) };
      this.prepared++;
      this.#byHash.set(hash, [...alike, known]);
    }
    this.#solverOf.set(network, known.solver);
    return known.solver;
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
