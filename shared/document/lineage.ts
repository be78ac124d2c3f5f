/**
 * Which entries differ between two large tables or lists of which one was made from the other: without it, finding
 * the one record that an edit replaced means comparing all of them. What is not known is answered by `undefined`.
 */

/** One making of a table from an earlier one. Holds keys and no table, so that it keeps none alive. */
interface Step {
  readonly before: Step | undefined;
  readonly depth: number;
  readonly keys: readonly unknown[];
}

const steps = new WeakMap<object, Step>();

/** Beyond this many makings in a row a table counts as new. */
const longest = 256;

/** Notes that `after` was made from `before` with other entries, or none, at `keys`, and the very same ones elsewhere. */
export function deriveFrom<K>(before: object, after: object, keys: readonly K[]): void {
  if (before === after) return;
  let from = steps.get(before);
  if (!from) {
    from = { before: undefined, depth: 0, keys: [] };
    steps.set(before, from);
  }
  if (from.depth < longest) steps.set(after, { before: from, depth: from.depth + 1, keys });
}

/** Keys outside of which both hold the same entries; undefined where that is not known. `K` is what `deriveFrom` was given for them. */
export function mayDiffer<K>(a: object, b: object): ReadonlySet<K> | undefined {
  const keys = new Set<K>();
  if (a === b) return keys;
  let [one, other] = [steps.get(a), steps.get(b)];
  while (one && other && one !== other) {
    const deeper = one.depth >= other.depth ? one : other;
    for (const key of deeper.keys) keys.add(key as K);
    if (deeper === one) one = one.before;
    else other = other.before;
  }
  return one && one === other ? keys : undefined;
}

/** Places at which two lists of one length hold different entries. */
export function differingAt<T>(a: readonly T[], b: readonly T[]): number[] {
  const few = mayDiffer<number>(a, b);
  if (few) return [...few].filter((i) => a[i] !== b[i]).sort((i, j) => i - j);
  const all: number[] = [];
  for (let i = 0; i < b.length; i++) if (a[i] !== b[i]) all.push(i);
  return all;
}
