/** An exporter turns an analysed design into files. Writers that need Node live in `electron/export/` in the same shape. */
import type { Analysis } from '../analysis/result.ts';
import type { Document } from '../document/document.ts';

export interface ExportInput {
  readonly document: Document;
  readonly analysis: Analysis;
  /** The `.facility` text of the document, byte for byte as saved. */
  readonly text: string;
  /** Of the program that writes. */
  readonly version: string;
}

export interface ExportFile {
  /** Relative, forward slashes, ASCII. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface Exporter {
  /** Name for `--only`, e.g. `usd`. */
  readonly format: string;
  readonly title: string;
  write(input: ExportInput): readonly ExportFile[] | Promise<readonly ExportFile[]>;
}

export const defineExporter = (exporter: Exporter): Exporter => exporter;
