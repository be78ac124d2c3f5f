/** The branches of a network by the record they belong to. */
import type { RecordId } from '../document/ids.ts';
import type { ElectricalNetwork } from '../network/electrical.ts';
import type { ResultBuilder } from './result-builder.ts';

/** Branches of one record stand side by side, as they were contributed. */
export class BranchOwners {
  /** In the order of the network. */
  readonly owners: readonly RecordId[];
  /** Branches of owner k are `start[k] … start[k + 1]`. */
  readonly start: Int32Array;
  /** Place of each branch's record among the owners. */
  readonly slotOf: Int32Array;
  #slots: ReadonlyMap<RecordId, number> | undefined;

  constructor(branches: readonly { readonly owner: RecordId }[]) {
    const owners: RecordId[] = [];
    const slotOf = new Int32Array(branches.length);
    const start: number[] = [];
    let last: RecordId | undefined;
    for (let b = 0; b < branches.length; b++) {
      const { owner } = branches[b] as (typeof branches)[number];
      if (owner !== last) {
        owners.push(owner);
        start.push(b);
        last = owner;
      }
      slotOf[b] = owners.length - 1;
    }
    start.push(branches.length);
    this.owners = owners;
    this.start = Int32Array.from(start);
    this.slotOf = slotOf;
  }

  branchesAt(slot: number): number[] {
    const branches: number[] = [];
    for (let b = this.start[slot] as number; b < (this.start[slot + 1] as number); b++) branches.push(b);
    return branches;
  }

  /** Place of a record among the owners; undefined where it has no branch. */
  find(id: RecordId): number | undefined {
    this.#slots ??= slotsOf(this.owners);
    return this.#slots.get(id);
  }
}

function slotsOf(owners: readonly RecordId[]): ReadonlyMap<RecordId, number> {
  const slots = new Map<RecordId, number>();
  owners.forEach((owner, slot) => {
    slots.set(owner, slot);
  });
  return slots;
}

const known = new WeakMap<ElectricalNetwork['branches'], BranchOwners>();

export function branchOwners({ branches }: ElectricalNetwork): BranchOwners {
  let owners = known.get(branches);
  if (!owners) {
    owners = new BranchOwners(branches);
    known.set(branches, owners);
  }
  return owners;
}

/** Calls for every record with branches that is to be reported: its branches are `begin … end`, and its place among the owners is `slot`. */
export function eachReportedOwner(
  network: ElectricalNetwork,
  { scope }: ResultBuilder,
  report: (owner: RecordId, begin: number, end: number, slot: number) => void,
): void {
  const owners = branchOwners(network);
  const { start } = owners;
  const at = (slot: number) => report(owners.owners[slot] as RecordId, start[slot] as number, start[slot + 1] as number, slot);
  if (!scope) {
    owners.owners.forEach((_, slot) => {
      at(slot);
    });
    return;
  }
  for (const owner of scope) {
    const slot = owners.find(owner);
    if (slot !== undefined) at(slot);
  }
}

/** The branch that stands for a record: a board's bar, a busway's first section, otherwise its only one. */
export function mainBranch(network: ElectricalNetwork, begin: number, end: number): number {
  for (let b = begin; end - begin > 1 && b < end; b++) if (network.branches[b]?.id.endsWith('/bar')) return b;
  return begin;
}
