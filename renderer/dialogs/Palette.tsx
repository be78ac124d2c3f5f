import { Command } from 'cmdk';
import { Bookmark } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { useMemo, useState } from 'react';
import { kindOf } from '../../shared/catalogue/resolve.ts';
import { viewsInOrder } from '../../shared/commands/edit-view.ts';
import { actions } from '../actions/index.ts';
import { keysOf } from '../actions/key-bindings.ts';
import { describeKey } from '../actions/keys.ts';
import { itemsOf, takeItem } from '../catalogue.ts';
import { placeOf } from '../panels/findings-model.ts';
import { matching, wordsOf } from '../search-words.ts';
import { useDocument } from '../session.ts';
import { KindIcon } from '../ui/icons.tsx';
import { useView, viewState } from '../view-state.ts';
import { flyTo } from '../viewpoints/viewpoints.ts';
import { PaletteFixes, useSelectionFixes, wordsOfFix } from './PaletteFixes.tsx';

const mostFound = 40;

/** Every action, every tagged record and every catalogue item behind one field. */
export function Palette() {
  const open = useView((state) => state.paletteOpen);
  return open ? <OpenPalette /> : null;
}

function OpenPalette() {
  const document = useDocument();
  const inEditor = useView((state) => state.screen === 'editor');
  const [search, setSearch] = useState('');
  const close = () => viewState.setState({ paletteOpen: false });
  const words = wordsOf(search);
  const matches = matching(search);
  const commands = useMemo(
    () =>
      actions
        .filter(({ id }) => id !== 'help.palette')
        .map((action) => {
          const why = action.unavailable?.();
          return { action, why, note: why === undefined ? action.note?.() : undefined };
        }),
    [],
  );
  const found = commands
    .filter(({ action }) => matches(`${action.label} ${action.menu ?? ''} ${action.words ?? ''}`))
    .sort((a, b) => Number(a.why !== undefined) - Number(b.why !== undefined));
  const selectionFixes = useSelectionFixes();
  const fixes = inEditor ? selectionFixes.filter((each) => matches(wordsOfFix(each))) : [];
  const records =
    !inEditor || words.length === 0
      ? []
      : [...document.tables.equipment.values(), ...document.tables.connection.values()]
          .filter((record) => matches(`${record.tag} ${placeOf(document, record.id)}`))
          .slice(0, mostFound);
  const views = inEditor && words.length > 0 ? viewsInOrder(document).filter(({ name }) => matches(`${name} viewpoint`)) : [];
  const items =
    !inEditor || words.length === 0
      ? []
      : itemsOf(document)
          .filter((item) => matches(`${item.title} ${item.maker} ${item.name}`))
          .slice(0, 12);
  return (
    <Radix.Root open onOpenChange={(next) => !next && close()}>
      <Radix.Portal>
        <Radix.Overlay className="dialog-veil light" />
        <Radix.Content className="palette" aria-describedby={undefined} data-testid="palette">
          <Radix.Title className="visually-hidden">Search or run a command</Radix.Title>
          <Command shouldFilter={false} loop label="Commands">
            <Command.Input value={search} onValueChange={setSearch} placeholder="Command, tag or catalogue item" autoFocus />
            <Command.List>
              <PaletteFixes fixes={fixes} close={close} />
              {found.length + fixes.length + views.length + records.length + items.length === 0 ? (
                <p className="empty-line">Nothing matches “{search}”.</p>
              ) : null}
              {found.length > 0 ? (
                <Command.Group heading="Commands">
                  {found.map(({ action, why, note }) => (
                    <Command.Item
                      key={action.id}
                      value={action.id}
                      disabled={why !== undefined}
                      onSelect={() => {
                        close();
                        // The palette gives the focus back first; actions may move it.
                        setTimeout(action.run, 0);
                      }}
                    >
                      <span>{action.label}</span>
                      <span className="muted clip palette-note">{why ?? [action.menu, note].filter(Boolean).join(' · ')}</span>
                      {keysOf(action)[0] ? <span className="keycap">{describeKey(keysOf(action)[0] ?? '')}</span> : null}
                    </Command.Item>
                  ))}
                </Command.Group>
              ) : null}
              {views.length > 0 ? (
                <Command.Group heading="Viewpoints">
                  {views.map((view) => (
                    <Command.Item
                      key={view.id}
                      value={view.id}
                      onSelect={() => {
                        close();
                        flyTo(view);
                      }}
                    >
                      <Bookmark size={14} aria-hidden className="muted" />
                      <span>{view.name}</span>
                    </Command.Item>
                  ))}
                </Command.Group>
              ) : null}
              {records.length > 0 ? (
                <Command.Group heading="In this design">
                  {records.map((record) => (
                    <Command.Item
                      key={record.id}
                      value={record.id}
                      onSelect={() => {
                        close();
                        viewState.getState().select([record.id]);
                        viewState.getState().frame([record.id]);
                      }}
                    >
                      <KindIcon kind={kindOf(document, record)?.kind ?? ''} />
                      <span>{record.tag}</span>
                      <span className="muted clip palette-note">{placeOf(document, record.id)}</span>
                    </Command.Item>
                  ))}
                </Command.Group>
              ) : null}
              {items.length > 0 ? (
                <Command.Group heading="From the catalogue">
                  {items.map((item) => (
                    <Command.Item
                      key={item.name}
                      value={item.name}
                      onSelect={() => {
                        close();
                        takeItem(item);
                      }}
                    >
                      <KindIcon kind={item.kind} />
                      <span>{item.title}</span>
                      <span className="muted clip palette-note">{item.maker}</span>
                    </Command.Item>
                  ))}
                </Command.Group>
              ) : null}
            </Command.List>
          </Command>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
