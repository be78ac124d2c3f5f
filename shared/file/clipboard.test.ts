import { describe, expect, it } from 'vitest';
import { done } from '../../test/fixtures/apply-command.ts';
import { barePod } from '../../test/fixtures/bare-pod.ts';
import { analyse } from '../analysis/analyse.ts';
import { autoConnect } from '../commands/auto-connect.ts';
import { deleteRecords } from '../commands/delete.ts';
import { applyPatch } from '../document/document.ts';
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
