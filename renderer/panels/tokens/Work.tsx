import { useMemo, useState } from 'react';
import { inventoryOf } from '../../../shared/analysis/tokenomics/inventory.ts';
import { baselineText } from '../../../shared/analysis/tokenomics/placement.ts';
import { placeWorkload, removeWorkload } from '../../../shared/commands/edit-workload.ts';
import { setBaseline } from '../../../shared/commands/set-assumption.ts';
import type { Document } from '../../../shared/document/document.ts';
import type { RecordId } from '../../../shared/document/ids.ts';
import { precisions, type SoftwareBaseline, type Workload } from '../../../shared/document/records.ts';
import { formatFixed } from '../../../shared/units/format.ts';
import { perform, useDocument } from '../../session.ts';
import { Button } from '../../ui/Button.tsx';
import { Section } from '../../ui/Section.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useView, viewState } from '../../view-state.ts';
import { AddWork } from './AddWork.tsx';
import { GridEvents } from './GridEvents.tsx';
import { WorkloadFields } from './WorkloadFields.tsx';
import { percent } from './words.ts';

const shares = [1, 0.7, 0.5, 0.3] as const;

const nameOf = (document: Document, id: RecordId): string =>
  document.tables.equipment.get(id)?.tag ?? document.tables.group.get(id)?.name ?? document.tables.space.get(id)?.name ?? id;

const described = ({ model, precision, serving, training }: Workload): string =>
  `${model.name}, ${precision}, ${formatFixed(model.activeParameters / 1e9, 0)} of ${formatFixed(model.totalParameters / 1e9, 0)} bn parameters active${
    serving ? `, ${serving.promptTokens} in, ${serving.outputTokens} out, ${serving.tokensPerUser_per_s} tok/s per user` : ''
  }${training ? `, ${training.stages_s.length} pipeline stages, sequences of ${training.sequenceTokens}` : ''}`;

/** Work and where it runs, and the hardware and software of every group of racks. */
export function Work() {
  const document = useDocument();
  const selection = useView((state) => state.selection);
  const readOnly = useView((state) => state.readOnly);
  const [share, setShare] = useState('1');
  const places = selection.filter(
    (id) => document.tables.equipment.has(id) || document.tables.group.has(id) || document.tables.space.has(id),
  );
  const inventory = useMemo(() => inventoryOf(document), [document]);
  const workloads = [...document.tables.workload.values()].sort((a, b) => a.priority - b.priority);
  return (
    <div className="assumptions" data-testid="work">
      {workloads.map((workload) => (
        <Section key={workload.id} title={workload.title} note={`gives way ${workload.priority}.`}>
          <p className="muted pad">{described(workload)}</p>
          <WorkloadFields workload={workload} />
          <div className="placements">
            {workload.placements.map(({ on, share: part }) => (
              <span key={on} className="placement">
                <button type="button" onClick={() => viewState.getState().select([on])}>
                  {nameOf(document, on)} <b>{percent(part, 0)}</b>
                </button>
                <button
                  type="button"
                  aria-label={`Take ${workload.title} from ${nameOf(document, on)}`}
                  disabled={readOnly}
                  onClick={() => perform((current) => placeWorkload(current, { workload: workload.id, on: [on], share: 0 }))}
                >
                  ×
                </button>
              </span>
            ))}
          </div>
          <div className="placements">
            <SelectField
              label="Share"
              value={share}
              choices={shares.map((value) => ({ value: String(value), title: percent(value, 0) }))}
              onChange={setShare}
            />
            <Button
              disabled={readOnly || places.length === 0}
              data-testid={`place-${workload.name}`}
              onClick={() => perform((current) => placeWorkload(current, { workload: workload.id, on: places, share: Number(share) }))}
            >
              {places.length === 0
                ? 'Select racks, groups or halls to place it'
                : `Place on ${places.length === 1 ? nameOf(document, places[0] ?? '') : `${places.length} selected`}`}
            </Button>
            <Button
              disabled={readOnly}
              data-testid={`remove-${workload.name}`}
              onClick={() => perform((current) => removeWorkload(current, { workload: workload.id }))}
            >
              Remove
            </Button>
          </div>
        </Section>
      ))}
      <Section title="More work" note="">
        <AddWork />
      </Section>
      <GridEvents />
      <Section title="Hardware and software by group" note={`${inventory.length} groups`}>
        <table className="figures inventory">
          <thead>
            <tr>
              <th scope="col">Group</th>
              <th scope="col">Racks</th>
              <th scope="col">Generation</th>
              <th scope="col">Driver, runtime, precision, power profile</th>
            </tr>
          </thead>
          <tbody>
            {inventory.map(({ group, name, racks, generations, baseline }) => (
              <tr key={group ?? name}>
                <th scope="row">{name}</th>
                <td className="figure">{racks}</td>
                <td>{generations.join(', ') || '–'}</td>
                <td>
                  {group === null ? (
                    baselineText(baseline ?? undefined)
                  ) : (
                    <Baseline group={group} baseline={baseline} disabled={readOnly} />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Section>
    </div>
  );
}

const unstated: SoftwareBaseline = { driver: '', runtime: '', precision: 'fp8', powerProfile: '' };

function Baseline({ group, baseline, disabled }: { group: string; baseline: SoftwareBaseline | null; disabled: boolean }) {
  const now = baseline ?? unstated;
  const keep = (change: Partial<SoftwareBaseline>) =>
    perform((current) => setBaseline(current, { group, baseline: { ...now, ...change } }));
  return (
    <span className="baseline">
      <TextField label="Driver" value={now.driver} disabled={disabled} onCommit={(driver) => keep({ driver })} />
      <TextField label="Runtime" value={now.runtime} disabled={disabled} onCommit={(runtime) => keep({ runtime })} />
      <SelectField
        label="Precision"
        value={baseline ? now.precision : undefined}
        placeholder="–"
        disabled={disabled}
        choices={precisions.map((value) => ({ value, title: value }))}
        onChange={(precision) => keep({ precision: precision as SoftwareBaseline['precision'] })}
      />
      <TextField label="Power profile" value={now.powerProfile} disabled={disabled} onCommit={(powerProfile) => keep({ powerProfile })} />
    </span>
  );
}
