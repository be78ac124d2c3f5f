import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { IconButton } from './Button.tsx';

export function Dialog({ title, description, onClose, foot, wide, testId, children }: {
  title: string;
  description?: string;
  onClose: () => void;
  foot?: ReactNode;
  wide?: boolean;
  testId?: string;
  children: ReactNode;
}) {
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="dialog-veil" />
        <Radix.Content className={`dialog ${wide ? 'wide' : ''}`} data-testid={testId} {...(description ? {} : { 'aria-describedby': undefined })}>
          <div className="dialog-head">
            <Radix.Title>{title}</Radix.Title>
            <IconButton label="Close" icon={<X size={15} />} onClick={onClose} />
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
