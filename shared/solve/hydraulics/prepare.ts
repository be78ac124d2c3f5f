/** Orders a network once and solves it as often as its inputs change: see system.ts for what goes in and out. */
import { findParts, type PartRole } from './components.ts';
import { elementProblem } from './element-law.ts';
import { assignParts, setGuess, setInputs } from './inputs.ts';
import { arrangeIsland, bindIsland, type IslandArrays, type StatedLimit } from './island.ts';
import { type Writable, writeControls, writeIsland } from './report.ts';
import { type IslandOutcome, solveIsland, type Tolerances } from './solve-island.ts';
import type {
  HydraulicBranch,
  HydraulicInputs,
  HydraulicNetwork,
  HydraulicOptions,
  HydraulicSolution,
  HydraulicSystem,
  Island,
  IslandSolution,
} from './system.ts';

interface Split {
  readonly islands: readonly Island[];
  readonly islandOfNode: Int32Array;
  readonly islandOfBranch: Int32Array;
}

/** Parts that no branch, open or shut, joins. */
function splitIslands(network: HydraulicNetwork): Split {
  const n = network.nodes.length;
  const from = Int32Array.from(network.branches, (branch) => branch.from);
  const to = Int32Array.from(network.branches, (branch) => branch.to);
  const { count, partOfNode } = findParts(n, from, to, new Uint8Array(from.length).fill(1));
  const islandOfBranch = Int32Array.from(from, (node) => partOfNode[node] as number);
  const nodes = Array.from({ length: count }, (): number[] => []);
  const branches = Array.from({ length: count }, (): number[] => []);
  for (const [node, island] of partOfNode.entries()) nodes[island]?.push(node);
  for (const [branch, island] of islandOfBranch.entries()) branches[island]?.push(branch);
  return {
    islands: nodes.map((own, i) => ({ nodes: Int32Array.from(own), branches: Int32Array.from(branches[i] ?? []) })),
    islandOfNode: partOfNode,
    islandOfBranch,
  };
}

function invalidIslands(network: HydraulicNetwork, split: Split): ReadonlyMap<number, string> {
  const problems = new Map<number, string>();
  for (let b = 0; b < network.branches.length; b++) {
    const branch = network.branches[b] as HydraulicBranch;
    const problem = branch.from === branch.to ? 'begins and ends at the same node' : elementProblem(branch.element);
    if (problem === undefined) continue;
    const island = split.islandOfBranch[b] as number;
    if (!problems.has(island)) problems.set(island, `${branch.id} ${problem}`);
  }
  return problems;
}

function statedLimits({ controls = [] }: HydraulicNetwork): ReadonlyMap<number, StatedLimit> {
  const limits = new Map<number, StatedLimit>();
  for (const control of controls) {
    if (control.type === 'flow-limit') limits.set(control.branch, control);
    else if (control.type === 'temperature-rise')
      limits.set(control.branch, { flow_kg_s: Number.NaN, minimumDrop_Pa: control.minimumDrop_Pa });
  }
  return limits;
}

/**
 * @throws when a branch names a node that does not exist (a bug of the caller); elements without a
 * law make their island `invalid`, with the branch named.
 */
