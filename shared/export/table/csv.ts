/** CSV (RFC 4180): every field quoted, CR LF, and no text that a spreadsheet would take for a formula. */
import { cellText, headingOf, type Table } from './table.ts';

/** A text that begins like a formula, in ASCII or in full-width twins, gets an apostrophe; numbers stay numbers. */
export const harmless = (text: string): string => (/^[\s]*[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text);

const quoted = (text: string): string => `"${text.replace(/"/g, '""')}"`;

export function csvText({ columns, rows }: Table): string {
  const lines = [
    columns.map((column) => quoted(harmless(headingOf(column)))),
    ...rows.map((row) =>
      columns.map((column, i) => {
        const value = row[i];
        return quoted(typeof value === 'string' ? harmless(value) : cellText(column, value));
      }),
    ),
  ];
  return `${lines.map((fields) => fields.join(',')).join('\r\n')}\r\n`;
}
