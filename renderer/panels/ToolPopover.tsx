import { Popover } from 'radix-ui';
import type { ReactNode } from 'react';
import { actionNamed } from '../actions/index.ts';
import { keysOf } from '../actions/key-bindings.ts';
import { describeKey } from '../actions/keys.ts';
import { Tooltip } from '../ui/Tooltip.tsx';

interface ToolPopoverProps {
  /** The action that opens the list too: names the button and tells its key. */
  readonly action: string;
  readonly name: string;
  readonly icon: ReactNode;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly testId: string;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A button among the tools with a list of the design's own things behind it. */
export function ToolPopover({ action, name, icon, open, onOpenChange, testId, className = '', children }: ToolPopoverProps) {
  const list = actionNamed(action);
  const [key] = keysOf(list);
  return (
    <Popover.Root open={open} onOpenChange={onOpenChange}>
      <Tooltip text={list.label} side="right" {...(key === undefined ? {} : { keys: describeKey(key) })}>
        <Popover.Trigger asChild>
          <button type="button" className={`tool ${className}`.trim()} aria-label={list.label} data-testid={`${testId}-open`}>
            {icon}
          </button>
        </Popover.Trigger>
      </Tooltip>
      <Popover.Portal>
        <Popover.Content
          className="viewpoints"
          // Not a dialog: shortcuts of the editor go on working in it.
          role="region"
          aria-label={name}
          side="right"
          align="start"
          sideOffset={10}
          collisionPadding={8}
          data-testid={testId}
          onKeyDown={(event) => {
            // Here Delete means what is listed, never the equipment that happens to be selected.
            if (event.key === 'Delete' || event.key === 'Backspace') event.stopPropagation();
          }}
        >
          {children}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
