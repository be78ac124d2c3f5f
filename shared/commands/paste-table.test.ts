import { describe, expect, it } from 'vitest';
import { smallHall } from '../../test/fixtures/small-hall.ts';
import { parametersOf } from '../catalogue/resolve.ts';
import { applyPatch, type Document } from '../document/document.ts';
import { cellsOf, pasteTable } from './paste-table.ts';

const document: Document = smallHall();
const racks = [...document.tables.equipment.values()].filter(({ item }) => document.tables.item.get(item)?.kind === 'rack');
const [a, b] = racks;
if (!a || !b) throw new Error('the hall has two racks');
const share = (of: Document, id: string): unknown => {
  const record = of.tables.equipment.get(id);
  const parameters = record && parametersOf(of, record);
  return parameters?.ok ? (parameters.value as Record<string, unknown>).liquidShare : undefined;
};
const title = 'Liquid share';

describe('a table out of a spreadsheet', () => {
  it('changes what its cells say, in one patch', () => {
    const answer = pasteTable(document, `Tag\t${title} [%]\n${a.tag}\t81\n${b.tag}\t82.5\n`);
    if (!answer.ok) throw new Error(answer.problems[0]?.message);
    const next = applyPatch(document, answer.value.patch);
    expect(share(next, a.id)).toBeCloseTo(0.81, 12);
    expect(share(next, b.id)).toBeCloseTo(0.825, 12);
    expect(answer.value.label).toBe('Paste 2 values into 2 records');
  });

  it('is taken whole or not at all, and names every cell that cannot be taken', () => {
    const text = `Tag\t${title} [%]\tColour\n${a.tag}\t410\t\nR-404\t80\t\n${b.tag}\t80\tblue\n`;
    const answer = pasteTable(document, text);
    expect(answer.ok).toBe(false);
    if (answer.ok) return;
    expect(answer.problems.map(({ line, field }) => [line, field])).toEqual([
      [2, `${title} [%]`],
      [3, 'Tag'],
      [4, 'Colour'],
    ]);
    expect(answer.problems[2]?.message).toMatch(/no parameter “Colour”/);
  });

  it('passes over figures, empty cells and dashes, and takes a unit in the cell before that of the heading', () => {
    const text = `Tag\tPower [kW]\t${title}\n${a.tag}\t142\t84 %\n${b.tag}\t–\t\n`;
    const answer = pasteTable(document, text, { passedOver: new Set(['Power']) });
    if (!answer.ok) throw new Error(answer.problems[0]?.message);
    expect(answer.value.patch).toHaveLength(1);
    expect(share(applyPatch(document, answer.value.patch), a.id)).toBeCloseTo(0.84, 12);
  });

  it('reads quoted cells as spreadsheets write them', () => {
    expect(cellsOf('a\t"b ""c""\td"\r\n\n1\t"2\n3"')).toEqual([
      ['a', 'b "c"\td'],
      ['1', '2\n3'],
    ]);
  });

  it('refuses units that are not of the quantity, tables without tags, and no table at all', () => {
    for (const text of ['', 'Tag', 'Name\tX\nA\t1', `Tag\t${title} [furlong]\n${a.tag}\t1`])
      expect(pasteTable(document, text).ok).toBe(false);
  });
});
