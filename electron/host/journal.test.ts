import { spawnSync } from 'node:child_process';
import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createJournal, type Journal } from './journal.ts';

let folder = '';
let journal: Journal;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headroom-journal-'));
  journal = createJournal(folder);
});
afterEach(async () => {
  await journal.close();
  await rm(folder, { recursive: true, force: true });
});

const design = '/designs/hall.facility';
const files = () => readdir(join(folder, 'journals'));

test('patches appended since the last save are found again, in order, without a clean end', async () => {
  await journal.append(design, 'base text\nof two lines\n', '{"revision":2}');
  await journal.append(design, null, '{"revision":3}');
  expect(await createJournal(folder).find()).toEqual([
    { path: design, name: 'hall.facility', base: 'base text\nof two lines\n', lines: ['{"revision":2}', '{"revision":3}'] },
  ]);
});

test('a line that the crash cut off is left out and the lines before it are kept', async () => {
  await journal.append(design, 'base', '{"revision":2}');
  const [name] = await files();
  await appendFile(join(folder, 'journals', name ?? ''), '{"revision":3,"la');
  expect((await journal.find())[0]?.lines).toEqual(['{"revision":2}']);
});

test('saving starts the journal over, discarding removes it', async () => {
  await journal.append(design, 'base', '{"revision":2}');
  await journal.append(design, 'saved', '');
  expect(await journal.find()).toEqual([]);
  await journal.append(design, null, '{"revision":4}');
  expect((await journal.find())[0]).toMatchObject({ base: 'saved', lines: ['{"revision":4}'] });
  await journal.discard(design);
  expect(await journal.find()).toEqual([]);
  expect(await files()).toEqual([]);
});

test('what is saved is not recovered, and what came while it was being saved is kept', async () => {
  await journal.append(design, 'base', '{"revision":2}');
  await journal.saved(design, 'saved', journal.mark(design));
  expect(await journal.find()).toEqual([]);
  const mark = journal.mark(design);
  await journal.append(design, null, '{"revision":3}');
  await journal.saved(design, 'saved again', mark);
  expect((await journal.find())[0]).toMatchObject({ base: 'saved', lines: ['{"revision":3}'] });
  await journal.saved('/designs/never-journalled.facility', 'x', 0);
  expect(await journal.find()).toHaveLength(1);
});

test('a line without a base is refused, so that no patch is kept that nothing could be replayed on', async () => {
  const appended = await journal.append(design, null, '{"revision":2}');
  expect(appended.ok ? [] : appended.problems).toMatchObject([{ code: 'journal-missing' }]);
  const twoLines = await journal.append(design, 'base', 'a\nb');
  expect(twoLines.ok ? [] : twoLines.problems).toMatchObject([{ code: 'bad-journal-line' }]);
});

test('the journal of a program that still runs belongs to it, that of one that ended is found', async () => {
  await journal.append(design, 'base', '{"revision":2}');
  const [name] = await files();
  const path = join(folder, 'journals', name ?? '');
  const text = await readFile(path, 'utf8');
  const ended = spawnSync(process.execPath, ['-e', '']).pid;
  await writeFile(path, text.replace(`"process":${process.pid}`, `"process":${process.ppid}`));
  expect(await journal.find()).toEqual([]);
  await writeFile(path, text.replace(`"process":${process.pid}`, `"process":${ended}`));
  expect(await journal.find()).toHaveLength(1);
});

test('a damaged journal is passed over and does not hide the others', async () => {
  await journal.append(design, 'base', '{"revision":2}');
  await writeFile(join(folder, 'journals', 'aaaa.journal'), '\u0000\u0001 not a journal\n{}\n');
  await writeFile(join(folder, 'journals', 'bbbb.journal'), '');
  expect(await journal.find()).toHaveLength(1);
});

test('what was undone before the window closed is not offered, unless no file has it', async () => {
  const [was, is] = [
    { id: 'eq_1', tag: 'A' },
    { id: 'eq_1', tag: 'B' },
  ];
  const line = (before: unknown, after: unknown) => JSON.stringify({ revision: 2, label: 'x', patch: [{ id: 'eq_1', before, after }] });
  await journal.append(design, 'base', line(was, is));
  await journal.append(design, null, line(is, was));
  expect(await journal.find()).toEqual([]);
  await journal.append(design, null, line(was, null));
  expect((await journal.find())[0]?.lines).toHaveLength(3);
  await journal.append(design, null, line(null, was));
  await journal.append(null, 'base', line(was, is));
  await journal.append(null, null, line(is, was));
  expect((await journal.find()).map(({ path }) => path)).toEqual([null]);
});
