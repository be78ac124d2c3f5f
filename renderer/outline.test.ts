import { beforeAll, describe, expect, it } from 'vitest';
import { analyse } from '../shared/analysis/analyse.ts';
import type { Analysis } from '../shared/analysis/result.ts';
import { designs } from '../shared/designs/index.ts';
import { applyPatch, type Document, emptyDocument } from '../shared/document/document.ts';
import { changed } from '../shared/document/patch.ts';
import { figureOfNode, linesOf, type OutlineNode, outlineOf, pathTo } from './outline.ts';

let document: Document;
let analysis: Analysis;
let root: OutlineNode;

beforeAll(() => {
  const built = designs.find(({ name }) => name === 'gb300-10mw')?.build({});
  if (!built?.ok) throw new Error('the 10 MW hall could not be built');
  document = built.value;
  const solved = analyse(document);
  if (!solved.ok) throw new Error('the 10 MW hall could not be analysed');
  analysis = solved.value;
  root = outlineOf(document);
});

const leaves = (node: OutlineNode): readonly OutlineNode[] =>
  node.type === 'equipment' || node.type === 'connection' ? [node] : node.children.flatMap(leaves);

describe('the outline', () => {
  it('shows every piece of equipment and every run exactly once', () => {
    const ids = leaves(root).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(ids)).toEqual(new Set([...document.tables.equipment.keys(), ...document.tables.connection.keys()]));
  });

  it('adds up to the facility power at the site', () => {
    const site = figureOfNode(analysis, root, 'power');
    expect(site?.value).toBeCloseTo(analysis.summary?.facilityPower_W ?? 0, -1);
  });

  it('lists a hall’s pods in the hall and racks by natural order', () => {
    const rack = [...document.tables.equipment.values()].find(({ tag }) => /R01-02$/.test(tag));
    const path = pathTo(root, rack?.id ?? '');
    const titles = path.map((key) => key);
    expect(titles.length).toBeGreaterThanOrEqual(5);
    const row = leaves(root)
      .filter(({ title }) => /R01-\d+$/.test(title) && title.startsWith('H1-R01'))
      .map(({ title }) => title);
    expect(row).toEqual([...row].sort((a, b) => Number(a.slice(-2)) - Number(b.slice(-2))));
  });

  it('opens the way to what a search finds', () => {
    const lines = linesOf(root, new Set(), 'r01-03');
    expect(lines.at(0)?.node).toBe(root);
    expect(lines.some(({ node }) => node.title.toLowerCase().includes('r01-03'))).toBe(true);
    for (const { node } of lines) {
      const found = [node, ...leaves(node)].some(({ title, sort }) => title.toLowerCase().includes('r01-03') || sort.includes('r01-03'));
      expect(found, node.title).toBe(true);
    }
    expect(linesOf(root, new Set(), 'nothing is called this')).toEqual([]);
  });

  it('has a site line even for a document without records', () => {
    expect(outlineOf(emptyDocument)).toMatchObject({ title: 'Site', children: [], members: [] });
  });
});

describe('the outline after a change', () => {
  it('is the same tree when something only moved, and another one when a tag changed', () => {
    const [first] = document.tables.equipment.values();
    if (!first) throw new Error('no equipment');
    const before = outlineOf(document);
    expect(outlineOf(applyPatch(document, [changed(first, { ...first, position_m: [1, 2, 3] })]))).toBe(before);
    const renamed = outlineOf(applyPatch(document, [changed(first, { ...first, tag: 'A new name' })]));
    expect(renamed).not.toBe(before);
    expect(leaves(renamed).some(({ title }) => title === 'A new name')).toBe(true);
    expect(leaves(outlineOf(document)).some(({ title }) => title === 'A new name')).toBe(false);
  });
});
