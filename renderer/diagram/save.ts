/** A diagram as it is opened and folded in this window, saved as SVG on white or as DXF; PDF sheets are in the bundle. */
import type { DiagramKind } from '../../shared/diagram/graph.ts';
import { diagramSvg } from '../../shared/diagram/svg.ts';
import { siteOf } from '../../shared/document/document.ts';
import { analysisStore } from '../analysis/store.ts';
import { hostInfo } from '../host.ts';
import { saveFile } from '../save-file.ts';
import { session } from '../session.ts';
import { viewState } from '../view-state.ts';
import { diagramState } from './diagram-store.ts';
import { trainLossNow } from './train-loss.ts';

export type DiagramForm = 'svg' | 'dxf';

const mediaTypes: Readonly<Record<DiagramForm, string>> = { svg: 'image/svg+xml', dxf: 'application/dxf' };

/** The file's text; undefined before the diagram was placed for the first time. */
export async function diagramFile(kind: DiagramKind, form: DiagramForm): Promise<string | undefined> {
  const { placed } = diagramState(kind);
  if (!placed) return undefined;
  const { document } = session.getState();
  const { analysis } = analysisStore.getState();
  const lost = kind === 'one-line' ? await trainLossNow() : undefined;
  const values = { analysis, system: viewState.getState().unitSystem, ...(lost && { lost }) };
  if (form === 'svg') return diagramSvg(document, placed, values);
  // The writer is loaded when it is first needed.
  const { diagramDxf } = await import('../../shared/export/diagram/dxf.ts');
  return diagramDxf(placed, { ...values, site: siteOf(document), version: hostInfo.getState().version });
}

export async function saveDiagram(kind: DiagramKind, form: DiagramForm): Promise<void> {
  const text = await diagramFile(kind, form);
  if (text === undefined) return;
  saveFile(`${siteOf(session.getState().document).name} ${kind}.${form}`, new Blob([text], { type: mediaTypes[form] }));
}
