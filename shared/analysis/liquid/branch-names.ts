/** Finds branches by the record they belong to and their name in it. */
import type { RecordId } from '../../document/ids.ts';
import type { LiquidNetwork } from '../../network/liquid.ts';
import type { LiquidSolution } from '../../solve/liquid/solution.ts';

/** Branches of one record stand side by side in the network. */
export class BranchNames {
  readonly #branches: LiquidNetwork['branches'];
  /** The first branch of each record. */
  readonly first: ReadonlyMap<RecordId, number>;

  constructor(branches: LiquidNetwork['branches'], first: ReadonlyMap<RecordId, number>) {
    this.#branches = branches;
    this.first = first;
  }

  /** The branch `<owner>/<name>`; undefined where the record has none of that name. */
  at(owner: RecordId, name: string): number | undefined {
    const length = owner.length + 1 + name.length;
    for (let b = this.first.get(owner) ?? -1; this.#branches[b]?.owner === owner; b++) {
      const id = this.#branches[b]?.id;
      if (id?.length === length && id.endsWith(name)) return b;
    }
    return undefined;
  }
}

interface Known {
  readonly branches: LiquidNetwork['branches'];
  readonly first: BranchNames['first'];
}

/** By the numbering of the islands, which a network of the same shape keeps. */
const known = new WeakMap<Int32Array, Known>();

export function branchesByName({ branches }: LiquidNetwork, { islandOf }: LiquidSolution): BranchNames {
  const before = known.get(islandOf);
  const first = before && sameOwners(before.branches, branches) ? before.first : firstOfOwners(branches);
  known.set(islandOf, { branches, first });
  return new BranchNames(branches, first);
}

function sameOwners(before: LiquidNetwork['branches'], now: LiquidNetwork['branches']): boolean {
  if (before === now) return true;
  if (before.length !== now.length) return false;
  for (let b = 0; b < now.length; b++) if (now[b] !== before[b] && now[b]?.owner !== before[b]?.owner) return false;
  return true;
}

function firstOfOwners(branches: LiquidNetwork['branches']): Map<RecordId, number> {
  const first = new Map<RecordId, number>();
  let last: RecordId | undefined;
  branches.forEach(({ owner }, b) => {
    if (owner !== last) first.set(owner, b);
    last = owner;
  });
  return first;
}
