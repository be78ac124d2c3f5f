import { useMemo } from 'react';
import { kindNamed } from '../../../shared/catalogue/kinds/index.ts';
import { portsFit } from '../../../shared/commands/compatible.ts';
import { setRunSystem } from '../../../shared/commands/edit-system.ts';
import { resizeRuns } from '../../../shared/commands/resize-runs.ts';
import { suitingSystems } from '../../../shared/commands/run-fit.ts';
import { type Document, itemOf } from '../../../shared/document/document.ts';
import type { Connection, ConnectionEnd } from '../../../shared/document/records.ts';
import { isRefusal, refuse } from '../../../shared/problem.ts';
import { itemRecord, itemsOf } from '../../catalogue.ts';
import { perform } from '../../session.ts';
import { Button } from '../../ui/Button.tsx';
import { KindIcon } from '../../ui/icons.tsx';
import { WideRow } from '../../ui/Row.tsx';
import { Section } from '../../ui/Section.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { useView, viewState } from '../../view-state.ts';
import { FindingsAbout } from './Findings.tsx';
import { InspectorHead } from './Head.tsx';
import { RecordSections } from './RecordSections.tsx';
import { RouteSection } from './RouteSection.tsx';
import { SourceSection } from './SourceSection.tsx';
import { TraceSection } from './TraceSection.tsx';

function End({ document, label, end }: { document: Document; label: string; end: ConnectionEnd }) {
  const tag = document.tables.equipment.get(end.equipment)?.tag ?? end.equipment;
  return (
    <WideRow label={label}>
      <button type="button" className="link" onClick={() => viewState.getState().select([end.equipment])}>
        {tag}
      </button>{' '}
      <span className="muted">{end.port}</span>
    </WideRow>
  );
}

/** Its size and make, of the same kind. */
function ItemRow({ document, connection }: { document: Document; connection: Connection }) {
  const readOnly = useView((state) => state.readOnly);
  const own = itemOf(document, connection);
  const items = useMemo(() => itemsOf(document).filter(({ kind }) => kind === own.kind), [document, own.kind]);
  return (
    <WideRow label="Size">
      <SelectField
        label="Size"
        value={own.name}
        testId="run-item"
        disabled={readOnly}
        choices={items.map(({ name, title }) => ({ value: name, title }))}
        onChange={(name) =>
          perform((start) => {
            const item = itemRecord(start, name);
            return item
              ? resizeRuns(start, { sizes: [{ run: connection.id, item }] })
              : refuse(`Nothing in the catalogue is called ${name}`);
          })
        }
      />
    </WideRow>
  );
}

/** The system it belongs to, among those that both its ends may belong to. */
function SystemRow({ document, connection }: { document: Document; connection: Connection }) {
  const readOnly = useView((state) => state.readOnly);
  const systems = useMemo(() => {
    const fit = portsFit(document, connection.from, connection.to, connection.id);
    const own = document.tables.system.get(connection.system);
    return [...new Set([...(own ? [own] : []), ...(isRefusal(fit) ? [] : suitingSystems(document, fit))])];
  }, [document, connection]);
  return (
    <WideRow label="System">
      <SelectField
        label="System"
        value={connection.system}
        testId="run-system"
        disabled={readOnly}
        choices={systems.map(({ id, name }) => ({ value: id, title: name }))}
        onChange={(system) => perform((start) => setRunSystem(start, { runs: [connection.id], system }))}
      />
    </WideRow>
  );
}

export function ConnectionInspector({ document, connection }: { document: Document; connection: Connection }) {
  const item = itemOf(document, connection);
  const kind = kindNamed(item.kind);
  const system = document.tables.system.get(connection.system);
  const readOnly = useView((state) => state.readOnly);
  return (
    <>
      <InspectorHead
        icon={<KindIcon kind={item.kind} size={18} />}
        title={connection.tag}
        named={connection.id}
        sub={[item.title, system?.name].filter(Boolean).join(' · ')}
        ids={[connection.id]}
      />
      <FindingsAbout ids={[connection.id]} />
      <Section title="Run" testId="section-run">
        <End document={document} label="From" end={connection.from} />
        <End document={document} label="To" end={connection.to} />
        <ItemRow document={document} connection={connection} />
        <SystemRow document={document} connection={connection} />
        <div className="run-button">
          <Button
            small
            disabled={readOnly}
            onClick={() => {
              viewState.getState().select([connection.id]);
              viewState.getState().openDialog('rejoin');
            }}
          >
            Connect an end elsewhere…
          </Button>
        </div>
      </Section>
      <RouteSection document={document} connection={connection} />
      {kind ? <RecordSections document={document} record={connection} kind={kind} /> : null}
      <TraceSection document={document} id={connection.id} />
      <SourceSection item={item} />
    </>
  );
}
