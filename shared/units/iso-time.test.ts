import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatMoment, parseMoment } from './iso-time.ts';

/** From another implementation of the calendar (Python's datetime). */
const known: readonly (readonly [text: string, seconds: number])[] = [
  ['1970-01-01T00:00:00Z', 0],
  ['2000-02-29T12:34:56Z', 951827696],
  ['1900-03-01T00:00:00Z', -2203891200],
  ['2100-02-28T23:59:59Z', 4107542399],
  ['2026-11-20T12:00:00Z', 1795176000],
  ['1969-12-31T23:59:59Z', -1],
  ['2400-02-29T00:00:00Z', 13574563200],
];

it('agrees with another implementation, leap days included', () => {
  for (const [text, seconds] of known) {
    expect(parseMoment(text)).toBe(seconds);
    expect(formatMoment(seconds)).toBe(text);
  }
});

it('reads back every second it writes, and a day later is the next date', () => {
  fc.assert(
    fc.property(fc.integer({ min: -6_000_000_000, max: 60_000_000_000 }), (seconds) => {
      const text = formatMoment(seconds);
      expect(parseMoment(text)).toBe(seconds);
      expect(formatMoment(seconds + 86_400) > text).toBe(true);
      expect(formatMoment(seconds + 86_400).slice(11)).toBe(text.slice(11));
    }),
  );
});

it('knows offsets and refuses what is no moment', () => {
  expect(parseMoment('2026-11-20T14:00:00+02:00')).toBe(parseMoment('2026-11-20T12:00:00Z'));
  for (const text of ['2026-02-30T00:00:00Z', '2026-11-20', '2026-11-20T24:00:00Z', '2026-11-20T12:00:00', 'soon'])
    expect(parseMoment(text)).toBeUndefined();
});
