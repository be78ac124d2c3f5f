/** A drawing sheet on A3: frame, title block, legend, north arrow, scale bar, and the plan clipped to its window. */
import type { Point } from '../../../shared/document/records.ts';
import type { PlanDimension } from '../../../shared/export/plan/dimensions.ts';
import { type Plan, type PlanBody, type PlanLayer, planLayers } from '../../../shared/export/plan/plan.ts';
import { titleLines } from '../../../shared/export/plan/title.ts';
import { ink, line, mm, type Paper, printable } from './paper.ts';

const frame = { left: 12 * mm, top: 10 * mm, right: 410 * mm, bottom: 287 * mm };
const blockWidth = 62 * mm;
const scales = [20, 50, 100, 200, 250, 500, 1000, 2000, 2500, 5000, 10_000, 20_000, 50_000];

export interface Window {
  readonly low_m: Point;
  readonly high_m: Point;
}

/** The largest usual scale at which the window fits the sheet. */
export function scaleFor({ low_m, high_m }: Window): number {
  const [width, height] = [frame.right - frame.left - blockWidth - 8 * mm, frame.bottom - frame.top - 8 * mm];
  return (
    scales.find(
      (scale) => ((high_m[0] - low_m[0]) * 1000 * mm) / scale <= width && ((high_m[1] - low_m[1]) * 1000 * mm) / scale <= height,
    ) ?? 100_000
  );
}

interface View {
  readonly pdf: PDFKit.PDFDocument;
  readonly scale: number;
  /** Metres to points on paper. */
  at(point: Point): [x: number, y: number];
  readonly window: Window;
}

const inside = ({ low_m, high_m }: Window, points: readonly Point[]): boolean =>
  points.some(([x]) => x >= low_m[0]) &&
  points.some(([x]) => x <= high_m[0]) &&
  points.some(([, y]) => y >= low_m[1]) &&
  points.some(([, y]) => y <= high_m[1]);

function path(view: View, points: readonly Point[], closed: boolean): PDFKit.PDFDocument {
  points.forEach((point, i) => {
    const [x, y] = view.at(point);
    if (i === 0) view.pdf.moveTo(x, y);
    else view.pdf.lineTo(x, y);
  });
  return closed ? view.pdf.closePath() : view.pdf;
}

/** Text centred on a place, turned with the drawing. Nothing is written smaller than can be read. */
function label(
  view: View,
  text: string,
  place: Point,
  size: number,
  turn_deg: number,
  colour: string,
  font: 'regular' | 'bold' = 'regular',
): void {
  const { pdf } = view;
  const [x, y] = view.at(place);
  const shown = printable(text);
  pdf.save().font(font).fontSize(size).fillColor(colour);
  pdf.rotate(-turn_deg, { origin: [x, y] });
  pdf.text(shown, x - pdf.widthOfString(shown) / 2, y - 0.36 * size - 0.12 * size, { lineBreak: false });
  pdf.restore();
}

const leastText = 1.9;

function drawBody(view: View, body: PlanBody): void {
  const { ink: colour } = planLayers[body.layer];
  if (body.overhead) {
    path(view, body.outline_m, true).lineWidth(0.3).dash(2, { space: 1 }).strokeColor(colour).stroke().undash();
    return;
  }
  path(view, body.outline_m, true)
    .lineWidth(0.35)
    .fillAndStroke(body.layer === 'I-RACK' ? '#e8eef6' : '#f3f5f6', colour);
  // The bar along the front shows which way the equipment faces.
  const [a, b] = body.outline_m as [Point, Point];
  path(view, [a, b], false).lineWidth(1).strokeColor(colour).stroke();
}

/** The tag on top of everything, as large as the body allows; overhead equipment has it near its end. */
function drawTag(view: View, body: PlanBody): void {
  const { pdf } = view;
  const long = body.depth_m > body.width_m;
  const turn = (((body.yaw_deg + (long ? 90 : 0)) % 180) + 180) % 180;
  const toPoints = (metres: number) => (metres * 1000 * mm) / view.scale;
  const [length, across] = long ? [body.depth_m, body.width_m] : [body.width_m, body.depth_m];
  pdf.font('regular').fontSize(1);
  const textWidth = Math.max(pdf.widthOfString(printable(body.tag)), 0.1);
  const size = Math.min(7, (body.overhead ? 1 : 0.62) * toPoints(across), ((body.overhead ? 0.5 : 0.92) * toPoints(length)) / textWidth);
  // A small body may have a tag that is longer than itself, up to three times.
  const small = leastText * textWidth <= 3 * toPoints(length) ? leastText : 0;
  const shown = Math.max(size > 4.5 && body.overhead ? 4.5 : size, small);
  if (shown < leastText) return;
  const angle = (turn * Math.PI) / 180;
  const back = body.overhead && size >= leastText ? length / 2 - ((shown * textWidth) / 2 / mm / 1000) * view.scale : 0;
  const place: Point = [body.at_m[0] - back * Math.cos(angle), body.at_m[1] - back * Math.sin(angle)];
  halo(view, place, shown * textWidth, shown, turn);
  label(view, body.tag, place, shown, turn, planLayers[body.layer].ink);
}

