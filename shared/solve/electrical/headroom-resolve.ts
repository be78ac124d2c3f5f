/** Use of every limit after adding power, by solving the whole network again: for meshed parts. */
import type { ElectricalNetwork } from '../../network/electrical.ts';
import { type ElectricalSolution, solveElectrical } from '../electrical.ts';
import type { Addition, SourceCap, Use } from './headroom.ts';

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

const upstreamCache = new WeakMap<ElectricalSolution, Map<string, { branches: number[]; sources: number[] }>>();

/** Rated branches and sources through which at least a thousandth of the added power passes. */
function upstreamOf(
  network: ElectricalNetwork,
  solution: ElectricalSolution,
  additions: readonly Addition[],
): { branches: number[]; sources: number[] } {
  const key = additions.map(({ bus, share }) => `${bus}:${share}`).join(' ');
  const known = upstreamCache.get(solution) ?? new Map<string, { branches: number[]; sources: number[] }>();
  upstreamCache.set(solution, known);
  let upstream = known.get(key);
  if (!upstream) {
    const after = solveElectrical(withAddition(network, additions, probe_W), solution);
    const moved = (a: number, b: number) => Math.abs(a - b) > 1e-3 * probe_W;
    const branches: number[] = [];
    const sources: number[] = [];
    for (let b = 0; b < network.branches.length; b++) {
      if (Number.isNaN(solution.loading[b] as number)) continue;
      if (moved(after.powerFrom_W[b] as number, solution.powerFrom_W[b] as number)) branches.push(b);
    }
    for (let s = 0; s < network.sources.length; s++) {
      if (solution.sourceState[s] === 'carrying' && moved(after.sourcePower_W[s] as number, solution.sourcePower_W[s] as number))
        sources.push(s);
    }
    upstream = { branches, sources };
    known.set(key, upstream);
  }
  return upstream;
}

export function resolvedLoadings(
  network: ElectricalNetwork,
  solution: ElectricalSolution,
  caps: readonly SourceCap[],
  additions: readonly Addition[],
  power_W: number,
): Use[] | undefined {
  const upstream = upstreamOf(network, solution, additions);
  const after = power_W === 0 ? solution : solveElectrical(withAddition(network, additions, power_W), solution);
  if (after.islands.some(({ status }) => status !== 'solved' && status !== 'dead')) return undefined;
  const uses: Use[] = upstream.branches.map((branch) => ({ key: { branch }, loading: after.loading[branch] as number }));
  for (const source of upstream.sources) {
    uses.push({ key: { source }, loading: (after.sourcePower_W[source] as number) / (network.sources[source]?.rating_W as number) });
  }
  caps.forEach(({ sources, limit_W }, cap) => {
    if (!sources.some((source) => upstream.sources.includes(source))) return;
    let total = 0;
    for (const source of sources) if (after.sourceState[source] === 'carrying') total += after.sourcePower_W[source] as number;
    uses.push({ key: { cap }, loading: total / limit_W });
  });
  return uses;
}
