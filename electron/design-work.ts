/** Work on a design that takes seconds: the summary at start, and the bundle. Runs beside the host, not in it. */
import { analyse } from '../shared/analysis/analyse.ts';
import { analysisTable } from '../shared/analysis/table.ts';
import { buildBundle } from '../shared/export/bundle.ts';
import { zipFiles } from '../shared/export/zip.ts';
import { readFacility } from '../shared/file/read.ts';
import { fail, type Result, succeed } from '../shared/problem.ts';
import { exporters } from './export/index.ts';

export interface SummaryJob {
  readonly job: 'summary';
  readonly text: string;
  readonly file: string;
}

export interface BundleJob {
  readonly job: 'bundle';
  readonly text: string;
  readonly file: string;
  readonly scenario: string;
  /** All formats when empty. */
  readonly formats: readonly string[];
  readonly version: string;
}

export interface WorkResults {
  readonly summary: string;
  readonly bundle: { readonly zip: Uint8Array; readonly files: number };
}

export type Job = SummaryJob | BundleJob;

/** The key figures of a design in its default scenario, as text for a terminal. */
export function summariseDesign({ text, file }: SummaryJob): Result<string> {
  const read = readFacility(text, { file, allowUnreadable: true });
  if (!read.ok) return read;
  const analysis = analyse(read.value.document);
  return analysis.ok ? succeed(analysisTable(read.value.document, analysis.value)) : analysis;
}

/** The bundle as one zip, packed here so that the host has nothing left to compute. A design that could not be solved has none: its figures would be missing. */
export async function bundleDesign({ text, file, scenario, formats, version }: BundleJob): Promise<Result<WorkResults['bundle']>> {
  const read = readFacility(text, { file });
  if (!read.ok) return read;
  const { document } = read.value;
  const analysis = analyse(document, scenario === '' ? {} : { scenario });
  if (!analysis.ok) return analysis;
  const unsolved = analysis.value.islands.filter(({ status }) => status !== 'solved' && status !== 'dead');
  if (!analysis.value.summary || unsolved.length > 0) {
    return fail(
      { code: 'unsolved', file, message: `scenario ${analysis.value.scenario.name} cannot be solved; there is nothing to export` },
      ...unsolved.map(({ name, cause, status }) => ({ code: 'unsolved', file, message: `${name}: ${cause ?? status}` })),
    );
  }
  const files = await buildBundle(
    { document, analysis: analysis.value, text, version },
    { exporters, ...(formats.length > 0 ? { only: formats } : {}) },
  );
  return files.ok ? succeed({ zip: zipFiles(files.value), files: files.value.length }) : files;
}

export async function runJob(job: Job): Promise<Result<unknown>> {
  return job.job === 'summary' ? summariseDesign(job) : bundleDesign(job);
}
