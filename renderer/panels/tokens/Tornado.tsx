import { useState } from 'react';
import { useAnalysis } from '../../analysis/store.ts';
import { ChartFrame, ChartNote, Empty, type Picked } from '../charts/chart-parts.tsx';
import { AskFirst } from './AskFirst.tsx';
import { useLongTokens } from './use-tokens.ts';
import { dollars, shortNumber } from './words.ts';

const shown = 14;

/** Every assumption at the ends of its band, one at a time: what moves the yearly margin most stands on top. */
export function Tornado() {
  const { answer, reason, pending } = useLongTokens({ about: 'tornado' });
  const stale = useAnalysis((state) => state.stale);
  const [picked, setPicked] = useState<Picked | null>(null);
  if (reason !== null) return <Empty>{reason}</Empty>;
  if (pending) return <AskFirst pending={pending} what="Every assumption is moved to both ends of its band." />;
  if (!answer) return <Empty>Moving every assumption to the ends of its band.</Empty>;
  const bars = answer.bars.slice(0, shown);
  const base = answer.margin_USD_yr;
  const ends = bars.flatMap(({ margin_USD_yr }) => margin_USD_yr);
  const [least, most] = [Math.min(base, ...ends), Math.max(base, ...ends)];
  const place = (margin: number) => (100 * (margin - least)) / Math.max(1, most - least);
  return (
    <ChartFrame
      label="What moves the yearly margin"
      columns={['Assumption', 'Margin at its low end', 'Margin at its high end']}
      rows={bars.map(({ title, margin_USD_yr: [low, high] }) => [title, dollars(low), dollars(high)])}
      stale={stale}
      note={
        <ChartNote
          picked={picked}
          hint={`Margin now ${dollars(base)} a year. Press an assumption to see its band and source; edit it under Assumptions.`}
        />
      }
    >
      <div className="waterfall" data-testid="tornado">
        {bars.map(({ record, name, title, unit, value, band, source, margin_USD_yr: [low, high] }) => (
          <button
            type="button"
            key={`${record} ${name}`}
            className="waterfall-row part"
            onClick={() =>
              setPicked({
                title,
                value: `${shortNumber(value)} ${unit}`,
                formula: 'margin with this assumption at either end of its band, all others as they are',
                inputs: [
                  [`At ${shortNumber(band[0])}`, `${dollars(low)} a year`],
                  [`At ${shortNumber(band[1])}`, `${dollars(high)} a year`],
                ],
                source,
              })
            }
          >
            <span className="clip">{title}</span>
            <span className="waterfall-track">
              {([low, high] as const).map((end, i) => (
                <span
                  key={i === 0 ? 'low' : 'high'}
                  style={{
                    left: `${Math.min(place(end), place(base))}%`,
                    width: `${Math.abs(place(end) - place(base))}%`,
                    background: i === 0 ? 'var(--supply)' : 'var(--return)',
                  }}
                />
              ))}
            </span>
            <span className="figure">{dollars(low)}</span>
            <span className="figure">{dollars(high)}</span>
          </button>
        ))}
      </div>
    </ChartFrame>
  );
}