/** Paper under a text, so that lines do not run through it. */
function halo(view: View, place: Point, width: number, size: number, turn_deg: number): void {
  const { pdf } = view;
  const [x, y] = view.at(place);
  pdf.save().rotate(-turn_deg, { origin: [x, y] });
  pdf
    .rect(x - width / 2 - 0.4, y - size / 2, width + 0.8, size)
    .fillColor('#ffffff')
    .fillOpacity(0.8)
    .fill();
  pdf.fillOpacity(1).restore();
}

function drawDimension(view: View, { from_m, to_m, offset_m, length_m }: PlanDimension): void {
  const { pdf, scale } = view;
  const onPaper = (length_m * 1000 * mm) / scale;
  if (onPaper < 8) return;
  const { ink: colour } = planLayers['A-ANNO-DIMS'];
  const [ux, uy] = [(to_m[0] - from_m[0]) / length_m, (to_m[1] - from_m[1]) / length_m];
  // Offsets are stated for 1:100; on other scales they keep their size on paper.
  const by = offset_m * (scale / 100);
  const shift = ([x, y]: Point, distance: number): Point => [x - uy * distance, y + ux * distance];
  const [a, b] = [shift(from_m, by), shift(to_m, by)];
  path(view, [a, b], false).lineWidth(0.3).strokeColor(colour).stroke();
  const tick = (1.1 / 1000) * scale;
  for (const [end, foot] of [
    [a, from_m],
    [b, to_m],
  ] as const) {
    if (by !== 0) path(view, [foot, end], false).lineWidth(0.2).stroke();
    path(
      view,
      [
        [end[0] - tick * (ux - uy), end[1] - tick * (uy + ux)],
        [end[0] + tick * (ux - uy), end[1] + tick * (uy + ux)],
      ],
      false,
    )
      .lineWidth(0.5)
      .stroke();
  }
  const upright = Math.abs(uy) > 0.7;
  label(
    view,
    String(Math.round(length_m * 1000)),
    shift([(a[0] + b[0]) / 2, (a[1] + b[1]) / 2], (upright ? 1.5 : 1.5) * (scale / 1000)),
    4.6,
    upright ? 90 : 0,
    colour,
  );
  pdf.strokeColor(colour);
}

function drawGrid(view: View, plan: Plan): void {
  const { pdf, window, scale } = view;
  const radius = 3.2 * mm;
  const reach = (9 / 1000) * scale;
  const { ink: colour } = planLayers['A-GRID'];
  for (const { direction, at_m, label: name } of plan.axes) {
    const across = direction === 'x';
    const [low, high] = across ? [window.low_m[0], window.high_m[0]] : [window.low_m[1], window.high_m[1]];
    if (at_m < low || at_m > high) continue;
    const start: Point = across ? [at_m, window.low_m[1] + reach / 2] : [window.low_m[0] + reach / 2, at_m];
    const end: Point = across ? [at_m, window.high_m[1]] : [window.high_m[0], at_m];
    path(view, [start, end], false).lineWidth(0.25).strokeColor(colour).dash(6, { space: 2 }).stroke().undash();
    const [x, y] = view.at(start);
    pdf.circle(x, y, radius).lineWidth(0.4).fillAndStroke('#ffffff', colour);
    label(view, name, start, 6.5, 0, ink.text);
  }
}

