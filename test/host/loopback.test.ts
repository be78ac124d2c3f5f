/** The handlers of the contract driven through the loopback door, and attacks on that door. */
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createFileTokens } from '../../electron/host/file-tokens.ts';
import { createCall, createHandlers, type HandlerOptions } from '../../electron/host/handlers.ts';
import { createJournal } from '../../electron/host/journal.ts';
import { Downloads, type RunningServer, serve } from '../../electron/serve.ts';
import { requests } from '../../shared/contract/ipc.ts';
import { unpackReply } from '../../shared/contract/raw-reply.ts';
import { succeed } from '../../shared/problem.ts';

let folder = '';
let server: RunningServer;
let token = '';
const bugs: string[] = [];
const downloads = new Downloads();
const limits = { design_bytes: 100_000, other_bytes: 2_000 };

const optionsFor = (readOnly: boolean): HandlerOptions => ({
  version: '0.0.0',
  host: 'loopback',
  readOnly,
  opened: join(folder, 'hall.facility'),
  folder,
  tokens: createFileTokens({ dataFolder: join(folder, 'data'), readOnly }),
  journal: createJournal(join(folder, 'data')),
  exportBundle: async ({ name, text }) => {
    if (text === 'bug') throw new Error('secret /root/path');
    const bytes = new TextEncoder().encode('PK');
    return succeed({ file: null, download: downloads.offer(`${name} größe.zip`, bytes), files: 1, bytes: bytes.length });
  },
  log: (message) => void bugs.push(message),
});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headroom-loopback-'));
  const editorFolder = join(folder, 'editor');
  await mkdir(join(editorFolder, 'assets'), { recursive: true });
  await writeFile(join(editorFolder, 'index.html'), '<!doctype html><title>Headroom</title>');
  await writeFile(join(editorFolder, 'assets', 'index-1.js'), 'export {};');
  await writeFile(join(folder, 'secret.js'), 'outside');
  await symlink(join(folder, 'secret.js'), join(editorFolder, 'assets', 'link.js'));
  await writeFile(join(folder, 'hall.facility'), 'hall\n');
  server = await serve({ call: createCall(optionsFor(false)), editorFolder, downloads, limits });
  token = new URL(server.url).searchParams.get('token') ?? '';
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** A request with exactly these headers: a browser's fetch would correct the hostile ones. */
function ask(path: string, options: { method?: string; headers?: Record<string, string>; body?: string } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { host: `127.0.0.1:${server.port}`, ...options.headers };
    const request = httpRequest(
      { host: '127.0.0.1', port: server.port, path, method: options.method ?? 'GET', headers, setHost: false },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks).toString() }),
        );
      },
    );
    request.on('error', reject);
    request.end(options.body);
  });
}

