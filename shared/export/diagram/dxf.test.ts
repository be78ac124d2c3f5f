import { Parser } from '@dxfjs/parser';
import { describe, expect, it } from 'vitest';
import { analyse } from '../../analysis/analyse.ts';
import { gb300ScalableUnit } from '../../designs/gb300-su.ts';
import { diagramSvg } from '../../diagram/svg.ts';
import { siteOf } from '../../document/document.ts';
import { diagramDxf } from './dxf.ts';
import { lossOf, placedDiagrams } from './placed.ts';

const built = gb300ScalableUnit.build({});
if (!built.ok) throw new Error('the reference design does not build');
const design = built.value;
const options = { site: siteOf(design), analysis: null, version: '0' };

describe('a diagram as DXF, read by another library', () => {
  it('names every symbol, has a line for each connection, and stays inside its frame', async () => {
    for (const { kind, placed } of await placedDiagrams(design)) {
      const { entities } = await new Parser().parse(diagramDxf(placed, options));
      const texts = (entities.texts ?? []).map(({ text }) => text);
      expect(placed.nodes.length, kind).toBeGreaterThan(20);
      for (const { texts: slots } of placed.nodes) {
        const [tag] = slots;
        if (tag && /^[\x20-\x7e]+$/.test(tag.text)) expect(texts, kind).toContain(tag.text);
      }
      const lines = entities.lwPolylines ?? [];
      expect(lines.length).toBeGreaterThanOrEqual(placed.lines.length);
      const corners = lines.flatMap(({ vertices }) => vertices);
      const frame = lines.find(({ layerName, flag }) => layerName === 'SHEET' && (flag & 1) === 1)?.vertices ?? [];
      const range = (points: readonly { x: number; y: number }[], axis: 'x' | 'y') => [
        Math.min(...points.map((point) => point[axis])),
        Math.max(...points.map((point) => point[axis])),
      ];
      for (const axis of ['x', 'y'] as const) expect(range(corners, axis)).toEqual(range(frame, axis));
    }
  });

  it('has a diamond for every bar with a load when the other train is lost, and its key', async () => {
    const analysed = analyse(design);
    if (!analysed.ok) throw new Error('no analysis');
    const analysis = analysed.value;
    const lost = lossOf({ document: design, analysis, text: '', version: '0' });
    const [oneLine] = await placedDiagrams(design);
    if (!oneLine) throw new Error('no diagram');
    const read = async (values: { lost?: typeof lost }) => {
      const { entities } = await new Parser().parse(diagramDxf(oneLine.placed, { ...options, analysis, ...values }));
      const diamonds = (entities.lwPolylines ?? []).filter(({ flag, vertices: [top, right, bottom, left] }) => {
        if ((flag & 1) === 0 || !top || !right || !bottom || !left) return false;
        return top.x === bottom.x && left.y === right.y && Math.abs(top.y - bottom.y - 2) < 0.02 && Math.abs(right.x - left.x - 2) < 0.02;
      });
      return { diamonds, texts: (entities.texts ?? []).map(({ text }) => text) };
    };
    const marked = oneLine.placed.nodes.filter(({ track, node }) => track && node.records.some((id) => lost.has(id)));
    expect(marked.length).toBeGreaterThan(10);
    const [without, drawn] = [await read({}), await read({ lost })];
    expect(without.diamonds).toHaveLength(0);
    expect(without.texts).not.toContain('With the other train lost');
    // One more in the legend.
    expect(drawn.diamonds).toHaveLength(marked.length + 1);
    expect(drawn.texts).toContain('With the other train lost');
    expect(diagramSvg(design, oneLine.placed, { analysis, lost })).toContain('>With the other train lost</text>');
  });

  it('is the same text twice, in ASCII', async () => {
    const [first] = await placedDiagrams(design);
    if (!first) throw new Error('no diagram');
    const text = diagramDxf(first.placed, options);
    expect(diagramDxf(first.placed, options)).toBe(text);
    expect(text).toMatch(/^[\x20-\x7e\n\r]*$/);
  });
});
