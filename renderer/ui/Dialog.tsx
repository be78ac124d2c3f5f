import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { KeyboardEvent, ReactNode } from 'react';

/** The first thing to fill in, else the answer that is meant; the close button only if there is nothing else. */
function focusFirst(event: Event): void {
  const content = event.currentTarget as HTMLElement | null;
  const first =
    content?.querySelector<HTMLElement>('.dialog-body .primary') ??
    content?.querySelector<HTMLElement>('.dialog-body input:not([type=file]), .dialog-body button, .dialog-foot .primary');
  if (!first) return;
  event.preventDefault();
  first.focus();
}

/** Enter in a field is the answer that is meant, where the field takes no Enter for itself and the answer can be given. */
function answerByEnter(event: KeyboardEvent<HTMLElement>): void {
  const { target, currentTarget } = event;
  if (event.key !== 'Enter' || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!(target instanceof HTMLInputElement) || /^(checkbox|file|radio)$/.test(target.type) || target.closest('form')) return;
  const primary = currentTarget.querySelector<HTMLButtonElement>('.dialog-foot .primary:not(:disabled)');
  if (!primary) return;
  event.preventDefault();
  primary.click();
}

export function Dialog({
  title,
  description,
  onClose,
  foot,
  wide,
  beside,
  live,
  testId,
  children,
}: {
  title: string;
  description?: string;
  onClose: () => void;
  foot?: ReactNode;
  wide?: boolean;
  /** Stands at the right and leaves the scene in sight. */
  beside?: boolean;
  /** What is typed takes effect at once: Enter in a field ends the typing and not the dialog. */
  live?: boolean;
  testId?: string;
  children: ReactNode;
}) {
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className={`dialog-veil ${beside ? 'clear' : ''}`} />
        <Radix.Content
          className={`dialog ${wide ? 'wide' : ''} ${beside ? 'beside' : ''}`}
          data-testid={testId}
          onOpenAutoFocus={focusFirst}
          {...(live ? {} : { onKeyDown: answerByEnter })}
          {...(description ? {} : { 'aria-describedby': undefined })}
        >
          <div className="dialog-head">
            <Radix.Title>{title}</Radix.Title>
            {/* No tooltip here: Escape would close the hint first and the dialog only the second time. */}
            <button type="button" className="icon-button" aria-label="Close" onClick={onClose}>
              <X size={15} aria-hidden />
            </button>
          </div>
          <div className="dialog-body">
            {description ? <Radix.Description className="muted dialog-about">{description}</Radix.Description> : null}
            {children}
          </div>
          {foot ? <div className="dialog-foot">{foot}</div> : null}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
