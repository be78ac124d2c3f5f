/** The command line: finds the command, splits its words, runs it, and turns whatever happens into an exit code. */
import { splitArguments } from './cli/arguments.ts';
import { type CliCommand, type ExitCode, type Io, reportUsage } from './cli/command.ts';

/** Each command is loaded when it is asked for: `info` does not wait for the solvers. */
const commands: Readonly<Record<string, () => Promise<CliCommand>>> = {
  designs: async () => (await import('./cli/designs.ts')).designs,
  new: async () => (await import('./cli/new.ts')).newDesign,
  solve: async () => (await import('./cli/solve.ts')).solve,
  sweep: async () => (await import('./cli/sweep.ts')).sweep,
  check: async () => (await import('./cli/check.ts')).check,
  clashes: async () => (await import('./cli/clashes.ts')).clashes,
  diff: async () => (await import('./cli/diff.ts')).diff,
  tokens: async () => (await import('./cli/tokens.ts')).tokens,
  maxlps: async () => (await import('./cli/maxlps.ts')).maxlps,
  flex: async () => (await import('./cli/flex.ts')).flex,
  export: async () => (await import('./cli/export.ts')).exportBundle,
  verify: async () => (await import('./cli/verify.ts')).verify,
  info: async () => (await import('./cli/info.ts')).info,
  open: async () => (await import('./cli/open.ts')).open,
};

async function help(): Promise<string> {
  const all = await Promise.all(Object.values(commands).map((load) => load()));
  return [
    'Headroom: design AI factories and see whether they hold.',
    '',
    ...all.map(({ usage, summary }) => `  headroom ${usage}\n      ${summary}`),
    '',
    'Exit codes: 0 fine; 1 solved, with findings of severity error, or clashes; 2 bad usage or bad input; 3 some island could not be solved.',
    '',
  ].join('\n');
}

/** Runs one command line. @returns the exit code; never throws. */
export async function runCommandLine(words: readonly string[], io: Io): Promise<ExitCode> {
  const [name, ...rest] = words;
  if (name === undefined) {
    io.err(await help());
    return 2;
  }
  if (name === '--help' || name === '-h' || name === 'help') {
    io.out(await help());
    return 0;
  }
  if (name === '--version' || name === 'version') {
    io.out(`${io.version}\n`);
    return 0;
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!load) return reportUsage(`there is no command ${name}`, `${Object.keys(commands).join('|')} …`, io);
  try {
    return await runCommand(await load(), rest, io);
  } catch (error) {
    // A bug. Its stack helps whoever repairs it, and only them.
    io.err(`headroom: internal error in ${name}: ${error instanceof Error ? error.message : String(error)}`);
    if (process.env.HEADROOM_DEBUG && error instanceof Error) io.err(error.stack ?? '');
    return 2;
  }
}

async function runCommand(command: CliCommand, words: readonly string[], io: Io): Promise<ExitCode> {
  const { name } = command;
  const given = splitArguments(words, { ...command.options, help: 'flag' });
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
  return command.run(given.value, io);
}
