import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { exporters } from '../../electron/export/index.ts';
import { analyse } from '../../shared/analysis/analyse.ts';
import { designNamed } from '../../shared/designs/index.ts';
import { analysisName } from '../../shared/export/analysis/exporter.ts';
import { buildBundle, bundleZip, descriptionName } from '../../shared/export/bundle.ts';
import type { ExportFile, ExportInput } from '../../shared/export/exporter.ts';
import { manifestName, manifestText } from '../../shared/export/manifest.ts';
import { sha256 } from '../../shared/export/sha256.ts';
import { bytesOf, textOf } from '../../shared/export/text.ts';
import { type VerifyReport, verifyBundle, verifyZip } from '../../shared/export/verify.ts';
import { writeFacility } from '../../shared/file/write.ts';
import { itWith, run, scratch } from './programs.ts';

const version = '0.1.0';
const options = { version, exporters };

function inputOf(): ExportInput {
  const design = designNamed('gb300-su')?.build({});
  if (!design?.ok) throw new Error('the scalable unit cannot be built');
  const analysis = analyse(design.value);
  if (!analysis.ok) throw new Error('the scalable unit cannot be analysed');
  return { document: design.value, analysis: analysis.value, text: writeFacility(design.value), version };
}

const folder = scratch();
let files: readonly ExportFile[] = [];
beforeAll(async () => {
  const bundle = await buildBundle(inputOf(), { exporters });
  if (!bundle.ok) throw new Error(bundle.problems[0]?.message);
  files = bundle.value;
});

const named = (report: VerifyReport): string[] => report.problems.map(({ file }) => file ?? '');
const replaced = (files: readonly ExportFile[], path: string, bytes: Uint8Array): ExportFile[] =>
  files.map((file) => (file.path === path ? { path, bytes } : file));

/** As a forger would: the manifest made again over the changed files. */
function rehashed(files: readonly ExportFile[]): ExportFile[] {
  const others = files.filter(({ path }) => path !== manifestName);
  return [{ path: manifestName, bytes: bytesOf(manifestText(others)) }, ...others];
}