const ours = () => ({ origin: `http://127.0.0.1:${server.port}`, 'content-type': 'application/json', 'x-headroom-token': token });
const post = (name: string, body: unknown, headers: Record<string, string> = {}) =>
  ask(`/call/${name}`, {
    method: 'POST',
    headers: { ...ours(), ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const call = async (name: string, body: unknown) => {
  const reply = await post(name, body);
  return unpackReply(String(reply.headers['content-type']), reply.body) as {
    ok: boolean;
    value: never;
    problems: { code: string; field?: string; message: string }[];
  };
};

test('every request of the contract has a handler', () => {
  expect(Object.keys(createHandlers(optionsFor(false))).sort()).toEqual(Object.keys(requests).sort());
});

test('the page is given only with the token, and with a policy that lets nothing foreign in', async () => {
  const page = await ask(`/?token=${token}`);
  expect(page.status).toBe(200);
  expect(page.body).toContain('Headroom');
  const policy = String(page.headers['content-security-policy']);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|https?:\/\/(?!127\.0\.0\.1|localhost)/);
  expect(page.headers['x-content-type-options']).toBe('nosniff');
  expect((await ask('/assets/index-1.js')).status).toBe(200);
  for (const path of ['/', '/index.html', '/?token=', `/?token=${token}x`, `/?token=${token.slice(1)}`])
    expect((await ask(path)).status, path).toBe(403);
});

test('a design is listed, read, written, and the file before it kept', async () => {
  const info = await call('app.info', {});
  expect(info).toMatchObject({
    ok: true,
    value: { host: 'loopback', nativeDialogs: false, readOnly: false, opened: { name: 'hall.facility' } },
  });
  expect(JSON.stringify(info)).not.toContain(`${folder}/hall`);
  const file = (info.value as { opened: { token: string } }).opened.token;
  expect(await call('file.read', { token: file })).toMatchObject({ ok: true, value: { text: 'hall\n' } });
  expect(await call('file.write', { token: file, text: 'new\n' })).toMatchObject({ ok: true });
  expect(await readFile(join(folder, 'hall.facility'), 'utf8')).toBe('new\n');
  expect(await readFile(join(folder, 'hall.facility.bak'), 'utf8')).toBe('hall\n');
  expect(await call('file.list', {})).toMatchObject({
    ok: true,
    value: { recent: [{ name: 'hall.facility' }], folder: [{ name: 'hall.facility' }] },
  });
  const made = await call('file.create', { name: 'Second' });
  expect(made).toMatchObject({ ok: true, value: { file: { name: 'Second.facility', modified: '' } } });
});

test('the journal travels through the door and is found again', async () => {
  const { value } = await call('app.info', {});
  const file = (value as { opened: { token: string } }).opened.token;
  expect(await call('journal.append', { token: file, base: 'new\n', line: '{"revision":2}' })).toEqual({ ok: true, value: {} });
  expect(await call('journal.find', {})).toMatchObject({
    ok: true,
    value: { journals: [{ token: file, base: 'new\n', lines: ['{"revision":2}'] }] },
  });
  expect(await call('journal.discard', { token: file })).toEqual({ ok: true, value: {} });
  expect(await call('journal.find', {})).toEqual({ ok: true, value: { journals: [] } });
});

test('an exported bundle is offered for download under an address that cannot be guessed', async () => {
  const { value } = await call('export.bundle', { text: 'x', name: 'hall', formats: [], scenario: '' });
  const address = (value as { download: string }).download;
  const file = await ask(address.replace(/^\./, ''));
  expect(file).toMatchObject({ status: 200, body: 'PK' });
  expect(String(file.headers['content-disposition'])).toBe("attachment; filename*=UTF-8''hall%20gr%C3%B6%C3%9Fe.zip");
  expect((await ask('/download/AAAAAAAAAAAAAAAAAAAAAAAA')).status).toBe(404);
});

test('a call without the right token is refused', async () => {
  for (const wrong of ['', 'x', `${token}x`, token.slice(1), token.toLowerCase() === token ? token.toUpperCase() : token.toLowerCase()]) {
    expect((await post('app.info', {}, { 'x-headroom-token': wrong })).status, wrong).toBe(403);
  }
  expect(
    (
      await ask(`/call/app.info?token=${token}`, {
        method: 'POST',
        headers: { origin: ours().origin, 'content-type': 'application/json' },
        body: '{}',
      })
    ).status,
  ).toBe(403);
});

test('a name that resolves to the loopback address does not reach the host (DNS rebinding)', async () => {
  for (const host of [
    'evil.example',
    `evil.example:${server.port}`,
    '127.0.0.1',
    `127.0.0.1:${server.port + 1}`,
    `[::1]:${server.port}`,
    '',
  ]) {
    expect((await ask(`/?token=${token}`, { headers: { host } })).status, host).toBe(403);
    expect((await post('app.info', {}, { host, origin: `http://${host}` })).status, host).toBe(403);
  }
  expect((await ask(`/?token=${token}`, { headers: { host: `localhost:${server.port}` } })).status).toBe(200);
});

test('another page in the same browser does not reach the host', async () => {
  for (const origin of [
    'http://evil.example',
    'null',
    `https://127.0.0.1:${server.port}`,
    `http://127.0.0.1:${server.port + 1}`,
    `http://localhost:${server.port}`,
  ]) {
    expect((await post('app.info', {}, { origin })).status, origin).toBe(403);
  }
  const { origin: _, ...withoutOrigin } = ours();
  expect((await ask('/call/app.info', { method: 'POST', headers: withoutOrigin, body: '{}' })).status).toBe(403);
  expect((await post('app.info', {}, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  // A form or a simple fetch can only send these types without asking first.
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])
    expect((await post('app.info', {}, { 'content-type': type })).status, type).toBe(415);
});

test('no path leads out of the editor’s folder', async () => {
  const paths = [
    '/../secret.js',
    '/assets/../../secret.js',
    '/%2e%2e/secret.js',
    '/..%2fsecret.js',
    '/assets/%2e%2e%2f%2e%2e%2fsecret.js',
    '/assets/..%5c..%5csecret.js',
    '//etc/passwd',
    '/assets//../secret.js',
    '/assets/link.js',
    '/%00',
    '/assets/index-1.js%00.png',
    '/.env',
    '/assets/.hidden.js',
    '/%',
    '/assets',
    '/assets/',
  ];
  for (const path of paths) {
    const answer = await ask(path);
    expect(answer.status, path).toBe(404);
    expect(answer.body, path).not.toContain('outside');
  }
});

test('unknown requests, wrong bodies and foreign tokens come back as problems', async () => {
  expect(await call('app.quit', {})).toMatchObject({ ok: false, problems: [{ code: 'unknown-request' }] });
  expect((await post('__proto__', {})).status).toBe(404);
  expect(await call('constructor', {})).toMatchObject({ ok: false, problems: [{ code: 'unknown-request' }] });
  expect(await call('file.read', { token: 7 })).toMatchObject({ ok: false, problems: [{ code: 'bad-request', field: 'token' }] });
  expect(await call('file.read', null)).toMatchObject({ ok: false, problems: [{ code: 'bad-request' }] });
  expect(await call('file.read', { token: '/etc/passwd' })).toMatchObject({ ok: false, problems: [{ code: 'unknown-file' }] });
  expect(await call('file.create', { name: '../../x' })).toMatchObject({ ok: false, problems: [{ code: 'bad-name' }] });
  expect(await call('file.pick', { mode: 'open', suggestedName: '' })).toMatchObject({ ok: false, problems: [{ code: 'no-dialog' }] });
  expect((await post('app.info', '{"a":')).status).toBe(400);
  expect((await post('app.info', '['.repeat(1500))).status).toBe(400);
});

test('a bug in a handler is told without its stack or its paths', async () => {
  const answer = await post('export.bundle', { text: 'bug', name: 'hall', formats: [], scenario: '' });
  expect(JSON.parse(answer.body)).toMatchObject({ ok: false, problems: [{ code: 'internal' }] });
  expect(answer.body).not.toMatch(/secret|\.ts|\bat \S+:\d/);
  expect(bugs).toEqual(['request export.bundle failed']);
});

test('a request that is too large is cut off, whether it says its size or not', async () => {
  expect((await post('app.info', JSON.stringify({ x: 'y'.repeat(3000) }))).status).toBe(413);
  expect((await post('file.write', JSON.stringify({ token: 'x', text: 'y'.repeat(3000) }))).status).toBe(200);
  const stream = await new Promise<string>((resolve, reject) => {
    const socket = connect(server.port, '127.0.0.1');
    let said = '';
    socket.on('data', (data) => {
      said += data.toString();
    });
    socket.on('close', () => resolve(said));
    socket.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNRESET' || error.code === 'EPIPE' ? resolve(said) : reject(error),
    );
    const head = Object.entries({ host: `127.0.0.1:${server.port}`, ...ours(), 'transfer-encoding': 'chunked' }).map(
      ([name, value]) => `${name}: ${value}`,
    );
    socket.write(`POST /call/app.info HTTP/1.1\r\n${head.join('\r\n')}\r\n\r\n`);
    for (let i = 0; i < 10; i++) socket.write(`400\r\n${'x'.repeat(1024)}\r\n`);
  });
  expect(stream).toMatch(/^HTTP\/1\.1 413/);
});

test('other methods are refused', async () => {
  for (const method of ['PUT', 'DELETE', 'OPTIONS', 'TRACE'])
    expect((await ask('/', { method, headers: ours() })).status, method).toBe(405);
});

const socket = (path: string, origin: string | undefined): Promise<WebSocket | number> =>
  new Promise((resolve) => {
    const client = new WebSocket(`ws://127.0.0.1:${server.port}${path}`, origin === undefined ? {} : { origin });
    client.on('open', () => resolve(client));
    client.on('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0);
      client.terminate();
    });
    client.on('error', () => undefined);
  });

test('events reach our page and nobody else', async () => {
  const origin = `http://127.0.0.1:${server.port}`;
  expect(await socket(`/events?token=${token}`, 'http://evil.example')).toBe(403);
  expect(await socket(`/events?token=${token}`, undefined)).toBe(403);
  expect(await socket('/events?token=wrong', origin)).toBe(403);
  expect(await socket(`/other?token=${token}`, origin)).toBe(403);
  const client = await socket(`/events?token=${token}`, origin);
  if (typeof client === 'number') throw new Error(`refused with ${client}`);
  const message = new Promise<string>((resolve) => client.on('message', (data) => resolve(String(data))));
  server.emit('menu.action', { action: 'edit.undo' });
  expect(JSON.parse(await message)).toEqual({ name: 'menu.action', event: { action: 'edit.undo' } });
  client.close();
});

test('a read-only host reads and exports but writes nothing', async () => {
  const readOnly = createCall(optionsFor(true));
  const info = await readOnly('app.info', {});
  if (!info.ok) throw new Error('refused');
  const { opened } = info.value as { opened: { token: string; readOnly: boolean } };
  expect(opened.readOnly).toBe(true);
  expect(await readOnly('file.write', { token: opened.token, text: 'gone' })).toMatchObject({
    ok: false,
    problems: [{ code: 'read-only' }],
  });
  expect(await readOnly('file.create', { name: 'x' })).toMatchObject({ ok: false });
  expect(await readFile(join(folder, 'hall.facility'), 'utf8')).not.toBe('gone');
});
