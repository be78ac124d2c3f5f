import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sampleDocument, sampleRecords } from '../../test/fixtures/sample-document.ts';
import { type Document, documentOf } from '../document/document.ts';
import type { FacilityRecord } from '../document/records.ts';
import { readFacility } from './read.ts';
import { writeFacility } from './write.ts';

const reread = (text: string, allowUnreadable = false): Document => {
  const result = readFacility(text, { file: 'x.facility', allowUnreadable });
  if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join('\n'));
  return result.value.document;
};

test('a facility reads back as it was written, and writing again gives the same bytes', () => {
  const text = writeFacility(sampleDocument());
  expect(reread(text)).toEqual(sampleDocument());
  expect(writeFacility(reread(text))).toBe(text);
});

test('the bytes do not depend on the order in which records and their fields were made', () => {
  const reversed = [...sampleRecords]
    .reverse()
    .map((record) => Object.fromEntries(Object.entries(record).reverse()) as unknown as FacilityRecord);
  expect(writeFacility(documentOf(reversed))).toBe(writeFacility(sampleDocument()));
});

test('the first line is the header, the last the site, and every line one JSON value ended by LF', () => {
  const text = writeFacility(sampleDocument());
  expect(text.endsWith('\n')).toBe(true);
  const lines = text
    .slice(0, -1)
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines[0]).toEqual({ format: 'headroom-facility', version: 1, app: 'headroom', units: 'SI; names end in their unit' });
  expect(lines.at(-1)?.type).toBe('site');
  expect(lines).toHaveLength(sampleRecords.length + 1);
});

test('fields this version does not know survive, at every level', () => {
  const text = writeFacility(sampleDocument())
    .replace('"altitude_m":12.5', '"altitude_m":12.5,"seismicZone":{"code":"3","list":[1,{"b":2,"a":1}]}')
    .replace('"dryBulb_K":308.15', '"dryBulb_K":308.15,"wind_m_s":4');
  const again = writeFacility(reread(text));
  expect(again).toContain('"seismicZone":{"code":"3","list":[1,{"a":1,"b":2}]}');
  expect(again).toContain('"wind_m_s":4');
  expect(writeFacility(reread(again))).toBe(again);
});

test('a document with a number that JSON cannot hold is not written', () => {
  const broken = sampleRecords.map((record) =>
    record.type === 'equipment' ? { ...record, position_m: [0, Number.NaN, 0] as const } : record,
  );
  expect(() => writeFacility(documentOf(broken))).toThrow('eq_a.position_m[1] is NaN');
});

// Zero keeps no sign in the file; every other double comes back bit for bit.
const length = fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((x) => (x === 0 ? 0 : x));
const name = fc.string({ unit: 'grapheme', maxLength: 30 });
const overrides = fc.record(
  { roughness_m: fc.double({ min: 0, max: 0.005, noNaN: true }).map((x) => (x === 0 ? 0 : x)) },
  { requiredKeys: [] },
);

const anyFacility = fc
  .record({
    names: fc.array(name, { minLength: 4, maxLength: 4 }),
    places: fc.array(fc.tuple(length, length, length), { maxLength: 20 }),
    outline: fc.array(fc.tuple(length, length), { minLength: 3, maxLength: 12 }),
    yaw: fc.double({ min: -360, max: 360, noNaN: true }).map((x) => (x === 0 ? 0 : x)),
    overrides,
    extra: fc.dictionary(
      fc.stringMatching(/^x[A-Za-z]{1,8}$/),
      fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.parse(JSON.stringify(value).replaceAll('__proto__', 'proto')) as unknown),
    ),
  })
  .map(({ names, places, outline, yaw, overrides: values, extra }) => {
    const records = sampleRecords.map((record): FacilityRecord => {
      if (record.type === 'site') return { ...record, ...extra, name: names[0] ?? '', author: names[1] ?? '' };
      if (record.type === 'space') return { ...record, outline_m: outline, name: names[2] ?? '' };
      if (record.type === 'measurement' && record.kind === 'distance')
        return {
          ...record,
          name: names[1] ?? '',
          anchors: record.anchors.map((anchor, i) => ({ ...anchor, at_m: places[i] ?? anchor.at_m })),
        };
      if (record.type === 'connection') return { ...record, waypoints_m: places, overrides: values };
      return record.id === 'eq_a' && record.type === 'equipment' ? { ...record, yaw_deg: yaw, tag: names[3] ?? '' } : record;
    });
    return documentOf(records);
  });

test('any facility reads back equal and writes the same bytes again', () => {
  fc.assert(
    fc.property(anyFacility, (document) => {
      const text = writeFacility(document);
      const again = reread(text);
      expect(again).toEqual(document);
      expect(writeFacility(again)).toBe(text);
    }),
  );
});
