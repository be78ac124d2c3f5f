import { Check } from 'lucide-react';
import { Menubar as Radix } from 'radix-ui';
import { Fragment, useState } from 'react';
import { type Action, actionMenus } from '../actions/action.ts';
import { actions } from '../actions/index.ts';
import { keysOf } from '../actions/key-bindings.ts';
import { describeKey } from '../actions/keys.ts';
import { Tooltip } from '../ui/Tooltip.tsx';

function Item({ action }: { action: Action }) {
  const why = action.unavailable?.();
  const checked = action.checked?.();
  const item = (
    <Radix.Item
      className="menu-item"
      disabled={why !== undefined}
      onSelect={() => action.run()}
      data-testid={`menu-${action.id}`}
      {...(checked === undefined ? {} : { role: 'menuitemcheckbox', 'aria-checked': checked })}
    >
      <span className="menu-check">{checked ? <Check size={13} aria-hidden /> : null}</span>
      {action.label}
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

/** The menus; what can be done is asked anew each time one opens. */
export function MenuBar() {
  const [open, setOpen] = useState('');
  return (
    <Radix.Root className="menu-bar" value={open} onValueChange={setOpen} aria-label="Menus">
      {actionMenus.map((menu) => {
        const entries = actions.filter((action) => action.menu === menu);
        return (
          <Radix.Menu key={menu} value={menu}>
            <Radix.Trigger data-testid={`menubar-${menu.toLowerCase()}`}>{menu}</Radix.Trigger>
            <Radix.Portal>
              <Radix.Content className="menu" align="start" sideOffset={4} collisionPadding={8}>
                {open === menu
                  ? entries.map((action, i) => (
                      <Fragment key={action.id}>
                        {i > 0 && entries[i - 1]?.group !== action.group ? <Radix.Separator className="menu-separator" /> : null}
                        <Item action={action} />
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
