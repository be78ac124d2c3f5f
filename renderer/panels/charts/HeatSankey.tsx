import { Fragment, type ReactNode, useEffect, useRef, useState } from 'react';
import type { HeatFlow, HeatStageKey } from '../../../shared/analysis/charts/heat-flow.ts';
import { describeQuantity } from '../../../shared/units/format.ts';
import { useAnalysis } from '../../analysis/store.ts';
import { useChart } from '../../analysis/use-chart.ts';
import { useView } from '../../view-state.ts';
import { ChartFrame, ChartNote, Empty, type Picked, pickable } from './chart-parts.tsx';
import { type LaidStage, layOutSankey, stage_px, titleLines } from './sankey-layout.ts';

/** Warm liquid is orange, facility water blue as it is piped; what machines add is grey. */
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
  cws: 'var(--return)',
  loop: 'var(--supply)',
  'water-chillers': 'var(--supply)',
  chillers: 'var(--supply)',
  coolers: 'var(--supply)',
  towers: 'var(--supply)',
  sky: 'var(--muted)',
};

/** Room for the label of the last column. */
const lastLabel_px = 76;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Draws its children at the size there is. */
function Sized({ children }: { children: (size: Size) => ReactNode }) {
  const frame = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setSize({ width: element.clientWidth, height: element.clientHeight }));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return (
    <div className="chart-sized" ref={frame}>
      {size.width > 0 ? children(size) : null}
    </div>
  );
}

const sideOf = (flow: HeatFlow, key: HeatStageKey): number => {
  const stage = flow.stages.find((candidate) => candidate.key === key);
  return stage ? Math.max(stage.in_W, stage.out_W) : 1;
};

