/** `npm start` where there is a display and an Electron program: here a script in its place that tells how it was called. */
import { spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeFacility } from '../../shared/file/write.ts';
import { sampleDocument } from '../fixtures/sample-document.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headroom-window-'));
  await writeFile(join(folder, 'hall.facility'), writeFacility(sampleDocument()));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A distribution whose program writes its words to a file and ends with this code. */
async function program(name: string, code: number): Promise<string> {
  const distribution = join(folder, name);
  await mkdir(distribution);
  await writeFile(join(distribution, 'electron'), `#!/bin/sh\nprintf '%s\\n' "$@" > '${join(folder, `${name}.txt`)}'\nexit ${code}\n`);
  await chmod(join(distribution, 'electron'), 0o755);
  return distribution;
}

/** Starts the editor and ends it once it has said `until`, if it has not ended by itself. */
function start(distribution: string, until: RegExp): Promise<{ code: number | null; said: string }> {
  return new Promise((resolve) => {
    const child = spawn(
      process.execPath,
      [join(root, 'electron', 'start.ts'), join(folder, 'hall.facility'), '--read-only', '--no-browser'],
      {
        cwd: folder,
        env: { ...process.env, DISPLAY: ':77', ELECTRON_OVERRIDE_DIST_PATH: distribution, HEADROOM_DATA: join(folder, 'data') },
      },
    );
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        if (until.test(said) && !child.killed) child.kill('SIGTERM');
      });
    }
    child.on('close', (code) => resolve({ code, said }));
  });
}

test.skipIf(process.platform === 'win32')('opens the window with the design and waits for its end', async () => {
  const ended = await start(await program('works', 0), /127\.0\.0\.1/);
  expect(ended.code, ended.said).toBe(0);
  expect(ended.said).not.toContain('127.0.0.1');
  const words = (await readFile(join(folder, 'works.txt'), 'utf8')).trim().split('\n');
  expect(words.at(-1)).toBe(join(folder, 'hall.facility'));
  expect(words).toContain('--read-only');
});

test.skipIf(process.platform === 'win32')('serves the editor to the browser when the window cannot be opened', async () => {
  const ended = await start(await program('fails', 1), /127\.0\.0\.1:\d+\/\?token=\S+\s/);
  expect(ended.code, ended.said).toBe(0);
  expect(ended.said).toContain('No desktop window');
  expect(ended.said).toContain('read-only');
});
