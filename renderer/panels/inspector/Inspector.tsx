import { X } from 'lucide-react';
import { elementNamed } from '../../../shared/document/building-elements.ts';
import { existing, useDocument } from '../../session.ts';
import { IconButton } from '../../ui/Button.tsx';
import { useView, viewState } from '../../view-state.ts';
import { ConnectionInspector } from './ConnectionInspector.tsx';
import { DesignInspector } from './DesignInspector.tsx';
import { ElementInspector } from './ElementInspector.tsx';
import { EquipmentInspector } from './EquipmentInspector.tsx';
import { GroupInspector } from './GroupInspector.tsx';
import { ManyInspector } from './ManyInspector.tsx';
import { SpaceInspector } from './SpaceInspector.tsx';
import { SystemInspector } from './SystemInspector.tsx';
import './inspector.css';

/** What is selected decides what the inspector shows; with nothing selected it is the design itself. */
export function Inspector({ floating }: { floating?: boolean }) {
  const document = useDocument();
  const selection = useView((state) => state.selection);
  const { tables } = document;
  const present = existing(document, selection);
  const [id] = present;
  const body = () => {
    if (id === undefined) return <DesignInspector document={document} />;
    if (present.length > 1) return <ManyInspector key={present.join()} document={document} named={present} />;
    const equipment = tables.equipment.get(id);
    if (equipment) return <EquipmentInspector key={id} document={document} equipment={equipment} />;
    const connection = tables.connection.get(id);
    if (connection) return <ConnectionInspector key={id} document={document} connection={connection} />;
    const space = tables.space.get(id);
    if (space) return <SpaceInspector key={id} document={document} space={space} />;
    const element = elementNamed(tables.space, id);
    if (element) return <ElementInspector key={id} element={element} />;
    const group = tables.group.get(id);
    if (group) return <GroupInspector key={id} document={document} group={group} />;
    const system = tables.system.get(id);
    return system ? <SystemInspector key={id} document={document} system={system} /> : null;
  };
  return (
    <section className="pane" aria-label="Inspector" data-testid="inspector">
      {floating ? (
        <div className="pane-head">
          <h2>Inspector</h2>
          <IconButton label="Close the inspector" icon={<X size={14} />} onClick={() => viewState.setState({ inspectorOpen: false })} />
        </div>
      ) : null}
      <div className="inspector">{body()}</div>
    </section>
  );
}
