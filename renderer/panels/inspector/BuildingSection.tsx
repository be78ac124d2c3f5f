import { useState } from 'react';
import { addDoor, columnGrid, removePartition, setBuilding, setOpening } from '../../../shared/commands/edit-building.ts';
import { editSpace } from '../../../shared/commands/edit-space.ts';
import { wallCount, wallLine } from '../../../shared/document/building-parts.ts';
import type { Document } from '../../../shared/document/document.ts';
import type { Opening, Partition, Space } from '../../../shared/document/records.ts';
import { perform } from '../../session.ts';
import { Button } from '../../ui/Button.tsx';
import { FormQuantity } from '../../ui/FormQuantity.tsx';
import { Row, WideRow } from '../../ui/Row.tsx';
import { Section } from '../../ui/Section.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { useView } from '../../view-state.ts';
import { EditRow } from './EditRow.tsx';

const measures = [
  { field: 'wallThickness_m', label: 'Wall thickness', what: 'walls', none: 'not designed' },
  { field: 'raisedFloor_m', label: 'Raised floor', what: 'raised floor', none: 'none' },
  { field: 'ceiling_m', label: 'Ceiling', what: 'ceiling', none: 'none' },
] as const;

const openingKinds = [
  { value: 'door', title: 'Door' },
  { value: 'gate', title: 'Gate' },
  { value: 'passage', title: 'Passage' },
];
const containments = [
  { value: 'none', title: 'None' },
  { value: 'doors', title: 'Doors' },
  { value: 'roof', title: 'Roof' },
  { value: 'doors and roof', title: 'Doors and roof' },
];

function OpeningRows({ space, opening, index, readOnly }: { space: Space; opening: Opening; index: number; readOnly: boolean }) {
  const change = (document: Document, fields: Partial<Opening>) =>
    setOpening(document, { space: space.id, index, opening: { ...opening, ...fields } });
  const name = `Opening ${index + 1}`;
  return (
    <>
      <WideRow label={name}>
        <SelectField
          label={`${name}, kind`}
          value={opening.kind}
          choices={openingKinds}
          disabled={readOnly}
          onChange={(kind) => perform((document) => change(document, { kind: kind as Opening['kind'] }))}
        />
      </WideRow>
      <WideRow label="Wall" hint="Walls are counted from the first corner of the outline">
        <SelectField
          label={`${name}, wall`}
          value={String(opening.wall)}
          choices={Array.from({ length: wallCount(space) }, (_, wall) => ({
            value: String(wall),
            title: wall < space.outline_m.length ? `Wall ${wall + 1}` : `Partition ${wall - space.outline_m.length + 1}`,
          }))}
          disabled={readOnly}
          onChange={(wall) => perform((document) => change(document, { wall: Number(wall) }))}
        />
      </WideRow>
      <EditRow label="From its corner" kind="length" value={opening.from_m} command={(document, from_m) => change(document, { from_m })} />
      <EditRow label="Width" kind="length" value={opening.width_m} command={(document, width_m) => change(document, { width_m })} />
      <EditRow label="Height" kind="length" value={opening.height_m} command={(document, height_m) => change(document, { height_m })} />
      <WideRow label="">
        <Button
          small
          disabled={readOnly}
          aria-label={`Remove ${name.toLowerCase()}`}
          onClick={() => perform((document) => setOpening(document, { space: space.id, index }))}
        >
          Remove
        </Button>
      </WideRow>
    </>
  );
}

/** A wall inside: its thickness and its length, which moves its second end. */
function PartitionRows({ space, index, readOnly }: { space: Space; index: number; readOnly: boolean }) {
  const partition = space.partitions?.[index];
  const line = wallLine(space, space.outline_m.length + index);
  if (!partition || !line) return null;
  const change = (document: Document, fields: Partial<Partition>) => {
    const partitions = (space.partitions ?? []).map((each, i) => (i === index ? { ...each, ...fields } : each));
    return setBuilding(document, { space: space.id, field: 'partitions', value: partitions });
  };
  const name = `Partition ${index + 1}`;
  return (
    <>
      <WideRow label={name}>
        <Button
          small
          disabled={readOnly}
          aria-label={`Remove ${name.toLowerCase()}`}
          onClick={() => perform((document) => removePartition(document, { space: space.id, index }))}
        >
          Remove
        </Button>
      </WideRow>
      <EditRow
        label={`${name}, length`}
        kind="length"
        value={line.length_m}
        command={(document, length_m) =>
          change(document, { to_m: [line.from[0] + line.along[0] * length_m, line.from[1] + line.along[1] * length_m] })
        }
      />
      <EditRow
        label={`${name}, thickness`}
        kind="length"
        value={partition.thickness_m}
        command={(document, thickness_m) => change(document, { thickness_m })}
      />
    </>
  );
}

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
