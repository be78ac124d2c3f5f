/**
 * The error shapes everything else returns. Domain functions hand problems back as data;
 * an exception means a bug.
 */

/** Something a person can act on, with its place: file, line, record and field where they are known. */
export interface Problem {
  readonly code: string;
  readonly message: string;
  readonly file?: string;
  /** One-based line in `file`. */
  readonly line?: number;
  readonly record?: string;
  readonly field?: string;
}

/** A value, or the reasons why there is none. Never both, never neither. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly Problem[] };

export const succeed = <T>(value: T): Result<T> => ({ ok: true, value });
export const fail = (...problems: readonly Problem[]): Result<never> => ({
  ok: false,
  problems,
});

/** A command's answer when the verb makes no sense here ("a water port does not fit a busbar"). */
export interface Refusal {
  readonly refused: string;
}

export const refuse = (reason: string): Refusal => ({ refused: reason });

export const isRefusal = (answer: object): answer is Refusal => 'refused' in answer;

/** One line for a terminal or a message: place first, then what is wrong. */
export function describeProblem(problem: Problem): string {
  const place = [
    problem.file === undefined ? undefined : problem.line === undefined ? problem.file : `${problem.file}:${problem.line}`,
    problem.record === undefined ? undefined : `record ${problem.record}`,
    problem.field === undefined ? undefined : `field ${problem.field}`,
  ].filter((part) => part !== undefined);
  return place.length === 0 ? problem.message : `${place.join(', ')}: ${problem.message}`;
}
