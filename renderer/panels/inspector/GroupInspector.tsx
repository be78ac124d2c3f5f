import { Layers } from 'lucide-react';
import { useMemo, useState } from 'react';
import { setCoincidence } from '../../../shared/commands/edit-group.ts';
import type { Document } from '../../../shared/document/document.ts';
import type { Group } from '../../../shared/document/records.ts';
import { editThrough } from '../../field-edit.ts';
import { recordsIn } from '../../scene/records-in.ts';
import { Button } from '../../ui/Button.tsx';
import { DesignQuantity } from '../../ui/DesignQuantity.tsx';
import { Row } from '../../ui/Row.tsx';
import { Section } from '../../ui/Section.tsx';
import { viewState } from '../../view-state.ts';
import { ArraySection } from './ArraySection.tsx';
import { GroupSection, groupKindTitle } from './GroupSection.tsx';
import { InspectorHead } from './Head.tsx';
import { PartOf } from './PartOf.tsx';
import { SumSection } from './SumSection.tsx';
import { UnitSection } from './UnitSection.tsx';

export function GroupInspector({ document, group }: { document: Document; group: Group }) {
  const [fault, setFault] = useState<string | undefined>();
  const members = useMemo(() => recordsIn(document, [group.id]), [document, group.id]);
  return (
    <>
      <InspectorHead
        icon={<Layers size={18} />}
        title={group.name}
        named={group.id}
        nameLabel="Name"
        sub={`${groupKindTitle(group.kind)} · ${members.length} ${members.length === 1 ? 'piece' : 'pieces'} of equipment`}
        ids={members}
        locked={members.length > 0 && members.every((id) => document.tables.equipment.get(id)?.locked)}
      />
      <PartOf document={document} ids={[group.id]} />
      <GroupSection document={document} group={group} />
      {group.array ? <ArraySection document={document} group={group} array={group.array} /> : null}
      {members.length > 0 ? <UnitSection group={group} /> : null}
      <SumSection document={document} ids={members} />
      <Section title="Load model">
        <Row
          label="Coincidence"
          hint="Part of the sum of the racks’ demands that occurs at one time"
          unit="%"
          message={fault}
          figure={
            <DesignQuantity
              label="Coincidence"
              kind="ratio"
              unit="%"
              value={group.coincidence ?? 1}
              onFault={setFault}
              begin={() => editThrough((current, coincidence) => setCoincidence(current, { group: group.id, coincidence }))}
              testId="group-coincidence"
            />
          }
        />
      </Section>
      <div className="inspector-actions">
        <Button onClick={() => viewState.getState().select(members)}>Select its equipment</Button>
      </div>
    </>
  );
}
