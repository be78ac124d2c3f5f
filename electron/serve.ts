/**
 * The editor without Electron: a server on the loopback address that answers the same contract over HTTP
 * and sends events over a WebSocket. Every address carries a random token; Host and Origin are checked, so
 * that neither another user of the machine nor a web page in the same browser can reach the files.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { WebSocketServer } from 'ws';
import type { EventName, EventOf } from '../shared/contract/ipc.ts';
import { packReply } from '../shared/contract/raw-reply.ts';
import type { Problem } from '../shared/problem.ts';
import { safetyHeaders } from './content-policy.ts';
import { readEditorFile } from './editor-files.ts';
import type { Call } from './host/handlers.ts';

export interface ServeOptions {
  readonly call: Call;
  /** Folder of the built editor. */
  readonly editorFolder: string;
  /** 0 lets the system choose. */
  readonly port?: number;
  readonly token?: string;
  readonly downloads?: Downloads;
  /** Most bytes of a request that carries a design, and of any other. */
  readonly limits?: { readonly design_bytes: number; readonly other_bytes: number };
}

export interface RunningServer {
  /** Address to open, token included. */
  readonly url: string;
  readonly port: number;
  emit<N extends EventName>(name: N, event: EventOf<N>): void;
  close(): Promise<void>;
}

/** Finished bundles that wait to be downloaded; the newest few. */
export class Downloads {
  readonly #waiting = new Map<string, { name: string; bytes: Uint8Array }>();
  readonly #most = 4;

