import { useMemo, useState } from 'react';
import { CartesianGrid, ComposedChart, Line, ReferenceLine, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import type { SweepAnswer } from '../../../shared/contract/analysis-port.ts';
import { fromSI, unitNamed } from '../../../shared/units/convert.ts';
import { describeQuantity, formatFixed } from '../../../shared/units/format.ts';
import { useAnalysis } from '../../analysis/store.ts';
import { Button } from '../../ui/Button.tsx';
import { useView } from '../../view-state.ts';
import { axis, ChartFrame, ChartNote, type Picked, pickable } from './chart-parts.tsx';
import { startSweep, stopSweep, sweepFrom_K, sweepIsStale, sweepTo_K, useSweep } from './sweep-store.ts';

interface Strip {
  readonly title: string;
  readonly limit: boolean;
  /** Ambients at which the control is in this state, and how many machines are in it. */
  readonly at: ReadonlyMap<number, number>;
}

/** Each control and state that occurs in the sweep, in the order in which they come in as it gets warmer. */
function stripsOf(points: readonly SweepAnswer[]): readonly Strip[] {
  const strips = new Map<string, { title: string; limit: boolean; at: Map<number, number> }>();
  for (const { ambient_K, controls } of points) {
    for (const { kind, by, state, owners } of controls) {
      // Only what depends on the weather is told apart: outdoor units by what they move, the rest by reaching a limit.
      if (state === 'idle' || state === 'off' || by === 'nothing') continue;
      const limit = state === 'at limit';
      const title = `${kind.replaceAll('-', ' ')}: ${by}${limit ? ', at limit' : ''}`;
      const strip = strips.get(title) ?? { title, limit, at: new Map<number, number>() };
      strip.at.set(ambient_K, (strip.at.get(ambient_K) ?? 0) + owners.length);
      strips.set(title, strip);
    }
  }
  // What is the same at every ambient says nothing about the weather.
  return [...strips.values()].filter(({ at, limit }) => limit || at.size < points.length || points.length < 3);
}

export function AmbientSweep() {
  const sweep = useSweep();
  const analysis = useAnalysis((state) => state.analysis);
  const system = useView((state) => state.unitSystem);
  const [picked, setPicked] = useState<Picked | null>(null);
  const { points, state } = sweep;
  const strips = useMemo(() => stripsOf(points), [points]);
  const stale = analysis !== null && state !== 'none' && sweepIsStale(sweep);
  const unit = unitNamed('temperature', system === 'US' ? '°F' : '°C');
  const shown = (kelvin: number) => fromSI(kelvin, unit);
  const data = points.map(({ ambient_K, pue }) => ({ ambient: shown(ambient_K), pue }));
  const now = analysis?.summary?.ambientDryBulb_K;
  const pick = (point: SweepAnswer) =>
    setPicked({
      title: `At ${describeQuantity(point.ambient_K, 'temperature', { system })}`,
      value: point.pue === undefined ? 'no steady state' : `PUE ${formatFixed(point.pue, 4)}`,
      formula: 'PUE = facility power / IT power, the whole plant solved at this outdoor temperature',
      inputs: [
        ...(point.facilityPower_W === undefined
          ? []
          : ([['Facility power', describeQuantity(point.facilityPower_W, 'power', { system })]] as const)),
        ...(point.minSupplyMargin_K === undefined
          ? []
          : ([['Least supply margin', describeQuantity(point.minSupplyMargin_K, 'temperatureDifference', { system })]] as const)),
        ...point.controls
          .filter(({ state: own, by }) => own !== 'idle' && own !== 'off' && by !== 'nothing')
          .map(
            ({ kind, by, state: own, owners }) =>
              [`${owners.length} × ${kind.replaceAll('-', ' ')}`, `${by}${own === 'at limit' ? ', at limit' : ''}`] as const,
          ),
      ],
      source: 'Same solver as the design; each point starts from the one before',
    });
  const half = points.length > 1 ? Math.abs((points[1]?.ambient_K ?? 0) - (points[0]?.ambient_K ?? 0)) / 2 : 1;
  const place = (kelvin: number) => (100 * (kelvin - sweepFrom_K + half)) / (sweepTo_K - sweepFrom_K + 2 * half);
  return (
    <ChartFrame
      label="PUE and active controls over the outdoor temperature"
      columns={['Outdoors', 'PUE', 'Controls']}
      rows={points.map(({ ambient_K, pue, controls }) => [
        describeQuantity(ambient_K, 'temperature', { system }),
        pue === undefined ? 'no steady state' : formatFixed(pue, 4),
        controls.map(({ kind, by, state: own }) => `${kind} ${by} ${own}`).join(', '),
      ])}
      stale={stale}
      note={
        <div className="chart-side">
          {state === 'running' ? (
            <Button onClick={stopSweep}>Stop</Button>
          ) : (
            <Button onClick={startSweep} data-testid="sweep-start">
              {state === 'none' ? 'Solve −10 … 45 °C' : 'Solve again'}
            </Button>
          )}
          <p className="muted" aria-live="polite" data-testid="sweep-state">
            {state === 'none'
              ? 'The design is solved at 23 outdoor temperatures, between your edits.'
              : state === 'running'
                ? `${points.length} of 23 solved`
                : state === 'broken off'
                  ? 'Broken off by a change of the design.'
                  : stale
                    ? 'Of an earlier revision.'
                    : ''}
          </p>
          <ChartNote picked={picked} hint={points.length > 0 ? 'Press a point to see it.' : ''} />
        </div>
      }
    >
      {points.length === 0 ? (
        <p className="empty-line">Which control does the work at which weather, and what it costs.</p>
      ) : (
        <div className="sweep">
          <div className="sweep-line">
            <ResponsiveContainer width="100%" height="100%">
              <ComposedChart accessibilityLayer={false} data={data} margin={{ top: 14, right: 8, bottom: 0, left: 0 }}>
                <CartesianGrid stroke="var(--line)" vertical={false} />
                <XAxis
                  {...axis}
                  dataKey="ambient"
                  type="number"
                  domain={[shown(sweepFrom_K - half), shown(sweepTo_K + half)]}
                  ticks={[-10, 0, 10, 20, 30, 40].map((celsius) => shown(celsius + 273.15))}
                  tickFormatter={(value: number) => `${formatFixed(value, 0)} ${unit.name}`}
                />
                <YAxis
                  {...axis}
                  width={56}
                  domain={[(least: number) => Math.floor(least * 50) / 50, (most: number) => Math.ceil(most * 50) / 50]}
                  tickFormatter={(value: number) => formatFixed(value, 2)}
                />
                {now === undefined ? null : (
                  <ReferenceLine
                    x={shown(now)}
                    stroke="var(--accent)"
                    strokeDasharray="2 3"
                    label={{ value: 'scenario', position: 'insideTopLeft', fill: 'var(--accent-text)', fontSize: 10.5 }}
                  />
                )}
                <Line
                  dataKey="pue"
                  stroke="var(--text)"
                  strokeWidth={1.75}
                  isAnimationActive={false}
                  dot={({ cx, cy, index }: { cx?: number; cy?: number; index?: number }) => {
                    const point = points[index ?? -1];
                    if (!point || cx === undefined || cy === undefined || point.pue === undefined) return <g key={index} />;
                    const label = `${describeQuantity(point.ambient_K, 'temperature', { system })} PUE ${formatFixed(point.pue, 4)}`;
                    return (
                      <g key={index} {...pickable(label, () => pick(point))}>
                        <circle cx={cx} cy={cy} r={9} fill="transparent" />
                        <circle cx={cx} cy={cy} r={3} fill="var(--panel)" stroke="var(--text)" strokeWidth={1.5} />
                      </g>
                    );
                  }}
                />
              </ComposedChart>
            </ResponsiveContainer>
          </div>
          <div className="strips">
            {strips.map((strip) => (
              <div key={strip.title} className="strip">
                <span className="clip" title={strip.title}>
                  {strip.title}
                </span>
                <span className="strip-track">
                  {[...strip.at].map(([ambient_K, count]) => (
                    <span
                      key={ambient_K}
                      className={strip.limit ? 'limit' : ''}
                      style={{ left: `${place(ambient_K - half)}%`, width: `${place(ambient_K + half) - place(ambient_K - half)}%` }}
                      title={`${count} at ${describeQuantity(ambient_K, 'temperature', { system })}`}
                    />
                  ))}
                </span>
              </div>
            ))}
          </div>
        </div>
      )}
    </ChartFrame>
  );
}
