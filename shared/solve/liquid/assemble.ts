/** Writes the solutions of parts into one solution of the whole network. */
import type { LiquidNetwork } from '../../network/liquid.ts';
import type { Part, Partition } from './partition.ts';
import type { ControlState, ExchangerState, LiquidIsland, LiquidSolution, PumpState, SpaceState, UnitState } from './solution.ts';

const branchColumns = ['massFlow_kg_s', 'flow_m3_s', 'inlet_K', 'outlet_K', 'heat_W', 'position', 'throttle_Pa'] as const;
const nodeColumns = ['pressure_Pa', 'nodeTemperature_K'] as const;

/**
 * @param solved solution of each part, in the partition's order
 * @param again parts whose solutions differ from those in `earlier`; all of them where nothing came before
 * @param partsSolved how many were solved and not kept
 * @param earlier a solution of the same partition
 */
export function assemble(
  network: LiquidNetwork,
  partition: Partition,
  solved: readonly LiquidSolution[],
  again: readonly number[],
  partsSolved: number,
  earlier: LiquidSolution | undefined,
): LiquidSolution {
  const { branches, nodes } = network;
  const column = (count: number, before: Float64Array | undefined) => before?.slice() ?? new Float64Array(count);
  const solution = {
    massFlow_kg_s: column(branches.length, earlier?.massFlow_kg_s),
    flow_m3_s: column(branches.length, earlier?.flow_m3_s),
    pressure_Pa: column(nodes.length, earlier?.pressure_Pa),
    nodeTemperature_K: column(nodes.length, earlier?.nodeTemperature_K),
    inlet_K: column(branches.length, earlier?.inlet_K),
    outlet_K: column(branches.length, earlier?.outlet_K),
    heat_W: column(branches.length, earlier?.heat_W),
    position: column(branches.length, earlier?.position),
    throttle_Pa: column(branches.length, earlier?.throttle_Pa),
  };
  const pumps = listFor<PumpState>(earlier?.pumps);
  const exchangers = listFor<ExchangerState>(earlier?.exchangers);
  const units = listFor<UnitState>(earlier?.units);
  const controls = listFor<ControlState>(earlier?.controls);
  const spaces = listFor<SpaceState>(earlier?.spaces);
  const islands = listFor<LiquidIsland>(earlier?.islands);
  for (const p of again) {
    const part = partition.parts[p] as Part;
    const own = solved[p] as LiquidSolution;
    for (const name of branchColumns) scatter(own[name], part.branches, solution[name]);
    for (const name of nodeColumns) scatter(own[name], part.nodes, solution[name]);
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
  const unserved = solved.flatMap((part) => [...part.unserved_W]);
  const unserved_W = new Map<string, number>();
  for (const [owner, heat_W] of unserved) unserved_W.set(owner, (unserved_W.get(owner) ?? 0) + heat_W);
  return {
    ...solution,
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
}

const listFor = <T>(earlier: readonly T[] | undefined): T[] => (earlier ? earlier.slice() : []);

function scatter(own: Float64Array, members: Int32Array, into: Float64Array): void {
  for (let i = 0; i < members.length; i++) into[members[i] as number] = own[i] as number;
}

function place<T>(own: readonly T[], members: Int32Array, into: T[]): void {
  for (let i = 0; i < members.length; i++) into[members[i] as number] = own[i] as T;
}
