/** The tables as one Excel workbook. Texts are typed as texts, so that none can become a formula; packed again at a fixed date. */
import writeXlsxFile from 'write-excel-file/universal';
import type { ExportFile } from '../exporter.ts';
import { byText } from '../text.ts';
import { unzipFiles, zipFiles } from '../zip.ts';
import { cellText, headingOf, type Table } from './table.ts';

/** What XML 1.0 cannot hold becomes a blank, and a cell ends at Excel's 32,767 characters. */
const cellSafe = (text: string): string => text.replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, ' ').slice(0, 32_767);

/** Excel refuses sheet names beyond 31 characters and with `: \ / ? * [ ]`. */
const sheetName = (title: string): string => title.replace(/[:\\/?*[\]]/g, ' ').slice(0, 31);

function sheetOf(table: Table) {
  const heading = table.columns.map((column) => ({
    value: headingOf(column),
    type: String,
    fontWeight: 'bold' as const,
    wrap: true,
    backgroundColor: '#E6E9EC',
  }));
  const rows = table.rows.map((row) =>
    table.columns.map((column, i) => {
      const value = row[i];
      if (value === undefined || value === '') return null;
      if (typeof value === 'string') return { value: cellSafe(value), type: String };
      return { value, type: Number, format: column.decimals ? `0.${'0'.repeat(column.decimals)}` : '0' };
    }),
  );
  const width = (i: number) => {
    const column = table.columns[i];
    const longest = column ? Math.max(6, ...table.rows.slice(0, 500).map((row) => cellText(column, row[i]).length)) : 8;
    return Math.min(48, Math.max(longest, Math.ceil((column ? headingOf(column).length : 8) / 2)) + 2);
  };
  return {
    sheet: sheetName(table.title),
    data: [heading, ...rows],
    columns: table.columns.map((_, i) => ({ width: width(i) })),
    stickyRowsCount: 1,
  };
}

/** Bytes of the workbook; the same tables always give the same bytes. */
export async function xlsxBytes(tables: readonly Table[]): Promise<Uint8Array> {
  // The package speaks of Blob, which this part of the program does not know; only its bytes are wanted.
  const blob = (await writeXlsxFile(tables.map(sheetOf)).toBlob()) as { arrayBuffer(): Promise<ArrayBuffer> };
  const parts = unzipFiles(
    new Uint8Array(await blob.arrayBuffer()),
    { maxEntries: 1000, maxBytes: 2 ** 31, maxRatio: 1e6 },
    { anyName: true },
  );
  if (!parts.ok) throw new Error(`the workbook could not be packed again: ${parts.problems[0]?.message}`);
  // Readers look for the content types first, as Excel itself writes them.
  const rank = ({ path }: ExportFile) => (path === '[Content_Types].xml' ? 0 : 1);
  return zipFiles([...parts.value].sort((a, b) => rank(a) - rank(b) || byText(a.path, b.path)));
}
