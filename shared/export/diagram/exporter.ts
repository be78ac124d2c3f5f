/** One-line and P&ID of the bundle as SVG, with the values of its scenario. */
import { arrange } from '../../diagram/arrange.ts';
import type { Diagram } from '../../diagram/graph.ts';
import { oneLineDiagram } from '../../diagram/one-line.ts';
import { pipingDiagram } from '../../diagram/p-and-id.ts';
import { diagramSvg } from '../../diagram/svg.ts';
import { defineExporter, type ExportFile, type ExportInput } from '../exporter.ts';
import { bytesOf } from '../text.ts';
import { elkLayouter } from './elk.ts';

const files: readonly { readonly path: string; readonly make: (document: ExportInput['document']) => Diagram }[] = [
  { path: 'diagrams/one-line.svg', make: oneLineDiagram },
  { path: 'diagrams/p-and-id.svg', make: pipingDiagram },
];

export const diagramExporter = defineExporter({
  format: 'diagrams',
  title: 'One-line and P&ID (SVG)',
  async write({ document, analysis }) {
    const written: ExportFile[] = [];
    for (const { path, make } of files) {
      const placed = await arrange(make(document), elkLayouter);
      written.push({ path, bytes: bytesOf(diagramSvg(document, placed, { analysis })) });
    }
    return written;
  },
});
