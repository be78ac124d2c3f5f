import { ChevronDown, Wrench } from 'lucide-react';
import { fixAll } from '../../shared/analysis/fixes/fix-all.ts';
import { hasFixes } from '../../shared/analysis/fixes/index.ts';
import { isRefusal } from '../../shared/problem.ts';
import { useAnalysis } from '../analysis/store.ts';
import { newId, perform, session } from '../session.ts';
import { Button } from '../ui/Button.tsx';
import { Menu } from '../ui/Menu.tsx';
import { SearchField } from '../ui/TextField.tsx';
import { refuseAloud, useView } from '../view-state.ts';
import { type FindingsFilter, rulesAmong, ruleTitle } from './findings-filter.ts';
import type { FindingLine } from './findings-model.ts';

const severities = [
  { severity: null, title: 'Every severity' },
  { severity: 'error', title: 'Errors' },
  { severity: 'warning', title: 'Warnings' },
  { severity: 'note', title: 'Notes' },
] as const;

/** Fixes what is shown as one step; what is left is said, with the first reason. */
function FixAll({ shown }: { shown: readonly FindingLine[] }) {
  const analysis = useAnalysis((state) => state.analysis);
  const stale = useAnalysis((state) => state.stale);
  const readOnly = useView((state) => state.readOnly);
  const findings = shown.flatMap(({ finding }) => (finding && hasFixes(finding.rule) ? [finding] : []));
  const why = readOnly
    ? 'This design is open for review'
    : findings.length === 0
      ? 'No command is known to cure what is shown'
      : stale || !analysis
        ? 'The design is being solved'
        : undefined;
  return (
    <Button
      small
      why={why}
      data-testid="fix-all"
      onClick={() => {
        if (!analysis) return;
        const answer = fixAll(session.getState().document, { analysis, findings, newId });
        const done = perform(() => answer);
        if (done && !isRefusal(answer) && answer.left.length > 0)
          refuseAloud(`${answer.label}; left: ${answer.left[0]}${answer.left.length > 1 ? `, and ${answer.left.length - 1} more` : ''}`);
      }}
    >
      <Wrench size={12} aria-hidden /> Fix all shown
    </Button>
  );
}

/** Search, severity and rule of the list of findings. */
export function FindingsBar({
  lines,
  shown,
  filter,
  onFilter,
}: {
  lines: readonly FindingLine[];
  shown: readonly FindingLine[];
  filter: FindingsFilter;
  onFilter: (filter: FindingsFilter) => void;
}) {
  if (lines.length === 0) return null;
  const chip = (text: string, testId: string) => (
    <button type="button" className="chip" data-testid={testId}>
      {text} <ChevronDown size={13} aria-hidden />
    </button>
  );
  return (
    <div className="dock-tools">
      <SearchField
        label="Filter the findings"
        placeholder="Tag, place or words"
        value={filter.search}
        onChange={(event) => onFilter({ ...filter, search: event.target.value })}
      />
      <Menu
        trigger={chip(severities.find(({ severity }) => severity === filter.severity)?.title ?? '', 'findings-severity')}
        entries={severities.map(({ severity, title }) => ({
          key: `severity-${severity ?? 'every'}`,
          label: title,
          checked: severity === filter.severity,
          run: () => onFilter({ ...filter, severity }),
        }))}
      />
      <Menu
        trigger={chip(filter.rule === null ? 'Every rule' : ruleTitle(filter.rule), 'findings-rule')}
        entries={[
          { key: 'rule-every', label: 'Every rule', checked: filter.rule === null, run: () => onFilter({ ...filter, rule: null }) },
          { type: 'separator', key: 'line' },
          ...rulesAmong(lines).map(([rule, count]) => ({
            key: `rule-${rule}`,
            label: ruleTitle(rule),
            trailing: count,
            checked: rule === filter.rule,
            run: () => onFilter({ ...filter, rule }),
          })),
        ]}
      />
      <span className="muted">
        {shown.length} of {lines.length}
      </span>
      <span className="spring" />
      <FixAll shown={shown} />
    </div>
  );
}
