import { useId, useState } from 'react';
import type { CatalogueItem } from '../../shared/catalogue/library.ts';
import { searchItems } from '../catalogue.ts';

const mostShown = 60;

/** A catalogue item chosen by typing: arrow keys walk the matches, Enter takes one. */
export function ItemPicker({
  items,
  value,
  onChange,
  testId,
}: {
  items: readonly CatalogueItem[];
  /** Name of the chosen item. */
  value: string;
  onChange: (name: string) => void;
  testId?: string;
}) {
  const [text, setText] = useState<string | undefined>();
  const [at, setAt] = useState(0);
  const listId = useId();
  const chosen = items.find(({ name }) => name === value);
  const found = text === undefined ? [] : searchItems(items, 'all', text).slice(0, mostShown);
  const open = text !== undefined && found.length > 0;
  const take = (item: CatalogueItem | undefined) => {
    if (item) onChange(item.name);
    setText(undefined);
  };
  return (
    <div className="item-picker">
      <input
        className="field large"
        role="combobox"
        aria-label="Item"
        aria-expanded={open}
        aria-controls={listId}
        aria-activedescendant={open ? `${listId}-${at}` : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        spellCheck={false}
        data-testid={testId}
        value={text ?? chosen?.title ?? value}
        onFocus={(event) => event.target.select()}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onBlur={() => setText(undefined)}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
            event.preventDefault();
            if (!open) setText(text ?? '');
            else setAt((index) => Math.max(0, Math.min(found.length - 1, index + (event.key === 'ArrowDown' ? 1 : -1))));
          } else if (event.key === 'Enter' && open) {
            event.preventDefault();
            take(found[at]);
          } else if (event.key === 'Escape' && text !== undefined) {
            event.stopPropagation();
            event.nativeEvent.stopImmediatePropagation();
            setText(undefined);
          }
        }}
      />
      {open ? (
        <div className="item-list" role="listbox" id={listId} aria-label="Items that match">
          {found.map((item, i) => (
            <div
              key={item.name}
              id={`${listId}-${i}`}
              role="option"
              tabIndex={-1}
              aria-selected={i === at}
              ref={i === at ? (element) => element?.scrollIntoView({ block: 'nearest' }) : undefined}
              className="menu-item"
              onPointerDown={(event) => {
                event.preventDefault();
                take(item);
              }}
            >
              <span className="clip">{item.title}</span>
              <span className="muted clip">{item.maker}</span>
            </div>
          ))}
        </div>
      ) : null}
    </div>
  );
}
