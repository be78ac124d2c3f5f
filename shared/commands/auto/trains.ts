/** Which of the two electrical trains equipment belongs to: by its cables, its group, its tag, else in turn. */
import { connectionsAt } from '../../document/document.ts';
import type { Equipment } from '../../document/records.ts';
import type { Draft } from './draft.ts';

export type Train = 'A' | 'B';

/** `TR-A1`, `UT B`, `RPP-B`: a lone letter at the end, or one before digits. */
const inTag = /(?:^|[-_/ ])([AB])\d*$/;

function stated(d: Draft, equipment: Equipment): Train | undefined {
  for (const run of connectionsAt(d.document, equipment.id)) {
    const train = d.document.tables.system.get(run.system)?.train;
    if (train) return train;
  }
  const group = equipment.group === undefined ? undefined : d.document.tables.group.get(equipment.group);
  const named = group?.kind === 'train' ? inTag.exec(group.name)?.[1] : undefined;
  return (named ?? inTag.exec(equipment.tag)?.[1]) as Train | undefined;
}

/** Equipment of one kind without a train is dealt out alternately in the order of tags, so that each train has the same. */
export function trainsOf(d: Draft, equipment: readonly Equipment[]): ReadonlyMap<string, Train> {
  const trains = new Map<string, Train>();
  const byKind = new Map<string, Equipment[]>();
  for (const each of equipment) {
    const list = byKind.get(d.kind(each));
    if (list) list.push(each);
    else byKind.set(d.kind(each), [each]);
  }
  for (const list of byKind.values()) {
    const count = { A: 0, B: 0 };
    const open: Equipment[] = [];
    for (const each of list) {
      const train = stated(d, each);
      if (train) {
        trains.set(each.id, train);
        count[train]++;
      } else open.push(each);
    }
    for (const each of open.sort((a, b) => (a.tag < b.tag ? -1 : 1))) {
      const train = count.A <= count.B ? 'A' : 'B';
      count[train]++;
      trains.set(each.id, train);
    }
  }
  return trains;
}
