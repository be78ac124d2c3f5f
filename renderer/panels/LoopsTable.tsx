import { useMemo } from 'react';
import type { LoopHeat } from '../../shared/analysis/result.ts';
import { fromSI } from '../../shared/units/convert.ts';
import { displayUnit, formatFixed } from '../../shared/units/format.ts';
import { Table, type TableColumn } from '../ui/Table.tsx';
import { useView } from '../view-state.ts';

const parts: readonly (readonly [title: string, of: (loop: LoopHeat) => number])[] = [
  ['Racks', (loop) => loop.racks_W],
  ['From CDUs', (loop) => loop.fromExchangers_W],
  ['From air', (loop) => loop.fromAir_W],
  ['Pumps', (loop) => loop.pumps_W],
  ['Pipes', (loop) => loop.pipes_W],
  ['To CDUs', (loop) => loop.toExchangers_W],
  ['Rejected', (loop) => loop.rejected_W],
];

/** Where the heat of each loop comes from and goes to; columns that no loop has are left out. */
export function LoopsTable({ loops }: { loops: readonly LoopHeat[] }) {
  const system = useView((state) => state.unitSystem);
  const most = loops.reduce((peak, loop) => Math.max(peak, ...parts.map(([, of]) => Math.abs(of(loop)))), 0);
  const unit = displayUnit(most, 'power', system);
  const columns = useMemo(() => {
    const decimals = fromSI(most, unit) < 100 ? 3 : 1;
    return [
      { key: 'name', title: 'Loop', width: 'minmax(96px, 1.2fr)', sort: ({ name }) => name, cell: ({ name }) => name },
      ...parts
        .filter(([, of]) => loops.some((loop) => of(loop) !== 0))
        .map(
          ([title, of]): TableColumn<LoopHeat> => ({
            key: title,
            title,
            width: 'minmax(72px, 1fr)',
            align: 'end',
            sort: of,
            cell: (loop) => <span className="figure">{of(loop) === 0 ? '–' : formatFixed(fromSI(of(loop), unit), decimals)}</span>,
          }),
        ),
    ] as const satisfies readonly TableColumn<LoopHeat>[];
  }, [loops, most, unit]);
  if (columns.length < 2) return null;
  return (
    <div className="wide">
      <h3>
        Heat of the liquid loops <span className="muted">{unit.name}, into the liquid positive</span>
      </h3>
      <div className="results-table" style={{ height: 28 + 27 * Math.min(loops.length, 9) }}>
        <Table
          label="Heat of the liquid loops"
          rows={loops}
          columns={columns}
          rowKey={({ name }) => name}
          empty=""
          testId="results-loops"
          onRow={() => undefined}
        />
      </div>
    </div>
  );
}
