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

interface Selecting {
  readonly id: string;
  readonly label: string;
  readonly keys: readonly string[];
  readonly words: string;
  readonly found: () => readonly string[];
}

const selecting = ({ found, ...action }: Selecting): Action =>
  defineAction({
    ...action,
    menu: 'Edit',
    group: 'select',
    unavailable: inEditor,
    note: () => (selectedRecords().length > 0 ? `${found().length}` : undefined),
    run: () => viewState.getState().select(found()),
  });

export const selectActions: readonly Action[] = [
  selecting({
    id: 'edit.select-item',
    label: 'Select all of the same item',
    keys: ['Ctrl+Shift+A'],
    words: 'model instances similar gb200 gb300 replace',
    found: ofItem,
  }),
  selecting({
    id: 'edit.select-similar',
    label: 'Select all of the same kind',
    keys: ['Ctrl+A'],
    words: 'similar everything',
    found: ofKind,
  }),
];
