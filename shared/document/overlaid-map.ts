/**
 * A map with some of its values replaced: what a preview makes of a table, without a copy of the thousands of
 * records that stay. Same keys in the same order as the map below it.
 */
export class OverlaidMap<K, V> implements ReadonlyMap<K, V> {
  readonly #base: ReadonlyMap<K, V>;
  readonly #replaced: ReadonlyMap<K, V>;

  /** @param replaced only keys that `base` has */
  constructor(base: ReadonlyMap<K, V>, replaced: ReadonlyMap<K, V>) {
    this.#base = base;
    this.#replaced = replaced;
  }

  /** The map below a preview; any other map is its own. */
  static under<K, V>(map: ReadonlyMap<K, V>): ReadonlyMap<K, V> {
    return map instanceof OverlaidMap ? (map as OverlaidMap<K, V>).#base : map;
  }

  /**
   * Keys at which two maps may differ, where both lie over the same map or one over the other.
   * @returns undefined for maps that have nothing to do with each other
   */
  static mayDiffer<K, V>(a: ReadonlyMap<K, V>, b: ReadonlyMap<K, V>): ReadonlySet<K> | undefined {
    if (OverlaidMap.under(a) !== OverlaidMap.under(b)) return undefined;
    const keys = new Set<K>();
    for (const map of [a, b]) if (map instanceof OverlaidMap) for (const key of (map as OverlaidMap<K, V>).#replaced.keys()) keys.add(key);
    return keys;
  }

  get size(): number {
    return this.#base.size;
  }

  get(key: K): V | undefined {
    return this.#replaced.get(key) ?? this.#base.get(key);
  }

  has(key: K): boolean {
    return this.#base.has(key);
  }

  keys(): MapIterator<K> {
    return this.#base.keys();
  }

  *values(): MapIterator<V> {
    for (const [key, value] of this.#base) yield this.#replaced.get(key) ?? value;
  }

  *entries(): MapIterator<[K, V]> {
    for (const [key, value] of this.#base) yield [key, this.#replaced.get(key) ?? value];
  }

  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.entries();
  }

  forEach(visit: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    for (const [key, value] of this.entries()) visit(value, key, this);
  }
}
