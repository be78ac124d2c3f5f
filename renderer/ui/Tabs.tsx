import { Tabs as Radix } from 'radix-ui';
import type { ReactNode } from 'react';

export interface TabItem<K extends string> {
  readonly key: K;
  readonly title: string;
  readonly count?: number | undefined;
}

/** Tabs with a bar of their own; `bar` stands at the right end of it. */
export function Tabs<K extends string>({
  items,
  value,
  onChange,
  label,
  bar,
  className,
  children,
}: {
  items: readonly TabItem<K>[];
  value: K;
  onChange: (key: K) => void;
  label: string;
  bar?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  return (
    <Radix.Root className={className} value={value} onValueChange={(key) => onChange(key as K)} activationMode="manual">
      <div className="tab-bar">
        <Radix.List className="tabs" aria-label={label}>
          {items.map(({ key, title, count }) => (
            <Radix.Trigger key={key} className="tab" value={key} data-testid={`tab-${key}`}>
              {title}
              {count === undefined ? null : <span className="count">{count}</span>}
            </Radix.Trigger>
          ))}
        </Radix.List>
        {bar}
      </div>
      {children}
    </Radix.Root>
  );
}

export const TabPanel = Radix.Content;
