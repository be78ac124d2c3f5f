/**
 * Packs the desktop program with a stand-in for the Electron distribution (its file names, a script as its
 * program) and looks into the archive: what would be shipped is there, complete, and nothing besides.
 */
import { spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { editorBuild, ensureBuilt, shellBuild } from '../electron/start/build.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
let folder = '';
let archive: Archive;

type Entry =
  | { readonly files: Readonly<Record<string, Entry>> }
  | { readonly size: number; readonly offset?: string; readonly unpacked?: boolean };

interface Archive {
  readonly names: readonly string[];
  text(name: string): string;
}

/** An asar archive: two lengths, a JSON directory, then the files one after another. */
function readArchive(bytes: Buffer): Archive {
  const start = 8 + bytes.readUInt32LE(4);
  const directory = JSON.parse(bytes.subarray(16, 16 + bytes.readUInt32LE(12)).toString('utf8')) as Entry;
  const places = new Map<string, { offset: number; size: number }>();
  const walk = (entry: Entry, path: string) => {
    if ('files' in entry) for (const [name, inner] of Object.entries(entry.files)) walk(inner, path === '' ? name : `${path}/${name}`);
    else places.set(path, { offset: Number(entry.offset), size: entry.size });
  };
  walk(directory, '');
  return {
    names: [...places.keys()],
    text(name) {
      const place = places.get(name);
      if (!place) throw new Error(`${name} is not in the archive`);
      return bytes.subarray(start + place.offset, start + place.offset + place.size).toString('utf8');
    },
  };
}

function emptyArchive(): Buffer {
  const directory = Buffer.from('{"files":{}}');
  const padded = Math.ceil(directory.length / 4) * 4;
  const head = Buffer.alloc(16);
  [4, 8 + padded, 4 + padded, directory.length].forEach((value, i) => {
    head.writeUInt32LE(value, i * 4);
  });
  return Buffer.concat([head, directory, Buffer.alloc(padded - directory.length)]);
}

async function standInDistribution(path: string): Promise<void> {
  await mkdir(join(path, 'resources'), { recursive: true });
  await mkdir(join(path, 'locales'));
  await writeFile(join(path, 'resources', 'default_app.asar'), emptyArchive());
  await writeFile(join(path, 'electron'), '#!/bin/sh\nexit 1\n');
  await chmod(join(path, 'electron'), 0o755);
  for (const name of ['chrome-sandbox', 'version', 'LICENSE', 'LICENSES.chromium.html', 'icudtl.dat', 'resources.pak', 'locales/en-US.pak'])
    await writeFile(join(path, name), '');
}

function run(program: string, words: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...words], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text;
      });
    }
    child.on('error', reject);
    child.on('exit', (code) => (code === 0 ? resolve(said) : reject(new Error(said))));
  });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headroom-dist-'));
  for (const target of [editorBuild, shellBuild]) {
    const built = await ensureBuilt(root, target, () => undefined);
    if (!built.ok) throw new Error(built.problems[0]?.message);
  }
  const distribution = join(folder, 'distribution');
  await standInDistribution(distribution);
  // Fuses are set inside the real program, which the stand-in is not.
  const { electronFuses: _, ...config } = JSON.parse(await readFile(join(root, 'electron', 'builder.json'), 'utf8')) as Record<
    string,
    unknown
  >;
  const ours = join(folder, 'builder.json');
  await writeFile(
    ours,
    JSON.stringify({ ...config, electronDist: distribution, directories: { output: join(folder, 'dist'), buildResources: 'assets' } }),
  );
  await run(join(root, 'node_modules', 'electron-builder', 'out', 'cli', 'cli.js'), [
    '--linux',
    'dir',
    '--publish',
    'never',
    '--config',
    ours,
  ]);
  archive = readArchive(await readFile(join(folder, 'dist', 'linux-unpacked', 'resources', 'app.asar')));
}, 300_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

test('the program is there under its own name', async () => {
  expect(await readdir(join(folder, 'dist', 'linux-unpacked'))).toContain('headroom');
});

test('the archive starts at the main module and holds preload, export process and editor', () => {
  const { main, type } = JSON.parse(archive.text('package.json')) as { main: string; type: string };
  expect(type).toBe('module');
  expect(archive.names).toContain(main);
  for (const name of ['out/electron/preload.cjs', 'out/electron/export-process.js', 'out/renderer/index.html', 'LICENSE'])
    expect(archive.names).toContain(name);
  expect(archive.names.some((name) => /^out\/renderer\/assets\/.+\.js$/.test(name))).toBe(true);
  expect(archive.names.some((name) => /^out\/renderer\/assets\/.*worker.*\.js$/.test(name))).toBe(true);
});

test('what the exporters read from disk travels with them', async () => {
  const fonts = (await readdir(join(root, 'assets', 'fonts'))).map((name) => `assets/fonts/${name}`);
  expect(fonts.length).toBeGreaterThan(0);
  for (const name of fonts) expect(archive.names).toContain(name);
});

test('every package that the shell loads travels with it', () => {
  const builtIn = /^(node:|electron$)/;
  const shell = archive.names.filter((name) => /^out\/electron\/.*\.js$/.test(name));
  const loaded = shell.flatMap((name) =>
    [...archive.text(name).matchAll(/^import\s(?:[^'"]*from\s*)?["']([^."'][^"']*)["']/gm)].map((match) => match[1] ?? ''),
  );
  const packages = new Set(
    loaded
      .filter((name) => !builtIn.test(name))
      .map((name) =>
        name
          .split('/')
          .slice(0, name.startsWith('@') ? 2 : 1)
          .join('/'),
      ),
  );
  expect(packages.size).toBeGreaterThan(0);
  for (const name of packages) expect(archive.names, name).toContain(`node_modules/${name}/package.json`);
});

test('the preload is one file that asks for Electron alone, as a sandboxed preload must', () => {
  const asked = [...archive.text('out/electron/preload.cjs').matchAll(/require\(["']([^"']+)["']\)/g)].map((match) => match[1]);
  expect(asked).toEqual(['electron']);
});

test('no sources, tests, maps or tools are shipped', () => {
  const unwanted = archive.names.filter((name) =>
    /^(shared|renderer|electron|test|docs|\.ci)\/|\.map$|^out\/(?!electron\/|renderer\/)|^node_modules\/(electron|vite|typescript|vitest|react)\//.test(
      name,
    ),
  );
  expect(unwanted).toEqual([]);
});
