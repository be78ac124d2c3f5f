import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findElectron, hasDisplay, installElectron } from './electron-binary.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headroom-electron-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const put = async (...path: string[]): Promise<string> => {
  const full = join(folder, ...path);
  await mkdir(join(full, '..'), { recursive: true });
  await writeFile(full, '');
  return full;
};

test('a supplied distribution comes first, then the one in the package', async () => {
  expect(findElectron(folder, {}, 'linux')).toBeUndefined();
  const inPackage = await put('node_modules', 'electron', 'dist', 'electron');
  expect(findElectron(folder, {}, 'linux')).toBe(inPackage);
  const supplied = await put('supplied', 'electron');
  expect(findElectron(folder, { ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'supplied') }, 'linux')).toBe(supplied);
  expect(findElectron(folder, { ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'nowhere') }, 'linux')).toBeUndefined();
});

test('the program has its platform’s name', async () => {
  const mac = await put('node_modules', 'electron', 'dist', 'Electron.app', 'Contents', 'MacOS', 'Electron');
  const windows = await put('node_modules', 'electron', 'dist', 'electron.exe');
  expect(findElectron(folder, {}, 'darwin')).toBe(mac);
  expect(findElectron(folder, {}, 'win32')).toBe(windows);
});

test('a server over SSH has no display, a desktop has one', () => {
  expect(hasDisplay({}, 'linux')).toBe(false);
  expect(hasDisplay({ DISPLAY: ':0' }, 'linux')).toBe(true);
  expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(true);
  expect(hasDisplay({}, 'darwin')).toBe(true);
  expect(hasDisplay({ SSH_CONNECTION: 'a b c d' }, 'darwin')).toBe(false);
});

test('nothing is fetched where that was ruled out', async () => {
  await put('node_modules', 'electron', 'install.js');
  for (const environment of [{ HEADROOM_NO_DOWNLOAD: '1' }, { CI: 'true' }, { ELECTRON_OVERRIDE_DIST_PATH: folder }]) {
    expect(await installElectron(folder, 1000, environment)).toBeUndefined();
  }
});
