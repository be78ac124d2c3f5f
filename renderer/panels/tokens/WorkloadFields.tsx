import { editWorkload, type WorkloadFields as Fields } from '../../../shared/commands/edit-workload.ts';
import type { Document } from '../../../shared/document/document.ts';
import { precisions, type Workload } from '../../../shared/document/records.ts';
import { perform } from '../../session.ts';
import { SelectField } from '../../ui/SelectField.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useView } from '../../view-state.ts';
import { CommandQuantity } from './CommandQuantity.tsx';

const points = { 'ml-energy-v3': 'ML.ENERGY measurements', published: 'published points', stated: 'its stated throughput' } as const;
const counted = { output: 'output tokens', total: 'prompt and output tokens' } as const;
const choices = (titles: Readonly<Record<string, string>>) => Object.entries(titles).map(([value, title]) => ({ value, title }));

type Serving = NonNullable<Workload['serving']>;

/** Without a task the field is absent, as in a file that never had one. */
const withTask = ({ task: _gone, ...rest }: Serving, task: string): Serving => (task === '' ? rest : { ...rest, task });

/** What a workload is, field by field; its assumptions have a view of their own. */
export function WorkloadFields({ workload }: { readonly workload: Workload }) {
  const readOnly = useView((state) => state.readOnly);
  const { id, name, model, serving, training } = workload;
  const edit = (document: Document, fields: Partial<Fields>) => editWorkload(document, { workload: id, fields });
  const keep = (fields: Partial<Fields>) => perform((document) => edit(document, fields));
  const count = (label: string, value: number, fields: (value: number) => Partial<Fields>, suffix = '') => (
    <CommandQuantity
      label={label}
      kind="count"
      unit=""
      suffix={suffix}
      value={value}
      command={(document, next) => edit(document, fields(next))}
      testId={`work-${name}-${label.toLowerCase().replaceAll(' ', '-')}`}
    />
  );
  const text = (label: string, value: string, fields: (value: string) => Partial<Fields>) => (
    <div className="work-field">
      <span className="label">{label}</span>
      <TextField
        label={label}
        value={value}
        disabled={readOnly}
        onCommit={(next) => keep(fields(next))}
        testId={`work-${name}-${label.toLowerCase()}`}
      />
    </div>
  );
  const choice = (label: string, value: string, titles: Readonly<Record<string, string>>, onChange: (value: string) => void) => (
    <div className="work-field">
      <span className="label">{label}</span>
      <SelectField label={label} value={value} choices={choices(titles)} disabled={readOnly} onChange={onChange} />
    </div>
  );
  return (
    <div className="work-fields">
      {text('Title', workload.title, (title) => ({ title }))}
      {text('Name', name, (next) => ({ name: next }))}
      {text('Model', model.name, (next) => ({ model: { ...model, name: next } }))}
      {choice('Architecture', model.architecture, { dense: 'dense', moe: 'mixture of experts', hybrid: 'hybrid' }, (next) =>
        keep({ model: { ...model, architecture: next as Workload['model']['architecture'] } }),
      )}
      {count('Parameters', model.totalParameters / 1e9, (bn) => ({ model: { ...model, totalParameters: bn * 1e9 } }), 'bn')}
      {count('Active', model.activeParameters / 1e9, (bn) => ({ model: { ...model, activeParameters: bn * 1e9 } }), 'bn')}
      {choice('Precision', workload.precision, Object.fromEntries(precisions.map((one) => [one, one])), (next) =>
        keep({ precision: next as Workload['precision'] }),
      )}
      {choice('Counts', workload.counts, counted, (next) => keep({ counts: next as Workload['counts'] }))}
      {count('Gives way', workload.priority, (priority) => ({ priority }), '1 is first')}
      {serving ? (
        <>
          {choice('Throughput from', serving.points, points, (next) =>
            keep({ serving: { ...serving, points: next as typeof serving.points } }),
          )}
          {text('Task', serving.task ?? '', (task) => ({ serving: withTask(serving, task) }))}
          {count('Prompt', serving.promptTokens, (promptTokens) => ({ serving: { ...serving, promptTokens } }), 'tokens')}
          {count('Output', serving.outputTokens, (outputTokens) => ({ serving: { ...serving, outputTokens } }), 'tokens')}
          {count(
            'Speed',
            serving.tokensPerUser_per_s,
            (speed) => ({ serving: { ...serving, tokensPerUser_per_s: speed } }),
            'tok/s per user',
          )}
        </>
      ) : null}
      {training ? (
        <>
          {count('Sequence', training.sequenceTokens, (sequenceTokens) => ({ training: { ...training, sequenceTokens } }), 'tokens')}
          {text('Stages', training.stages_s.join(' '), (list) => ({
            training: {
              ...training,
              stages_s: list
                .trim()
                .split(/[\s;]+/)
                .map((one) => Number(one.replace(',', '.'))),
            },
          }))}
          <CommandQuantity
            label="Power while waiting"
            kind="ratio"
            unit="%"
            value={training.waiting}
            command={(document, waiting) => edit(document, { training: { ...training, waiting } })}
          />
        </>
      ) : null}
    </div>
  );
}
