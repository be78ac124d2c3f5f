/** A schedule on paper: headings repeated on every page, numbers aligned right, one line a row. */
import { type Column, cellText, headingOf, type Table } from '../../../shared/export/table/table.ts';
import { bottomOf, ensureRoom, ink, line, margin, mm, newTextPage, type Paper, widthOf } from './paper.ts';

const size = 7.2;
const rowHeight = 4.3 * mm;
const headHeight = 8.6 * mm;

/** Widths from the texts themselves, squeezed or stretched to the page; a long text column gives way first. */
function widthsOf(paper: Paper, table: Table): number[] {
  const { pdf } = paper;
  const sample = table.rows.length > 400 ? table.rows.filter((_, i) => i % Math.ceil(table.rows.length / 400) === 0) : table.rows;
  pdf.font('regular').fontSize(size);
  const wanted = table.columns.map((column, i) => {
    const cells = sample.map((row) => pdf.widthOfString(cellText(column, row[i])));
    const words = headingOf(column)
      .split(' ')
      .map((word) => pdf.widthOfString(word) * 1.08);
    return Math.min(64 * mm, Math.max(...words, ...cells, 6 * mm)) + 2.6 * mm;
  });
  const total = wanted.reduce((sum, width) => sum + width, 0);
  const space = widthOf(pdf);
  if (total <= space) return wanted.map((width, i) => (table.columns[i]?.type === 'text' ? width * (space / total) ** 0.5 : width));
  const texts = wanted.map((width, i) => (table.columns[i]?.type === 'text' ? width : 0));
  const flexible = texts.reduce((sum, width) => sum + width, 0);
  const squeeze = Math.max(0.35, (flexible - (total - space)) / Math.max(flexible, 1));
  const squeezed = wanted.map((width, i) => (texts[i] ? width * squeeze : width));
  const still = squeezed.reduce((sum, width) => sum + width, 0);
  return squeezed.map((width) => width * Math.min(1, space / still));
}

function drawHead(paper: Paper, columns: readonly Column[], widths: readonly number[]): void {
  const { pdf } = paper;
  const total = widths.reduce((sum, width) => sum + width, 0);
  pdf.rect(margin, paper.y, total, headHeight).fill(ink.fill);
  let x = margin;
  columns.forEach((column, i) => {
    const width = (widths[i] ?? 0) - 2.6 * mm;
    pdf.font('bold').fontSize(size);
    const words = headingOf(column).split(' ');
    const lines: string[] = [''];
    for (const word of words) {
      const joined = `${lines.at(-1)} ${word}`.trim();
      if (pdf.widthOfString(joined) <= width || lines.at(-1) === '' || lines.length === 2) lines[lines.length - 1] = joined;
      else lines.push(word);
    }
    lines.forEach((text, k) => {
      line(pdf, text, x + 1.3 * mm, paper.y + headHeight - (lines.length - k) * 3.4 * mm - 0.6 * mm, width, {
        size,
        font: 'bold',
        align: column.type === 'number' ? 'right' : 'left',
      });
    });
    x += widths[i] ?? 0;
  });
  paper.y += headHeight;
}

/** Draws at most `most` rows and says how many more there are. */
export function drawTable(paper: Paper, table: Table, most = 2000): void {
  if (table.rows.length === 0) return;
  const { pdf } = paper;
  const widths = widthsOf(paper, table);
  const total = widths.reduce((sum, width) => sum + width, 0);
  ensureRoom(paper, headHeight + 4 * rowHeight);
  drawHead(paper, table.columns, widths);
  for (const row of table.rows.slice(0, most)) {
    if (paper.y + rowHeight > bottomOf(pdf)) {
      newTextPage(paper, pdf.page.width > pdf.page.height ? 'landscape' : 'portrait');
      drawHead(paper, table.columns, widths);
    }
    let x = margin;
    table.columns.forEach((column, i) => {
      const align = column.type === 'number' ? 'right' : 'left';
      line(pdf, cellText(column, row[i]), x + 1.3 * mm, paper.y + 1.1 * mm, (widths[i] ?? 0) - 2.6 * mm, { size, align });
      x += widths[i] ?? 0;
    });
    paper.y += rowHeight;
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
