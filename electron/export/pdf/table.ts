/** A schedule on paper: headings repeated on every page, numbers aligned right, long texts on up to four lines. */
import { type Column, cellText, headingOf, type Table } from '../../../shared/export/table/table.ts';
import { bottomOf, ensureRoom, ink, line, margin, mm, newTextPage, type Paper, printable, widthOf } from './paper.ts';

const size = 7.2;
const rowHeight = 4.3 * mm;
const lineHeight = 3.1 * mm;
const mostLines = 4;
const padding = 2.6 * mm;
const headLine = 3.3 * mm;

/** Widths from the texts themselves. Where they do not fit, texts that can be broken at a blank give way. */
function widthsOf(paper: Paper, table: Table): number[] {
  const { pdf } = paper;
  const step = Math.ceil(table.rows.length / 400);
  const sample = table.rows.filter((_, i) => i % step === 0);
  pdf.font('regular').fontSize(size);
  const widest = (texts: readonly string[]) => texts.reduce((most, text) => Math.max(most, pdf.widthOfString(text)), 6 * mm);
  const extents = table.columns.map((column, i) => {
    const cells = sample.map((row) => printable(cellText(column, row[i])));
    const words = headingOf(column)
      .split(' ')
      .map((word) => pdf.widthOfString(word) * 1.1);
    // A heading has room on three lines.
    words.push(pdf.widthOfString(headingOf(column)) / 2.5);
    const full = Math.min(90 * mm, Math.max(...words, widest(cells))) + padding;
    const least =
      column.type === 'text'
        ? Math.min(full, Math.max(...words, Math.min(34 * mm, widest(cells.flatMap((text) => text.split(' '))))) + padding)
        : full;
    return { full, least };
  });
  const sum = (key: 'full' | 'least') => extents.reduce((total, extent) => total + extent[key], 0);
  const space = widthOf(pdf);
  const [full, least] = [sum('full'), sum('least')];
  if (full <= space) return extents.map((extent) => extent.full);
  if (least >= space) return extents.map((extent) => (extent.least * space) / least);
  return extents.map((extent) => extent.least + ((extent.full - extent.least) * (space - least)) / (full - least));
}

function drawHead(paper: Paper, columns: readonly Column[], widths: readonly number[]): void {
  const { pdf } = paper;
  const total = widths.reduce((sum, width) => sum + width, 0);
  pdf.font('bold').fontSize(size);
  const heads = columns.map((column, i) => broken(pdf, headingOf(column), (widths[i] ?? 0) - padding));
  const height = Math.max(...heads.map(({ length }) => length)) * headLine + 2.2 * mm;
  pdf.rect(margin, paper.y, total, height).fill(ink.fill);
  let x = margin;
  columns.forEach((column, i) => {
    const lines = heads[i] ?? [];
    lines.forEach((text, k) => {
      line(pdf, text, x + padding / 2, paper.y + height - (lines.length - k) * headLine - 0.6 * mm, (widths[i] ?? 0) - padding, {
        size,
        font: 'bold',
        align: column.type === 'number' ? 'right' : 'left',
      });
    });
    x += widths[i] ?? 0;
  });
  paper.y += height;
}

/** A text broken at blanks to fit a width; what is beyond the last line is cut there. */
function broken(pdf: PDFKit.PDFDocument, text: string, width: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const joined = lines.at(-1) === '' ? word : `${lines.at(-1)} ${word}`;
    if (lines.length === mostLines || lines.at(-1) === '' || pdf.widthOfString(joined) <= width + 0.01) lines[lines.length - 1] = joined;
    else lines.push(word);
  }
  return lines;
}

/** Draws at most `most` rows and says how many more there are. */
export function drawTable(paper: Paper, table: Table, most = 2000): void {
  if (table.rows.length === 0) return;
  const { pdf } = paper;
  const widths = widthsOf(paper, table);
  const total = widths.reduce((sum, width) => sum + width, 0);
  ensureRoom(paper, 3 * headLine + 4 * rowHeight);
  drawHead(paper, table.columns, widths);
  for (const row of table.rows.slice(0, most)) {
    pdf.font('regular').fontSize(size);
    const cells = table.columns.map((column, i) => {
      const text = printable(cellText(column, row[i]));
      return column.type === 'text' ? broken(pdf, text, (widths[i] ?? 0) - padding) : [text];
    });
    const height = rowHeight + (Math.max(...cells.map(({ length }) => length)) - 1) * lineHeight;
    if (paper.y + height > bottomOf(pdf)) {
      newTextPage(paper, pdf.page.width > pdf.page.height ? 'landscape' : 'portrait');
      drawHead(paper, table.columns, widths);
    }
    let x = margin;
    table.columns.forEach((column, i) => {
      const align = column.type === 'number' ? 'right' : 'left';
      cells[i]?.forEach((text, k) => {
        line(pdf, text, x + padding / 2, paper.y + 1.1 * mm + k * lineHeight, (widths[i] ?? 0) - padding, { size, align });
      });
      x += widths[i] ?? 0;
    });
    paper.y += height;
    pdf
      .moveTo(margin, paper.y)
      .lineTo(margin + total, paper.y)
      .lineWidth(0.25)
      .strokeColor(ink.rule)
      .stroke();
  }
  if (table.rows.length > most) {
    line(pdf, `… and ${table.rows.length - most} more rows: see schedules/`, margin, paper.y + 1.2 * mm, total, { size, colour: ink.soft });
    paper.y += rowHeight;
  }
  paper.y += 3 * mm;
}
