/**
 * The whole analysis from 20 MW to 1 GW: cold (the straight way), again with the last solution to start from, after the edit of one
 * rack with what is sent to the window, after a move of 40 racks until its first figures and to its end, and growth per rack. Times
 * are CPU time, garbage collection in other threads included; of edits the least of several.
 * Before that the way from the text of the 1 GW file to the first figures, stage by stage as the worker goes it, in a process
 * that has done nothing before.
 */
import { type Analysed, analyseDetailed, analyseInParts } from '../../shared/analysis/analyse.ts';
import { racksOf } from '../../shared/analysis/racks.ts';
import { buffersOf, packAnalysis, unpackAnalysis } from '../../shared/contract/analysis-delta.ts';
import { designs } from '../../shared/designs/index.ts';
import { applyPatch, type Document } from '../../shared/document/document.ts';
import type { Patch } from '../../shared/document/patch.ts';
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

interface Edited {
  /** Until what an edit reaches is shown, and until short circuits and headrooms are there too. */
  readonly first_ms: number;
  readonly whole_ms: number;
  readonly sent_ms: number;
  readonly reported: number;
}

/** One edit after the other: least CPU times of analysing and sending it, and how many records were reported again. */
function edit(design: Document, start: Analysed, repeats: number, patchOf: (document: Document, i: number) => Patch): Edited {
  let [document, last] = [design, start];
  let shown = unpackAnalysis(undefined, packAnalysis(undefined, start.analysis));
  let best: Edited | undefined;
  for (let i = 0; i < repeats; i++) {
    const patch = patchOf(document, i);
    const began = process.cpuUsage();
    const since = () => process.cpuUsage(began).user / 1e3;
    document = applyPatch(document, patch);
    const parts = analyseInParts(document, { previous: last.coupled });
    if (!parts.ok) throw new Error(parts.problems[0]?.message);
    const first_ms = since();
    const scope = parts.value.first?.coupled.builder.scope?.size;
    const next = parts.value.finish();
    const whole_ms = since();
    const sent = packAnalysis(last.analysis, next.analysis);
    shown = unpackAnalysis(shown, structuredClone(sent, { transfer: buffersOf(sent) }));
    const sent_ms = since() - whole_ms;
    last = next;
    const reported = scope ?? next.coupled.builder.scope?.size ?? next.analysis.results.ids.length;
    const is = { first_ms: parts.value.first ? first_ms : whole_ms, whole_ms, sent_ms, reported };
    if (!best || is.whole_ms < best.whole_ms) best = is;
  }
  if (!best) throw new Error('nothing was edited');
  return best;
}

const cooledRacks = (document: Document) =>
  racksOf(document)
    .filter(({ parameters }) => parameters.liquidShare > 0)
    .map(({ equipment }) => equipment);

/** The same rack gets another power. */
const powerOfOne = (document: Document, i: number): Patch =>
  cooledRacks(document)
    .slice(0, 1)
    .map((before) => ({ id: before.id, before, after: { ...before, overrides: { ...before.overrides, design_W: 140e3 - 1e3 * i } } }));

/** The same 40 racks go to and fro. */
const moveForty = (document: Document, i: number): Patch =>
  cooledRacks(document)
    .slice(0, 40)
    .map((before) => {
      const [x, y, z] = before.position_m;
      return { id: before.id, before, after: { ...before, position_m: [x, y + (i % 2 === 0 ? 0.05 : -0.05), z] } };
    });

const rows: string[][] = [
  [
    'utility',
    'racks',
    'records',
    'cold',
    'again',
    'one rack',
    'cold / one rack',
    'sent',
    'reported',
    '40 racks moved: first',
    'whole',
    'reported first',
    'cold per rack',
  ],
];
for (const power of [20e6, 100e6, 500e6, 1e9]) {
  const built = campus?.build({ power });
  if (!built?.ok) throw new Error('the campus could not be generated');
  const began = process.cpuUsage();
  const cold = analyseDetailed(built.value);
  const cold_ms = process.cpuUsage(began).user / 1e3;
  if (!cold.ok) throw new Error(cold.problems[0]?.message);
  const repeated = process.cpuUsage();
  analyseDetailed(built.value, { previous: cold.value.coupled });
  const again_ms = process.cpuUsage(repeated).user / 1e3;
  const one = edit(built.value, cold.value, 8, powerOfOne);
  const forty = edit(built.value, cold.value, 4, moveForty);
  const racks = cold.value.analysis.summary?.racks ?? 0;
  const records = built.value.tables.equipment.size + built.value.tables.connection.size;
  rows.push([
    `${power / 1e6} MW`,
    String(racks),
    String(records),
    milliseconds(cold_ms),
    milliseconds(again_ms),
    milliseconds(one.whole_ms),
    `${(cold_ms / one.whole_ms).toFixed(0)}×`,
    milliseconds(one.sent_ms),
    `${one.reported}`,
    milliseconds(forty.first_ms),
    milliseconds(forty.whole_ms),
    `${forty.reported}`,
    `${((1e3 * cold_ms) / racks).toFixed(0)} µs`,
  ]);
}
print(rows);
