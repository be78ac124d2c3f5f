import { type SweepPoint, sweepAmbient } from '../../shared/analysis/ambient-sweep.ts';
import type { Document } from '../../shared/document/document.ts';
import { fail, type Result, succeed } from '../../shared/problem.ts';
import { describeQuantity, formatFixed } from '../../shared/units/format.ts';
import { parseQuantity } from '../../shared/units/parse.ts';
import { zeroCelsius_K } from '../../shared/units/quantity.ts';
import { analysisOptionSpecs, analysisOptions, analysisUsage, isSolved, parseAmbient } from './analysis-options.ts';
import type { Arguments } from './arguments.ts';
import { defineCommand, reportProblems } from './command.ts';
import { openDesign } from './open-design.ts';

/** More points than this in one sweep are a slip of the keyboard. */
const mostPoints = 1000;

/** Ambients from `--from` to `--to`, both included, every `--step`. */
function ambientsOf(given: Arguments): Result<number[]> {
  const from = parseAmbient(given.value('from') ?? '-10 °C', '--from');
  const to = parseAmbient(given.value('to') ?? '45 °C', '--to');
  if (!from.ok) return from;
  if (!to.ok) return to;
  const problem = (message: string) => fail({ code: 'bad-option', field: '--step', message });
  const step = parseQuantity(given.value('step') ?? '5 K', 'temperatureDifference');
  if (!step.ok || !(step.value > 0)) return problem(`"${given.value('step')}" is not a temperature step such as 5 or 2 K`);
  if (to.value < from.value) return problem('--to is below --from');
  const count = Math.floor((to.value - from.value) / step.value + 1e-9) + 1;
  if (count > mostPoints) return problem(`${count} points; at most ${mostPoints}`);
  return succeed(Array.from({ length: count }, (_, i) => from.value + i * step.value));
}

function sweepTable(points: readonly SweepPoint[]): string {
  const lines: string[] = [];
  let before = '';
  for (const { ambient_K, analysis, controls } of points) {
    const { summary } = analysis;
    const figures = summary
      ? `${describeQuantity(summary.facilityPower_W, 'power').padStart(10)}   PUE ${summary.pue === undefined ? '–' : formatFixed(summary.pue, 3)}`
      : 'not solved';
    lines.push(`${describeQuantity(ambient_K, 'temperature').padStart(8)}  ${figures}`);
    const names = controls.map(
      ({ owners, item, holds, by, state }) =>
        `            ${owners.length} × ${item}: ${holds} by ${by}${state === 'holding' ? '' : `, ${state}`}`,
    );
    // Only what changes is said again.
    const text = names.join('\n');
    if (text !== before) lines.push(text);
    before = text;
  }
  return `${lines.join('\n')}\n`;
}

const sweepJson = (document: Document, points: readonly SweepPoint[]) => ({
  format: 'headroom-sweep/1',
  points: points.map(({ ambient_K, analysis: { summary, scenario }, controls }) => ({
    scenario: scenario.name,
    ambient_C: ambient_K - zeroCelsius_K,
    facilityPower_W: summary?.facilityPower_W ?? null,
    itPower_W: summary?.itPower_W ?? null,
    pue: summary?.pue ?? null,
    controls: controls.map(({ owners, ...group }) => ({
      ...group,
      tags: owners.map((id) => document.tables.equipment.get(id)?.tag ?? id),
    })),
  })),
});

export const sweep = defineCommand({
  name: 'sweep',
  usage: `sweep FILE [--from T] [--to T] [--step ΔT] ${analysisUsage.replace('[--ambient T] ', '')} [--json]`,
  summary: 'solves a design over the outdoor temperature and names the control that works at each point',
  options: { ...analysisOptionSpecs, from: 'value', to: 'value', step: 'value', json: 'flag' },
  operands: { min: 1, max: 1 },
  async run(given, io) {
    const ambients = ambientsOf(given);
    if (!ambients.ok) return reportProblems(ambients.problems, io);
    const design = await openDesign(given.operands[0] ?? '', io, given.has('allow-unreadable'));
    if (!design.ok) return reportProblems(design.problems, io);
    const { document } = design.value;
    const options = analysisOptions(document, given);
    if (!options.ok) return reportProblems(options.problems, io);
    const points = sweepAmbient(document, ambients.value, options.value);
    if (!points.ok) return reportProblems(points.problems, io);
    io.out(given.has('json') ? `${JSON.stringify(sweepJson(document, points.value))}\n` : sweepTable(points.value));
    return points.value.every(({ analysis }) => isSolved(analysis)) ? 0 : 3;
  },
});
