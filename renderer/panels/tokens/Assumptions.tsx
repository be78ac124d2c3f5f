import { useState } from 'react';
import { type Assumed, type AssumptionSpecs, assumed } from '../../../shared/catalogue/assumptions/assumption.ts';
import { siteAssumptionGroups, siteAssumptions } from '../../../shared/catalogue/assumptions/site.ts';
import { workloadSpecs } from '../../../shared/catalogue/assumptions/workload.ts';
import { setAssumption } from '../../../shared/commands/set-assumption.ts';
import { siteOf } from '../../../shared/document/document.ts';
import type { RecordId } from '../../../shared/document/ids.ts';
import type { SourcedValue } from '../../../shared/document/records.ts';
import { isRefusal } from '../../../shared/problem.ts';
import { perform, session, useDocument } from '../../session.ts';
import { SourceBadge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Section } from '../../ui/Section.tsx';
import { useView } from '../../view-state.ts';

const onlyTraining: ReadonlySet<string> = new Set(['peakCompute_FLOP_s', 'computeUse']);

/** Every assumption behind the figures, with band and source; a typed number takes its place. */
export function Assumptions() {
  const document = useDocument();
  const site = siteOf(document);
  return (
    <div className="assumptions" data-testid="assumptions">
      {[...document.tables.workload.values()].map((workload) => {
        const specs = workloadSpecs(workload.purpose);
        return (
          <Section key={workload.id} title={workload.title} note={workload.model.name}>
            <Rows
              record={workload.id}
              specs={specs}
              names={Object.keys(specs).filter((name) => workload.purpose === 'training' || !onlyTraining.has(name))}
              stated={workload.values}
            />
          </Section>
        );
      })}
      {siteAssumptionGroups.map(({ title, names }) => (
        <Section key={title} title={title} open={title === 'Money'}>
          <Rows record={site.id} specs={siteAssumptions} names={names} stated={site.assumptions ?? {}} />
        </Section>
      ))}
    </div>
  );
}

function Rows({
  record,
  specs,
  names,
  stated,
}: {
  record: RecordId;
  specs: AssumptionSpecs;
  names: readonly string[];
  stated: Readonly<Record<string, SourcedValue>>;
}) {
  return names.map((name) => {
    const spec = specs[name];
    if (!spec) return null;
    const now = assumed(specs, name, stated);
    return (
      <AssumptionRow
        key={name}
        record={record}
        name={name}
        title={spec.title}
        help={spec.help}
        unit={spec.unit}
        now={now.ok ? now.value : undefined}
        value={stated[name] ?? spec.default}
      />
    );
  });
}

const plain = (value: number): string => String(Number(value.toPrecision(6)));

function AssumptionRow({
  record,
  name,
  title,
  help,
  unit,
  now,
  value,
}: {
  record: RecordId;
  name: string;
  title: string;
  help: string;
  unit: string;
  now: Assumed | undefined;
  value: SourcedValue | undefined;
}) {
  const [text, setText] = useState<string | undefined>();
  const readOnly = useView((state) => state.readOnly);
  const typed = text === undefined ? undefined : Number(text.replace(',', '.'));
  const entered = (number: number): SourcedValue => ({
    value: number,
    unit,
    source: 'entered',
    tag: 'estimate',
    date: siteOf(session.getState().document).date,
  });
  const answer = typed === undefined ? undefined : setAssumption(session.getState().document, { record, name, value: entered(typed) });
  const fault = answer && isRefusal(answer) ? answer.refused : undefined;
  const end = (keep: boolean) => {
    if (keep && typed !== undefined && fault === undefined)
      perform((document) => setAssumption(document, { record, name, value: entered(typed) }));
    setText(undefined);
  };
  return (
    <div className="row assumption-row">
      <span className="label" title={help}>
        {title}
      </span>
      <span className="figure">
        <input
          className="field number"
          aria-label={`${title} in ${unit}`}
          aria-invalid={fault !== undefined}
          title={fault ?? (now ? `${plain(now.band[0])} … ${plain(now.band[1])} ${unit}` : help)}
          value={text ?? (now ? plain(now.value) : '')}
          placeholder="not stated"
          disabled={readOnly}
          data-testid={`assumption-${name}`}
          onChange={(event) => setText(event.target.value)}
          onBlur={() => text !== undefined && end(true)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') end(true);
            else if (event.key === 'Escape' && text !== undefined) {
              event.stopPropagation();
              event.nativeEvent.stopImmediatePropagation();
              end(false);
            }
          }}
        />
      </span>
      <span className="unit">{unit === '1' ? '' : unit}</span>
      <span className="badge-cell">{value ? <SourceBadge value={value} /> : null}</span>
      <span className="assumption-reset">
        {now?.stated ? (
          <Button disabled={readOnly} onClick={() => perform((document) => setAssumption(document, { record, name, value: undefined }))}>
            Default
          </Button>
        ) : null}
      </span>
    </div>
  );
}
