import { useMemo, useState } from 'react';
import { CartesianGrid, ComposedChart, Line, ReferenceDot, ReferenceLine, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import { quantityOf } from '../../../shared/analysis/result.ts';
import type { RecordId } from '../../../shared/document/ids.ts';
import { fromSI } from '../../../shared/units/convert.ts';
import { describeQuantity, displayUnit, formatFixed } from '../../../shared/units/format.ts';
import { useAnalysis } from '../../analysis/store.ts';
import { useChart } from '../../analysis/use-chart.ts';
import { useDocument } from '../../session.ts';
import { SelectField } from '../../ui/SelectField.tsx';
import { useView, viewState } from '../../view-state.ts';
import { roundAxis, ticksBetween } from './axis-ticks.ts';
import { axis, ChartFrame, ChartNote, Empty } from './chart-parts.tsx';

/** Equipment that pumps, the fastest first: the one with the least in reserve says most. */
function usePumps(): readonly { readonly id: RecordId; readonly tag: string; readonly speed: number }[] {
  const document = useDocument();
  const analysis = useAnalysis((state) => state.analysis);
  return useMemo(() => {
    if (!analysis) return [];
    return [...document.tables.equipment.values()]
      .flatMap(({ id, tag }) => {
        const speed = quantityOf(analysis.results, id, 'speed');
        return speed === undefined || quantityOf(analysis.results, id, 'pumpPower') === undefined ? [] : [{ id, tag, speed }];
      })
      .sort((a, b) => b.speed - a.speed || (a.tag < b.tag ? -1 : 1));
  }, [document, analysis]);
}

const tickText = (value: number): string => formatFixed(value, value === 0 || value >= 20 ? 0 : 1);

export function PumpCurves() {
  const pumps = usePumps();
  const selected = useView((state) => (state.selection.length === 1 ? state.selection[0] : undefined));
  const [chosen, setChosen] = useState<RecordId | null>(null);
  const record = pumps.find(({ id }) => id === selected)?.id ?? pumps.find(({ id }) => id === chosen)?.id ?? pumps[0]?.id ?? null;
  const answer = useChart(record === null ? null : { chart: 'pump', record });
  const stale = useAnalysis((state) => state.stale);
  const system = useView((state) => state.unitSystem);
  if (record === null) return <Empty>No pump runs.</Empty>;
  const duty = answer?.duties[0];
  if (!duty) return <Empty>This pump stands still.</Empty>;
  const tag = pumps.find(({ id }) => id === record)?.tag ?? '';
  const flowUnit = displayUnit(duty.at.flow_m3_s, 'flow', system);
  const headUnit = displayUnit(duty.at.head_Pa, 'pressureDifference', system);
  const point = ({ flow_m3_s, head_Pa }: { flow_m3_s: number; head_Pa: number }) => ({
    flow: fromSI(flow_m3_s, flowUnit),
    head: fromSI(head_Pa, headUnit),
  });
  const at = point(duty.at);
  const top = Math.max(...duty.fullSpeed.map(({ head_Pa }) => head_Pa)) * 1.05;
  const heads = roundAxis(0, fromSI(top, headUnit));
  const flows = fromSI(Math.max(...duty.fullSpeed.map(({ flow_m3_s }) => flow_m3_s)), flowUnit);
  const lines = [
    {
      key: 'full',
      title: `Pump at full speed, ${formatFixed(100 * duty.maxSpeed, 0)} %`,
      data: duty.fullSpeed,
      stroke: 'var(--muted)',
      dash: '2 3',
    },
    { key: 'curve', title: `Pump at ${formatFixed(100 * duty.speed, 1)} %`, data: duty.curve, stroke: 'var(--supply)', dash: '' },
    { key: 'system', title: 'Circuit', data: duty.system.filter(({ head_Pa }) => head_Pa <= top), stroke: 'var(--return)', dash: '5 3' },
  ];
  const words = {
    flow: describeQuantity(duty.at.flow_m3_s, 'flow', { system }),
    head: describeQuantity(duty.at.head_Pa, 'pressureDifference', { system }),
  };
  return (
    <ChartFrame
      label={`Pump and circuit of ${tag}`}
      columns={['Figure', 'Value']}
      rows={[
        ['Flow', words.flow],
        ['Head', words.head],
        ['Speed', `${formatFixed(100 * duty.speed, 1)} %`],
        ['Flow left at full speed', `${formatFixed(100 * duty.reserve, 0)} %`],
      ]}
      stale={stale}
      note={
        <div className="chart-side">
          <SelectField
            label="Pump"
            value={record}
            choices={pumps.map(({ id, tag: title, speed }) => ({ value: id, title: `${title}, ${formatFixed(100 * speed, 0)} %` }))}
            onChange={(id) => {
              setChosen(id);
              viewState.getState().select([id]);
            }}
          />
          <ul className="chart-keys">
            {lines.map(({ key, title, stroke, dash }) => (
              <li key={key}>
                <svg width={22} height={8} aria-hidden>
                  <line x1={0} y1={4} x2={22} y2={4} stroke={stroke} strokeWidth={1.75} strokeDasharray={dash} />
                </svg>
                {title}
              </li>
            ))}
          </ul>
          <ChartNote
            hint=""
            picked={{
              title: 'Operating point',
              value: `${words.flow} · ${words.head}`,
              formula: 'H = s²·H₀ − s^(2−n)·c·(V̇/z)^n = R·V̇²',
              inputs: [
                ['speed s', `${formatFixed(100 * duty.speed, 1)} %`],
                ['machines side by side z', String(duty.parallel)],
                ['more pumps on this set point', String(duty.sharedWith)],
                ['flow left at full speed', `${formatFixed(100 * duty.reserve, 0)} %`],
              ],
              source: 'Published curve by the affinity laws; the circuit is taken as a square with its valves as they stand',
            }}
          />
        </div>
      }
    >
      <ResponsiveContainer width="100%" height="100%">
        <ComposedChart accessibilityLayer={false} margin={{ top: 22, right: 24, bottom: 16, left: 6 }}>
          <CartesianGrid stroke="var(--line)" vertical={false} />
          <XAxis
            {...axis}
            dataKey="flow"
            type="number"
            domain={[0, flows]}
            ticks={ticksBetween(0, flows)}
            tickFormatter={tickText}
            label={{ value: `Flow, ${flowUnit.name}`, position: 'insideBottomRight', offset: -8, fill: 'var(--muted)', fontSize: 10.5 }}
          />
          <YAxis
            {...axis}
            width={46}
            dataKey="head"
            type="number"
            domain={heads.domain}
            ticks={heads.ticks}
            tickFormatter={tickText}
            label={{
              value: `Head, ${headUnit.name}`,
              position: 'top',
              offset: 8,
              fill: 'var(--muted)',
              fontSize: 10.5,
            }}
          />
          {duty.maxFlow_m3_s === undefined ? null : (
            <ReferenceLine
              x={fromSI(duty.maxFlow_m3_s, flowUnit)}
              stroke="var(--error-mark)"
              strokeDasharray="4 3"
              label={{ value: 'end of curve', position: 'insideTopRight', fill: 'var(--error)', fontSize: 10.5 }}
            />
          )}
          {lines.map(({ key, data, stroke, dash }) => (
            <Line
              key={key}
              data={data.map(point)}
              dataKey="head"
              stroke={stroke}
              strokeWidth={1.75}
              strokeDasharray={dash}
              dot={false}
              isAnimationActive={false}
            />
          ))}
          <ReferenceLine
            segment={[
              { x: at.flow, y: 0 },
              { x: at.flow, y: at.head },
            ]}
            stroke="var(--accent)"
            strokeDasharray="2 3"
          />
          <ReferenceDot x={at.flow} y={at.head} r={4.5} fill="var(--panel)" stroke="var(--accent)" strokeWidth={2} />
        </ComposedChart>
      </ResponsiveContainer>
    </ChartFrame>
  );
}
