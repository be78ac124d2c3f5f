import { Command } from 'cmdk';
import { Check, ChevronDown } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useState } from 'react';
import { matching } from '../../search-words.ts';

export interface OfferedColumn {
  readonly key: string;
  readonly title: string;
  readonly section: string;
}

/** The columns of a table, found by typing; Enter shows or hides one. */
export function ColumnChooser({
  offered,
  shown,
  onChange,
}: {
  offered: readonly OfferedColumn[];
  shown: readonly string[];
  onChange: (shown: readonly string[]) => void;
}) {
  const [search, setSearch] = useState('');
  const matches = matching(search);
  const found = offered.filter(({ title, section }) => matches(`${title} ${section}`));
  const sections = [...new Set(found.map(({ section }) => section))];
  return (
    <Popover.Root onOpenChange={() => setSearch('')}>
      <Popover.Trigger asChild>
        <button type="button" className="chip" data-testid="table-columns">
          Columns <ChevronDown size={13} aria-hidden />
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className="menu column-chooser" align="start" sideOffset={4} collisionPadding={8} aria-label="Columns">
          <Command shouldFilter={false} loop label="Columns">
            <Command.Input
              value={search}
              onValueChange={setSearch}
              placeholder="Find a column"
              aria-label="Find a column"
              data-testid="column-search"
            />
            <Command.List>
              {found.length === 0 ? <p className="empty-line">No column is called “{search}”.</p> : null}
              {sections.map((section) => (
                <Command.Group key={section} heading={section}>
                  {found
                    .filter((column) => column.section === section)
                    .map(({ key, title }) => {
                      const on = shown.includes(key);
                      return (
                        <Command.Item
                          key={key}
                          value={key}
                          className="menu-item"
                          data-testid={`column-${key}`}
                          onSelect={() => onChange(on ? shown.filter((other) => other !== key) : [...shown, key])}
                        >
                          <span className="menu-check">{on ? <Check size={13} aria-hidden /> : null}</span>
                          {title}
                          {on ? <span className="visually-hidden">, shown</span> : null}
                        </Command.Item>
                      );
                    })}
                </Command.Group>
              ))}
            </Command.List>
          </Command>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