export function prepareHydraulics(first: HydraulicNetwork, options: HydraulicOptions = {}): HydraulicSystem {
  let network = first;
  for (const branch of network.branches) {
    if (network.nodes[branch.from] === undefined || network.nodes[branch.to] === undefined) throw new Error(`${branch.id} ends at no node`);
  }
  const split = splitIslands(network);
  let invalid = invalidIslands(network, split);
  const tolerances: Tolerances = {
    pressure_Pa: options.pressureTolerance_Pa ?? 1e-3,
    flow: options.flowTolerance ?? 1e-8,
    maxIterations: options.maxIterations ?? 150,
  };
  const limits = statedLimits(network);
  const localNode = new Int32Array(network.nodes.length);
  const localBranch = new Int32Array(network.branches.length);
  const arranged = split.islands.map((island, i) =>
    invalid.has(i)
      ? undefined
      : arrangeIsland(network, island, options.friction ?? 'swamee-jain-dunlop', localNode, localBranch, split.islandOfNode, limits),
  );
  const bind = (other: HydraulicNetwork): boolean => {
    const problems = invalidIslands(other, split);
    // Islands without a law were not arranged.
    if (problems.size > 0 || arranged.includes(undefined)) return false;
    const stated = statedLimits(other);
    network = other;
    invalid = problems;
    for (const arrays of arranged) if (arrays) bindIsland(arrays, other, stated);
    return true;
  };

  const solve = (inputs: HydraulicInputs, guess?: HydraulicSolution, only?: readonly number[], inPlace = false): HydraulicSolution => {
    const solution: Writable = inPlace && guess && only ? guess : emptySolution(network, guess, only);
    const islands: IslandSolution[] = [];
    const chosen = only === undefined ? undefined : new Set(only);
    for (let i = 0; i < split.islands.length; i++) {
      const kept = guess?.islands[i];
      if (chosen !== undefined && !chosen.has(i) && kept !== undefined) {
        islands.push(kept);
        continue;
      }
      islands.push(solveOne(i, arranged[i], inputs, guess, solution));
    }
    const { massFlow_kg_s, pressure_Pa, speed, throttle_Pa, branchFlags, nodeFlags } = solution;
    const columns = { massFlow_kg_s, pressure_Pa, speed, throttle_Pa, branchFlags, nodeFlags };
    return { ...columns, controls: writeControls(network, arranged, guess?.controls, chosen), islands };
  };

  const solveOne = (
    index: number,
    arrays: IslandArrays | undefined,
    inputs: HydraulicInputs,
    guess: HydraulicSolution | undefined,
    solution: Writable,
  ): IslandSolution => {
    const none = { island: index, iterations: 0, pressureResidual_Pa: 0, balanceResidual_kg_s: 0, worst: [] };
    if (arrays === undefined) return { ...none, status: 'invalid', cause: invalid.get(index) ?? 'invalid' };
    const problem = setInputs(arrays, network, inputs);
    if (problem !== undefined) return { ...none, status: 'invalid', cause: problem };
    const roles = assignParts(arrays);
    const warm = setGuess(arrays, network, inputs, guess);
    const outcome: IslandOutcome = roles.some((role) => role === 'referenced' || role === 'relative')
      ? solveIsland(arrays, tolerances, warm)
      : { ...none, status: 'solved' };
    if (outcome.status === 'solved') writeIsland(arrays, roles, inputs, solution);
    return report(index, arrays, roles, outcome);
  };

  return { islands: split.islands, islandOfNode: split.islandOfNode, islandOfBranch: split.islandOfBranch, bind, solve };
}

function report(index: number, arrays: IslandArrays, roles: readonly PartRole[], outcome: IslandOutcome): IslandSolution {
  const base = {
    island: index,
    iterations: outcome.iterations,
    pressureResidual_Pa: outcome.pressureResidual_Pa,
    balanceResidual_kg_s: outcome.balanceResidual_kg_s,
    worst: outcome.worst.map((b) => arrays.island.branches[b] as number),
  };
  if (outcome.status !== 'solved')
    return { ...base, status: outcome.status, ...(outcome.cause === undefined ? {} : { cause: outcome.cause }) };
  const nodeOf = (role: PartRole): string => arrays.nodeName(arrays.parts?.partOfNode.findIndex((p) => roles[p] === role) ?? 0);
  if (roles.includes('unbalanced')) {
    return {
      ...base,
      status: 'no-solution',
      cause: `flows in and out do not cancel around ${nodeOf('unbalanced')}, and nothing there fixes a pressure`,
    };
  }
  if (roles.includes('relative')) {
    return {
      ...base,
      status: 'no-reference',
      cause: `the loop at ${nodeOf('relative')} has no expansion vessel or reservoir; its pressures are relative`,
    };
  }
  return { ...base, status: roles.includes('referenced') ? 'solved' : 'dead' };
}

/** Fresh columns without values, or the guess's where only some islands are solved. */
function emptySolution(network: HydraulicNetwork, guess: HydraulicSolution | undefined, only: readonly number[] | undefined): Writable {
  const from = only === undefined ? undefined : guess;
  const n = network.branches.length;
  return {
    massFlow_kg_s: from?.massFlow_kg_s.slice() ?? new Float64Array(n).fill(Number.NaN),
    pressure_Pa: from?.pressure_Pa.slice() ?? new Float64Array(network.nodes.length).fill(Number.NaN),
    speed: from?.speed.slice() ?? new Float64Array(n),
    throttle_Pa: from?.throttle_Pa.slice() ?? new Float64Array(n),
    branchFlags: from?.branchFlags.slice() ?? new Uint8Array(n),
    nodeFlags: from?.nodeFlags.slice() ?? new Uint8Array(network.nodes.length),
  };
}
