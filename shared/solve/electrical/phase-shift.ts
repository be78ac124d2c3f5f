/** Phase positions through transformers: what may not be connected in parallel. */
import type { ElectricalNetwork } from '../../network/electrical.ts';

/** Degrees of one hour of a vector group's clock. */
const hour_deg = 30;

/**
 * Branches that close a loop, or meet a second service, at another phase position: 30° apart they carry
 * a current near the short-circuit current (IEC 60076-1, parallel operation asks for equal clock
 * numbers). Services are taken in phase; converters set their own phase and are no connection.
 * @param carries whether a branch conducts between live buses
 */
export function phaseMismatches(
  network: ElectricalNetwork,
  carries: (branch: number) => boolean,
  runs: (source: number) => boolean,
): { readonly branch: number; readonly apart_deg: number }[] {
  if (!network.branches.some(({ element }) => element.type === 'transformer' && (element.clock ?? 0) !== 0)) return [];
  const { buses, branches } = network;
  const incident: number[][] = buses.map(() => []);
  branches.forEach(({ element, from, to }, b) => {
    if (element.type === 'converter' || buses[from]?.current === 'dc' || !carries(b)) return;
    incident[from]?.push(b);
    incident[to]?.push(b);
  });
  // Hours by which each bus lags the services; −1 where not reached.
  const clock = new Int8Array(buses.length).fill(-1);
  const via = new Int32Array(buses.length).fill(-1);
  const queue: number[] = [];
  network.sources.forEach(({ bus, machine, limitedFault }, s) => {
    // Sets and inverters are synchronised to what they meet.
    if (!runs(s) || machine || limitedFault !== undefined || (clock[bus] as number) >= 0) return;
    clock[bus] = 0;
    queue.push(bus);
  });
  const wrong = new Map<number, number>();
  for (let head = 0; head < queue.length; head++) {
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
        wrong.set(b, hour_deg * Math.min(hours, 12 - hours));
      }
    }
  }
  return [...wrong].map(([branch, apart_deg]) => ({ branch, apart_deg })).sort((a, b) => a.branch - b.branch);
}
