import { useState } from 'react';
import { ResponsiveContainer, Sankey, type SankeyLinkProps, type SankeyNodeProps } from 'recharts';
import type { HeatFlow, HeatStageKey } from '../../../shared/analysis/charts/heat-flow.ts';
import { describeQuantity } from '../../../shared/units/format.ts';
import { useAnalysis } from '../../analysis/store.ts';
import { useChart } from '../../analysis/use-chart.ts';
import { useView } from '../../view-state.ts';
import { ChartFrame, ChartNote, Empty, type Picked, pickable } from './chart-parts.tsx';

/** Liquid on its way back is orange, air neutral, what is added by machines muted, the sky blue-grey. */
const tone: Readonly<Record<HeatStageKey, string>> = {
  racks: 'var(--ok-mark)',
  power: 'var(--muted)',
  pumps: 'var(--muted)',
  fans: 'var(--muted)',
  compressors: 'var(--muted)',
  outdoors: 'var(--muted)',
  tcs: 'var(--return)',
  rooms: 'var(--text)',
  'open-rooms': 'var(--text)',
  cdus: 'var(--return)',
  chw: 'var(--supply)',
  fws: 'var(--supply)',
  loop: 'var(--supply)',
  'water-chillers': 'var(--supply)',
  chillers: 'var(--supply)',
  coolers: 'var(--supply)',
  towers: 'var(--supply)',
  sky: 'var(--muted)',
};

interface Named {
  readonly key: HeatStageKey;
  readonly name: string;
}

export function HeatSankey() {
  const answer = useChart({ chart: 'heat' });
  const stale = useAnalysis((state) => state.stale);
  const system = useView((state) => state.unitSystem);
  const [picked, setPicked] = useState<Picked | null>(null);
  if (!answer) return <Empty>The first analysis is not finished yet.</Empty>;
  const { flow } = answer;
  if (!flow) return <Empty>No balance: a loop or a room has no solution. Its cause stands among the findings.</Empty>;
  const watts = (value: number) => describeQuantity(value, 'power', { system });
  const titleOf = (key: HeatStageKey) => flow.stages.find((stage) => stage.key === key)?.title ?? key;
  const at = new Map(flow.stages.map(({ key }, i) => [key, i]));
  const data = {
    nodes: flow.stages.map(({ key, title }): Named => ({ key, name: title })),
    links: flow.streams.map(({ from, to, heat_W }) => ({ source: at.get(from) ?? 0, target: at.get(to) ?? 0, value: heat_W })),
  };
  const pickStream = (index: number) => {
    const stream = flow.streams[index];
    if (!stream) return;
    setPicked({
      title: `${titleOf(stream.from)} → ${titleOf(stream.to)}`,
      value: watts(stream.heat_W),
      formula: stream.formula,
      inputs: [
        ['of all heat', `${((100 * stream.heat_W) / flow.entering_W).toFixed(1)} %`],
        [`of ${titleOf(stream.from)}`, `${((100 * stream.heat_W) / sideOf(flow, stream.from)).toFixed(1)} %`],
      ],
      source: 'First law, from solved flows and temperatures; powers as the outer loop settled on them',
    });
  };
  const pickStage = (index: number) => {
    const stage = flow.stages[index];
    if (!stage) return;
    const through = Math.max(stage.in_W, stage.out_W);
    setPicked({
      title: stage.title,
      value: watts(through),
      formula: stage.in_W > 0 && stage.out_W > 0 ? 'Σ in = Σ out' : stage.in_W > 0 ? 'Σ in' : 'Σ out',
      inputs: [
        ...flow.streams.flatMap(({ from, to, heat_W }): (readonly [string, string])[] =>
          to === stage.key ? [[`from ${titleOf(from)}`, watts(heat_W)]] : [],
        ),
        ...flow.streams.flatMap(({ from, to, heat_W }): (readonly [string, string])[] =>
          from === stage.key ? [[`to ${titleOf(to)}`, watts(heat_W)]] : [],
        ),
      ],
      source: `What is left over: ${(Math.abs(stage.in_W && stage.out_W ? stage.in_W - stage.out_W : 0) / flow.entering_W).toExponential(1)} of all heat`,
    });
  };
  return (
    <ChartFrame
      label="Heat from racks and machines to the sky"
      columns={['From', 'To', 'Heat', 'Formula']}
      rows={flow.streams.map(({ from, to, heat_W, formula }) => [titleOf(from), titleOf(to), watts(heat_W), formula])}
      stale={stale}
      note={<ChartNote picked={picked} hint="Press a stream or a stage to see how it was made." />}
    >
      <ResponsiveContainer width="100%" height="100%">
        <Sankey
          data={data}
          nodeWidth={8}
          nodePadding={18}
          linkCurvature={0.45}
          iterations={64}
          margin={{ top: 14, right: 130, bottom: 14, left: 8 }}
          node={(props: SankeyNodeProps) => <Stage {...props} watts={watts} onPick={pickStage} />}
          link={(props: SankeyLinkProps) => <Stream {...props} onPick={pickStream} />}
        />
      </ResponsiveContainer>
    </ChartFrame>
  );
}

function sideOf(flow: HeatFlow, key: HeatStageKey): number {
  const stage = flow.stages.find((candidate) => candidate.key === key);
  return stage ? Math.max(stage.in_W, stage.out_W) : 1;
}

function Stage({
  x,
  y,
  width,
  height,
  index,
  payload,
  watts,
  onPick,
}: SankeyNodeProps & { watts: (value: number) => string; onPick: (index: number) => void }) {
  const { name, key } = payload as unknown as Named;
  const middle = y + height / 2;
  return (
    <g {...pickable(`${name} ${watts(payload.value)}`, () => onPick(index))}>
      <rect x={x} y={y} width={width} height={Math.max(1, height)} rx={1.5} fill={tone[key]} />
      <text x={x + width + 6} y={middle - 1} fill="var(--text)" fontSize={11} className="chart-halo">
        {name}
      </text>
      <text x={x + width + 6} y={middle + 11} fill="var(--muted)" fontSize={10.5} className="chart-halo">
        {watts(payload.value)}
      </text>
    </g>
  );
}

function Stream({
  sourceX,
  targetX,
  sourceY,
  targetY,
  sourceControlX,
  targetControlX,
  linkWidth,
  index,
  payload,
  onPick,
}: SankeyLinkProps & { onPick: (index: number) => void }) {
  const { key } = payload.source as unknown as Named;
  return (
    <path
      {...pickable(`${(payload.source as unknown as Named).name} to ${(payload.target as unknown as Named).name}`, () => onPick(index))}
      d={`M${sourceX},${sourceY}C${sourceControlX},${sourceY} ${targetControlX},${targetY} ${targetX},${targetY}`}
      fill="none"
      stroke={tone[key]}
      strokeOpacity={0.32}
      strokeWidth={Math.max(1, linkWidth)}
    />
  );
}
