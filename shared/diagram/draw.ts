/** A placed diagram as primitives, symbol by symbol, so that a window can make each of them answer and a file can hold them all. */

import type { Severity } from '../analysis/result.ts';
import type { PlacedDevice, PlacedDiagram, PlacedLine, PlacedNode } from './arrange.ts';
import { type Ink, line, type Primitive, polygon } from './art.ts';
import { loadState, type NodeFigures } from './figures.ts';
import type { DiagramEdge, DiagramNode } from './graph.ts';
import { type Axis, along } from './lines.ts';
import { type Box, bubbleRadius, type Spot, type TextSlot } from './shape.ts';
import { symbolArt } from './symbols.ts';

/** Colour of a symbol or line: its train or its side of the loop. */
export function inkOf(of: Pick<DiagramNode | DiagramEdge, 'train' | 'side'>): Ink {
  if (of.train) return of.train === 'A' ? 'train-a' : 'train-b';
  if (of.side) return of.side;
  return 'text';
}

/** The five steps of the loading ramp, from idle to the limit; past it everything is an error. */
export function loadInk(loading: number | undefined): Ink {
  if (loading === undefined) return 'track';
  if (loading > 1) return 'error';
  const step = Math.min(5, 1 + Math.floor(Math.max(0, loading) * 5));
  return `load-${step}` as Ink;
}

const textInks: Readonly<Record<TextSlot['role'], Ink>> = {
  title: 'strong',
  rating: 'muted',
  value: 'text',
  device: 'muted',
  letter: 'muted',
  caption: 'muted',
  instrument: 'text',
};

export const written = (slot: TextSlot, figures: NodeFigures | undefined): string =>
  slot.figure === undefined ? slot.text : (figures?.texts[slot.figure] ?? '–');

const textArt = (slot: TextSlot, content: string, ink: Ink = textInks[slot.role]): Primitive => ({
  type: 'text',
  at: { x: slot.x, y: slot.y },
  text: content,
  size: slot.size,
  weight: slot.weight,
  anchor: slot.anchor,
  ink,
});

/** Where the limit stands on a loading track: near its right end, so that an overload still shows. */
const limitPart = 0.88;

function trackArt(placed: PlacedNode, figures: NodeFigures | undefined): readonly Primitive[] {
  const { track } = placed;
  if (!track) return [];
  const { x, y, width, height } = track;
  const loading = figures?.loading;
  const fill = loading === undefined ? 0 : Math.min(1, loading * limitPart) * width;
  const state = loading === undefined ? 'ok' : loadState(loading);
  const ink: Ink = state === 'ok' ? 'muted' : state;
  const rect = (w: number, colour: Ink): Primitive => ({
    type: 'box',
    box: { x, y, width: w, height },
    round: 2,
    ink: 'none',
    width: 0,
    fill: colour,
  });
  return [
    rect(width, 'track'),
    ...(fill > 0 ? [rect(fill, ink)] : []),
    line('text', 1.5, [x + limitPart * width, y - 2], [x + limitPart * width, y + height + 2]),
    ...lossArt({ x, y: y + height / 2, width }, figures?.lossLoading),
  ];
}

/** A diamond at the load with the other train lost; beyond the limit it is filled, and beyond the bar it stands at its end. */
export function lossArt({ x, y, width }: { x: number; y: number; width: number }, loading: number | undefined): readonly Primitive[] {
  if (loading === undefined) return [];
  const at = x + Math.min(1.04, loading * limitPart) * width;
  const state = loadState(loading);
  const ink: Ink = state === 'ok' ? 'strong' : state;
  return [polygon(ink, 1.25, state === 'ok' ? 'panel' : ink, [at, y - 4], [at + 4, y], [at, y + 4], [at - 4, y])];
}

