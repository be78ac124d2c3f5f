/** Writes the solutions of parts into one solution of the whole network. */
import type { Part, Partition } from './partition.ts';
import type { ControlState, ExchangerState, LiquidIsland, LiquidSolution, PumpState, SpaceState, UnitState } from './solution.ts';

type Column =
  | 'massFlow_kg_s'
  | 'flow_m3_s'
  | 'inlet_K'
  | 'outlet_K'
  | 'heat_W'
  | 'position'
  | 'throttle_Pa'
  | 'pressure_Pa'
  | 'nodeTemperature_K';

/**
 * Columns of the whole network, each put together when it is first asked for: between two passes with the power system
 * most are not.
 */
class Columns {
  readonly #partition: Partition;
  readonly #solved: readonly LiquidSolution[];
  readonly #known = new Map<Column, Float64Array>();
  /** Columns of earlier solutions of this partition, each with the parts that have been solved again since. */
  readonly #earlier = new Map<Column, { readonly column: Float64Array; readonly stale: ReadonlySet<number> }>();

  constructor(partition: Partition, solved: readonly LiquidSolution[], again: readonly number[], earlier: Columns | undefined) {
    this.#partition = partition;
    this.#solved = solved;
    if (!earlier || earlier.#partition !== partition) return;
    for (const [name, { column, stale }] of earlier.#earlier) this.#earlier.set(name, { column, stale: new Set([...stale, ...again]) });
    for (const [name, column] of earlier.#known) this.#earlier.set(name, { column, stale: new Set(again) });
  }

  get(name: Column): Float64Array {
    let column = this.#known.get(name);
    if (!column) {
      const ofNodes = name === 'pressure_Pa' || name === 'nodeTemperature_K';
      const { parts, partOfNode, partOfBranch } = this.#partition;
      const earlier = this.#earlier.get(name);
      column = earlier?.column.slice() ?? new Float64Array(ofNodes ? partOfNode.length : partOfBranch.length);
      for (const p of earlier?.stale ?? parts.keys()) {
        const part = parts[p] as Part;
        scatter((this.#solved[p] as LiquidSolution)[name], ofNodes ? part.nodes : part.branches, column);
      }
      this.#known.set(name, column);
    }
    return column;
  }
}

const columnsOf = new WeakMap<LiquidSolution, Columns>();

/**
 * @param solved solution of each part, in the partition's order
 * @param again parts whose solutions differ from those in `earlier`; all of them where nothing came before
 * @param partsSolved how many were solved and not kept
 * @param earlier a solution of the same partition
 */
export function assemble(
  partition: Partition,
  solved: readonly LiquidSolution[],
  again: readonly number[],
  partsSolved: number,
  earlier: LiquidSolution | undefined,
): LiquidSolution {
  const columns = new Columns(partition, solved, again, earlier && columnsOf.get(earlier));
  const pumps = listFor<PumpState>(earlier?.pumps);
  const exchangers = listFor<ExchangerState>(earlier?.exchangers);
  const units = listFor<UnitState>(earlier?.units);
  const controls = listFor<ControlState>(earlier?.controls);
  const spaces = listFor<SpaceState>(earlier?.spaces);
  const islands = listFor<LiquidIsland>(earlier?.islands);
  for (const p of again) {
    const part = partition.parts[p] as Part;
    const own = solved[p] as LiquidSolution;
    for (const pump of own.pumps) {
      const branch = part.branches[pump.branch] as number;
      pumps[partition.pumpPlace[branch] as number] = { ...pump, branch };
    }
    place(own.exchangers, part.exchangers, exchangers);
    place(own.units, part.units, units);
    place(own.controls, part.controls, controls);
    place(own.spaces, part.spaces, spaces);
    place(own.islands, part.islands, islands);
  }
  const unserved_W = new Map<string, number>();
  for (const part of solved) {
    for (const [owner, heat_W] of part.unserved_W) unserved_W.set(owner, (unserved_W.get(owner) ?? 0) + heat_W);
  }
  const column = (name: Column) => columns.get(name);
  const solution: LiquidSolution = {
    get massFlow_kg_s() {
      return column('massFlow_kg_s');
    },
    get flow_m3_s() {
      return column('flow_m3_s');
    },
    get pressure_Pa() {
      return column('pressure_Pa');
    },
    get nodeTemperature_K() {
      return column('nodeTemperature_K');
    },
    get inlet_K() {
      return column('inlet_K');
    },
    get outlet_K() {
      return column('outlet_K');
    },
    get heat_W() {
      return column('heat_W');
    },
    get position() {
      return column('position');
    },
    get throttle_Pa() {
      return column('throttle_Pa');
    },
    pumps,
    exchangers,
    units,
    controls,
    spaces,
    islands,
    islandOf: partition.islandOfNode,
    unserved_W,
    parts: solved.length,
    partsSolved,
    passes: solved.reduce((most, { passes }) => Math.max(most, passes), 0),
  };
  columnsOf.set(solution, columns);
  return solution;
}

const listFor = <T>(earlier: readonly T[] | undefined): T[] => (earlier ? earlier.slice() : []);

function scatter(own: Float64Array, members: Int32Array, into: Float64Array): void {
  for (let i = 0; i < members.length; i++) into[members[i] as number] = own[i] as number;
}

function place<T>(own: readonly T[], members: Int32Array, into: T[]): void {
  for (let i = 0; i < members.length; i++) into[members[i] as number] = own[i] as T;
}
