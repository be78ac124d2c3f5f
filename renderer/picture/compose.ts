/** Puts the title block below a picture of the view, and legend and names over it, at the picture's own sharpness. */
import { drawLegend, type LegendState } from './draw-legend.ts';
import { Pen, type Tokens } from './pen.ts';
import type { TitleBlock } from './title-block.ts';

/** Height of the title block in CSS pixels. */
export const titleHeight = 56;
const side = 16;
const edge = 12;

/** A text on a small plate over the view, in CSS pixels from its upper left. */
export interface Plate {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly lines: readonly string[];
  /** Token of its frame. */
  readonly frame: string;
}

export interface Sheet {
  /** Of the view, in CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly title: TitleBlock;
  readonly legend?: LegendState | undefined;
  readonly plates: readonly Plate[];
}

function drawTitle(pen: Pen, { title, width, height }: Sheet): void {
  const { context } = pen;
  context.fillStyle = pen.colour('panel');
  context.fillRect(0, height, width, titleHeight);
  context.fillStyle = pen.colour('line');
  context.fillRect(0, height, width, 1);
  const [first, second] = [height + 20, height + 38];
  // Right: what it may be used for. Never left out, however narrow the picture is.
  const status = { size: 12, weight: 600, colour: title.isFinal ? 'ok' : 'warn', align: 'right' } as const;
  const small = { size: 11, colour: 'muted' } as const;
  const right = Math.max(pen.width(title.status, status), Math.min(pen.width(title.revision, small), width / 3));
  pen.text(title.status, width - side, first, status);
  pen.text(pen.fitted(title.revision, right, small), width - side, second, { ...small, align: 'right' });
  const room = width - 2 * side - right - 24;
  const left = Math.min(room * 0.55, Math.max(pen.width(title.name, { size: 14, weight: 600 }), pen.width(title.project, small)));
  const name = { size: 14, weight: 600, colour: 'strong' } as const;
  pen.text(pen.fitted(title.name, left, name), side, first, name);
  pen.text(pen.fitted(title.project, left, small), side, second, small);
  const middle = side + left + 32;
  const left_over = room - left - 32;
  if (left_over < 40) return;
  pen.text(pen.fitted(title.scenario, left_over), middle, first);
  pen.text(pen.fitted(title.conditions, left_over, small), middle, second, small);
}

/** Draws everything round the picture. */
export function drawSheet(pen: Pen, sheet: Sheet): void {
  for (const { x, y, width, height, lines, frame } of sheet.plates) {
    pen.box(x, y, width, height, 'raised', frame, 4);
    lines.forEach((line, i) => {
      pen.text(line, x + width / 2, y + (height * (i + 0.5)) / lines.length, { size: 11, colour: 'strong', align: 'center' });
    });
  }
  if (sheet.legend) drawLegend(pen, sheet.legend, sheet.width - edge, sheet.height - edge);
  drawTitle(pen, sheet);
}

/** @param picture of the view, in device pixels */
export function composed(picture: HTMLCanvasElement, sheet: Sheet, colour: Tokens): HTMLCanvasElement {
  const sharpness = picture.width / sheet.width;
  const canvas = document.createElement('canvas');
  canvas.width = picture.width;
  canvas.height = picture.height + Math.round(titleHeight * sharpness);
  const context = canvas.getContext('2d');
  if (!context) return picture;
  context.drawImage(picture, 0, 0);
  context.scale(sharpness, sharpness);
  drawSheet(new Pen(context, colour), { ...sheet, height: picture.height / sharpness });
  return canvas;
}