/** The shape tells the severity without its colour: octagon, triangle, circle. */
function findingArt({ symbol, bar }: PlacedNode, severity: Severity | undefined): readonly Primitive[] {
  if (!severity) return [];
  const [x, y] = bar ? [symbol.x + 2, symbol.y + symbol.height / 2] : [symbol.x + 1, symbol.y + 1];
  const corners = severity === 'error' ? 8 : 3;
  const around = (radius: number): readonly Spot[] =>
    Array.from({ length: corners }, (_, i) => {
      const angle = (2 * Math.PI * (i + (severity === 'error' ? 0.5 : 0))) / corners - Math.PI / 2;
      return { x: x + radius * Math.cos(angle), y: y + radius * Math.sin(angle) };
    });
  const ink: Ink = severity === 'error' ? 'error' : severity === 'warning' ? 'warn' : 'muted';
  return severity === 'note'
    ? [{ type: 'circle', at: { x, y }, radius: 4.5, ink: 'panel', width: 1.5, fill: ink }]
    : [{ type: 'line', closed: true, points: around(severity === 'error' ? 5.5 : 6.5), ink: 'panel', width: 1.5, fill: ink }];
}

/** A bar with its dots is drawn in `barArt`; this is everything else of a symbol. */
export function nodeArt(placed: PlacedNode, figures: NodeFigures | undefined): readonly Primitive[] {
  const { node, symbol, texts, bubbles, cells, card } = placed;
  const ink = inkOf(node);
  const art: Primitive[] = [];
  if (card) {
    art.push({ type: 'box', box: symbol, round: 5, ink: 'line-strong', width: 1, fill: 'raised' });
    if (node.symbol !== 'racks')
      art.push(...symbolArt('load', { x: symbol.x + 9, y: symbol.y + symbol.height / 2 - 6, width: 22, height: 22 }, 'text'));
  } else if (placed.bar) {
    const { at, low, high } = placed.bar;
    const vertical = symbol.height > symbol.width;
    art.push(vertical ? line(ink, 4, [at, low], [at, high]) : line(ink, 4, [low, at], [high, at]));
  } else art.push(...symbolArt(node.symbol, symbol, ink));
  for (const [i, box] of cells.entries())
    art.push({ type: 'box', box, round: 2, ink: 'none', width: 0, fill: loadInk(figures?.members[i]) });
  for (const { x, y, letters } of bubbles) {
    art.push({ type: 'circle', at: { x, y }, radius: bubbleRadius, ink: 'muted', width: 1, fill: 'panel' });
    art.push({ type: 'text', at: { x, y: y + 2.8 }, text: letters, size: 7.5, weight: 'semibold', anchor: 'middle', ink: 'text' });
  }
  const lowest = bubbles.at(-1);
  if (lowest && !placed.bar) art.push(line('muted', 1, [lowest.x, lowest.y + bubbleRadius], [lowest.x, symbol.y + 2]));
  for (const slot of texts) art.push(textArt(slot, written(slot, figures)));
  art.push(...trackArt(placed, figures), ...findingArt(placed, figures?.severity));
  return art;
}

/** Feed letters inside a load's card, where its lines arrive. */
export function feedLetters(diagram: PlacedDiagram): readonly Primitive[] {
  const cards = new Set(diagram.nodes.filter(({ card }) => card).map(({ node }) => node.key));
  return diagram.lines.flatMap(({ edge, paths }): Primitive[] => {
    const end = paths.at(-1)?.at(-1);
    if (!end || !edge.train || !cards.has(edge.to)) return [];
    return [
      { type: 'text', at: { x: end.x, y: end.y + 10 }, text: edge.train, size: 9, weight: 'semibold', anchor: 'middle', ink: inkOf(edge) },
    ];
  });
}

export function deviceArt({ edge, open, symbol, texts }: PlacedDevice): readonly Primitive[] {
  return [...symbolArt(open ? 'breaker-open' : 'breaker', symbol, inkOf(edge)), ...texts.map((slot) => textArt(slot, slot.text))];
}

const hopRadius = 3.5;

/** A path cut where it hops, with an arc over each crossing. */
function hopped(points: readonly Spot[], hops: readonly Spot[], axis: Axis, ink: Ink, width: number): readonly Primitive[] {
  const art: Primitive[] = [];
  let run: Spot[] = [];
  const flush = () => {
    if (run.length > 1) art.push({ type: 'line', points: run, ink, width });
  };
  for (const [i, point] of points.entries()) {
    const before = points[i - 1];
    const flows = before && Math.abs(axis === 'y' ? before.x - point.x : before.y - point.y) < 0.01;
    if (before && flows) {
      const on = hops
        .filter((hop) => isBetween(before, point, hop))
        .sort((a, b) => Math.abs(along(a, axis) - along(before, axis)) - Math.abs(along(b, axis) - along(before, axis)));
      for (const hop of on) {
        const forward = along(point, axis) > along(before, axis) ? 1 : -1;
        const enter = axis === 'y' ? { x: hop.x, y: hop.y - forward * hopRadius } : { x: hop.x - forward * hopRadius, y: hop.y };
        const leave = axis === 'y' ? { x: hop.x, y: hop.y + forward * hopRadius } : { x: hop.x + forward * hopRadius, y: hop.y };
        run.push(enter);
        flush();
        art.push({
          type: 'arc',
          at: hop,
          radius: hopRadius,
          from_deg: axis === 'y' ? -90 : 0,
          to_deg: axis === 'y' ? 90 : 180,
          ink,
          width,
        });
        run = [leave];
      }
    }
    run.push(point);
  }
  flush();
  return art;
}

