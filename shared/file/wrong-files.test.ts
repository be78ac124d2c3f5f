import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sampleDocument } from '../../test/fixtures/sample-document.ts';
import { describeProblem, type Problem } from '../problem.ts';
import { readFacility } from './read.ts';
import { writeFacility } from './write.ts';

const good = writeFacility(sampleDocument());
const goodLines = good.slice(0, -1).split('\n');
const lineOf = (part: string): number => goodLines.findIndex((line) => line.includes(part)) + 1;
const problemsOf = (text: string): readonly Problem[] => {
  const result = readFacility(text, { file: 'hall.facility' });
  return result.ok ? [] : result.problems;
};
const firstOf = (text: string): Problem => {
  const problem = problemsOf(text)[0];
  if (!problem) throw new Error('the file was accepted');
  return problem;
};

test('an empty file is named as empty', () => {
  expect(firstOf('')).toMatchObject({ code: 'empty', file: 'hall.facility', line: 1 });
  expect(firstOf('\n \n')).toMatchObject({ code: 'empty' });
});

test('a binary file, a picture and plain prose are not facility files', () => {
  expect(firstOf('\u0000\u0001\u0002'.repeat(100))).toMatchObject({ code: 'binary', line: 1 });
  expect(firstOf('PNG\r\n\u001a\n')).toMatchObject({ line: 1 });
  expect(firstOf('Dear facility engineer,\n')).toMatchObject({ code: 'not-json', line: 1 });
  expect(firstOf('{"format":"gltf","version":2}\n')).toMatchObject({ code: 'bad-header', field: 'format' });
  expect(firstOf('[]\n')).toMatchObject({ code: 'bad-header' });
});

test('a million opening brackets are refused on the line they stand on', () => {
  expect(firstOf('['.repeat(1_000_000))).toMatchObject({ code: 'nested-too-deep', line: 1 });
  const nested = `{"id":"eq_z","type":"equipment","x":${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}}`;
  expect(firstOf(`${goodLines[0]}\n${nested}\n`)).toMatchObject({ code: 'nested-too-deep', line: 2, record: 'eq_z' });
  expect(firstOf(`${goodLines[0]}\n${'{"a":'.repeat(500_000)}`)).toMatchObject({ code: 'nested-too-deep', line: 2 });
});

test('a file cut anywhere is noticed', () => {
  for (let length = 0; length < good.length - 1; length++)
    expect(problemsOf(good.slice(0, length)), `cut at ${length}`).not.toHaveLength(0);
  const inRecord = good.slice(0, good.indexOf('"conn_1"') + 30);
  expect(firstOf(inRecord)).toMatchObject({ code: 'truncated', line: lineOf('"conn_1"'), record: 'conn_1' });
  const betweenLines = goodLines.slice(0, -1).join('\n');
  expect(firstOf(`${betweenLines}\n`)).toMatchObject({ code: 'site-count', message: expect.stringContaining('cut short') });
});

test('a second record of the same id names both lines', () => {
  const copy = goodLines[lineOf('"eq_b"') - 1] ?? '';
  const text = [...goodLines.slice(0, -1), copy, goodLines.at(-1)].join('\n');
  expect(firstOf(text)).toMatchObject({
    code: 'duplicate-id',
    line: goodLines.length,
    record: 'eq_b',
    field: 'id',
    message: expect.stringContaining(`line ${lineOf('"eq_b"')}`),
  });
});

test('a dangling reference names the record and the field that dangles', () => {
  expect(firstOf(good.replace('"system":"sys_tcs"', '"system":"sys_gone"'))).toMatchObject({
    code: 'dangling-reference',
    line: lineOf('"conn_1"'),
    record: 'conn_1',
    field: 'system',
  });
  expect(firstOf(good.replace('"failed":["conn_1"]', '"failed":["conn_9"]'))).toMatchObject({ record: 'scn_out', field: 'failed[0]' });
  expect(firstOf(good.replace('"on":"eq_b"', '"on":"eq_x"'))).toMatchObject({ record: 'work_chat', field: 'placements[1].on' });
});

