/** Phase positions through transformers: what may not be connected in parallel. */
import type { ElectricalBranch, ElectricalSource } from '../../network/electrical.ts';
import { branchType } from './columns.ts';
import type { EnergisedState } from './energise.ts';

/** Degrees of one hour of a vector group's clock. */
const hour_deg = 30;

interface Clocks {
  /** Hours by which each bus lags the services; −1 where none reaches it: behind converters, on direct current, dead. */
  readonly clock: Int8Array;
  /** Branches that meet a bus at another hour, with the degrees between. */
  readonly apart: ReadonlyMap<number, number>;
}

const known = new WeakMap<EnergisedState, Clocks>();

/** Follows from switch states alone. */
function clocksOf(state: EnergisedState): Clocks {
  let clocks = known.get(state);
  if (!clocks) {
    clocks = followClocks(state);
    known.set(state, clocks);
  }
  return clocks;
}

/** Vector groups followed from the services, breadth first. Services are taken in phase; converters set their own. */
function followClocks({ network, columns, closed, live, running }: EnergisedState): Clocks {
  const { busCount, start: startOf, incident, from, to, type, isDc } = columns;
  const clock = new Int8Array(busCount).fill(-1);
  const via = new Int32Array(busCount).fill(-1);
  const queue: number[] = [];
  const start = (wanted: (source: ElectricalSource) => boolean) =>
    network.sources.forEach((source, s) => {
      if (!running[s] || !wanted(source) || (clock[source.bus] as number) >= 0) return;
      clock[source.bus] = 0;
      queue.push(source.bus);
    });
  const apart = new Map<number, number>();
  let head = 0;
  const follow = () => {
    for (; head < queue.length; head++) {
      const bus = queue[head] as number;
      for (let k = startOf[bus] as number; k < (startOf[bus + 1] as number); k++) {
        const b = incident[k] as number;
        const f = from[b] as number;
        const t = to[b] as number;
        if (b === via[bus] || type[b] === branchType.converter || isDc[f] || !closed[b] || !live[f] || !live[t]) continue;
        const forward = f === bus;
        const shift = type[b] === branchType.transformer ? clockOf(network.branches[b]) : 0;
        const there = ((clock[bus] as number) + (forward ? shift : 12 - shift)) % 12;
        const other = forward ? t : f;
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

/** Hours by which the secondary of a transformer lags. */
const clockOf = (branch: ElectricalBranch | undefined): number =>
  branch?.element.type === 'transformer' ? (branch.element.clock ?? 0) : 0;

/** Degrees by which a bus lags the services through vector groups; undefined where it follows none of them. */
export function shiftAt(state: EnergisedState, bus: number): number | undefined {
  const hours = clocksOf(state).clock[bus] as number;
  return hours < 0 ? undefined : hour_deg * hours;
}

/**
 * Branches that close a loop, or meet a second service, at another phase position: 30° apart they carry
 * a current near the short-circuit current (IEC 60076-1, parallel operation asks for equal clock
 * numbers).
 */
export function phaseMismatches(state: EnergisedState): { readonly branch: number; readonly apart_deg: number }[] {
  if (!state.network.branches.some((branch) => clockOf(branch) !== 0)) return [];
  return [...clocksOf(state).apart].map(([branch, apart_deg]) => ({ branch, apart_deg })).sort((a, b) => a.branch - b.branch);
}
