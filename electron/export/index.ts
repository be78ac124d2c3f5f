/** All exporters: those that need no platform, and those that need Node. */
import type { Exporter } from '../../shared/export/exporter.ts';
import { exporters as sharedExporters } from '../../shared/export/index.ts';
import { pdfExporter } from './pdf/exporter.ts';

export const exporters: readonly Exporter[] = [...sharedExporters, pdfExporter];
