/** Size of each symbol with its texts, and where lines may meet it. Lengths are pixels of the drawing at scale one. */
import type { Diagram, DiagramNode, LoadSection } from './graph.ts';
import { clipped, textWidth, type Weight } from './text-width.ts';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Spot {
  readonly x: number;
  readonly y: number;
}

export type TextRole = 'title' | 'rating' | 'value' | 'device' | 'letter' | 'caption' | 'instrument';

/** A line of text. Where `figure` is set the text comes from the results and `width` is kept free for it. */
export interface TextSlot extends Spot {
  readonly role: TextRole;
  readonly text: string;
  readonly size: number;
  readonly weight: Weight;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly width: number;
  /** Which figure of the symbol is written here. */
  readonly figure?: number;
}

/** An instrument as ISA-5.1 draws it: a bubble with its letters, its figure beside it. */
export interface Bubble extends Spot {
  readonly letters: string;
  readonly figure: number;
}

export const bubbleRadius = 8.5;

/** A symbol with its texts, in coordinates of its own box. */
export interface Shape {
  readonly width: number;
  readonly height: number;
  readonly symbol: Box;
  readonly texts: readonly TextSlot[];
  readonly bubbles: readonly Bubble[];
  /** Track of the loading bar. */
  readonly track?: Box;
  /** One small square per member of a group. */
  readonly cells: readonly Box[];
  readonly card: boolean;
  /** Places of the sections of a card. */
  readonly sections?: readonly Box[];
  /** Room that the layout keeps below the texts, for the bar itself. */
  readonly below?: number;
}

export const sizes = { title: 11.5, rating: 10, value: 10.5, device: 9.5, letter: 9, caption: 11, instrument: 7.5 } as const;
const lineHeight = { title: 14, rating: 12.5, value: 13.5 } as const;

/** Room for the widest usual figure, so that nothing moves when results change. */
const widestValue = '88.88 MW · 188 %';

function text(role: TextRole, content: string, x: number, y: number, options: Partial<TextSlot> = {}): TextSlot {
  const weight = options.weight ?? (role === 'title' ? 'semibold' : 'regular');
  const size = sizes[role];
  return { role, text: content, x, y, size, weight, anchor: 'start', width: textWidth(content, size, weight), ...options };
}

/** Letters of the instruments of a symbol, in the order of its figures from the second on. */
export function instrumentsOf(diagram: Diagram['kind'], { symbol }: DiagramNode): readonly string[] {
  if (diagram !== 'p-and-id') return [];
  switch (symbol) {
    case 'exchanger':
    case 'chiller':
    case 'dry-cooler':
    case 'tower':
    case 'racks':
      return ['TT', 'FT'];
    case 'pump':
      return ['PDT', 'FT'];
    case 'coil':
    case 'header':
      return ['TT'];
    case 'control-valve':
      return ['FT'];
    default:
      return [];
  }
}

const symbolSizes: Readonly<Partial<Record<DiagramNode['symbol'], readonly [number, number]>>> = {
  utility: [24, 24],
  generator: [26, 26],
  transformer: [24, 38],
  ups: [28, 28],
  rectifier: [28, 28],
  transfer: [28, 28],
  battery: [28, 28],
  panel: [26, 24],
  busway: [30, 16],
  exchanger: [44, 44],
  chiller: [44, 38],
  'dry-cooler': [44, 38],
  tower: [44, 40],
  coil: [40, 36],
  pump: [26, 26],
  tank: [26, 44],
  vessel: [22, 30],
  valve: [20, 12],
  'balancing-valve': [20, 14],
  'control-valve': [20, 24],
  'check-valve': [20, 12],
  strainer: [20, 16],
};

export const symbolSize = (symbol: DiagramNode['symbol']): readonly [number, number] => symbolSizes[symbol] ?? [28, 28];

/** How many there are, before what they are. */
export const counted = (count: number, of: string): string => (count > 1 ? `${count} × ${of}` : of);

const titleOf = (node: DiagramNode, width: number) => clipped(node.title, width, sizes.title, 'semibold');

/** Title, rated values and figure as lines of text from the top. */
function block(node: DiagramNode, x: number, top: number, anchor: TextSlot['anchor'], widest: number, figure: boolean): TextSlot[] {
  const lines: TextSlot[] = [];
  let y = top;
  const add = (role: 'title' | 'rating' | 'value', content: string, more: Partial<TextSlot> = {}) => {
    y += lineHeight[role];
    lines.push(text(role, content, x, y - 3, { anchor, ...more }));
  };
  if (node.title !== '') add('title', titleOf(node, widest));
  for (const [i, rating] of node.rating.entries()) {
    const content = i === 0 ? counted(node.records.length, rating) : rating;
    if (content !== '') add('rating', clipped(content, widest, sizes.rating));
  }
  if (figure) add('value', '', { figure: 0, width: textWidth(widestValue, sizes.value) });
  return lines;
}

