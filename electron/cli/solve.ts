import type { Analysed } from '../../shared/analysis/analyse.ts';
import { analysisJson, type SpareJson } from '../../shared/analysis/json.ts';
import { rackRoom } from '../../shared/analysis/stranded/rack-room.ts';
import { spareTable } from '../../shared/analysis/stranded/spare-table.ts';
import { strandedPower } from '../../shared/analysis/stranded/stranded-power.ts';
import { analysisTable } from '../../shared/analysis/table.ts';
import { powerLimits } from '../../shared/analysis/tokenomics/limits/power-limits.ts';
import type { Document } from '../../shared/document/document.ts';
import { analysisOptionSpecs, analysisUsage, exitCodeOf, reportUnsolved, solveAsTold } from './analysis-options.ts';
import { defineCommand, reportProblems } from './command.ts';
import { openDesign } from './open-design.ts';

/** Absent where the plant has no solution to grow from. */
function spareOf(document: Document, { analysis, coupled }: Analysed): SpareJson | undefined {
  if (!analysis.summary) return undefined;
  const limits = powerLimits(document, coupled);
  return { stranded: strandedPower(document, coupled, limits), rackRoom: rackRoom(document, coupled, limits) };
}

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
    const solved = solveAsTold(document, given);
    if (!solved.ok) return reportProblems(solved.problems, io);
    const { analysis } = solved.value;
    const spare = spareOf(document, solved.value);
    io.out(
      given.has('json')
        ? `${JSON.stringify(analysisJson(document, analysis, spare))}\n`
        : `${analysisTable(document, analysis)}${spare ? spareTable(document, spare.stranded, spare.rackRoom) : ''}`,
    );
    reportUnsolved(analysis, io);
    return exitCodeOf(analysis);
  },
});
