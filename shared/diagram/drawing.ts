/** A whole diagram as primitives in the order they lie over each other, for writers that know no groups. */
import type { Analysis } from '../analysis/result.ts';
import type { UnitSystem } from '../units/convert.ts';
import type { PlacedDiagram } from './arrange.ts';
import type { Primitive } from './art.ts';
import { captionArt, deviceArt, dotArt, drawingBounds, feedLetters, lineArt, nodeArt } from './draw.ts';
import { figuresOf, worstFindings } from './figures.ts';
import type { DiagramKind } from './graph.ts';
import type { Box } from './shape.ts';

export interface DiagramDrawing {
  readonly primitives: readonly Primitive[];
  /** What it covers, margins included; y grows downwards. */
  readonly bounds: Box;
}

/** What the sheet of a diagram is called and numbered. */
export const diagramSheets: Readonly<Record<DiagramKind, { readonly number: string; readonly title: string }>> = {
  'one-line': { number: 'E-601', title: 'One-line diagram' },
  'p-and-id': { number: 'M-601', title: 'Piping and instrumentation diagram' },
};

export function diagramDrawing(placed: PlacedDiagram, analysis: Analysis | null, system?: UnitSystem): DiagramDrawing {
  const worst = worstFindings(analysis);
  const { kind } = placed.diagram;
  return {
    bounds: drawingBounds(placed),
    primitives: [
      ...captionArt(placed),
      ...placed.lines.flatMap((line) => lineArt(line, placed)),
      ...placed.devices.flatMap(deviceArt),
      ...placed.nodes.flatMap((node) => nodeArt(node, figuresOf(kind, node.node, analysis, worst, system))),
      ...dotArt(placed),
      ...feedLetters(placed),
    ],
  };
}
