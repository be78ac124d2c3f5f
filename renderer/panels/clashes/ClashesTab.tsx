import { ChevronDown } from 'lucide-react';
import { useMemo, useState } from 'react';
import { checkClashes, isCurrent, useClashes } from '../../clashes/store.ts';
import { useFormat, useLength } from '../../figures.ts';
import { useCommitted, useDocument } from '../../session.ts';
import { Button } from '../../ui/Button.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { Table, type TableColumn } from '../../ui/Table.tsx';
import { useView, viewState } from '../../view-state.ts';
import { type ClashLine, clashLines, type LineSort, lineSorts, lineTitles, reportWords } from './clash-lines.ts';

/** What is seen around a clash when one goes to it. */
const reach_m = 1.2;

function go({ subjects, at_m }: ClashLine): void {
  const view = viewState.getState();
  view.select(subjects);
  view.framePlace(at_m, reach_m);
}

function useColumns(): readonly TableColumn<ClashLine>[] {
  const format = useFormat();
  const length = useLength();
  const metres = (value_m: number) => length(value_m).text;
  const { unit } = length(0);
  const size = (value_m: number) => {
    const { text, unit } = format(value_m, 'length');
    return `${text} ${unit}`;
  };
  return [
    {
      key: 'sort',
      title: 'What',
      width: 'minmax(150px, 1fr)',
      sort: ({ sort }) => lineSorts.indexOf(sort),
      cell: ({ sort }) => lineTitles[sort],
    },
    {
      key: 'run',
      title: 'Run',
      width: 'minmax(130px, 1.4fr)',
      sort: ({ run }) => run,
      cell: ({ run }) => <b className="clip figure-strong">{run}</b>,
    },
    {
      key: 'meets',
      title: 'Meets',
      width: 'minmax(130px, 1.4fr)',
      sort: ({ meets }) => meets,
      cell: ({ meets }) => <span className="clip">{meets}</span>,
    },
    {
      key: 'size',
      title: 'Depth or hole',
      hint: 'How far the two would have to be parted; of a penetration the outside diameter of the run',
      width: '120px',
      align: 'end',
      sort: ({ size_m }) => size_m,
      cell: ({ sort, size_m }) => (sort === 'penetration' ? `⌀ ${size(size_m)}` : size(size_m)),
    },
    {
      key: 'where',
      title: 'Where',
      hint: 'East, north and height; of a penetration how far along its wall and how high above the floor',
      width: 'minmax(190px, 1.2fr)',
      align: 'end',
      cell: ({ at_m, inWall }) =>
        inWall
          ? `${metres(inWall.along_m)} ${unit} along, ${metres(inWall.height_m)} ${unit} up`
          : `${at_m.map(metres).join(', ')} ${unit}`,
    },
    {
      key: 'go',
      title: '',
      width: '64px',
      align: 'end',
      cell: (line) => (
        <Button
          small
          aria-label={`Show: ${line.run}, ${line.meets}`}
          onClick={(event) => {
            event.stopPropagation();
            go(line);
          }}
        >
          Show
        </Button>
      ),
    },
  ];
}

/** What the check of runs found, by sort; each row goes to its place. */
export function ClashesTab() {
  const document = useDocument();
  const revision = useCommitted((state) => state.revision);
  const state = useClashes((all) => all);
  const selection = useView((view) => view.selection);
  const [sort, setSort] = useState<LineSort | null>(null);
  const columns = useColumns();
  const { found, busy, message } = state;
  const lines = useMemo(() => (found ? clashLines(document, found.report) : []), [document, found]);
  const shown = useMemo(() => (sort === null ? lines : lines.filter((line) => line.sort === sort)), [lines, sort]);
  const selected = useMemo(() => {
    const ids = new Set(selection);
    return new Set(shown.filter(({ subjects }) => subjects.every((id) => ids.has(id))).map(({ key }) => key));
  }, [shown, selection]);
  const stale = found !== null && !isCurrent(state, revision);
  const count = (of: LineSort) => lines.filter((line) => line.sort === of).length;
  const none = document.tables.connection.size === 0;
  return (
    <>
      <div className="dock-tools">
        <Button
          small
          primary={!found || stale}
          why={none ? 'There are no pipes or cables yet' : undefined}
          onClick={() => void checkClashes()}
        >
          {found ? 'Check again' : 'Check clashes'}
        </Button>
        {found ? (
          <Menu
            entries={[
              { key: 'all', label: 'Everything', checked: sort === null, trailing: lines.length, run: () => setSort(null) },
              ...lineSorts.map((each) => ({
                key: each,
                label: lineTitles[each],
                checked: sort === each,
                trailing: count(each),
                run: () => setSort(each),
              })),
            ]}
            trigger={
              <button type="button" className="chip">
                {sort === null ? 'Everything' : lineTitles[sort]} <ChevronDown size={13} aria-hidden />
              </button>
            }
          />
        ) : null}
        <span className="muted" role="status" data-testid="clashes-status">
          {busy ? 'Checking…' : (message ?? (found ? `${reportWords(found.report)} in ${found.report.runs} runs` : ''))}
        </span>
        {stale && !busy ? <span className="icon-warning">Out of date: the design has changed since</span> : null}
      </div>
      <div className="dock-table">
        <Table
          label="Clashes and penetrations"
          rows={shown}
          columns={columns}
          rowKey={(line) => line.key}
          selected={selected}
          onRow={go}
          stale={stale}
          empty={
            found
              ? 'Nothing is in the way of any run.'
              : 'Pipes and cables are checked against equipment, columns and one another; holes they need in walls are listed.'
          }
          testId="clashes-table"
        />
      </div>
    </>
  );
}
