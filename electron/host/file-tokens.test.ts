import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFileTokens, fileNameFault } from './file-tokens.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headroom-tokens-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('a token tells nothing of the path and leads only to files the host named', async () => {
  const tokens = createFileTokens({ dataFolder: folder, readOnly: false });
  const token = tokens.tokenFor(join(folder, 'hall.facility'));
  expect(token).not.toContain('hall');
  expect(tokens.tokenFor(join(folder, '.', 'hall.facility'))).toBe(token);
  expect(tokens.pathOf(token)).toEqual({ ok: true, value: join(folder, 'hall.facility') });
  for (const guess of ['', '/etc/passwd', 'file_AAAAAAAAAAAAAAAA', 'constructor']) expect(tokens.pathOf(guess).ok, guess).toBe(false);
});

test('a new file stays in its folder, whatever name is asked for', async () => {
  const tokens = createFileTokens({ dataFolder: folder, readOnly: false });
  for (const name of ['../up', '/etc/passwd', 'a/b', 'a\\b', '..', '.hidden', '', ' x', 'nul', 'a\u0000b', 'x'.repeat(121)])
    expect(fileNameFault(name), name).toBeDefined();
  await writeFile(join(folder, 'Plant.facility'), '');
  expect(await tokens.newPath(folder, 'Plant')).toEqual({ ok: true, value: join(folder, 'Plant 2.facility') });
  expect(await tokens.newPath(folder, 'Größe 10 MW.facility')).toEqual({ ok: true, value: join(folder, 'Größe 10 MW.facility') });
});

test('recent files come newest first, once each, and only while they exist', async () => {
  const tokens = createFileTokens({ dataFolder: folder, readOnly: false });
  const [a, b] = [join(folder, 'a.facility'), join(folder, 'b.facility')];
  await writeFile(a, '');
  await writeFile(b, '');
  for (const path of [a, b, a]) await tokens.remember(path);
  expect((await createFileTokens({ dataFolder: folder, readOnly: false }).recent()).map(({ name }) => name)).toEqual([
    'a.facility',
    'b.facility',
  ]);
  await rm(a);
  expect((await tokens.recent()).map(({ name }) => name)).toEqual(['b.facility']);
  await writeFile(join(folder, 'recent.json'), 'broken');
  expect(await tokens.recent()).toEqual([]);
});