test('a misspelt, unitless or impossible assumption is named where it stands', () => {
  const price = (from: string, to: string) => firstOf(good.replace(from, to));
  expect(price('"price_USD_Mtok"', '"prize"')).toMatchObject({ line: lineOf('"work_chat"'), record: 'work_chat', field: 'values.prize' });
  expect(price('"unit":"USD/Mtok"', '"unit":"EUR"')).toMatchObject({ field: 'values.price_USD_Mtok' });
  expect(price('"value":0.5,"unit":"USD', '"value":-2,"unit":"USD')).toMatchObject({ field: 'values.price_USD_Mtok' });
  expect(price('"purpose":"inference"', '"purpose":"mining"')).toMatchObject({ field: 'purpose' });
});

test('a newer format version is refused by its number', () => {
  expect(firstOf(good.replace('"version":1', '"version":7'))).toMatchObject({
    code: 'newer-version',
    line: 1,
    field: 'version',
    message: expect.stringContaining('version 7'),
  });
  expect(firstOf(good.replace('"version":1', '"version":0'))).toMatchObject({ code: 'bad-header' });
});

test('NaN, infinity and a null in place of a number name their field', () => {
  const line = lineOf('"eq_a"');
  for (const wrong of ['NaN', '-Infinity', 'nan']) {
    expect(firstOf(good.replace('"yaw_deg":90', `"yaw_deg":${wrong}`))).toMatchObject({
      code: 'not-finite',
      line,
      record: 'eq_a',
      field: 'yaw_deg',
    });
  }
  expect(firstOf(good.replace('"position_m":[1,2,3]', '"position_m":[1,NaN,3]'))).toMatchObject({
    line,
    record: 'eq_a',
    field: 'position_m',
  });
  expect(firstOf(good.replace('"yaw_deg":90', '"yaw_deg":1e999'))).toMatchObject({
    code: 'bad-field',
    line,
    record: 'eq_a',
    field: 'yaw_deg',
  });
  expect(firstOf(good.replace('"position_m":[1,2,3]', '"position_m":[1,null,3]'))).toMatchObject({
    line,
    record: 'eq_a',
    field: 'position_m[1]',
  });
});

test('wrong types, missing fields and unknown choices name their field', () => {
  expect(firstOf(good.replace('"yaw_deg":90', '"yaw_deg":"90"'))).toMatchObject({
    record: 'eq_a',
    field: 'yaw_deg',
    message: 'yaw_deg must be a number, not "90"',
  });
  expect(firstOf(good.replace('"yaw_deg":90,', ''))).toMatchObject({ code: 'missing-field', record: 'eq_a', field: 'yaw_deg' });
  expect(firstOf(good.replace('"relativeHumidity":0.4', '"relativeHumidity":40'))).toMatchObject({
    record: 'scn_design',
    field: 'ambient.relativeHumidity',
  });
  expect(firstOf(good.replace('"kind":"tcs"', '"kind":"steam"'))).toMatchObject({ record: 'sys_tcs', field: 'kind' });
  expect(firstOf(good.replace('"type":"system"', '"type":"robot"'))).toMatchObject({
    code: 'unknown-type',
    record: 'sys_tcs',
    field: 'type',
  });
  expect(firstOf(good.replace('"fluid":"pg25"', '"__proto__":{"kind":"lv"}'))).toMatchObject({ record: 'sys_tcs', field: '__proto__' });
});

