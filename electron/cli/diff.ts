import { analyse } from '../../shared/analysis/analyse.ts';
import { changeWords } from '../../shared/analysis/change-words.ts';
import { type AnalysisComparison, compareAnalyses } from '../../shared/analysis/compare.ts';
import { quantities } from '../../shared/analysis/quantities.ts';
import { type DocumentDiff, diffDocuments, type RecordDifference } from '../../shared/document/diff.ts';
import type { Document } from '../../shared/document/document.ts';
import { describeQuantity, formatFixed } from '../../shared/units/format.ts';
import { analysisOptionSpecs, analysisOptions, analysisUsage, isSolved } from './analysis-options.ts';
import { defineCommand, reportProblems } from './command.ts';
import { openDesign } from './open-design.ts';

/** More lines than this of one sort are counted, not listed. */
const mostLines = 25;

const marks: Readonly<Record<RecordDifference['sort'], string>> = { added: '+', removed: '−', moved: '→', changed: '~' };

function listed(sides: { readonly before: Document; readonly after: Document }, { differences }: DocumentDiff): string[] {
  if (differences.length === 0) return ['No record differs.'];
  const lines: string[] = [];
  for (const sort of ['added', 'removed', 'moved', 'changed'] as const) {
    const own = differences.filter((difference) => difference.sort === sort);
    if (own.length === 0) continue;
    lines.push(`${own.length} ${sort}`);
    for (const difference of own.slice(0, mostLines)) {
      const { type, name } = difference;
      const detail = changeWords(sides, difference);
      lines.push(`  ${marks[sort]} ${type} ${name}${detail ? `: ${detail.length > 160 ? `${detail.slice(0, 157)}…` : detail}` : ''}`);
    }
    if (own.length > mostLines) lines.push(`  … and ${own.length - mostLines} more`);
  }
  return lines;
}

function told({ figures, largest, findings }: AnalysisComparison): string[] {
  const lines = figures.flatMap(({ title, quantity, before, after }) => {
    const words = (value: number | undefined) =>
      quantity === 'ratio' && value !== undefined ? formatFixed(value, 4) : describeQuantity(value, quantity);
    // What reads the same is the same to a reader.
    return words(before) === words(after) ? [] : [`  ${title.padEnd(40)} ${words(before).padStart(12)} → ${words(after).padStart(12)}`];
  });
  const most = largest
    .slice(0, 10)
    .map(
      ({ name, quantity, was, is }) =>
        `  ${quantities[quantity].title.padEnd(40)} ${describeQuantity(was, quantities[quantity].quantity).padStart(12)} → ${describeQuantity(is, quantities[quantity].quantity).padStart(12)}  ${name}`,
    );
  return [
    ...(lines.length > 0 ? ['Figures', ...lines] : ['No key figure differs.']),
    ...(most.length > 0 ? ['Where each changed most', ...most] : []),
    ...findings.gone.slice(0, mostLines).map(({ message }) => `  gone: ${message}`),
    ...findings.new.slice(0, mostLines).map(({ message }) => `  new:  ${message}`),
  ];
}

export const diff = defineCommand({
  name: 'diff',
  usage: `diff FILE FILE ${analysisUsage.replace(' [--fail ID-or-TAG]…', '')} [--json]`,
  summary: 'says what was added, removed, moved and changed between two designs, and what that did to each figure',
  options: { ...analysisOptionSpecs, json: 'flag' },
  operands: { min: 2, max: 2 },
  async run(given, io) {
    const sides = [];
    for (const file of given.operands) {
      const design = await openDesign(file, io, given.has('allow-unreadable'));
      if (!design.ok) return reportProblems(design.problems, io);
      const { document } = design.value;
      const options = analysisOptions(document, given);
      if (!options.ok) return reportProblems(options.problems, io);
      const analysis = analyse(document, options.value);
      if (!analysis.ok) return reportProblems(analysis.problems, io);
      sides.push({ document, analysis: analysis.value });
    }
    const [before, after] = sides;
    if (!before || !after) return 2;
    const difference = diffDocuments(before.document, after.document);
    const comparison = compareAnalyses(before, after, difference.pairs);
    if (given.has('json'))
      io.out(
        `${JSON.stringify({ format: 'headroom-diff/1', scenario: after.analysis.scenario.name, records: difference.differences, ...comparison })}\n`,
      );
    else io.out(`${[...listed({ before: before.document, after: after.document }, difference), ...told(comparison)].join('\n')}\n`);
    return isSolved(before.analysis) && isSolved(after.analysis) ? 0 : 3;
  },
});
