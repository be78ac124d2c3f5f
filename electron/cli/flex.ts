import { resolve } from 'node:path';
import { eventNamed, flexEvent } from '../../shared/analysis/tokenomics/flex-event.ts';
import { replayLoadTargets } from '../../shared/analysis/tokenomics/flex-replay.ts';
import { flexJson, flexTable, replayJson, replayTable } from '../../shared/analysis/tokenomics/flex-report.ts';
import { readLoadTargets } from '../../shared/file/dsx-flex.ts';
import { readTextFile } from '../files.ts';
import { analysisOptionSpecs, analysisOptions, analysisUsage } from './analysis-options.ts';
import { defineCommand, type ExitCode, reportProblems, reportUsage } from './command.ts';
import { openDesign } from './open-design.ts';

/** Input that cannot be answered is exit 2; a plant without a solution is exit 3, as everywhere. */
const codeOf = (problems: readonly { readonly code: string }[]): ExitCode => (problems.some(({ code }) => code === 'not-solved') ? 3 : 2);

export const flex = defineCommand({
  name: 'flex',
  usage: `flex FILE --event NAME-or-TARGETS.json ${analysisUsage} [--json]`,
  summary: 'a grid event of the design, or DSX Flex load targets replayed: what gives way, tokens, breaches, income',
  options: { ...analysisOptionSpecs, event: 'value', json: 'flag' },
  operands: { min: 1, max: 1 },
  async run(given, io) {
    const name = given.value('event');
    if (name === undefined) return reportUsage('flex needs --event NAME or --event TARGETS.json', this.usage, io);
    const design = await openDesign(given.operands[0] ?? '', io, given.has('allow-unreadable'));
    if (!design.ok) return reportProblems(design.problems, io);
    const { document } = design.value;
    const options = analysisOptions(document, given);
    if (!options.ok) return reportProblems(options.problems, io);
    const refuse = (problems: Parameters<typeof reportProblems>[0]) => {
      reportProblems(problems, io);
      return codeOf(problems);
    };
    if (name.endsWith('.json')) {
      const read = await readTextFile(resolve(io.folder, name), name);
      if (!read.ok) return reportProblems(read.problems, io);
      const targets = readLoadTargets(read.value.text, name);
      if (!targets.ok) return reportProblems(targets.problems, io);
      const replay = replayLoadTargets(document, targets.value, options.value);
      if (!replay.ok) return refuse(replay.problems);
      io.out(given.has('json') ? `${JSON.stringify(replayJson(replay.value))}\n` : replayTable(replay.value));
      return replay.value.breach_min > 0 ? 1 : 0;
    }
    const event = eventNamed(document, name);
    if (!event.ok) return reportProblems(event.problems, io);
    const answer = flexEvent(document, event.value, options.value);
    if (!answer.ok) return refuse(answer.problems);
    io.out(given.has('json') ? `${JSON.stringify(flexJson(answer.value))}\n` : flexTable(answer.value));
    return answer.value.breach_min > 0 ? 1 : 0;
  },
});
