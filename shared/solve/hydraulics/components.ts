/** Which parts of an island hang together through branches that are not shut, and what each part needs to have an answer. */

export interface Parts {
  readonly count: number;
  /** Per local node. */
  readonly partOfNode: Int32Array;
}

/** Union–find over local branches with `conducts[b] !== 0`. */
export function findParts(nodes: number, from: Int32Array, to: Int32Array, conducts: Uint8Array): Parts {
  const root = new Int32Array(nodes);
  for (let i = 0; i < nodes; i++) root[i] = i;
  const find = (start: number): number => {
    let i = start;
    while (root[i] !== i) {
      root[i] = root[root[i] as number] as number;
      i = root[i] as number;
    }
    return i;
  };
  for (let b = 0; b < from.length; b++) {
    if (conducts[b] === 0) continue;
    const a = find(from[b] as number);
    const c = find(to[b] as number);
    if (a < c) root[c] = a;
    else if (c < a) root[a] = c;
  }
  const partOfNode = new Int32Array(nodes);
  const partOfRoot = new Int32Array(nodes).fill(-1);
  let count = 0;
  for (let i = 0; i < nodes; i++) {
    const r = find(i);
    if ((partOfRoot[r] as number) < 0) partOfRoot[r] = count++;
    partOfNode[i] = partOfRoot[r] as number;
  }
  return { count, partOfNode };
}

/** How one part can be solved. */
export type PartRole =
  /** Holds a fixed-pressure node. */
  | 'referenced'
  /** Driven by a pump or by flows in and out that cancel, but nothing fixes its pressure: solved above a datum. */
  | 'relative'
  /** Flows in and out do not cancel and nothing can take the difference. */
  | 'unbalanced'
  /** Nothing drives it and nothing fixes it. */
  | 'dead';

export interface PartNeeds {
  readonly fixed: boolean;
  readonly driven: boolean;
  readonly inflow_kg_s: number;
  readonly largestInjection_kg_s: number;
}

export function roleOf(part: PartNeeds): PartRole {
  if (part.fixed) return 'referenced';
  if (Math.abs(part.inflow_kg_s) > 1e-9 * part.largestInjection_kg_s) return 'unbalanced';
  return part.driven || part.largestInjection_kg_s > 0 ? 'relative' : 'dead';
}
