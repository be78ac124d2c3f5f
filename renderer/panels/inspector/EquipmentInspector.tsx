import { useMemo } from 'react';
import { kindNamed } from '../../../shared/catalogue/kinds/index.ts';
import { portsOf } from '../../../shared/catalogue/route.ts';
import { connectionsAt, type Document, itemOf } from '../../../shared/document/document.ts';
import type { Equipment } from '../../../shared/document/records.ts';
import { liquidKinds, powerKinds, systemsOf } from '../../../shared/document/systems.ts';
import { useText } from '../../analysis/store.ts';
import { connectFrom } from '../../dialogs/ConnectDialog.tsx';
import { Button } from '../../ui/Button.tsx';
import { KindIcon } from '../../ui/icons.tsx';
import { Row, WideRow } from '../../ui/Row.tsx';
import { Section } from '../../ui/Section.tsx';
import { useView, viewState } from '../../view-state.ts';
import { ControlsSection } from './ControlsSection.tsx';
import { FindingsAbout } from './Findings.tsx';
import { InspectorHead } from './Head.tsx';
import { PartOf } from './PartOf.tsx';
import { PositionSection } from './PositionSection.tsx';
import { RecordSections } from './RecordSections.tsx';
import { SourceSection } from './SourceSection.tsx';
import { TraceSection } from './TraceSection.tsx';

function placeOf(document: Document, equipment: Equipment): string {
  const names: string[] = [];
  for (
    let group = equipment.group ? document.tables.group.get(equipment.group) : undefined;
    group;
    group = group.parent ? document.tables.group.get(group.parent) : undefined
  )
    names.unshift(group.name);
  const space = equipment.space ? document.tables.space.get(equipment.space)?.name : undefined;
  return names.length > 0 ? names.join(', ') : (space ?? '');
}

function PortsSection({ document, equipment }: { document: Document; equipment: Equipment }) {
  const readOnly = useView((state) => state.readOnly);
  const ports = portsOf(document, equipment);
  const connections = connectionsAt(document, equipment.id);
  const open = ports.filter(
    (port) =>
      port.required &&
      !connections.some(({ from, to }) => [from, to].some((end) => end.equipment === equipment.id && end.port === port.name)),
  ).length;
  if (ports.length === 0) return null;
  return (
    <Section title="Ports" open={false} note={open > 0 ? `${open} open` : `${connections.length} connected`} testId="section-ports">
      {ports.map((port) => {
        const connection = connections.find(({ from, to }) =>
          [from, to].some((end) => end.equipment === equipment.id && end.port === port.name),
        );
        const other = connection && (connection.from.equipment === equipment.id ? connection.to : connection.from);
        const otherTag = other && document.tables.equipment.get(other.equipment)?.tag;
        return (
          <WideRow key={port.name} label={port.name}>
            {connection ? (
              <button
                type="button"
                className="link clip"
                onClick={() => viewState.getState().select([connection.id])}
                title={`${connection.tag}, ${other?.port}`}
              >
                {otherTag}
              </button>
            ) : (
              <span className="open-port">
                <span className={port.required ? 'icon-warning' : 'muted'}>{port.required ? 'open' : 'free'}</span>
                {readOnly ? null : (
                  <Button
                    small
                    aria-label={`Connect ${port.name}…`}
                    data-testid={`connect-${port.name}`}
                    onClick={() => connectFrom(equipment.id, port.name)}
                  >
                    Connect…
                  </Button>
                )}
              </span>
            )}
          </WideRow>
        );
      })}
    </Section>
  );
}

export function EquipmentInspector({ document, equipment }: { document: Document; equipment: Equipment }) {
  const item = itemOf(document, equipment);
  const kind = kindNamed(item.kind);
  const state = useText(equipment.id, 'state');
  const bindingId = useText(equipment.id, 'bindingLimit');
  const headroomNote = useText(equipment.id, 'headroomNote');
  const binding =
    bindingId === undefined ? undefined : (document.tables.equipment.get(bindingId) ?? document.tables.connection.get(bindingId));
  const notes = useMemo(() => {
    const names = (kinds: typeof liquidKinds) =>
      systemsOf(document, equipment, kinds)
        .slice(0, 2)
        .map(({ name }) => name)
        .join(', ');
    const [liquid, power] = [names(liquidKinds), names(powerKinds)];
    return { ...(liquid && { liquid }), ...(power && { power }) };
  }, [document, equipment]);
  const place = placeOf(document, equipment);
  return (
    <>
      <InspectorHead
        icon={<KindIcon kind={item.kind} size={18} />}
        title={equipment.tag}
        named={equipment.id}
        locked={equipment.locked === true}
        sub={[item.title, place].filter(Boolean).join(' · ')}
        ids={[equipment.id]}
      />
      <FindingsAbout ids={[equipment.id]} />
      <PartOf document={document} ids={[equipment.id]} />
      <PositionSection equipment={[equipment]} />
      {state === undefined && !binding && headroomNote === undefined ? null : (
        <Section title="State">
          {state === undefined ? null : <WideRow label="Doing">{state}</WideRow>}
          {binding ? (
            <WideRow label="Bound by" hint="The element upstream that leaves the least power headroom">
              <button type="button" className="link" onClick={() => viewState.getState().select([binding.id])}>
                {binding.tag}
              </button>
            </WideRow>
          ) : null}
          {headroomNote === undefined ? null : <WideRow label="Headroom">{headroomNote}</WideRow>}
        </Section>
      )}
      <ControlsSection id={equipment.id} />
      {kind ? (
        <RecordSections document={document} record={equipment} kind={kind} notes={notes} />
      ) : (
        <Row label="Kind" figure={item.kind} message={`Kind ${item.kind} is not known to this version; it is kept as it is.`} />
      )}
      <PortsSection document={document} equipment={equipment} />
      <TraceSection document={document} id={equipment.id} />
      <SourceSection item={item} />
    </>
  );
}
