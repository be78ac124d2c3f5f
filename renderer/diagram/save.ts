/** A diagram as it is opened and folded in this window, saved as an SVG file on white. */
import type { DiagramKind } from '../../shared/diagram/graph.ts';
import { diagramSvg } from '../../shared/diagram/svg.ts';
import { siteOf } from '../../shared/document/document.ts';
import { analysisStore } from '../analysis/store.ts';
import { session } from '../session.ts';
import { viewState } from '../view-state.ts';
import { diagramState } from './diagram-store.ts';

/** The file's text; undefined before the diagram was placed for the first time. */
export function diagramFile(kind: DiagramKind): string | undefined {
  const { placed } = diagramState(kind);
  if (!placed) return undefined;
  const { document } = session.getState();
  return diagramSvg(document, placed, { analysis: analysisStore.getState().analysis, system: viewState.getState().unitSystem });
}

export function saveDiagram(kind: DiagramKind): void {
  const text = diagramFile(kind);
  if (text === undefined) return;
  const address = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `${siteOf(session.getState().document).name} ${kind}.svg`;
  link.click();
  URL.revokeObjectURL(address);
}