/** What the note says about one stream. */
function ofStream(flow: HeatFlow, index: number, watts: (value: number) => string): Picked | null {
  const stream = flow.streams[index];
  if (!stream) return null;
  const share = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)} %`;
  return {
    title: `${titleOf(flow, stream.from)} → ${titleOf(flow, stream.to)}`,
    value: watts(stream.heat_W),
    formula: stream.formula,
    inputs: [
      ['of all heat', share(stream.heat_W, flow.entering_W)],
      [`of ${titleOf(flow, stream.from)}`, share(stream.heat_W, sideOf(flow, stream.from))],
    ],
    source: 'First law, from solved flows and temperatures; powers as the outer loop settled on them',
  };
}

/** What the note says about one stage: all that enters and leaves it. */
function ofStage(flow: HeatFlow, index: number, watts: (value: number) => string): Picked | null {
  const stage = flow.stages[index];
  if (!stage) return null;
  const inner = stage.in_W > 0 && stage.out_W > 0;
  const left = inner ? Math.abs(stage.in_W - stage.out_W) / flow.entering_W : 0;
  const streams = (pick: 'from' | 'to', other: 'from' | 'to') =>
    flow.streams.flatMap((stream): (readonly [string, string])[] =>
      stream[pick] === stage.key ? [[`${other} ${titleOf(flow, stream[other])}`, watts(stream.heat_W)]] : [],
    );
  return {
    title: stage.title,
    value: watts(Math.max(stage.in_W, stage.out_W)),
    formula: inner ? 'Σ in = Σ out' : stage.in_W > 0 ? 'Σ in' : 'Σ out',
    inputs: [...streams('to', 'from'), ...streams('from', 'to')],
    source: inner ? `Left over: ${left.toExponential(1)} of all heat` : 'Sum of its streams',
  };
}

/** Height of a line and usual width of a letter of a label. */
const [line_px, letter_px] = [12, 5.9];

/** Whether a stage or its label stands anywhere between two heights. */
const reaches = ({ y, height, labelY }: LaidStage, top: number, bottom: number): boolean =>
  Math.min(y, labelY - 2 * line_px) < bottom && Math.max(y + height, labelY + line_px) > top;

const titleOf = (flow: HeatFlow, key: HeatStageKey): string => flow.stages.find((stage) => stage.key === key)?.title ?? key;

function Drawing({
  flow,
  size,
  watts,
  onPick,
}: {
  flow: HeatFlow;
  size: Size;
  watts: (value: number) => string;
  onPick: (picked: Picked | null) => void;
}) {
  const box = { left: 12, top: 10, width: size.width - 24 - lastLabel_px, height: size.height - 20 };
  const laid = layOutSankey(
    {
      stages: flow.stages.map(({ key, rank, in_W, out_W }) => ({ key, rank, size: Math.max(in_W, out_W) })),
      streams: flow.streams.map(({ from, to, heat_W }) => ({ from, to, size: heat_W })),
    },
    box,
  );
  return (
    <svg width={size.width} height={size.height} aria-label="Streams of heat">
      {flow.streams.map((stream, i) => (
        <path
          key={`${stream.from} ${stream.to}`}
          {...pickable(`${titleOf(flow, stream.from)} to ${titleOf(flow, stream.to)}, ${watts(stream.heat_W)}`, () =>
            onPick(ofStream(flow, i, watts)),
          )}
          d={laid.ribbons[i]?.path}
          fill={tone[stream.from]}
          fillOpacity={0.3}
        />
      ))}
      {flow.stages.map((stage, i) => {
        const at = laid.stages.get(stage.key);
        if (!at) return null;
        const heat = watts(Math.max(stage.in_W, stage.out_W));
        // A label ends before the next stage, or its label, on its height; the full title is what the stage is called.
        const room =
          Math.min(
            ...[...laid.stages.values()]
              .filter((next) => next.x > at.x && reaches(next, at.labelY - 2 * line_px, at.labelY + line_px))
              .map((next) => next.x),
          ) - at.x;
        const letters = Math.floor((room - stage_px - 9) / letter_px);
        const lines = titleLines(stage.title, letters, at.height > 4 * line_px ? 2 : 1);
        const cut = lines.some((line) => line.endsWith('…'));
        const x = at.x + stage_px + 5;
        const title = (
          <text y={at.labelY - 2 - (lines.length - 1) * line_px} className="chart-halo" fill="var(--text)" fontSize={11}>
            {lines.map((line, k) => (
              <tspan key={line} x={x} dy={k === 0 ? 0 : line_px}>
                {`${line} `}
              </tspan>
            ))}
          </text>
        );
        return (
          <Fragment key={stage.key}>
            <g {...pickable(`${stage.title} ${heat}`, () => onPick(ofStage(flow, i, watts)))}>
              <rect x={at.x} y={at.y} width={stage_px} height={at.height} rx={1.5} fill={tone[stage.key]} />
              {cut ? null : title}
              <text x={x} y={at.labelY + 10} className="chart-halo" fill="var(--text)" fontSize={10.5}>
                {heat}
              </text>
            </g>
            {/* The button is called by its full title; half a word beside it is for the eye alone. */}
            {cut ? (
              <g aria-hidden pointerEvents="none">
                {title}
              </g>
            ) : null}
          </Fragment>
        );
      })}
    </svg>
  );
}

/** Heat from racks and machines to the sky. */
export function HeatSankey() {
  const answer = useChart({ chart: 'heat' });
  const stale = useAnalysis((state) => state.stale);
  const system = useView((state) => state.unitSystem);
  const [picked, setPicked] = useState<Picked | null>(null);
  if (!answer) return <Empty>The first analysis is not finished yet.</Empty>;
  const { flow } = answer;
  if (!flow) return <Empty>No balance: a loop or a room has no solution. Its cause stands among the findings.</Empty>;
  if (flow.streams.length === 0) return <Empty>No heat yet: place racks and connect them to cooling.</Empty>;
  const watts = (value: number) => describeQuantity(value, 'power', { system });
  return (
    <ChartFrame
      label="Heat from racks and machines to the sky"
      columns={['From', 'To', 'Heat', 'Formula']}
      rows={flow.streams.map(({ from, to, heat_W, formula }) => [titleOf(flow, from), titleOf(flow, to), watts(heat_W), formula])}
      stale={stale}
      note={<ChartNote picked={picked} hint="Press a stream or a stage to see how it was made." />}
    >
      <Sized>{(size) => <Drawing flow={flow} size={size} watts={watts} onPick={setPicked} />}</Sized>
    </ChartFrame>
  );
}
