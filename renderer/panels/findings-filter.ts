/** Which findings are shown: words, one severity, one rule. */
import { rules } from '../../shared/analysis/rules/index.ts';
import { matching } from '../search-words.ts';
import type { FindingLine } from './findings-model.ts';

export interface FindingsFilter {
  readonly search: string;
  readonly severity: FindingLine['severity'] | null;
  readonly rule: string | null;
}

export const everyFinding: FindingsFilter = { search: '', severity: null, rule: null };

const titles = new Map(rules.map(({ rule, title }) => [rule, title]));

/** What no rule says is of the solver and of the file. */
export const ruleTitle = (rule: string): string => titles.get(rule) ?? (rule === '' ? 'Solver and file' : rule);

export function filtered(lines: readonly FindingLine[], { search, severity, rule }: FindingsFilter): readonly FindingLine[] {
  if (search.trim() === '' && severity === null && rule === null) return lines;
  const matches = matching(search);
  return lines.filter(
    (line) =>
      (severity === null || line.severity === severity) &&
      (rule === null || line.rule === rule) &&
      matches(`${line.message} ${line.where} ${ruleTitle(line.rule)}`),
  );
}

/** Rules with findings and how many, most first. */
export function rulesAmong(lines: readonly FindingLine[]): readonly (readonly [rule: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const { rule } of lines) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}
