import { Parser } from '@dxfjs/parser';
import { describe, expect, it } from 'vitest';
import { gb300ScalableUnit } from '../../designs/gb300-su.ts';
import { siteOf } from '../../document/document.ts';
import { diagramDxf } from './dxf.ts';
import { placedDiagrams } from './placed.ts';

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

  it('is the same text twice, in ASCII', async () => {
    const [first] = await placedDiagrams(design);
    if (!first) throw new Error('no diagram');
    const text = diagramDxf(first.placed, options);
    expect(diagramDxf(first.placed, options)).toBe(text);
    expect(text).toMatch(/^[\x20-\x7e\n\r]*$/);
  });
});
