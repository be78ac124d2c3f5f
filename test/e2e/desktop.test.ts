/**
 * The real desktop program, driven from outside. Needs an Electron binary and a display; where there is none
 * every test is skipped by name, and `REQUIRE_ELECTRON=1` turns that into a failure.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { editorBuild, ensureBuilt, shellBuild } from '../../electron/start/build.ts';
import { findElectron, hasDisplay } from '../../electron/start/electron-binary.ts';
import { writeFacility } from '../../shared/file/write.ts';
import { sampleDocument } from '../fixtures/sample-document.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const electron = findElectron(root);
const missing = electron === undefined ? 'no Electron binary' : hasDisplay() ? undefined : 'no display';
const required = process.env.REQUIRE_ELECTRON === '1';

test.runIf(missing !== undefined && required)('a release machine has an Electron binary and a display', () => {
  throw new Error(`${missing}: nothing of the desktop program was tested`);
});

/** What the page is given by the preload. */
interface EditorWindow {
  readonly headroomHost: {
    call(name: string, request: unknown): Promise<{ ok: boolean; value: Record<string, unknown>; problems: unknown[] }>;
  };
}
declare const window: EditorWindow & { open(url: string): unknown; location: { href: string; assign(url: string): void } };

describe.skipIf(missing !== undefined)(`the desktop program${missing === undefined ? '' : ` (skipped: ${missing})`}`, () => {
  let folder = '';
  let design = '';
  let app: ElectronApplication;
  let page: Page;

  beforeAll(async () => {
    for (const target of [editorBuild, shellBuild]) {
      const built = await ensureBuilt(root, target, () => undefined);
      if (!built.ok) throw new Error(built.problems[0]?.message);
    }
    folder = await mkdtemp(join(tmpdir(), 'headroom-desktop-'));
    design = join(folder, 'hall.facility');
    await writeFile(design, writeFacility(sampleDocument()));
    app = await _electron.launch({
      executablePath: electron ?? '',
      args: [root, design],
      env: { ...(process.env as Record<string, string>), HEADROOM_DATA: join(folder, 'data') },
    });
    page = await app.firstWindow();
    await page.waitForLoadState('domcontentloaded');
  });
  afterAll(async () => {
    await app?.close();
    await rm(folder, { recursive: true, force: true });
  });

  test('opens one window on its own scheme with the design it was started with', async () => {
    expect(page.url()).toBe('headroom://editor/index.html');
    const info = await page.evaluate(() => window.headroomHost.call('app.info', {}));
    expect(info).toMatchObject({ ok: true, value: { host: 'desktop', nativeDialogs: true, opened: { name: 'hall.facility' } } });
  });

  test('saves through the contract and keeps the file before', async () => {
    const before = await readFile(design, 'utf8');
    const saved = await page.evaluate(async () => {
      const info = await window.headroomHost.call('app.info', {});
      const { token } = info.value.opened as { token: string };
      const read = await window.headroomHost.call('file.read', { token });
      return window.headroomHost.call('file.write', { token, text: `${read.value.text as string}\n` });
    });
    expect(saved.ok).toBe(true);
    expect(await readFile(design, 'utf8')).toBe(`${before}\n`);
    expect(await readFile(`${design}.bak`, 'utf8')).toBe(before);
  });

  test('gives the page neither Node nor Electron', async () => {
    const reachable = await page.evaluate(() =>
      ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer'].filter((name) => name in globalThis),
    );
    expect(reachable).toEqual([]);
    const refused = await page.evaluate(() =>
      window.headroomHost.call('app.quit', {}).then(
        () => 'answered',
        () => 'refused',
      ),
    );
    expect(refused).toBe('refused');
  });

  test('does not navigate, open windows or reach the network', async () => {
    await page.evaluate(() => {
      window.open('https://example.org');
      window.location.assign('https://example.org');
    });
    // Nothing may happen, so there is nothing to wait for but time enough for it to have happened.
    await page.waitForTimeout(500);
    expect(page.url()).toBe('headroom://editor/index.html');
    expect(app.windows()).toHaveLength(1);
    const fetched = await page.evaluate(() =>
      fetch('https://example.org').then(
        () => 'answered',
        () => 'refused',
      ),
    );
    expect(fetched).toBe('refused');
    const outside = await page.evaluate(() =>
      fetch('headroom://editor/../../package.json').then(
        (answer) => answer.status,
        () => 0,
      ),
    );
    expect(outside).not.toBe(200);
  });

  test('runs sandboxed and isolated', async () => {
    const preferences = await app.evaluate(({ BrowserWindow }) => {
      const [first] = BrowserWindow.getAllWindows();
      const contents = first?.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> };
      const { sandbox, contextIsolation, nodeIntegration, webSecurity } = contents.getLastWebPreferences();
      return { sandbox, contextIsolation, nodeIntegration, webSecurity };
    });
    expect(preferences).toEqual({ sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true });
  });

  test('has the native menu of the editor', async () => {
    const labels = await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map(({ label }) => label));
    expect(labels).toEqual(expect.arrayContaining(['File', 'Edit', 'View', 'Help']));
  });
});
