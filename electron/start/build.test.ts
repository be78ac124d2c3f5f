import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type BuildTarget, ensureBuilt } from './build.ts';

const packages = fileURLToPath(new URL('../../node_modules', import.meta.url));
const target: BuildTarget = { name: 'page', configs: ['page/vite.config.mjs'], output: 'out/page', entry: 'index.html', sources: ['page'] };
let root = '';
let said: string[] = [];
const ensure = () => ensureBuilt(root, target, (text) => void said.push(text));

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'headroom-build-'));
  said = [];
  await mkdir(join(root, 'page'));
  await symlink(packages, join(root, 'node_modules'));
  await writeFile(join(root, 'page', 'vite.config.mjs'), "export default { root: import.meta.dirname, base: './' };\n");
  await writeFile(join(root, 'page', 'index.html'), '<!doctype html><title>one</title>');
});
afterEach(() => rm(root, { recursive: true, force: true }));

test('builds what is missing, keeps what is fresh, builds again when a source changed', async () => {
  expect(await ensure()).toEqual({ ok: true, value: join(root, 'out', 'page') });
  const built = join(root, 'out', 'page', 'index.html');
  const first = (await stat(built)).mtimeMs;
  expect((await ensure()).ok).toBe(true);
  expect((await stat(built)).mtimeMs).toBe(first);
  await writeFile(join(root, 'page', 'index.html'), '<!doctype html><title>the second</title>');
  expect((await ensure()).ok).toBe(true);
  expect(await readFile(built, 'utf8')).toContain('the second');
  expect(said).toEqual(['Building the page …', 'Building the page …']);
  expect(await readdir(join(root, 'out'))).toEqual(['page']);
});

test('several that start at once all get the one build, and nothing else is left', async () => {
  const all = await Promise.all([ensure(), ensure(), ensure(), ensure()]);
  expect(all).toEqual(all.map(() => ({ ok: true, value: join(root, 'out', 'page') })));
  expect(await readFile(join(root, 'out', 'page', 'index.html'), 'utf8')).toContain('one');
  expect(await readdir(join(root, 'out'))).toEqual(['page']);
});

test('a build that fails says why and leaves the last one in place', async () => {
  await ensure();
  await writeFile(join(root, 'page', 'index.html'), '<!doctype html><script type="module" src="./missing.js"></script>');
  const failed = await ensure();
  expect(failed.ok ? '' : failed.problems[0]?.message).toContain('missing.js');
  expect(await readFile(join(root, 'out', 'page', 'index.html'), 'utf8')).toContain('one');
  expect(await readdir(join(root, 'out'))).toEqual(['page']);
});

test('an installation without sources uses the build it came with', async () => {
  await ensure();
  await rm(join(root, 'page'), { recursive: true });
  expect((await ensure()).ok).toBe(true);
  await rm(join(root, 'out'), { recursive: true });
  const missing = await ensure();
  expect(missing.ok ? [] : missing.problems).toMatchObject([{ code: 'not-built' }]);
});

test('what is built is what people get, whatever the mode of the process that asks', async () => {
  expect(process.env.NODE_ENV).not.toBe('production');
  await writeFile(join(root, 'page', 'index.html'), '<!doctype html><title>one</title><script type="module" src="./main.js"></script>');
  await writeFile(join(root, 'page', 'main.js'), 'document.title = "mode:" + process.env.NODE_ENV;\n');
  await ensure();
  const assets = join(root, 'out', 'page', 'assets');
  const texts = await Promise.all((await readdir(assets)).map((name) => readFile(join(assets, name), 'utf8')));
  expect(texts.join('\n')).toContain('mode:production');
});
