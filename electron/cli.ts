/** The command line: finds the command, splits its words, runs it, and turns whatever happens into an exit code. */
import { splitArguments } from './cli/arguments.ts';
import { check } from './cli/check.ts';
import { type CliCommand, type ExitCode, type Io, reportUsage } from './cli/command.ts';
import { designs } from './cli/designs.ts';
import { exportBundle } from './cli/export.ts';
import { info } from './cli/info.ts';
import { newDesign } from './cli/new.ts';
import { open } from './cli/open.ts';
import { solve } from './cli/solve.ts';
import { verify } from './cli/verify.ts';

export const commands: readonly CliCommand[] = [designs, newDesign, solve, check, exportBundle, verify, info, open];

function help(): string {
  const widest = Math.max(...commands.map(({ usage }) => usage.length));
  return [
    'Headroom: design AI factories and see whether they hold.',
    '',
    ...commands.map(({ usage, summary }) =>
      usage.length > 60
        ? `  headroom ${usage}\n${' '.repeat(12)}${summary}`
        : `  headroom ${usage.padEnd(Math.min(widest, 44))}  ${summary}`,
    ),
    '',
    'Exit codes: 0 fine; 1 solved, with findings of severity error; 2 bad usage or bad input; 3 some island could not be solved.',
    '',
  ].join('\n');
}

/** Runs one command line. @returns the exit code; never throws. */
export async function runCommandLine(words: readonly string[], io: Io): Promise<ExitCode> {
  const [name, ...rest] = words;
  if (name === undefined) {
    io.err(help());
    return 2;
  }
  if (name === '--help' || name === '-h' || name === 'help') {
    io.out(help());
    return 0;
  }
  if (name === '--version' || name === 'version') {
    io.out(`${io.version}\n`);
    return 0;
  }
  const command = commands.find((candidate) => candidate.name === name);
  if (!command) return reportUsage(`there is no command ${name}`, `${commands.map((one) => one.name).join('|')} …`, io);
  const given = splitArguments(rest, { ...command.options, help: 'flag' });
  if (!given.ok) return reportUsage(given.problems[0]?.message ?? '', command.usage, io);
  if (given.value.has('help')) {
    io.out(`usage: headroom ${command.usage}\n  ${command.summary}\n`);
    return 0;
  }
  const count = given.value.operands.length;
  if (count < command.operands.min)
    return reportUsage(`${name} needs ${command.operands.min === 1 ? 'a name' : `${command.operands.min} names`}`, command.usage, io);
  if (count > command.operands.max)
    return reportUsage(`${name} does not know what to do with ${given.value.operands[command.operands.max]}`, command.usage, io);
  try {
    return await command.run(given.value, io);
  } catch (error) {
    // A bug. Its stack helps whoever repairs it, and only them.
    io.err(`headroom: internal error in ${name}: ${error instanceof Error ? error.message : String(error)}`);
    if (process.env.HEADROOM_DEBUG && error instanceof Error) io.err(error.stack ?? '');
    return 2;
  }
}
