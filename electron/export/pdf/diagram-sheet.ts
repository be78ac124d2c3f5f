/** One-line and P&ID as printable sheets of a usual size, with frame, legend and title block. */
import type { Primitive } from '../../../shared/diagram/art.ts';
import { type DiagramDrawing, diagramDrawing, diagramSheets } from '../../../shared/diagram/drawing.ts';
import type { DiagramKind } from '../../../shared/diagram/graph.ts';
import { keySize } from '../../../shared/diagram/legend.ts';
import { paper as colours } from '../../../shared/diagram/svg.ts';
import { lossOf, placedDiagrams } from '../../../shared/export/diagram/placed.ts';
import type { ExportFile, ExportInput } from '../../../shared/export/exporter.ts';
import { bytesOfPaper, line, mm, newPaper, type Paper, printable, ink as reportInk } from './paper.ts';
import { drawTitleRows } from './title-block.ts';
import { blockWidth } from './view.ts';

/** Landscape, ISO 216, millimetres. */
const sizes = [
  { name: 'A3', width_mm: 420, height_mm: 297 },
  { name: 'A2', width_mm: 594, height_mm: 420 },
  { name: 'A1', width_mm: 841, height_mm: 594 },
  { name: 'A0', width_mm: 1189, height_mm: 841 },
] as const;
/** Points of paper for a pixel of the drawing, below which its smallest text cannot be read: 8.5 pixels are 1.8 mm. */
const leastScale = 0.6;
const mostScale = 1;
const edge = 12 * mm;

function sheetFor({ bounds }: DiagramDrawing) {
  const room = ({ width_mm, height_mm }: (typeof sizes)[number]) => ({
    width: width_mm * mm - 2 * edge - blockWidth - 8 * mm,
    height: height_mm * mm - 2 * edge - 8 * mm,
  });
  const scaleOn = (size: (typeof sizes)[number]) => Math.min(room(size).width / bounds.width, room(size).height / bounds.height);
  const size = sizes.find((each) => scaleOn(each) >= leastScale) ?? sizes[3];
  return { size, scale: Math.min(mostScale, scaleOn(size)), room: room(size) };
}

function draw(pdf: PDFKit.PDFDocument, primitive: Primitive): void {
  if (primitive.type === 'text') {
    const { at, text, size, weight, anchor, ink } = primitive;
    pdf
      .font(weight === 'semibold' ? 'bold' : 'regular')
      .fontSize(size)
      .fillColor(colours[ink]);
    const shown = printable(text);
    const width = pdf.widthOfString(shown);
    pdf.text(shown, at.x - (anchor === 'middle' ? width / 2 : anchor === 'end' ? width : 0), at.y, {
      lineBreak: false,
      baseline: 'alphabetic',
    });
    return;
  }
  const { ink, width, fill = 'none' } = primitive;
  if (primitive.type === 'line') {
    primitive.points.forEach(({ x, y }, i) => {
      if (i === 0) pdf.moveTo(x, y);
      else pdf.lineTo(x, y);
    });
    if (primitive.closed) pdf.closePath();
  } else if (primitive.type === 'circle') pdf.circle(primitive.at.x, primitive.at.y, primitive.radius);
  else if (primitive.type === 'box') {
    const { x, y, width: w, height: h } = primitive.box;
    pdf.roundedRect(x, y, w, h, Math.min(primitive.round, w / 2, h / 2));
  } else arc(pdf, primitive);
  const stroked = width > 0 && ink !== 'none';
  pdf.lineWidth(width).lineCap('round').lineJoin('round');
  if (fill !== 'none' && stroked) pdf.fillAndStroke(colours[fill], colours[ink]);
  else if (fill !== 'none') pdf.fill(colours[fill]);
  else if (stroked) pdf.stroke(colours[ink]);
  else pdf.path('');
}

/** Short chords: an arc here is a hop or a part of a symbol, a few pixels across. */
function arc(pdf: PDFKit.PDFDocument, { at, radius, from_deg, to_deg }: Extract<Primitive, { type: 'arc' }>): void {
  const steps = 16;
  for (let i = 0; i <= steps; i++) {
    const angle = ((from_deg + ((to_deg - from_deg) * i) / steps) * Math.PI) / 180;
    const [x, y] = [at.x + radius * Math.cos(angle), at.y - radius * Math.sin(angle)];
    if (i === 0) pdf.moveTo(x, y);
    else pdf.lineTo(x, y);
  }
}

function drawSheet(paper: Paper, kind: DiagramKind, drawing: DiagramDrawing): void {
  const { pdf, input } = paper;
  const { size, scale, room } = sheetFor(drawing);
  const [width, height] = [size.width_mm * mm, size.height_mm * mm];
  pdf.addPage({ size: [width, height], margin: 0 });
  const { bounds, primitives, legend } = drawing;
  pdf
    .save()
    .translate(edge + 4 * mm + (room.width - bounds.width * scale) / 2, edge + 4 * mm + (room.height - bounds.height * scale) / 2)
    .scale(scale)
    .translate(-bounds.x, -bounds.y);
  for (const primitive of primitives) draw(pdf, primitive);
  pdf.restore();
  const [right, bottom] = [width - edge, height - edge];
  const x = right - blockWidth;
  pdf
    .rect(edge, edge, right - edge, bottom - edge)
    .lineWidth(1)
    .stroke(reportInk.text);
  pdf.moveTo(x, edge).lineTo(x, bottom).lineWidth(0.7).stroke(reportInk.text);
  const sheet = diagramSheets[kind];
  drawTitleRows(paper, { x, right, bottom }, sheet, ['Sheet', size.name]);
  let y = edge + 6 * mm;
  line(pdf, 'Legend', x + 4 * mm, y, 50 * mm, { size: 7, font: 'bold' });
  const keyWidth = 8 * mm;
  for (const { mark, text } of legend) {
    y += 5 * mm;
    pdf
      .save()
      .translate(x + 4 * mm, y - 0.6 * mm)
      .scale(keyWidth / keySize.width);
    for (const primitive of mark) draw(pdf, primitive);
    pdf.restore();
    const width = blockWidth - keyWidth - 10 * mm;
    line(pdf, text, x + keyWidth + 6 * mm, y, width, { size: 6.5 });
  }
  line(pdf, `Values of: ${input.analysis.scenario.title}`, x + 4 * mm, y + 7 * mm, blockWidth - 8 * mm, { size: 6.5 });
}

/** `diagrams/one-line.pdf` and `diagrams/p-and-id.pdf`. */
export async function diagramSheetFiles(input: ExportInput): Promise<readonly ExportFile[]> {
  const files: ExportFile[] = [];
  for (const { kind, placed } of await placedDiagrams(input.document)) {
    const paper = newPaper(input, diagramSheets[kind].title.toLowerCase());
    drawSheet(paper, kind, diagramDrawing(placed, { analysis: input.analysis, lost: lossOf(input) }));
    files.push({ path: `diagrams/${kind}.pdf`, bytes: await bytesOfPaper(paper) });
  }
  return files;
}
