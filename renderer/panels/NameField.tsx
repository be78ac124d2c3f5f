import { useEffect, useRef, useState } from 'react';
import { rename } from '../../shared/commands/rename.ts';
import type { RecordId } from '../../shared/document/ids.ts';
import { perform } from '../session.ts';
import { useView } from '../view-state.ts';

const focusWhenShown = (field: HTMLInputElement | null): void => field?.focus();

/** The name of a record as a field in place: taken over on Enter or when it is left, given back on Escape. */
export function NameField({
  id,
  name,
  label,
  className,
  testId,
  autoFocus,
  onDone,
}: {
  id: RecordId;
  name: string;
  label: string;
  className: string;
  testId: string;
  /** The field appears because someone wants to type into it. */
  autoFocus?: boolean;
  /** Called when the field is left, by a key or for something else; the field is there for one name then. */
  onDone?: (byKey: boolean) => void;
}) {
  const readOnly = useView((state) => state.readOnly);
  const [text, setText] = useState(name);
  const left = useRef(false);
  useEffect(() => setText(name), [name]);
  const leave = (keep: boolean, byKey: boolean) => {
    // Taking the field away takes the focus from it once more.
    if (left.current) return;
    left.current = onDone !== undefined;
    if (keep && text !== name && !perform((document) => rename(document, { record: id, name: text }))) setText(name);
    onDone?.(byKey);
  };
  return (
    <input
      className={className}
      aria-label={label}
      data-rename=""
      ref={autoFocus ? focusWhenShown : undefined}
      data-testid={testId}
      value={text}
      title={text}
      disabled={readOnly}
      spellCheck={false}
      onChange={(event) => setText(event.target.value)}
      onFocus={(event) => event.target.select()}
      onBlur={() => leave(true, false)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') {
          if (onDone) leave(true, true);
          else event.currentTarget.blur();
        }
        if (event.key === 'Escape') {
          event.stopPropagation();
          setText(name);
          if (onDone) leave(false, true);
        }
      }}
    />
  );
}
