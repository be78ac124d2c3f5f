import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { type Document, siteOf } from '../../shared/document/document.ts';
import type { RecordId } from '../../shared/document/ids.ts';
import { formatFixed, formatQuantity } from '../../shared/units/format.ts';
import { useAnalysis, useAwaited } from '../analysis/store.ts';
import { useFormat } from '../figures.ts';
import { useDocument } from '../session.ts';
import { Tooltip } from '../ui/Tooltip.tsx';
import { useView, viewState } from '../view-state.ts';
import './kpis.css';

interface Kpi {
  readonly key: string;
  readonly title: string;
  readonly text: string;
  readonly unit: string;
  readonly sub: string;
  readonly hint: string;
  readonly mark?: 'warn' | 'error' | undefined;
  /** What the figure is about; pressing it goes there. */
  readonly subject?: RecordId | undefined;
}

const tagOf = (document: Document, id: RecordId | undefined): string =>
  id === undefined
    ? ''
    : (document.tables.equipment.get(id)?.tag ?? document.tables.connection.get(id)?.tag ?? document.tables.space.get(id)?.name ?? '');

function useKpis(): readonly Kpi[] {
  const document = useDocument();
  const summary = useAnalysis((state) => state.analysis?.summary);
  const islands = useAnalysis((state) => state.analysis?.islands);
  const awaitsHeadroom = useAwaited('powerHeadroom');
  const system = useView((state) => state.unitSystem);
  const format = useFormat();
  const why = summary ? '' : (islands?.find(({ cause }) => cause)?.cause ?? 'Not solved yet');
  const limit_W = document.tables.site.size === 1 ? siteOf(document).utilityLimit_W : undefined;
  const megawatt = (value: number | undefined) =>
    formatQuantity(value, 'power', { system, ...(value !== undefined && value >= 1e6 ? { unit: 'MW', decimals: 2 } : {}) });
  const text = (value_W: number | undefined) => {
    const { text: figure, unit } = megawatt(value_W);
    return `${figure} ${unit}`;
  };
  const it = megawatt(summary?.itPower_W);
  const facility = megawatt(summary?.facilityPower_W);
  const margin = format(summary?.minSupplyMargin_K, 'temperatureDifference');
  const headroom = megawatt(summary?.minPowerHeadroom_W);
  const liquid = megawatt(summary?.heatToLiquid_W);
  const density = format(summary?.densityMean_W_m2, 'powerDensity');
  const ambient = format(summary?.ambientDryBulb_K, 'temperature');
  const supplyMargin = summary?.minSupplyMargin_K;
  const perRack = summary && summary.racks > 0 ? format(summary.itPower_W / summary.racks, 'power', { decimals: 0 }) : undefined;
  const perGpu = summary && summary.gpus > 0 ? format(summary.facilityPower_W / summary.gpus, 'power') : undefined;
  const share = summary && summary.itPower_W > 0 ? Math.round((100 * summary.heatToLiquid_W) / summary.itPower_W) : undefined;
  const none = '\u00a0';
  const kpis: readonly Kpi[] = [
    {
      key: 'it',
      title: 'IT power',
      ...it,
      sub: summary ? `${summary.racks} racks` : none,
      hint: 'What the racks draw at their inlets in this scenario',
    },
    {
      key: 'facility',
      title: 'Facility power',
      ...facility,
      sub: summary ? (limit_W === undefined ? 'no utility limit' : `limit ${text(limit_W)}`) : none,
      hint: 'What crosses the meter: IT power, cooling, pumps, fans and electrical losses. The limit is the utility’s',
      mark: limit_W !== undefined && (summary?.facilityPower_W ?? 0) > limit_W ? 'error' : undefined,
    },
    {
      key: 'pue',
      title: 'PUE now',
      text: summary?.pue === undefined ? '–' : formatFixed(summary.pue, 3),
      unit: '',
      sub: summary ? `at ${ambient.text} ${ambient.unit}` : none,
      hint: 'Facility power over IT power at this ambient',
    },
    {
      key: 'margin',
      title: 'Closest to limit',
      ...margin,
      sub: summary ? (summary.minSupplyMarginId ? tagOf(document, summary.minSupplyMarginId) : 'no supply limit') : none,
      hint: 'Least distance of a rack’s coolant supply to its class limit',
      subject: summary?.minSupplyMarginId,
      mark: supplyMargin === undefined ? undefined : supplyMargin < 0 ? 'error' : supplyMargin < 2 ? 'warn' : undefined,
    },
    {
      key: 'headroom',
      title: 'Power headroom',
      ...headroom,
      sub: awaitsHeadroom
        ? 'being worked out'
        : summary
          ? summary.bindingId
            ? tagOf(document, summary.bindingId)
            : 'nothing limits it'
          : none,
      hint: 'Most that can be added before the first element upstream is at its continuous rating',
      subject: summary?.bindingId,
      mark: summary?.minPowerHeadroom_W === undefined ? undefined : summary.minPowerHeadroom_W < 0 ? 'error' : undefined,
    },
    {
      key: 'liquid',
      title: 'Heat to liquid',
      ...liquid,
      sub: share === undefined ? none : `${share} % of IT`,
      hint: 'Rack heat that ends in the coolant; the rest ends in the room air',
    },
    {
      key: 'density',
      title: 'Density',
      ...density,
      sub: perRack ? `${perRack.text} ${perRack.unit} per rack` : none,
      hint: 'IT power over the floor area of the halls',
    },
    {
      key: 'gpus',
      title: 'GPUs',
      text: summary ? formatFixed(summary.gpus, 0) : '–',
      unit: '',
      sub: perGpu ? `${perGpu.text} ${perGpu.unit} each` : none,
      hint: 'GPU packages in the design, and facility power per package',
    },
  ];
  return summary ? kpis : kpis.map((kpi) => ({ ...kpi, hint: `${kpi.hint}\n${why}` }));
}

function Value({ kpi }: { kpi: Kpi }): ReactNode {
  return (
    <span className="value">
      {kpi.mark ? (
        <TriangleAlert
          size={15}
          className={kpi.mark === 'warn' ? 'icon-warning' : 'icon-error'}
          role="img"
          aria-label={kpi.mark === 'warn' ? 'near the limit' : 'past the limit'}
        />
      ) : null}
      <span data-testid={`kpi-${kpi.key}`}>{kpi.text}</span>
      <span className="unit">{kpi.unit}</span>
    </span>
  );
}

/** Eight figures that judge the whole design. Rows that do not fit are cut off below, never the first four. */
export function Kpis() {
  const kpis = useKpis();
  const stale = useAnalysis((state) => state.stale || state.status === 'failed');
  return (
    <section className={`kpis ${stale ? 'stale' : ''}`} aria-label="Key figures" data-testid="kpis">
      {kpis.map((kpi) => {
        const body = (
          <>
            <span className="title clip">{kpi.title}</span>
            <Value kpi={kpi} />
            <span className="sub clip">{kpi.sub}</span>
          </>
        );
        return (
          <Tooltip key={kpi.key} text={kpi.hint} side="top">
            {kpi.subject ? (
              <button
                type="button"
                className="kpi"
                onClick={() => {
                  const view = viewState.getState();
                  view.select([kpi.subject as RecordId]);
                  view.frame([kpi.subject as RecordId]);
                }}
              >
                {body}
              </button>
            ) : (
              <div className="kpi">{body}</div>
            )}
          </Tooltip>
        );
      })}
    </section>
  );
}
