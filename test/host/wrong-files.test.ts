/** Wrong files and wrong words through the real command line: exit 2, a placed message, no stack, nothing written. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeFacility } from '../../shared/file/write.ts';
import { sampleDocument } from '../fixtures/sample-document.ts';
import { headroom } from './run-headroom.ts';

const good = writeFacility(sampleDocument());
const lines = good.slice(0, -1).split('\n');
const lineOf = (part: string): number => lines.findIndex((line) => line.includes(part)) + 1;
const twice = [...lines.slice(0, -1), lines[lineOf('"eq_b"') - 1], lines.at(-1), ''].join('\n');

/** Content of the file, and what the message must name. */
const wrongFiles: Readonly<Record<string, { content: string | Uint8Array; names: readonly string[] }>> = {
  empty: { content: '', names: ['wrong.facility:1', 'empty'] },
  'cut short in a record': {
    content: good.slice(0, good.indexOf('"conn_1"') + 40),
    names: [`wrong.facility:${lineOf('"conn_1"')}`, 'record conn_1', 'cut short'],
  },
  'cut short between lines': { content: `${lines.slice(0, -1).join('\n')}\n`, names: ['wrong.facility', 'cut short'] },
  binary: { content: Uint8Array.from({ length: 100_000 }, (_, i) => (i * 7919) % 256), names: ['wrong.facility:1', 'not a text file'] },
  'zero bytes': { content: new Uint8Array(5000), names: ['wrong.facility:1', 'not a text file'] },
  'not JSON': { content: 'Hall 1: 48 racks\n', names: ['wrong.facility:1', 'not a facility file'] },
  'JSON of another kind': { content: '{"asset":{"version":"2.0"}}\n', names: ['wrong.facility:1', 'field format'] },
  'a million opening brackets': { content: '['.repeat(1_000_000), names: ['wrong.facility:1', 'nested deeper'] },
  'a million opening brackets in a record': {
    content: `${lines[0]}\n{"id":"eq_z","type":"equipment","tag":${'['.repeat(1_000_000)}\n`,
    names: ['wrong.facility:2', 'record eq_z', 'nested deeper'],
  },
  'duplicate ids': { content: twice, names: [`wrong.facility:${lines.length}`, 'record eq_b', 'field id', `line ${lineOf('"eq_b"')}`] },
  'a dangling reference': {
    content: good.replace('"system":"sys_tcs"', '"system":"sys_gone"'),
    names: [`wrong.facility:${lineOf('"conn_1"')}`, 'record conn_1', 'field system', 'sys_gone'],
  },
  'a newer version': { content: good.replace('"version":1', '"version":9'), names: ['wrong.facility:1', 'field version', 'version 9'] },
  NaN: {
    content: good.replace('"yaw_deg":90', '"yaw_deg":NaN'),
    names: [`wrong.facility:${lineOf('"eq_a"')}`, 'record eq_a', 'field yaw_deg', 'finite'],
  },
  infinity: {
    content: good.replace('"yaw_deg":90', '"yaw_deg":1e400'),
    names: [`wrong.facility:${lineOf('"eq_a"')}`, 'record eq_a', 'field yaw_deg', 'finite'],
  },
  'a text for a number': {
    content: good.replace('"altitude_m":12.5', '"altitude_m":"12.5"'),
    names: ['record site_1', 'field altitude_m', 'must be a number'],
  },
  'a parameter out of range': {
    content: good.replace('{"roughness_m":0.0001}', '{"roughness_m":5}'),
    names: ['record conn_1', 'field overrides.roughness_m', 'between'],
  },
};

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headroom-wrong-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const noStack = /^\s+at |node:internal|\.ts:\d+/m;

