import { useState } from 'react';
import type { WorkloadTokens } from '../../../shared/analysis/tokenomics/tokens.ts';
import { frameText, type TokensPerMegawatt } from '../../../shared/analysis/tokenomics/tokens-per-megawatt.ts';
import { describeQuantity, formatFixed } from '../../../shared/units/format.ts';
import { useAnalysis } from '../../analysis/store.ts';
import { ChartFrame, ChartNote, Empty, type Picked } from '../charts/chart-parts.tsx';
import { useTokens } from './use-tokens.ts';
import { percent, rate, shortNumber } from './words.ts';

const watts = (value: number): string => describeQuantity(value, 'power');

/** How a figure per megawatt was made, with everything that makes it comparable. */
function perMegawatt(workload: WorkloadTokens, value: TokensPerMegawatt): Picked {
  const [first] = workload.throughput;
  return {
    title: `${workload.title}, per ${value.megawatt} MW`,
    value: rate(value.value_per_s),
    formula: value.megawatt === 'IT' ? 'tok/s over the IT power it is given' : 'tok/s over its IT power × facility / IT power',
    inputs: [
      ['Frame', frameText(value.frame)],
      ['Possible', rate(workload.possible_per_s)],
      ['Given', watts(workload.given_W)],
      ...(first ? ([[`One ${first.accelerator}`, `${rate(first.throughput.throughput_per_s)}, ${first.throughput.tag}`]] as const) : []),
    ],
    source: first ? `${first.throughput.how}. ${first.throughput.source}` : '',
  };
}

const speed = (workload: WorkloadTokens): Picked => ({
  title: `${workload.title}, served`,
  value: rate(workload.served_per_s),
  formula: 'served = n · T · r(x) · U · A',
  inputs: [
    ['Accelerators n', formatFixed(workload.accelerators, 0)],
    ['Possible n·T·r(x)', rate(workload.possible_per_s)],
    ['Draws', `${watts(workload.drawn_W)} of ${watts(workload.saturation_W)} uncapped`],
    ...(workload.cpuRacks > 0
      ? ([['CPU racks', `${formatFixed(workload.cpuRacks, 0)}, drawing ${watts(workload.cpu_W)}, without tokens`]] as const)
      : []),
    ['Utilisation U', percent(workload.utilisation, 0)],
    ['Expected capacity A', percent(workload.uptime, 3)],
  ],
  source: workload.throughput.map(({ throughput }) => throughput.how).join('; '),
});

