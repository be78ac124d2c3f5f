import { useState } from 'react';
import { siteOf } from '../../../shared/document/document.ts';
import { describeQuantity } from '../../../shared/units/format.ts';
import { useAnalysis } from '../../analysis/store.ts';
import { useDocument } from '../../session.ts';
import { Button } from '../../ui/Button.tsx';
import { useView } from '../../view-state.ts';
import { ChartFrame, ChartNote, Empty, type Picked } from '../charts/chart-parts.tsx';
import { AskFirst } from './AskFirst.tsx';
import { useLongTokens } from './use-tokens.ts';
import { percent, rate } from './words.ts';

const question = { from_K: 308.15, to_K: 318.15, limit: 0.95 } as const;

/** Rack supply from 35 to 45 °C under a utility limit of 95 % of the demand at 35 °C, step by step through the plant. */
export function Coolant() {
  const [asked, setAsked] = useState(false);
  const document = useDocument();
  const system = useView((state) => state.unitSystem);
  const { answer, reason, pending } = useLongTokens(
    asked ? { about: 'coolant', growth_W: siteOf(document).utilityLimit_W ?? 1e9, supply: question } : null,
  );
  const stale = useAnalysis((state) => state.stale);
  const [picked, setPicked] = useState<Picked | null>(null);
  const kelvin = (value: number) => describeQuantity(value, 'temperature', { system });
  const watts = (value: number) => describeQuantity(value, 'power');
  const supply = answer?.answer.supply;
  const why = reason ?? answer?.answer.problems.find(() => !supply)?.message;
  if (why !== undefined && why !== null) return <Empty>{why}</Empty>;
  if (pending) return <AskFirst pending={pending} what="The plant is solved at both supply temperatures and the steps between." />;
  if (!supply)
    return (
      <div className="token-ask">
        <p>
          What would rack supply at {kelvin(question.to_K)} instead of {kelvin(question.from_K)} change, with the utility held to{' '}
          {percent(question.limit, 0)} of the demand? The plant is solved about ten times.
        </p>
        <Button onClick={() => setAsked(true)} disabled={asked} data-testid="coolant-start">
          {asked ? 'Solving…' : 'Compare'}
        </Button>
      </div>
    );
  const { from, to, steps, limit_W, demand_W } = supply;
  const most = Math.max(...steps.map(({ freed_W }) => Math.abs(freed_W)), 1);
  const signed = (value: number) => `${value > 0 ? '+' : ''}${rate(value)}`;
  return (
    <ChartFrame
      label="Tokens with warmer coolant"
      columns={['Step', 'Freed', 'Tokens']}
      rows={steps.map(({ title, freed_W, tokens_per_s }) => [title, watts(freed_W), rate(tokens_per_s)])}
      stale={stale}
      note={<ChartNote picked={picked} hint="Press a step to see why. The steps add up to the difference." />}
    >
      <div className="waterfall" data-testid="coolant">
        <div className="bar-row token-row total">
          <span>At {kelvin(from.supply_K)}</span>
          <span className="figure">
            {watts(from.site_W)} of {watts(limit_W)}
          </span>
          <span className="figure figure-strong">{rate(from.tokens_per_s)}</span>
        </div>
        {steps.map(({ key, title, freed_W, tokens_per_s, why: because }) => (
          <button
            type="button"
            key={key}
            className="waterfall-row part"
            onClick={() =>
              setPicked({
                title,
                value: freed_W === 0 ? signed(tokens_per_s) : `${watts(freed_W)} freed`,
                formula: 'Δ of the solved part at the same rack powers; tokens by the power curves of the work that takes the watts',
                inputs: [
                  ['Tokens', signed(tokens_per_s)],
                  ['Demand at the first supply', watts(demand_W)],
                ],
                source: because,
              })
            }
          >
            <span className="clip">{title}</span>
            <span className="waterfall-track">
              <span
                style={{
                  left: freed_W < 0 ? `${50 + (50 * freed_W) / most}%` : '50%',
                  width: `${(50 * Math.abs(freed_W)) / most}%`,
                  background: freed_W < 0 ? 'var(--warn-mark)' : 'var(--accent)',
                }}
              />
            </span>
            <span className="figure figure-strong">{freed_W === 0 ? '–' : watts(freed_W)}</span>
            <span className="figure">{signed(tokens_per_s)}</span>
          </button>
        ))}
        <div className="bar-row token-row total">
          <span>At {kelvin(to.supply_K)}</span>
          <span className="figure">{watts(to.site_W)}</span>
          <span className="figure figure-strong">{rate(to.tokens_per_s)}</span>
        </div>
        <p className="muted pad">
          Tokens of all workloads are counted together here: a difference on one site, no figure to compare with others.
        </p>
      </div>
    </ChartFrame>
  );
}
