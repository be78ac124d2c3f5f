import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { smallHall, smallHallAnalysis } from '../../../test/fixtures/small-hall.ts';
import { developedLength_m } from '../../analysis/materials.ts';
import { textOf } from '../text.ts';
import { unzipFiles } from '../zip.ts';
import { csvText, harmless } from './csv.ts';
import { cableSchedule, equipmentSchedule, pipeSchedule, schedulesOf } from './schedules.ts';
import { byTag, number, roundedTo, type Table, tableOf, text } from './table.ts';
import { xlsxBytes } from './xlsx.ts';

const column = (table: Table, title: string): readonly (number | string | undefined)[] => {
  const i = table.columns.findIndex((candidate) => candidate.title === title);
  expect(i, `${table.title} has a column ${title}`).toBeGreaterThanOrEqual(0);
  return table.rows.map((row) => row[i]);
};

describe('CSV', () => {
  it('turns no text into a formula and keeps numbers as numbers', () => {
    const table = tableOf(
      't',
      'T',
      [text<string>('Text', (cell) => cell), number<string>('Number', 'm', 1, () => -5)],
      ['=1+1', '@x', '+1', '-1', '＝1', '\t=1', 'plain', 'say "hi", you'],
    );
    expect(csvText(table).split('\r\n').slice(0, 9)).toEqual([
      '"Text","Number (m)"',
      '"\'=1+1","-5.0"',
      '"\'@x","-5.0"',
      '"\'+1","-5.0"',
      '"\'-1","-5.0"',
      '"\'＝1","-5.0"',
      '"\'\t=1","-5.0"',
      '"plain","-5.0"',
      '"say ""hi"", you","-5.0"',
    ]);
  });

  it('leaves harmless text alone', () => {
    fc.assert(fc.property(fc.stringMatching(/^[A-Za-z0-9(][ -~]*$/), (value) => harmless(value) === value));
  });
});

describe('tables', () => {
  it('round halves away from zero and write no minus zero', () => {
    expect([roundedTo(1, 0.25), roundedTo(1, -0.25), roundedTo(2, 1.005), roundedTo(0, -0.2)]).toEqual([0.3, -0.3, 1.01, 0]);
  });

  it('sort tags as people read them', () => {
    const tags = ['R-10', 'R-2', 'R-1', 'Q-3', 'R-02'].map((tag) => ({ tag, id: tag }));
    expect(tags.sort(byTag).map(({ tag }) => tag)).toEqual(['Q-3', 'R-1', 'R-02', 'R-2', 'R-10']);
  });
});

describe('the schedules', () => {
  const document = smallHall();
  const analysis = smallHallAnalysis();

  it('name every piece of equipment and every run once', () => {
    expect(column(equipmentSchedule(document, analysis), 'Id').toSorted()).toEqual([...document.tables.equipment.keys()].sort());
    const runs = [...column(pipeSchedule(document, analysis), 'Id'), ...column(cableSchedule(document, analysis), 'Id')];
    expect(runs.toSorted()).toEqual([...document.tables.connection.keys()].sort());
  });

  it('count the bill of materials from the records', () => {
    const bill = schedulesOf(document, analysis)[0] as Table;
    const pieces = column(bill, 'Quantity').reduce<number>((sum, value) => sum + Number(value), 0);
    expect(pieces).toBe(document.tables.equipment.size + document.tables.connection.size);
    const whips = [...document.tables.connection.values()].filter(({ item }) => item === 'item_whip-60a-x4');
    const length = whips.reduce((sum, run) => sum + developedLength_m(document, run), 0);
    expect(column(bill, 'Length')[column(bill, 'Catalogue name').indexOf('whip-60a-x4')]).toBeCloseTo(length, 1);
  });

  it('carry solved values and leave unsolved ones empty', () => {
    const pipes = pipeSchedule(document, analysis);
    const flows = column(pipes, 'Flow');
    expect(flows[column(pipes, 'Tag').indexOf('L-100')]).toBe(184.8);
    expect(flows[column(pipes, 'Tag').indexOf('L-001')]).toBeUndefined();
  });

  it('make the same workbook twice, with no date of today in it', async () => {
    const bytes = await xlsxBytes(schedulesOf(document, analysis));
    expect(await xlsxBytes(schedulesOf(document, analysis))).toEqual(bytes);
    const parts = unzipFiles(bytes, undefined, { anyName: true });
    if (!parts.ok) throw new Error('the workbook is no zip');
    expect(parts.value[0]?.path).toBe('[Content_Types].xml');
    for (const { bytes: part } of parts.value) expect(textOf(part)).not.toContain('<f>');
  });
});
