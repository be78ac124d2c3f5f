import { useState } from 'react';
import type { MaxLpsAnswer } from '../../../shared/analysis/tokenomics/maxlps-report.ts';
import { siteOf } from '../../../shared/document/document.ts';
import { describeQuantity, formatFixed } from '../../../shared/units/format.ts';
import { useAnalysis } from '../../analysis/store.ts';
import { useDocument } from '../../session.ts';
import { Button } from '../../ui/Button.tsx';
import { viewState } from '../../view-state.ts';
import { ChartFrame, ChartNote, Empty, type Picked } from '../charts/chart-parts.tsx';
import { AskFirst } from './AskFirst.tsx';
import { useLongTokens } from './use-tokens.ts';
import { dollars, percent, rate } from './words.ts';

const watts = (value: number): string => describeQuantity(value, 'power');

/** MaxLPS: the site's power shared over all drawn limits, what binds and what it is worth, and how many racks would fit. */
export function Sharing() {
  const document = useDocument();
  const { answer, reason, pending } = useLongTokens({ about: 'sharing', growth_W: siteOf(document).utilityLimit_W ?? 1e9 });
  const stale = useAnalysis((state) => state.stale);
  const [picked, setPicked] = useState<Picked | null>(null);
  if (reason !== null) return <Empty>{reason}</Empty>;
  if (pending)
    return <AskFirst pending={pending} what="Power is shared under every limit of the plant, which is solved again until both agree." />;
  if (!answer) return <Empty>Sharing power under every limit of the plant.</Empty>;
  return <SharingAnswer answer={answer.answer} stale={stale} picked={picked} onPick={setPicked} />;
}

