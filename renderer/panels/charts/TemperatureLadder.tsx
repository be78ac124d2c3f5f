import { useState } from 'react';
import { CartesianGrid, ComposedChart, Line, ReferenceLine, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import type { TemperatureStage } from '../../../shared/analysis/charts/temperature-path.ts';
import { quantityOf } from '../../../shared/analysis/result.ts';
import type { RecordId } from '../../../shared/document/ids.ts';
import { fromSI, unitNamed } from '../../../shared/units/convert.ts';
import { describeQuantity, formatFixed } from '../../../shared/units/format.ts';
import { useAnalysis } from '../../analysis/store.ts';
import { useChart } from '../../analysis/use-chart.ts';
import { useView, viewState } from '../../view-state.ts';
import { roundAxis } from './axis-ticks.ts';
import { axis, ChartFrame, ChartNote, Empty, type Picked, pickable } from './chart-parts.tsx';
import { titleLines } from './sankey-layout.ts';

/** The rack whose path is shown: the selected one, else the one that is closest to its limit. */
function useRack(): RecordId | null {
  const selected = useView((state) => state.selection.length === 1 && state.selection[0]);
  const analysis = useAnalysis((state) => state.analysis);
  if (!analysis) return null;
  const has = (id: RecordId) => quantityOf(analysis.results, id, 'supplyMargin') !== undefined;
  if (selected && has(selected)) return selected;
  return analysis.summary?.minSupplyMarginId ?? null;
}

export function TemperatureLadder() {
  const rack = useRack();
  const answer = useChart(rack === null ? null : { chart: 'path', rack });
  const stale = useAnalysis((state) => state.stale);
  const system = useView((state) => state.unitSystem);
  const [picked, setPicked] = useState<Picked | null>(null);
  if (rack === null) return <Empty>No rack with a coolant supply is solved.</Empty>;
  if (!answer) return <Empty>The path is being looked up.</Empty>;
  const { stages } = answer;
  if (stages.length < 2) return <Empty>Nothing flows through this rack.</Empty>;
  const unit = unitNamed('temperature', system === 'US' ? '°F' : '°C');
  const shown = (kelvin: number | undefined) => (kelvin === undefined ? undefined : fromSI(kelvin, unit));
  const words = (kelvin: number | undefined) => describeQuantity(kelvin, 'temperature', { system });
  const data = stages.map((stage, i) => ({ i, supply: shown(stage.supply_K), return: shown(stage.return_K) }));
  const limit = shown(stages[0]?.limit_K);
  const values = [...data.flatMap((each) => [each.supply, each.return]), limit].flatMap((value) => value ?? []);
  // Room for the figures above and below the points.
  const degrees = roundAxis(Math.min(...values) - 2, Math.max(...values) + 2);
  const pick = (stage: TemperatureStage, side: 'supply' | 'return', i: number) => {
    if (stage.record !== undefined) viewState.getState().select([stage.record]);
    const before = stages[i - 1];
    const handed = before !== undefined && before.record === stage.record && side === 'supply';
    setPicked({
      title: `${stage.title}, ${stage.of}, ${side === 'supply' ? 'towards the racks' : 'on its way back'}`,
      value: words(side === 'supply' ? stage.supply_K : stage.return_K),
      formula: stage.record === undefined ? 'scenario: outdoor air' : side === 'supply' ? 'T_supply' : 'h_return = h_supply + Q/ṁ',
      inputs: [
        ...(stage.return_K === undefined
          ? []
          : ([['ΔT', describeQuantity(stage.return_K - stage.supply_K, 'temperatureDifference', { system })]] as const)),
        ...(handed
          ? ([['approach', describeQuantity(before.supply_K - stage.supply_K, 'temperatureDifference', { system })]] as const)
          : []),
      ],
      source: 'First law along the solved flow; the path follows the larger stream at every branch',
    });
  };
  return (
    <ChartFrame
      label={`Temperatures from the cold plates of ${stages[0]?.title ?? ''} to the sky`}
      columns={['Where', 'What', 'Towards the racks', 'On its way back']}
      rows={stages.map((stage) => [
        stage.title,
        stage.of,
        words(stage.supply_K),
        stage.return_K === undefined ? '–' : words(stage.return_K),
      ])}
      stale={stale}
      note={<ChartNote picked={picked} hint="Press a point to see how it was made. Select another rack to see its path." />}
    >
      <ResponsiveContainer width="100%" height="100%">
        <ComposedChart accessibilityLayer={false} data={data} margin={{ top: 22, right: 30, bottom: 4, left: 0 }}>
          <CartesianGrid stroke="var(--line)" vertical={false} />
          <XAxis
            {...axis}
            dataKey="i"
            type="number"
            domain={[-0.3, stages.length - 0.7]}
            ticks={data.map(({ i }) => i)}
            interval={0}
            height={46}
            tick={({ x, y, payload }: { x: number | string; y: number | string; payload: { value: number } }) => {
              const stage = stages[payload.value];
              return (
                <text x={x} y={Number(y) + 2} textAnchor="middle" fontSize={10.5} fill="var(--text)">
                  <tspan x={x} dy={8}>
                    {stage?.title}
                  </tspan>
                  {titleLines(stage?.of ?? '', 14, 2).map((line) => (
                    <tspan key={line} x={x} dy={12} fill="var(--muted)">
                      {line}
                    </tspan>
                  ))}
                </text>
              );
            }}
          />
          <YAxis {...axis} width={46} unit={` ${unit.name}`} domain={degrees.domain} ticks={degrees.ticks} />
          {limit === undefined ? null : (
            <ReferenceLine
              y={limit}
              stroke="var(--error-mark)"
              strokeDasharray="4 3"
              label={{ value: `supply limit ${formatFixed(limit, 1)}`, position: 'insideTopRight', fill: 'var(--error)', fontSize: 10.5 }}
            />
          )}
          {(['return', 'supply'] as const).map((side) => (
            <Line
              key={side}
              dataKey={side}
              stroke={`var(--${side})`}
              strokeWidth={1.75}
              isAnimationActive={false}
              dot={({ cx, cy, index }: { cx?: number; cy?: number; index?: number }) => {
                const stage = stages[index ?? -1];
                const value = side === 'supply' ? stage?.supply_K : stage?.return_K;
                if (!stage || value === undefined || cx === undefined || cy === undefined) return <g key={`${side}${index}`} />;
                const label = words(value);
                return (
                  <g key={`${side}${index}`} {...pickable(`${stage.title} ${side} ${label}`, () => pick(stage, side, index ?? 0))}>
                    <circle cx={cx} cy={cy} r={10} fill="transparent" />
                    <circle cx={cx} cy={cy} r={3.5} fill="var(--panel)" stroke={`var(--${side})`} strokeWidth={1.75} />
                    <text
                      x={cx}
                      y={cy + (side === 'supply' ? 17 : -9)}
                      textAnchor="middle"
                      fontSize={10.5}
                      fill="var(--text)"
                      className="chart-halo"
                    >
                      {formatFixed(shown(value) ?? 0, 1)}
                    </text>
                  </g>
                );
              }}
            />
          ))}
        </ComposedChart>
      </ResponsiveContainer>
    </ChartFrame>
  );
}
