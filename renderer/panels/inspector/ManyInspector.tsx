import { Boxes } from 'lucide-react';
import { kindOf } from '../../../shared/catalogue/resolve.ts';
import { describeRecords } from '../../../shared/commands/subjects.ts';
import type { Document } from '../../../shared/document/document.ts';
import type { RecordId } from '../../../shared/document/ids.ts';
import type { Connection, Equipment } from '../../../shared/document/records.ts';
import { recordsIn } from '../../scene/records-in.ts';
import { Section } from '../../ui/Section.tsx';
import { FindingsAbout } from './Findings.tsx';
import { InspectorHead } from './Head.tsx';
import { ParameterRow } from './ParameterRow.tsx';
import { PartOf } from './PartOf.tsx';
import { PositionSection } from './PositionSection.tsx';
import { parameterSections, parametersBySection } from './parameter-sections.ts';
import { SumSection } from './SumSection.tsx';

/** Several records: what they sum to, and, where all are of one kind, their common fields. */
export function ManyInspector({ document, named }: { document: Document; named: readonly RecordId[] }) {
  const ids = recordsIn(document, named);
  const records = ids.flatMap((id): (Equipment | Connection)[] => {
    const record = document.tables.equipment.get(id) ?? document.tables.connection.get(id);
    return record ? [record] : [];
  });
  const kinds = new Map(records.map((record) => [kindOf(document, record)?.kind, kindOf(document, record)]));
  const [kind] = [...kinds.values()];
  const sections = kinds.size === 1 && kind ? parametersBySection(kind) : undefined;
  const placed = records.filter((record) => record.type === 'equipment');
  const title = describeRecords(document, named);
  const locked = placed.filter((record) => record.locked).length;
  return (
    <>
      <InspectorHead
        icon={<Boxes size={18} />}
        title={title.charAt(0).toUpperCase() + title.slice(1)}
        sub={[...kinds.values()].map((each) => each?.title ?? 'unknown kind').join(', ')}
        locked={locked > 0 && locked === placed.length}
        ids={ids}
      />
      <FindingsAbout ids={ids} />
      <PartOf document={document} ids={named} />
      {placed.length > 0 ? <PositionSection key={placed.map(({ id }) => id).join()} equipment={placed} /> : null}
      <SumSection document={document} ids={ids} />
      {sections
        ? parameterSections.map(({ key, title: heading, open }) => {
            const rows = sections.get(key);
            return rows ? (
              <Section key={key} title={heading} open={open}>
                {rows.map(([name, spec]) => (
                  <ParameterRow key={name} document={document} records={records} name={name} spec={spec} />
                ))}
              </Section>
            ) : null;
          })
        : null}
      {sections ? null : <p className="empty-line">Select equipment of one kind to set its fields together.</p>}
    </>
  );
}
