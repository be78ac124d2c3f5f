import { ChevronRight, Droplets, Eye, EyeOff, Layers, MapPin, Network, Rows3, SquareDashed, Trees, Warehouse, Zap } from 'lucide-react';
import type { KeyboardEvent, MouseEvent } from 'react';
import type { Severity } from '../../../shared/analysis/result.ts';
import type { OutlineLine, OutlineNode } from '../../outline.ts';
import { IconButton } from '../../ui/Button.tsx';
import { KindIcon } from '../../ui/icons.tsx';
import { viewState } from '../../view-state.ts';

function NodeIcon({ node }: { node: OutlineNode }) {
  if (node.type === 'equipment' || node.type === 'connection') return <KindIcon kind={node.sort} size={13} />;
  if (node.type === 'site') return <MapPin size={13} />;
  if (node.type === 'group') return node.sort === 'row' ? <Rows3 size={13} /> : <Layers size={13} />;
  if (node.type === 'system') return ['mv', 'lv', 'dc'].includes(node.sort) ? <Zap size={13} /> : <Droplets size={13} />;
  if (node.type === 'heading') return node.sort === 'aisles' ? <SquareDashed size={13} /> : <Network size={13} />;
  if (node.sort === 'yard') return <Trees size={13} />;
  return node.sort === 'hall' || node.sort === 'building' ? <Warehouse size={13} /> : <SquareDashed size={13} />;
}

export interface TreeRowProps {
  readonly line: OutlineLine;
  readonly index: number;
  readonly top: number;
  readonly figure: { readonly text: string; readonly unit: string };
  readonly severity: Severity | undefined;
  readonly selected: boolean;
  readonly hidden: boolean;
  /** One row at a time takes part in the tab order; arrow keys reach the others. */
  readonly tabbable: boolean;
  readonly onChoose: (event: MouseEvent) => void;
  readonly onToggle: () => void;
  readonly onFrame: () => void;
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
  tabbable,
  onChoose,
  onToggle,
  onFrame,
  onKey,
}: TreeRowProps) {
  const { node, level, open } = line;
  const branch = node.children.length > 0;
  const single = node.type === 'equipment' || node.type === 'connection';
  const classes = ['tree-row', branch && 'branch', hidden && 'hidden-part', figure.text === '' && 'bare'].filter(Boolean).join(' ');
  return (
    <div
      role="treeitem"
      tabIndex={tabbable ? 0 : -1}
      aria-level={level}
      aria-selected={selected}
      aria-expanded={branch ? open : undefined}
      data-index={index}
      data-testid={`outline-${node.title}`}
      className={classes}
      style={{ transform: `translateY(${top}px)`, paddingLeft: 2 + (level - 1) * 12 }}
      onClick={(event) => {
        // The arrow opens and closes without selecting; keys do the same with left and right.
        if (branch && (event.target as Element).closest('.tree-twist')) onToggle();
        else onChoose(event);
      }}
      onDoubleClick={branch ? onToggle : onFrame}
      onKeyDown={onKey}
      onPointerEnter={() => viewState.getState().setHover(single ? node.id : null)}
      onPointerLeave={() => viewState.getState().setHover(null)}
    >
      <span className={`tree-twist ${open ? 'open' : ''}`}>{branch ? <ChevronRight size={13} aria-hidden /> : null}</span>
      <span className="tree-icon">
        <NodeIcon node={node} />
      </span>
      <span className="tree-title">
        <span className="clip" title={node.title}>
          {node.title}
        </span>
        {severity ? (
          <span className={`finding-dot ${severity}`} role="img" aria-label={severity === 'error' ? 'past a limit' : 'near a limit'} />
        ) : null}
      </span>
      {node.members.length > 0 ? (
        <IconButton
          className="tree-eye"
          tabIndex={-1}
          label={hidden ? `Show ${node.title}` : `Hide ${node.title}`}
          icon={hidden ? <EyeOff size={13} /> : <Eye size={13} />}
          onClick={(event) => {
            event.stopPropagation();
            viewState.getState().toggleHidden(node.members);
          }}
        />
      ) : null}
      {figure.text === '' ? null : <span className="tree-figure">{figure.text}</span>}
      {figure.text === '' ? null : <span className="tree-unit">{figure.unit}</span>}
    </div>
  );
}
