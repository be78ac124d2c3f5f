/** The right edge of a sheet: north, scale bar, legend and title block. */
import { type PlanLayer, planLayers } from '../../../shared/export/plan/plan.ts';
import { titleLines } from '../../../shared/export/plan/title.ts';
import { ink, line, mm, type Paper } from './paper.ts';
import { blockWidth, frame, type View } from './view.ts';

/** The rows of a title block, from the lower right corner of a sheet upwards. */
export function drawTitleRows(
  { pdf, site, input }: Paper,
  { x, right, bottom }: { readonly x: number; readonly right: number; readonly bottom: number },
  sheet: { readonly number: string; readonly title: string },
  [sizeLabel, size]: readonly [string, string],
): void {
  let y = bottom;
  const row = (height: number, label: string, text: string, size: number, colour: string = ink.text) => {
    y -= height;
    pdf.moveTo(x, y).lineTo(right, y).lineWidth(0.35).strokeColor(ink.text).stroke();
    line(pdf, label, x + 2 * mm, y + 1.2 * mm, right - x - 4 * mm, { size: 5.5, colour: ink.soft });
    line(pdf, text, x + 2 * mm, y + 3.8 * mm, right - x - 4 * mm, { size, font: 'bold', colour });
  };
  const facts = new Map(titleLines(site, input.version));
  row(9 * mm, 'Made by', facts.get('Made by') ?? '', 7);
  row(11 * mm, 'Status', facts.get('Status') ?? '', 9, site.status === 'for-construction' ? ink.text : ink.error);
  row(11 * mm, 'Revision', `${site.revision}, ${site.date}`, 9);
  row(11 * mm, sizeLabel, size, 9);
  row(11 * mm, 'Drawn', site.author, 9);
  row(12 * mm, 'Drawing number', sheet.number, 12);
  row(11 * mm, 'Title', sheet.title, 9);
  row(11 * mm, 'Project', site.projectNumber, 9);
  row(13 * mm, 'Design', site.name, 11);
}

export function drawTitleBlock(
  paper: Paper,
  view: View,
  sheet: { readonly number: string; readonly title: string },
  used: ReadonlySet<PlanLayer>,
): void {
  const { pdf } = paper;
  const x = frame.right - blockWidth;
  pdf
    .rect(frame.left, frame.top, frame.right - frame.left, frame.bottom - frame.top)
    .lineWidth(1)
    .strokeColor(ink.text)
    .stroke();
  pdf.moveTo(x, frame.top).lineTo(x, frame.bottom).lineWidth(0.7).stroke();
  drawTitleRows(paper, { x, right: frame.right, bottom: frame.bottom }, sheet, ['Scale at A3', `1:${view.scale}`]);
  // North is up on every sheet.
  const [nx, ny] = [x + blockWidth / 2, frame.top + 16 * mm];
  pdf
    .moveTo(nx, ny - 9 * mm)
    .lineTo(nx + 3.4 * mm, ny + 5 * mm)
    .lineTo(nx, ny + 2 * mm)
    .lineTo(nx - 3.4 * mm, ny + 5 * mm)
    .closePath()
    .lineWidth(0.6)
    .fillAndStroke(ink.fill, ink.text);
  line(pdf, 'N', nx - 4 * mm, ny + 6 * mm, 8 * mm, { size: 9, font: 'bold', align: 'center' });
  drawScaleBar(view, x + 4 * mm, frame.top + 33 * mm);
  let at = frame.top + 46 * mm;
  line(pdf, 'Legend', x + 4 * mm, at, 50 * mm, { size: 7, font: 'bold' });
  at += 5 * mm;
  for (const [name, { title, ink: colour }] of Object.entries(planLayers)) {
    if (!used.has(name as PlanLayer)) continue;
    pdf
      .moveTo(x + 4 * mm, at + 1.4 * mm)
      .lineTo(x + 12 * mm, at + 1.4 * mm)
      .lineWidth(1.2)
      .strokeColor(colour)
      .stroke();
    line(pdf, `${title}`, x + 14 * mm, at, 44 * mm, { size: 6.5 });
    at += 4.2 * mm;
  }
  ['Dimensions in millimetres.', 'Thick edge: front. Dashed: overhead.'].forEach((text, i) => {
    line(pdf, text, x + 4 * mm, at + (2 + 3 * i) * mm, blockWidth - 8 * mm, { size: 5.8, colour: ink.soft });
  });
}

/** Four fields of a round length. */
function drawScaleBar(view: View, x: number, y: number): void {
  const { pdf, scale } = view;
  const field_m = [0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].find((length) => (length * 1000 * mm) / scale >= 8 * mm) ?? 1000;
  const field = (field_m * 1000 * mm) / scale;
  for (let i = 0; i < 4; i++)
    pdf
      .rect(x + i * field, y, field, 1.6 * mm)
      .lineWidth(0.4)
      .fillAndStroke(i % 2 === 0 ? ink.text : '#ffffff', ink.text);
  for (const i of [0, 2, 4])
    line(pdf, `${Math.round(field_m * i * 10) / 10}${i === 4 ? ' m' : ''}`, x + i * field - 8 * mm, y + 2.4 * mm, 16 * mm, {
      size: 6,
      align: 'center',
    });
}
