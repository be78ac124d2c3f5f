import { Check, ChevronDown } from 'lucide-react';
import { Select as Radix } from 'radix-ui';

export interface Choice {
  readonly value: string;
  readonly title: string;
}

/** One of a few named values. An empty value shows `placeholder`, e.g. “varies”. */
export function SelectField({
  label,
  value,
  choices,
  onChange,
  placeholder,
  disabled,
  large,
  testId,
}: {
  label: string;
  value: string | undefined;
  choices: readonly Choice[];
  onChange: (value: string) => void;
  placeholder?: string;
  disabled?: boolean;
  large?: boolean;
  testId?: string;
}) {
  return (
    <Radix.Root value={value ?? ''} onValueChange={onChange} disabled={disabled ?? false}>
      <Radix.Trigger className={`select-field ${large ? 'large' : ''}`} aria-label={label} data-testid={testId}>
        <span className="clip">
          <Radix.Value placeholder={placeholder ?? ''} />
        </span>
        <Radix.Icon>
          <ChevronDown size={13} />
        </Radix.Icon>
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className="select-list" position="popper" sideOffset={4} collisionPadding={8}>
          <Radix.Viewport>
            {choices.map((choice) => (
              <Radix.Item key={choice.value} value={choice.value} className="menu-item">
                <span className="menu-check">
                  <Radix.ItemIndicator>
                    <Check size={13} />
                  </Radix.ItemIndicator>
                </span>
                <Radix.ItemText>{choice.title}</Radix.ItemText>
              </Radix.Item>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
