import { ChevronDown } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { type QuantityKey, quantities } from '../../../shared/analysis/quantities.ts';
import { type Analysis, textOf } from '../../../shared/analysis/result.ts';
import type { ParameterSpec } from '../../../shared/catalogue/kind.ts';
import { kindNamed } from '../../../shared/catalogue/kinds/index.ts';
import { belongColumns, type PlaceKey, placeColumns } from '../../../shared/commands/table/place-columns.ts';
import { type Document, itemOf } from '../../../shared/document/document.ts';
import { loopsText } from '../../../shared/document/systems.ts';
import type { UnitSystem } from '../../../shared/units/convert.ts';
import { useAnalysis } from '../../analysis/store.ts';
import { selectClicked, useSelected } from '../../selected.ts';
import { useDocument } from '../../session.ts';
import { Button } from '../../ui/Button.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { byTag } from '../../ui/natural-order.ts';
import { Table, type TableColumn } from '../../ui/Table.tsx';
import { SearchField } from '../../ui/TextField.tsx';
import { refuseAloud, useView, viewState } from '../../view-state.ts';
import { placeOf } from '../findings-model.ts';
import { ColumnChooser, type OfferedColumn } from './ColumnChooser.tsx';
import {
  belongColumn,
  cellParameters,
  copiedTable,
  type DataColumn,
  type Line,
  massColumn,
  parameterColumn,
  placeColumn,
  quantityColumn,
} from './columns.ts';
import { tableFilter } from './filter.ts';
import { namedColumns } from './named-column.ts';
import { PasteDialog } from './PasteDialog.tsx';
import './table.css';

const firstColumns: readonly QuantityKey[] = [
  'power',
  'loading',
  'supplyTemperature',
  'returnTemperature',
  'flow',
  'pressureDrop',
  'supplyMargin',
];

const selectLines = (lines: readonly Line[]): void => viewState.getState().select(lines.map(({ record }) => record.id));

/** Everything that can be a column, in the order in which columns stand. */
function offeredColumns(specs: readonly (readonly [string, { readonly title: string }])[], analysis: Analysis | null): OfferedColumn[] {
  const solved = (Object.keys(quantities) as QuantityKey[]).filter((key) => analysis?.results.columns[key] !== undefined);
  return [
    ...(Object.keys(placeColumns) as PlaceKey[]).map((key) => ({ key, title: placeColumns[key].title, section: 'Place' })),
    ...(['group', 'space'] as const).map((key) => ({ key, title: belongColumns[key].title, section: 'Place' })),
    { key: 'mass', title: 'Mass', section: 'Place' },
    ...specs
      .filter(([name]) => name !== 'mass_kg')
      .map(([name, { title }]) => ({ key: `parameter ${name}`, title, section: 'Parameters' })),
    ...solved.map((key) => ({ key, title: quantities[key].title, section: 'Solved' })),
  ];
}

function columnOf(
  key: string,
  specs: readonly (readonly [string, ParameterSpec])[],
  document: Document,
  analysis: Analysis | null,
  system: UnitSystem,
): DataColumn {
  if (key in placeColumns) return placeColumn(key as PlaceKey, system);
  if (key === 'group' || key === 'space') return belongColumn(key, document);
  if (key === 'mass') return massColumn(document, system);
  const parameter = specs.find(([name]) => key === `parameter ${name}`);
  return parameter ? parameterColumn(...parameter, document, system) : quantityColumn(key as QuantityKey, analysis, system);
}

