import { useState } from 'react';
import { addWorkload } from '../../../shared/commands/edit-workload.ts';
import { workloadPresets } from '../../../shared/designs/workloads.ts';
import { newId, perform } from '../../session.ts';
import { Button } from '../../ui/Button.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { useView } from '../../view-state.ts';
import { freeName } from './words.ts';

/** Adds work like that of the reference designs; it is placed and edited afterwards. */
export function AddWork() {
  const readOnly = useView((state) => state.readOnly);
  const [key, setKey] = useState(workloadPresets[0]?.key ?? '');
  const preset = workloadPresets.find((one) => one.key === key);
  if (!preset) return null;
  const add = () =>
    perform((document) => {
      const name = freeName(
        preset.fields.name,
        [...document.tables.workload.values()].map((workload) => workload.name),
      );
      return addWorkload(document, { fields: { ...preset.fields, name, placements: [] }, newId });
    });
  return (
    <div className="placements">
      <SelectField
        label="Work to add"
        value={key}
        choices={workloadPresets.map(({ key: value, title }) => ({ value, title }))}
        onChange={setKey}
        testId="work-preset"
      />
      <Button disabled={readOnly} onClick={add} data-testid="add-work">
        Add
      </Button>
      <span className="muted">{preset.source}</span>
    </div>
  );
}
