/**
 * Verifies a bundle: every file against the manifest, nothing missing, nothing extra; the design is read again
 * and solved again, and its numbers are compared with those in the bundle; where this program wrote the bundle,
 * every format is written again and compared byte for byte.
 */
import { analyse } from '../analysis/analyse.ts';
import { readFacility } from '../file/read.ts';
import type { Problem, Result } from '../problem.ts';
import { analysisName } from './analysis/exporter.ts';
import { type BundleDescription, buildBundle, descriptionName } from './bundle.ts';
import { compareNumbers } from './compare.ts';
import type { Exporter, ExportFile } from './exporter.ts';
import { exporters as sharedExporters } from './index.ts';
import { manifestName, readManifest } from './manifest.ts';
import { pathFault } from './path.ts';
import { sha256 } from './sha256.ts';
import { byText, textOf } from './text.ts';
import { unzipFiles, zipFiles } from './zip.ts';

export interface VerifyOptions {
  /** Version of this program; a bundle of the same version is also written again and compared byte for byte. */
  readonly version: string;
  readonly exporters?: readonly Exporter[];
  /** Relative difference below which two solved numbers are called equal; solvers of other versions may differ in the last digits. */
  readonly tolerance?: number;
}

export interface VerifyCheck {
  readonly check: 'container' | 'names' | 'manifest' | 'sums' | 'description' | 'facility' | 'results' | 'rewritten';
  readonly title: string;
  readonly status: 'passed' | 'failed' | 'skipped';
  readonly detail: string;
}

export interface VerifyReport {
  readonly format: 'headroom-verify/1';
  readonly ok: boolean;
  readonly files: number;
  readonly bundle?: BundleDescription;
  readonly checks: readonly VerifyCheck[];
  /** What is wrong; `file` is the name inside the bundle. */
  readonly problems: readonly Problem[];
}

const titles: Readonly<Record<VerifyCheck['check'], string>> = {
  container: 'The zip is whole and packed as this program packs',
  names: 'File names are safe and unique',
  manifest: 'The manifest can be read',
  sums: 'Every file has the sha256 sum of the manifest; none is missing, none is extra',
  description: 'bundle.json names the design and the scenario',
  facility: 'The design can be read again',
  results: 'Solving the design again gives the same results',
  rewritten: 'Writing the formats again gives the same bytes',
};

class Protocol {
  readonly checks: VerifyCheck[] = [];
  readonly problems: Problem[] = [];

  record(check: VerifyCheck['check'], problems: readonly Problem[], detail: string): boolean {
    this.problems.push(...problems);
    const status = problems.length === 0 ? 'passed' : 'failed';
    this.checks.push({ check, title: titles[check], status, detail: status === 'passed' ? detail : `${problems.length} problems` });
    return problems.length === 0;
  }

  skip(check: VerifyCheck['check'], detail: string): void {
    this.checks.push({ check, title: titles[check], status: 'skipped', detail });
  }

  report(files: number, bundle?: BundleDescription): VerifyReport {
    return {
      format: 'headroom-verify/1',
      ok: this.problems.length === 0,
      files,
      ...(bundle ? { bundle } : {}),
      checks: this.checks,
      problems: this.problems,
    };
  }
}

function sumProblems(files: readonly ExportFile[], sums: ReadonlyMap<string, string>): Problem[] {
  const problems: Problem[] = [];
  const present = new Set(files.map(({ path }) => path));
  for (const { path, bytes } of files) {
    if (path === manifestName) continue;
    const stated = sums.get(path);
    if (stated === undefined) problems.push({ code: 'extra-file', file: path, message: 'is not in the manifest' });
    else if (stated !== sha256(bytes))
      problems.push({ code: 'changed-file', file: path, message: 'does not have the sha256 sum that the manifest states' });
  }
  for (const path of sums.keys())
    if (!present.has(path)) problems.push({ code: 'missing-file', file: path, message: 'stands in the manifest and is missing' });
  return problems.sort((a, b) => byText(a.file ?? '', b.file ?? ''));
}

function readDescription(files: ReadonlyMap<string, ExportFile>): { bundle?: BundleDescription; problems: Problem[] } {
  const refuse = (message: string) => ({ problems: [{ code: 'bad-description', file: descriptionName, message }] });
  const file = files.get(descriptionName);
  if (!file) return refuse('is missing');
  let raw: unknown;
  try {
    raw = JSON.parse(textOf(file.bytes));
  } catch {
    return refuse('is not JSON');
  }
  const bundle = raw as BundleDescription;
  if (typeof raw !== 'object' || raw === null || bundle.format !== 'headroom-bundle/1')
    return refuse('does not describe a headroom-bundle/1');
  const texts = [bundle.headroom, bundle.scenario, bundle.facility?.path, bundle.facility?.sha256];
  if (!texts.every((text) => typeof text === 'string')) return refuse('lacks version, scenario or facility');
  if (!Array.isArray(bundle.formats) || !bundle.formats.every((format) => typeof format === 'string'))
    return refuse('lacks the list of formats');
  const facility = files.get(bundle.facility.path);
  if (!facility) return refuse(`names the design ${bundle.facility.path}, which is not in the bundle`);
  if (sha256(facility.bytes) !== bundle.facility.sha256) return refuse(`states another sha256 sum of ${bundle.facility.path}`);
  return { bundle, problems: [] };
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(textOf(bytes));
  } catch {
    return undefined;
  }
}

