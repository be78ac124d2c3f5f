/**
 * Fill-reducing elimination order of a symmetric pattern: minimum degree on a quotient graph with
 * approximate external degrees and element absorption, after Amestoy, Davis and Duff, "An
 * approximate minimum degree ordering algorithm", SIAM J. Matrix Anal. Appl. 17(4), 1996.
 */

/** Symmetric adjacency without diagonal or repeats: neighbours of i are `adjacent[start[i] … start[i+1])`. */
export interface Adjacency {
  readonly size: number;
  readonly start: Int32Array;
  readonly adjacent: Int32Array;
}

/** Builds the adjacency of `size` nodes from pairs; pairs with equal ends and repeats are dropped. */
export function adjacencyOf(size: number, rows: Int32Array, columns: Int32Array): Adjacency {
  const count = new Int32Array(size + 1);
  for (let p = 0; p < rows.length; p++) {
    const r = rows[p] as number;
    const c = columns[p] as number;
    if (r === c) continue;
    count[r] = (count[r] as number) + 1;
    count[c] = (count[c] as number) + 1;
  }
  const begin = new Int32Array(size + 1);
  for (let i = 0; i < size; i++) begin[i + 1] = (begin[i] as number) + (count[i] as number);
  const all = new Int32Array(begin[size] as number);
  const next = begin.slice();
  for (let p = 0; p < rows.length; p++) {
    const r = rows[p] as number;
    const c = columns[p] as number;
    if (r === c) continue;
    const atRow = next[r] as number;
    const atColumn = next[c] as number;
    all[atRow] = c;
    all[atColumn] = r;
    next[r] = atRow + 1;
    next[c] = atColumn + 1;
  }
  const seen = new Int32Array(size).fill(-1);
  const start = new Int32Array(size + 1);
  let used = 0;
  for (let i = 0; i < size; i++) {
    start[i] = used;
    for (let q = begin[i] as number; q < (begin[i + 1] as number); q++) {
      const j = all[q] as number;
      if (seen[j] === i) continue;
      seen[j] = i;
      all[used++] = j;
    }
  }
  start[size] = used;
  return { size, start, adjacent: all.slice(0, used) };
}

const ELEMENT = 1;
const GONE = 2;

/** Variables linked by their present degree; the least degree is found from a moving lower bound. */
class DegreeLists {
  readonly #head: Int32Array;
  readonly #next: Int32Array;
  readonly #previous: Int32Array;
  readonly degree: Int32Array;
  #least = 0;

  constructor(size: number) {
    this.#head = new Int32Array(size + 1).fill(-1);
    this.#next = new Int32Array(size).fill(-1);
    this.#previous = new Int32Array(size).fill(-1);
    this.degree = new Int32Array(size);
  }

