import { useRef, useState } from 'react';
import { actionMenus } from '../actions/action.ts';
import { actions } from '../actions/index.ts';
import { resetAllKeys, takeBindings, useKeyBindings } from '../actions/key-bindings.ts';
import { describeKey } from '../actions/keys.ts';
import { keysText, readKeysText } from '../actions/keys-file.ts';
import type { Navigation } from '../preferences.ts';
import { saveFile } from '../save-file.ts';
import { matching, wordsOf } from '../search-words.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { SearchField } from '../ui/TextField.tsx';
import { useView } from '../view-state.ts';
import { ShortcutRow } from './ShortcutRow.tsx';

/** The camera’s buttons by the chosen way of navigating. */
const cameraGestures: Readonly<Record<Navigation, readonly (readonly [what: string, how: string])[]>> = {
  omniverse: [
    ['Orbit', 'Right drag, or Alt and left drag'],
    ['Pan', 'Middle drag, or Space and left drag'],
  ],
  blender: [
    ['Orbit', 'Middle drag, or Alt and left drag'],
    ['Pan', 'Shift and middle drag, or Space and left drag'],
  ],
  cad: [
    ['Orbit', 'Shift and middle drag, or Alt and left drag'],
    ['Pan', 'Middle drag, or Space and left drag'],
  ],
};

const gestures: readonly (readonly [what: string, how: string])[] = [
  ['Zoom to the pointer', 'Wheel'],
  ['Select, add, take away', 'Click, Shift click, Ctrl click'],
  ['The piece itself, framed', 'Double click'],
  ['Box select', 'Drag on empty floor; to the right inside, to the left touching'],
  ['Lock an axis while moving', 'X, Y, Z; again frees it'],
  ['Exact distance while moving', 'Type it, with unit if you like; Enter keeps, Esc cancels'],
  ['Numbers', 'Every field takes units and arithmetic: 600 mm*8, 25\'-6 1/2", 32 °F'],
];

/** The sheet behind “?”: made from the list of actions, so it cannot be out of date. */
export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const bindings = useKeyBindings();
  const navigation = useView((state) => state.navigation);
  const [note, setNote] = useState('');
  const [search, setSearch] = useState('');
  const searching = wordsOf(search).length > 0;
  const matches = matching(search);
  const chooser = useRef<HTMLInputElement>(null);
  const usual = Object.keys(bindings).length === 0 ? 'All commands have their usual keys' : undefined;
  const load = async (file: File) => {
    const read = readKeysText(await file.text(), actions);
    if (!read.ok) return setNote(read.problems[0]?.message ?? '');
    const { bindings: found, unknown } = read.value;
    takeBindings(found);
    const count = Object.keys(found).length;
    setNote(
      `${count} ${count === 1 ? 'command has' : 'commands have'} other than usual keys${unknown.length > 0 ? `; no command here: ${unknown.join(', ')}` : ''}`,
    );
  };
  return (
    <Dialog
      title="Keyboard and mouse"
      description="Press the keys beside a command to put others in their place. They are kept on this machine."
      wide
      onClose={onClose}
      testId="dialog-shortcuts"
      foot={
        <>
          <span className="muted" role="status">
            {note}
          </span>
          <input
            ref={chooser}
            type="file"
            accept=".json,application/json"
            className="visually-hidden"
            tabIndex={-1}
            aria-label="File of shortcuts"
            data-testid="keys-file"
            onChange={(event) => {
              const [file] = event.target.files ?? [];
              if (file) void load(file);
              event.target.value = '';
            }}
          />
          <Button onClick={() => chooser.current?.click()}>Load…</Button>
          <Button
            why={usual}
            data-testid="keys-save"
            onClick={() => saveFile('headroom-keys.json', new Blob([keysText(bindings)], { type: 'application/json' }))}
          >
            Save…
          </Button>
          <Button
            why={usual}
            onClick={() => {
              resetAllKeys();
              setNote('All commands have their usual keys again');
            }}
          >
            Usual keys
          </Button>
        </>
      }
    >
      <SearchField
        label="Find a command"
        placeholder="Any command, to give it keys"
        value={search}
        data-testid="shortcut-search"
        onChange={(event) => setSearch(event.target.value)}
      />
      <div className="shortcut-columns">
        <section>
          <h3>Mouse and fields</h3>
          {[...cameraGestures[navigation], ...gestures].map(([what, how]) => (
            <div key={what} className="shortcut-row">
              <span>{what}</span>
              <span className="muted">{how}</span>
            </div>
          ))}
        </section>
        {[...actionMenus, undefined].map((menu) => {
          // Without a search only what has keys: most commands need none, and any can be given some.
          const listed = actions.filter(
            (action) =>
              action.menu === menu &&
              (searching ? matches(`${action.label} ${menu ?? ''} ${action.words ?? ''}`) : action.keys || action.id in bindings),
          );
          return listed.length === 0 ? null : (
            <section key={menu ?? 'more'}>
              <h3>{menu ?? 'In the palette'}</h3>
              {listed.map((action) => (
                <ShortcutRow key={action.id} action={action} onChange={setNote} />
              ))}
            </section>
          );
        })}
        <section>
          <h3>Nudge</h3>
          <div className="shortcut-row">
            <span>By one grid step</span>
            <span>
              {['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'PageUp', 'PageDown'].map((key) => (
                <span key={key} className="keycap">
                  {describeKey(key)}
                </span>
              ))}
            </span>
          </div>
          <div className="shortcut-row">
            <span>By ten steps</span>
            <span className="muted">with Shift</span>
          </div>
        </section>
      </div>
    </Dialog>
  );
}
