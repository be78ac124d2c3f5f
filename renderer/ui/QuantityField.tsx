/**
 * The only place where a person types a number. Takes units and arithmetic; shows each valid value at once
 * as a preview; Enter or leaving the field keeps it, Escape puts the old one back.
 */
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { toSI, type UnitSystem, unitNamed } from '../../shared/units/convert.ts';
import { formatFeet, formatFeetEntered } from '../../shared/units/feet.ts';
import { formatAtRest, formatEntered, inFeet } from '../../shared/units/format.ts';
import { parseQuantity } from '../../shared/units/parse.ts';
import type { QuantityKind } from '../../shared/units/quantity.ts';
import { useScrub } from './use-scrub.ts';

/** One edit from the first valid input to its end; the owner opens a gesture behind it. */
export interface QuantityEdit {
  /** Returns why the value is not possible, or undefined. */
  preview(value_SI: number): string | undefined;
  commit(): void;
  cancel(): void;
}

export interface QuantityFieldProps {
  readonly label: string;
  readonly kind: QuantityKind;
  /** Unit that a number without unit is in; shown beside the field by the row. */
  readonly unit: string;
  readonly system: UnitSystem;
  /** SI; undefined where several records differ or nothing is set. */
  readonly value: number | undefined;
  readonly placeholder?: string | undefined;
  readonly disabled?: boolean;
  /** Step of the arrow keys, in `unit`. */
  readonly step?: number;
  readonly begin: () => QuantityEdit;
  readonly onFault?: (fault: string | undefined) => void;
  /** Decimals shown even when they are zero. */
  readonly decimals?: number;
  readonly testId?: string | undefined;
  readonly large?: boolean;
}

const steps: Readonly<Partial<Record<QuantityKind, number>>> = { length: 0.1, angle: 15 };
/** What one press of an arrow key adds, in the shown unit: of a length in feet an inch. */
export const stepOf = (kind: QuantityKind, unit: string): number => (inFeet(kind, unitNamed(kind, unit)) ? 1 / 12 : (steps[kind] ?? 1));

export function QuantityField({
  label,
  kind,
  unit,
  system,
  value,
  placeholder,
  disabled,
  step = 1,
  decimals = 0,
  begin,
  onFault,
  testId,
  large,
}: QuantityFieldProps) {
  const definition = unitNamed(kind, unit);
  const feet = inFeet(kind, definition);
  const entered = (value_SI: number) => (feet ? formatFeetEntered(value_SI) : formatEntered(value_SI, definition, decimals));
  const exact = value === undefined ? '' : entered(value);
  const [focused, setFocused] = useState(false);
  // Every digit is there for who edits; at rest the digits that a conversion of units left behind are only in the way.
  const atRest = (value_SI: number) => (feet ? formatFeet(value_SI) : formatAtRest(value_SI, definition, decimals));
  const shown = value === undefined || focused ? exact : atRest(value);
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState<string | undefined>();
  const [fault, setFault] = useState<string | undefined>();
  const edit = useRef<QuantityEdit | undefined>(undefined);
  const faultId = useId();

  const say = (next: string | undefined) => {
    setFault(next);
    onFault?.(next);
  };
  const end = (keep: boolean) => {
    const open = edit.current;
    edit.current = undefined;
    if (keep) open?.commit();
    else open?.cancel();
    setText(undefined);
    say(undefined);
  };
  // After the digits are there: what they change takes the selection away.
  useLayoutEffect(() => {
    if (focused) input.current?.select();
  }, [focused]);
  // A record that vanishes or another selection must not leave a gesture open.
  useEffect(
    () => () => {
      edit.current?.commit();
      edit.current = undefined;
    },
    [],
  );

  /** What was typed before it went wrong is not what is meant: the old value is in force until the text is right again. */
  const takeBack = () => {
    edit.current?.cancel();
    edit.current = undefined;
  };
  const take = (next: string) => {
    setText(next);
    const parsed = parseQuantity(next, kind, system, unit);
    if (!parsed.ok) {
      takeBack();
      say(next.trim() === '' ? undefined : parsed.problems[0]?.message);
      return;
    }
    edit.current ??= begin();
    const refused = edit.current.preview(parsed.value);
    if (refused !== undefined) takeBack();
    say(refused);
  };
  const nudge = (steps: number, from = text ?? exact) => {
    const parsed = parseQuantity(from, kind, system, unit);
    if (!parsed.ok) return;
    const inUnit = (parsed.value - (definition.offset ?? 0)) / definition.scale;
    const next = toSI(inUnit + steps * step, definition);
    take(feet ? formatFeetEntered(next) : formatEntered(next, definition));
  };

  const scrub = useScrub({ can: exact !== '' && !disabled, from: exact, step: nudge, end });

  return (
    <input
      ref={input}
      {...scrub}
      className={`field number ${large ? 'large' : ''} ${feet ? 'feet' : ''}`}
      inputMode="text"
      autoComplete="off"
      spellCheck={false}
      aria-label={`${label}${unit ? ` in ${unit}` : ''}`}
      aria-invalid={fault !== undefined}
      aria-describedby={fault ? faultId : undefined}
      title={fault}
      value={text ?? shown}
      placeholder={placeholder}
      disabled={disabled}
      data-testid={testId}
      onFocus={() => setFocused(true)}
      onChange={(event) => take(event.target.value)}
      onBlur={() => {
        setFocused(false);
        if (text !== undefined) end(true);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') {
          // A form must not go on with a value that its field refuses.
          if (fault !== undefined) event.preventDefault();
          else if (text !== undefined) end(true);
          event.currentTarget.select();
        } else if (event.key === 'Escape') {
          // Only an edit is cancelled here; without one Escape belongs to the dialog or the editor around.
          if (text === undefined) event.currentTarget.blur();
          else {
            event.stopPropagation();
            event.nativeEvent.stopImmediatePropagation();
            end(false);
          }
        } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
          event.preventDefault();
          nudge((event.key === 'ArrowUp' ? 1 : -1) * (event.shiftKey ? 10 : event.altKey ? 0.1 : 1));
        }
      }}
    />
  );
}
