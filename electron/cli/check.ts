import { analysisJson } from '../../shared/analysis/json.ts';
import { findingRows } from '../../shared/analysis/table.ts';
import { analyseAsTold, analysisOptionSpecs, analysisUsage, exitCodeOf, reportUnsolved } from './analysis-options.ts';
import { defineCommand, reportProblems } from './command.ts';
import { openDesign } from './open-design.ts';

export const check = defineCommand({
  name: 'check',
  usage: `check FILE ${analysisUsage} [--json]`,
  summary: 'analyses a design and lists its findings',
  options: { ...analysisOptionSpecs, json: 'flag' },
  operands: { min: 1, max: 1 },
  async run(given, io) {
    const design = await openDesign(given.operands[0] ?? '', io, given.has('allow-unreadable'));
    if (!design.ok) return reportProblems(design.problems, io);
    const { document } = design.value;
    const analysis = analyseAsTold(document, given);
    if (!analysis.ok) return reportProblems(analysis.problems, io);
    if (given.has('json')) io.out(`${JSON.stringify(analysisJson(document, analysis.value))}\n`);
    else {
      const { scenario, findings } = analysis.value;
      io.out(`Scenario ${scenario.name}: ${scenario.title}\n${findingRows(analysis.value, findings.length).join('\n')}\n`);
    }
    reportUnsolved(analysis.value, io);
    return exitCodeOf(analysis.value);
  },
});
