/** One symbol of a diagram: drawn once per change of its figures or of its selection. */
import { memo } from 'react';
import type { PlacedNode } from '../../shared/diagram/arrange.ts';
import { nodeArt } from '../../shared/diagram/draw.ts';
import type { NodeFigures } from '../../shared/diagram/figures.ts';
import type { RecordId } from '../../shared/document/ids.ts';
import { Art } from './Art.tsx';

export interface SymbolProps {
  readonly placed: PlacedNode;
  readonly figures: NodeFigures | undefined;
  readonly selected: boolean;
  readonly focusable: boolean;
  /** Members that are selected on their own. */
  readonly picked: ReadonlySet<RecordId> | null;
}

const pad = 6;

/** The whole of a symbol as one box, for the frame of the selection and for the pointer. */
export function frameOf({ box, symbol }: PlacedNode) {
  const x = Math.min(box.x, symbol.x) - pad;
  const y = Math.min(box.y, symbol.y) - pad / 2;
  return {
    x,
    y,
    width: Math.max(box.x + box.width, symbol.x + symbol.width) + pad - x,
    height: Math.max(box.y + box.height, symbol.y + symbol.height) + pad / 2 - y,
  };
}

export const DiagramSymbol = memo(function DiagramSymbol({ placed, figures, selected, focusable, picked }: SymbolProps) {
  const { node, box, symbol, bar, card, cells, sections } = placed;
  const frame = card ? symbol : bar ? box : frameOf(placed);
  const group = node.records.length > 1;
  // On the symbol's own corner, where no text stands.
  const corner =
    placed.bubbles.length > 0 || node.side
      ? { x: symbol.x + symbol.width - 4, y: symbol.y - 7 }
      : { x: symbol.x - 7, y: symbol.y + symbol.height - 5 };
  const handle = card ? { x: symbol.x + symbol.width - 16, y: symbol.y + 6 } : bar ? { x: box.x + box.width + 2, y: box.y + 2 } : corner;
  return (
    <g className={`diagram-symbol${selected ? ' selected' : ''}`} data-key={node.key} data-symbol={node.symbol}>
      {/* The control is the frame: what is drawn over it is in its name and takes no pointer. */}
      <g
        role="treeitem"
        className="diagram-item"
        tabIndex={focusable ? 0 : -1}
        aria-label={`${figures?.spoken ?? node.title}${group ? ', group, Enter opens it' : ''}`}
        aria-selected={selected}
        {...(group ? { 'aria-expanded': false } : {})}
        data-key={node.key}
      >
        <rect className="diagram-frame" x={frame.x} y={frame.y} width={frame.width} height={frame.height} rx={6} />
        {bar && <rect className="diagram-grip" x={symbol.x - 4} y={symbol.y - 4} width={symbol.width + 8} height={symbol.height + 8} />}
      </g>
      <g className="diagram-art" aria-hidden>
        <Art primitives={nodeArt(placed, figures)} />
      </g>
      {cells.map((cell, i) => (
        <rect
          key={node.records[i] ?? i}
          className={`diagram-cell${picked?.has(node.records[i] ?? '') ? ' picked' : ''}`}
          data-record={node.records[i]}
          x={cell.x - 0.5}
          y={cell.y - 0.5}
          width={cell.width + 1}
          height={cell.height + 1}
          rx={2}
        />
      ))}
      {sections.map((area, i) => (
        <rect key={node.sections?.[i]?.title ?? i} className="diagram-cell" data-section={i} {...area} rx={4} />
      ))}
      {group && (
        <g className="diagram-open" data-open={node.key} aria-hidden>
          <rect x={handle.x} y={handle.y} width={11} height={11} rx={3} />
          <path d={`M${handle.x + 3} ${handle.y + 5.5}h5M${handle.x + 5.5} ${handle.y + 3}v5`} />
        </g>
      )}
    </g>
  );
});
