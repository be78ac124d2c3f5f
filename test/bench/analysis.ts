/**
 * The whole analysis from 20 MW to 1 GW: cold, again with the last solution to start from, after the edit of one rack
 * with what is sent to the window, and growth per rack. Times are CPU time of the least of several repeats for the edit.
 * Before that the way from the text of the 1 GW file to the first figures, stage by stage as the worker goes it, in a process
 * that has done nothing before.
 */
import { type Analysed, analyseDetailed, analyseInParts } from '../../shared/analysis/analyse.ts';
import { racksOf } from '../../shared/analysis/racks.ts';
import { buffersOf, packAnalysis, unpackAnalysis } from '../../shared/contract/analysis-delta.ts';
import { designs } from '../../shared/designs/index.ts';
import { applyPatch, type Document } from '../../shared/document/document.ts';
import { readFacility } from '../../shared/file/read.ts';
import { writeFacility } from '../../shared/file/write.ts';

const campus = designs.find(({ name }) => name === 'campus');

const milliseconds = (value: number) => `${value.toFixed(0)} ms`;

function print(rows: readonly (readonly string[])[]): void {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  for (const row of rows) console.log(row.map((cell, column) => cell.padStart(widths[column] ?? 0)).join('  '));
}

function openCampus(): void {
  const made = campus?.build({ power: 1e9 });
  if (!made?.ok) throw new Error('the campus could not be generated');
  const text = writeFacility(made.value);
  const rows: string[][] = [['1 GW, from its file', 'CPU', 'since the text']];
  let sum_ms = 0;
  const stage = <T>(name: string, work: () => T): T => {
    const start = process.cpuUsage();
    const done = work();
    const spent_ms = process.cpuUsage(start).user / 1e3;
    sum_ms += spent_ms;
    rows.push([name, milliseconds(spent_ms), milliseconds(sum_ms)]);
    return done;
  };
  const read = stage('read and check', () => readFacility(text));
  if (!read.ok) throw new Error(read.problems[0]?.message);
  const parts = stage('flows, temperatures, powers, findings', () => analyseInParts(read.value.document));
  if (!parts.ok || !parts.value.first) throw new Error('not analysed');
  const { first, finish } = parts.value;
  const send = (before: Analysed | undefined, analysed: Analysed) => {
    const sent = packAnalysis(before?.analysis, analysed.analysis);
    return unpackAnalysis(before?.analysis, structuredClone(sent, { transfer: buffersOf(sent) }));
  };
  stage('send them', () => send(undefined, first));
  const whole = stage('short circuits and headrooms', finish);
  stage('send them', () => send(first, whole));
  print(rows);
}
openCampus();

/** The same rack gets other powers: least CPU time of the analysis and of sending it, and how many records were reported again. */
function editOneRack(design: Document, first: Analysed): { analysis_ms: number; sent_ms: number; reported: number } {
  let [document, last] = [design, first];
  let shown = unpackAnalysis(undefined, packAnalysis(undefined, first.analysis));
  const best = { analysis_ms: Number.POSITIVE_INFINITY, sent_ms: Number.POSITIVE_INFINITY, reported: 0 };
  for (let i = 0; i < 8; i++) {
    const before = racksOf(document).find(({ parameters }) => parameters.liquidShare > 0)?.equipment;
    if (!before) throw new Error('no rack');
    const start = process.cpuUsage();
    document = applyPatch(document, [
      { id: before.id, before, after: { ...before, overrides: { ...before.overrides, design_W: 140e3 - 1e3 * i } } },
    ]);
    const next = analyseDetailed(document, { previous: last.coupled });
    const analysed = process.cpuUsage(start);
    if (!next.ok) throw new Error(next.problems[0]?.message);
    const sending = process.cpuUsage();
    const sent = packAnalysis(last.analysis, next.value.analysis);
    shown = unpackAnalysis(shown, structuredClone(sent, { transfer: buffersOf(sent) }));
    const received = process.cpuUsage(sending);
    last = next.value;
    best.analysis_ms = Math.min(best.analysis_ms, analysed.user / 1e3);
    best.sent_ms = Math.min(best.sent_ms, received.user / 1e3);
    best.reported = last.coupled.builder.scope?.size ?? shown.results.ids.length;
  }
  return best;
}

const rows: string[][] = [
  ['utility', 'racks', 'records', 'generate', 'cold', 'again', 'one rack', 'cold / one rack', 'sent', 'reported', 'cold per rack'],
];
for (const power of [20e6, 100e6, 500e6, 1e9]) {
  const began = performance.now();
  const built = campus?.build({ power });
  if (!built?.ok) throw new Error('the campus could not be generated');
  const generated = performance.now();
  const cold = analyseDetailed(built.value);
  const solved = performance.now();
  if (!cold.ok) throw new Error(cold.problems[0]?.message);
  analyseDetailed(built.value, { previous: cold.value.coupled });
  const again = performance.now();
  const edited = editOneRack(built.value, cold.value);
  const racks = cold.value.analysis.summary?.racks ?? 0;
  const records = built.value.tables.equipment.size + built.value.tables.connection.size;
  rows.push([
    `${power / 1e6} MW`,
    String(racks),
    String(records),
    milliseconds(generated - began),
    milliseconds(solved - generated),
    milliseconds(again - solved),
    milliseconds(edited.analysis_ms),
    `${((solved - generated) / edited.analysis_ms).toFixed(0)}×`,
    milliseconds(edited.sent_ms),
    `${edited.reported}`,
    `${((1e3 * (solved - generated)) / racks).toFixed(0)} µs`,
  ]);
}
print(rows);
