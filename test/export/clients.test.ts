import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exporters } from '../../electron/export/index.ts';
import { placedDiagrams } from '../../shared/export/diagram/placed.ts';
import type { ExportFile } from '../../shared/export/exporter.ts';
import { planOf } from '../../shared/export/plan/plan.ts';
import { schedulesOf } from '../../shared/export/table/schedules.ts';
import { uniqueNames } from '../../shared/export/usd/names.ts';
import { smallHall, smallHallAnalysis } from '../fixtures/small-hall.ts';
import { itWith, run, runPython, scratch } from './programs.ts';
import { composeUsd, openUsd } from './tinyusdz.ts';

const input = { document: smallHall(), analysis: smallHallAnalysis(), text: '', version: '0.1.0' };
const folder = scratch();

const writing = (async () => {
  const files = new Map<string, ExportFile>();
  for (const exporter of exporters) for (const file of await exporter.write(input)) files.set(file.path, file);
  return files;
})();
const fileAt = async (path: string): Promise<Uint8Array> => {
  const file = (await writing).get(path);
  if (!file) throw new Error(`${path} was not written`);
  return file.bytes;
};
const onDisk = async (path: string): Promise<string> => folder.write(path.replaceAll('/', '_'), await fileAt(path));

describe('the USD scene, opened by tinyusdz', () => {
  const { document } = input;
  const names = uniqueNames(document.tables.equipment.values());

  it('composes to one body for each piece of equipment, at its place and turn', async () => {
    const assets = new Map(
      [...(await writing).values()]
        .filter(({ path }) => path.startsWith('usd/assets/'))
        .map(({ path, bytes }) => [path.replace('usd/', './'), bytes]),
    );
    const scene = await composeUsd(await fileAt('usd/Main.usda'), assets);
    expect(scene.meshes).toBe(document.tables.equipment.size + document.tables.connection.size + document.tables.space.size);
    for (const record of document.tables.equipment.values()) {
      const path = `/World/Equipment/${names.get(record.id)}`;
      expect(scene.nodes.has(`${path}/Body`), path).toBe(true);
      const matrix = [...(scene.nodes.get(path)?.localMatrix ?? [])];
      const turn = (record.yaw_deg * Math.PI) / 180;
      [Math.cos(turn), Math.sin(turn)].forEach((value, i) => {
        expect(matrix[i]).toBeCloseTo(value, 6);
      });
      expect(matrix.slice(12, 15)).toEqual(record.position_m);
    }
  });

  it('is empty without its assets, and whole in the flat form', async () => {
    const alone = await openUsd(await fileAt('usd/Main.usda'), 'Main.usda');
    expect(alone.meshes).toBe(document.tables.connection.size + document.tables.space.size);
    const flat = await openUsd(await fileAt('usd/Main_flat.usda'), 'Main_flat.usda');
    expect(flat.meshes).toBe(document.tables.equipment.size + document.tables.connection.size + document.tables.space.size);
  });
});

describe('the workbook', () => {
  const script = `
import json, sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
print(json.dumps({sheet.title: {'types': sorted({cell.data_type for row in sheet for cell in row if cell.value is not None}), 'rows': [[cell.value for cell in row] for row in sheet]} for sheet in book}))`;

  itWith('openpyxl', 'holds the tables cell by cell, and no formula', async () => {
    const book = runPython(script, await onDisk('schedules/schedules.xlsx')) as Record<string, { types: string[]; rows: unknown[][] }>;
    for (const table of schedulesOf(input.document, input.analysis)) {
      const sheet = book[table.title];
      expect(sheet?.types).toEqual(['n', 's']);
      expect(sheet?.rows.slice(1)).toEqual(
        table.rows.map((row) => row.map((value) => (value === undefined || value === '' ? null : value))),
      );
    }
  });

  itWith('soffice', 'opens in LibreOffice with its texts as texts', async () => {
    const file = await onDisk('schedules/schedules.xlsx');
    const options = [
      '--headless',
      '--convert-to',
      'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1',
      '--outdir',
      folder.path,
      file,
    ];
    run('soffice', options, { HOME: folder.path });
    const csv = readFileSync(join(folder.path, 'schedules_schedules-Equipment schedule.csv'), 'utf8');
    expect(csv).toContain('=CDU+1');
    expect(csv).toContain('HD-Vorlauf-Ä');
    expect(csv.trim().split('\n').length).toBe(input.document.tables.equipment.size + 1);
  });
});

const dxfScript = `
import json, sys
from collections import Counter
from ezdxf import recover
document, auditor = recover.readfile(sys.argv[1])
later = document.audit()
space = document.modelspace()
print(json.dumps({
  'faults': [str(entry.message) for entry in auditor.errors + auditor.fixes + later.errors + later.fixes],
  'version': document.dxfversion, 'units': document.header['$INSUNITS'],
  'inserts': [[entity.dxf.name, *entity.dxf.insert.xyz[:2], entity.dxf.rotation] for entity in space.query('INSERT')],
  'layers': [layer.dxf.name for layer in document.layers],
  'texts': [entity.dxf.text for entity in space.query('TEXT')]}))`;

