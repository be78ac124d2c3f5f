import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { smallHall } from '../../test/fixtures/small-hall.ts';
import { catalogueItem, pinItem } from '../catalogue/library.ts';
import { parametersOf } from '../catalogue/resolve.ts';
import { applyPatch, type Document } from '../document/document.ts';
import { sequentialIds } from '../document/ids.ts';
import { integrityProblems } from '../document/integrity.ts';
import { added, changed, invert } from '../document/patch.ts';
import type { Space } from '../document/records.ts';
import { pasteTable } from './paste-table.ts';
import { cellsOf } from './table/cells.ts';

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

  it('says which rows are about the same piece, and takes neither', () => {
    const answer = pasteTable(document, `Tag\t${title}\n${a.tag}\t81 %\n${b.tag}\t82 %\n${a.tag}\t83 %\n`);
    expect(answer).toMatchObject({ ok: false, problems: [{ line: 4, field: 'Tag', message: `row 2 is about ${a.tag} already` }] });
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

describe('an equipment list out of a spreadsheet', () => {
  const rack = document.tables.item.get(a.item);
  if (!rack) throw new Error('the racks have an item');
  const adding = { catalogue: [], newId: sequentialIds('new') };
  const pasted = (text: string, from: Document = document) => {
    const answer = pasteTable(from, text, { adding });
    if (!answer.ok) throw new Error(answer.problems.map(({ line, field, message }) => `${line} ${field} ${message}`).join('\n'));
    return { ...answer.value, next: applyPatch(from, answer.value.patch) };
  };
  const refusals = (text: string, from: Document = document) => {
    const answer = pasteTable(from, text, { adding });
    return answer.ok ? [] : answer.problems.map(({ line, field, message }) => `${line} ${field}: ${message}`);
  };
  const pieceOf = (of: Document, tag: string) => [...of.tables.equipment.values()].find((each) => each.tag === tag);

  it('moves and turns what is there, each by its own row, and says so before it is taken', () => {
    const { next, rows, label } = pasted(`Tag\tX [m]\tY\tTurn\n${a.tag}\t3.5\t${a.position_m[1]}\t90\n${b.tag}\t\t440 cm\t\n`);
    expect(pieceOf(next, a.tag)).toMatchObject({ position_m: [3.5, a.position_m[1], a.position_m[2]], yaw_deg: 90 });
    expect(pieceOf(next, b.tag)?.position_m[1]).toBeCloseTo(4.4, 12);
    expect(rows).toEqual([
      { line: 2, tag: a.tag, text: 'moves, turns' },
      { line: 3, tag: b.tag, text: 'moves' },
    ]);
    expect(label).toBe('Paste 3 values into 2 records');
    expect(integrityProblems(next)).toEqual([]);
  });

  it('adds pieces of unknown tags where a row names an item and a place, in groups that it may found', () => {
    const text = `Tag\tItem\tX\tY\tGroup\t${title} [%]\nN-01\t${rack.title}\t2\t2\tRow 9\t80\nN-02\t${rack.name}\t4\t2\trow 9\t\n`;
    const { next, label, rows, selection } = pasted(text);
    const added = ['N-01', 'N-02'].map((tag) => pieceOf(next, tag));
    expect(added.map((piece) => piece?.position_m)).toEqual([
      [2, 2, 0],
      [4, 2, 0],
    ]);
    expect(share(next, added[0]?.id ?? '')).toBeCloseTo(0.8, 12);
    const groups = added.map((piece) => next.tables.group.get(piece?.group ?? '')?.name);
    expect(groups).toEqual(['Row 9', 'Row 9']);
    expect(added[0]?.group).toBe(added[1]?.group);
    expect(label).toBe('Paste 2 new pieces');
    expect(rows[0]?.text).toBe(`new, ${rack.title}, into the new group Row 9, 1 value`);
    expect(selection).toHaveLength(2);
    expect(integrityProblems(next)).toEqual([]);
    // Nothing of it without leave to add.
    expect(pasteTable(document, text).ok).toBe(false);
  });

  it('takes another item with the values of that item, and pins only what is stated otherwise', () => {
    const found = catalogueItem('gb200-nvl72');
    if (!found) throw new Error('the catalogue has no GB200 NVL72');
    const other = pinItem(found, 'item_gb200');
    const parameters = parametersOf(document, a);
    if (!parameters.ok) throw new Error(parameters.problems[0]?.message);
    const [was, is] = [parameters.value as Record<string, number>, other.values as Record<string, { value: unknown }>];
    expect(is.tdp_W?.value).not.toBe(was.tdp_W);
    const answer = pasteTable(
      document,
      [
        `Tag\tItem\tX\tY\t${title}\ttdp_W [W]\tmass_kg [kg]`,
        `${a.tag}\t${other.title}\t${a.position_m[0]}\t${a.position_m[1]}\t80 %\t${was.tdp_W}\t${was.mass_kg}`,
        `N-01\t${other.title}\t9\t2\t80 %\t${is.tdp_W?.value}\t${is.mass_kg?.value}`,
      ].join('\n'),
      { adding: { catalogue: [other], newId: sequentialIds('other') } },
    );
    if (!answer.ok) throw new Error(answer.problems.map(({ message }) => message).join('\n'));
    const next = applyPatch(document, answer.value.patch);
    for (const tag of [a.tag, 'N-01']) {
      const piece = pieceOf(next, tag);
      expect(next.tables.item.get(piece?.item ?? '')?.name).toBe(other.name);
      expect(piece?.overrides).toEqual({ liquidShare: 0.8 });
    }
  });

  it('takes heights from the zero of the site: what comes to another floor stands as high as its row says, or on that floor', () => {
    const hall = document.tables.space.get('space_hall');
    if (!hall) throw new Error('there is a hall');
    const upper: Space = { ...hall, id: 'upper', name: 'Hall 2', elevation_m: 5, outline_m: hall.outline_m.map(([x, y]) => [x + 20, y]) };
    const storeys = applyPatch(document, [added(upper)]);
    const head = 'Tag\tItem\tX\tY\tZ';
    const { next } = pasted(
      `${head}\n${a.tag}\t\t23\t4\t5.5\n${b.tag}\t\t25\t4\t\nN-01\t${rack.name}\t27\t4\t\nN-02\t${rack.name}\t29\t4\t6\n`,
      storeys,
    );
    expect([a.tag, b.tag, 'N-01', 'N-02'].map((tag) => [pieceOf(next, tag)?.position_m[2], pieceOf(next, tag)?.space])).toEqual([
      [5.5, 'upper'],
      [5, 'upper'],
      [5, 'upper'],
      [6, 'upper'],
    ]);
    const down = pasted(`${head}\n${a.tag}\t\t3\t4\t0.5\n`, next).next;
    expect(pieceOf(down, a.tag)).toMatchObject({ position_m: [3, 4, 0.5], space: 'space_hall' });
  });

  it('names row and column of everything that it cannot take', () => {
    const locked = applyPatch(document, [changed(a, { ...a, locked: true })]);
    expect(refusals(`Tag\tItem\tX\tY\nN-01\t${rack.name}\t2\t\nN-02\tno such rack\t2\t2\nN-03\t\t2\t2\n`)).toEqual([
      '2 Y: N-01 is new: it needs its Y',
      '3 Item: N-02: nothing in the catalogue is called “no such rack”',
      '4 Tag: nothing has the tag N-03: a column “Item” with a catalogue item would add it',
    ]);
    expect(refusals(`Tag\tItem\tX\tY\nN-01\t${rack.name}\t2\t2\nN-01\t${rack.name}\t3\t2\n`)[0]).toMatch(/^3 Tag: row 2 adds N-01 already/);
    expect(refusals(`Tag\tX [kg]\tTurn\tSpace\n${a.tag}\t2\tround\tNowhere\n`)).toEqual([
      `2 X [kg]: ${a.tag}: “2” [kg] is no unit of X`,
      expect.stringMatching(/^2 Turn: /),
      `2 Space: ${a.tag}: no space is called “Nowhere”`,
    ]);
    expect(refusals(`Tag\tX\n${a.tag}\t${a.position_m[0] + 1}\n`, locked)).toEqual([`2 X: ${a.tag} is locked: unlock it first`]);
    expect(refusals(`Tag\tX\n${a.tag}\t${a.position_m[0]}\n`, locked)).toEqual([]);
    expect(refusals(`Tag\tX\n${a.tag}\t2e9\n`)[0]).toMatch(/1000 km/);
    const run = [...document.tables.connection.values()][0];
    if (run) expect(refusals(`Tag\tX\n${run.tag}\t1\n`)[0]).toMatch(/is a run/);
  });

  it('says of a piece only that it stands in a space where it stands, as putting it there does', () => {
    const hall = document.tables.space.get('space_hall');
    if (!hall) throw new Error('there is a hall');
    const aisle: Space = { ...hall, id: 'aisle', kind: 'aisle', name: 'Aisle 1', parent: hall.id };
    const beside: Space = { ...hall, id: 'beside', name: 'Hall 2', outline_m: hall.outline_m.map(([x, y]) => [x + 20, y]) };
    const halls = applyPatch(document, [added(aisle), added(beside)]);
    const head = 'Tag\tItem\tX\tY\tSpace';
    expect(refusals(`${head}\n${a.tag}\t\t\t\tAisle 1\n${b.tag}\t\t\t\tHall 1\n`, halls)).toEqual([
      '2 Space: Equipment stands in a hall, a room or a yard: Aisle 1 is a part of its floor',
    ]);
    expect(refusals(`${head}\n${a.tag}\t\t\t\tHall 2\nN-01\t${rack.name}\t2\t2\tHall 2\n`, halls)).toEqual([
      `2 Space: ${a.tag} does not stand in Hall 2: move it there first`,
      '3 Space: N-01 does not stand in Hall 2: move it there first',
    ]);
    const { next } = pasted(`${head}\n${a.tag}\t\t23\t4\tHall 2\nN-01\t${rack.name}\t25\t4\tHall 2\n`, halls);
    expect([pieceOf(next, a.tag)?.space, pieceOf(next, 'N-01')?.space]).toEqual(['beside', 'beside']);
  });

  it('changes nothing when it comes back as it stands, and is undone by one step, whatever it says', () => {
    const number = fc.double({ min: -50, max: 50, noNaN: true });
    const rowOf = fc.record({ x: number, y: number, turn: fc.integer({ min: -720, max: 720 }), fresh: fc.boolean() });
    const tableOf = (pieces: readonly { tag: string; position_m: readonly number[]; yaw_deg: number; item: string }[], of: Document) =>
      [
        'Tag\tItem\tX\tY\tZ\tTurn',
        ...pieces.map((piece) => [piece.tag, of.tables.item.get(piece.item)?.name, ...piece.position_m, piece.yaw_deg].join('\t')),
      ].join('\n');
    fc.assert(
      fc.property(fc.array(rowOf, { minLength: 1, maxLength: 8 }), (wanted) => {
        const text = [
          'Tag\tItem\tX\tY\tTurn',
          ...wanted.map(({ x, y, turn, fresh }, i) => [(fresh ? undefined : racks[i]?.tag) ?? `N-${i}`, rack.name, x, y, turn].join('\t')),
        ].join('\n');
        const { next, patch } = pasted(text);
        expect(integrityProblems(next)).toEqual([]);
        expect(applyPatch(next, invert(patch)).tables.equipment).toEqual(document.tables.equipment);
        const all = [...next.tables.equipment.values()];
        const own = all.filter(({ tag }) => all.filter((other) => other.tag === tag).length === 1);
        expect(pasted(tableOf(own, next), next).patch).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});
