import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Envelope, RequestName } from './ipc.ts';
import { packReply, ReplyReader, unpackReply } from './raw-reply.ts';

const file = { token: 't', name: 'a.facility', place: 'Designs', modified: '', readOnly: false };
const overTheWire = (body: string) => new TextDecoder('utf-8').decode(new TextEncoder().encode(body));

describe('an answer of the host over HTTP', () => {
  it('arrives as it was given, whatever the text of the design', () => {
    const piece = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('\n', '\r\n', '\uFEFF', '\uD800', '{"ok":true}', '\0'));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), fc.boolean(), (pieces, long) => {
        const text = pieces.join('') + (long ? 'x'.repeat(20_000) : '');
        const given: Envelope<RequestName> = { ok: true, value: { file, text } };
        const { type, parts } = packReply(given);
        expect(unpackReply(type, overTheWire(parts.join('')))).toEqual(given);
      }),
    );
  });

  it('hands a long text on while it arrives, cut anywhere', () => {
    const text = `${'{"id":"space_1"}\n'.repeat(2000)}ä`;
    const { type, parts } = packReply({ ok: true, value: { file, text } });
    const body = parts.join('');
    fc.assert(
      fc.property(fc.array(fc.nat(body.length), { maxLength: 8 }), fc.nat(200), (places, early) => {
        const cuts = [0, early, ...places].sort((a, b) => a - b);
        let arrived = '';
        const reader = new ReplyReader(type, (piece) => {
          arrived += piece;
        });
        cuts.forEach((cut, i) => {
          reader.take(body.slice(cut, cuts[i + 1]));
        });
        expect(arrived).toBe(text);
        expect(reader.finish()).toEqual({ ok: true, value: { file, text: '' } });
      }),
    );
  });

  it('carries a long text as it is, not as a quoted string', () => {
    const text = '{"id":"space_1"}\n'.repeat(2000);
    const { parts } = packReply({ ok: true, value: { file, text } });
    expect(parts[1]).toBe(text);
    expect(packReply({ ok: false, problems: [{ code: 'x', message: text }] }).type).toMatch(/json/);
  });

  it('is not taken for one when it is something else', () => {
    expect(unpackReply('text/html', '<p>')).toBeUndefined();
    expect(() => unpackReply('application/json', '{')).toThrow(SyntaxError);
  });
});
