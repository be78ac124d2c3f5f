/**
 * The bundle: everything a contractor needs to read a design elsewhere and to prove that nothing in it was
 * changed. A list of files with a manifest of sha256 sums, as a folder or as one zip; the same design gives
 * the same bytes wherever and whenever it is exported.
 */

import { siteOf } from '../document/document.ts';
import { fail, type Problem, type Result, succeed } from '../problem.ts';
import type { Exporter, ExportFile, ExportInput } from './exporter.ts';
import { exporters as sharedExporters } from './index.ts';
import { manifestName, manifestText } from './manifest.ts';
import { fileName, pathFault } from './path.ts';
import { readmeText } from './readme.ts';
import { sha256 } from './sha256.ts';
import { byText, bytesOf } from './text.ts';
import { zipFiles } from './zip.ts';

export interface BundleOptions {
  /** The registry: the shared exporters, or the shell's list with its PDF. */
  readonly exporters?: readonly Exporter[];
  /** Formats to write; all of the registry unless given. */
  readonly only?: readonly string[];
}

/** `bundle.json`: what the bundle is of and how its numbers can be made again. */
export interface BundleDescription {
  readonly format: 'headroom-bundle/1';
  readonly headroom: string;
  readonly design: string;
  readonly projectNumber: string;
  readonly revision: string;
  readonly date: string;
  readonly status: string;
  readonly scenario: string;
  readonly facility: { readonly path: string; readonly sha256: string };
  readonly formats: readonly string[];
}

export const descriptionName = 'bundle.json';
const readmeName = 'README.txt';

export function bundleFormats(options: BundleOptions = {}): Result<readonly Exporter[]> {
  const all = options.exporters ?? sharedExporters;
  if (options.only === undefined) return succeed(all);
  const problems: Problem[] = [];
  for (const format of options.only) {
    if (!all.some((exporter) => exporter.format === format)) {
      const known = all.map((exporter) => exporter.format).join(', ');
      problems.push({ code: 'unknown-format', field: 'only', message: `there is no export format ${format}; known are ${known}` });
    }
  }
  return problems.length > 0 ? fail(...problems) : succeed(all.filter(({ format }) => options.only?.includes(format)));
}

/** All files of the bundle, manifest first, the others sorted by name. */
export async function buildBundle(input: ExportInput, options: BundleOptions = {}): Promise<Result<readonly ExportFile[]>> {
  const chosen = bundleFormats(options);
  if (!chosen.ok) return chosen;
  const site = siteOf(input.document);
  const facility: ExportFile = { path: `source/${fileName(site.name)}.facility`, bytes: bytesOf(input.text) };
  const files: ExportFile[] = [facility];
  for (const exporter of chosen.value) files.push(...(await exporter.write(input)));
  const formats = chosen.value.map(({ format }) => format).sort(byText);
  const description: BundleDescription = {
    format: 'headroom-bundle/1',
    headroom: input.version,
    design: site.name,
    projectNumber: site.projectNumber,
    revision: site.revision,
    date: site.date,
    status: site.status,
    scenario: input.analysis.scenario.name,
    facility: { path: facility.path, sha256: sha256(facility.bytes) },
    formats,
  };
  files.push({ path: descriptionName, bytes: bytesOf(`${JSON.stringify(description, null, 2)}\n`) });
  files.push({ path: readmeName, bytes: bytesOf(readmeText(input, description, files)) });
  files.sort((a, b) => byText(a.path, b.path));
  const seen = new Set<string>();
  for (const { path } of files) {
    const fault = pathFault(path) ?? (seen.has(path.toLowerCase()) ? 'is written twice' : undefined);
    if (fault !== undefined) throw new Error(`an exporter's file ${path} ${fault}`);
    seen.add(path.toLowerCase());
  }
  return succeed([{ path: manifestName, bytes: bytesOf(manifestText(files)) }, ...files]);
}

/** The bundle as one zip; byte for byte the same for the same files. */
export const bundleZip = (files: readonly ExportFile[]): Uint8Array => zipFiles(files);
