/** The window of a drawing sheet: frame, scale, and how metres become points on paper. */
import type { Point } from '../../../shared/document/records.ts';
import { mm, printable } from './paper.ts';

export const frame = { left: 12 * mm, top: 10 * mm, right: 410 * mm, bottom: 287 * mm };
export const blockWidth = 62 * mm;
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

export interface View {
  readonly pdf: PDFKit.PDFDocument;
  readonly scale: number;
  /** Metres to points on paper. */
  at(point: Point): [x: number, y: number];
  readonly window: Window;
}

export const inside = ({ low_m, high_m }: Window, points: readonly Point[]): boolean =>
  points.some(([x]) => x >= low_m[0]) &&
  points.some(([x]) => x <= high_m[0]) &&
  points.some(([, y]) => y >= low_m[1]) &&
  points.some(([, y]) => y <= high_m[1]);

export function path(view: View, points: readonly Point[], closed: boolean): PDFKit.PDFDocument {
  points.forEach((point, i) => {
    const [x, y] = view.at(point);
    if (i === 0) view.pdf.moveTo(x, y);
    else view.pdf.lineTo(x, y);
  });
  return closed ? view.pdf.closePath() : view.pdf;
}

/** Text centred on a place, turned with the drawing. Nothing is written smaller than can be read. */
export function label(
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

/** Paper under a text, so that lines do not run through it. */
export function halo(view: View, place: Point, width: number, size: number, turn_deg: number): void {
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
