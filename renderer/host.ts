/**
 * The way to the host. In the desktop shell the preload has put a `Host` into the window; in a browser the
 * same names go to the loopback host over HTTP and WebSocket, with the token of the page's own address.
 */

import { createStore } from 'zustand/vanilla';
import type { Envelope, EventName, EventOf, Host, HostRequest, ReplyOf, RequestName, RequestOf } from '../shared/contract/ipc.ts';
import { describeProblem, type Problem, type Result } from '../shared/problem.ts';
import { fetchReply } from './fetch-reply.ts';

declare global {
  // Put there by the desktop shell's preload.
  var headroomHost: Host | undefined;
}

/** The token stays in the fragment or query of the address that the host printed. */
function tokenOfAddress({ search, hash }: { search: string; hash: string }): string {
  return new URLSearchParams(search).get('token') ?? new URLSearchParams(hash.replace(/^#/, '')).get('token') ?? '';
}

function loopbackHost(): Host {
  const token = () => tokenOfAddress(location);
  const requestFor = <N extends RequestName>(name: N, request: RequestOf<N>): HostRequest<N> => ({
    name,
    page: location.href,
    token: token(),
    body: JSON.stringify(request),
  });
  const listeners = new Map<string, Set<(event: never) => void>>();
  let socket: WebSocket | undefined;
  let wait_ms = 500;

  const listen = () => {
    if (socket) return;
    const address = new URL('./events', location.href);
    address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
    address.hash = '';
    address.search = `?token=${encodeURIComponent(token())}`;
    const opened = new WebSocket(address);
    socket = opened;
    opened.onopen = () => {
      wait_ms = 500;
    };
    opened.onmessage = ({ data }: MessageEvent<string>) => {
      const { name, event } = JSON.parse(data) as { name: string; event: never };
      for (const listener of listeners.get(name) ?? []) listener(event);
    };
    opened.onclose = () => {
      socket = undefined;
      // The host may be restarted with the same token; requests report on their own when it is gone.
      if (listeners.size > 0) setTimeout(listen, wait_ms);
      wait_ms = Math.min(wait_ms * 2, 30_000);
    };
  };

  return {
    call: (name, request, onText) => fetchReply(requestFor(name, request), onText),
    requestFor,
    on<N extends EventName>(name: N, listener: (event: EventOf<N>) => void) {
      const set = listeners.get(name) ?? new Set();
      set.add(listener as (event: never) => void);
      listeners.set(name, set);
      listen();
      return () => {
        set.delete(listener as (event: never) => void);
      };
    },
  };
}

export const host: Host = globalThis.headroomHost ?? loopbackHost();

/** A request whose problems are data like everywhere else. */
export async function ask<N extends RequestName>(
  name: N,
  request: RequestOf<N>,
  onText?: (piece: string) => void,
): Promise<Result<ReplyOf<N>>> {
  return resultOf(await host.call(name, request, onText));
}

export function resultOf<N extends RequestName>(envelope: Envelope<N>): Result<ReplyOf<N>> {
  if (envelope.ok) return { ok: true, value: envelope.value };
  return {
    ok: false,
    problems: envelope.problems.map(
      (problem): Problem => Object.fromEntries(Object.entries(problem).filter(([, value]) => value !== undefined)) as unknown as Problem,
    ),
  };
}

/** What the host is; until it has answered, the cautious guess. */
export const hostInfo = createStore<ReplyOf<'app.info'>>(() => ({
  version: '',
  host: 'loopback',
  nativeDialogs: false,
  readOnly: false,
  opened: null,
}));

export const tell = (problems: readonly Problem[]): string => problems.map(describeProblem).join('\n');
