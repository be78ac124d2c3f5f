import { useMemo, useState } from 'react';
import { type Trace, trace } from '../../../shared/commands/trace/trace.ts';
import type { Document } from '../../../shared/document/document.ts';
import type { RecordId } from '../../../shared/document/ids.ts';
import { Button } from '../../ui/Button.tsx';
import { byTag } from '../../ui/natural-order.ts';
import { Section } from '../../ui/Section.tsx';
import { viewState } from '../../view-state.ts';

interface List {
  readonly key: string;
  readonly title: string;
  readonly records: readonly RecordId[];
  /** Said where the list is empty; lists without it are left out then. */
  readonly none?: string;
}

function listsOf(found: Trace): readonly List[] {
  const { powerFrom, powerTo, coolantFrom, coolantTo, heatTo, heatFrom, lost, weakened } = found;
  const fed: List[] = powerFrom.map(({ train, records }) => ({
    key: `powerFrom${train ?? ''}`,
    title: train ? `Power from, train ${train}` : 'Power from',
    records,
  }));
  const followed: List[] = [
    ...fed,
    { key: 'powerTo', title: 'Power to', records: powerTo },
    { key: 'coolantFrom', title: 'Coolant from', records: coolantFrom },
    { key: 'coolantTo', title: 'Coolant to', records: coolantTo },
    { key: 'heatFrom', title: 'Heat from', records: heatFrom },
    { key: 'heatTo', title: 'Heat to', records: heatTo },
  ].filter(({ records }) => records.length > 0);
  return [
    ...(followed.length > 0 ? followed : [{ key: 'nothing', title: 'Feeds', records: [], none: 'Nothing feeds it and it feeds nothing' }]),
    { key: 'lost', title: 'Lost if it fails', records: lost, none: 'Nothing is lost without it' },
    { key: 'weakened', title: 'Keeps one feed of several', records: weakened, none: 'No other feed is lost' },
  ];
}

const mostShown = 24;

/** Upstream, downstream and what hangs on a record, by medium; each list can be selected, and so lights up in the scene. */
function Traced({ document, id }: { document: Document; id: RecordId }) {
  const lists = useMemo(() => listsOf(trace(document, id)), [document, id]);
  const tagOf = (record: RecordId) => (document.tables.equipment.get(record) ?? document.tables.connection.get(record))?.tag ?? record;
  return (
    <>
      {lists.map(({ key, title, records, none }) => {
        // Runs are lit with the rest; by name only equipment is listed.
        const named = byTag(
          records.filter((record) => document.tables.equipment.has(record)),
          (record) => ({ id: record, tag: tagOf(record) }),
        );
        return (
          <div key={key} className="trace-list" data-testid={`trace-${key}`}>
            <div className="trace-head">
              <span className="strong">{title}</span>
              <span className="muted">{named.length === 0 ? none : named.length}</span>
              {named.length > 0 ? (
                <Button small aria-label={`Select: ${title}`} onClick={() => viewState.getState().select([...records])}>
                  Select
                </Button>
              ) : null}
            </div>
            {named.length > 0 ? (
              <p>
                {named.slice(0, mostShown).map((record) => (
                  <button key={record} type="button" className="link" onClick={() => viewState.getState().select([record])}>
                    {tagOf(record)}
                  </button>
                ))}
                {named.length > mostShown ? <span className="muted">and {named.length - mostShown} more</span> : null}
              </p>
            ) : null}
          </div>
        );
      })}
    </>
  );
}

/** Opened on demand: following a campus costs more than drawing an inspector should. */
export function TraceSection({ document, id }: { document: Document; id: RecordId }) {
  const [shown, setShown] = useState(false);
  return (
    <Section title="Trace">
      {shown ? (
        <Traced document={document} id={id} />
      ) : (
        <div className="section-actions">
          <Button title="What feeds it, what it feeds, what is lost without it" onClick={() => setShown(true)} data-testid="trace-open">
            Trace feeds and losses
          </Button>
        </div>
      )}
    </Section>
  );
}
