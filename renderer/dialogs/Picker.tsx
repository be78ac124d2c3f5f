import { useId, useState } from 'react';

export interface PickerChoice {
  readonly value: string;
  readonly title: string;
  readonly note?: string;
}

/** One of many, chosen by typing: arrow keys walk the matches, Enter takes one. */
export function Picker({
  label,
  title,
  placeholder,
  search,
  onChange,
  testId,
}: {
  label: string;
  /** What the chosen one is called. */
  title: string;
  placeholder?: string;
  search: (text: string) => readonly PickerChoice[];
  onChange: (value: string) => void;
  testId?: string;
}) {
  const [text, setText] = useState<string | undefined>();
  const [at, setAt] = useState(0);
  const listId = useId();
  const found = text === undefined ? [] : search(text);
  const open = text !== undefined && found.length > 0;
  const take = (choice: PickerChoice | undefined) => {
    if (choice) onChange(choice.value);
    setText(undefined);
  };
  return (
    <div className="item-picker">
      <input
        className="field large"
        role="combobox"
        aria-label={label}
        aria-expanded={open}
        aria-controls={listId}
        aria-activedescendant={open ? `${listId}-${at}` : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        spellCheck={false}
        data-testid={testId}
        value={text ?? title}
        placeholder={placeholder}
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
        <div className="item-list" role="listbox" id={listId} aria-label={`${label}: matches`}>
          {found.map((choice, i) => (
            <div
              key={choice.value}
              id={`${listId}-${i}`}
              role="option"
              tabIndex={-1}
              aria-selected={i === at}
              ref={i === at ? (element) => element?.scrollIntoView({ block: 'nearest' }) : undefined}
              className="menu-item"
              onPointerDown={(event) => {
                event.preventDefault();
                take(choice);
              }}
            >
              <span className="clip">{choice.title}</span>
              <span className="muted clip">{choice.note}</span>
            </div>
          ))}
        </div>
      ) : null}
    </div>
  );
}
