/** What a command of the command line is, and what it may use of the outside world. */
import { describeProblem, type Problem } from '../../shared/problem.ts';
import type { Arguments, OptionSpecs } from './arguments.ts';

/** 0 fine; 1 solved, with findings of severity error, or clashes; 2 bad usage or bad input; 3 some island could not be solved. */
export type ExitCode = 0 | 1 | 2 | 3;

export interface Io {
  /** Writes to standard output, exactly as given. */
  out(text: string): void;
  /** Writes one message to standard error. */
  err(text: string): void;
  /** Folder that relative paths are taken from. */
  readonly folder: string;
  readonly version: string;
}

export interface CliCommand {
  readonly name: string;
  /** As in the help: `solve FILE [--scenario NAME] …` */
  readonly usage: string;
  readonly summary: string;
  readonly options: OptionSpecs;
  /** How many words without a dash it takes. */
  readonly operands: { readonly min: number; readonly max: number };
  run(given: Arguments, io: Io): Promise<ExitCode>;
}

export const defineCommand = (command: CliCommand): CliCommand => command;

/** Prints problems, the first dozen, and gives the exit code of bad input. */
export function reportProblems(problems: readonly Problem[], io: Io): 2 {
  const shown = problems.slice(0, 12);
  for (const problem of shown) io.err(`headroom: ${describeProblem(problem)}`);
  if (problems.length > shown.length) io.err(`headroom: and ${problems.length - shown.length} more problems`);
  return 2;
}

/** Bad usage: what is wrong, then how it is meant. */
export function reportUsage(message: string, usage: string, io: Io): 2 {
  io.err(`headroom: ${message}`);
  io.err(`usage: headroom ${usage}`);
  return 2;
}
