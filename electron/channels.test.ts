import { beforeAll, expect, test, vi } from 'vitest';
import { events, type Host, requests } from '../shared/contract/ipc.ts';

/** Electron as far as the two ends of the contract use it: what they register and where they send. */
const seen = vi.hoisted(() => ({
  exposed: new Map<string, unknown>(),
  handled: new Map<string, unknown>(),
  invoked: [] as string[],
  listened: [] as string[],
}));
vi.mock('electron', () => ({
  contextBridge: { exposeInMainWorld: (name: string, value: unknown) => seen.exposed.set(name, value) },
  ipcRenderer: {
    invoke: (channel: string) => {
      seen.invoked.push(channel);
      return Promise.resolve({ ok: true, value: {} });
    },
    on: (channel: string) => void seen.listened.push(channel),
    off: () => undefined,
  },
  ipcMain: { handle: (channel: string, handler: unknown) => void seen.handled.set(channel, handler) },
}));

type Handler = (event: unknown, request: unknown) => unknown;
let host: Host;
const called: string[] = [];
beforeAll(async () => {
  await import('./preload.ts');
  const { handleRequests } = await import('./ipc.ts');
  handleRequests(async (name) => {
    called.push(name);
    return { ok: true, value: {} };
  });
  host = seen.exposed.get('headroomHost') as Host;
});

test('the page is given the host and nothing else', () => {
  expect([...seen.exposed.keys()]).toEqual(['headroomHost']);
  expect(Object.keys(host).sort()).toEqual(['call', 'on']);
});

test('every request of the contract leaves the preload on a channel that the shell handles, and no others are handled', async () => {
  const names = Object.keys(requests) as (keyof typeof requests)[];
  for (const name of names) await host.call(name, {} as never);
  expect([...seen.invoked].sort()).toEqual([...seen.handled.keys()].sort());
  expect(seen.handled.size).toBe(names.length);
});

test('a name outside the contract never reaches the shell', async () => {
  const before = seen.invoked.length;
  await expect(host.call('app.quit' as never, {} as never)).rejects.toThrow('no such request');
  expect(() => host.on('app.quit' as never, () => undefined)).toThrow('no such event');
  expect(seen.invoked).toHaveLength(before);
});

test('every event of the contract can be listened to', async () => {
  const { eventChannel } = await import('./channels.ts');
  const names = Object.keys(events) as (keyof typeof events)[];
  for (const name of names) host.on(name, () => undefined);
  expect(seen.listened).toEqual(names.map(eventChannel));
});

test('a frame inside the page, another page, and a page that is gone are refused before the handler', async () => {
  const handler = [...seen.handled.values()][0] as Handler;
  const frame = (url: string) => ({ url });
  const ours = frame('headroom://editor/index.html');
  const refused = { ok: false, problems: [{ code: 'forbidden', message: 'this page may not ask' }] };
  called.length = 0;
  for (const senderFrame of [frame('headroom://editor/index.html'), null])
    expect(await handler({ senderFrame, sender: { mainFrame: ours } }, {})).toEqual(refused);
  for (const url of ['https://evil.example/', 'headroom://other/index.html', 'file:///etc/passwd', 'headroom:editor', '']) {
    const foreign = frame(url);
    expect(await handler({ senderFrame: foreign, sender: { mainFrame: foreign } }, {}), url).toEqual(refused);
  }
  expect(called).toEqual([]);
  expect(await handler({ senderFrame: ours, sender: { mainFrame: ours } }, {})).toEqual({ ok: true, value: {} });
});
