/** Finds nodes by record and point. A record's nodes hang together in a chain, so that asking makes no key. */
import type { RecordId } from '../../document/ids.ts';

export class NodeNames {
  /** The node of each record that was named last. */
  readonly #last = new Map<RecordId, number>();
  /** By node: its point, and the node of the same record that was named before it; −1 for none. */
  readonly #points: string[] = [];
  readonly #before: number[] = [];
  /** The record asked for last and its node: whatever is not found is named next. */
  #asked: RecordId | undefined;
  #askedLast = -1;

  #lastOf(owner: RecordId): number {
    if (owner !== this.#asked) {
      this.#asked = owner;
      this.#askedLast = this.#last.get(owner) ?? -1;
    }
    return this.#askedLast;
  }

  /** −1 where there is none. */
  find(owner: RecordId, point: string): number {
    const points = this.#points;
    let node = this.#lastOf(owner);
    while (node >= 0 && points[node] !== point) node = this.#before[node] as number;
    return node;
  }

  /** Names the next node; nodes are numbered as they are named. */
  add(owner: RecordId, point: string): void {
    this.#before.push(this.#lastOf(owner));
    this.#askedLast = this.#points.push(point) - 1;
    this.#last.set(owner, this.#askedLast);
  }
}
