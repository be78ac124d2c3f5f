import { beforeAll, describe, expect, it } from 'vitest';
import { analyse } from '../analysis/analyse.ts';
import type { Analysis } from '../analysis/result.ts';
import { designNamed } from '../designs/index.ts';
import type { Document } from '../document/document.ts';
import { liquidKinds } from '../document/systems.ts';
import { elkLayouter } from '../export/diagram/elk.ts';
import { arrange, type PlacedDiagram } from './arrange.ts';
import { written } from './draw.ts';
import { figuresOf, worstFindings } from './figures.ts';
import { boxesOverlap, crossesBox, segmentsOf } from './lines.ts';
import { oneLineDiagram } from './one-line.ts';
import { pipingDiagram } from './p-and-id.ts';
import { type Box, bubbleRadius, type TextSlot } from './shape.ts';
import { diagramSvg } from './svg.ts';
import { textWidth } from './text-width.ts';

function solvedDesign(name: string): { readonly document: Document; readonly analysis: Analysis } {
  const built = designNamed(name)?.build({});
  if (!built?.ok) throw new Error('the design is refused');
  const solved = analyse(built.value, {});
  if (!solved.ok) throw new Error('the design is not solved');
  return { document: built.value, analysis: solved.value };
}
const { document: hall, analysis } = solvedDesign('gb300-10mw');

interface Label {
  readonly of: string;
  readonly text: string;
  readonly box: Box;
}

/** Box of a written text: from the height of its capitals to its descenders. */
function labelBox(slot: TextSlot, text: string): Box {
  const width = textWidth(text, slot.size, slot.weight);
  const x = slot.anchor === 'start' ? slot.x : slot.anchor === 'middle' ? slot.x - width / 2 : slot.x - width;
  return { x, y: slot.y - slot.size * 0.74, width, height: slot.size * 0.94 };
}

function labelsOf(placed: PlacedDiagram, values: Analysis = analysis): readonly Label[] {
  const worst = worstFindings(values);
  const ofNodes = placed.nodes.flatMap(({ node, texts }) => {
    const figures = figuresOf(placed.diagram.kind, node, values, worst);
    return texts.map((slot) => ({ of: node.key as string, text: written(slot, figures), slot }));
  });
  const ofDevices = placed.devices.flatMap(({ edge, texts }) => texts.map((slot) => ({ of: edge.key, text: slot.text, slot })));
  const ofLines = placed.lines.flatMap(({ edge, tag }) => (tag ? [{ of: edge.key, text: tag.text, slot: tag }] : []));
  return [...ofNodes, ...ofDevices, ...ofLines]
    .filter(({ text }) => text !== '')
    .map(({ of, text, slot }) => ({ of, text, box: labelBox(slot, text) }));
}

const overlapping = (labels: readonly Label[]): string[] =>
  labels.flatMap((a, i) => labels.slice(i + 1).flatMap((b) => (boxesOverlap(a.box, b.box) ? [`${a.text} × ${b.text}`] : [])));

/** Solid parts: symbols, bars, bubbles. A card holds its own texts. */
const solids = (placed: PlacedDiagram): { of: string; box: Box }[] => [
  ...placed.nodes.map(({ node, symbol }) => ({ of: node.key as string, box: symbol })),
  ...placed.nodes.flatMap(({ node, bubbles }) =>
    bubbles.map(({ x, y }) => ({
      of: node.key as string,
      box: { x: x - bubbleRadius, y: y - bubbleRadius, width: 2 * bubbleRadius, height: 2 * bubbleRadius },
    })),
  ),
  ...placed.devices.map(({ edge, symbol }) => ({ of: edge.key, box: symbol })),
];

const onSymbols = (placed: PlacedDiagram, labels: readonly Label[]): string[] => {
  const cards = new Set(placed.nodes.filter(({ card }) => card).map(({ node }) => node.key as string));
  return labels.flatMap((label) =>
    solids(placed).flatMap(({ of, box }) =>
      boxesOverlap(label.box, box) && !(of === label.of && cards.has(of)) ? [`${label.text} on ${of}`] : [],
    ),
  );
};

const onLines = (placed: PlacedDiagram, labels: readonly Label[]): string[] => {
  const segments = placed.lines.flatMap(({ edge, paths }) => paths.flatMap((path) => segmentsOf(path, edge.key)));
  return labels.flatMap(({ text, box }) => (segments.some((segment) => crossesBox(segment, box)) ? [text] : []));
};

