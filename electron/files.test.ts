import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readTextFile, saveAtomically } from './files.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headroom-files-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('saving writes the file and leaves nothing else in the folder', async () => {
  const path = join(folder, 'hall.facility');
  expect((await saveAtomically(path, 'one\n')).ok).toBe(true);
  expect(await readFile(path, 'utf8')).toBe('one\n');
  expect(await readdir(folder)).toEqual(['hall.facility']);
});

test('the file that is replaced is kept beside the new one', async () => {
  const path = join(folder, 'hall.facility');
  for (const text of ['one\n', 'two\n', 'three\n']) await saveAtomically(path, text, { keepPrevious: true });
  expect(await readFile(path, 'utf8')).toBe('three\n');
  expect(await readFile(`${path}.bak`, 'utf8')).toBe('two\n');
  expect((await readdir(folder)).sort()).toEqual(['hall.facility', 'hall.facility.bak']);
});

test('a save that fails leaves the old file and says why', async () => {
  const path = join(folder, 'folder');
  await mkdir(path);
  const onFolder = await saveAtomically(path, 'x');
  expect(onFolder.ok ? [] : onFolder.problems).toMatchObject([{ code: 'not-a-file' }]);
  const nowhere = await saveAtomically(join(folder, 'no', 'such', 'hall.facility'), 'x', { shownAs: 'hall.facility' });
  expect(nowhere.ok ? [] : nowhere.problems).toMatchObject([
    { code: 'file-enoent', file: 'hall.facility', message: expect.stringContaining('no such file or folder') },
  ]);
});

test.skipIf(process.getuid?.() === 0)('a file without the right to write is not replaced', async () => {
  const path = join(folder, 'hall.facility');
  await writeFile(path, 'one\n');
  await chmod(path, 0o444);
  expect((await saveAtomically(path, 'two\n')).ok).toBe(false);
  expect(await readFile(path, 'utf8')).toBe('one\n');
});

test('saving through a link replaces the file it points to and keeps the link', async () => {
  const real = join(folder, 'real.facility');
  const link = join(folder, 'link.facility');
  await writeFile(real, 'one\n');
  await symlink(real, link);
  await saveAtomically(link, 'two\n');
  expect(await readFile(real, 'utf8')).toBe('two\n');
});

test('a file that is not text is refused with the line of the first wrong byte', async () => {
  const path = join(folder, 'picture.facility');
  await writeFile(path, Buffer.concat([Buffer.from('{"a":1}\n{"b":2}\n'), Buffer.from([0x7b, 0xff, 0xfe, 0x0a])]));
  const read = await readTextFile(path, 'picture.facility');
  expect(read.ok ? [] : read.problems).toMatchObject([{ code: 'binary', file: 'picture.facility', line: 3 }]);
  await writeFile(path, Buffer.from('{"a":1}\n\u0000'));
  const zero = await readTextFile(path);
  expect(zero.ok ? [] : zero.problems).toMatchObject([{ code: 'binary', line: 2 }]);
});

test('a folder and a missing file are told apart', async () => {
  const missing = await readTextFile(join(folder, 'gone.facility'));
  expect(missing.ok ? [] : missing.problems).toMatchObject([{ code: 'file-enoent' }]);
  const other = await readTextFile(folder);
  expect(other.ok ? [] : other.problems).toMatchObject([{ code: 'not-a-file' }]);
});
