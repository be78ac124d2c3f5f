import { ChevronDown } from 'lucide-react';
import { useMemo, useState } from 'react';
import { type QuantityKey, quantities } from '../../shared/analysis/quantities.ts';
import { quantityOf, textOf } from '../../shared/analysis/result.ts';
import { kindNamed } from '../../shared/catalogue/kinds/index.ts';
import { itemOf } from '../../shared/document/document.ts';
import type { Connection, Equipment } from '../../shared/document/records.ts';
import { useAnalysis } from '../analysis/store.ts';
import { shortTitle, showQuantity } from '../figures.ts';
import { useDocument } from '../session.ts';
import { Menu } from '../ui/Menu.tsx';
import { Table, type TableColumn } from '../ui/Table.tsx';
import { SearchField } from '../ui/TextField.tsx';
import { useView, viewState } from '../view-state.ts';
import { placeOf } from './findings-model.ts';

interface Line {
  readonly record: Equipment | Connection;
  readonly kind: string;
  readonly item: string;
  readonly place: string;
}

const firstColumns: readonly QuantityKey[] = [
  'power',
  'loading',
  'supplyTemperature',
  'returnTemperature',
  'flow',
  'pressureDrop',
  'supplyMargin',
];

/** Every placed record with any solved quantity as a column. */
export function EquipmentTab() {
  const document = useDocument();
  const analysis = useAnalysis((state) => state.analysis);
  const stale = useAnalysis((state) => state.stale);
  const selection = useView((state) => state.selection);
  const system = useView((state) => state.unitSystem);
  const [search, setSearch] = useState('');
  const [kind, setKind] = useState<string | null>(null);
  const [shown, setShown] = useState<readonly QuantityKey[]>(firstColumns);

  const lines = useMemo(
    () =>
      [...document.tables.equipment.values(), ...document.tables.connection.values()].map((record): Line => {
        const item = itemOf(document, record);
        return { record, kind: item.kind, item: item.title, place: placeOf(document, record.id) };
      }),
    [document],
  );
  const kinds = useMemo(() => [...new Set(lines.map((line) => line.kind))].sort(), [lines]);
  const found = useMemo(() => {
    const words = search.toLowerCase().split(/\s+/).filter(Boolean);
    return lines.filter((line) => {
      if (kind === null ? line.record.type !== 'equipment' : line.kind !== kind) return false;
      const text = `${line.record.tag} ${line.item} ${line.kind} ${line.place}`.toLowerCase();
      return words.every((word) => text.includes(word));
    });
  }, [lines, search, kind]);
  const available = useMemo(
    () => (Object.keys(quantities) as QuantityKey[]).filter((key) => analysis?.results.columns[key] !== undefined),
    [analysis],
  );
  // A column that no shown record has a value for would be a column of dashes.
  const filled = useMemo(() => {
    if (!analysis) return shown;
    return shown.filter((key) => found.some((line) => quantityOf(analysis.results, line.record.id, key) !== undefined));
  }, [analysis, found, shown]);

  const columns = useMemo(
    (): readonly TableColumn<Line>[] => [
      {
        key: 'tag',
        title: 'Tag',
        width: 'minmax(110px, 1fr)',
        sort: (line) => line.record.tag,
        cell: (line) => <span className="figure-strong">{line.record.tag}</span>,
      },
      { key: 'item', title: 'Item', width: 'minmax(140px, 1.4fr)', sort: (line) => line.item, cell: (line) => line.item },
      {
        key: 'place',
        title: 'Where',
        width: 'minmax(110px, 1fr)',
        sort: (line) => line.place,
        cell: (line) => <span className="muted">{line.place}</span>,
      },
      ...filled.map(
        (key): TableColumn<Line> => ({
          key,
          title: shortTitle(key),
          hint: `${quantities[key].title}: ${quantities[key].formula}`,
          width: 'minmax(104px, 0.8fr)',
          align: 'end',
          sort: (line) => (analysis ? quantityOf(analysis.results, line.record.id, key) : undefined),
          cell: (line) => {
            const value = analysis ? quantityOf(analysis.results, line.record.id, key) : undefined;
            const { text, unit } = showQuantity(key, value, system);
            return (
              <>
                <span
                  className={value === undefined ? 'muted' : 'figure figure-strong'}
                  title={value === undefined ? 'This record has no such quantity' : undefined}
                >
                  {text}
                </span>
                <span className="cell-unit">{unit}</span>
              </>
            );
          },
        }),
      ),
      {
        key: 'state',
        title: 'State',
        width: 'minmax(120px, 1fr)',
        sort: (line) => (analysis ? textOf(analysis.results, line.record.id, 'state') : undefined),
        cell: (line) => <span className="muted">{(analysis && textOf(analysis.results, line.record.id, 'state')) ?? ''}</span>,
      },
    ],
    [analysis, filled, system],
  );
  const selected = useMemo(() => new Set(selection), [selection]);
  return (
    <>
      <div className="dock-tools">
        <SearchField
          label="Filter the table"
          placeholder="Tag, item or place"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        <Menu
          entries={[
            { key: 'all', label: 'All equipment', checked: kind === null, run: () => setKind(null) },
            ...kinds.map((each) => ({
              key: each,
              label: kindNamed(each)?.title ?? each,
              checked: kind === each,
              run: () => setKind(each),
            })),
          ]}
          trigger={
            <button type="button" className="chip">
              {kind === null ? 'All equipment' : (kindNamed(kind)?.title ?? kind)} <ChevronDown size={13} aria-hidden />
            </button>
          }
        />
        <Menu
          entries={available.map((key) => ({
            key,
            label: quantities[key].title,
            checked: shown.includes(key),
            run: () => setShown(shown.includes(key) ? shown.filter((other) => other !== key) : [...shown, key]),
          }))}
          trigger={
            <button type="button" className="chip" disabled={available.length === 0}>
              Columns <ChevronDown size={13} aria-hidden />
            </button>
          }
        />
        <span className="muted">
          {found.length} of {lines.length}
        </span>
      </div>
      <div className="dock-table">
        <Table
          label="Equipment"
          rows={found}
          columns={columns}
          rowKey={(line) => line.record.id}
          selected={selected}
          stale={stale}
          testId="equipment-table"
          empty={lines.length === 0 ? 'No equipment yet: place some from the catalogue.' : 'Nothing matches the filter.'}
          onRow={({ record }, event) => {
            const view = viewState.getState();
            if (event.ctrlKey || event.metaKey) view.toggleSelected(record.id);
            else view.select([record.id]);
            if ('detail' in event && event.detail === 2) view.frame([record.id]);
          }}
          onRowHover={(line) => viewState.getState().setHover(line?.record.id ?? null)}
        />
      </div>
    </>
  );
}