  /** @returns the address relative to the editor's page. */
  offer(name: string, bytes: Uint8Array): string {
    const id = randomBytes(18).toString('base64url');
    this.#waiting.set(id, { name, bytes });
    for (const oldest of this.#waiting.keys()) {
      if (this.#waiting.size <= this.#most) break;
      this.#waiting.delete(oldest);
    }
    return `./download/${id}`;
  }

  find(id: string): { name: string; bytes: Uint8Array } | undefined {
    return this.#waiting.get(id);
  }
}

const defaultLimits = { design_bytes: 400_000_000, other_bytes: 1_000_000 };
const carriesDesign = new Set(['file.write', 'journal.append', 'export.bundle']);

function sameToken(given: string, token: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(token);
  return a.length === b.length && timingSafeEqual(a, b);
}

const one = (value: string | string[] | undefined): string => (Array.isArray(value) ? (value[0] ?? '') : (value ?? ''));

/** UTF-16 units that are encoded and sent at once: the page takes the first in while the next are made. */
const piece = 1 << 20;

function* encoded(parts: readonly string[]): Generator<Uint8Array> {
  const encoder = new TextEncoder();
  for (const part of parts) {
    for (let from = 0, to = 0; from < part.length; from = to) {
      to = Math.min(part.length, from + piece);
      // Not between the two halves of a character.
      if (to < part.length && (part.charCodeAt(to - 1) & 0xfc00) === 0xd800) to++;
      yield encoder.encode(part.slice(from, to));
    }
  }
}

/** Built assets carry a hash of their content in their names: what the browser has, it may keep, and its compiled form with it. */
const kept = { 'cache-control': 'private, max-age=31536000, immutable' };

class TooLarge extends Error {}

async function readBody(request: IncomingMessage, limit_bytes: number): Promise<string> {
  if (Number(one(request.headers['content-length'])) > limit_bytes) throw new TooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit_bytes) throw new TooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

export async function serve(options: ServeOptions): Promise<RunningServer> {
  const token = options.token ?? randomBytes(24).toString('base64url');
  const limits = options.limits ?? defaultLimits;
  const downloads = options.downloads ?? new Downloads();
  let hosts: readonly string[] = [];
  let headers: Readonly<Record<string, string>> = {};

  const send = (response: ServerResponse, status: number, type: string, body: string | Uint8Array, more: Record<string, string> = {}) => {
    response.writeHead(status, { ...headers, 'content-type': type, 'cache-control': 'no-store', ...more });
    response.end(body);
  };
  const refuse = (response: ServerResponse, status: number, message: string) =>
    send(response, status, 'text/plain; charset=utf-8', `${message}\n`);
  const refuseCall = (response: ServerResponse, status: number, problem: Problem) =>
    send(
      response,
      status,
      'application/json; charset=utf-8',
      JSON.stringify({ ok: false, problems: [problem] }),
      status === 413 ? { connection: 'close' } : {},
    );

  /** Why a request does not come from our own page, or undefined when it does. */
  const strangerFault = (request: IncomingMessage, needsOrigin: boolean): string | undefined => {
    const host = one(request.headers.host);
    if (!hosts.includes(host)) return 'wrong host';
    const origin = request.headers.origin;
    if (origin === undefined ? needsOrigin : origin !== `http://${host}`) return 'wrong origin';
    const site = one(request.headers['sec-fetch-site']);
    return site === 'cross-site' || (site === 'same-site' && needsOrigin) ? 'wrong site' : undefined;
  };

  const answerCall = async (request: IncomingMessage, response: ServerResponse, name: string) => {
    if (!sameToken(one(request.headers['x-headroom-token']), token))
      return refuseCall(response, 403, { code: 'forbidden', message: 'the token is wrong; open the address that Headroom printed' });
    if (!/^application\/json\b/.test(one(request.headers['content-type'])))
      return refuseCall(response, 415, { code: 'bad-request', message: 'a request body must be JSON' });
    try {
      const body = await readBody(request, carriesDesign.has(name) ? limits.design_bytes : limits.other_bytes);
      const envelope = await options.call(name, JSON.parse(body));
      const { type, parts } = packReply(envelope);
      response.writeHead(200, { ...headers, 'content-type': type, 'cache-control': 'no-store' });
      return await pipeline(Readable.from(encoded(parts)), response);
    } catch (error) {
      if (error instanceof TooLarge) return refuseCall(response, 413, { code: 'too-large', message: 'the request is too large' });
      if (error instanceof SyntaxError) return refuseCall(response, 400, { code: 'bad-request', message: 'the request body is not JSON' });
      throw error;
    }
  };

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const isPost = request.method === 'POST';
    const fault = strangerFault(request, isPost);
    if (fault !== undefined) return refuse(response, 403, `${fault}: this address answers only to Headroom's own page`);
    const raw = request.url ?? '/';
    const question = raw.indexOf('?');
    const path = question === -1 ? raw : raw.slice(0, question);
    const query = new URLSearchParams(question === -1 ? '' : raw.slice(question + 1));
    if (isPost) {
      const name = /^\/call\/([a-z.]{1,40})$/.exec(path)?.[1];
      return name === undefined ? refuse(response, 404, 'not found') : answerCall(request, response, name);
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405, 'method not allowed');
    const download = /^\/download\/([A-Za-z0-9_-]{24})$/.exec(path)?.[1];
    if (download !== undefined) {
      const found = downloads.find(download);
      if (!found) return refuse(response, 404, 'this download is gone; export again');
      return send(response, 200, 'application/zip', found.bytes, {
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(found.name)}`,
      });
    }
    const isPage = path === '/' || path === '/index.html';
    if (isPage && !sameToken(query.get('token') ?? '', token))
      return refuse(response, 403, 'the token is missing or wrong: open the whole address that Headroom printed');
    const file = await readEditorFile(options.editorFolder, path);
    if (!file) return refuse(response, 404, 'not found');
    return send(response, 200, file.type, request.method === 'HEAD' ? '' : file.bytes, path.startsWith('/assets/') ? kept : {});
  };

  const server = createServer((request, response) => {
    answer(request, response).catch(() => {
      if (response.headersSent) response.destroy();
      else refuse(response, 500, 'the host failed');
    });
  });
  server.headersTimeout = 10_000;
  server.requestTimeout = 120_000;

  const sockets = new WebSocketServer({ noServer: true, maxPayload: 1024 });
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    const [path, question = ''] = (request.url ?? '').split('?', 2);
    const query = new URLSearchParams(question);
    if (path !== '/events' || strangerFault(request, true) !== undefined || !sameToken(query.get('token') ?? '', token)) {
      socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => {
      client.on('error', () => client.terminate());
    });
  });

  const port = await listen(server, options.port ?? 0);
  hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  headers = safetyHeaders(hosts.map((host) => `ws://${host}`));
  return {
    url: `http://127.0.0.1:${port}/?token=${token}`,
    port,
    emit(name, event) {
      const message = JSON.stringify({ name, event });
      for (const client of sockets.clients) client.send(message);
    },
    close: () =>
      new Promise((resolve) => {
        for (const client of sockets.clients) client.terminate();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      server.off('error', reject);
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('the server has no port'));
      else resolve(address.port);
    });
  });
}
