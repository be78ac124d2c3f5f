/** Which parts of an island hang together through branches that are not shut, and what each part needs to have an answer. */
import { UnionFind } from '../union-find.ts';

export interface Parts {
  readonly count: number;
  /** Per local node. */
  readonly partOfNode: Int32Array;
}

/** Parts that local branches with `conducts[b] !== 0` join, numbered by their first node. */
export function findParts(nodes: number, from: Int32Array, to: Int32Array, conducts: Uint8Array): Parts {
  return numbered(joined(nodes, from, to, conducts), nodes);
}

function joined(nodes: number, from: Int32Array, to: Int32Array, conducts: Uint8Array): UnionFind {
  const sets = new UnionFind(nodes);
  for (let b = 0; b < from.length; b++) if (conducts[b] !== 0) sets.union(from[b] as number, to[b] as number);
  return sets;
}

function numbered(sets: UnionFind, nodes: number): Parts {
  const partOfNode = new Int32Array(nodes);
  const partOfRoot = new Int32Array(nodes).fill(-1);
  let count = 0;
  for (let i = 0; i < nodes; i++) {
    const r = sets.find(i);
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
