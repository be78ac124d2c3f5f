/** Which places draw through which elements, and how far what an element moved may change the headroom of each. */

/** How far the use of an element may be off from a straight line in the added power. */
const bow = 0.05;
/** How much of a change of loading, against the rating, can come back as a change of marginal losses: twice a generous per-unit resistance. */
const lossShare = 0.04;

/** Entries that are passed over together where a move concerns none of them, as a power of two. */
const blockBits = 5;

/** What a place draws through: elements by the numbers of their limits in any order, how far upstream each stands, and its use per watt added. */
export interface DrawnPath {
  readonly elements: readonly number[];
  readonly hops: readonly number[];
  readonly slopes: readonly number[];
}

export class PathUsers {
  /** Entries of element e: `start[e] … start[e + 1]`. */
  readonly #start: Int32Array;
  readonly #place: Int32Array;
  readonly #hops: Float32Array;
  readonly #slope: Float64Array;
  /** Use from which on the element may bind the place. */
  readonly #reach: Float64Array;
  /** Where the element stands below what binds the place: watts that its losses may take per change of use; else zero. */
  readonly #below: Float32Array;
  /** By block of entries: at most the least of their reach, and at least the most of `below`. */
  readonly #blockReach: Float64Array;
  readonly #blockBelow: Float32Array;
  /** Entries of place i: `#entries[#entryStart[i]] … #entries[#entryStart[i + 1]]`. */
  readonly #entryStart: Int32Array;
  readonly #entries: Int32Array;

  /**
   * @param paths — by place; undefined for one that depends on more than its paths.
   * @param elementOf — number of an element here, by that of its limit.
   */
  constructor(elementCount: number, paths: readonly (DrawnPath | undefined)[], elementOf: (limit: number) => number) {
    const start = new Int32Array(elementCount + 1);
    const entryStart = new Int32Array(paths.length + 1);
    paths.forEach((path, i) => {
      for (const limit of path?.elements ?? []) {
        const e = elementOf(limit);
        start[e + 1] = (start[e + 1] as number) + 1;
      }
      entryStart[i + 1] = (entryStart[i] as number) + (path?.elements.length ?? 0);
    });
    for (let e = 0; e < elementCount; e++) start[e + 1] = (start[e + 1] as number) + (start[e] as number);
    const count = start[elementCount] as number;
    this.#start = start;
    this.#entryStart = entryStart;
    this.#place = new Int32Array(count);
    this.#hops = new Float32Array(count);
    this.#slope = new Float64Array(count);
    this.#reach = new Float64Array(count);
    this.#below = new Float32Array(count);
    this.#entries = new Int32Array(count);
    this.#blockReach = new Float64Array((count >> blockBits) + 1).fill(Number.POSITIVE_INFINITY);
    this.#blockBelow = new Float32Array(this.#blockReach.length);
    const next = start.slice();
    paths.forEach((path, i) => {
      path?.elements.forEach((limit, k) => {
        const e = elementOf(limit);
        const at = next[e] as number;
        next[e] = at + 1;
        this.#place[at] = i;
        this.#hops[at] = path.hops[k] as number;
        this.#slope[at] = path.slopes[k] as number;
        this.#entries[(entryStart[i] as number) + k] = at;
      });
    });
  }

  /** Whether all that a place depends on are elements here. */
  knows(place: number): boolean {
    return this.#entryStart[place] !== this.#entryStart[place + 1];
  }

  isUsed(element: number): boolean {
    return this.#start[element] !== this.#start[element + 1];
  }

  /** Notes what a place's headroom takes of each element, and which of them stand below the one that binds. */
  bind(place: number, power_W: number, bindingHops: number): void {
    const entries = this.#entries;
    for (let i = this.#entryStart[place] as number; i < (this.#entryStart[place + 1] as number); i++) {
      const at = entries[i] as number;
      const takes = (this.#slope[at] as number) * power_W;
      const reach = 1 - takes - bow * Math.abs(takes);
      const below = (this.#hops[at] as number) < bindingHops ? lossShare * Math.abs(power_W) : 0;
      const block = at >> blockBits;
      this.#reach[at] = reach;
      this.#below[at] = below;
      this.#blockReach[block] = Math.min(this.#blockReach[block] as number, reach);
      this.#blockBelow[block] = Math.max(this.#blockBelow[block] as number, below);
    }
  }

  /**
   * Adds a move of an element to the drift of the places that it may concern.
   * @param most — its larger use, before or after. @param change — of its use. @param bend — relative, of its voltage.
   * @param due — receives places whose drift is not allowed any more.
   */
  drift(
    element: number,
    most: number,
    change: number,
    bend: number,
    drift_W: Float64Array,
    allowed_W: Float64Array,
    due: Set<number>,
  ): void {
    const reach = this.#reach;
    const below = this.#below;
    const end = this.#start[element + 1] as number;
    for (let at = this.#start[element] as number; at < end; at++) {
      const block = at >> blockBits;
      if (most < (this.#blockReach[block] as number) && this.#blockBelow[block] === 0) {
        at = ((block + 1) << blockBits) - 1;
        continue;
      }
      // Written so that NaN counts as a concern.
      const concerns = !(most < (reach[at] as number));
      if (!concerns && below[at] === 0) continue;
      const i = this.#place[at] as number;
      const moved_W = concerns ? (change + bend) / Math.abs(this.#slope[at] as number) : (below[at] as number) * change;
      drift_W[i] = (drift_W[i] as number) + moved_W;
      // Written so that NaN counts as too far.
      if (!((drift_W[i] as number) <= (allowed_W[i] as number))) due.add(i);
    }
  }
}
