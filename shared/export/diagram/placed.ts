/** One-line and P&ID of a design, laid out once for all writers of one export. */
import { trainLoss } from '../../analysis/charts/train-loss.ts';
import { arrange, type PlacedDiagram } from '../../diagram/arrange.ts';
import type { Diagram, DiagramKind } from '../../diagram/graph.ts';
import { oneLineDiagram } from '../../diagram/one-line.ts';
import { pipingDiagram } from '../../diagram/p-and-id.ts';
import type { Document } from '../../document/document.ts';
import type { RecordId } from '../../document/ids.ts';
import type { ExportInput } from '../exporter.ts';
import { elkLayouter } from './elk.ts';

const makers: Readonly<Record<DiagramKind, (document: Document) => Diagram>> = { 'one-line': oneLineDiagram, 'p-and-id': pipingDiagram };
const kinds: readonly DiagramKind[] = ['one-line', 'p-and-id'];

/** Loading with another train lost in the scenario of an export, solved once for all its writers, from no earlier solution. */
export function lossOf({ document, analysis }: ExportInput): ReadonlyMap<RecordId, number> {
  const losses = knownLosses.get(analysis) ?? new Map<RecordId, number>(trainLoss(document, { scenario: analysis.scenario.id }));
  knownLosses.set(analysis, losses);
  return losses;
}
const knownLosses = new WeakMap<ExportInput['analysis'], ReadonlyMap<RecordId, number>>();

export interface NamedDiagram {
  readonly kind: DiagramKind;
  readonly placed: PlacedDiagram;
}

const known = new WeakMap<Document, Promise<readonly NamedDiagram[]>>();

async function layOut(document: Document): Promise<readonly NamedDiagram[]> {
  const diagrams: NamedDiagram[] = [];
  for (const kind of kinds) diagrams.push({ kind, placed: await arrange(makers[kind](document), elkLayouter) });
  return diagrams;
}

export function placedDiagrams(document: Document): Promise<readonly NamedDiagram[]> {
  const diagrams = known.get(document) ?? layOut(document);
  known.set(document, diagrams);
  return diagrams;
}
