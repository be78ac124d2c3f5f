/** One-line and P&ID of the bundle as SVG and DXF, with the values of its scenario. The PDF sheets are written with the report. */
import { diagramSvg } from '../../diagram/svg.ts';
import { siteOf } from '../../document/document.ts';
import { defineExporter } from '../exporter.ts';
import { bytesOf } from '../text.ts';
import { diagramDxf } from './dxf.ts';
import { lossOf, placedDiagrams } from './placed.ts';

export const diagramExporter = defineExporter({
  format: 'diagrams',
  title: 'One-line and P&ID (SVG, DXF)',
  async write(input) {
    const { document, analysis, version } = input;
    const values = { analysis, lost: lossOf(input) };
    const diagrams = await placedDiagrams(document);
    return diagrams.flatMap(({ kind, placed }) => [
      { path: `diagrams/${kind}.dxf`, bytes: bytesOf(diagramDxf(placed, { ...values, site: siteOf(document), version })) },
      { path: `diagrams/${kind}.svg`, bytes: bytesOf(diagramSvg(document, placed, values)) },
    ]);
  },
});