/** One card for each workload; every number opens how it was made. */
export function Figures() {
  const { answer, reason } = useTokens({ about: 'tokens' });
  const stale = useAnalysis((state) => state.stale);
  const [picked, setPicked] = useState<Picked | null>(null);
  if (reason !== null) return <Empty>{reason}</Empty>;
  if (!answer) return <Empty>Waiting for the analysis.</Empty>;
  const { tokens, money } = answer.answer;
  return (
    <ChartFrame
      label="Tokens of the placed work"
      columns={['Workload', 'Possible', 'Served', 'Per IT megawatt', 'Per utility megawatt']}
      rows={tokens.workloads.map((workload) => [
        workload.title,
        rate(workload.possible_per_s),
        rate(workload.served_per_s),
        workload.perIT ? `${rate(workload.perIT.value_per_s)}, ${frameText(workload.perIT.frame)}` : '–',
        workload.perUtility ? rate(workload.perUtility.value_per_s) : '–',
      ])}
      stale={stale}
      note={
        <div className="chart-side">
          <ChartNote picked={picked} hint="Press a figure to see its formula, inputs and source." />
          <h4>Claims, never used here</h4>
          {answer.claims.map(({ title, frame, figures, remark }) => (
            <details key={title} className="claim">
              <summary>{title}</summary>
              <p className="muted">{frame}</p>
              {figures.map(({ title: what, claimed, reproduced, unit }) => (
                <p key={what}>
                  {what}: claimed {formatFixed(claimed, 2)} {unit}, from its inputs {formatFixed(reproduced, 2)} {unit}
                </p>
              ))}
              <p className="muted">{remark}</p>
            </details>
          ))}
        </div>
      }
    >
      <div className="token-cards" data-testid="token-figures">
        {tokens.workloads.map((workload) => {
          const own = money.workloads.find(({ id }) => id === workload.id);
          return (
            <section key={workload.id} className="token-card" aria-label={workload.title}>
              <h4>{workload.title}</h4>
              <p className="muted">{workload.throughput[0] ? frameText(workload.throughput[0].throughput.frame) : 'no tokens'}</p>
              <dl>
                <Figure label="Served" value={rate(workload.served_per_s)} strong onPick={() => setPicked(speed(workload))} />
                {[workload.perUtility, workload.perIT].map((value) =>
                  value ? (
                    <Figure
                      key={value.megawatt}
                      label={`Per ${value.megawatt} MW`}
                      value={rate(value.value_per_s)}
                      strong={value.megawatt === 'utility'}
                      onPick={() => setPicked(perMegawatt(workload, value))}
                    />
                  ) : null,
                )}
                {workload.perArea_per_s_m2 === undefined ? null : (
                  <Figure
                    label="Per m² of hall"
                    value={rate(workload.perArea_per_s_m2)}
                    onPick={() =>
                      setPicked({
                        title: `${workload.title}, per m²`,
                        value: rate(workload.perArea_per_s_m2 ?? 0),
                        formula: 'possible tok/s over its part of the hall floor, by IT power',
                        inputs: [['Floor of all halls', describeQuantity(tokens.floorArea_m2, 'area')]],
                        source: 'outline of the halls as drawn',
                      })
                    }
                  />
                )}
                <Figure
                  label="Draws"
                  value={`${watts(workload.drawn_W)} of ${watts(workload.given_W)}`}
                  onPick={() =>
                    setPicked({
                      title: `${workload.title}, power`,
                      value: watts(workload.drawn_W),
                      formula: 'min(share · rack power, share · own draw · thermal design power)',
                      inputs: [
                        ['Given by the scenario', watts(workload.given_W)],
                        ['Own draw', watts(workload.saturation_W)],
                        ['Not drawn', watts(workload.given_W - workload.drawn_W)],
                      ],
                      source: 'solved rack power; own draw among the assumptions',
                    })
                  }
                />
                <Figure
                  label="Cost"
                  value={own?.cost_USD_Mtok === undefined ? '–' : `${formatFixed(own.cost_USD_Mtok, 3)} USD/Mtok`}
                  onPick={() =>
                    setPicked({
                      title: `${workload.title}, cost of a million tokens`,
                      value: own?.cost_USD_Mtok === undefined ? '–' : `${formatFixed(own.cost_USD_Mtok, 3)} USD`,
                      formula: 'yearly cost · part of IT power / (served tok/s · 31.536 Ms)',
                      inputs: [
                        ['Its cost', `${shortNumber(own?.cost_USD_yr ?? 0)} USD a year`],
                        ['Its tokens', `${shortNumber(own?.tokens_yr ?? 0)} a year`],
                        ['Price', `${formatFixed(workload.price_USD_Mtok, 2)} USD/Mtok`],
                      ],
                      source: 'capital from the bill of materials; assumptions with their sources under Assumptions',
                    })
                  }
                />
              </dl>
            </section>
          );
        })}
        {tokens.problems.map(({ record, message }) => (
          <p key={`${record} ${message}`} className="token-problem">
            No figure: {message}
          </p>
        ))}
      </div>
    </ChartFrame>
  );
}

function Figure({ label, value, strong, onPick }: { label: string; value: string; strong?: boolean; onPick: () => void }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <button
          type="button"
          className={`figure-button ${strong ? 'strong' : ''}`}
          aria-label={`${label} ${value}: how it was made`}
          onClick={onPick}
        >
          {value}
        </button>
      </dd>
    </div>
  );
}
