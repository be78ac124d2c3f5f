import { beforeAll, describe, expect, it } from 'vitest';
import { pdfExporter } from '../../electron/export/pdf/exporter.ts';
import { analyse } from '../../shared/analysis/analyse.ts';
import { analysisJson } from '../../shared/analysis/json.ts';
import { designNamed } from '../../shared/designs/index.ts';
import { dxfExporter } from '../../shared/export/dxf/exporter.ts';
import type { ExportFile, ExportInput } from '../../shared/export/exporter.ts';
import { equipmentSchedule } from '../../shared/export/table/schedules.ts';
import { textOf } from '../../shared/export/text.ts';
import { layerFaults } from '../../shared/export/usd/check.ts';
import { usdExporter } from '../../shared/export/usd/exporter.ts';
import { uniqueNames } from '../../shared/export/usd/names.ts';
import { parseLayer } from '../../shared/export/usd/parse.ts';
import { itWith, run, runPython, scratch } from './programs.ts';
import { composeUsd } from './tinyusdz.ts';

let input: ExportInput;
let usd: readonly ExportFile[] = [];
const folder = scratch();

beforeAll(async () => {
  const design = designNamed('gb300-10mw')?.build({});
  if (!design?.ok) throw new Error('the 10 MW hall cannot be built');
  const analysis = analyse(design.value);
  if (!analysis.ok) throw new Error('the 10 MW hall cannot be analysed');
  input = { document: design.value, analysis: analysis.value, text: '', version: '0.1.0' };
  usd = await usdExporter.write(input);
});

describe('the 10 MW hall, exported', () => {
  it('composes in tinyusdz to every rack, unit, valve and run at its place', async () => {
    const { equipment, connection } = input.document.tables;
    const assets = new Map(
      usd.filter(({ path }) => path.startsWith('usd/assets/')).map(({ path, bytes }) => [path.replace('usd/', './'), bytes]),
    );
    const main = usd.find(({ path }) => path === 'usd/Main.usda')?.bytes ?? new Uint8Array();
    const scene = await composeUsd(main, assets);
    const bodies = [...scene.nodes.keys()].filter((path) => /^\/World\/Equipment\/[^/]+\/Body$/.test(path));
    expect(bodies.length).toBe(equipment.size);
    expect([...scene.nodes.keys()].filter((path) => /^\/World\/Runs\/[^/]+$/.test(path)).length).toBe(connection.size);
    const names = uniqueNames(equipment.values());
    for (const record of equipment.values()) {
      const matrix = scene.nodes.get(`/World/Equipment/${names.get(record.id)}`)?.localMatrix;
      record.position_m.forEach((place, axis) => {
        expect(matrix?.[12 + axis], record.tag).toBeCloseTo(place, 4);
      });
    }
  });

  it('passes the strict USD reader, file by file', () => {
    const assets = new Set(usd.map(({ path }) => path.replace('usd/', './')));
    for (const { path, bytes } of usd) expect(layerFaults(parseLayer(textOf(bytes)), assets), path).toEqual([]);
  });

  it('says the same figures in its schedule and in its analysis', () => {
    const { records } = analysisJson(input.document, input.analysis);
    const table = equipmentSchedule(input.document, input.analysis);
    const at = (title: string) => table.columns.findIndex((column) => column.title === title);
    let compared = 0;
    for (const row of table.rows) {
      const record = records[row[at('Id')] as string];
      const power = record?.power_W;
      if (typeof power !== 'number') continue;
      expect(row[at('Power')]).toBeCloseTo(power / 1000, 2);
      compared++;
    }
    expect(compared).toBeGreaterThan(60);
  });

  itWith('ezdxf', 'passes the DXF audit with every tag on the drawing', async () => {
    const [plan] = await dxfExporter.write(input);
    const script = `
import json, sys
from ezdxf import recover
document, auditor = recover.readfile(sys.argv[1])
later = document.audit()
print(json.dumps({'faults': [str(entry.message) for entry in auditor.errors + auditor.fixes + later.errors + later.fixes],
  'texts': [entity.dxf.text for entity in document.modelspace().query('TEXT')], 'inserts': len(document.modelspace().query('INSERT'))}))`;
    const read = runPython(script, folder.write('plan.dxf', plan?.bytes ?? new Uint8Array())) as {
      faults: string[];
      texts: string[];
      inserts: number;
    };
    expect(read.faults).toEqual([]);
    expect(read.inserts).toBe(input.document.tables.equipment.size);
    const texts = new Set(read.texts);
    expect([...input.document.tables.equipment.values()].map(({ tag }) => tag).filter((tag) => !texts.has(tag))).toEqual([]);
  });

  itWith('poppler', 'has every rack and every unit by its tag in the report', async () => {
    const [report] = await pdfExporter.write(input);
    const text = run('pdftotext', ['-layout', folder.write('report.pdf', report?.bytes ?? new Uint8Array()), '-']);
    const missing = [...input.document.tables.equipment.values()].map(({ tag }) => tag).filter((tag) => !text.includes(tag));
    expect(missing).toEqual([]);
    expect(text).toContain('6.82 MW');
  });
});
