/** Above a diagram: which view, what is opened, fitting and saving the drawing. */
import { Download, FoldVertical, Maximize, X } from 'lucide-react';
import type { DiagramKind } from '../../shared/diagram/graph.ts';
import { actionNamed } from '../actions/index.ts';
import { IconButton } from '../ui/Button.tsx';
import { Menu } from '../ui/Menu.tsx';
import { foldGroup, useDiagram } from './diagram-store.ts';
import { ViewTabs } from './ViewTabs.tsx';

export function DiagramChips({ kind, groups }: { kind: DiagramKind; groups: number }) {
  const opened = useDiagram(kind, (state) => state.opened);
  const placing = useDiagram(kind, (state) => state.placing);
  return (
    <div className="view-chips diagram-chips">
      <ViewTabs />
      <IconButton
        className="raised"
        label="Fit the whole diagram"
        keys="A"
        icon={<Maximize size={14} />}
        onClick={() => actionNamed('view.frame-all').run()}
      />
      <Menu
        trigger={
          <button
            type="button"
            className="icon-button raised"
            aria-label="Save the diagram"
            title="Save the diagram"
            data-testid="diagram-save"
          >
            <Download size={14} />
          </button>
        }
        entries={[
          ...[`export.${kind}`, `export.${kind}-dxf`].map((id) => {
            const { label, run } = actionNamed(id);
            return { key: id, label, run };
          }),
          { key: 'sheet', label: 'Printable PDF sheet: in the bundle…', run: actionNamed('export.bundle').run },
        ]}
      />
      {opened.map((group) => (
        <button
          type="button"
          key={`${group.title} ${group.records[0]}`}
          className="chip"
          data-testid="diagram-opened"
          title={`Fold ${group.title} again`}
          onClick={() => foldGroup(kind, group)}
        >
          <span className="muted">Opened</span> {group.title}
          <X size={12} aria-hidden className="muted" />
        </button>
      ))}
      {opened.length > 1 ? (
        <IconButton className="raised" label="Fold all groups" icon={<FoldVertical size={14} />} onClick={() => foldGroup(kind)} />
      ) : null}
      {placing ? <span className="chip muted">Placing…</span> : null}
      <span className="visually-hidden">{groups} groups of equal parts; Enter opens the one in focus, minus folds it again</span>
    </div>
  );
}
