import type { IslandReport, Summary } from '../../shared/analysis/result.ts';
import { formatFixed } from '../../shared/units/format.ts';
import { useAnalysis } from '../analysis/store.ts';
import { power10, useFormat } from '../figures.ts';
import { Table, type TableColumn } from '../ui/Table.tsx';
import { viewState } from '../view-state.ts';
import { LoopsTable } from './LoopsTable.tsx';
import { StrandedPowerSection } from './results/StrandedPower.tsx';
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

function Solved({ summary }: { summary: Summary }) {
  const { key, heat, losses } = useTables(summary);
  return (
    <>
      <Figures title="Key figures" rows={key} testId="results-key" />
      <Figures title="Heat balance" rows={heat} testId="results-heat" />
      <Figures title="Power beyond IT, and what it adds to PUE" rows={losses} testId="results-losses" />
      <StrandedPowerSection racks={summary.racks} />
      <LoopsTable loops={summary.loops} />
    </>
  );
}

const islandColumns: readonly TableColumn<IslandReport>[] = [
  { key: 'name', title: 'Network', width: 'minmax(120px, 1.2fr)', sort: ({ name }) => name, cell: ({ name }) => name },
  {
    key: 'status',
    title: 'State',
    width: 'minmax(90px, 0.6fr)',
    sort: ({ status }) => status,
    cell: ({ status }) => (
      <span className={status === 'solved' ? '' : status === 'dead' ? 'muted' : 'icon-error'}>{status.replaceAll('-', ' ')}</span>
    ),
  },
  {
    key: 'residual',
    title: 'Left over',
    hint: 'Largest remaining imbalance over the network’s own flow, pressure or power',
    width: 'minmax(110px, 2fr)',
    sort: ({ residual }) => residual,
    cell: ({ status, residual, cause }) => (
      <span className="clip" title={cause}>
        {status === 'solved' ? power10(residual) : (cause ?? '')}
      </span>
    ),
  },
  {
    key: 'iterations',
    title: 'Steps',
    width: 'minmax(56px, 0.4fr)',
    align: 'end',
    sort: ({ iterations }) => iterations,
    cell: ({ status, iterations }) => <span className="figure muted">{status === 'solved' ? iterations : ''}</span>,
  },
];

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
        <div className="results-table" style={{ height: 28 + 27 * Math.min(islands.length, 9) }}>
          <Table
            label="Networks"
            rows={islands}
            columns={islandColumns}
            rowKey={(island) => `${island.system} ${island.id}`}
            empty="No networks yet."
            testId="results-islands"
            onRow={({ worst }) => {
              if (worst?.[0]) viewState.getState().select(worst);
            }}
          />
        </div>
      </div>
    </div>
  );
}
