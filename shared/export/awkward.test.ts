import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { smallHallAnalysis, smallHallRecords } from '../../test/fixtures/small-hall.ts';
import { documentOf } from '../document/document.ts';
import type { FacilityRecord } from '../document/records.ts';
import { buildBundle } from './bundle.ts';
import { pathFault } from './path.ts';
import { textOf } from './text.ts';
import { layerFaults } from './usd/check.ts';
import { parseLayer } from './usd/parse.ts';
import { unzipFiles } from './zip.ts';

/** XML 1.0 holds no control characters but tab and line ends. */
const fitsXml = (text: string): boolean => ![...text].some((c) => (c < ' ' && !'\t\n\r'.includes(c)) || c === '\ufffe' || c === '\uffff');

/** The small hall with other people's texts wherever a person may type one. */
function withTexts(texts: readonly string[]): FacilityRecord[] {
  let next = 0;
  const text = () => texts[next++ % texts.length] as string;
  return smallHallRecords.map((record): FacilityRecord => {
    switch (record.type) {
      case 'site':
        return { ...record, name: text(), projectNumber: text(), author: text(), revision: text(), date: text(), location: text() };
      case 'space':
      case 'system':
      case 'group':
        return { ...record, name: text() };
      case 'item':
        return { ...record, name: text(), title: text(), maker: text(), model: text() };
      case 'equipment':
      case 'connection':
        return { ...record, tag: text() };
      default:
        return record;
    }
  });
}

const nasty = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string(),
  fc.constantFrom('', '=1+1', '../../x', '"', '\\', 'a\r\nb', '\ud800', '\u0000', '<&>', '@x@', 'x'.repeat(300), '%%c', '🏭'),
);

describe('a bundle of a design with awkward texts', () => {
  it('is written, with safe names, sound USD, one-line DXF texts and an XML that parses', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(nasty, { minLength: 1, maxLength: 12 }), async (texts) => {
        const bundle = await buildBundle({
          document: documentOf(withTexts(texts)),
          analysis: smallHallAnalysis(),
          text: '{}\n',
          version: '0.1.0',
        });
        if (!bundle.ok) throw new Error(bundle.problems[0]?.message);
        const assets = new Set(bundle.value.map(({ path }) => path.replace('usd/', './')));
        for (const { path, bytes } of bundle.value) {
          expect(pathFault(path)).toBeUndefined();
          if (path.endsWith('.usda')) expect(layerFaults(parseLayer(textOf(bytes)), assets), path).toEqual([]);
          if (path.endsWith('.dxf')) {
            const lines = textOf(bytes).split('\n');
            expect(lines.filter((line, i) => i % 2 === 0 && line.trim() !== '' && !/^\s*\d+\s*$/.test(line))).toEqual([]);
          }
          if (path.endsWith('.xlsx')) {
            const parts = unzipFiles(bytes, undefined, { anyName: true });
            const sheets = parts.ok ? parts.value.map(({ bytes: part }) => textOf(part)) : [''];
            expect(sheets.every(fitsXml)).toBe(true);
          }
        }
      }),
      { numRuns: 40 },
    );
  });
});
