import { describe, expect, it } from 'vitest';
import { done } from '../../test/fixtures/apply-command.ts';
import { barePod } from '../../test/fixtures/bare-pod.ts';
import { analyse } from '../analysis/analyse.ts';
import { catalogueItem, pinItem } from '../catalogue/library.ts';
import { autoConnect } from '../commands/auto-connect.ts';
import { deleteRecords } from '../commands/delete.ts';
import { editArray } from '../commands/edit-array.ts';
import { rowArray } from '../commands/row-array.ts';
import { applyPatch, type Document } from '../document/document.ts';
import { sequentialIds } from '../document/ids.ts';
import { isRefusal } from '../problem.ts';
import { copyRecords, pasteRecords } from './clipboard.ts';

function pod() {
  const { document, newId } = barePod();
  const answer = autoConnect(document, { records: [...document.tables.equipment.keys()], liquid: true, power: true, newId });
  if (isRefusal(answer)) throw new Error(answer.refused);
  return { document: applyPatch(document, answer.patch), newId };
}

/** Another design without equipment, whose ids come from elsewhere. */
function otherDesign() {
  const { document } = barePod();
  const gone = deleteRecords(document, { records: [...document.tables.equipment.keys()] });
  if (isRefusal(gone)) throw new Error(gone.refused);
  return { document: applyPatch(document, gone.patch), newId: sequentialIds('other') };
}

const arrayIn = (document: Document): string => [...document.tables.group.values()].find(({ array }) => array)?.id ?? '';

/** Two rows of three racks as an array, and nothing else. */
function arrayOfRows() {
  const { document, newId } = otherDesign();
  const item = catalogueItem('gb300-nvl72');
  if (!item) throw new Error('no item');
  const rows = rowArray(document, {
    item: pinItem(item, newId('item')),
    origin_m: [2, 4, 0],
    yaw_deg: 0,
    count: 3,
    rows: 2,
    coldAisle_m: 2,
    hotAisle_m: 1.5,
    facing: 'alternate',
    rowName: 'Row',
    editable: true,
    newId,
  });
  return { document: done(document, rows), newId };
}

describe('equipment on the clipboard', () => {
  it('goes to another design with its runs, items and systems, and is solved there to the same figures', () => {
    const { document } = pod();
    const text = copyRecords(document, [...document.tables.equipment.keys()]) ?? '';
    const other = otherDesign();
    const answer = pasteRecords(other.document, { text, offset_m: [0, 0, 0], newId: other.newId });
    const after = done(other.document, answer);
    expect(after.tables.equipment.size).toBe(document.tables.equipment.size);
    expect(after.tables.connection.size).toBe(document.tables.connection.size);
    const [here, there] = [analyse(document), analyse(after)];
    if (!here.ok || !there.ok) throw new Error('no analysis');
    expect(there.value.summary?.pue).toBeCloseTo(here.value.summary?.pue ?? 0, 6);
    expect(there.value.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('gets new ids and tags beside the originals, and leaves runs to what was not copied', () => {
    const { document, newId } = pod();
    const racks = [...document.tables.equipment.values()].filter(({ tag }) => /^R-0[12]$/.test(tag));
    const text = copyRecords(
      document,
      racks.map(({ id }) => id),
    );
    const answer = pasteRecords(document, { text: text ?? '', offset_m: [0, 3, 0], newId });
    if (isRefusal(answer)) throw new Error(answer.refused);
    const after = applyPatch(document, answer.patch);
    expect(after.tables.equipment.size).toBe(document.tables.equipment.size + 2);
    expect(after.tables.connection.size).toBe(document.tables.connection.size);
    expect(after.tables.item.size).toBe(document.tables.item.size);
    const tags = [...after.tables.equipment.values()].map(({ tag }) => tag);
    expect(new Set(tags).size).toBe(tags.length);
    expect(answer.label).toBe('Paste 2 racks');
  });

  it('brings rows and arrays along: a copy of an array is an array, also in another design', () => {
    const { document, newId } = arrayOfRows();
    const text = copyRecords(document, [...document.tables.equipment.keys()]) ?? '';
    const other = otherDesign();
    const after = done(other.document, pasteRecords(other.document, { text, offset_m: [0, 12, 0], newId: other.newId }));
    const array = [...after.tables.group.values()].find((group) => group.array);
    expect(array?.array?.members.flatMap(({ pieces }) => pieces)).toEqual([...after.tables.equipment.keys()]);
    expect([...after.tables.group.values()].filter(({ parent }) => parent === array?.id)).toHaveLength(2);
    const longer = done(after, editArray(after, { group: array?.id ?? '', fields: { count: 4 }, newId: other.newId }));
    const at = (each: typeof document) =>
      [...each.tables.equipment.values()].map(({ position_m: [x, y] }) => `${x.toFixed(3)} ${y.toFixed(3)}`);
    const here = done(document, editArray(document, { group: arrayIn(document), fields: { count: 4 }, newId }));
    const moved = [...here.tables.equipment.values()].map(({ position_m: [x, y] }) => `${x.toFixed(3)} ${(y + 12).toFixed(3)}`);
    expect(at(longer).sort()).toEqual(moved.sort());
  });

  it('lays nothing where no file is read with it', () => {
    const { document, newId } = arrayOfRows();
    const text = copyRecords(document, [...document.tables.equipment.keys()]) ?? '';
    for (const offset_m of [
      [2e6, 0, 0],
      [0, 0, 2e6],
    ] as const)
      expect(pasteRecords(document, { text, offset_m, newId })).toMatchObject({ refused: /farther than 1000 km/ });
  });

  it('refuses groups that are inside themselves', () => {
    const { document, newId } = arrayOfRows();
    const text = copyRecords(document, [...document.tables.equipment.keys()]) ?? '';
    const id = arrayIn(document);
    const inside = text.replace(`"id":"${id}",`, `"id":"${id}","parent":"${id}",`);
    expect(inside).not.toBe(text);
    expect(pasteRecords(document, { text: inside, offset_m: [0, 0, 0], newId })).toMatchObject({ refused: /inside itself/ });
  });

  it('refuses what is no copy, is damaged, or would bring in something else, with the line', () => {
    const { document, newId } = pod();
    const paste = (text: string) => pasteRecords(document, { text, offset_m: [0, 0, 0], newId });
    const good = copyRecords(document, [[...document.tables.equipment.keys()][0] ?? '']) ?? '';
    const [head, ...lines] = good.split('\n');
    expect(paste('hello')).toMatchObject({ refused: 'The clipboard holds no equipment' });
    expect(paste('')).toMatchObject({ refused: 'The clipboard holds no equipment' });
    expect(paste(`${head}\n{"id":`)).toMatchObject({ refused: 'Line 2 of the clipboard is damaged' });
    expect(paste(`${head}\n{"id":"x","type":"equipment"}`)).toMatchObject({ refused: /^Line 2 of the clipboard: .*missing/ });
    expect(paste(`${head}\n${lines.filter((line) => !line.includes('"type":"item"')).join('\n')}`)).toMatchObject({
      refused: /lacks the item of/,
    });
    expect(
      paste(
        `${head}\n{"id":"s","type":"scenario","name":"a","title":"a","load":"tdp","utilisation":1,"ambient":{"dryBulb_K":300,"relativeHumidity":0.5},"failed":[]}`,
      ),
    ).toMatchObject({
      refused: /is a scenario, which cannot be pasted/,
    });
    expect(copyRecords(document, [])).toBeUndefined();
  });
});