describe('the DXF plan', () => {
  itWith('ezdxf', 'passes the audit, in millimetres, with a block for each body and its tag', async () => {
    const read = runPython(dxfScript, await onDisk('drawings/plan.dxf')) as {
      faults: string[];
      version: string;
      units: number;
      inserts: [string, number, number, number][];
      layers: string[];
      texts: string[];
    };
    expect(read.faults).toEqual([]);
    expect([read.version, read.units]).toEqual(['AC1021', 4]);
    const { bodies } = planOf(input.document);
    expect(read.inserts.map(([, x, y, turn]) => [x, y, turn])).toEqual(
      bodies.map(({ at_m, yaw_deg }) => [at_m[0] * 1000, at_m[1] * 1000, yaw_deg]),
    );
    for (const { tag, layer } of bodies) {
      expect(read.texts).toContain(tag);
      expect(read.layers).toContain(layer);
    }
    expect(read.texts).toContain('14000');
    expect(read.texts.some((text) => text.includes('NOT FOR CONSTRUCTION'))).toBe(true);
  });
});

describe('the diagrams', () => {
  itWith('ezdxf', 'pass the DXF audit with every symbol named and the title block', async () => {
    for (const kind of ['one-line', 'p-and-id']) {
      const read = runPython(dxfScript, await onDisk(`diagrams/${kind}.dxf`)) as { faults: string[]; units: number; texts: string[] };
      expect(read.faults, kind).toEqual([]);
      expect(read.units).toBe(4);
      const { placed } = (await placedDiagrams(input.document)).find((each) => each.kind === kind) ?? {};
      for (const { texts } of placed?.nodes ?? [])
        for (const { text } of texts.slice(0, 1)) if (/^[\x20-\x7e]+$/.test(text)) expect(read.texts, kind).toContain(text);
      expect(read.texts.some((text) => text.includes('NOT FOR CONSTRUCTION'))).toBe(true);
    }
  });

  itWith('poppler', 'are one printable sheet each, with names, values and a title block as text', async () => {
    for (const [kind, number] of [
      ['one-line', 'E-601'],
      ['p-and-id', 'M-601'],
    ] as const) {
      const file = await onDisk(`diagrams/${kind}.pdf`);
      const text = run('pdftotext', ['-layout', file, '-']);
      for (const word of [number, 'NOT FOR CONSTRUCTION', 'P-0042']) expect(text, word).toContain(word);
      const info = run('pdfinfo', [file]);
      expect(info).toMatch(/Pages: +1\n/);
      expect(info).toMatch(/Page size: +(1190|1191|1683|1684|2383|2384|3370)/);
    }
  });
});

describe('the PDF report', () => {
  itWith('qpdf', 'has sound syntax and streams', async () => {
    expect(run('qpdf', ['--check', await onDisk('report/report.pdf')])).toContain('No syntax or stream encoding errors found');
  });

  itWith('poppler', 'says the figures, every tag and the title block as text, with embedded fonts and no picture', async () => {
    const file = await onDisk('report/report.pdf');
    const text = run('pdftotext', ['-layout', file, '-']);
    for (const word of [
      'Kleine Halle Süd',
      '568 kW',
      '625 kW',
      '1.100',
      'NOT FOR CONSTRUCTION',
      'P-0042',
      'aisle-width',
      'A-101',
      '1:100',
      '14000',
    ])
      expect(text, word).toContain(word);
    for (const { tag } of input.document.tables.equipment.values()) expect(text, tag).toContain(tag);
    const fonts = run('pdffonts', [file]).trim().split('\n').slice(2);
    expect(fonts.length).toBeGreaterThan(0);
    for (const font of fonts) expect(font).toMatch(/Inter.* yes yes yes /);
    expect(run('pdfimages', ['-list', file]).trim().split('\n').length).toBe(2);
    expect(run('pdfinfo', [file])).toContain('Fri Nov 20 00:00:00 2026');
  });

  itWith('poppler', 'draws its plan to scale: 14 m at 1:100 are 140 mm of ink', async () => {
    const file = await onDisk('report/report.pdf');
    const pages = Number(/Pages:\s+(\d+)/.exec(run('pdfinfo', [file]))?.[1]);
    // The frame of the sheet is 398 mm wide; the hall's south wall is the longest dark line inside it.
    run('pdftoppm', ['-gray', '-r', '254', '-f', String(pages), '-l', String(pages), file, join(folder.path, 'plan')]);
    const picture = readFileSync(join(folder.path, `plan-${pages}.pgm`));
    const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(picture.subarray(0, 40).toString('latin1'));
    const [width, height] = [Number(head?.[1]), Number(head?.[2])];
    const start = head?.[0].length ?? 0;
    let longest = 0;
    for (let y = 150; y < height - 150; y++) {
      let length = 0;
      for (let x = 200; x < width - 900; x++) {
        length = (picture[start + y * width + x] as number) < 110 ? length + 1 : 0;
        longest = Math.max(longest, length);
      }
    }
    expect(longest / 10).toBeGreaterThan(139);
    expect(longest / 10).toBeLessThan(141.5);
  });
});
