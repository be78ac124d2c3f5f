/** `README.txt` of a bundle: what is in it, how to check it, and what was not calculated. */
import { siteOf } from '../document/document.ts';
import type { BundleDescription } from './bundle.ts';
import type { ExportFile, ExportInput } from './exporter.ts';
import { byText } from './text.ts';

const about: readonly (readonly [string, string])[] = [
  ['source/', 'the editable design, opened by Headroom'],
  ['usd/', 'OpenUSD scene: Main.usda with one asset per item, Main_flat.usda with everything inlined'],
  ['schedules/', 'bill of materials, equipment, pipe and cable schedules: one workbook and the same tables as CSV'],
  ['diagrams/', 'the one-line and the piping and instrumentation diagram as SVG, DXF and printable PDF, with the values of the scenario'],
  ['drawings/', 'the plan as DXF, millimetres'],
  ['results/', 'the analysis as JSON, units in the names'],
  ['report/', 'the report with results, findings, tables and a scaled plan as PDF'],
];

const statusText: Readonly<Record<string, string>> = {
  'not-for-construction': 'NOT FOR CONSTRUCTION',
  'for-review': 'FOR REVIEW',
  'for-construction': 'FOR CONSTRUCTION',
};

export const describeStatus = (status: string): string => statusText[status] ?? status.toUpperCase();

/** Printable ASCII, so that the file reads the same in every editor; other characters as \u escapes. */
const ascii = (text: string): string => text.replace(/[^\x20-\x7e]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

export function readmeText(input: ExportInput, bundle: BundleDescription, files: readonly ExportFile[]): string {
  const site = siteOf(input.document);
  const solved = input.analysis.islands.filter(({ status }) => status === 'solved').length;
  const open = input.analysis.islands.length - solved;
  const estimates = [...input.document.tables.item.values()]
    .flatMap((item) => Object.values(item.values))
    .filter(({ tag }) => tag === 'estimate').length;
  const folders = new Set(files.map(({ path }) => path.slice(0, path.indexOf('/') + 1)));
  return [
    ascii(`${site.name}`),
    ascii(`Project ${site.projectNumber}, revision ${site.revision}, ${site.date}, by ${site.author}`),
    `Status: ${describeStatus(site.status)}`,
    `Scenario: ${ascii(input.analysis.scenario.name)}`,
    `Made by Headroom ${bundle.headroom}`,
    '',
    'WHAT IS HERE',
    ...about.filter(([folder]) => folders.has(folder)).map(([folder, text]) => `  ${folder.padEnd(12)}${text}`),
    '',
    'HOW TO CHECK IT',
    '  headroom verify THIS-BUNDLE',
    '  or, without Headroom: sha256sum --strict -c manifest-sha256.txt',
    '  (sha256sum does not notice extra files; every file but the manifest must stand in it.)',
    '  The bundle is not signed.',
    '',
    'WHAT THE NUMBERS REST ON',
    `  ${solved} network parts solved${open > 0 ? `, ${open} not solved or dead: see results/` : ''}.`,
    `  ${estimates} values of the items in use are estimates; each is marked with its reasoning and band in the design.`,
    '',
    'NOT CALCULATED',
    '  Short-circuit currents, protection coordination, transients, structural loads beyond footprint pressure, acoustics, cost.',
    '',
    'FILES',
    ...files.map(({ path }) => `  ${path}`).sort(byText),
    '',
  ].join('\n');
}
