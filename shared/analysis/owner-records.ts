/** The records that own branches of a network, found along the tables instead of one by one. */
import type { Document } from '../document/document.ts';
import type { RecordId } from '../document/ids.ts';
import type { Connection, Equipment } from '../document/records.ts';
import { sortedRecords } from './sorted-ids.ts';

interface Known {
  readonly equipment: Document['tables']['equipment'];
  readonly connection: Document['tables']['connection'];
  readonly records: readonly (Equipment | Connection | undefined)[];
}

const cache = new WeakMap<readonly RecordId[], Known>();

/**
 * The record of each owner; undefined where the document has none of that id. Networks are made from equipment, then runs, each
 * in the order of ids, so that the next owner is nearly always found a few records on.
 */
export function ownerRecords({ tables }: Document, owners: readonly RecordId[]): readonly (Equipment | Connection | undefined)[] {
  const { equipment, connection } = tables;
  const known = cache.get(owners);
  if (known?.equipment === equipment && known.connection === connection) return known.records;
  const records = new Array<Equipment | Connection | undefined>(owners.length);
  const [placed, runs] = [sortedRecords(equipment), sortedRecords(connection)];
  let e = 0;
  let r = 0;
  owners.forEach((owner, slot) => {
    const inEquipment = nextAt(placed, e, owner);
    const inRuns = inEquipment < 0 ? nextAt(runs, r, owner) : -1;
    if (inEquipment >= 0) e = inEquipment + 1;
    if (inRuns >= 0) r = inRuns + 1;
    records[slot] = placed[inEquipment] ?? runs[inRuns] ?? equipment.get(owner) ?? connection.get(owner);
  });
  cache.set(owners, { equipment, connection, records });
  return records;
}

/** How far ahead a record is looked for. */
const ahead = 12;

function nextAt(records: readonly { readonly id: RecordId }[], from: number, id: RecordId): number {
  const end = Math.min(records.length, from + ahead);
  for (let i = from; i < end; i++) if (records[i]?.id === id) return i;
  return -1;
}
