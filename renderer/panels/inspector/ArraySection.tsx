import { type ArrayFields, editArray } from '../../../shared/commands/edit-array.ts';
import type { Document } from '../../../shared/document/document.ts';
import type { Group, RowArray } from '../../../shared/document/records.ts';
import { newId, perform } from '../../session.ts';
import { Row, WideRow } from '../../ui/Row.tsx';
import { Section } from '../../ui/Section.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { useView } from '../../view-state.ts';
import { EditRow } from './EditRow.tsx';

function ArrayRow({
  group,
  label,
  kind,
  value,
  change,
  name,
}: {
  group: Group;
  label: string;
  kind: 'count' | 'length' | 'angle';
  value: number;
  change: (value_SI: number) => Partial<ArrayFields>;
  name: string;
}) {
  return (
    <EditRow
      label={label}
      kind={kind}
      value={value}
      testId={`array-${name}`}
      command={(document, value_SI) =>
        editArray(document, { group: group.id, fields: change(kind === 'count' ? Math.round(value_SI) : value_SI), newId })
      }
    />
  );
}

/** The figures an array was placed with: changing one places its rows again around the pieces that stay. */
export function ArraySection({ document, group, array }: { document: Document; group: Group; array: RowArray }) {
  const readOnly = useView((state) => state.readOnly);
  const [x, y, z] = array.origin_m;
  const item = document.tables.item.get(array.item);
  return (
    <Section title="Array">
      <Row label="Item" figure={item?.title ?? array.item} />
      <ArrayRow group={group} name="count" label="Per row" kind="count" value={array.count} change={(count) => ({ count })} />
      <ArrayRow group={group} name="pitch" label="Pitch" kind="length" value={array.pitch_m} change={(pitch_m) => ({ pitch_m })} />
      <ArrayRow group={group} name="rows" label="Rows" kind="count" value={array.rows} change={(rows) => ({ rows })} />
      <WideRow label="Facing">
        <SelectField
          label="Facing"
          value={array.facing}
          disabled={readOnly}
          choices={[
            { value: 'alternate', title: 'Rears, then fronts' },
            { value: 'fronts', title: 'Fronts, then rears' },
            { value: 'same', title: 'All the same way' },
          ]}
          onChange={(facing) =>
            perform((current) => editArray(current, { group: group.id, fields: { facing: facing as RowArray['facing'] }, newId }))
          }
        />
      </WideRow>
      <ArrayRow
        group={group}
        name="cold"
        label="Cold aisle"
        kind="length"
        value={array.coldAisle_m}
        change={(coldAisle_m) => ({ coldAisle_m })}
      />
      <ArrayRow
        group={group}
        name="hot"
        label="Hot aisle"
        kind="length"
        value={array.hotAisle_m}
        change={(hotAisle_m) => ({ hotAisle_m })}
      />
      <ArrayRow group={group} name="x" label="First place, X" kind="length" value={x} change={(next) => ({ origin_m: [next, y, z] })} />
      <ArrayRow group={group} name="y" label="First place, Y" kind="length" value={y} change={(next) => ({ origin_m: [x, next, z] })} />
      <ArrayRow group={group} name="yaw" label="Direction" kind="angle" value={array.yaw_deg} change={(yaw_deg) => ({ yaw_deg })} />
    </Section>
  );
}
