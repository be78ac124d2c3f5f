/** One-line and P&ID of the bundle as SVG and DXF, with the values of its scenario. The PDF sheets are written with the report. */
import { diagramSvg } from '../../diagram/svg.ts';
import { siteOf } from '../../document/document.ts';
import { defineExporter } from '../exporter.ts';
import { bytesOf } from '../text.ts';
import { diagramDxf } from './dxf.ts';
import { placedDiagrams } from './placed.ts';

export const diagramExporter = defineExporter({
  format: 'diagrams',
  title: 'One-line and P&ID (SVG, DXF)',
  async write({ document, analysis, version }) {
    const diagrams = await placedDiagrams(document);
    return diagrams.flatMap(({ kind, placed }) => [
      { path: `diagrams/${kind}.dxf`, bytes: bytesOf(diagramDxf(placed, { site: siteOf(document), analysis, version })) },
      { path: `diagrams/${kind}.svg`, bytes: bytesOf(diagramSvg(document, placed, { analysis })) },
    ]);
  },
});
