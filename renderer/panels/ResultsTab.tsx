import type { LoopHeat, Summary } from '../../shared/analysis/result.ts';
import { fromSI } from '../../shared/units/convert.ts';
import { displayUnit, formatFixed } from '../../shared/units/format.ts';
import { useAnalysis } from '../analysis/store.ts';
import { useFormat } from '../figures.ts';
import { useView, viewState } from '../view-state.ts';
import './results.css';

interface Figure {
  readonly title: string;
  readonly text: string;
  readonly unit: string;
  readonly share?: number;
  /** What the part adds to PUE. */
  readonly ofPue?: string;
  readonly total?: boolean;
}

function Figures({ title, rows, testId }: { title: string; rows: readonly Figure[]; testId?: string }) {
  const shares = rows.some(({ share }) => share !== undefined);
  const ofPue = rows.some((row) => row.ofPue !== undefined);
  return (
    <div>
      <h3>{title}</h3>
      <table className="figures" data-testid={testId}>
        <tbody>
          {rows.map((row) => (
            <tr key={row.title} className={row.total ? 'total' : ''}>
              <th scope="row">{row.title}</th>
              {shares ? (
                <td className="share" aria-hidden>
                  {row.share === undefined ? null : (
                    <div>
                      <div style={{ width: `${Math.min(100, 100 * Math.max(0, row.share)).toFixed(1)}%` }} />
                    </div>
                  )}
                </td>
              ) : null}
              <td className="figure">{row.text}</td>
              <td className="unit">{row.unit}</td>
              {ofPue ? (
                <td className="figure of-pue" title="What it adds to PUE">
                  {row.ofPue}
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const power10 = (value: number): string => {
  if (value === 0) return '0';
  const [mantissa = '', exponent = ''] = value.toExponential(1).split('e');
  const raised = exponent.replace('+', '').replace(/[-\d]/g, (digit) => (digit === '-' ? '⁻' : ('⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)] ?? '')));
  return `${mantissa} × 10${raised}`;
};

function useTables(summary: Summary): { key: readonly Figure[]; heat: readonly Figure[]; losses: readonly Figure[] } {
  const format = useFormat();
  const power = (title: string, value: number, of: number, total?: boolean): Figure => ({
    title,
    ...format(value, 'power'),
    ...(total ? { total } : { share: of > 0 ? value / of : 0 }),
  });
  const ofPue = (value: number) => (summary.itPower_W > 0 ? formatFixed(value / summary.itPower_W, 4) : '–');
  const over = summary.facilityPower_W - summary.itPower_W;
  const rackHeat = summary.heatToLiquid_W + summary.heatToAir_W;
  return {
    key: [
      { title: 'IT power', ...format(summary.itPower_W, 'power') },
      { title: 'Facility power', ...format(summary.facilityPower_W, 'power') },
      { title: 'PUE', text: summary.pue === undefined ? '–' : formatFixed(summary.pue, 4), unit: '' },
      { title: 'Ambient', ...format(summary.ambientDryBulb_K, 'temperature') },
      { title: 'Racks', ...format(summary.racks, 'count') },
      { title: 'GPUs', ...format(summary.gpus, 'count') },
      ...(summary.waterUse_m3_s > 0
        ? [
            { title: 'Water use', ...format(summary.waterUse_m3_s, 'flow') },
            { title: 'WUE', text: formatFixed(summary.wue_L_kWh ?? 0, 2), unit: 'L/kWh' },
          ]
        : []),
      { title: 'Floor area', ...format(summary.floorArea_m2, 'area') },
      { title: 'Mean density', ...format(summary.densityMean_W_m2, 'powerDensity') },
    ],
    heat: [
      power('Racks to liquid', summary.heatToLiquid_W, rackHeat),
      power('Racks to air', summary.heatToAir_W, rackHeat),
      power('Heat of the racks', rackHeat, rackHeat, true),
      power('Heat rejected outdoors', summary.heatRejected_W, rackHeat),
      { title: 'Energy imbalance', text: power10(summary.energyImbalance), unit: '' },
    ],
    losses: [
      ...[...summary.losses]
        .sort((a, b) => b.power_W - a.power_W)
        .map((loss) => ({
          ...power(loss.title, loss.power_W, over),
          ofPue: ofPue(loss.power_W),
        })),
      { ...power('Facility minus IT power', over, over, true), ofPue: ofPue(over) },
    ],
  };
}

const loopColumns: readonly (readonly [title: string, of: (loop: LoopHeat) => number])[] = [
  ['Racks', (loop) => loop.racks_W],
  ['From CDUs', (loop) => loop.fromExchangers_W],
  ['From air', (loop) => loop.fromAir_W],
  ['Pumps', (loop) => loop.pumps_W],
  ['Pipes', (loop) => loop.pipes_W],
  ['To CDUs', (loop) => loop.toExchangers_W],
  ['Rejected', (loop) => loop.rejected_W],
];

/** Where the heat of each loop comes from and goes to; columns that no loop has are left out. */
function Loops({ loops }: { loops: readonly LoopHeat[] }) {
  const system = useView((state) => state.unitSystem);
  const most = loops.reduce((peak, loop) => Math.max(peak, ...loopColumns.map(([, of]) => Math.abs(of(loop)))), 0);
  const columns = loopColumns.filter(([, of]) => loops.some((loop) => of(loop) !== 0));
  if (columns.length === 0) return null;
  const unit = displayUnit(most, 'power', system);
  const decimals = fromSI(most, unit) < 100 ? 3 : 1;
  return (
    <div className="wide">
      <h3>
        Heat of the liquid loops <span className="muted">{unit.name}, into the liquid positive</span>
      </h3>
      <table className="figures loops" data-testid="results-loops">
        <thead>
          <tr>
            <th scope="col">Loop</th>
            {columns.map(([title]) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {loops.map((loop) => (
            <tr key={loop.name} title={`Left over: ${power10(most > 0 ? loop.imbalance_W / most : 0)} of the largest part`}>
              <th scope="row">{loop.name}</th>
              {columns.map(([title, of]) => (
                <td key={title} className="figure">
                  {of(loop) === 0 ? '–' : formatFixed(fromSI(of(loop), unit), decimals)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Solved({ summary }: { summary: Summary }) {
  const { key, heat, losses } = useTables(summary);
  return (
    <>
      <Figures title="Key figures" rows={key} testId="results-key" />
      <Figures title="Heat balance" rows={heat} testId="results-heat" />
      <Figures title="Power beyond IT, and what it adds to PUE" rows={losses} testId="results-losses" />
      <Loops loops={summary.loops} />
    </>
  );
}

export function ResultsTab() {
  const analysis = useAnalysis((state) => state.analysis);
  const stale = useAnalysis((state) => state.stale);
  if (!analysis) return <p className="empty-line">The first analysis is not finished yet.</p>;
  const { summary, islands } = analysis;
  return (
    <div className={`results ${stale ? 'stale' : ''}`} data-testid="results">
      {summary ? (
        <Solved summary={summary} />
      ) : (
        <p className="empty-line">No key figures: a network that they rest on has no solution. Its cause stands beside.</p>
      )}
      <div className="wide">
        <h3>Networks</h3>
        <table className="figures" data-testid="results-islands">
          <tbody>
            {islands.map((island) => (
              <tr key={`${island.system} ${island.id}`} title={island.cause}>
                <th scope="row">
                  {island.worst?.[0] ? (
                    <button type="button" className="link" onClick={() => viewState.getState().select(island.worst ?? [])}>
                      {island.name}
                    </button>
                  ) : (
                    island.name
                  )}
                </th>
                <td className={island.status === 'solved' ? '' : island.status === 'dead' ? 'muted' : 'icon-error'}>
                  {island.status.replaceAll('-', ' ')}
                </td>
                <td className="figure">{island.status === 'solved' ? power10(island.residual) : (island.cause ?? '')}</td>
                <td className="unit">{island.status === 'solved' ? `${island.iterations} it.` : ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