function isBetween(a: Spot, b: Spot, at: Spot): boolean {
  const inside = (p: number, q: number, value: number) => value > Math.min(p, q) + 0.5 && value < Math.max(p, q) - 0.5;
  if (Math.abs(a.x - b.x) < 0.01) return Math.abs(at.x - a.x) < 0.01 && inside(a.y, b.y, at.y);
  return Math.abs(at.y - a.y) < 0.01 && inside(a.x, b.x, at.x);
}

/** Flow arrow in the middle of the longest piece that runs along the flow. */
function arrow(points: readonly Spot[], back: boolean, ink: Ink, axis: Axis): readonly Primitive[] {
  let best: [Spot, Spot] | undefined;
  for (const [i, b] of points.entries()) {
    const a = points[i - 1];
    const straight = a && Math.abs(axis === 'x' ? a.y - b.y : a.x - b.x) < 0.01;
    if (!a || !straight) continue;
    if (!best || Math.hypot(b.x - a.x, b.y - a.y) > Math.hypot(best[1].x - best[0].x, best[1].y - best[0].y)) best = [a, b];
  }
  if (!best || Math.hypot(best[1].x - best[0].x, best[1].y - best[0].y) < 12) return [];
  const [from, to] = back ? [best[1], best[0]] : best;
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const [ux, uy] = [(to.x - from.x) / length, (to.y - from.y) / length];
  const [mx, my] = [(from.x + to.x) / 2, (from.y + to.y) / 2];
  const at = (forward: number, side: number): Spot => ({ x: mx + ux * forward - uy * side, y: my + uy * forward + ux * side });
  return [{ type: 'line', closed: true, points: [at(4, 0), at(-3, 3), at(-3, -3)], ink: 'none', width: 0, fill: ink }];
}

export function lineArt({ edge, paths, tag }: PlacedLine, diagram: PlacedDiagram): readonly Primitive[] {
  const ink = inkOf(edge);
  const drawn = paths.flatMap((points) => [
    ...hopped(points, diagram.hops, diagram.axis, ink, 1.75),
    ...(diagram.diagram.kind === 'p-and-id' ? arrow(points, edge.flowsBack, ink, diagram.axis) : []),
  ]);
  return tag ? [...drawn, textArt(tag, tag.text)] : drawn;
}

export function dotArt(diagram: PlacedDiagram): readonly Primitive[] {
  const inks = new Map(diagram.lines.map(({ edge }) => [edge.key, inkOf(edge)]));
  return diagram.dots.map(({ at, key }) => ({ type: 'circle', at, radius: 2.75, ink: 'none', width: 0, fill: inks.get(key) ?? 'text' }));
}

/** Captions of the rows of a one-line, left of everything. */
export const captionWidth = 92;
export function captionArt({ rows, bounds, axis }: PlacedDiagram): readonly Primitive[] {
  if (axis !== 'y') return [];
  return rows
    .filter(({ caption }, i) => caption !== '' && rows[i - 1]?.caption !== caption)
    .map(({ caption, low, high }) => ({
      type: 'text',
      at: { x: bounds.x - captionWidth, y: (low + high) / 2 + 4 },
      text: caption,
      size: 11,
      weight: 'regular',
      anchor: 'start',
      ink: 'muted',
    }));
}

/** What a drawing covers, with room for captions and margins. */
export function drawingBounds(diagram: PlacedDiagram): Box {
  const left = diagram.axis === 'y' ? captionWidth + 16 : 24;
  const { x, y, width, height } = diagram.bounds;
  return { x: x - left, y: y - 24, width: width + left + 24, height: height + 48 };
}
