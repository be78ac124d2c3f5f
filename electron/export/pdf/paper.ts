/** A PDF document with the report's type, colours and page furniture. Lengths in points (1/72 inch) unless named mm. */
import PDFDocument from 'pdfkit';
import { siteOf } from '../../../shared/document/document.ts';
import type { Site } from '../../../shared/document/records.ts';
import type { ExportInput } from '../../../shared/export/exporter.ts';
import { describeStatus } from '../../../shared/export/readme.ts';
import { reportFonts } from './fonts.ts';

export const mm = 72 / 25.4;
export const margin = 16 * mm;
export const ink = {
  text: '#1b2127',
  soft: '#5a6670',
  rule: '#c9d0d6',
  fill: '#eef1f3',
  accent: '#1668b8',
  error: '#b3261e',
  warning: '#9a6700',
  note: '#5a6670',
} as const;

export interface Paper {
  readonly pdf: PDFKit.PDFDocument;
  readonly site: Site;
  readonly input: ExportInput;
  /** Where the next thing goes on a text page. */
  y: number;
}

/** A fixed moment from the site's own date: no clock is read, so the same design gives the same bytes. */
function creationDate(site: Site): Date {
  const date = new Date(`${site.date}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || date.getUTCFullYear() < 1980 ? new Date(Date.UTC(1980, 0, 1)) : date;
}

/** Characters that the typeface cannot show or that would break a line become a blank. */
export const printable = (text: string): string => text.replace(/\p{Cc}+/gu, ' ');

/** @param what the document is, for its title */
export function newPaper(input: ExportInput, what = 'report'): Paper {
  const site = siteOf(input.document);
  const date = creationDate(site);
  const pdf = new PDFDocument({
    size: 'A4',
    margin: 0,
    autoFirstPage: false,
    bufferPages: true,
    compress: true,
    pdfVersion: '1.7',
    lang: 'en',
    displayTitle: true,
    info: {
      Title: printable(`${site.name}: ${what}`),
      Author: printable(site.author),
      Producer: `Headroom ${input.version}`,
      Creator: 'Headroom',
      CreationDate: date,
      ModDate: date,
    },
  });
  const { regular, bold } = reportFonts();
  pdf.registerFont('regular', regular);
  pdf.registerFont('bold', bold);
  return { pdf, site, input, y: 0 };
}

export const bottomOf = (pdf: PDFKit.PDFDocument): number => pdf.page.height - margin - 8 * mm;
export const widthOf = (pdf: PDFKit.PDFDocument): number => pdf.page.width - 2 * margin;

export function newTextPage(paper: Paper, layout: 'portrait' | 'landscape' = 'portrait'): void {
  paper.pdf.addPage({ size: 'A4', layout, margin: 0 });
  paper.y = margin;
}

/** Starts a new page when less than this height is left. */
export function ensureRoom(paper: Paper, height: number): void {
  if (paper.y + height > bottomOf(paper.pdf)) newTextPage(paper, paper.pdf.page.width > paper.pdf.page.height ? 'landscape' : 'portrait');
}

interface LineOptions {
  readonly size?: number;
  readonly font?: 'regular' | 'bold';
  readonly colour?: string;
  readonly align?: 'left' | 'right' | 'center';
}

/** One line of text in a box; too long a text is cut with an ellipsis, never wrapped. */
export function line(pdf: PDFKit.PDFDocument, text: string, x: number, y: number, width: number, options: LineOptions = {}): void {
  const { size = 8.5, font = 'regular', colour = ink.text, align = 'left' } = options;
  pdf.font(font).fontSize(size).fillColor(colour);
  let shown = printable(text);
  if (pdf.widthOfString(shown) > width + 0.01) {
    while (shown.length > 1 && pdf.widthOfString(`${shown}…`) > width) shown = shown.slice(0, -1);
    shown = `${shown.trimEnd()}…`;
  }
  const slack = width - pdf.widthOfString(shown);
  pdf.text(shown, x + (align === 'right' ? slack : align === 'center' ? slack / 2 : 0), y, { lineBreak: false });
}

export function heading(paper: Paper, text: string): void {
  ensureRoom(paper, 22 * mm);
  paper.y += 6 * mm;
  line(paper.pdf, text, margin, paper.y, widthOf(paper.pdf), { size: 13, font: 'bold' });
  paper.y += 7.5 * mm;
}

export function paragraph(paper: Paper, text: string, colour: string = ink.text): void {
  const { pdf } = paper;
  pdf.font('regular').fontSize(8.5).fillColor(colour);
  const height = pdf.heightOfString(printable(text), { width: widthOf(pdf), lineGap: 1.5 });
  ensureRoom(paper, height);
  pdf
    .fillColor(colour)
    .font('regular')
    .fontSize(8.5)
    .text(printable(text), margin, paper.y, { width: widthOf(pdf), lineGap: 1.5 });
  paper.y += height + 2 * mm;
}

/** Name, revision, status and page number at the foot of every text page; drawing sheets have their title block. */
export function addFooters(paper: Paper, isSheet: (page: number) => boolean): void {
  const { pdf, site } = paper;
  const { start, count } = pdf.bufferedPageRange();
  for (let page = start; page < start + count; page++) {
    pdf.switchToPage(page);
    if (isSheet(page)) continue;
    const y = pdf.page.height - margin + 1 * mm;
    pdf
      .moveTo(margin, y - 2 * mm)
      .lineTo(pdf.page.width - margin, y - 2 * mm)
      .lineWidth(0.4)
      .strokeColor(ink.rule)
      .stroke();
    const text = [site.name, site.projectNumber, `revision ${site.revision}`, site.date, describeStatus(site.status)].join('   ');
    line(pdf, text, margin, y, widthOf(pdf) - 30 * mm, { size: 7, colour: ink.soft });
    line(pdf, `${page + 1} of ${count}`, pdf.page.width - margin - 30 * mm, y, 30 * mm, { size: 7, colour: ink.soft, align: 'right' });
  }
}

/** Ends the document and gives its bytes. */
export async function bytesOfPaper({ pdf }: Paper): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => {
    pdf.on('end', resolve);
    pdf.on('error', reject);
  });
  pdf.end();
  await ended;
  return new Uint8Array(Buffer.concat(chunks));
}
