import { kindNamed } from '../../../shared/catalogue/kinds/index.ts';
import { measureRoute, routeOf } from '../../../shared/catalogue/route.ts';
import { type Document, itemOf } from '../../../shared/document/document.ts';
import type { Connection, ConnectionEnd } from '../../../shared/document/records.ts';
import { formatFixed } from '../../../shared/units/format.ts';
import { useLength } from '../../figures.ts';
import { KindIcon } from '../../ui/icons.tsx';
import { Row, WideRow } from '../../ui/Row.tsx';
import { Section } from '../../ui/Section.tsx';
import { viewState } from '../../view-state.ts';
import { FindingsAbout } from './Findings.tsx';
import { InspectorHead } from './Head.tsx';
import { RecordSections } from './RecordSections.tsx';
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

export function ConnectionInspector({ document, connection }: { document: Document; connection: Connection }) {
  const item = itemOf(document, connection);
  const kind = kindNamed(item.kind);
  const system = document.tables.system.get(connection.system);
  const { length_m, elbows } = measureRoute(routeOf(document, connection));
  const length = useLength()(length_m);
  return (
    <>
      <InspectorHead
        icon={<KindIcon kind={item.kind} size={18} />}
        title={connection.tag}
        tagged={connection.id}
        sub={[item.title, system?.name].filter(Boolean).join(' · ')}
        ids={[connection.id]}
      />
      <FindingsAbout ids={[connection.id]} />
      <Section title="Run" testId="section-run">
        <End document={document} label="From" end={connection.from} />
        <End document={document} label="To" end={connection.to} />
        <Row label="Drawn length" figure={length.text} unit={length.unit} />
        <Row
          label="Bends"
          hint="Bends weighted by their angle: a right angle counts one"
          figure={formatFixed(elbows, Number.isInteger(Math.round(10 * elbows) / 10) ? 0 : 1)}
        />
      </Section>
      {kind ? <RecordSections document={document} record={connection} kind={kind} /> : null}
      <TraceSection document={document} id={connection.id} />
      <SourceSection item={item} />
    </>
  );
}
