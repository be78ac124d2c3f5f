import { RotateCcw } from 'lucide-react';
import { useState } from 'react';
import type { Action } from '../actions/action.ts';
import { actions } from '../actions/index.ts';
import { bindKey, keyBindings, keysOf, resetKeys } from '../actions/key-bindings.ts';
import { describeKey, nameOfKey } from '../actions/keys.ts';
import { IconButton } from '../ui/Button.tsx';

const modifiers = new Set(['Control', 'Shift', 'Alt', 'Meta', 'CapsLock', 'AltGraph']);

/** One action with its keys: press the keys to put others in their place. */
export function ShortcutRow({ action, onChange }: { action: Action; onChange: (note: string) => void }) {
  const [waiting, setWaiting] = useState(false);
  const keys = keysOf(action);
  const changed = action.id in keyBindings.getState();
  return (
    <div className="shortcut-row">
      <span>{action.label}</span>
      <span>
        {changed ? (
          <IconButton
            label={`Back to the usual keys of ${action.label}`}
            icon={<RotateCcw size={12} />}
            onClick={() => {
              resetKeys(action);
              onChange(`${action.label} has its usual keys again`);
            }}
          />
        ) : null}
        <button
          type="button"
          className="shortcut-keys"
          data-testid={`keys-${action.id}`}
          onClick={() => setWaiting(true)}
          onBlur={() => setWaiting(false)}
          onKeyDown={(event) => {
            if (!waiting || event.key === 'Tab') return;
            event.preventDefault();
            event.stopPropagation();
            if (modifiers.has(event.key)) return;
            setWaiting(false);
            if (event.key === 'Escape') return;
            const key = nameOfKey(event);
            const lost = bindKey(action, key, actions);
            onChange(`${action.label} is now ${describeKey(key)}${lost ? `; ${lost.label} has lost it` : ''}`);
          }}
        >
          <span className="visually-hidden">Keys of {action.label}: </span>
          {waiting ? (
            <span className="keycap">press keys…</span>
          ) : keys.length === 0 ? (
            <span className="muted">none</span>
          ) : (
            keys.map((key) => (
              <span key={key} className="keycap">
                {describeKey(key)}
              </span>
            ))
          )}
        </button>
      </span>
    </div>
  );
}
