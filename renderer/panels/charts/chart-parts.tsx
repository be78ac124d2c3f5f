/** What all charts share: axes in the interface's type, a note on the picked part, and the same figures as a table for screen readers. */
import type { KeyboardEvent, ReactNode } from 'react';

export const axis = {
  stroke: 'var(--line-strong)',
  tick: { fill: 'var(--muted)', fontSize: 10.5 },
  tickLine: false,
} as const;

/** Makes a part of a drawing a button: reachable by Tab, pressed by Enter, Space or the pointer. */
export const pickable = (label: string, pick: () => void) => ({
  role: 'button',
  tabIndex: 0,
  'aria-label': label,
  className: 'chart-pick',
  onClick: pick,
  onKeyDown: (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    pick();
  },
});

export interface Picked {
  readonly title: string;
  readonly value: string;
  readonly formula: string;
  readonly inputs?: readonly (readonly [title: string, value: string])[];
  readonly source: string;
}

/** How the picked part was made. */
export function ChartNote({ picked, hint }: { picked: Picked | null; hint: string }) {
  return (
    <div className={picked ? 'chart-note' : 'chart-note idle'} aria-live="polite" data-testid="chart-note">
      {picked ? (
        <>
          <div className="chart-note-head">
            <b>{picked.title}</b>
            <span className="figure-strong">{picked.value}</span>
          </div>
          <p className="formula">{picked.formula}</p>
          {picked.inputs ? (
            <dl>
              {picked.inputs.map(([title, value]) => (
                <div key={title}>
                  <dt>{title}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
          ) : null}
          <p className="muted">{picked.source}</p>
        </>
      ) : (
        <p className="muted">{hint}</p>
      )}
    </div>
  );
}

export function ChartFrame({
  label,
  columns,
  rows,
  stale,
  note,
  children,
}: {
  label: string;
  columns: readonly string[];
  rows: readonly (readonly string[])[];
  stale: boolean;
  note: ReactNode;
  children: ReactNode;
}) {
  return (
    <figure className={`chart ${stale ? 'stale' : ''}`} aria-label={label}>
      <div className="chart-body">{children}</div>
      {note}
      <table className="visually-hidden">
        <caption>{label}</caption>
        <thead>
          <tr>
            {columns.map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.join()}>
              {row.map((cell, i) => (
                <td key={columns[i]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}

export const Empty = ({ children }: { children: ReactNode }) => <p className="empty-line">{children}</p>;
