/** A table of any length: sorted by its headers, only the visible rows drawn, rows reachable by arrow keys. */
import { createSortedRowModel, type RowData, rowSortingFeature, tableFeatures, useTable } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { type KeyboardEvent, type MouseEvent, type ReactNode, useMemo, useRef } from 'react';
import { focusRow } from './focus.ts';
import { naturalCompare } from './natural-order.ts';

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() });

export interface TableColumn<T> {
  readonly key: string;
  readonly title: string;
  readonly hint?: string;
  /** CSS grid width, e.g. `minmax(120px, 2fr)`. */
  readonly width: string;
  readonly align?: 'start' | 'end';
  /** What the column sorts by; undefined sorts last. Columns without it do not sort. */
  readonly sort?: (row: T) => string | number | undefined;
  readonly cell: (row: T) => ReactNode;
}

export interface TableProps<T extends RowData> {
  readonly label: string;
  readonly rows: readonly T[];
  readonly columns: readonly TableColumn<T>[];
  readonly rowKey: (row: T) => string;
  readonly empty: ReactNode;
  readonly selected?: ReadonlySet<string>;
  /** @param range with Shift the rows from the one taken before to this one as they are sorted; else this row */
  readonly onRow?: (row: T, event: MouseEvent | KeyboardEvent, range: readonly T[]) => void;
  /** Ctrl+A on a row: all rows that are listed. */
  readonly onAll?: (rows: readonly T[]) => void;
  readonly onRowHover?: (row: T | undefined) => void;
  readonly stale?: boolean;
  readonly testId?: string;
}

const rowHeight = 27;

export function Table<T extends RowData>({
  label,
  rows,
  columns,
  rowKey,
  empty,
  selected,
  onRow,
  onAll,
  onRowHover,
  stale,
  testId,
}: TableProps<T>) {
  const scroller = useRef<HTMLDivElement>(null);
  const anchor = useRef<string | undefined>(undefined);
  const definitions = useMemo(
    () =>
      columns.map((column) => ({
        id: column.key,
        accessorFn: (row: T) => column.sort?.(row),
        enableSorting: column.sort !== undefined,
        sortUndefined: 'last' as const,
        sortFn: (a: { getValue: (id: string) => unknown }, b: { getValue: (id: string) => unknown }) =>
          compare(a.getValue(column.key), b.getValue(column.key)),
      })),
    [columns],
  );
  const data = useMemo(() => [...rows], [rows]);
  const table = useTable({ features, columns: definitions, data, getRowId: rowKey });
  const model = table.getRowModel().rows;
  const virtual = useVirtualizer({
    count: model.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  // Columns share the width there is; below the sum of their least widths the table scrolls sideways.
  const least = columns.reduce((sum, { width }) => sum + Number(/(\d+)px/.exec(width)?.[1] ?? 80), 0);
  const template = { gridTemplateColumns: columns.map(({ width }) => width).join(' '), minWidth: least };

  const goTo = (index: number) => {
    virtual.scrollToIndex(index);
    focusRow(() => scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"]`));
  };

  const take = (index: number, event: MouseEvent | KeyboardEvent) => {
    const row = model[index]?.original;
    if (row === undefined) return;
    const from = event.shiftKey ? model.findIndex(({ original }) => rowKey(original) === anchor.current) : -1;
    if (from < 0) anchor.current = rowKey(row);
    const range = from < 0 ? [row] : model.slice(Math.min(from, index), Math.max(from, index) + 1).map(({ original }) => original);
    onRow?.(row, event, range);
  };
  const onKey = (index: number, event: KeyboardEvent<HTMLElement>) => {
    if (event.target !== event.currentTarget) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Enter' || event.key === ' ') take(index, event);
    else if (step && model[index + step]) {
      goTo(index + step);
      if (event.shiftKey) take(index + step, event);
    } else if (onAll && event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey)
      onAll(model.map(({ original }) => original));
    else if (!step) return;
    event.preventDefault();
  };

  return (
    <div className={`table ${stale ? 'stale' : ''}`} ref={scroller} data-testid={testId}>
      <table aria-label={label} aria-rowcount={rows.length + 1}>
        <thead>
          <tr className="table-head" style={template}>
            {table.getHeaderGroups()[0]?.headers.map((header, i) => {
              const column = columns[i];
              if (!column) return null;
              const sorted = header.column.getIsSorted();
              const end = column.align === 'end' ? 'end' : '';
              return (
                <th
                  key={column.key}
                  scope="col"
                  className={end}
                  aria-sort={sorted ? (sorted === 'asc' ? 'ascending' : 'descending') : 'none'}
                  title={column.hint}
                >
                  {column.sort ? (
                    <button type="button" className="sort clip" onClick={header.column.getToggleSortingHandler()}>
                      <span className="clip">{column.title}</span>
                      {sorted ? sorted === 'asc' ? <ArrowUp size={11} aria-hidden /> : <ArrowDown size={11} aria-hidden /> : null}
                    </button>
                  ) : (
                    <span className="clip">{column.title}</span>
                  )}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody className="table-body" style={{ height: virtual.getTotalSize(), minWidth: least }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const row = model[index];
            if (!row) return null;
            const key = rowKey(row.original);
            return (
              <tr
                key={key}
                className="table-row"
                style={{ ...template, transform: `translateY(${start}px)` }}
                data-index={index}
                aria-rowindex={index + 2}
                aria-selected={selected?.has(key) ?? false}
                tabIndex={onRow ? 0 : -1}
                onClick={(event) => take(index, event)}
                onPointerEnter={() => onRowHover?.(row.original)}
                onPointerLeave={() => onRowHover?.(undefined)}
                onKeyDown={(event) => onKey(index, event)}
              >
                {columns.map((column) => (
                  <td key={column.key} className={column.align === 'end' ? 'end' : ''}>
                    {column.cell(row.original)}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
      {model.length === 0 ? <div className="empty-line">{empty}</div> : null}
    </div>
  );
}

function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return naturalCompare(String(a), String(b));
}
