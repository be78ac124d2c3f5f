import { useMemo, useState } from 'react';
import { type Trace, trace } from '../../../shared/commands/trace.ts';
import type { Document } from '../../../shared/document/document.ts';
import type { RecordId } from '../../../shared/document/ids.ts';
import { Button } from '../../ui/Button.tsx';
import { byTag } from '../../ui/natural-order.ts';
import { Section } from '../../ui/Section.tsx';
import { viewState } from '../../view-state.ts';

const lists: readonly { readonly key: keyof Trace; readonly title: string; readonly none: string }[] = [
  { key: 'fedBy', title: 'Fed by', none: 'Nothing feeds it' },
  { key: 'feeds', title: 'Feeds', none: 'It feeds nothing' },
  { key: 'lost', title: 'Lost if it fails', none: 'Nothing is lost without it' },
  { key: 'weakened', title: 'Keeps one feed of several', none: 'No other feed is lost' },
];

const mostShown = 24;

/** Upstream, downstream and what hangs on a record; each list can be selected, and so lights up in the scene. */
function Traced({ document, id }: { document: Document; id: RecordId }) {
  const found = useMemo(() => trace(document, id), [document, id]);
  const tagOf = (record: RecordId) => (document.tables.equipment.get(record) ?? document.tables.connection.get(record))?.tag ?? record;
  return (
    <>
      {lists.map(({ key, title, none }) => {
        const records = found[key];
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
                <Button small onClick={() => viewState.getState().select([...records])}>
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
