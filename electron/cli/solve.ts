import { analysisJson } from '../../shared/analysis/json.ts';
import { analysisTable } from '../../shared/analysis/table.ts';
import { analyseAsTold, analysisOptionSpecs, analysisUsage, exitCodeOf, reportUnsolved } from './analysis-options.ts';
import { defineCommand, reportProblems } from './command.ts';
import { openDesign } from './open-design.ts';

export const solve = defineCommand({
  name: 'solve',
  usage: `solve FILE ${analysisUsage} [--json]`,
  summary: 'analyses a design; a readable table, or one JSON object with --json',
  options: { ...analysisOptionSpecs, json: 'flag' },
  operands: { min: 1, max: 1 },
  async run(given, io) {
    const design = await openDesign(given.operands[0] ?? '', io, given.has('allow-unreadable'));
    if (!design.ok) return reportProblems(design.problems, io);
    const { document } = design.value;
    const analysis = analyseAsTold(document, given);
    if (!analysis.ok) return reportProblems(analysis.problems, io);
    io.out(given.has('json') ? `${JSON.stringify(analysisJson(document, analysis.value))}\n` : analysisTable(document, analysis.value));
    reportUnsolved(analysis.value, io);
    return exitCodeOf(analysis.value);
  },
});
