import { useState } from 'react';
import { addDoor, columnGrid, setBuilding } from '../../../shared/commands/edit-building.ts';
import { editSpace } from '../../../shared/commands/edit-space.ts';
import type { Space } from '../../../shared/document/records.ts';
import { perform } from '../../session.ts';
import { Button } from '../../ui/Button.tsx';
import { FormQuantity } from '../../ui/FormQuantity.tsx';
import { Row, WideRow } from '../../ui/Row.tsx';
import { Section } from '../../ui/Section.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { useView } from '../../view-state.ts';
import { EditRow } from './EditRow.tsx';
import { OpeningRows, PartitionRows } from './ElementRows.tsx';

const measures = [
  { field: 'wallThickness_m', label: 'Wall thickness', what: 'walls', none: 'not designed' },
  { field: 'raisedFloor_m', label: 'Raised floor', what: 'raised floor', none: 'none' },
  { field: 'ceiling_m', label: 'Ceiling', what: 'ceiling', none: 'none' },
] as const;

const containments = [
  { value: 'none', title: 'None' },
  { value: 'doors', title: 'Doors' },
  { value: 'roof', title: 'Roof' },
  { value: 'doors and roof', title: 'Doors and roof' },
];

/** Pitch and size of a grid of columns; it takes the place of what stands. */
function ColumnRows({ space, readOnly }: { space: Space; readOnly: boolean }) {
  const [grid, setGrid] = useState({ pitchX_m: 7.2, pitchY_m: 7.2, width_m: 0.4, depth_m: 0.4 });
  const count = space.columns?.length ?? 0;
  const set = (field: keyof typeof grid) => (value: number | undefined) =>
    value === undefined ? undefined : setGrid((state) => ({ ...state, [field]: value }));
  return (
    <>
      <Row label="Columns" figure={String(count)} unit="" />
      <div className="form">
        <FormQuantity label="Pitch, X" kind="length" value={grid.pitchX_m} onChange={set('pitchX_m')} testId="column-pitch-x" />
        <FormQuantity label="Pitch, Y" kind="length" value={grid.pitchY_m} onChange={set('pitchY_m')} testId="column-pitch-y" />
        <FormQuantity label="Column, X" kind="length" value={grid.width_m} onChange={set('width_m')} testId="column-width" />
        <FormQuantity label="Column, Y" kind="length" value={grid.depth_m} onChange={set('depth_m')} testId="column-depth" />
      </div>
      <WideRow label="">
        <Button
          small
          disabled={readOnly}
          data-testid="columns-place"
          onClick={() => perform((document) => columnGrid(document, { space: space.id, ...grid }))}
        >
          Place columns
        </Button>
        {count > 0 ? (
          <Button
            small
            disabled={readOnly}
            aria-label="Remove columns"
            onClick={() => perform((document) => setBuilding(document, { space: space.id, field: 'columns', value: undefined }))}
          >
            Remove
          </Button>
        ) : null}
      </WideRow>
    </>
  );
}

function ContainmentSection({ space, readOnly }: { space: Space; readOnly: boolean }) {
  return (
    <Section title="Containment">
      <WideRow label="Air">
        <SelectField
          label="Air of the aisle"
          value={space.aisle ?? 'cold'}
          choices={[
            { value: 'cold', title: 'Cold aisle' },
            { value: 'hot', title: 'Hot aisle' },
          ]}
          disabled={readOnly}
          testId="aisle-air"
          onChange={(aisle) => perform((document) => editSpace(document, { space: space.id, fields: { aisle: aisle as 'cold' | 'hot' } }))}
        />
      </WideRow>
      <WideRow label="Closed by">
        <SelectField
          label="Containment"
          value={space.containment ?? 'none'}
          choices={containments}
          disabled={readOnly}
          testId="aisle-containment"
          onChange={(chosen) => {
            const value = chosen === 'none' ? undefined : (chosen as Space['containment']);
            perform((document) => setBuilding(document, { space: space.id, field: 'containment', value }));
          }}
        />
      </WideRow>
    </Section>
  );
}

/** What a hall or room is built of, and what closes an aisle: all with typed dimensions. */
export function BuildingSection({ space }: { space: Space }) {
  const readOnly = useView((state) => state.readOnly);
  if (space.kind === 'aisle') return <ContainmentSection space={space} readOnly={readOnly} />;
  if (space.kind !== 'hall' && space.kind !== 'room' && space.kind !== 'building') return null;
  const designed = measures.filter(({ field }) => space[field] !== undefined);
  return (
    <Section
      title="Building"
      open={designed.length > 0 || [space.openings, space.partitions, space.columns].some((list) => list !== undefined)}
      testId="building"
    >
      {measures.map(({ field, label, none }) => (
        <EditRow
          key={field}
          label={label}
          kind="length"
          value={space[field]}
          placeholder={none}
          command={(document, value) => setBuilding(document, { space: space.id, field, value })}
        />
      ))}
      {designed.map(({ field, what }) => (
        <WideRow key={field} label="">
          <Button
            small
            disabled={readOnly}
            onClick={() => perform((document) => setBuilding(document, { space: space.id, field, value: undefined }))}
          >
            Remove {what}
          </Button>
        </WideRow>
      ))}
      {(space.openings ?? []).map((opening, index) => (
        <OpeningRows key={String(index)} space={space} opening={opening} index={index} readOnly={readOnly} />
      ))}
      <WideRow label="Openings">
        <Button
          small
          disabled={readOnly}
          data-testid="door-add"
          onClick={() => perform((document) => addDoor(document, { space: space.id }))}
        >
          Add door
        </Button>
      </WideRow>
      {(space.partitions ?? []).map((_, index) => (
        <PartitionRows key={String(index)} space={space} index={index} readOnly={readOnly} />
      ))}
      <ColumnRows space={space} readOnly={readOnly} />
    </Section>
  );
}
