import { useState } from 'react';
import type { CommandAnswer } from '../../../shared/commands/command.ts';
import type { Document } from '../../../shared/document/document.ts';
import { plainUnit } from '../../../shared/units/convert.ts';
import { displayUnit } from '../../../shared/units/format.ts';
import type { QuantityKind } from '../../../shared/units/quantity.ts';
import { editThrough } from '../../field-edit.ts';
import { DesignQuantity } from '../../ui/DesignQuantity.tsx';
import { Row } from '../../ui/Row.tsx';
import { useView } from '../../view-state.ts';

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
        <DesignQuantity
          label={label}
          kind={kind}
          unit={unit}
          value={value}
          placeholder={placeholder}
          testId={testId}
          onFault={setFault}
          begin={() => editThrough(command)}
        />
      }
    />
  );
}
