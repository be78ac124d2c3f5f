import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readFacility } from '../read.ts';
import { formatVersion, writeFacility } from '../write.ts';
import { migrations } from './index.ts';
import type { Migration } from './migration.ts';

const fixtures = new URL('../../../test/fixtures/', import.meta.url);

test('the migrations lead in order and without a gap to the version that is written', () => {
  expect(migrations.map(({ to }) => to)).toEqual(Array.from({ length: formatVersion - 1 }, (_, i) => i + 2));
});

test('there is a saved file of every released version, and each still opens', () => {
  const saved = readdirSync(fixtures)
    .filter((name) => /^version-\d+\.facility$/.test(name))
    .sort();
  expect(saved).toEqual(Array.from({ length: formatVersion }, (_, i) => `version-${i + 1}.facility`));
  for (const name of saved) {
    const result = readFacility(readFileSync(new URL(name, fixtures), 'utf8'), { file: name });
    expect(result.ok ? [] : result.problems, name).toEqual([]);
  }
});

test('a file of the version that is written is written back byte for byte', () => {
  const text = readFileSync(new URL(`version-${formatVersion}.facility`, fixtures), 'utf8');
  const result = readFacility(text);
  expect(result.ok && writeFacility(result.value.document)).toBe(text);
});

const steps: readonly Migration[] = [
  {
    to: 2,
    name: 'feet to metres',
    lift: ({ altitude_ft, ...rest }) => [typeof altitude_ft === 'number' ? { ...rest, altitude_m: altitude_ft * 0.3048 } : rest],
  },
  { to: 3, name: 'groups of kind block are gone', lift: (record) => (record.type === 'group' && record.kind === 'block' ? [] : [record]) },
];

test('an old file is lifted step by step: a field renamed, a record dropped', () => {
  const text = readFileSync(new URL('version-1.facility', fixtures), 'utf8');
  const old = text
    .replace('"altitude_m":12.5', '"altitude_ft":100')
    .replace('\n', '\n{"id":"grp_old","type":"group","kind":"block","name":"old"}\n');
  const result = readFacility(old, { steps, newestVersion: 3 });
  if (!result.ok) throw new Error(result.problems[0]?.message);
  const { document } = result.value;
  expect(document.tables.site.get('site_1')?.altitude_m).toBeCloseTo(30.48, 12);
  expect(document.tables.group.has('grp_old')).toBe(false);
});

test('a file of a middle version gets only the steps it has not seen', () => {
  const text = readFileSync(new URL('version-1.facility', fixtures), 'utf8')
    .replace('"version":1', '"version":2')
    .replace('\n', '\n{"id":"grp_old","type":"group","kind":"block","name":"old"}\n');
  const result = readFacility(text, { steps, newestVersion: 3 });
  expect(result.ok && result.value.document.tables.site.get('site_1')?.altitude_m).toBe(12.5);
});
