/** A rule looks at a solved design and says what is past a limit, near it, or missing. */
import type { Document } from '../../document/document.ts';
import type { Finding, IslandReport, LimitReached, ResultTable } from '../result.ts';
import type { OperatingState } from '../state.ts';

export interface RuleInput {
  readonly document: Document;
  readonly state: OperatingState;
  readonly results: ResultTable;
  readonly islands: readonly IslandReport[];
  readonly limits: readonly LimitReached[];
}

export interface Rule {
  readonly rule: string;
  readonly title: string;
  /** Standard, data sheet or design rule the limit comes from. */
  readonly source: string;
  check(input: RuleInput): Finding[];
}

export const defineRule = (rule: Rule): Rule => rule;
