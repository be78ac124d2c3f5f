/**
 * Demand of a group against the price: a falling, piecewise linear function, kept as a heap of events by price
 * (pairing heap: Fredman, Sedgewick, Sleator, Tarjan, Algorithmica 1, 1986), so that two groups join in O(1)
 * and cheap demand is cut away in O(log n) per event.
 */
export class PriceHeaps {
  /** By event: price, how much steeper demand falls above it (units per price), how far it drops at once. */
  readonly price: Float64Array;
  readonly slope: Float64Array;
  readonly drop: Float64Array;
  readonly #child: Int32Array;
  readonly #sibling: Int32Array;
  readonly #pairs: Int32Array;
  #used = 0;

  constructor(events: number) {
    this.price = new Float64Array(events);
    this.slope = new Float64Array(events);
    this.drop = new Float64Array(events);
    this.#child = new Int32Array(events).fill(-1);
    this.#sibling = new Int32Array(events).fill(-1);
    this.#pairs = new Int32Array(events);
  }

  /** Adds an event to the heap with this root (−1 empty). @returns the new root. */
  add(root: number, price: number, slope: number, drop: number): number {
    const event = this.#used++;
    this.price[event] = price;
    this.slope[event] = slope;
    this.drop[event] = drop;
    return this.join(root, event);
  }

  join(a: number, b: number): number {
    if (a < 0) return b;
    if (b < 0) return a;
    const [top, below] = (this.price[a] as number) <= (this.price[b] as number) ? [a, b] : [b, a];
    this.#sibling[below] = this.#child[top] as number;
    this.#child[top] = below;
    return top;
  }

  /** Takes the root, the event of least price, away. @returns the new root. */
  pop(root: number): number {
    let count = 0;
    for (let event = this.#child[root] as number; event >= 0; ) {
      const first = event;
      const second = this.#sibling[first] as number;
      this.#sibling[first] = -1;
      if (second < 0) {
        this.#pairs[count++] = first;
        break;
      }
      event = this.#sibling[second] as number;
      this.#sibling[second] = -1;
      this.#pairs[count++] = this.join(first, second);
    }
    let top = -1;
    while (count > 0) top = this.join(top, this.#pairs[--count] as number);
    return top;
  }
}
