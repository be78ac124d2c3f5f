import { describe, expect, it } from 'vitest';
import { pathFault } from '../../shared/export/path.ts';
import { sha256 } from '../../shared/export/sha256.ts';
import { smallHall, smallHallAnalysis } from '../../test/fixtures/small-hall.ts';
import { exporters } from './index.ts';

const input = () => ({ document: smallHall(), analysis: smallHallAnalysis(), text: '', version: '0.1.0' });
const digests = async (exporter: (typeof exporters)[number]) =>
  (await exporter.write(input())).map(({ path, bytes }) => `${path} ${sha256(bytes)}`);

describe('the exporters', () => {
  it('have names of their own, in small letters', () => {
    const formats = exporters.map(({ format }) => format);
    expect(new Set(formats).size).toBe(formats.length);
    for (const format of formats) expect(format).toMatch(/^[a-z]+$/);
    expect([...formats].sort()).toEqual(['analysis', 'csv', 'diagrams', 'dxf', 'pdf', 'usd', 'xlsx']);
  });

  it.each(exporters.map((exporter) => [exporter.format, exporter] as const))(
    '%s writes files with safe names, and the same bytes twice',
    async (_, exporter) => {
      const files = await exporter.write(input());
      expect(files.length).toBeGreaterThan(0);
      for (const { path, bytes } of files) {
        expect(pathFault(path), path).toBeUndefined();
        expect(bytes.length, path).toBeGreaterThan(0);
      }
      expect(await digests(exporter)).toEqual(await digests(exporter));
    },
  );

  it.each(exporters.map((exporter) => [exporter.format, exporter] as const))('%s writes an empty design too', async (_, exporter) => {
    const { document, analysis } = input();
    const empty = {
      ...document,
      tables: { ...document.tables, equipment: new Map(), connection: new Map(), space: new Map(), item: new Map() },
    };
    const { summary: _summary, ...rest } = analysis;
    const files = await exporter.write({ document: empty, analysis: { ...rest, findings: [] }, text: '', version: '0.1.0' });
    expect(files.length).toBeGreaterThan(0);
  });
});
