/** Limits upstream of a place by solving the whole network again: for meshed parts. */
import type { ElectricalNetwork } from '../../network/electrical.ts';
import { type ElectricalSolution, solveElectrical } from '../electrical.ts';
import type { Addition, Limits, SourceCap } from './headroom.ts';
import { capLimit, type OwnLimit, ownLimit, sourceLimit, usedOfOwn } from './limit-number.ts';
import { phaseCurrents, phasedLoading } from './phase-currents.ts';

const probe_W = 1000;

/** The network with the added power as further loads. */
export function withAddition(network: ElectricalNetwork, additions: readonly Addition[], power_W: number): ElectricalNetwork {
  const added = additions.map(({ bus, share, reactivePerActive }) => ({
    owner: 'added',
    feeds: [bus],
    power_W: power_W * share,
    powerFactor: 1 / Math.sqrt(1 + reactivePerActive * reactivePerActive),
    sharing: 'equal' as const,
  }));
  return { ...network, loads: [...network.loads, ...added] };
}

/** Rated branches and sources through which at least a thousandth of the added power passes. */
function upstreamOf(
  network: ElectricalNetwork,
  solution: ElectricalSolution,
  additions: readonly Addition[],
): { branches: number[]; sources: number[] } {
  const after = solveElectrical(withAddition(network, additions, probe_W), solution);
  const moved = (a: number, b: number) => Math.abs(a - b) > 1e-3 * probe_W;
  const branches: number[] = [];
  const sources: number[] = [];
  for (let b = 0; b < network.branches.length; b++) {
    if (Number.isNaN(solution.loading.at(b))) continue;
    if (moved(after.powerFrom_W.at(b), solution.powerFrom_W.at(b))) branches.push(b);
  }
  for (let s = 0; s < network.sources.length; s++) {
    if (solution.sourceState[s] === 'carrying' && moved(after.sourcePower_W.at(s), solution.sourcePower_W.at(s))) sources.push(s);
  }
  return { branches, sources };
}

/** Branches between each bus and the nearest of the places, through everything that conducts. */
function hopsFrom(solution: ElectricalSolution, additions: readonly Addition[]): Int32Array {
  const { start, incident, from, to, busCount } = solution.merged.columns;
  const hops = new Int32Array(busCount).fill(busCount);
  const queue = additions.map(({ bus }) => bus);
  for (const bus of queue) hops[bus] = 0;
  for (let head = 0; head < queue.length; head++) {
    const bus = queue[head] as number;
    for (let k = start[bus] as number; k < (start[bus + 1] as number); k++) {
      const b = incident[k] as number;
      const other = from[b] === bus ? (to[b] as number) : (from[b] as number);
      if (!solution.closed[b] || (hops[other] as number) < busCount) continue;
      hops[other] = (hops[bus] as number) + 1;
      queue.push(other);
    }
  }
  return hops;
}

/** @param first_W — where to look first. */
export function resolvedLimits(
  solution: ElectricalSolution,
  caps: readonly SourceCap[],
  additions: readonly Addition[],
  own: OwnLimit | undefined,
  first_W: number,
): Limits {
  const { network } = solution;
  const { branches, sources } = upstreamOf(network, solution, additions);
  const capped = caps.flatMap((entry, cap) => (entry.sources.some((source) => sources.includes(source)) ? [{ ...entry, cap }] : []));
  const { from, to } = solution.merged.columns;
  const hopsAt = hopsFrom(solution, additions);
  const present = phaseCurrents(network, solution);
  const delivers = (source: number) => (solution.sourceState[source] === 'carrying' ? solution.sourcePower_W.at(source) : 0);
  return {
    limits: [
      ...branches,
      ...sources.map((source) => sourceLimit(network, source)),
      ...capped.map(({ cap }) => capLimit(network, cap)),
      ...(own ? [ownLimit] : []),
    ],
    hops: [
      ...branches.map((b) => Math.min(hopsAt[from[b] as number] as number, hopsAt[to[b] as number] as number) + 0.5),
      ...sources.map((s) => (hopsAt[network.sources[s]?.bus as number] as number) + 0.9),
      ...capped.map(() => Number.POSITIVE_INFINITY),
      ...(own ? [-1] : []),
    ],
    present: [
      ...branches.map((b) => phasedLoading(solution, present, b)),
      ...sources.map((s) => delivers(s) / (network.sources[s]?.rating_W as number)),
      ...capped.map((entry) => entry.sources.reduce((total, source) => total + delivers(source), 0) / entry.limit_W),
      ...(own ? [usedOfOwn(own, 0)] : []),
    ],
    first_W,
    firstUses: undefined,
    loadings: (power_W) => {
      const after = power_W === 0 ? solution : solveElectrical(withAddition(network, additions, power_W), solution);
      if (after.islands.some(({ status }) => status !== 'solved' && status !== 'dead')) return undefined;
      const phases = phaseCurrents(after.network, after);
      const delivered = (source: number) => (after.sourceState[source] === 'carrying' ? after.sourcePower_W.at(source) : 0);
      return [
        ...branches.map((branch) => phasedLoading(after, phases, branch)),
        ...sources.map((source) => delivered(source) / (network.sources[source]?.rating_W as number)),
        ...capped.map((entry) => entry.sources.reduce((total, source) => total + delivered(source), 0) / entry.limit_W),
        ...(own ? [usedOfOwn(own, power_W)] : []),
      ];
    },
  };
}
