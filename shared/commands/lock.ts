/** Locked equipment stays where and what it is until it is unlocked: nothing moves, turns, replaces or deletes it. */
import type { Document } from '../document/document.ts';
import type { RecordId } from '../document/ids.ts';
import { changed } from '../document/patch.ts';
import type { Equipment } from '../document/records.ts';
import type { CommandAnswer } from './command.ts';
import { describeRecords, equipmentAmong, nothingSelected } from './subjects.ts';

/** Why equipment may not be changed in place; undefined when none of it is locked. */
export function lockFault(document: Document, records: readonly RecordId[]): string | undefined {
  const locked = equipmentAmong(document, records).filter(({ locked }) => locked);
  const [first] = locked;
  if (!first) return undefined;
  return locked.length === 1 ? `${first.tag} is locked` : `${first.tag} and ${locked.length - 1} more are locked`;
}

export function setLocked(
  document: Document,
  { records, locked }: { readonly records: readonly RecordId[]; readonly locked: boolean },
): CommandAnswer {
  const equipment = equipmentAmong(document, records);
  if (equipment.length === 0) return nothingSelected(locked ? 'lock' : 'unlock');
  return {
    label: `${locked ? 'Lock' : 'Unlock'} ${describeRecords(
      document,
      equipment.map(({ id }) => id),
    )}`,
    patch: equipment.flatMap((before) => {
      if ((before.locked === true) === locked) return [];
      const { locked: _was, ...rest } = before;
      return [changed<Equipment>(before, locked ? { ...rest, locked: true } : rest)];
    }),
  };
}