const widthOf = (texts: readonly TextSlot[]): number => Math.max(0, ...texts.map(({ width }) => width));

/** One-line: the symbol on the line, texts to its right, loading bar below them. */
function downSymbol(node: DiagramNode): Shape {
  const [w, h] = symbolSize(node.symbol);
  const left = 34;
  const texts = block(node, left, 0, 'start', 150, true);
  const bottom = (texts.at(-1)?.y ?? 0) + 3;
  const tracked = node.symbol !== 'generator';
  const height = Math.max(h, bottom + (tracked ? 8 : 2));
  const symbol = { x: 15 - w / 2, y: (height - h) / 2, width: w, height: h };
  return {
    width: left + widthOf(texts),
    height,
    symbol,
    texts,
    bubbles: [],
    cells: [],
    card: false,
    ...(tracked ? { track: { x: left, y: bottom + 2, width: 78, height: 4 } } : {}),
  };
}

const cell = 14;
const gap = 3;

/** A load as a card: feed letters in its first line, then what it is; racks as one square each. */
function downCard(node: DiagramNode): Shape {
  const many = node.records.length;
  const racks = node.symbol === 'racks';
  const columns = racks && many > 1 ? Math.min(many, many > 48 ? 16 : 8) : 0;
  const shown = racks && many > 1 ? Math.min(many, 96) : 0;
  const rows = columns === 0 ? 0 : Math.ceil(shown / columns);
  const left = racks ? 12 : 40;
  const texts = block(node, left, 13, 'start', racks && many === 1 ? 90 : 150, true);
  const cellsTop = (texts.at(-1)?.y ?? 0) + 8;
  const width = Math.max(left + widthOf(texts) + 10, 24 + columns * (cell + gap) - gap);
  const height = rows === 0 ? cellsTop + 1 : cellsTop + rows * (cell + gap) - gap + 9;
  const cells = Array.from({ length: shown }, (_, i) => ({
    x: 12 + (i % columns) * (cell + gap),
    y: cellsTop + Math.floor(i / columns) * (cell + gap),
    width: cell,
    height: cell,
  }));
  return { width, height, symbol: { x: 0, y: 0, width, height }, texts, bubbles: [], cells, card: true };
}

/** Several sorts of load in one card: name and figure in one line, what it is in the next. */
function sectionCard(sections: readonly LoadSection[]): Shape {
  const left = 40;
  const figure = textWidth('88.88 MW', sizes.value);
  const widths = sections.map(({ title, rating, records }) =>
    Math.max(
      textWidth(title, sizes.title, 'semibold') + 12 + figure,
      Math.min(150, textWidth(counted(records.length, rating), sizes.rating)),
    ),
  );
  const width = left + Math.max(...widths) + 10;
  const texts: TextSlot[] = [];
  const areas: Box[] = [];
  let y = 13;
  for (const [i, { title, rating, records }] of sections.entries()) {
    areas.push({ x: 3, y: y + 1, width: width - 6, height: 29 });
    texts.push(
      text('title', title, left, y + 11),
      text('value', '', width - 10, y + 11, { anchor: 'end', figure: i, width: figure }),
      text('rating', clipped(counted(records.length, rating), 150, sizes.rating), left, y + 23.5),
    );
    y += 31;
  }
  const height = y + 3;
  return { width, height, symbol: { x: 0, y: 0, width, height }, texts, bubbles: [], cells: [], card: true, sections: areas };
}

/** A bar's texts; the bar itself is drawn to the length of its connections. */
function barShape(diagram: Diagram['kind'], node: DiagramNode): Shape {
  const bubbles = instrumentsOf(diagram, node).map((letters, i): Bubble => ({ letters, x: bubbleRadius, y: 0, figure: i + 1 }));
  if (diagram === 'one-line') {
    const letter = node.train ? `${node.train} · ` : '';
    const [rating = ''] = node.rating;
    const texts = [
      text('title', titleOf(node, 150), 0, 11),
      text('rating', counted(node.records.length, `${letter}${rating}`), 0, 23.5),
      text('value', '', 0, 36, { figure: 0, width: textWidth(widestValue, sizes.value) }),
    ];
    return { width: widthOf(texts), height: 40, symbol: { x: 0, y: 0, width: 0, height: 0 }, texts, bubbles, cells: [], card: false };
  }
  const texts = [
    text('title', titleOf(node, 120), 0, 11),
    text('rating', counted(node.records.length, node.rating[0] ?? ''), 0, 23.5),
    text('value', '', 2 * bubbleRadius + 4, 38.5, { figure: 1, width: textWidth('88.8–88.8 °C', sizes.value) }),
  ];
  const placed = bubbles.map((bubble) => ({ ...bubble, y: 35 }));
  return {
    width: Math.max(...texts.map(({ x, width }) => x + width)),
    height: 46,
    below: 32,
    symbol: { x: 0, y: 0, width: 0, height: 0 },
    texts,
    bubbles: placed,
    cells: [],
    card: false,
  };
}

