/** Selecting more of what is selected. */
import type { Connection, Equipment } from '../../shared/document/records.ts';
import { selectedRecords } from '../selected.ts';
import { session } from '../session.ts';
import { viewState } from '../view-state.ts';
import { type Action, defineAction } from './action.ts';
import { inEditor } from './conditions.ts';

/** Records that are alike in something to those that are selected; with nothing selected, all equipment. */
function alike(trait: (record: Equipment | Connection) => string | undefined): readonly string[] {
  const { equipment, connection } = session.getState().document.tables;
  const chosen = selectedRecords();
  if (chosen.length === 0) return [...equipment.keys()];
  const traits = new Set<string | undefined>();
  // Only tables in which something is selected are looked through.
  const tables = new Set<ReadonlyMap<string, Equipment | Connection>>();
  for (const id of chosen) {
    const piece = equipment.get(id);
    const record = piece ?? connection.get(id);
    if (record) traits.add(trait(record));
    tables.add(piece ? equipment : connection);
  }
  return [...tables].flatMap((table) => [...table.values()].filter((record) => traits.has(trait(record))).map(({ id }) => id));
}

const ofItem = () => alike(({ item }) => item);
const ofKind = () => alike(({ item }) => session.getState().document.tables.item.get(item)?.kind);

const selecting = (id: string, label: string, key: string, words: string, found: () => readonly string[]): Action =>
  defineAction({
    id,
    label,
    menu: 'Edit',
    group: 'select',
    keys: [key],
    words,
    unavailable: inEditor,
    note: () => (selectedRecords().length > 0 ? `${found().length}` : undefined),
    run: () => viewState.getState().select(found()),
  });

export const selectActions: readonly Action[] = [
  selecting('edit.select-item', 'Select all of the same item', 'Ctrl+Shift+A', 'model instances similar gb200 gb300 replace', ofItem),
  selecting('edit.select-similar', 'Select all of the same kind', 'Ctrl+A', 'similar everything', ofKind),
];
