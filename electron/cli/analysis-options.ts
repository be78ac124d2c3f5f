/** The options that solve, check and export share: scenario, ambient temperature, what has failed. */
import { type Analysed, type AnalyseOptions, analyseDetailed } from '../../shared/analysis/analyse.ts';
import type { Analysis } from '../../shared/analysis/result.ts';
import { type Document, findRecord } from '../../shared/document/document.ts';
import type { RecordId } from '../../shared/document/ids.ts';
import { fail, type Problem, type Result, succeed } from '../../shared/problem.ts';
import { parseQuantity } from '../../shared/units/parse.ts';
import type { Arguments, OptionSpecs } from './arguments.ts';
import type { ExitCode, Io } from './command.ts';

export const analysisOptionSpecs = {
  scenario: 'value',
  ambient: 'value',
  fail: 'list',
  'allow-unreadable': 'flag',
} as const satisfies OptionSpecs;

export const analysisUsage = '[--scenario NAME] [--ambient T] [--fail ID-or-TAG]…';

/** Weather that has been measured on Earth, with some room; outside it the property functions do not hold. */
const coldest_K = 273.15 - 60;
const hottest_K = 273.15 + 60;

export function parseAmbient(text: string, field: string): Result<number> {
  const problem = (message: string): Result<never> => fail({ code: 'bad-option', field, message });
  const parsed = parseQuantity(text, 'temperature');
  if (!parsed.ok) return problem(`"${text}" is not a temperature such as 35, -10, 35°C or 95°F`);
  if (!(parsed.value >= coldest_K && parsed.value <= hottest_K)) return problem(`${text} is outside -60 to 60 °C`);
  return parsed;
}

/** A record by id, else by tag; a tag that two records share is refused rather than guessed. */
function recordNamed(document: Document, name: string): Result<RecordId> {
  const problem = (message: string): Result<never> => fail({ code: 'bad-option', field: '--fail', message });
  const record = findRecord(document, name);
  if (record) {
    const failable = record.type === 'equipment' || record.type === 'connection';
    return failable ? succeed(record.id) : problem(`${name} is a ${record.type}; only equipment and connections can fail`);
  }
  const tagged = [...document.tables.equipment.values(), ...document.tables.connection.values()].filter(({ tag }) => tag === name);
  const [only] = tagged;
  if (only && tagged.length === 1) return succeed(only.id);
  if (!only) return problem(`no equipment or connection has the id or tag ${name}`);
  return problem(
    `${tagged.length} records have the tag ${name}; name one by its id: ${tagged
      .slice(0, 5)
      .map(({ id }) => id)
      .join(', ')}`,
  );
}

export function analysisOptions(document: Document, given: Arguments): Result<AnalyseOptions> {
  const problems: Problem[] = [];
  const ambient = given.value('ambient') === undefined ? undefined : parseAmbient(given.value('ambient') ?? '', '--ambient');
  if (ambient && !ambient.ok) problems.push(...ambient.problems);
  const failed = given.list('fail').map((name) => recordNamed(document, name));
  for (const one of failed) if (!one.ok) problems.push(...one.problems);
  if (problems.length > 0) return fail(...problems);
  const scenario = given.value('scenario');
  return succeed({
    ...(scenario === undefined ? {} : { scenario }),
    ...(ambient?.ok ? { ambient_K: ambient.value } : {}),
    failed: failed.flatMap((one) => (one.ok ? [one.value] : [])),
  });
}

/** Analyses with the options given on the command line, with what the solution itself says. */
export function solveAsTold(document: Document, given: Arguments): Result<Analysed> {
  const options = analysisOptions(document, given);
  return options.ok ? analyseDetailed(document, options.value) : options;
}

export function analyseAsTold(document: Document, given: Arguments): Result<Analysis> {
  const solved = solveAsTold(document, given);
  return solved.ok ? succeed(solved.value.analysis) : solved;
}

/** An island without supply (`dead`) is a solved state: the design has been told to be off there. */
export const isSolved = (analysis: Analysis): boolean =>
  analysis.summary !== undefined && analysis.islands.every(({ status }) => status === 'solved' || status === 'dead');

export function exitCodeOf(analysis: Analysis): ExitCode {
  if (!isSolved(analysis)) return 3;
  return analysis.findings.some(({ severity }) => severity === 'error') ? 1 : 0;
}

/** Says on standard error which parts of the plant have no solution. */
export function reportUnsolved(analysis: Analysis, io: Io): void {
  for (const { name, status, cause, worst } of analysis.islands) {
    if (status === 'solved' || status === 'dead') continue;
    const where = worst && worst.length > 0 ? ` (see ${worst.slice(0, 5).join(', ')})` : '';
    io.err(`headroom: ${name} could not be solved: ${cause ?? status}${where}`);
  }
}
