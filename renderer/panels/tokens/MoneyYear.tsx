import { useState } from 'react';
import type { Hour } from '../../../shared/analysis/tokenomics/money.ts';
import { siteAssumed } from '../../../shared/catalogue/assumptions/site.ts';
import { siteOf } from '../../../shared/document/document.ts';
import { formatFixed } from '../../../shared/units/format.ts';
import { useAnalysis } from '../../analysis/store.ts';
import { useDocument } from '../../session.ts';
import { ChartFrame, ChartNote, Empty, type Picked } from '../charts/chart-parts.tsx';
import { useTokens } from './use-tokens.ts';
import { dollars, percent, shortNumber } from './words.ts';

const tones: Readonly<Record<string, string>> = {
  compute: 'var(--ramp-1)',
  network: 'var(--ramp-2)',
  power: 'var(--train-a)',
  cooling: 'var(--supply)',
  building: 'var(--muted)',
  operation: 'var(--ramp-3)',
  energy: 'var(--ramp-4)',
  demand: 'var(--ramp-5)',
  water: 'var(--supply)',
};

/** What a year costs, part by part, and what it earns. */
export function MoneyYear() {
  const { answer, reason } = useTokens({ about: 'tokens' });
  const site = siteOf(useDocument());
  const stale = useAnalysis((state) => state.stale);
  const [picked, setPicked] = useState<Picked | null>(null);
  if (reason !== null) return <Empty>{reason}</Empty>;
  if (!answer) return <Empty>Waiting for the analysis.</Empty>;
  const { money } = answer.answer;
  const most = Math.max(...money.costs.map(({ cost_USD_yr }) => cost_USD_yr));
  const totals = [
    ['Revenue', money.revenue_USD_yr, money.perUtilityMW.revenue_USD_yr],
    ['Cost', money.cost_USD_yr, money.perUtilityMW.cost_USD_yr],
    ['Margin', money.margin_USD_yr, money.perUtilityMW.margin_USD_yr],
  ] as const;
  return (
    <ChartFrame
      label="Cost of a year"
      columns={['Part', 'A year', 'Of all cost']}
      rows={money.costs.map(({ title, cost_USD_yr }) => [title, dollars(cost_USD_yr), percent(cost_USD_yr / money.cost_USD_yr)])}
      stale={stale}
      note={<ChartNote picked={picked} hint="Press a part to see its formula, inputs and sources." />}
    >
      <div className="waterfall" data-testid="money">
        {totals.map(([title, amount, perMW]) => (
          <div key={title} className="bar-row token-row total">
            <span>{title}</span>
            <span className="figure figure-strong">{dollars(amount)} a year</span>
            <span className="figure">{dollars(perMW)} per utility MW</span>
          </div>
        ))}
        {money.costs.map(({ key, title, cost_USD_yr, formula, inputs }) => (
          <button
            type="button"
            key={key}
            className="waterfall-row part"
            onClick={() => {
              const assumed = inputs.map((name) => siteAssumed(site, name));
              setPicked({
                title,
                value: `${dollars(cost_USD_yr)} a year`,
                formula,
                inputs: [
                  ...(key in money.capital.classes
                    ? ([['Bought for', dollars(money.capital.classes[key as keyof typeof money.capital.classes])]] as const)
                    : []),
                  ...assumed.map(
                    ({ title: what, value, unit, band }) =>
                      [what, `${shortNumber(value)} ${unit} (${shortNumber(band[0])} … ${shortNumber(band[1])})`] as const,
                  ),
                ],
                source: assumed.map(({ source, tag }) => `${tag}: ${source}`).join('; '),
              });
            }}
          >
            <span className="clip">{title}</span>
            <span className="waterfall-track">
              <span style={{ left: 0, width: `${(100 * cost_USD_yr) / most}%`, background: tones[key] ?? 'var(--muted)' }} />
            </span>
            <span className="figure figure-strong">{dollars(cost_USD_yr)}</span>
            <span className="figure">{percent(cost_USD_yr / money.cost_USD_yr)}</span>
          </button>
        ))}
        <Hours hours={money.hours} onPick={setPicked} />
        <p className="muted pad">
          Energy, demand and water: {percent(money.energyShare.ofAll)} of all cost, {percent(money.energyShare.ofOperation)} without
          depreciation. Carbon {formatFixed(money.carbon_kg_yr / 1e6, 1)} kt a year.
          {money.capital.unpriced.length > 0 ? ` Not priced: ${money.capital.unpriced.map(({ kind }) => kind).join(', ')}.` : ''}
        </p>
      </div>
    </ChartFrame>
  );
}

/** Price and carbon of the site's energy over the day. */
function Hours({ hours, onPick }: { hours: readonly Hour[]; onPick: (picked: Picked) => void }) {
  const most = Math.max(...hours.map(({ cost_USD }) => cost_USD), 1e-9);
  return (
    <fieldset className="hours" aria-label="Energy by the hour">
      {hours.map(({ hour, energy_USD_kWh, carbon_kg_kWh, cost_USD, carbon_kg }) => (
        <button
          type="button"
          key={hour}
          aria-label={`${hour} h: ${formatFixed(1000 * energy_USD_kWh, 0)} USD/MWh`}
          onClick={() =>
            onPick({
              title: `Energy at ${hour} h`,
              value: `${formatFixed(1000 * energy_USD_kWh, 1)} USD/MWh`,
              formula: 'mean · (1 + swing · cos(2π (h − 19)/24))',
              inputs: [
                ['The site costs', `${dollars(cost_USD)} in that hour`],
                ['Carbon', `${formatFixed(1000 * carbon_kg_kWh, 0)} g/kWh, ${formatFixed(carbon_kg / 1000, 1)} t`],
              ],
              source: 'mean and daily swing under Assumptions; replace by the tariff',
            })
          }
        >
          <span style={{ height: `${(100 * Math.max(0, cost_USD)) / most}%` }} />
          <i>{hour % 6 === 0 ? hour : ''}</i>
        </button>
      ))}
    </fieldset>
  );
}
