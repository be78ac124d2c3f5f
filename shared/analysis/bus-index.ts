/** Buses of a network by the record they belong to and the point in it. */
import type { RecordId } from '../document/ids.ts';

/** Those of one record stand in a chain: few records have more than a dozen, and no key has to be put together to find one. */
export class BusIndex {
  readonly #first = new Map<RecordId, number>();
  /** By bus. */
  readonly #points: string[] = [];
  readonly #next: number[] = [];
  /** The record asked for last. */
  #asked: RecordId | undefined;
  #begin = -1;

  /** Index of a bus; −1 where there is none. */
  find(owner: RecordId, point: string): number {
    if (owner !== this.#asked) {
      this.#asked = owner;
      this.#begin = this.#first.get(owner) ?? -1;
    }
    for (let bus = this.#begin; bus >= 0; bus = this.#next[bus] as number) if (this.#points[bus] === point) return bus;
    return -1;
  }

  /** The index of a bus that is not there yet: the next one. */
  add(owner: RecordId, point: string): number {
    const bus = this.#points.length;
    this.#points.push(point);
    const first = this.#first.get(owner);
    if (first === undefined) {
      this.#next.push(-1);
      this.#first.set(owner, bus);
      if (owner === this.#asked) this.#begin = bus;
    } else {
      this.#next.push(this.#next[first] as number);
      this.#next[first] = bus;
    }
    return bus;
  }
}
