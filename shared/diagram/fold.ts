/**
 * Folding of repeated parts: the coarsest equitable partition of a coloured graph. Two records share a class when
 * they look alike and, class by class, are joined alike to the same number of neighbours. Racks, their tap-offs and
 * busways fold together this way, and giving one record a colour of its own unfolds exactly what hangs on it.
 * Colour refinement after Berkholz, Bonsma and Grohe, Theory of Computing Systems 60 (2017), by rounds.
 */
import type { RecordId } from '../document/ids.ts';

export interface FoldNode {
  readonly id: RecordId;
  /** What must be equal for two records to be drawn as one. */
  readonly colour: string;
}

export interface FoldEdge {
  readonly id: RecordId;
  readonly from: RecordId;
  readonly to: RecordId;
  readonly colour: string;
}

/** Numbers for texts in the order they come. */
class Numbering {
  readonly #numbers = new Map<string, number>();
  of(text: string): number {
    let number = this.#numbers.get(text);
    if (number === undefined) {
      number = this.#numbers.size;
      this.#numbers.set(text, number);
    }
    return number;
  }
  get size(): number {
    return this.#numbers.size;
  }
}

/** Class number of every node; equal numbers fold. Edges to records that are not given are ignored. */
export function foldClasses(nodes: readonly FoldNode[], edges: readonly FoldEdge[]): ReadonlyMap<RecordId, number> {
  const index = new Map(nodes.map(({ id }, i) => [id, i]));
  const edgeColours = new Numbering();
  // Half-edges per node: colour of the edge, twice, plus one for the incoming side; then the neighbour.
  const halves: number[][] = nodes.map(() => []);
  for (const edge of edges) {
    const from = index.get(edge.from);
    const to = index.get(edge.to);
    if (from === undefined || to === undefined) continue;
    const colour = 2 * edgeColours.of(edge.colour);
    halves[from]?.push(colour, to);
    halves[to]?.push(colour + 1, from);
  }
  const first = new Numbering();
  let classes = nodes.map(({ colour }) => first.of(colour));
  let count = first.size;
  while (count < nodes.length) {
    const next = new Numbering();
    const refined = nodes.map((_, node) => {
      const own = halves[node] ?? [];
      const seen: string[] = [];
      for (let i = 0; i < own.length; i += 2) seen.push(`${own[i]}:${classes[own[i + 1] ?? 0]}`);
      return next.of(`${classes[node]}|${seen.sort().join()}`);
    });
    classes = refined;
    if (next.size === count) break;
    count = next.size;
  }
  return new Map(nodes.map(({ id }, i) => [id, classes[i] ?? 0]));
}