function SharingAnswer({
  answer,
  stale,
  picked,
  onPick,
}: {
  answer: MaxLpsAnswer;
  stale: boolean;
  picked: Picked | null;
  onPick: (next: Picked) => void;
}) {
  const document = useDocument();
  const { maxLps, growth, pilot } = answer;
  const { optimal_USD_yr, uniform_USD_yr, uncapped_USD_yr } = maxLps.earnings;
  const tagOf = (id: string) =>
    document.tables.equipment.get(id)?.tag ??
    document.tables.connection.get(id)?.tag ??
    document.tables.space.get(id)?.name ??
    'Utility limit';
  const rows = [
    {
      title: 'Metered',
      value: watts(maxLps.site_W),
      formula: 'plant solved at the shared powers',
      inputs: [['Racks', watts(maxLps.itPower_W)]] as const,
      source: `${maxLps.proof.rounds} solutions of the plant, tangent limits in between`,
    },
    {
      title: 'Earnings',
      value: `${dollars(optimal_USD_yr)} a year`,
      formula: 'max Σ T·r(x)·U·price over every limit of the drawing',
      inputs: [
        ['Nothing capped', dollars(uncapped_USD_yr)],
        ['Cut alike', dollars(uniform_USD_yr)],
        ['Duality gap', maxLps.proof.gap.toExponential(1)],
      ] as const,
      source: `separable concave optimisation, ${maxLps.proof.method}`,
    },
    {
      title: 'One more megawatt',
      value: `${dollars(maxLps.nextMegawatt_USD_yr)} a year`,
      formula: 'dual price of the utility limit · 1 MW',
      inputs: [] as const,
      source: 'Karush–Kuhn–Tucker conditions of the allocation; zero where the utility does not bind',
    },
    {
      title: 'One more rack',
      value: `${dollars(maxLps.nextRack_USD_yr)} a year`,
      formula: 'max over x of earnings(x) − λ·power(x), like the best-paid rack drawn',
      inputs: [] as const,
      source: 'its power is paid at the prices here; its own price, life and place are not in it',
    },
  ];
  return (
    <ChartFrame
      label="Power shared for most earnings"
      columns={['Figure', 'Value']}
      rows={rows.map(({ title, value }) => [title, value])}
      stale={stale}
      note={
        <div className="chart-side">
          <Button onClick={() => viewState.getState().setOverlay('watt-price')} data-testid="show-prices">
            Show worth of a watt in the scene
          </Button>
          <ChartNote picked={picked} hint="Press a figure to see its formula, inputs and source." />
        </div>
      }
    >
      <div className="token-columns" data-testid="sharing">
        <div>
          <h4>Now</h4>
          {rows.map((row) => (
            <button type="button" key={row.title} className="bar-row token-row" onClick={() => onPick(row)}>
              <span className="clip">{row.title}</span>
              <span className="figure figure-strong">{row.value}</span>
            </button>
          ))}
          <h4>What binds</h4>
          {maxLps.limits.length === 0 ? <p className="muted pad">Nothing: every job draws what it can.</p> : null}
          {maxLps.limits.slice(0, 8).map(({ id, owner, resource, unit, capacity, price_USD_yr }) => (
            <button
              type="button"
              key={id}
              className="bar-row token-row"
              onClick={() => {
                if (document.tables.equipment.has(owner) || document.tables.connection.has(owner)) viewState.getState().select([owner]);
              }}
            >
              <span className="clip">
                {tagOf(owner)} <span className="muted">{resource}</span>
              </span>
              <span className="figure">{unit === 'W' ? watts(capacity) : describeQuantity(capacity, 'flow')}</span>
              <span className="figure figure-strong">
                {unit === 'W' ? `${dollars(price_USD_yr * 1e3)}/kW·a` : `${dollars(price_USD_yr / 6e4)}/(L/min)·a`}
              </span>
            </button>
          ))}
          <h4>Work</h4>
          {maxLps.work.map(({ id, title, optimal_W, optimal_per_s, uncapped_per_s }) => (
            <div key={id} className="bar-row token-row">
              <span className="clip">{title}</span>
              <span className="figure">{watts(optimal_W)}</span>
              <span className="figure figure-strong">{rate(optimal_per_s)}</span>
              <span className="figure">{percent(uncapped_per_s > 0 ? optimal_per_s / uncapped_per_s : 1)}</span>
            </div>
          ))}
        </div>
        <div>
          {growth ? (
            <>
              <h4>Racks in {watts(growth.power_W)} of site power</h4>
              {growth.steps.map(({ key, title, racks, rackRatio, tokenRatio, site_W, why }) => (
                <button
                  type="button"
                  key={key}
                  className="bar-row token-row"
                  onClick={() =>
                    onPick({
                      title,
                      value: `${formatFixed(racks, 0)} racks`,
                      formula: 'site power / site power of one rack of this design, solved',
                      inputs: [
                        ['Site power each', watts(site_W)],
                        ['Racks against reserved', percent(rackRatio - 1, 0)],
                        ['Tokens against reserved', percent(tokenRatio - 1, 0)],
                      ],
                      source: why,
                    })
                  }
                >
                  <span className="clip">{title}</span>
                  <span className="figure figure-strong">{formatFixed(racks, 0)}</span>
                  <span className="figure">+{percent(rackRatio - 1, 0)}</span>
                </button>
              ))}
              <p className="muted pad">
                Claimed at 1 GW: +{percent(growth.claim.rackRatio - 1, 0)} GPUs and +{percent(growth.claim.tokenRatio - 1, 0)} revenue.{' '}
                {growth.claim.remark}
              </p>
            </>
          ) : null}
          {pilot ? (
            <>
              <h4>
                Pilot: {pilot.managed} racks in the envelope of {pilot.envelopeRacks}
              </h4>
              <p className="pad">
                +{percent(pilot.tokenRatio - 1, 0)} tokens; without a cap their sum would pass the envelope {percent(pilot.overload)} of the
                time.
              </p>
              <p className="muted pad">{pilot.remark}</p>
            </>
          ) : null}
        </div>
      </div>
    </ChartFrame>
  );
}