/** Every placed record with its place, any parameter and any solved quantity as a column. */
export function EquipmentTab() {
  const document = useDocument();
  const analysis = useAnalysis((state) => state.analysis);
  const stale = useAnalysis((state) => state.stale);
  const readOnly = useView((state) => state.readOnly);
  const system = useView((state) => state.unitSystem);
  const [search, setSearch] = useState('');
  const [kind, setKind] = useState<string | null>(null);
  const [pasted, setPasted] = useState<string | null>(null);
  const [copied, setCopied] = useState(false);
  const [shown, setShown] = useState<readonly string[]>(firstColumns);

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
    const passes = tableFilter(search, namedColumns(document, analysis, system, kinds), system, ({ record }) =>
      loopsText(document, record),
    );
    const rows = lines.filter((line) => (kind === null ? line.record.type === 'equipment' : line.kind === kind) && passes(line));
    return byTag(rows, ({ record }) => record);
  }, [lines, kinds, search, kind, analysis, system, document]);
  const specs = useMemo(() => cellParameters(...(kind === null ? kinds : [kind]).map(kindNamed)), [kind, kinds]);
  const offered = useMemo(() => offeredColumns(specs, analysis), [specs, analysis]);
  const data = useMemo((): readonly DataColumn[] => {
    const chosen = new Set(shown);
    return offered
      .filter(({ key }) => chosen.has(key))
      .map(({ key }) => columnOf(key, specs, document, analysis, system))
      .filter(
        (column) =>
          // A figure that no shown record has would be a column of dashes.
          !column.solved || !analysis || column.awaited || found.some((line) => column.value(line) !== undefined),
      );
  }, [analysis, found, shown, specs, offered, document, system]);

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
      {
        key: 'loops',
        title: 'Loops',
        hint: 'Water loops that its runs belong to',
        width: 'minmax(90px, 0.7fr)',
        sort: (line) => loopsText(document, line.record) || undefined,
        cell: (line) => <span className="muted">{loopsText(document, line.record)}</span>,
      },
      ...data.map(
        (column): TableColumn<Line> => ({
          key: column.key,
          title: column.title,
          hint: column.hint,
          width: 'minmax(104px, 0.8fr)',
          ...(column.key === 'group' || column.key === 'space' ? {} : { align: 'end' as const }),
          sort: (line) => column.value(line),
          cell: (line) => {
            const missing = column.value(line) === undefined;
            const { text, unit } = column.shown(line);
            return (
              <>
                <span
                  className={missing ? 'muted' : column.solved ? 'figure figure-strong' : 'figure'}
                  title={
                    missing
                      ? column.awaited
                        ? 'Being worked out'
                        : `This record has no such ${column.solved ? 'quantity' : 'parameter'}`
                      : undefined
                  }
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
    [analysis, data, document],
  );
  // “Copied” is true of what is shown now, not of what is shown next.
  useEffect(() => {
    if (found.length >= 0 && data.length >= 0) setCopied(false);
  }, [found, data]);
  const selected = useSelected();
  return (
    <>
      <div className="dock-tools">
        <SearchField
          label="Filter the table"
          placeholder="Tag, item, place, loading > 80 %, mass > 1 t"
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
        <ColumnChooser offered={offered} shown={shown} onChange={setShown} />
        <span className="muted">
          {found.length} of {lines.length}
        </span>
        <Button
          small
          data-testid="table-select"
          why={found.length === 0 ? 'Nothing matches the filter' : undefined}
          onClick={() => selectLines(found)}
        >
          Select all
        </Button>
        <span className="spring" />
        <Button
          small
          data-testid="table-copy"
          onClick={() => {
            void navigator.clipboard.writeText(copiedTable(found, data)).then(
              () => setCopied(true),
              () => refuseAloud('The clipboard cannot be written to'),
            );
          }}
        >
          {copied ? 'Copied' : 'Copy'}
        </Button>
        <Button small data-testid="table-paste" why={readOnly ? 'This design is open for review' : undefined} onClick={() => setPasted('')}>
          Paste…
        </Button>
      </div>
      {pasted === null ? null : <PasteDialog initial={pasted} onClose={() => setPasted(null)} />}
      {/* Rows take the focus; what is pasted on one of them is meant for the table. */}
      <div
        className="dock-table"
        onPaste={(event) => {
          const text = event.clipboardData.getData('text/plain');
          if (readOnly || !text.includes('\t')) return;
          event.preventDefault();
          setPasted(text);
        }}
      >
        <Table
          label="Equipment"
          rows={found}
          columns={columns}
          rowKey={(line) => line.record.id}
          selected={selected}
          stale={stale}
          testId="equipment-table"
          empty={lines.length === 0 ? 'No equipment yet: place some from the catalogue.' : 'Nothing matches the filter.'}
          onRow={({ record }, event, range) => {
            const ctrl = event.ctrlKey || event.metaKey;
            // A range takes the place of the selection, as in lists everywhere; with Ctrl it joins it.
            selectClicked(
              range.map((line) => line.record.id),
              { shift: event.shiftKey && ctrl, ctrl: ctrl && !event.shiftKey },
            );
            if ('detail' in event && event.detail === 2) viewState.getState().frame([record.id]);
          }}
          onAll={selectLines}
          onRowHover={(line) => viewState.getState().setHover(line?.record.id ?? null)}
        />
      </div>
    </>
  );
}
