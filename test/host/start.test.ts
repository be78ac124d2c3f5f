/** `npm start` on a machine without a desktop: address and solved summary printed, the editor served, a clean end. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { unpackReply } from '../../shared/contract/raw-reply.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
let folder = '';
let child: ChildProcess;
let said = '';
let url = '';

const until = async (found: () => boolean, what: string): Promise<void> => {
  while (!found()) {
    if (child.exitCode !== null || /^headroom: /m.test(said)) throw new Error(`it failed before ${what}: ${said}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headroom-start-'));
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...environment } = process.env;
  child = spawn(process.execPath, [join(root, 'electron', 'start.ts')], {
    cwd: root,
    env: { ...environment, HEADROOM_DATA: join(folder, 'data') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  await until(() => /Findings:/.test(said), 'the summary');
  url = /http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]+/.exec(said)?.[0] ?? '';
}, 300_000);
afterAll(async () => {
  if (child.exitCode === null) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

test('prints the address and the solved summary of the published plant', () => {
  expect(url).not.toBe('');
  expect(said).toMatch(/IT power +\S+/);
  expect(said).toMatch(/PUE +1\.\d+/);
  expect(said).toMatch(/48 racks/);
});

test('serves the editor and the opened design at that address', async () => {
  const page = await fetch(url);
  expect(page.status).toBe(200);
  const html = await page.text();
  const script = /src="\.\/(assets\/[^"]+\.js)"/.exec(html)?.[1];
  expect((await fetch(new URL(script ?? 'none', url))).headers.get('content-type')).toContain('javascript');
  const { origin, searchParams } = new URL(url);
  const call = async (name: string, body: unknown) => {
    const answer = await fetch(`${origin}/call/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin, 'x-headroom-token': searchParams.get('token') ?? '' },
      body: JSON.stringify(body),
    });
    const reply = unpackReply(answer.headers.get('content-type') ?? '', await answer.text());
    return reply as { ok: boolean; value: Record<string, unknown> };
  };
  const info = await call('app.info', {});
  const opened = info.value.opened as { token: string; name: string };
  expect(opened.name).toBe('gb300-10mw.facility');
  const text = (await call('file.read', { token: opened.token })).value.text as string;
  const sample = join(folder, 'data', 'samples', 'gb300-10mw.facility');
  expect(text).toBe(await readFile(sample, 'utf8'));
  const exported = await call('export.bundle', { text, name: 'gb300-10mw.facility', formats: ['analysis'], scenario: 'design' });
  expect(exported).toMatchObject({ ok: true, value: { file: null } });
  const zip = await fetch(new URL(exported.value.download as string, url));
  expect(
    Buffer.from(await zip.arrayBuffer())
      .subarray(0, 2)
      .toString(),
  ).toBe('PK');
});

test('ends cleanly when told to and leaves no journal behind', async () => {
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
  expect(await readdir(join(folder, 'data'))).not.toContain('journals');
});
