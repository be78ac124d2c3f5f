import { RotateCcw } from 'lucide-react';
import { Switch } from 'radix-ui';
import { useState } from 'react';
import type { ParameterSpec } from '../../../shared/catalogue/kind.ts';
import { parameterFault, parametersOf } from '../../../shared/catalogue/resolve.ts';
import { setParameter } from '../../../shared/commands/set-parameter.ts';
import { type Document, itemOf } from '../../../shared/document/document.ts';
import type { Connection, Equipment, ParameterValue } from '../../../shared/document/records.ts';
import { refuse } from '../../../shared/problem.ts';
import { editThrough } from '../../field-edit.ts';
import { unitOfParameter } from '../../figures.ts';
import { perform } from '../../session.ts';
import { DefaultBadge, SourceBadge } from '../../ui/Badge.tsx';
import { IconButton } from '../../ui/Button.tsx';
import { DesignQuantity } from '../../ui/DesignQuantity.tsx';
import { Row, WideRow } from '../../ui/Row.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { useView } from '../../view-state.ts';
import { CurveRow } from './CurveRow.tsx';

type Subject = Equipment | Connection;

const mixed = Symbol('mixed');

/** The one value some records share, undefined where none is set, or `mixed`. */
function commonValue(document: Document, records: readonly Subject[], name: string): ParameterValue | undefined | typeof mixed {
  const values = records.map((record) => {
    const parameters = parametersOf(document, record);
    return parameters.ok ? (parameters.value as Readonly<Record<string, ParameterValue | undefined>>)[name] : undefined;
  });
  const [first] = values;
  return values.every((value) => value === first) ? first : mixed;
}

/** Where the value comes from: what the engineer set, or the item's source. */
function Origin({ document, records, name, isSet }: { document: Document; records: readonly Subject[]; name: string; isSet: boolean }) {
  const readOnly = useView((state) => state.readOnly);
  const ids = records.map(({ id }) => id);
  if (records.some(({ overrides }) => name in overrides)) {
    if (readOnly) return <span className="badge own">entered</span>;
    return (
      <IconButton
        label="Back to the item’s value"
        icon={<RotateCcw size={12} />}
        side="left"
        onClick={() => perform((current) => setParameter(current, { records: ids, parameter: name, value: undefined }))}
      />
    );
  }
  const [first] = records;
  const sourced = first && itemOf(document, first).values[name];
  if (sourced) return records.every((record) => record.item === first?.item) ? <SourceBadge value={sourced} /> : null;
  return isSet ? <DefaultBadge /> : null;
}

/** One parameter of one or more records of the same kind, drawn from its declaration. */
export function ParameterRow({
  document,
  records,
  name,
  spec,
}: {
  document: Document;
  records: readonly Subject[];
  name: string;
  spec: ParameterSpec;
}) {
  const system = useView((state) => state.unitSystem);
  const readOnly = useView((state) => state.readOnly);
  const [fault, setFault] = useState<string | undefined>();
  const ids = records.map(({ id }) => id);
  const value = commonValue(document, records, name);
  const set = (next: ParameterValue) => perform((current) => setParameter(current, { records: ids, parameter: name, value: next }));
  const badge = <Origin document={document} records={records} name={name} isSet={value !== undefined} />;

  switch (spec.type) {
    case 'number': {
      const number = typeof value === 'number' ? value : undefined;
      // Values that differ are named in the unit of the first, so that a typed number means what it did before.
      const [lead] = records;
      const first = number ?? (lead ? commonValue(document, [lead], name) : undefined);
      const unit = unitOfParameter(name, spec, typeof first === 'number' ? first : undefined, system);
      const begin = () =>
        editThrough((current, value_SI) => {
          const next = spec.quantity === 'count' ? Math.round(value_SI) : value_SI;
          // The command says it in SI; here it is said in the unit that stands beside the field.
          const beyond = parameterFault(spec, next, { system, unit });
          return beyond === undefined ? setParameter(current, { records: ids, parameter: name, value: next }) : refuse(beyond);
        });
      return (
        <Row
          label={spec.title}
          hint={`${spec.title}: ${spec.help}`}
          unit={unit}
          badge={badge}
          message={fault}
          figure={
            <DesignQuantity
              label={spec.title}
              kind={spec.quantity}
              unit={unit}
              value={number}
              placeholder={value === mixed ? 'varies' : 'not set'}
              step={spec.quantity === 'ratio' && unit === '' ? 0.01 : 1}
              begin={begin}
              onFault={setFault}
              testId={`parameter-${name}`}
            />
          }
        />
      );
    }
    case 'choice':
      return (
        <WideRow label={spec.title} hint={spec.help}>
          <SelectField
            label={spec.title}
            value={typeof value === 'string' ? value : undefined}
            placeholder={value === mixed ? 'varies' : ''}
            choices={spec.choices.map((choice) => ({ value: choice, title: choice.replaceAll('-', ' ') }))}
            onChange={set}
            disabled={readOnly}
            testId={`parameter-${name}`}
          />
        </WideRow>
      );
    case 'flag':
      return (
        <Row
          label={spec.title}
          hint={spec.help}
          badge={badge}
          figure={
            <Switch.Root
              className="switch"
              aria-label={spec.title}
              checked={value === true}
              disabled={readOnly}
              onCheckedChange={(checked) => set(checked)}
              data-testid={`parameter-${name}`}
            >
              <Switch.Thumb />
            </Switch.Root>
          }
        />
      );
    case 'curve':
      return <CurveRow ids={ids} name={name} spec={spec} value={value === mixed ? 'varies' : value} badge={badge} />;
  }
}
