import { useState } from 'react';
import { move } from '../../../shared/commands/move.ts';
import { rotate } from '../../../shared/commands/rotate.ts';
import type { Equipment, Place } from '../../../shared/document/records.ts';
import { editThrough } from '../../field-edit.ts';
import { useSession } from '../../session.ts';
import { DesignQuantity } from '../../ui/DesignQuantity.tsx';
import type { QuantityFieldProps } from '../../ui/QuantityField.tsx';
import { Section } from '../../ui/Section.tsx';
import { useView } from '../../view-state.ts';

function PairField(props: Pick<QuantityFieldProps, 'label' | 'kind' | 'unit' | 'value' | 'begin' | 'onFault' | 'testId'>) {
  return (
    <span className="pair-field">
      <DesignQuantity {...props} decimals={props.kind === 'angle' ? 1 : 2} />
      <span className="unit" aria-hidden>
        {props.unit}
      </span>
    </span>
  );
}

/** Place and turn of one piece of equipment. Follows a running drag, alone among the inspector's sections. */
export function PositionSection({ equipment }: { equipment: Equipment }) {
  const system = useView((state) => state.unitSystem);
  const live = useSession((state) => state.document.tables.equipment.get(equipment.id)) ?? equipment;
  const [fault, setFault] = useState<string | undefined>();
  const unit = system === 'SI' ? 'm' : 'ft';
  const axis = (index: 0 | 1 | 2) => () =>
    editThrough((document, value_SI) => {
      const at = document.tables.equipment.get(equipment.id)?.position_m[index] ?? 0;
      const offset: [number, number, number] = [0, 0, 0];
      offset[index] = value_SI - at;
      return move(document, { records: [equipment.id], offset_m: offset as Place });
    });
  const turn = () =>
    editThrough((document, value_SI) =>
      rotate(document, {
        records: [equipment.id],
        angle_deg: value_SI - (document.tables.equipment.get(equipment.id)?.yaw_deg ?? 0),
        pivot: 'each',
      }),
    );
  const field = (label: string, index: 0 | 1 | 2) => (
    <PairField
      label={label}
      kind="length"
      unit={unit}
      value={live.position_m[index]}
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
        <PairField label="Rotation" kind="angle" unit="°" value={live.yaw_deg} begin={turn} onFault={setFault} testId="position-yaw" />
      </div>
      {fault ? (
        <p className="field-message" role="alert">
          {fault}
        </p>
      ) : null}
    </Section>
  );
}
