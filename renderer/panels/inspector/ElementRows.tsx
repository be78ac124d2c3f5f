/** Fields of a door, a partition or a column: in the list of its space and where it is selected itself. */
import { columnFault, setBuilding, setOpening } from '../../../shared/commands/edit-building.ts';
import { removeElements } from '../../../shared/commands/edit-elements.ts';
import { elementId } from '../../../shared/document/building-elements.ts';
import { wallCount, wallLine } from '../../../shared/document/building-parts.ts';
import type { Document } from '../../../shared/document/document.ts';
import type { Column, Opening, Partition, Space } from '../../../shared/document/records.ts';
import { refuse } from '../../../shared/problem.ts';
import { perform } from '../../session.ts';
import { Button } from '../../ui/Button.tsx';
import { WideRow } from '../../ui/Row.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { EditRow } from './EditRow.tsx';

const openingKinds = [
  { value: 'door', title: 'Door' },
  { value: 'gate', title: 'Gate' },
  { value: 'passage', title: 'Passage' },
];

/** An opening: its kind, its wall, its place and size. */
export function OpeningRows({ space, opening, index, readOnly }: { space: Space; opening: Opening; index: number; readOnly: boolean }) {
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
          onClick={() => perform((document) => removeElements(document, { elements: [elementId(space.id, 'opening', index)] }))}
        >
          Remove
        </Button>
      </WideRow>
    </>
  );
}

/** A wall inside: its thickness and its length, which moves its second end. */
export function PartitionRows({ space, index, readOnly }: { space: Space; index: number; readOnly: boolean }) {
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
          onClick={() => perform((document) => removeElements(document, { elements: [elementId(space.id, 'partition', index)] }))}
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

/** A column: its middle, its size along x and y, and how far it is turned from them. */
export function ColumnFields({ space, index }: { space: Space; index: number }) {
  const column = space.columns?.[index];
  if (!column) return null;
  const change = (document: Document, fields: Partial<Column>) => {
    const columns = (space.columns ?? []).map((each, i) => (i === index ? { ...each, ...fields } : each));
    const fault = columnFault(
      space,
      { ...column, ...fields },
      columns.filter((_, i) => i !== index),
    );
    return fault ? refuse(fault) : setBuilding(document, { space: space.id, field: 'columns', value: columns });
  };
  const [x, y] = column.at_m;
  return (
    <>
      <EditRow label="Middle, X" kind="length" value={x} command={(document, typed_m) => change(document, { at_m: [typed_m, y] })} />
      <EditRow label="Middle, Y" kind="length" value={y} command={(document, typed_m) => change(document, { at_m: [x, typed_m] })} />
      <EditRow label="Size, X" kind="length" value={column.width_m} command={(document, width_m) => change(document, { width_m })} />
      <EditRow label="Size, Y" kind="length" value={column.depth_m} command={(document, depth_m) => change(document, { depth_m })} />
      <EditRow label="Turn" kind="angle" value={column.yaw_deg ?? 0} command={(document, yaw_deg) => change(document, { yaw_deg })} />
    </>
  );
}