describe.each(Object.entries(wrongFiles))('a file that is wrong by %s', (name, { content, names }) => {
  test.each([
    ['solve', ['solve', 'wrong.facility', '--json']],
    ['export', ['export', 'wrong.facility', '-o', 'bundle.zip']],
  ])(`is refused by %s, with its place, and nothing is written`, async (_, words) => {
    const inside = await mkdtemp(join(folder, `${name.replaceAll(' ', '-')}-`));
    await writeFile(join(inside, 'wrong.facility'), content);
    const ended = await headroom(words, { folder: inside });
    expect(ended.code, ended.err).toBe(2);
    expect(ended.out).toBe('');
    for (const part of names) expect(ended.err).toContain(part);
    expect(ended.err).not.toMatch(noStack);
    expect(await readdir(inside)).toEqual(['wrong.facility']);
    expect(Buffer.from(content)).toEqual(await readFile(join(inside, 'wrong.facility')));
  });
});

test.each([
  ['no command', []],
  ['an unknown command', ['melt']],
  ['no file', ['solve']],
  ['two files', ['solve', 'a.facility', 'b.facility']],
  ['an unknown option', ['solve', 'good.facility', '--fast']],
  ['an option without its value', ['solve', 'good.facility', '--scenario']],
  ['a missing file', ['solve', 'gone.facility']],
  ['a folder', ['solve', '.']],
  ['an unknown scenario', ['solve', 'good.facility', '--scenario', 'flood']],
  ['an ambient that is no temperature', ['solve', 'good.facility', '--ambient', 'warm']],
  ['an ambient outside this planet', ['solve', 'good.facility', '--ambient', '400']],
  ['a record that does not exist', ['solve', 'good.facility', '--fail', 'CDU-99']],
  ['an unknown design', ['new', 'castle', '-o', 'castle.facility']],
  ['no output', ['new', 'gb300-10mw']],
  ['a parameter that the design does not have', ['new', 'gb300-10mw', '--param', 'towers=3', '-o', 'x.facility']],
  ['a parameter out of its range', ['new', 'gb300-10mw', '--param', 'pods=30000000', '-o', 'x.facility']],
  ['a parameter that is no quantity', ['new', 'gb300-10mw', '--param', 'pods=many', '-o', 'x.facility']],
  ['an output folder that does not exist', ['new', 'gb300-10mw', '-o', 'no/such/folder/x.facility']],
  ['an unknown export format', ['export', 'good.facility', '-o', 'x.zip', '--only', 'pigeon']],
  ['a bundle that is none', ['verify', 'good.facility']],
  ['a missing bundle', ['verify', 'gone.zip']],
])('%s gives exit 2, a message and no file', async (_, words) => {
  const inside = await mkdtemp(join(folder, 'usage-'));
  await writeFile(join(inside, 'good.facility'), good);
  const ended = await headroom(words, { folder: inside });
  expect(ended.code, ended.err).toBe(2);
  expect(ended.err.trim()).not.toBe('');
  expect(ended.err).not.toMatch(noStack);
  expect(await readdir(inside)).toEqual(['good.facility']);
});

test('damaged lines are read around only when told to', async () => {
  const inside = await mkdtemp(join(folder, 'damaged-'));
  await writeFile(join(inside, 'hall.facility'), good.replace('"name":"Pod 1"', '"name":"Pod 1'));
  expect((await headroom(['info', 'hall.facility'], { folder: inside })).code).toBe(2);
  const told = await headroom(['info', 'hall.facility', '--allow-unreadable', '--json'], { folder: inside });
  expect(told.code, told.err).toBe(0);
  // The pod, its row, the tee and the workload in that row, the pipe at that tee, the scenario that fails the pipe, and two measurements of the tee.
  expect(JSON.parse(told.out)).toMatchObject({ unreadable: { length: 8 }, records: { equipment: 1 } });
});

test('a Node that cannot run the sources hands over to the one installed beside the package', async () => {
  const inside = await mkdtemp(join(folder, 'old-node-'));
  await writeFile(join(inside, 'good.facility'), good);
  const ended = await headroom(['info', 'good.facility'], { folder: inside, nodeOptions: ['--no-experimental-strip-types'] });
  expect(ended.code, ended.err).toBe(0);
  expect(ended.out).toContain('2 header');
});
