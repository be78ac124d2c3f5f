import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gb300ScalableUnit } from '../designs/gb300-su.ts';
import type { Migration } from './migrations/migration.ts';
import { readFacility } from './read.ts';
import { SoundReader } from './sound-reader.ts';
import { writeFacility } from './write.ts';

const built = gb300ScalableUnit.build({});
if (!built.ok) throw new Error('the scalable unit cannot be built');
const text = writeFacility(built.value);
const lines = text.split('\n');

const readSound = (given: string) => {
  const reader = new SoundReader();
  reader.take(given);
  return reader.finish();
};

/** A step that lifts nothing sends every file to the careful reader. */
const idle: Migration = { to: 1, name: 'idle', lift: (record) => [record] };
const carefully = (given: string) => readFacility(given, { steps: [idle], allowUnreadable: true });

describe('the short way through a file without a fault', () => {
  it('gives the document that the careful reader gives, in the same order', () => {
    const short = readSound(text);
    const careful = carefully(text);
    if (!short || !careful.ok) throw new Error('not read');
    expect(short).toEqual(careful.value.document);
    expect(writeFacility(short)).toBe(text);
    for (const type of ['equipment', 'connection', 'space'] as const)
      expect([...short.tables[type].keys()]).toEqual([...careful.value.document.tables[type].keys()]);
  });

  it('reads a file that arrives in pieces cut anywhere as it reads the whole', () => {
    const whole = readSound(text);
    fc.assert(
      fc.property(fc.array(fc.nat(text.length), { maxLength: 12 }), (places) => {
        const cuts = [0, ...places.sort((a, b) => a - b), text.length];
        const reader = new SoundReader();
        cuts.forEach((cut, i) => {
          reader.take(text.slice(cut, cuts[i + 1]));
        });
        expect(reader.finish()).toEqual(whole);
      }),
      { numRuns: 20 },
    );
  });

  it('shows building and equipment as soon as the first run arrives, with the very records of the finished document', () => {
    const reader = new SoundReader();
    const cut = text.indexOf('"type":"connection"') + 400;
    reader.take(text.slice(0, cut - 4000));
    expect(reader.standing()).toBeUndefined();
    reader.take(text.slice(cut - 4000, cut));
    const standing = reader.standing();
    reader.take(text.slice(cut));
    const whole = reader.finish();
    if (!standing || !whole) throw new Error('not read');
    expect(standing.tables.connection.size).toBe(0);
    expect(standing.tables.space.size).toBe(whole.tables.space.size);
    expect([...standing.tables.equipment.values()].every((record) => whole.tables.equipment.get(record.id) === record)).toBe(true);
    expect(standing.tables.equipment.size).toBe(whole.tables.equipment.size);
    // What was built of a table is not built again.
    for (const type of ['space', 'item', 'equipment'] as const) expect(whole.tables[type]).toBe(standing.tables[type]);
  });

  it('leaves a file whose order is another to the careful reader, once a table of it is looked at', () => {
    const [header = '', ...rest] = lines;
    const given = [header, ...rest.slice(0, -1).reverse(), ''].join('\n');
    const whole = new SoundReader();
    whole.take(given);
    expect(whole.finish()?.tables.equipment.size).toBe(built.value.tables.equipment.size);
    const looked = new SoundReader();
    looked.take(given.slice(0, given.length / 2));
    expect(looked.standing()).toBeDefined();
    looked.take(given.slice(given.length / 2));
    expect(looked.finish()).toBeUndefined();
    expect(carefully(given).ok).toBe(true);
  });

  it('is not for a file in which an id stands in two tables', () => {
    const idIn = (type: string) => /"id":"([^"]*)"/.exec(lines.find((line) => line.includes(`"type":"${type}"`)) ?? '')?.[1] ?? '';
    for (const type of ['equipment', 'connection']) {
      const place = lines.findIndex((line) => line.includes(`"type":"${type}"`));
      const copyAs = (id: string) => (lines[place] ?? '').replace(/"id":"[^"]*"/, `"id":"${id}"`).replace(/"tag":"[^"]*"/, '"tag":"copy"');
      const withCopy = (id: string) => readSound(lines.toSpliced(place + 1, 0, copyAs(id)).join('\n'));
      expect(withCopy('of_nobody')?.tables[type as 'equipment'].size).toBe(built.value.tables[type as 'equipment'].size + 1);
      for (const other of ['site', 'space', 'item', 'equipment', 'connection', 'system', 'scenario'])
        expect(withCopy(idIn(other)), `${type} with the id of a ${other}`).toBeUndefined();
    }
  });

  it('holds equal overrides of an item once', () => {
    const pieces = [...(readSound(text)?.tables.equipment.values() ?? [])];
    const different = new Set(pieces.map(({ item, overrides }) => `${item} ${JSON.stringify(overrides)}`));
    expect(new Set(pieces.map(({ overrides }) => overrides)).size).toBeLessThanOrEqual(different.size);
  });

  it('is never taken where the careful reader finds a fault', () => {
    const change = fc.record({
      line: fc.nat(lines.length - 2),
      other: fc.nat(lines.length - 2),
      at: fc.nat(400),
      put: fc.constantFrom('', '"', '{', '[', '9', '-', 'x', '\n', '\r', '\t', ',"a":[[1]]', '__proto__', '\\u0041', 'NaN'),
      how: fc.constantFrom('character', 'twice', 'gone', 'id'),
    });
    let [sound, faulty] = [0, 0];
    fc.assert(
      fc.property(change, ({ line, other, at, put, how }) => {
        const spoilt = [...lines];
        const own = lines[line + 1] ?? '';
        if (how === 'character') spoilt[line + 1] = own.slice(0, at % own.length) + put + own.slice((at % own.length) + 1);
        else if (how === 'twice') spoilt.splice(other + 1, 0, own);
        else if (how === 'gone') spoilt.splice(line + 1, 1);
        else spoilt[line + 1] = own.replace(/"id":"[^"]*"/, /"id":"[^"]*"/.exec(lines[other + 1] ?? '')?.[0] ?? '"id":"x"');
        const given = spoilt.join('\n');
        const careful = carefully(given);
        const short = readSound(given);
        if (!short) {
          faulty++;
          return;
        }
        sound++;
        if (!careful.ok) throw new Error(`taken, though ${careful.problems[0]?.message}`);
        expect(careful.value.notes).toEqual([]);
        expect(short).toEqual(careful.value.document);
      }),
      { numRuns: 60 },
    );
    expect(Math.min(sound, faulty)).toBeGreaterThan(0);
  });
});