function drawTitleBlock(
  paper: Paper,
  view: View,
  sheet: { readonly number: string; readonly title: string },
  used: ReadonlySet<PlanLayer>,
): void {
  const { pdf, site, input } = paper;
  const x = frame.right - blockWidth;
  pdf
    .rect(frame.left, frame.top, frame.right - frame.left, frame.bottom - frame.top)
    .lineWidth(1)
    .strokeColor(ink.text)
    .stroke();
  pdf.moveTo(x, frame.top).lineTo(x, frame.bottom).lineWidth(0.7).stroke();
  let y = frame.bottom;
  const row = (height: number, label: string, text: string, size: number, colour: string = ink.text) => {
    y -= height;
    pdf.moveTo(x, y).lineTo(frame.right, y).lineWidth(0.35).strokeColor(ink.text).stroke();
    line(pdf, label, x + 2 * mm, y + 1.2 * mm, blockWidth - 4 * mm, { size: 5.5, colour: ink.soft });
    line(pdf, text, x + 2 * mm, y + 3.8 * mm, blockWidth - 4 * mm, { size, font: 'bold', colour });
  };
  const facts = new Map(titleLines(site, input.version));
  row(9 * mm, 'Made by', facts.get('Made by') ?? '', 7);
  row(11 * mm, 'Status', facts.get('Status') ?? '', 9, site.status === 'for-construction' ? ink.text : ink.error);
  row(11 * mm, 'Revision', `${site.revision}, ${site.date}`, 9);
  row(11 * mm, 'Scale at A3', `1:${view.scale}`, 9);
  row(11 * mm, 'Drawn', site.author, 9);
  row(12 * mm, 'Drawing number', sheet.number, 12);
  row(11 * mm, 'Title', sheet.title, 9);
  row(11 * mm, 'Project', site.projectNumber, 9);
  row(13 * mm, 'Design', site.name, 11);
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

/** Draws one sheet of the plan. The window is in metres and stands in the middle of the sheet. */
export function drawSheet(paper: Paper, plan: Plan, window: Window, sheet: { readonly number: string; readonly title: string }): void {
  const { pdf } = paper;
  pdf.addPage({ size: 'A3', layout: 'landscape', margin: 0 });
  const scale = scaleFor(window);
  const [left, right, top, bottom] = [frame.left, frame.right - blockWidth, frame.top, frame.bottom];
  const middle: Point = [(window.low_m[0] + window.high_m[0]) / 2, (window.low_m[1] + window.high_m[1]) / 2];
  const [cx, cy] = [(left + right) / 2, (top + bottom) / 2];
  // What the sheet shows reaches to its frame, beyond the window that was asked for.
  const half: Point = [((right - left) / 2 / mm / 1000) * scale, ((bottom - top) / 2 / mm / 1000) * scale];
  const view: View = {
    pdf,
    scale,
    at: ([x, y]) => [cx + ((x - middle[0]) * 1000 * mm) / scale, cy - ((y - middle[1]) * 1000 * mm) / scale],
    window: { low_m: [middle[0] - half[0], middle[1] - half[1]], high_m: [middle[0] + half[0], middle[1] + half[1]] },
  };
  const used = new Set<PlanLayer>(['A-GRID', 'A-ANNO-DIMS']);
  pdf.save();
  pdf.rect(left, top, right - left, bottom - top).clip();
  for (const room of plan.rooms) {
    if (!inside(view.window, room.outline_m)) continue;
    used.add(room.layer);
    path(view, room.outline_m, true)
      .lineWidth(room.layer === 'A-FLOR' ? 1.1 : 0.3)
      .strokeColor(planLayers[room.layer].ink)
      .stroke();
  }
  drawGrid(view, plan);
  const bodies = plan.bodies.filter(({ outline_m }) => inside(view.window, outline_m));
  for (const overhead of [false, true]) {
    for (const body of bodies) {
      if (body.overhead !== overhead) continue;
      used.add(body.layer);
      drawBody(view, body);
    }
  }
  for (const run of plan.runs) {
    if (!inside(view.window, run.points_m)) continue;
    used.add(run.layer);
    path(view, run.points_m, false)
      .lineWidth(run.layer === 'E-CABL' ? 0.3 : 0.55)
      .strokeColor(planLayers[run.layer].ink)
      .strokeOpacity(0.75)
      .stroke()
      .strokeOpacity(1);
  }
  for (const body of bodies) drawTag(view, body);
  for (const room of plan.rooms) {
    if (room.layer !== 'A-FLOR' || !inside(view.window, room.outline_m)) continue;
    const [x, y] = view.at([Math.min(...room.outline_m.map(([px]) => px)), Math.max(...room.outline_m.map(([, py]) => py))]);
    line(pdf, room.name, x + 1.5 * mm, y + 1.2 * mm, 60 * mm, { size: 7.5, font: 'bold' });
  }
  for (const dimension of plan.dimensions) if (inside(view.window, [dimension.from_m, dimension.to_m])) drawDimension(view, dimension);
  pdf.restore();
  drawTitleBlock(paper, view, sheet, used);
}
