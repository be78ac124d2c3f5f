/** The legend of the overlay as the window shows it, drawn into a picture. */
import type { LegendFigures, LegendMark } from '../scene/legend-figures.ts';
import type { Pen } from './pen.ts';

const width = 265;
const [side, top, foot] = [12, 10, 10];
const inner = width - 2 * side;
const line = 18;

export interface LegendState {
  readonly figures: LegendFigures;
  /** The figures belong to an earlier state of the design. */
  readonly stale: boolean;
  /** Colour of a class, as the scene draws it. */
  classColour(name: NonNullable<LegendFigures['classes']>[number]['of']['colour']): string;
}

interface Line {
  readonly title: string;
  readonly count: number;
  readonly colour?: string;
  readonly isGhost: boolean;
}

function linesOf({ figures, classColour }: LegendState): readonly Line[] {
  const classes = (figures.classes ?? []).flatMap(({ of, count, ghosts }): Line[] => {
    const colour = classColour(of.colour);
    const own = { title: of.title, colour, isGhost: of.isGhost === true, count: of.isGhost ? ghosts : count };
    return of.ghostTitle && ghosts > 0 ? [own, { title: `${of.title}: ${of.ghostTitle}`, colour, isGhost: true, count: ghosts }] : [own];
  });
  return figures.missing > 0 ? [...classes, { title: 'No value', count: figures.missing, isGhost: true }] : classes;
}

/** Keeps a centred text inside the legend. */
function drawMark(pen: Pen, { at, text }: LegendMark, x: number, y: number, colour: string, weight: 400 | 600 = 400): void {
  const style = { size: 11, colour, weight } as const;
  const half = pen.width(text, style) / 2;
  const middle = Math.min(Math.max(x + at * inner, x + half), x + inner - half);
  pen.text(text, middle, y, { ...style, align: 'center' });
}

function drawRamp(pen: Pen, { ramp, ticks, limit, value }: LegendFigures, x: number, y: number): void {
  const { context } = pen;
  const bar = y + 24;
  if (limit) drawMark(pen, limit, x, y + 10, 'text');
  if (value) drawMark(pen, value, x, y + 10, 'accent-text', 600);
  const gradient = context.createLinearGradient(x, 0, x + inner, 0);
  ramp.forEach((colour, i) => {
    gradient.addColorStop(i / Math.max(1, ramp.length - 1), colour);
  });
  context.beginPath();
  context.roundRect(x, bar, inner, 7, 2);
  context.fillStyle = gradient;
  context.fill();
  if (limit) {
    context.fillStyle = pen.colour('strong');
    context.fillRect(x + limit.at * inner - 1, bar - 4, 2, 15);
  }
  if (value) {
    const at = x + value.at * inner;
    context.beginPath();
    context.moveTo(at - 4, bar - 4);
    context.lineTo(at + 4, bar - 4);
    context.lineTo(at, bar);
    context.closePath();
    context.fillStyle = pen.colour('accent-text');
    context.fill();
  }
  for (const tick of ticks) drawMark(pen, tick, x, bar + 16, 'muted');
}

/** @returns its height in CSS pixels */
export function legendHeight(state: LegendState): number {
  const { figures, stale } = state;
  return top + line + (figures.classes ? 0 : 48) + linesOf(state).length * line + (stale ? line : 0) + foot;
}

/** Draws the legend with its lower right corner at a place. */
export function drawLegend(pen: Pen, state: LegendState, right: number, bottom: number): void {
  const { figures, stale } = state;
  const height = legendHeight(state);
  const [x, y] = [right - width, bottom - height];
  pen.box(x, y, width, height, 'panel', 'line');
  const left = x + side;
  const unitWidth = pen.width(figures.unit, { colour: 'muted' });
  pen.text(pen.fitted(figures.title, inner - unitWidth - 8), left, y + top + line / 2 - 1);
  pen.text(figures.unit, left + inner, y + top + line / 2 - 1, { colour: 'muted', align: 'right' });
  let at = y + top + line;
  if (!figures.classes) {
    if (figures.isEmpty) pen.text('No results for this quantity', left, at + 16, { size: 11, colour: 'muted' });
    else drawRamp(pen, figures, left, at);
    at += 48;
  }
  const { context } = pen;
  for (const { title, count, colour, isGhost } of linesOf(state)) {
    const swatch = colour ?? pen.colour('muted');
    context.beginPath();
    context.roundRect(left + 0.5, at + 3.5, 11, 11, 2);
    context.fillStyle = swatch;
    context.globalAlpha = isGhost ? 0.24 : 1;
    context.fill();
    context.globalAlpha = 1;
    context.strokeStyle = swatch;
    context.stroke();
    pen.text(title, left + 20, at + line / 2);
    pen.text(String(count), left + inner, at + line / 2, { align: 'right', colour: count === 0 ? 'muted' : 'text' });
    at += line;
  }
  if (stale) pen.text('Out of date: the design was changed since', left, at + line / 2, { size: 11, colour: 'warn' });
}
