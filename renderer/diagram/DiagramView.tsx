/** A diagram as a view of the editor: the drawing, its chips, its legend, and what a symbol says on hover. */
import { useEffect, useMemo, useState } from 'react';
import { figuresOf, worstFindings } from '../../shared/diagram/figures.ts';
import type { DiagramKind, DiagramNode } from '../../shared/diagram/graph.ts';
import type { RecordId } from '../../shared/document/ids.ts';
import { useAnalysis } from '../analysis/store.ts';
import { useView } from '../view-state.ts';
import { DiagramCanvas } from './DiagramCanvas.tsx';
import { DiagramChips } from './DiagramChips.tsx';
import { DiagramLegend } from './DiagramLegend.tsx';
import { useDiagram, watchDiagram } from './diagram-store.ts';
import { useTrainLoss } from './train-loss.ts';
import './diagram.css';

export const diagramTitles: Readonly<Record<DiagramKind, string>> = { 'one-line': 'One-line diagram', 'p-and-id': 'P&ID' };

const emptyWords: Readonly<Record<DiagramKind, string>> = {
  'one-line': 'Nothing is connected to power yet. Place sources, boards and racks and connect them.',
  'p-and-id': 'No liquid connections yet. Place racks, CDUs and chillers and connect them.',
};

export function DiagramView({ kind }: { kind: DiagramKind }) {
  useEffect(() => watchDiagram(kind), [kind]);
  const placed = useDiagram(kind, (state) => state.placed);
  const placing = useDiagram(kind, (state) => state.placing);
  const failure = useDiagram(kind, (state) => state.failure);
  const analysis = useAnalysis((state) => state.analysis);
  const stale = useAnalysis((state) => state.stale);
  const system = useView((state) => state.unitSystem);
  const lost = useTrainLoss(kind === 'one-line');
  const [hint, setHint] = useState<string | null>(null);
  const figures = useMemo(() => {
    const worst = worstFindings(analysis);
    return new Map(
      placed?.nodes.map(({ node }): [RecordId, ReturnType<typeof figuresOf>] => [
        node.key,
        figuresOf(kind, node, analysis, worst, system, lost),
      ]),
    );
  }, [placed, analysis, kind, system, lost]);
  const groups = useMemo(
    () => placed?.nodes.map(({ node }) => node).filter((node: DiagramNode) => node.records.length > 1).length ?? 0,
    [placed],
  );
  return (
    <section
      className={`diagram${stale ? ' diagram-stale' : ''}`}
      aria-label={diagramTitles[kind]}
      data-testid={`diagram-${kind}`}
      data-placing={placing}
      data-symbols={placed?.nodes.length ?? 0}
    >
      {placed && placed.nodes.length > 0 ? (
        <DiagramCanvas kind={kind} placed={placed} figures={figures} onHint={setHint} />
      ) : (
        <p className="diagram-empty">{failure ?? (placed && !placing ? emptyWords[kind] : 'Placing the diagram…')}</p>
      )}
      <DiagramChips kind={kind} groups={groups} />
      {placed && placed.nodes.length > 0 ? <DiagramLegend kind={kind} stale={stale || placing} hint={hint} /> : null}
    </section>
  );
}