/** P&ID: instruments above the symbol, texts below it. */
function acrossSymbol(node: DiagramNode): Shape {
  const [w, h] = symbolSize(node.symbol);
  const letters = instrumentsOf('p-and-id', node);
  const inline = /valve|strainer/.test(node.symbol);
  const figure = !inline || node.symbol === 'balancing-valve' || node.symbol === 'control-valve';
  // The tag of a fitting repeats the tag of what it serves: its last part is enough on the drawing.
  const short = node.title.split('/').at(-1) ?? node.title;
  const shown = inline ? { ...node, title: short.length <= 8 ? short : '' } : node;
  const many = node.symbol === 'racks' ? node.records.length : 0;
  const columns = many > 1 ? Math.min(many, many > 48 ? 16 : 8) : 0;
  const shownCells = many > 1 ? Math.min(many, 96) : 0;
  const rows = columns === 0 ? 0 : Math.ceil(shownCells / columns);
  const bodyWidth = columns > 0 ? columns * (cell + gap) - gap + 20 : node.symbol === 'racks' ? 40 : w;
  const bodyHeight = rows > 0 ? Math.max(36, rows * (cell + gap) - gap + 20) : node.symbol === 'racks' ? 48 : h;
  const bubbleRow = 2 * bubbleRadius + 3;
  const top = letters.length * bubbleRow + (letters.length > 0 ? 6 : 0);
  const lines = block(shown, 0, 0, 'middle', inline ? 70 : 130, figure);
  const bubbleWidth = letters.length > 0 ? 2 * bubbleRadius + 4 + textWidth('88 888 L/min', sizes.value) : 0;
  const width = Math.max(bodyWidth, widthOf(lines), bubbleWidth) + 4;
  const middle = width / 2;
  const symbol = { x: middle - bodyWidth / 2, y: top, width: bodyWidth, height: bodyHeight };
  const start = middle - bubbleWidth / 2;
  const bubbles = letters.map(
    (code, i): Bubble => ({ letters: code, x: start + bubbleRadius, y: i * bubbleRow + bubbleRadius, figure: i + 1 }),
  );
  const below = top + bodyHeight + 3;
  const texts = lines.map((line) => ({ ...line, x: middle, y: below + line.y }));
  for (const { figure: number, y } of bubbles)
    texts.push(text('value', '', start + 2 * bubbleRadius + 4, y + 3.5, { figure: number, width: textWidth('88 888 L/min', sizes.value) }));
  const cells = Array.from({ length: shownCells }, (_, i) => ({
    x: symbol.x + 10 + (i % columns) * (cell + gap),
    y: symbol.y + 10 + Math.floor(i / columns) * (cell + gap),
    width: cell,
    height: cell,
  }));
  return { width, height: below + (lines.at(-1)?.y ?? 0) + 5, symbol, texts, bubbles, cells, card: node.symbol === 'racks' };
}

/** Whole pixels, so that the layout's lines meet their ports without a step. */
const whole = (shape: Shape): Shape => ({ ...shape, width: Math.ceil(shape.width), height: Math.ceil(shape.height) });

export function shapeOf(diagram: Diagram['kind'], node: DiagramNode): Shape {
  if (node.bar) return whole(barShape(diagram, node));
  if (diagram === 'p-and-id') return whole(acrossSymbol(node));
  if (node.sections) return whole(sectionCard(node.sections));
  return whole(node.load ? downCard(node) : downSymbol(node));
}

/** A breaker on a line: a cross or an open contact, its trip to the right. */
export function deviceShape(count: number, rating: string, open: boolean): Shape {
  const content = counted(count, rating);
  const height = open ? 18 : 12;
  const texts = [text('device', open ? `${content} N.O.` : content, 13, height / 2 + 3.5)];
  return {
    width: Math.ceil(13 + widthOf(texts)),
    height,
    symbol: { x: 0, y: 0, width: 12, height },
    texts,
    bubbles: [],
    cells: [],
    card: false,
  };
}
