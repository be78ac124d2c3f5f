/** Of all the places in which two things meet, the one where they overlap most. */
import type { ConnectionId, RecordId } from '../../document/ids.ts';
import type { Place } from '../../document/records.ts';
import type { Clash, ClashSort } from './clash.ts';

export class Deepest<Other extends RecordId> {
  readonly #sort: ClashSort;
  readonly #byRun = new Map<ConnectionId, Map<Other, Clash>>();

  constructor(sort: ClashSort) {
    this.#sort = sort;
  }

  take(run: ConnectionId, other: Other, depth_m: number, at_m: Place): void {
    const others = this.#byRun.get(run) ?? new Map<Other, Clash>();
    this.#byRun.set(run, others);
    const known = others.get(other);
    if (!known || depth_m > known.depth_m) others.set(other, { sort: this.#sort, run, other, at_m, depth_m });
  }

  /** In the order in which runs were first taken. */
  clashes(): Clash[] {
    return [...this.#byRun.values()].flatMap((others) => [...others.values()]);
  }
}
