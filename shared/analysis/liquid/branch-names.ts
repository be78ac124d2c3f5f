/** Finds branches by the record they belong to and their name in it. */
import type { RecordId } from '../../document/ids.ts';
import type { LiquidNetwork } from '../../network/liquid.ts';
import type { LiquidSolution } from '../../solve/liquid/solution.ts';
import { BranchOwners } from '../branch-owners.ts';

export class BranchNames {
  readonly #branches: LiquidNetwork['branches'];
  readonly owners: BranchOwners;

  constructor(branches: LiquidNetwork['branches'], owners: BranchOwners) {
    this.#branches = branches;
    this.owners = owners;
  }

  /** The branch `<owner>/<name>`; undefined where the record has none of that name. */
  at(owner: RecordId, name: string): number | undefined {
    const slot = this.owners.find(owner);
    if (slot === undefined) return undefined;
    const { start } = this.owners;
    const length = owner.length + 1 + name.length;
    for (let b = start[slot] as number; b < (start[slot + 1] as number); b++) {
      const id = this.#branches[b]?.id;
      if (id?.length === length && id.endsWith(name)) return b;
    }
    return undefined;
  }
}

interface Known {
  readonly branches: LiquidNetwork['branches'];
  readonly owners: BranchOwners;
}

/** By the numbering of the islands, which a network of the same shape keeps. */
const known = new WeakMap<Int32Array, Known>();

export function branchesByName({ branches }: LiquidNetwork, { islandOf }: LiquidSolution): BranchNames {
  const before = known.get(islandOf);
  const owners = before && sameOwners(before.branches, branches) ? before.owners : new BranchOwners(branches);
  known.set(islandOf, { branches, owners });
  return new BranchNames(branches, owners);
}

function sameOwners(before: LiquidNetwork['branches'], now: LiquidNetwork['branches']): boolean {
  if (before === now) return true;
  if (before.length !== now.length) return false;
  for (let b = 0; b < now.length; b++) if (now[b] !== before[b] && now[b]?.owner !== before[b]?.owner) return false;
  return true;
}
