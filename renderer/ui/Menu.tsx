import { Check } from 'lucide-react';
import { DropdownMenu as Radix } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';
import { Tooltip } from './Tooltip.tsx';

export type MenuEntry =
  | {
      readonly type?: 'item';
      readonly key: string;
      readonly label: string;
      readonly keys?: string | undefined;
      readonly checked?: boolean | undefined;
      /** Reason when it cannot be chosen. */
      readonly why?: string | undefined;
      readonly icon?: ReactNode;
      readonly trailing?: ReactNode;
      readonly run: () => void;
    }
  | { readonly type: 'separator'; readonly key: string }
  | { readonly type: 'label'; readonly key: string; readonly label: string };

function Entry({ entry, checks }: { entry: MenuEntry; checks: boolean }) {
  if (entry.type === 'separator') return <Radix.Separator className="menu-separator" />;
  if (entry.type === 'label') return <Radix.Label className="menu-label">{entry.label}</Radix.Label>;
  const item = (
    <Radix.Item
      className="menu-item"
      disabled={entry.why !== undefined}
      onSelect={entry.run}
      data-testid={`menu-${entry.key}`}
      {...(entry.checked === undefined ? {} : { role: 'menuitemcheckbox', 'aria-checked': entry.checked })}
    >
      {checks ? <span className="menu-check">{entry.checked ? <Check size={13} /> : null}</span> : null}
      {entry.icon}
      {entry.label}
      {entry.trailing === undefined ? null : <span className="trailing muted">{entry.trailing}</span>}
      {entry.keys ? <span className="keycap">{entry.keys}</span> : null}
    </Radix.Item>
  );
  return entry.why ? (
    <Tooltip text={entry.why} side="right">
      {item}
    </Tooltip>
  ) : (
    item
  );
}

/** A button that opens a list of commands or choices. Not modal: the rest of the window stays readable and scrollable. */
export function Menu({
  trigger,
  entries,
  align = 'start',
  side = 'bottom',
  open,
  onOpenChange,
}: {
  trigger: ReactElement;
  entries: readonly MenuEntry[];
  align?: 'start' | 'end';
  side?: 'bottom' | 'right';
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
}) {
  const checks = entries.some((entry) => 'checked' in entry && entry.checked !== undefined);
  return (
    <Radix.Root modal={false} {...(open === undefined ? {} : { open })} {...(onOpenChange ? { onOpenChange } : {})}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className="menu" align={align} side={side} sideOffset={4} collisionPadding={8}>
          {entries.map((entry) => (
            <Entry key={entry.key} entry={entry} checks={checks} />
          ))}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
