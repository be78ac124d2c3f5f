import { Check } from 'lucide-react';
import { Menubar as Radix } from 'radix-ui';
import { Fragment, useRef, useState } from 'react';
import { type Action, actionMenus } from '../actions/action.ts';
import { actions } from '../actions/index.ts';
import { keysOf } from '../actions/key-bindings.ts';
import { describeKey } from '../actions/keys.ts';
import { Tooltip } from '../ui/Tooltip.tsx';

function Item({ action, onChosen }: { action: Action; onChosen: () => void }) {
  const why = action.unavailable?.();
  const checked = action.checked?.();
  const note = why === undefined ? action.note?.() : undefined;
  const item = (
    <Radix.Item
      className="menu-item"
      disabled={why !== undefined}
      onSelect={() => {
        onChosen();
        action.run();
      }}
      data-testid={`menu-${action.id}`}
      {...(checked === undefined ? {} : { role: 'menuitemcheckbox', 'aria-checked': checked })}
    >
      <span className="menu-check">{checked ? <Check size={13} aria-hidden /> : null}</span>
      {action.label}
      {note === undefined ? null : <span className="muted">{note}</span>}
      {keysOf(action)[0] ? <span className="keycap">{describeKey(keysOf(action)[0] ?? '')}</span> : null}
    </Radix.Item>
  );
  return why ? (
    <Tooltip text={why} side="right">
      {item}
    </Tooltip>
  ) : (
    item
  );
}

/**
 * The menus; what can be done is asked anew each time one opens. Once a command is chosen the keyboard goes back to where it
 * was, so that Home, arrows and the keys of the tools are not the menu bar's; Escape leaves it in the bar.
 */
export function MenuBar() {
  const [open, setOpen] = useState('');
  const before = useRef<HTMLElement | null>(null);
  const chosen = useRef(false);
  const show = (menu: string) => {
    if (open === '' && menu !== '') before.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    if (menu !== '') chosen.current = false;
    setOpen(menu);
  };
  const giveBack = (event: Event) => {
    if (!chosen.current) return;
    chosen.current = false;
    event.preventDefault();
    // A dialog that the command opened keeps the keyboard.
    if (document.activeElement === document.body) before.current?.focus();
  };
  return (
    <Radix.Root className="menu-bar" value={open} onValueChange={show} aria-label="Menus">
      {actionMenus.map((menu) => {
        const entries = actions.filter((action) => action.menu === menu);
        return (
          <Radix.Menu key={menu} value={menu}>
            <Radix.Trigger data-testid={`menubar-${menu.toLowerCase()}`}>{menu}</Radix.Trigger>
            <Radix.Portal>
              <Radix.Content className="menu" align="start" sideOffset={4} collisionPadding={8} onCloseAutoFocus={giveBack}>
                {open === menu
                  ? entries.map((action, i) => (
                      <Fragment key={action.id}>
                        {i > 0 && entries[i - 1]?.group !== action.group ? <Radix.Separator className="menu-separator" /> : null}
                        <Item
                          action={action}
                          onChosen={() => {
                            chosen.current = true;
                          }}
                        />
                      </Fragment>
                    ))
                  : null}
              </Radix.Content>
            </Radix.Portal>
          </Radix.Menu>
        );
      })}
    </Radix.Root>
  );
}
