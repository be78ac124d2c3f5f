import { useState } from 'react';
import type { CommandAnswer } from '../../../shared/commands/command.ts';
import type { Document } from '../../../shared/document/document.ts';
import { plainUnit } from '../../../shared/units/convert.ts';
import { displayUnit } from '../../../shared/units/format.ts';
import type { QuantityKind } from '../../../shared/units/quantity.ts';
import { editThrough } from '../../field-edit.ts';
import { QuantityField } from '../../ui/QuantityField.tsx';
import { Row } from '../../ui/Row.tsx';
import { useView } from '../../view-state.ts';

/** What one press of an arrow key adds, in the shown unit. */
const steps: Readonly<Partial<Record<QuantityKind, number>>> = { length: 0.1, angle: 15 };

/** A row whose quantity is set by a command: previewed while it is typed, one undo step. */
export function EditRow({
  label,
  kind,
  value,
  command,
  placeholder = 'not set',
  testId,
}: {
  label: string;
  kind: QuantityKind;
  value: number | undefined;
  command: (document: Document, value_SI: number) => CommandAnswer;
  placeholder?: string;
  testId?: string;
}) {
  const system = useView((state) => state.unitSystem);
  const readOnly = useView((state) => state.readOnly);
  const [fault, setFault] = useState<string | undefined>();
  const unit =
    kind === 'length'
      ? system === 'SI'
        ? 'm'
        : 'ft'
      : kind === 'ratio'
        ? '%'
        : value === undefined
          ? plainUnit(kind, system)
          : displayUnit(value, kind, system).name;
  return (
    <Row
      label={label}
      unit={unit}
      message={fault}
      figure={
        <QuantityField
          label={label}
          kind={kind}
          unit={unit}
          system={system}
          value={value}
          placeholder={placeholder}
          disabled={readOnly}
          step={steps[kind] ?? 1}
          {...(testId === undefined ? {} : { testId })}
          onFault={setFault}
          begin={() => editThrough(command)}
        />
      }
    />
  );
}
