import { editGroup } from '../../../shared/commands/edit-group.ts';
import type { Document } from '../../../shared/document/document.ts';
import type { Group } from '../../../shared/document/records.ts';
import { groupPaths } from '../../groups.ts';
import { perform } from '../../session.ts';
import { WideRow } from '../../ui/Row.tsx';
import { Section } from '../../ui/Section.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { useView } from '../../view-state.ts';

const kindTitles: Readonly<Record<Group['kind'], string>> = {
  row: 'Row',
  pod: 'Pod',
  'scalable-unit': 'Scalable unit',
  plant: 'Plant',
  train: 'Train',
  other: 'Group',
};

export const groupKindTitle = (kind: Group['kind']): string => kindTitles[kind];

/** No id is this, and a choice needs a value. */
const nowhere = '-';

/** What sort of group it is, and the group it lies in. */
export function GroupSection({ document, group }: { document: Document; group: Group }) {
  const readOnly = useView((state) => state.readOnly);
  const change = (fields: Parameters<typeof editGroup>[1]['fields']) =>
    perform((current) => editGroup(current, { group: group.id, fields }));
  return (
    <Section title="Group">
      <WideRow label="Kind">
        <SelectField
          label="Kind"
          testId="group-kind"
          value={group.kind}
          disabled={readOnly}
          choices={Object.entries(kindTitles).map(([value, title]) => ({ value, title }))}
          onChange={(kind) => change({ kind: kind as Group['kind'] })}
        />
      </WideRow>
      <WideRow label="Lies in">
        <SelectField
          label="Lies in"
          testId="group-parent"
          value={group.parent ?? nowhere}
          disabled={readOnly}
          choices={[
            { value: nowhere, title: 'No group' },
            ...groupPaths(document, [group.id]).map(({ id, path }) => ({ value: id, title: path })),
          ]}
          onChange={(parent) => change({ parent: parent === nowhere ? null : parent })}
        />
      </WideRow>
    </Section>
  );
}