for (const [name, make] of [
  ['one-line', oneLineDiagram],
  ['P&ID', pipingDiagram],
] as const) {
  describe(`the ${name} of the 10 MW hall`, () => {
    let placed: PlacedDiagram;
    let labels: readonly Label[];
    beforeAll(async () => {
      placed = await arrange(make(hall), elkLayouter);
      labels = labelsOf(placed);
    }, 120_000);

    it('has a text at every symbol', () => {
      expect(labels.length).toBeGreaterThan(placed.nodes.length);
      for (const { node, texts } of placed.nodes) expect(texts.length, node.title).toBeGreaterThan(0);
    });

    it('has no label over another', () => {
      expect(overlapping(labels)).toEqual([]);
    });

    it('has no label over a symbol', () => {
      expect(onSymbols(placed, labels)).toEqual([]);
    });

    it('has no label over a line', () => {
      expect(onLines(placed, labels)).toEqual([]);
    });

    it('has no two symbols over each other', () => {
      const list = solids(placed);
      const found = list.flatMap((a, i) =>
        list.slice(i + 1).flatMap((b) => (a.of !== b.of && boxesOverlap(a.box, b.box) ? [`${a.of} ${b.of}`] : [])),
      );
      expect(found).toEqual([]);
    });

    it('draws every line from symbol to symbol, along the axes only', () => {
      for (const { edge, paths } of placed.lines) {
        expect(paths.length, edge.key).toBe(edge.devices.length + 1);
        for (const path of paths) {
          expect(path.length, edge.key).toBeGreaterThan(1);
          for (const { a, b } of segmentsOf(path, ''))
            expect(Math.min(Math.abs(a.x - b.x), Math.abs(a.y - b.y)), edge.key).toBeLessThan(0.05);
        }
      }
    });

    it('keeps its labels apart when a group of racks is opened', async () => {
      const group = placed.diagram.nodes.find(({ title }) => title === 'Pod 1');
      const open = await arrange(make(hall, { opened: group?.records ?? [] }), elkLayouter);
      expect(open.nodes.length).toBeGreaterThan(placed.nodes.length + 10);
      const found = labelsOf(open);
      expect(overlapping(found)).toEqual([]);
      expect(onSymbols(open, found)).toEqual([]);
    });

    it('comes out the same twice, byte for byte', async () => {
      const again = await arrange(make(hall), elkLayouter);
      expect(diagramSvg(hall, again, { analysis })).toBe(diagramSvg(hall, placed, { analysis }));
    });

    it('keeps room for results: its places are the same without any', () => {
      const svg = diagramSvg(hall, placed, { analysis: null });
      expect(svg).toContain('no results');
      expect(svg.match(/viewBox="[^"]+"/)?.[0]).toBe(diagramSvg(hall, placed, { analysis }).match(/viewBox="[^"]+"/)?.[0]);
    });
  });
}

describe.each(['gb300-su', 'vr-45c-su', 'dc-row'])('the diagrams of %s', (name) => {
  const design = solvedDesign(name);
  it.each([
    ['one-line', oneLineDiagram],
    ['P&ID', pipingDiagram],
  ] as const)('have no text over another, over a symbol or over a line: %s', async (_, make) => {
    const placed = await arrange(make(design.document), elkLayouter);
    const labels = labelsOf(placed, design.analysis);
    expect(labels.length).toBeGreaterThan(10);
    expect(overlapping(labels)).toEqual([]);
    expect(onSymbols(placed, labels)).toEqual([]);
    expect(onLines(placed, labels)).toEqual([]);
  });
});

describe('the lines of a P&ID', () => {
  it('carry loop and bore wherever there is room, and every loop at least once', async () => {
    const placed = await arrange(pipingDiagram(hall), elkLayouter);
    const tags = placed.lines.flatMap(({ tag }) => tag?.text ?? []);
    for (const tag of tags) expect(tag).toMatch(/^\S.* · (\d+ × )?DN\d+$/);
    for (const { name, kind } of hall.tables.system.values())
      if (liquidKinds.has(kind))
        expect(
          tags.some((tag) => tag.startsWith(`${name} ·`)),
          name,
        ).toBe(true);
    expect(tags.length).toBeGreaterThan(placed.lines.length / 6);
  });
});