describe('a bundle', () => {
  it('holds every form of the design under a manifest', async () => {
    const paths = files.map(({ path }) => path);
    expect(paths[0]).toBe(manifestName);
    for (const path of [
      'README.txt',
      descriptionName,
      ...['one-line', 'p-and-id'].flatMap((name) => ['dxf', 'pdf', 'svg'].map((form) => `diagrams/${name}.${form}`)),
      'drawings/plan.dxf',
      'report/report.pdf',
      analysisName,
      'schedules/bill-of-materials.csv',
      'schedules/schedules.xlsx',
      'usd/Main.usda',
      'usd/Main_flat.usda',
    ])
      expect(paths).toContain(path);
    expect(paths.some((path) => /^source\/.+\.facility$/.test(path))).toBe(true);
  });

  it('is the same byte for byte when the design is built, solved and exported again', async () => {
    const again = await buildBundle(inputOf(), { exporters });
    if (!again.ok) throw new Error('no bundle');
    expect(again.value.map(({ path, bytes }) => `${path} ${sha256(bytes)}`)).toEqual(
      files.map(({ path, bytes }) => `${path} ${sha256(bytes)}`),
    );
    expect(sha256(bundleZip(again.value))).toBe(sha256(bundleZip(files)));
  });

  it('is the same from the command line in another time zone, language and folder', () => {
    const [here, there] = ['here', 'there'].map((name) => join(folder.path, name)) as [string, string];
    const environments: [string, Record<string, string>][] = [
      [here, { TZ: 'Pacific/Kiritimati', LANG: 'C' }],
      [there, { TZ: 'America/St_Johns', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' }],
    ];
    const [first, second] = environments.map(([path, environment]) => {
      mkdirSync(path, { recursive: true });
      writeFileSync(join(path, 'unit.facility'), inputOf().text);
      run(
        process.execPath,
        [
          fileURLToPath(new URL('../../electron/bin.mjs', import.meta.url)),
          'export',
          join(path, 'unit.facility'),
          '-o',
          join(path, 'unit.zip'),
        ],
        environment,
      );
      return sha256(new Uint8Array(readFileSync(join(path, 'unit.zip'))));
    });
    expect(first).toBe(second);
  });

  it('is verified as a folder and as a zip, solved and written again', async () => {
    for (const report of [await verifyBundle(files, options), await verifyZip(bundleZip(files), options)]) {
      expect(report.problems).toEqual([]);
      expect(report.ok).toBe(true);
      expect(report.checks.every(({ status }) => status === 'passed')).toBe(true);
    }
  });

  it('names the file in which one byte was changed, whichever it is', async () => {
    for (const [i, { path, bytes }] of files.entries()) {
      const changed = bytes.slice();
      const at = (i * 7919) % bytes.length;
      changed[at] = (changed[at] as number) ^ 0x01;
      const report = await verifyBundle(replaced(files, path, changed), options);
      expect(report.ok, path).toBe(false);
      // A changed digest in the manifest shows at the file it belongs to; both are named there.
      if (path !== manifestName) expect(named(report), path).toContain(path);
    }
  });

  it('as a zip notices a byte changed anywhere, and names a file', async () => {
    const zip = bundleZip(files);
    for (let k = 0; k < 24; k++) {
      const at = Math.floor((k * zip.length) / 24) + (k % 13);
      const changed = zip.slice();
      changed[at] = (changed[at] as number) ^ 0x20;
      const report = await verifyZip(changed, options);
      expect(report.ok, `byte ${at}`).toBe(false);
      expect(report.problems.length).toBeGreaterThan(0);
    }
    // In the directory at the end, and in a local header, where unpacking programs do not look.
    for (const at of [10, zip.length - 60]) {
      const changed = zip.slice();
      changed[at] = (changed[at] as number) ^ 0x01;
      const report = await verifyZip(changed, options);
      expect(named(report).some((file) => file !== '')).toBe(true);
    }
  });

  it('names files that are missing and files that are extra', async () => {
    expect(
      named(
        await verifyBundle(
          files.filter(({ path }) => path !== 'drawings/plan.dxf'),
          options,
        ),
      ),
    ).toEqual(['drawings/plan.dxf']);
    expect(named(await verifyBundle([...files, { path: 'notes.txt', bytes: bytesOf('x') }], options))).toEqual(['notes.txt']);
    expect(named(await verifyBundle(files.slice(1), options))).toEqual([manifestName]);
    expect(named(await verifyBundle([...files, { path: '../x', bytes: bytesOf('x') }], options))).toContain('../x');
  });

  it('does not believe a temperature that the design does not have, though every sum is right', async () => {
    const stored = files.find(({ path }) => path === analysisName);
    const text = textOf(stored?.bytes ?? new Uint8Array());
    const forged = text.replace(/("supplyTemperature_C": )([\d.]+)/, (_, name: string, value: string) => `${name}${Number(value) + 0.1}`);
    expect(forged).not.toBe(text);
    const report = await verifyBundle(rehashed(replaced(files, analysisName, bytesOf(forged))), options);
    expect(report.checks.find(({ check }) => check === 'sums')?.status).toBe('passed');
    expect(report.ok).toBe(false);
    expect(report.problems[0]?.message).toMatch(/supplyTemperature_C is .*solved again/);
  });

  it('does not believe a schedule that the design does not give', async () => {
    const path = 'schedules/bill-of-materials.csv';
    const text = textOf(files.find((file) => file.path === path)?.bytes ?? new Uint8Array());
    const report = await verifyBundle(rehashed(replaced(files, path, bytesOf(text.replace('"8"', '"9"')))), options);
    expect(named(report)).toEqual([path]);
    expect(report.checks.find(({ check }) => check === 'rewritten')?.status).toBe('failed');
  });

  it('of another version of the program is solved again and not compared byte for byte', async () => {
    const report = await verifyBundle(files, { ...options, version: '9.9.9' });
    expect(report.ok).toBe(true);
    expect(report.checks.find(({ check }) => check === 'rewritten')?.status).toBe('skipped');
  });

  it('can be of some formats only, and refuses formats it does not know', async () => {
    const some = await buildBundle(inputOf(), { exporters, only: ['dxf', 'analysis'] });
    if (!some.ok) throw new Error('no bundle');
    expect(some.value.some(({ path }) => path.startsWith('usd/'))).toBe(false);
    expect((await verifyBundle(some.value, options)).ok).toBe(true);
    const none = await buildBundle(inputOf(), { exporters, only: ['dwg'] });
    expect(none.ok ? '' : none.problems[0]?.message).toContain('dwg');
  });

  it('says no clock, no machine and no person beyond the design', async () => {
    for (const { path, bytes } of files) {
      if (!/\.(txt|json|csv|usda|dxf|svg)$/.test(path)) continue;
      const text = textOf(bytes);
      expect(text, path).not.toContain(process.cwd());
      expect(text, path).not.toMatch(/\b\d{2}:\d{2}:\d{2}\b/);
    }
  });

  it('is refused when it is no bundle at all, without an exception', async () => {
    for (const bytes of [new Uint8Array(), bytesOf('PK'), bytesOf('x'.repeat(1000)), bundleZip([])])
      expect((await verifyZip(bytes, options)).ok).toBe(false);
    expect((await verifyBundle([], options)).ok).toBe(false);
  });
});

describe('a bundle without this program', () => {
  itWith('sha256sum', 'is checked by sha256sum', async () => {
    for (const { path, bytes } of files) {
      const file = join(folder.path, 'bundle', path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, bytes);
    }
    expect(run('bash', ['-c', `cd '${folder.path}/bundle' && sha256sum --strict --quiet -c ${manifestName} && echo whole`])).toContain(
      'whole',
    );
  });

  itWith('unzip', 'is unpacked by unzip', async () => {
    const file = folder.write('bundle.zip', bundleZip(files));
    expect(run('unzip', ['-t', file])).toContain('No errors detected');
  });
});
