/** The real editor: the loopback host as its own process, and the system's Chromium on its page. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import type { Document } from '../../shared/document/document.ts';
import type { Session } from '../../shared/document/session.ts';
import { writeFacility } from '../../shared/file/write.ts';
import { headroom } from '../host/run-headroom.ts';

export const chromiumPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path));

/** How long something that must come may take on the slowest machine. */
const patience_ms = 150_000;

const start = fileURLToPath(new URL('../../electron/start.ts', import.meta.url));

export interface OpenEditor {
  /** Where its files are. */
  readonly folder: string;
  readonly page: Page;
  /** Errors of the page that no test expects; a test asserts that there are none. */
  readonly errors: string[];
  /** What the host printed. */
  readonly printed: () => string;
  /** All records of the document in the editor, sorted, as one text. */
  records(): Promise<string>;
  solved(): Promise<void>;
  close(): Promise<void>;
}

export interface EditorOptions {
  readonly file: string;
  readonly folder: string;
  readonly size?: { readonly width: number; readonly height: number };
  readonly theme?: 'dark' | 'light';
  /** Pixels of the screen per CSS pixel. */
  readonly scale?: number;
  readonly reducedMotion?: 'reduce';
}

async function host(file: string, folder: string): Promise<{ url: string; printed: () => string; end: () => Promise<void> }> {
  const child = spawn(process.execPath, [start, file], {
    cwd: folder,
    // A home of its own: nothing of the machine's user is read, and no path of the machine gets into a picture.
    env: { ...process.env, HOME: folder, USERPROFILE: folder, HEADROOM_DATA: join(folder, 'data') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // Until it has ended it may still write into its folder.
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()));
  let printed = '';
  const url = await new Promise<string>((resolve, reject) => {
    const read = (chunk: string) => {
      printed += chunk;
      const found = /http:\/\/127\.0\.0\.1:\S+/.exec(printed)?.[0];
      if (found) resolve(found);
    };
    child.stdout.setEncoding('utf8').on('data', read);
    child.stderr.setEncoding('utf8').on('data', read);
    child.on('exit', (code) => reject(new Error(`the host ended with ${code}:\n${printed}`)));
  });
  const end = () => {
    child.kill();
    return ended;
  };
  return { url, printed: () => printed, end };
}

export async function openEditor(options: EditorOptions): Promise<OpenEditor> {
  const { url, printed, end } = await host(options.file, options.folder);
  const browser = await chromium.launch({
    ...(chromiumPath ? { executablePath: chromiumPath } : {}),
    timeout: patience_ms,
    args: [
      '--no-sandbox',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      // Pictures are drawn by the processor: on a busy machine one may take longer than the browser thinks a picture can.
      '--disable-gpu-watchdog',
    ],
  });
  const page = await browser.newPage({
    viewport: options.size ?? { width: 1280, height: 800 },
    colorScheme: options.theme ?? 'dark',
    deviceScaleFactor: options.scale ?? 1,
    reducedMotion: options.reducedMotion ?? 'no-preference',
    acceptDownloads: true,
  });
  page.setDefaultTimeout(patience_ms);
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  await page.goto(`${url}&test`);
  await page.getByTestId('editor').waitFor();
  const solved = async () => {
    await page
      .getByTestId('solver-chip')
      .filter({ hasText: /^Solved/ })
      .waitFor();
  };
  await solved();
  await ready(page);
  return {
    folder: options.folder,
    page,
    errors,
    printed,
    solved,
    records: () =>
      page.evaluate(() => {
        const handle = (window as unknown as { __headroom: { session: Session } }).__headroom;
        const tables = handle.session.getState().document.tables;
        const lines = Object.values(tables).flatMap((table) =>
          [...(table as ReadonlyMap<string, object>).values()].map((record) => JSON.stringify(record)),
        );
        return lines.sort().join('\n');
      }),
    close: async () => {
      await browser.close();
      await end();
    },
  };
}

/** Waits until the 3D view has drawn its first picture and the window, once opened, brings nothing more by itself. */
export async function ready(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const { __headroom: handle } = window as unknown as { __headroom?: { controller?: { atRest(): boolean } } };
    return performance.getEntriesByName('headroom:started').length > 0 && handle?.controller?.atRest() === true;
  });
  // Until the picture is on the screen nothing on the page can be pressed.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** A design in a folder of its own that goes when the editor is closed. */
async function openIn(file: string, fill: (path: string, folder: string) => Promise<void>): Promise<OpenEditor> {
  const folder = await mkdtemp(join(tmpdir(), 'headroom-e2e-'));
  const path = join(folder, file);
  await fill(path, folder);
  const editor = await openEditor({ file: path, folder });
  return {
    ...editor,
    close: async () => {
      await editor.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A reference design as its generator writes it today. */
export const openReference = (design: string): Promise<OpenEditor> =>
  openIn('unit.facility', async (path, folder) => {
    const made = await headroom(['new', design, '-o', path], { folder });
    if (made.code !== 0) throw new Error(made.err);
  });

export const openDocument = (document: Document): Promise<OpenEditor> =>
  openIn('design.facility', (path) => writeFile(path, writeFacility(document)));

/** Waits until the page has stopped changing: no motion of its style sheets runs, and four frames in a row brought nothing new. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(`(async () => {
    let before = '';
    for (let same = 0; same < 4; ) {
      await new Promise(requestAnimationFrame);
      const now = document.body.innerHTML;
      const moving = document.getAnimations().some(({ playState }) => playState === 'running');
      same = now === before && !moving ? same + 1 : 0;
      before = now;
    }
  })()`);
}
