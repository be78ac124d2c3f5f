/**
 * Tokens per second and megawatt, which mean nothing without model, precision, lengths, speed per user, the kind of
 * token and the kind of megawatt. The type can only be made here, from all of them: leaving one out does not compile,
 * and an empty or impossible one is a problem.
 */
import type { Precision } from '../../document/records.ts';
import { fail, type Problem, type Result, succeed } from '../../problem.ts';

/** What makes a serving figure comparable. */
export interface ServingFrame {
  readonly purpose: 'inference';
  readonly model: string;
  readonly precision: Precision;
  readonly promptTokens: number;
  readonly outputTokens: number;
  readonly tokensPerUser_per_s: number;
  readonly counts: 'output' | 'total';
}

/** Training has no user; its length is that of the sequence. */
export interface TrainingFrame {
  readonly purpose: 'training';
  readonly model: string;
  readonly precision: Precision;
  readonly sequenceTokens: number;
  readonly counts: 'total';
}

export type TokenFrame = ServingFrame | TrainingFrame;
export type Megawatt = 'IT' | 'utility';

declare const complete: unique symbol;

export interface TokensPerMegawatt {
  readonly value_per_s: number;
  readonly megawatt: Megawatt;
  readonly frame: TokenFrame;
  /** Made by `tokensPerMegawatt` only. */
  readonly [complete]: true;
}

const frameFaults = (frame: TokenFrame): readonly (readonly [field: string, ok: boolean])[] => [
  ['model', frame.model.trim() !== ''],
  ['precision', (frame.precision as string) !== ''],
  ['counts', frame.counts === 'output' || frame.counts === 'total'],
  ...(frame.purpose === 'training'
    ? ([['sequenceTokens', frame.sequenceTokens > 0]] as const)
    : ([
        ['promptTokens', frame.promptTokens >= 0],
        ['outputTokens', frame.outputTokens > 0],
        ['tokensPerUser_per_s', frame.tokensPerUser_per_s > 0],
      ] as const)),
];

/** @returns a problem for each part of the frame that is missing or impossible, and for a power that is no power. */
export function tokensPerMegawatt(
  throughput_per_s: number,
  power_W: number,
  megawatt: Megawatt,
  frame: TokenFrame,
): Result<TokensPerMegawatt> {
  const faults: [string, boolean][] = [
    ['throughput_per_s', throughput_per_s >= 0 && Number.isFinite(throughput_per_s)],
    ['power_W', power_W > 0 && Number.isFinite(power_W)],
    ['megawatt', megawatt === 'IT' || megawatt === 'utility'],
    ...frameFaults(frame).map(([field, ok]): [string, boolean] => [field, ok]),
  ];
  const problems = faults
    .filter(([, ok]) => !ok)
    .map(([field]): Problem => ({ code: 'incomplete-figure', field, message: `tokens per megawatt cannot be given without ${field}` }));
  if (problems.length > 0) return fail(...problems);
  return succeed({ value_per_s: (throughput_per_s * 1e6) / power_W, megawatt, frame } as TokensPerMegawatt);
}

/** The frame in words, for a table, a tooltip or a report. */
export function frameText(frame: TokenFrame): string {
  const what = `${frame.model} ${frame.precision.toUpperCase()}`;
  return frame.purpose === 'training'
    ? `${what}, training tokens in sequences of ${frame.sequenceTokens}`
    : `${what}, ${frame.promptTokens} tokens in and ${frame.outputTokens} out at ${frame.tokensPerUser_per_s} tok/s per user, ${
        frame.counts === 'output' ? 'output tokens' : 'prompt and output tokens'
      }`;
}

/** Whether two figures may stand in one ratio: everything equal but the hardware. */
export const isComparable = (a: TokensPerMegawatt, b: TokensPerMegawatt): boolean =>
  a.megawatt === b.megawatt && JSON.stringify(a.frame) === JSON.stringify(b.frame);
