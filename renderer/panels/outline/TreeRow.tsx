import {
  ChevronRight,
  Droplets,
  Eye,
  EyeOff,
  Layers,
  Lock,
  LockOpen,
  MapPin,
  Network,
  Rows3,
  SquareDashed,
  Trees,
  Warehouse,
  Zap,
} from 'lucide-react';
import type { KeyboardEvent, MouseEvent, PointerEvent } from 'react';
import type { Severity } from '../../../shared/analysis/result.ts';
import { setLocked } from '../../../shared/commands/lock.ts';
import type { OutlineLine, OutlineNode } from '../../outline.ts';
import { perform } from '../../session.ts';
import { toggleSight } from '../../sight.ts';
import { IconButton } from '../../ui/Button.tsx';
import { KindIcon } from '../../ui/icons.tsx';
import { useView, viewState } from '../../view-state.ts';
import { NameField } from '../NameField.tsx';

function NodeIcon({ node }: { node: OutlineNode }) {
  if (node.type === 'equipment' || node.type === 'connection') return <KindIcon kind={node.sort} size={13} />;
  if (node.type === 'site') return <MapPin size={13} />;
  if (node.type === 'group') return node.sort === 'row' ? <Rows3 size={13} /> : <Layers size={13} />;
  if (node.type === 'system') return ['mv', 'lv', 'dc'].includes(node.sort) ? <Zap size={13} /> : <Droplets size={13} />;
  if (node.type === 'heading') return node.sort === 'aisles' ? <SquareDashed size={13} /> : <Network size={13} />;
  if (node.sort === 'yard') return <Trees size={13} />;
  return node.sort === 'hall' || node.sort === 'building' ? <Warehouse size={13} /> : <SquareDashed size={13} />;
}

/** Eye and lock of a line: seen while they say something, and where the pointer or the keyboard is. */
function RowMarks({ node, hidden, locked }: { node: OutlineNode; hidden: boolean; locked: boolean }) {
  const readOnly = useView((state) => state.readOnly);
  const { title, members, type, id } = node;
  const lockable = type === 'equipment' || type === 'group' || type === 'space';
  return (
    <span className="tree-marks">
      {lockable && members.length > 0 ? (
        <IconButton
          className={locked ? 'set' : ''}
          tabIndex={-1}
          label={locked ? `Unlock ${title}` : `Lock ${title}`}
          icon={locked ? <Lock size={12} /> : <LockOpen size={12} />}
          why={readOnly ? 'This design is open for review' : undefined}
          onClick={(event) => {
            event.stopPropagation();
            perform((document) => setLocked(document, { records: members, locked: !locked }));
          }}
        />
      ) : null}
      {members.length > 0 || type === 'space' ? (
        <IconButton
          className={hidden ? 'set' : ''}
          tabIndex={-1}
          label={hidden ? `Show ${title}` : `Hide ${title}`}
          icon={hidden ? <EyeOff size={13} /> : <Eye size={13} />}
          onClick={(event) => {
            event.stopPropagation();
            toggleSight(id === null || type === 'site' ? members : [id]);
          }}
        />
      ) : null}
    </span>
  );
}

export interface TreeRowProps {
  readonly line: OutlineLine;
  readonly index: number;
  readonly top: number;
  readonly figure: { readonly text: string; readonly unit: string };
  readonly severity: Severity | undefined;
  readonly selected: boolean;
  readonly hidden: boolean;
  /** All its equipment is. */
  readonly locked: boolean;
  readonly renaming: boolean;
  /** What is dragged over it would go into it, or not. */
  readonly drop?: 'into' | 'refused';
  /** One row at a time takes part in the tab order; arrow keys reach the others. */
  readonly tabbable: boolean;
  readonly onPress: (event: PointerEvent) => void;
  readonly onChoose: (event: MouseEvent) => void;
  readonly onToggle: () => void;
  readonly onFrame: () => void;
  /** @param byKey the keyboard stays in the list */
  readonly onRenamed: (byKey: boolean) => void;
  readonly onKey: (event: KeyboardEvent) => void;
}

export function TreeRow({
  line,
  index,
  top,
  figure,
  severity,
  selected,
  hidden,
  locked,
  renaming,
  drop,
  tabbable,
  onPress,
  onChoose,
  onToggle,
  onFrame,
  onRenamed,
  onKey,
}: TreeRowProps) {
  const { node, level, open } = line;
  const branch = node.children.length > 0;
  const single = node.type === 'equipment' || node.type === 'connection';
  // A name that is typed has the whole line.
  const bare = figure.text === '' || renaming;
  const classes = [
    'tree-row',
    branch && 'branch',
    hidden && 'hidden-part',
    locked && 'locked-part',
    renaming && 'renaming',
    drop && `drop-${drop}`,
    bare && 'bare',
  ]
    .filter(Boolean)
    .join(' ');
  return (
    <div
      role="treeitem"
      tabIndex={tabbable ? 0 : -1}
      aria-level={level}
      aria-selected={selected}
      aria-expanded={branch ? open : undefined}
      data-index={index}
      data-record={node.id ?? undefined}
      data-testid={`outline-${node.title}`}
      className={classes}
      style={{ transform: `translateY(${top}px)`, paddingLeft: 2 + (level - 1) * 12 }}
      onClick={(event) => {
        if ((event.target as Element).closest('input')) return;
        // The arrow opens and closes without selecting; keys do the same with left and right.
        if (branch && (event.target as Element).closest('.tree-twist')) onToggle();
        else onChoose(event);
      }}
      onDoubleClick={(event) => {
        // A word of a name is marked, eye, lock and arrow are pressed twice.
        if ((event.target as Element).closest('input, button, .tree-twist')) return;
        if (branch) onToggle();
        else onFrame();
      }}
      onKeyDown={(event) => {
        // A name that is typed and a button that is pressed have their own keys; arrows leave a button.
        const at = event.target as Element;
        if (!at.closest('input') && (at === event.currentTarget || event.key.startsWith('Arrow'))) onKey(event);
      }}
      onPointerDown={onPress}
      onPointerEnter={() => viewState.getState().setHover(single ? node.id : null)}
      onPointerLeave={() => viewState.getState().setHover(null)}
    >
      <span className={`tree-twist ${open ? 'open' : ''}`}>{branch ? <ChevronRight size={13} aria-hidden /> : null}</span>
      <span className="tree-icon">
        <NodeIcon node={node} />
      </span>
      <span className="tree-title">
        {renaming && node.id !== null ? (
          <NameField
            id={node.id}
            name={node.title}
            label="Name"
            className="field tree-name"
            testId="outline-name"
            autoFocus
            onDone={onRenamed}
          />
        ) : (
          <span className="clip" title={node.item ? `${node.title} · ${node.item}` : node.title}>
            {node.title}
          </span>
        )}
        {severity ? (
          <span className={`finding-dot ${severity}`} role="img" aria-label={severity === 'error' ? 'past a limit' : 'near a limit'} />
        ) : null}
      </span>
      {renaming ? null : <RowMarks node={node} hidden={hidden} locked={locked} />}
      {bare ? null : <span className="tree-figure">{figure.text}</span>}
      {bare ? null : <span className="tree-unit">{figure.unit}</span>}
    </div>
  );
}