test('a parameter value outside its declaration names the value, and an override of no parameter is no typing error kept silent', () => {
  expect(firstOf(good.replace('"overrides":{"roughness_m":0.0001}', '"overrides":{"roughness_m":12}'))).toMatchObject({
    code: 'bad-value',
    record: 'conn_1',
    field: 'overrides.roughness_m',
  });
  expect(firstOf(good.replace('"overrides":{"roughness_m":0.0001}', '"overrides":{"rougness_m":0.0001}'))).toMatchObject({
    code: 'unknown-parameter',
    record: 'conn_1',
    field: 'overrides.rougness_m',
  });
  expect(firstOf(good.replace('"innerDiameter_m":{"value":0.0545', '"innerDiameter_m":{"value":-1'))).toMatchObject({
    record: 'item_dn50',
    field: 'values.innerDiameter_m',
  });
  expect(firstOf(good.replace('"kind":"header"', '"kind":"warp-core"'))).toMatchObject({
    code: 'unknown-kind',
    record: 'item_header',
    field: 'kind',
  });
});

test('a problem reads as place first, then what is wrong', () => {
  expect(describeProblem(firstOf(good.replace('"yaw_deg":90', '"yaw_deg":NaN')))).toBe(
    `hall.facility:${lineOf('"eq_a"')}, record eq_a, field yaw_deg: yaw_deg is NaN; it must be a finite number`,
  );
});

test('what cannot be read is set aside with all that hangs on it, and written back untouched', () => {
  const damaged = good.replace('"kind":"header"', '"kind":"warp-core"').replace('"name":"Row 1"', '"name":"Row 1');
  const result = readFacility(damaged, { allowUnreadable: true });
  if (!result.ok) throw new Error('refused');
  const { document, notes } = result.value;
  expect(document.tables.equipment.size).toBe(0);
  expect(document.tables.connection.size).toBe(0);
  // The tee item, both tees made of it, the pipe between them, the scenario that fails the pipe,
  // the work on one tee, what was measured on it, and the broken row.
  expect(document.unreadable).toHaveLength(9);
  expect(notes.length).toBeGreaterThanOrEqual(6);
  const saved = writeFacility(document);
  for (const { text } of document.unreadable) expect(saved.split('\n')).toContain(text);
  const repaired = saved.replace('"kind":"warp-core"', '"kind":"header"').replace('"name":"Row 1,', '"name":"Row 1",');
  const again = readFacility(repaired);
  expect(again.ok && writeFacility(again.value.document)).toBe(good);
});

test('a chain of a hundred thousand groups without an end is refused without walking it from every link', () => {
  const chain = Array.from(
    { length: 100_000 },
    (_, i) => `{"id":"g${i}","type":"group","kind":"other","name":"","parent":"g${(i + 1) % 100_000}"}`,
  );
  expect(firstOf([goodLines[0], ...chain, ...goodLines.slice(1)].join('\n'))).toMatchObject({ code: 'parent-cycle' });
});

test('a first line that is not a header says what it lacks in plain words', () => {
  expect(firstOf(goodLines.slice(1).join('\n'))?.message).toMatch(/format in its header is missing$/);
});

test('a file of endless errors stops being read', () => {
  const problems = problemsOf(`${goodLines[0]}\n${'x\n'.repeat(100_000)}`);
  expect(problems.length).toBeLessThan(100);
  expect(problems.at(-1)).toMatchObject({ code: 'too-many-problems' });
});

test('bytes changed at random never crash the reader, and what it accepts it can write and read again', () => {
  const change = fc.record({
    at: fc.nat(good.length - 1),
    put: fc.oneof(fc.constantFrom('"', '{', '}', '[', ']', ',', ':', '\n', '\\', '0', '-', 'e', '\u0000', ''), fc.string({ maxLength: 3 })),
  });
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), fc.boolean(), (changes, allowUnreadable) => {
      const text = changes.reduce((before, { at, put }) => before.slice(0, at) + put + before.slice(at + 1), good);
      const result = readFacility(text, { allowUnreadable });
      if (!result.ok) {
        expect(result.problems.length).toBeGreaterThan(0);
        return;
      }
      const saved = writeFacility(result.value.document);
      const again = readFacility(saved, { allowUnreadable });
      expect(again.ok && writeFacility(again.value.document)).toBe(saved);
    }),
    { seed: 20261121, numRuns: 2000 },
  );
});
