/** Asks the loopback host, from the window or from a worker of it. */
import type { Envelope, HostRequest, RequestName } from '../shared/contract/ipc.ts';
import { ReplyReader } from '../shared/contract/raw-reply.ts';
import type { Problem } from '../shared/problem.ts';

/** UTF-16 units that are passed on at once: what the network hands over is too little to be worth a message each. */
const worthPassing = 1 << 18;

async function eachPiece(body: ReadableStream<Uint8Array>, take: (piece: string) => void): Promise<void> {
  const reader = body.getReader();
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let piece = '';
  for (;;) {
    const { done, value } = await reader.read();
    piece += done ? decoder.decode() : decoder.decode(value, { stream: true });
    if (done || piece.length >= worthPassing) {
      take(piece);
      piece = '';
    }
    if (done) return;
  }
}

export const hostGone: { ok: false; problems: Problem[] } = {
  ok: false,
  problems: [{ code: 'host-gone', message: 'the host does not answer; is Headroom still running?' }],
};

/** Problems are data, also those of the way to the host. @param onText see `Host.call` */
export async function fetchReply<N extends RequestName>(
  { name, page, token, body }: HostRequest<N>,
  onText?: (piece: string) => void,
): Promise<Envelope<N>> {
  try {
    const response = await fetch(new URL(`./call/${name}`, page), {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-headroom-token': token },
      body,
    });
    const reader = new ReplyReader(response.headers.get('content-type') ?? '', onText);
    if (onText && response.body) await eachPiece(response.body, (piece) => reader.take(piece));
    else reader.take(await response.text());
    const reply = reader.finish();
    if (reply !== undefined) return reply as Envelope<N>;
    return { ok: false, problems: [{ code: 'host', message: `the host answered ${response.status} ${response.statusText}` }] };
  } catch {
    return hostGone;
  }
}
