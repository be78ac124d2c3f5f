import { useState } from 'react';
import { causeTitle } from '../../../shared/analysis/stranded/causes.ts';
import type { RackRoom } from '../../../shared/analysis/stranded/rack-room.ts';
import type { StrandedPower } from '../../../shared/analysis/stranded/stranded-power.ts';
import type { Document } from '../../../shared/document/document.ts';
import type { RecordId } from '../../../shared/document/ids.ts';
import { useChart } from '../../analysis/use-chart.ts';
import { useFormat } from '../../figures.ts';
import { useDocument } from '../../session.ts';
import { Button } from '../../ui/Button.tsx';
import { Table, type TableColumn } from '../../ui/Table.tsx';
import { viewState } from '../../view-state.ts';

const nameOf = (document: Document, id: RecordId): string =>
  document.tables.equipment.get(id)?.tag ??
  document.tables.connection.get(id)?.tag ??
  document.tables.space.get(id)?.name ??
  document.tables.group.get(id)?.name ??
  'the site';

function Records({ ids, most = 3 }: { ids: readonly RecordId[]; most?: number }) {
  const document = useDocument();
  if (ids.length === 0) return null;
  const shown = ids.slice(0, most).map((id) => nameOf(document, id));
  return (
    <button
      type="button"
      className="link"
      onClick={(event) => {
        // A row of a table has a click of its own.
        event.stopPropagation();
        viewState.getState().select(ids);
      }}
    >
      {shown.join(', ')}
      {ids.length > most ? ` and ${ids.length - most} more` : ''}
    </button>
  );
}

function Stranded({ stranded }: { stranded: StrandedPower }) {
  const format = useFormat();
  const row = (title: string, value_W: number, hint: string, records: readonly RecordId[] = [], total = false) => {
    const { text, unit } = format(value_W, 'power');
    return (
      <tr key={title} className={total ? 'total' : ''} title={hint}>
        <th scope="row">{title}</th>
        <td>
          <Records ids={records} />
        </td>
        <td className="figure">{text}</td>
        <td className="unit">{unit}</td>
      </tr>
    );
  };
  const [cheapest] = stranded.reliefs;
  const relieved = new Map(stranded.reliefs.map(({ cause, shortages }) => [cause, shortages.map(({ record }) => record)]));
  return (
    <div>
      <h3>
        Stranded power <span className="muted">at rack inputs, this redundancy state</span>
      </h3>
      <table className="figures" data-testid="results-stranded">
        <tbody>
          {row('Supply would carry', stranded.provisioned_W, 'More rack power that utility services and the agreed power would carry')}
          {row(
            'Usable',
            stranded.usable_W,
            'All racks grow evenly until something is at its limit',
            stranded.holding.map(({ record }) => record),
          )}
          {row('Stranded', stranded.stranded_W, 'What the supply would carry less what is usable', [], true)}
          {stranded.byCause.map(({ cause, title, power_W }) =>
            row(
              title,
              power_W,
              'Causes are taken away one after the other, the one that frees most first; they add up',
              relieved.get(cause),
            ),
          )}
          {cheapest
            ? row(
                `Cheapest relief: ${cheapest.title.toLowerCase()}`,
                cheapest.power_W,
                'Frees most per record that has to be enlarged; prices are not in the catalogue',
                cheapest.shortages.map(({ record }) => record),
              )
            : null}
        </tbody>
      </table>
    </div>
  );
}

const counts: readonly (readonly [title: string, of: (row: RackRoom) => number])[] = [
  ['Power', ({ byPower }) => byPower],
  ['Cooling', ({ byCooling }) => byCooling],
  ['Floor', ({ byFloor }) => byFloor],
  ['Taps', ({ byTaps }) => byTaps],
  ['Fits', ({ fits }) => fits],
];

const columns: readonly TableColumn<RackRoom>[] = [
  { key: 'row', title: 'Row', width: 'minmax(96px, 1.2fr)', sort: ({ name }) => name, cell: ({ name }) => name },
  { key: 'rack', title: 'Rack', width: 'minmax(96px, 1.4fr)', sort: ({ title }) => title, cell: ({ title }) => title },
  ...counts.map(
    ([title, of]): TableColumn<RackRoom> => ({
      key: title,
      title,
      width: 'minmax(56px, 0.6fr)',
      align: 'end',
      sort: of,
      cell: (row) => <span className="figure">{of(row)}</span>,
    }),
  ),
  {
    key: 'until',
    title: 'Until',
    width: 'minmax(140px, 2fr)',
    sort: ({ binding }) => causeTitle(binding.cause),
    cell: ({ binding }) => (
      <>
        <Records ids={[binding.record]} /> <span className="muted">{causeTitle(binding.cause).toLowerCase()}</span>
      </>
    ),
  },
];

function Room({ room }: { room: readonly RackRoom[] }) {
  if (room.length === 0) return null;
  return (
    <div className="wide">
      <h3>
        Room for more racks <span className="muted">each row by itself; taps can be added</span>
      </h3>
      <div className="results-table" style={{ height: 28 + 27 * Math.min(room.length, 9) }}>
        <Table
          label="Room for more racks"
          rows={room}
          columns={columns}
          rowKey={({ group }) => group}
          empty=""
          testId="results-room"
          onRow={({ group }) => viewState.getState().select([group])}
        />
      </div>
    </div>
  );
}

/** Designs up to this size answer while the panel is open; larger ones when asked, since the plant is solved once more. */
const mostRacksUnasked = 200;

/** What the supply could still carry, what holds it up, and where racks can be added: made in the worker. */
export function StrandedPowerSection({ racks }: { racks: number }) {
  const [asked, setAsked] = useState(false);
  const answer = useChart(asked || racks <= mostRacksUnasked ? { chart: 'stranded' } : null);
  if (!asked && racks > mostRacksUnasked)
    return (
      <div>
        <h3>Stranded power</h3>
        <Button onClick={() => setAsked(true)}>Find stranded power</Button>
      </div>
    );
  if (!answer?.stranded) return null;
  return (
    <>
      <Stranded stranded={answer.stranded} />
      <Room room={answer.room} />
    </>
  );
}
