import { useState } from 'react';
import { move } from '../../../shared/commands/move.ts';
import { setCoordinate } from '../../../shared/commands/move-each.ts';
import { setDirection } from '../../../shared/commands/rotate.ts';
import type { Equipment } from '../../../shared/document/records.ts';
import { plainUnit } from '../../../shared/units/convert.ts';
import { editThrough } from '../../field-edit.ts';
import { useSession } from '../../session.ts';
import { DesignQuantity } from '../../ui/DesignQuantity.tsx';
import type { QuantityFieldProps } from '../../ui/QuantityField.tsx';
import { Section } from '../../ui/Section.tsx';
import { useView } from '../../view-state.ts';

function PairField(props: Pick<QuantityFieldProps, 'label' | 'kind' | 'unit' | 'value' | 'begin' | 'onFault' | 'testId'>) {
  return (
    <span className="pair-field">
      <DesignQuantity {...props} placeholder="varies" decimals={props.kind === 'angle' ? 1 : 2} />
      <span className="unit" aria-hidden>
        {props.unit}
      </span>
    </span>
  );
}

/** What all of them have, or undefined where they differ. */
function common(values: readonly number[]): number | undefined {
  const [first] = values;
  return first !== undefined && values.every((value) => Math.abs(value - first) < 1e-9) ? first : undefined;
}

/** Place and turn of equipment, of several what they share. Follows a running drag, alone among the inspector's sections. */
export function PositionSection({ equipment }: { equipment: readonly Equipment[] }) {
  const system = useView((state) => state.unitSystem);
  const now = useSession((state) => state.document.tables.equipment);
  const [fault, setFault] = useState<string | undefined>();
  const live = equipment.map((each) => now.get(each.id) ?? each);
  const records = equipment.map(({ id }) => id);
  const [first] = records;
  const several = records.length > 1;
  const unit = plainUnit('length', system);
  const axis = (index: 0 | 1 | 2) => () =>
    editThrough((document, value_SI) => {
      if (several) return setCoordinate(document, { records, axis: index, value_m: value_SI });
      const at = document.tables.equipment.get(first ?? '')?.position_m[index] ?? 0;
      const offset: [number, number, number] = [0, 0, 0];
      offset[index] = value_SI - at;
      return move(document, { records, offset_m: offset });
    });
  const turn = () => editThrough((document, yaw_deg) => setDirection(document, { records, yaw_deg }));
  const field = (label: string, index: 0 | 1 | 2) => (
    <PairField
      label={label}
      kind="length"
      unit={unit}
      value={common(live.map(({ position_m }) => position_m[index]))}
      begin={axis(index)}
      onFault={setFault}
      testId={`position-${'xyz'[index]}`}
    />
  );
  return (
    <Section title="Position" testId="section-position">
      <div className="pair">
        <span className="label">Centre X, Y</span>
        {field('Centre X', 0)}
        {field('Centre Y', 1)}
      </div>
      <div className="pair">
        <span className="label">Height, rotation</span>
        {field('Height', 2)}
        <PairField
          label="Rotation"
          kind="angle"
          unit="°"
          value={common(live.map(({ yaw_deg }) => yaw_deg))}
          begin={turn}
          onFault={setFault}
          testId="position-yaw"
        />
      </div>
      {fault ? (
        <p className="field-message" role="alert">
          {fault}
        </p>
      ) : null}
    </Section>
  );
}
