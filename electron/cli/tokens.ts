import { tokensAndMoney, tokensJson } from '../../shared/analysis/tokenomics/tokens-json.ts';
import { tokensTable } from '../../shared/analysis/tokenomics/tokens-table.ts';
import { analyseAsTold, analysisOptionSpecs, analysisUsage, exitCodeOf, isSolved, reportUnsolved } from './analysis-options.ts';
import { defineCommand, reportProblems } from './command.ts';
import { openDesign } from './open-design.ts';

export const tokens = defineCommand({
  name: 'tokens',
  usage: `tokens FILE ${analysisUsage} [--json]`,
  summary: 'tokens per second and megawatt of the placed workloads, uptime, cost and margin; claims beside them',
  options: { ...analysisOptionSpecs, json: 'flag' },
  operands: { min: 1, max: 1 },
  async run(given, io) {
    const design = await openDesign(given.operands[0] ?? '', io, given.has('allow-unreadable'));
    if (!design.ok) return reportProblems(design.problems, io);
    const { document } = design.value;
    if (document.tables.workload.size === 0)
      return reportProblems(
        [{ code: 'no-workload', file: given.operands[0] ?? '', message: 'this design has no workloads, so it makes no tokens' }],
        io,
      );
    const analysis = analyseAsTold(document, given);
    if (!analysis.ok) return reportProblems(analysis.problems, io);
    if (!isSolved(analysis.value)) {
      reportUnsolved(analysis.value, io);
      return 3;
    }
    const answer = tokensAndMoney(document, analysis.value);
    if (!answer.ok) return reportProblems(answer.problems, io);
    io.out(given.has('json') ? `${JSON.stringify(tokensJson(answer.value))}\n` : tokensTable(answer.value));
    return exitCodeOf(analysis.value);
  },
});
