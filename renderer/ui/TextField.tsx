import { Search as SearchIcon } from 'lucide-react';
import { type ComponentProps, useEffect, useState } from 'react';

/** A text that is taken over on Enter or when the field is left; Escape gives the old one back. */
export function TextField({
  label,
  value,
  onCommit,
  disabled,
  placeholder,
  large,
  testId,
}: {
  label: string;
  value: string;
  onCommit: (value: string) => void;
  disabled?: boolean;
  placeholder?: string;
  large?: boolean;
  testId?: string;
}) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const commit = () => {
    if (text !== value) onCommit(text);
  };
  return (
    <input
      className={`field ${large ? 'large' : ''}`}
      aria-label={label}
      value={text}
      disabled={disabled}
      placeholder={placeholder}
      data-testid={testId}
      onChange={(event) => setText(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
        if (event.key === 'Escape') {
          if (text !== value) event.stopPropagation();
          setText(value);
        }
      }}
    />
  );
}

export function SearchField({ label, ...rest }: { label: string } & Omit<ComponentProps<'input'>, 'aria-label'>) {
  return (
    <div className="search">
      <SearchIcon size={14} aria-hidden />
      <input type="search" aria-label={label} spellCheck={false} {...rest} />
    </div>
  );
}
