/** Phase positions through transformers: what may not be connected in parallel. */
import type { ElectricalNetwork } from '../../network/electrical.ts';

/** Degrees of one hour of a vector group's clock. */
const hour_deg = 30;

interface Clocks {
  /** Hours by which each bus lags the services; −1 where none reaches it: behind converters, on direct current, dead. */
  readonly clock: Int8Array;
  /** Branches that meet a bus at another hour, with the degrees between. */
  readonly apart: ReadonlyMap<number, number>;
}

/** Vector groups followed from the services, breadth first. Services are taken in phase; converters set their own. */
function followClocks(network: ElectricalNetwork, carries: (branch: number) => boolean, runs: (source: number) => boolean): Clocks {
  const { buses, branches } = network;
  const incident: number[][] = buses.map(() => []);
  branches.forEach(({ element, from, to }, b) => {
    if (element.type === 'converter' || buses[from]?.current === 'dc' || !carries(b)) return;
    incident[from]?.push(b);
    incident[to]?.push(b);
  });
  const clock = new Int8Array(buses.length).fill(-1);
  const via = new Int32Array(buses.length).fill(-1);
  const queue: number[] = [];
  const start = (wanted: (source: ElectricalNetwork['sources'][number]) => boolean) =>
    network.sources.forEach((source, s) => {
      if (!runs(s) || !wanted(source) || (clock[source.bus] as number) >= 0) return;
      clock[source.bus] = 0;
      queue.push(source.bus);
    });
  const apart = new Map<number, number>();
  let head = 0;
  const follow = () => {
    for (; head < queue.length; head++) {
      const bus = queue[head] as number;
      for (const b of incident[bus] ?? []) {
        const branch = branches[b];
        if (!branch || b === via[bus]) continue;
        const forward = branch.from === bus;
        const shift = branch.element.type === 'transformer' ? (branch.element.clock ?? 0) : 0;
        const there = ((clock[bus] as number) + (forward ? shift : 12 - shift)) % 12;
        const other = forward ? branch.to : branch.from;
        if ((clock[other] as number) < 0) {
          clock[other] = there;
          via[other] = b;
          queue.push(other);
        } else if (clock[other] !== there) {
          const hours = Math.abs((clock[other] as number) - there);
          apart.set(b, hour_deg * Math.min(hours, 12 - hours));
        }
      }
    }
  };
  // Sets and inverters are synchronised to what they meet; where they carry alone, theirs is the reference.
  start(({ machine, limitedFault }) => !machine && limitedFault === undefined);
  follow();
  start(() => true);
  follow();
  return { clock, apart };
}

/** Degrees by which each bus lags the services through vector groups; undefined where it follows none of them. */
export function shiftsOf(
  network: ElectricalNetwork,
  carries: (branch: number) => boolean,
  runs: (source: number) => boolean,
): (bus: number) => number | undefined {
  const { clock } = followClocks(network, carries, runs);
  return (bus) => ((clock[bus] as number) < 0 ? undefined : hour_deg * (clock[bus] as number));
}

/**
 * Branches that close a loop, or meet a second service, at another phase position: 30° apart they carry
 * a current near the short-circuit current (IEC 60076-1, parallel operation asks for equal clock
 * numbers).
 * @param carries whether a branch conducts between live buses
 */
export function phaseMismatches(
  network: ElectricalNetwork,
  carries: (branch: number) => boolean,
  runs: (source: number) => boolean,
): { readonly branch: number; readonly apart_deg: number }[] {
  if (!network.branches.some(({ element }) => element.type === 'transformer' && (element.clock ?? 0) !== 0)) return [];
  return [...followClocks(network, carries, runs).apart]
    .map(([branch, apart_deg]) => ({ branch, apart_deg }))
    .sort((a, b) => a.branch - b.branch);
}
