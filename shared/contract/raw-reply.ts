/**
 * How an answer of the host crosses HTTP. A design of 20 MB as a string inside JSON would be quoted, sent and unquoted again;
 * its text goes as it is instead, after the rest of the answer on a line of its own.
 */
import type { Envelope, RequestName } from './ipc.ts';

const json = 'application/json; charset=utf-8';
const raw = 'application/vnd.headroom.reply; charset=utf-8';

/** Texts from this length on, UTF-16 units, are worth it. */
const longText = 10_000;

/** A reply whose `text` is long and survives UTF-8. */
function longTextOf(envelope: Envelope<RequestName>): string | undefined {
  if (!envelope.ok || !('text' in envelope.value)) return undefined;
  const { text } = envelope.value;
  return text.length >= longText && text.isWellFormed() ? text : undefined;
}

/** @returns the parts of the body, to be sent one after the other */
export function packReply(envelope: Envelope<RequestName>): { readonly type: string; readonly parts: readonly string[] } {
  const text = longTextOf(envelope);
  if (text === undefined || !envelope.ok) return { type: json, parts: [JSON.stringify(envelope)] };
  return { type: raw, parts: [`${JSON.stringify({ ...envelope, value: { ...envelope.value, text: '' } })}\n`, text] };
}

/** Takes an answer apart while its body arrives. */
export class ReplyReader {
  readonly #type: string;
  readonly #onText: ((piece: string) => void) | undefined;
  /** The body; of a raw answer whose text is passed on, its first line alone. */
  readonly #pieces: string[] = [];
  #inText = false;

  /** @param onText takes the text of a raw answer, which is empty in the answer then */
  constructor(type: string, onText?: (piece: string) => void) {
    this.#type = type;
    this.#onText = onText;
  }

  take(piece: string): void {
    if (this.#type !== raw || !this.#onText) {
      this.#pieces.push(piece);
      return;
    }
    const end = this.#inText ? -1 : piece.indexOf('\n');
    const text = this.#inText ? piece : piece.slice(end + 1);
    if (!this.#inText) this.#pieces.push(end === -1 ? piece : piece.slice(0, end + 1));
    if (!this.#inText && end === -1) return;
    this.#inText = true;
    if (text !== '') this.#onText(text);
  }

  /** @returns undefined for what is no answer of a host. @throws SyntaxError where the answer is damaged. */
  finish(): unknown {
    const body = this.#pieces.join('');
    if (this.#type.includes('json')) return JSON.parse(body);
    if (this.#type !== raw) return undefined;
    const end = body.indexOf('\n');
    const envelope = JSON.parse(body.slice(0, end)) as { value: object };
    return { ...envelope, value: { ...envelope.value, text: body.slice(end + 1) } };
  }
}

/** The whole body of an answer; see `ReplyReader.finish`. */
export function unpackReply(type: string, body: string): unknown {
  const reader = new ReplyReader(type);
  reader.take(body);
  return reader.finish();
}
