import { causeTitle } from '../../../shared/analysis/stranded/causes.ts';
import type { RackRoom } from '../../../shared/analysis/stranded/rack-room.ts';
import type { StrandedPower } from '../../../shared/analysis/stranded/stranded-power.ts';
import type { Document } from '../../../shared/document/document.ts';
import type { RecordId } from '../../../shared/document/ids.ts';
import { useChart } from '../../analysis/use-chart.ts';
import { useFormat } from '../../figures.ts';
import { useDocument } from '../../session.ts';
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
    <button type="button" className="link" onClick={() => viewState.getState().select(ids)}>
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

const columns = ['Power', 'Cooling', 'Floor', 'Taps', 'Fits'] as const;

function Room({ room }: { room: readonly RackRoom[] }) {
  if (room.length === 0) return null;
  return (
    <div className="wide">
      <h3>
        Room for more racks <span className="muted">each row by itself; taps can be added</span>
      </h3>
      <table className="figures" data-testid="results-room">
        <thead>
          <tr>
            <th scope="col">Row</th>
            <th scope="col">Rack</th>
            {columns.map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
            <th scope="col">Until</th>
          </tr>
        </thead>
        <tbody>
          {room.map((row) => (
            <tr key={row.group}>
              <th scope="row">
                <button type="button" className="link" onClick={() => viewState.getState().select([row.group])}>
                  {row.name}
                </button>
              </th>
              <td>{row.title}</td>
              {[row.byPower, row.byCooling, row.byFloor, row.byTaps, row.fits].map((count, i) => (
                <td key={columns[i]} className="figure">
                  {count}
                </td>
              ))}
              <td>
                <Records ids={[row.binding.record]} /> <span className="muted">{causeTitle(row.binding.cause).toLowerCase()}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What the supply could still carry, what holds it up, and where racks can be added: made in the worker when this is shown. */
export function StrandedPowerSection() {
  const answer = useChart({ chart: 'stranded' });
  if (!answer?.stranded) return null;
  return (
    <>
      <Stranded stranded={answer.stranded} />
      <Room room={answer.room} />
    </>
  );
}
