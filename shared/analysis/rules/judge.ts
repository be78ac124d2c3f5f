/** Runs all rules; what no change reaches keeps the findings it had. */
import { changedRecords } from '../../document/changed-records.ts';
import type { Document } from '../../document/document.ts';
import { carryBodies } from '../bodies.ts';
import type { Finding } from '../result.ts';
import { rules } from './index.ts';
import type { Rule, RuleInput } from './rule.ts';

export interface EarlierFindings {
  /** Everything stands where it stood and is called what it was called. */
  readonly laidOutAlike: boolean;
  /** Everything is called what it was called. */
  readonly calledAlike: boolean;
  /** The same work is placed. */
  readonly sameWork: boolean;
  /** By rule, in the order of the rules. */
  readonly findings: readonly (readonly Finding[])[];
}

/** @param earlier findings of the design that `input.scope` says the differences to */
function findingsOf(rule: Rule, r: number, input: RuleInput, earlier: EarlierFindings | undefined): readonly Finding[] {
  const { scope } = input;
  const before = scope && earlier?.findings[r];
  if (!before || !earlier) return rule.check({ ...input, scope: undefined });
  if (rule.judges === 'layout') return earlier.laidOutAlike ? before : rule.check(input);
  if (rule.judges === 'tags') return earlier.calledAlike ? before : rule.check(input);
  if (rule.judges === 'work' && !earlier.sameWork) return rule.check({ ...input, scope: undefined });
  if (rule.judges !== 'record' && rule.judges !== 'work') return rule.check(input);
  const kept = before.filter(({ subjects }) => !subjects.some((id) => scope.ids.has(id)));
  return [...kept, ...rule.check(input)];
}

/** Findings by rule, in the order of the rules; those that await a later part of the results have none yet. */
export const judge = (input: RuleInput, earlier: EarlierFindings | undefined): readonly (readonly Finding[])[] =>
  rules.map((rule, r) => (rule.awaits ? [] : findingsOf(rule, r, input, earlier)));

/** The same with what awaited the last part of the results, which `input` now has. */
export const judgeRest = (
  judged: readonly (readonly Finding[])[],
  input: RuleInput,
  earlier: EarlierFindings | undefined,
): readonly (readonly Finding[])[] => rules.map((rule, r) => (rule.awaits ? findingsOf(rule, r, input, earlier) : (judged[r] ?? [])));

/** Carries bodies over. @returns whether everything stands where it stood, and is called what it was called */
export function carryLayout(before: Document, after: Document): { readonly laidOutAlike: boolean; readonly calledAlike: boolean } {
  const equipment = changedRecords(before.tables.equipment, after.tables.equipment);
  const runs = changedRecords(before.tables.connection, after.tables.connection);
  if (!equipment || !runs || before.tables.space !== after.tables.space) return { laidOutAlike: false, calledAlike: false };
  const calledAlike =
    equipment.every(({ id, tag }) => before.tables.equipment.get(id)?.tag === tag) &&
    runs.every(({ id, tag }) => before.tables.connection.get(id)?.tag === tag);
  return { laidOutAlike: carryBodies(before, after, equipment) && calledAlike, calledAlike };
}
