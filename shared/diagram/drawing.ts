/** A whole diagram as primitives in the order they lie over each other, for writers that know no groups. */
import type { Analysis } from '../analysis/result.ts';
import type { RecordId } from '../document/ids.ts';
import type { UnitSystem } from '../units/convert.ts';
import type { PlacedDiagram } from './arrange.ts';
import type { Primitive } from './art.ts';
import { captionArt, deviceArt, dotArt, drawingBounds, feedLetters, lineArt, nodeArt } from './draw.ts';
import { figuresOf, worstFindings } from './figures.ts';
import type { Diagram, DiagramKind } from './graph.ts';
import { type LegendKey, legendKeys } from './legend.ts';
import type { Box } from './shape.ts';

/** Solved values that a drawing shows. */
export interface DrawnValues {
  readonly analysis: Analysis | null;
  readonly system?: UnitSystem;
  /** Loading with another train lost, for the diamonds of a one-line; empty where there is one train only. */
  readonly lost?: ReadonlyMap<RecordId, number>;
}

export interface DiagramDrawing {
  readonly primitives: readonly Primitive[];
  readonly legend: readonly LegendKey[];
  /** What it covers, margins included; y grows downwards. */
  readonly bounds: Box;
}

/** What the sheet of a diagram is called and numbered. */
export const diagramSheets: Readonly<Record<DiagramKind, { readonly number: string; readonly title: string }>> = {
  'one-line': { number: 'E-601', title: 'One-line diagram' },
  'p-and-id': { number: 'M-601', title: 'Piping and instrumentation diagram' },
};

export const legendOf = ({ kind }: Diagram, { lost }: DrawnValues): readonly LegendKey[] => legendKeys(kind, (lost?.size ?? 0) > 0);

export function diagramDrawing(placed: PlacedDiagram, values: DrawnValues): DiagramDrawing {
  const { analysis, system, lost } = values;
  const worst = worstFindings(analysis);
  const { kind } = placed.diagram;
  return {
    bounds: drawingBounds(placed),
    legend: legendOf(placed.diagram, values),
    primitives: [
      ...captionArt(placed),
      ...placed.lines.flatMap((line) => lineArt(line, placed)),
      ...placed.devices.flatMap(deviceArt),
      ...placed.nodes.flatMap((node) => nodeArt(node, figuresOf(kind, node.node, analysis, worst, system, lost))),
      ...dotArt(placed),
      ...feedLetters(placed),
    ],
  };
}