/** Verifies the files of a bundle, as they lie in a folder or come out of a zip. */
export async function verifyBundle(files: readonly ExportFile[], options: VerifyOptions, protocol = new Protocol()): Promise<VerifyReport> {
  const byPath = new Map<string, ExportFile>();
  const names: Problem[] = [];
  for (const file of files) {
    const fault = pathFault(file.path) ?? (byPath.has(file.path) ? 'stands in the bundle twice' : undefined);
    if (fault !== undefined) names.push({ code: 'bad-name', file: file.path, message: fault });
    byPath.set(file.path, file);
  }
  protocol.record('names', names, `${files.length} files`);

  const manifestFile = byPath.get(manifestName);
  const manifest: Result<ReadonlyMap<string, string>> = manifestFile
    ? readManifest(textOf(manifestFile.bytes))
    : { ok: false, problems: [{ code: 'missing-file', file: manifestName, message: 'the bundle has no manifest' }] };
  if (!protocol.record('manifest', manifest.ok ? [] : manifest.problems, manifest.ok ? `${manifest.value.size} sums` : '') || !manifest.ok)
    return protocol.report(files.length);
  if (!protocol.record('sums', sumProblems(files, manifest.value), `${manifest.value.size} files`)) {
    for (const check of ['description', 'facility', 'results', 'rewritten'] as const)
      protocol.skip(check, 'the files are not those of the manifest');
    return protocol.report(files.length);
  }

  const { bundle, problems } = readDescription(byPath);
  if (!protocol.record('description', problems, bundle ? `${bundle.design}, scenario ${bundle.scenario}` : '') || !bundle)
    return protocol.report(files.length);

  const source = byPath.get(bundle.facility.path) as ExportFile;
  const text = textOf(source.bytes);
  const read = readFacility(text, { file: source.path, allowUnreadable: true });
  const aside = read.ok ? read.value.document.unreadable.length : 0;
  const readDetail =
    aside === 0 ? source.path : `${source.path}; ${aside} lines are not understood and were set aside, as when it was exported`;
  if (!protocol.record('facility', read.ok ? [] : read.problems, readDetail) || !read.ok) return protocol.report(files.length, bundle);

  const { document } = read.value;
  const solved = analyse(document, { scenario: bundle.scenario });
  if (!solved.ok) {
    protocol.record('results', solved.problems, '');
    return protocol.report(files.length, bundle);
  }
  const rewritten = await buildBundle(
    { document, analysis: solved.value, text, version: bundle.headroom },
    {
      exporters: options.exporters ?? sharedExporters,
      only: bundle.formats.filter((format) => (options.exporters ?? sharedExporters).some((exporter) => exporter.format === format)),
    },
  );
  const fresh = rewritten.ok ? rewritten.value : [];
  const stored = byPath.get(analysisName);
  const again = fresh.find(({ path }) => path === analysisName);
  if (!stored || !again) protocol.skip('results', 'the bundle holds no analysis');
  else {
    const differences = compareNumbers(parseJson(stored.bytes), parseJson(again.bytes), options.tolerance ?? 1e-6);
    const found = differences.map((message): Problem => ({ code: 'other-result', file: analysisName, message }));
    protocol.record('results', found, `scenario ${bundle.scenario} solved again`);
  }
  if (bundle.headroom !== options.version) protocol.skip('rewritten', `written by Headroom ${bundle.headroom}, this is ${options.version}`);
  else {
    const changed = fresh.filter(({ path, bytes }) => path.includes('/') && !sameBytes(bytes, byPath.get(path)?.bytes));
    const found = changed.map(
      ({ path }): Problem => ({ code: 'not-as-written', file: path, message: 'differs from what this design exports to' }),
    );
    protocol.record('rewritten', found, `${fresh.length} files`);
  }
  return protocol.report(files.length, bundle);
}

const sameBytes = (a: Uint8Array, b: Uint8Array | undefined): boolean =>
  b !== undefined && a.length === b.length && a.every((byte, i) => byte === b[i]);

/** Verifies a bundle in its zip form; a byte changed between the files is found as well. */
export async function verifyZip(bytes: Uint8Array, options: VerifyOptions): Promise<VerifyReport> {
  const protocol = new Protocol();
  const files = unzipFiles(bytes);
  if (!files.ok) {
    protocol.record('container', files.problems, '');
    return protocol.report(0);
  }
  const again = zipFiles(files.value);
  const at = again.length === bytes.length ? again.findIndex((byte, i) => byte !== bytes[i]) : Math.min(again.length, bytes.length);
  const whole = again.length === bytes.length && at === -1;
  const message = `the zip itself differs at byte ${at} from how this program packs its files: it was changed or packed again`;
  protocol.record(
    'container',
    whole ? [] : [{ code: 'changed-container', message, ...nearestEntry(files.value, again, at) }],
    `${bytes.length} bytes`,
  );
  return verifyBundle(files.value, options, protocol);
}

/** The file whose entry holds the byte, by the places of names in the packed form. */
function nearestEntry(files: readonly ExportFile[], packed: Uint8Array, at: number): { file?: string } {
  let start = 0;
  const view = new DataView(packed.buffer);
  for (const { path } of files) {
    const length = 30 + path.length + view.getUint32(start + 18, true);
    if (at < start + length) return { file: path };
    start += length;
  }
  // Beyond the entries lies the directory, one line of 46 bytes and a name per file.
  for (const { path } of files) {
    start += 46 + path.length;
    if (at < start) return { file: path };
  }
  return {};
}
