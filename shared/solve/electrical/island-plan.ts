/** Splits a bus-branch model into connected parts and decides how each is solved. */
import { type BusBranch, busKind } from './bus-branch.ts';
import { incidence } from './incidence.ts';

export interface IslandPlan {
  /** Buses of the part in preorder from the slack bus: every subtree is one run of positions. */
  readonly buses: Int32Array;
  readonly branches: Int32Array;
  readonly slackCount: number;
  /** Of a tree with a slack bus and no PV bus: entry k holds for bus `buses[k]`, k > 0. */
  readonly tree?: {
    /** Position of the parent in `buses`. */
    readonly parent: Int32Array;
    /** Branch to the parent. */
    readonly branch: Int32Array;
    /** Positions of further slack buses. */
    readonly held: Int32Array;
  };
}

export function planIslands(model: BusBranch): IslandPlan[] {
  const busCount = model.kind.length;
  const { start, incident } = incidence(busCount, model.from, model.to);
  const seen = new Uint8Array(busCount);
  const order = new Int32Array(busCount);
  const parent = new Int32Array(busCount);
  const parentBranch = new Int32Array(busCount);
  // Ends of branches that wait to be followed: the bus there, the branch, and the position it was met from.
  const waiting = new Int32Array(3 * (2 * model.from.length + 1));
  const plans: IslandPlan[] = [];

  const walk = (root: number): void => {
    let count = 0;
    let ends = 0;
    let slackCount = 0;
    let pvCount = 0;
    let depth = 0;
    const wait = (bus: number, via: number, met: number) => {
      waiting[depth] = bus;
      waiting[depth + 1] = via;
      waiting[depth + 2] = met;
      depth += 3;
    };
    wait(root, -1, -1);
    while (depth > 0) {
      depth -= 3;
      const bus = waiting[depth] as number;
      const via = waiting[depth + 1] as number;
      const met = waiting[depth + 2] as number;
      if (seen[bus]) continue;
      seen[bus] = 1;
      order[count] = bus;
      parent[count] = met;
      parentBranch[count] = via;
      if (model.kind[bus] === busKind.slack) slackCount++;
      else if (model.kind[bus] === busKind.pv) pvCount++;
      for (let k = (start[bus + 1] as number) - 1; k >= (start[bus] as number); k--) {
        const b = incident[k] as number;
        ends++;
        const other = model.from[b] === bus ? (model.to[b] as number) : (model.from[b] as number);
        if (!seen[other]) wait(other, b, count);
      }
      count++;
    }
    const branches = new Int32Array(ends / 2);
    const buses = order.slice(0, count);
    let used = 0;
    for (let i = 0; i < count; i++) {
      const bus = buses[i] as number;
      for (let k = start[bus] as number; k < (start[bus + 1] as number); k++) {
        const b = incident[k] as number;
        if (model.from[b] === bus) branches[used++] = b;
      }
    }
    const radial = branches.length === count - 1 && slackCount > 0 && pvCount === 0;
    const held: number[] = [];
    for (let k = 1; k < count; k++) if (model.kind[buses[k] as number] === busKind.slack) held.push(k);
    plans.push({
      buses,
      branches,
      slackCount,
      ...(radial && { tree: { parent: parent.slice(0, count), branch: parentBranch.slice(0, count), held: Int32Array.from(held) } }),
    });
  };
  for (let bus = 0; bus < busCount; bus++) if (model.kind[bus] === busKind.slack && !seen[bus]) walk(bus);
  for (let bus = 0; bus < busCount; bus++) if (!seen[bus]) walk(bus);
  return plans;
}
