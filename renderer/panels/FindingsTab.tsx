import { useMemo, useState } from 'react';
import { useAnalysis } from '../analysis/store.ts';
import { useSelected } from '../selected.ts';
import { useDocument } from '../session.ts';
import { Button } from '../ui/Button.tsx';
import { Table, type TableColumn } from '../ui/Table.tsx';
import { Tooltip } from '../ui/Tooltip.tsx';
import { viewState } from '../view-state.ts';
import { FindingIcon } from './FindingIcon.tsx';
import { FindingsBar } from './FindingsBar.tsx';
import { FixButton } from './FixButton.tsx';
import { everyFinding, filtered } from './findings-filter.ts';
import type { FindingLine } from './findings-model.ts';

function go(line: FindingLine): void {
  const view = viewState.getState();
  if (line.subjects.length === 0) return;
  view.select(line.subjects);
  view.frame(line.subjects);
}

const rank = { error: 0, warning: 1, note: 2 } as const;

const columns: readonly TableColumn<FindingLine>[] = [
  { key: 'severity', title: '', width: '30px', cell: (line) => <FindingIcon severity={line.severity} /> },
  {
    key: 'message',
    title: 'Finding',
    width: 'minmax(180px, 6fr)',
    sort: (line) => `${rank[line.severity]} ${line.message}`,
    cell: (line) => (
      <Tooltip text={`${line.message}\n${line.source}`} side="top">
        <span className="clip finding-message">{line.message}</span>
      </Tooltip>
    ),
  },
  {
    key: 'where',
    title: 'Where',
    width: 'minmax(112px, 1.2fr)',
    sort: (line) => line.where,
    cell: (line) => <span className="clip finding-message">{line.where}</span>,
  },
  {
    key: 'actual',
    title: 'Actual / limit',
    width: 'minmax(130px, 1fr)',
    align: 'end',
    cell: (line) =>
      line.actual === '' ? null : (
        <>
          <b className="figure-strong">{line.actual}</b> <span className="muted">/ {line.limit}</span>
        </>
      ),
  },
  {
    key: 'margin',
    title: 'Margin',
    width: '88px',
    align: 'end',
    sort: (line) => line.marginValue,
    cell: (line) => (
      <span className={(line.marginValue ?? 0) < 0 ? (line.severity === 'error' ? 'icon-error' : 'icon-warning') : ''}>{line.margin}</span>
    ),
  },
  {
    key: 'go',
    title: '',
    width: '124px',
    align: 'end',
    cell: (line) =>
      line.subjects.length > 0 ? (
        <span className="finding-buttons">
          <FixButton finding={line.finding} />
          <Button
            small
            aria-label={`Show: ${line.message}`}
            onClick={(event) => {
              event.stopPropagation();
              go(line);
            }}
          >
            Show
          </Button>
        </span>
      ) : null,
  },
];

export function FindingsTab({ lines }: { lines: readonly FindingLine[] }) {
  const analysis = useAnalysis((state) => state.analysis);
  const status = useAnalysis((state) => state.status);
  const stale = useAnalysis((state) => state.stale);
  const chosen = useSelected();
  const [filter, setFilter] = useState(everyFinding);
  const shown = useMemo(() => filtered(lines, filter), [lines, filter]);
  const empty = useDocument().tables.equipment.size === 0;
  const selected = useMemo(
    () => new Set(lines.filter(({ subjects }) => subjects.some((id) => chosen.has(id))).map(({ key }) => key)),
    [lines, chosen],
  );
  if (!analysis && status === 'solving') {
    return (
      <div aria-label="Solving" role="status">
        {[62, 48, 55].map((width) => (
          <div key={width} className="skeleton">
            <span style={{ width: `${width}%` }} />
          </div>
        ))}
      </div>
    );
  }
  return (
    <>
      <FindingsBar lines={lines} shown={shown} filter={filter} onFilter={setFilter} />
      <div className="dock-table">
        <Table
          label="Findings"
          rows={shown}
          columns={columns}
          rowKey={(line) => line.key}
          selected={selected}
          onRow={go}
          stale={stale}
          empty={
            lines.length > 0
              ? 'No finding passes the filter.'
              : empty
                ? 'No equipment yet, so no rule to hold.'
                : analysis?.awaited
                  ? 'Every rule holds so far; those about short circuits follow.'
                  : 'Every rule holds in this scenario.'
          }
          testId="findings-table"
        />
      </div>
    </>
  );
}
