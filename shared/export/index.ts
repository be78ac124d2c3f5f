/** The exporters that need no platform. The list is the plug-in system; the shell adds its own in `electron/export/`. */
import { analysisExporter } from './analysis/exporter.ts';
import { diagramExporter } from './diagram/exporter.ts';
import { dxfExporter } from './dxf/exporter.ts';
import type { Exporter } from './exporter.ts';
import { csvExporter, xlsxExporter } from './table/exporter.ts';
import { usdExporter } from './usd/exporter.ts';

export const exporters: readonly Exporter[] = [analysisExporter, csvExporter, diagramExporter, dxfExporter, usdExporter, xlsxExporter];
