/** Sets that merge: path halving, union by smaller root so that labels do not depend on the order of merging. */
export class UnionFind {
  readonly #parent: Int32Array;

  constructor(size: number) {
    this.#parent = new Int32Array(size);
    for (let i = 0; i < size; i++) this.#parent[i] = i;
  }

  find(of: number): number {
    const parent = this.#parent;
    let i = of;
    for (let up = parent[i] as number; up !== i; up = parent[i] as number) {
      const above = parent[up] as number;
      parent[i] = above;
      i = above;
    }
    return i;
  }

  /** @returns false where both were in one set already. */
  union(a: number, b: number): boolean {
    const x = this.find(a);
    const y = this.find(b);
    if (x === y) return false;
    this.#parent[Math.max(x, y)] = Math.min(x, y);
    return true;
  }
}
