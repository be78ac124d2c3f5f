import { type Clash, type ClashReport, clashSorts, type Penetration } from '../../shared/analysis/clashes/clash.ts';
import { clashJson } from '../../shared/analysis/clashes/clash-json.ts';
import { clashTitles, clashWords, nameOf, wallWords } from '../../shared/analysis/clashes/clash-words.ts';
import { findClashes } from '../../shared/analysis/clashes/find-clashes.ts';
import type { Document } from '../../shared/document/document.ts';
import { describeQuantity, formatFixed } from '../../shared/units/format.ts';
import { defineCommand, reportProblems } from './command.ts';
import { openDesign } from './open-design.ts';

/** More lines than this of one sort are counted, not listed; --json lists all. */
const mostLines = 25;

const length = (value_m: number, unit: 'm' | 'mm') => describeQuantity(value_m, 'length', { unit });

function listed<T>(title: string, all: readonly T[], line: (one: T) => string): string[] {
  if (all.length === 0) return [];
  const rest = all.length - mostLines;
  return [
    `${title}: ${all.length}`,
    ...all.slice(0, mostLines).map((one) => `  ${line(one)}`),
    ...(rest > 0 ? [`  … and ${rest} more`] : []),
  ];
}

function told(document: Document, { clashes, penetrations, runs }: ClashReport): string[] {
  const place = ({ at_m }: Clash) => at_m.map((value) => formatFixed(value, 2)).join(', ');
  const hole = (each: Penetration) =>
    `${nameOf(document, each.run)} through ${wallWords(document, each)}: ${length(each.diameter_m, 'mm')} across, ${length(each.along_m, 'm')} along, ${length(each.height_m, 'm')} above the floor`;
  return [
    `${runs} runs checked: ${clashes.length === 0 ? 'no clash' : clashes.length === 1 ? '1 clash' : `${clashes.length} clashes`}`,
    ...clashSorts.flatMap((sort) =>
      listed(
        clashTitles[sort],
        clashes.filter((clash) => clash.sort === sort),
        (clash) => `${clashWords(document, clash)}, ${length(clash.depth_m, 'mm')} deep at ${place(clash)} m`,
      ),
    ),
    ...listed('Penetrations of walls', penetrations, hole),
  ];
}

export const clashes = defineCommand({
  name: 'clashes',
  usage: 'clashes FILE [--json]',
  summary: 'checks pipes and cables against equipment, columns and one another, and lists the holes they need in walls',
  options: { 'allow-unreadable': 'flag', json: 'flag' },
  operands: { min: 1, max: 1 },
  async run(given, io) {
    const design = await openDesign(given.operands[0] ?? '', io, given.has('allow-unreadable'));
    if (!design.ok) return reportProblems(design.problems, io);
    const { document } = design.value;
    const report = findClashes(document);
    io.out(given.has('json') ? `${JSON.stringify(clashJson(document, report))}\n` : `${told(document, report).join('\n')}\n`);
    return report.clashes.length > 0 ? 1 : 0;
  },
});
