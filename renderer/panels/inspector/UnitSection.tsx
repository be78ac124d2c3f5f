import { useState } from 'react';
import { repeatUnit } from '../../../shared/commands/repeat-unit.ts';
import type { Group, Place } from '../../../shared/document/records.ts';
import { editThrough } from '../../field-edit.ts';
import { newId, perform } from '../../session.ts';
import { Button } from '../../ui/Button.tsx';
import { DesignQuantity } from '../../ui/DesignQuantity.tsx';
import { Row } from '../../ui/Row.tsx';
import { Section } from '../../ui/Section.tsx';
import { useView } from '../../view-state.ts';

/** A step that is taken before a person gives one: clear of most pods. */
const firstStep_m: Place = [0, 30, 0];

/** The group as a unit that is repeated with its equipment and runs: how often, and at what step. */
export function UnitSection({ group }: { group: Group }) {
  const system = useView((state) => state.unitSystem);
  const readOnly = useView((state) => state.readOnly);
  const [fault, setFault] = useState<string | undefined>();
  const count = group.units?.count ?? 1;
  const step = group.units?.step_m ?? firstStep_m;
  const length = system === 'SI' ? 'm' : 'ft';
  const field = (
    label: string,
    name: string,
    kind: 'count' | 'length',
    value: number,
    change: (value_SI: number) => { count: number; step_m: Place },
  ) => (
    <Row
      label={label}
      unit={kind === 'length' ? length : ''}
      figure={
        <DesignQuantity
          label={label}
          kind={kind}
          unit={kind === 'length' ? length : ''}
          value={value}
          step={1}
          disabled={kind === 'length' && count === 1}
          onFault={setFault}
          testId={`unit-${name}`}
          begin={() => editThrough((current, value_SI) => repeatUnit(current, { group: group.id, newId, ...change(value_SI) }))}
        />
      }
    />
  );
  return (
    <Section title="Repeated as a unit" open={count > 1}>
      {field('Units', 'count', 'count', count, (next) => ({ count: Math.round(next), step_m: step }))}
      {field('Step, X', 'step-x', 'length', step[0], (x) => ({ count, step_m: [x, step[1], step[2]] }))}
      {field('Step, Y', 'step-y', 'length', step[1], (y) => ({ count, step_m: [step[0], y, step[2]] }))}
      {fault ? (
        <p className="message" role="alert">
          {fault}
        </p>
      ) : null}
      {count > 1 ? (
        <div className="inspector-actions">
          <Button
            disabled={readOnly}
            data-testid="unit-update"
            onClick={() => perform((current) => repeatUnit(current, { group: group.id, count, step_m: step, newId }))}
          >
            Bring the copies up to date
          </Button>
        </div>
      ) : null}
    </Section>
  );
}