  insert(i: number, degree: number): void {
    const first = this.#head[degree] as number;
    this.degree[i] = degree;
    this.#next[i] = first;
    this.#previous[i] = -1;
    if (first >= 0) this.#previous[first] = i;
    this.#head[degree] = i;
    if (degree < this.#least) this.#least = degree;
  }

  remove(i: number): void {
    const before = this.#previous[i] as number;
    const after = this.#next[i] as number;
    if (before >= 0) this.#next[before] = after;
    else this.#head[this.degree[i] as number] = after;
    if (after >= 0) this.#previous[after] = before;
  }

  takeLeast(): number {
    while ((this.#head[this.#least] as number) < 0) this.#least++;
    const i = this.#head[this.#least] as number;
    this.remove(i);
    return i;
  }
}

/** @returns order[k] = the node eliminated k-th. */
export function minimumDegreeOrder(graph: Adjacency): Int32Array {
  const n = graph.size;
  const order = new Int32Array(n);
  const state = new Uint8Array(n);
  // A variable's list holds its elements first, then its neighbouring variables; it never grows.
  // An element's list holds its variables and is appended to the store when it is made.
  const begin = graph.start.slice(0, n);
  const length = new Int32Array(n);
  const elements = new Int32Array(n);
  let store = new Int32Array(graph.adjacent.length * 3 + 4 * n + 16);
  store.set(graph.adjacent);
  let free = graph.adjacent.length;
  const lists = new DegreeLists(n);
  for (let i = n - 1; i >= 0; i--) {
    length[i] = (graph.start[i + 1] as number) - (graph.start[i] as number);
    lists.insert(i, length[i] as number);
  }
  const stamp = new Int32Array(n);
  const outsideStamp = new Int32Array(n);
  const outside = new Int32Array(n);
  const kept = new Int32Array(n + 1);
  const external = new Int32Array(n);

  let done = 0;
  let round = 0;
  while (done < n) {
    const p = lists.takeLeast();
    order[done++] = p;
    round++;
    if (free + n > store.length) {
      const larger = new Int32Array(Math.max(store.length * 2, free + 2 * n));
      larger.set(store.subarray(0, free));
      store = larger;
    }

    // The new element: neighbours of p, directly or through its elements, which it absorbs.
    const first = free;
    stamp[p] = round;
    const pBegin = begin[p] as number;
    const pElements = elements[p] as number;
    for (let q = 0; q < pElements; q++) {
      const e = store[pBegin + q] as number;
      if (state[e] !== ELEMENT) continue;
      const end = (begin[e] as number) + (length[e] as number);
      for (let r = begin[e] as number; r < end; r++) {
        const i = store[r] as number;
        if (stamp[i] === round) continue;
        stamp[i] = round;
        store[free++] = i;
      }
      state[e] = GONE;
    }
    for (let q = pElements; q < (length[p] as number); q++) {
      const i = store[pBegin + q] as number;
      if (stamp[i] === round) continue;
      stamp[i] = round;
      store[free++] = i;
    }
    state[p] = ELEMENT;
    begin[p] = first;
    let members = free - first;

    // How many variables of each touched element lie outside the new one.
    for (let q = first; q < free; q++) {
      const i = store[q] as number;
      const iBegin = begin[i] as number;
      for (let r = iBegin; r < iBegin + (elements[i] as number); r++) {
        const e = store[r] as number;
        if (state[e] !== ELEMENT) continue;
        if (outsideStamp[e] !== round) {
          outsideStamp[e] = round;
          outside[e] = length[e] as number;
        }
        outside[e] = (outside[e] as number) - 1;
      }
    }

    // Prune each member's list; members with nothing outside are eliminated along with p.
    let write = first;
    for (let q = first; q < free; q++) {
      const i = store[q] as number;
      const iBegin = begin[i] as number;
      const iElements = elements[i] as number;
      const iLength = length[i] as number;
      lists.remove(i);
      let count = 0;
      let degree = 0;
      for (let r = iBegin; r < iBegin + iElements; r++) {
        const e = store[r] as number;
        if (state[e] !== ELEMENT) continue;
        const beyond = outside[e] as number;
        if (beyond === 0) {
          state[e] = GONE;
          continue;
        }
        degree += beyond;
        kept[count++] = e;
      }
      kept[count++] = p;
      const elementCount = count;
      for (let r = iBegin + iElements; r < iBegin + iLength; r++) {
        const v = store[r] as number;
        if (stamp[v] === round) continue;
        degree++;
        kept[count++] = v;
      }
      if (degree === 0) {
        state[i] = GONE;
        order[done++] = i;
        members--;
        continue;
      }
      for (let r = 0; r < count; r++) store[iBegin + r] = kept[r] as number;
      elements[i] = elementCount;
      length[i] = count;
      external[i] = degree;
      store[write++] = i;
    }
    free = write;
    length[p] = members;
    if (members === 0) state[p] = GONE;

    const remaining = n - done - 1;
    for (let q = first; q < free; q++) {
      const i = store[q] as number;
      const bound = (lists.degree[i] as number) + members - 1;
      const approximate = (external[i] as number) + members - 1;
      lists.insert(i, Math.max(0, Math.min(bound, approximate, remaining)));
    }
  }
  return order;
}
