import { MapPin } from 'lucide-react';
import { useState } from 'react';
import { editSite } from '../../../shared/commands/edit-site.ts';
import { type Document, siteOf } from '../../../shared/document/document.ts';
import type { Site } from '../../../shared/document/records.ts';
import { statusTitles } from '../../../shared/document/site-status.ts';
import { displayUnit } from '../../../shared/units/format.ts';
import { editThrough } from '../../field-edit.ts';
import { perform } from '../../session.ts';
import { DesignQuantity } from '../../ui/DesignQuantity.tsx';
import { Row, WideRow } from '../../ui/Row.tsx';
import { Section } from '../../ui/Section.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useView } from '../../view-state.ts';
import { InspectorHead } from './Head.tsx';

const texts: readonly { readonly key: 'name' | 'projectNumber' | 'author' | 'revision' | 'date' | 'location'; readonly title: string }[] = [
  { key: 'name', title: 'Name' },
  { key: 'projectNumber', title: 'Project number' },
  { key: 'author', title: 'Author' },
  { key: 'revision', title: 'Revision' },
  { key: 'date', title: 'Date' },
  { key: 'location', title: 'Location' },
];

const statuses = Object.entries(statusTitles).map(([value, title]) => ({ value: value as Site['status'], title }));

/** With nothing selected: the design itself, as it stands in the title block. */
export function DesignInspector({ document }: { document: Document }) {
  const system = useView((state) => state.unitSystem);
  const readOnly = useView((state) => state.readOnly);
  const [fault, setFault] = useState<string | undefined>();
  if (document.tables.site.size === 0) return null;
  const site = siteOf(document);
  const { equipment, connection } = document.tables;
  const limitUnit = displayUnit(site.utilityLimit_W ?? 1e6, 'power', system).name;
  return (
    <>
      <InspectorHead
        icon={<MapPin size={18} />}
        title={site.name || 'Untitled design'}
        sub={`${equipment.size} pieces of equipment · ${connection.size} runs`}
        ids={[]}
        verdict={false}
      />
      <Section title="Project" testId="section-project">
        {texts.map(({ key, title }) => (
          <WideRow key={key} label={title}>
            <TextField
              label={title}
              value={site[key]}
              disabled={readOnly}
              testId={`site-${key}`}
              onCommit={(value) => perform((current) => editSite(current, { fields: { [key]: value } }))}
            />
          </WideRow>
        ))}
        <WideRow label="Status">
          <SelectField
            label="Status"
            value={site.status}
            choices={statuses}
            disabled={readOnly}
            onChange={(status) => perform((current) => editSite(current, { fields: { status: status as Site['status'] } }))}
          />
        </WideRow>
      </Section>
      <Section title="Site">
        <Row
          label="Altitude"
          unit={system === 'SI' ? 'm' : 'ft'}
          figure={
            <DesignQuantity
              label="Altitude"
              kind="length"
              unit={system === 'SI' ? 'm' : 'ft'}
              value={site.altitude_m}
              step={1}
              onFault={setFault}
              begin={() => editThrough((current, altitude_m) => editSite(current, { fields: { altitude_m } }))}
            />
          }
        />
        <Row
          label="Utility limit"
          unit={limitUnit}
          message={fault}
          hint="What the utility agreed to deliver at the meter"
          figure={
            <DesignQuantity
              label="Utility limit"
              kind="power"
              unit={limitUnit}
              value={site.utilityLimit_W}
              placeholder="none"
              onFault={setFault}
              begin={() => editThrough((current, utilityLimit_W) => editSite(current, { fields: { utilityLimit_W } }))}
            />
          }
        />
      </Section>
      <p className="empty-line">Select something in the scene, the outline or a table to see its figures and set its values.</p>
    </>
  );
}
