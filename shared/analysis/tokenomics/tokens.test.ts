import { beforeAll, describe, expect, it } from 'vitest';
import { designs } from '../../designs/index.ts';
import { applyPatch, type Document } from '../../document/document.ts';
import { changed } from '../../document/patch.ts';
import { analyse } from '../analyse.ts';
import type { Analysis } from '../result.ts';
import { relativeThroughput } from './power-curve.ts';
import { type TokensReport, tokensOf } from './tokens.ts';

const built = (name: string, values = {}): Document => {
  const design = designs.find((candidate) => candidate.name === name)?.build(values);
  if (!design?.ok) throw new Error(`${name} could not be built`);
  return design.value;
};
const solved = (document: Document, scenario?: string): Analysis => {
  const answer = analyse(document, scenario === undefined ? {} : { scenario });
  if (!answer.ok) throw new Error(answer.problems[0]?.message);
  return answer.value;
};
const report = (document: Document, analysis: Analysis): TokensReport => {
  const answer = tokensOf(document, analysis);
  if (!answer.ok) throw new Error(answer.problems[0]?.message);
  return answer.value;
};

let hall: Document;
let design: Analysis;
let tokens: TokensReport;
beforeAll(() => {
  hall = built('gb300-10mw');
  design = solved(hall);
  tokens = report(hall, design);
});
const of = (name: string, from = tokens) => {
  const found = from.workloads.find((workload) => workload.name === name);
  if (!found) throw new Error(`no workload ${name}`);
  return found;
};

describe('tokens of the 10 MW hall', () => {
  it('site power is split without remainder', () => {
    const parts = Object.values(tokens.split).reduce((sum, part) => sum + part, 0);
    expect(parts).toBeCloseTo(tokens.facilityPower_W, 3);
    expect(Object.values(tokens.split).every((part) => part >= -1e-6)).toBe(true);
    const [site, ...rest] = tokens.waterfall;
    const taken = rest.filter(({ kind }) => kind === 'part').reduce((sum, { power_W }) => sum + power_W, 0);
    expect((site?.power_W ?? 0) - taken).toBeCloseTo(tokens.waterfall.at(-1)?.power_W ?? 0, 3);
  });

  it('an uncapped job runs at the throughput of its measured point', () => {
    const chat = of('chat');
    // 32 racks of 72 GPUs, seven tenths of them; 6182 tok/s each as published.
    expect(chat.accelerators).toBeCloseTo(32 * 72 * 0.7, 9);
    expect(chat.possible_per_s).toBeCloseTo(32 * 72 * 0.7 * 6182, 3);
    expect(chat.perIT).toMatchObject({
      megawatt: 'IT',
      frame: { model: 'DeepSeek-V4-Pro', precision: 'fp4', tokensPerUser_per_s: 27, counts: 'total' },
    });
    expect(chat.perIT?.value_per_s).toBeCloseTo((6182 * 72 * 1e6) / 142e3, 3);
    expect((chat.perUtility?.value_per_s ?? 0) / (chat.perIT?.value_per_s ?? 1)).toBeCloseTo(1 / (design.summary?.pue ?? 0), 9);
    expect(tokens.problems).toEqual([]);
  });

  it('what a job cannot draw is unused, and a cap below its draw costs tokens by its curve', () => {
    const training = of('training');
    const own = 16 * 0.89 * 135e3;
    expect(training.saturation_W).toBeCloseTo(own, 3);
    expect(tokens.split.training_W).toBeCloseTo(own, 3);
    expect(training.given_W - training.drawn_W).toBeCloseTo(16 * 142e3 - own, 3);
    const [scenario] = [...hall.tables.scenario.values()].filter(({ name }) => name === 'design');
    if (!scenario) throw new Error('no design scenario');
    const capped = applyPatch(hall, [changed(scenario, { ...scenario, utilisation: 0.7 })]);
    const less = of('training', report(capped, solved(capped)));
    const x = (0.7 * 142) / (0.89 * 135);
    expect(x).toBeLessThan(1);
    expect(less.possible_per_s / training.possible_per_s).toBeCloseTo(relativeThroughput({ a: 0.1, b: 1.3 }, x), 9);
    // Chat draws less than its cap even then.
    expect(of('chat', report(capped, solved(capped))).possible_per_s).toBeCloseTo(of('chat').possible_per_s, 3);
  });

  it('far below the measured range units are parked, not extrapolated', () => {
    const [scenario] = [...hall.tables.scenario.values()].filter(({ name }) => name === 'design');
    if (!scenario) throw new Error('no design scenario');
    const at = (utilisation: number) => {
      const capped = applyPatch(hall, [changed(scenario, { ...scenario, utilisation })]);
      return of('training', report(capped, solved(capped)));
    };
    const [half, quarter] = [at(0.4), at(0.2)];
    expect(quarter.possible_per_s / half.possible_per_s).toBeCloseTo(0.5, 9);
    expect(quarter.perJoule ?? 0).toBeCloseTo(half.perJoule ?? 1, 9);
  });

  it('expected capacity is below one, above each part, and training pays for its interruptions', () => {
    expect(tokens.uptime.capacity).toBeGreaterThan(0.99);
    expect(tokens.uptime.capacity).toBeLessThan(1);
    for (const part of tokens.uptime.parts) expect(part.capacity).toBeGreaterThanOrEqual(tokens.uptime.capacity);
    expect(of('training').uptime).toBeLessThan(of('chat').uptime);
  });
});

describe('tokens elsewhere', () => {
  it('a failed rack makes none', () => {
    const [rack] = [...tokens.byRack.keys()];
    const answer = analyse(hall, { failed: [rack ?? ''] });
    if (!answer.ok) throw new Error('not analysed');
    const less = report(hall, answer.value);
    expect(less.byRack.has(rack ?? '')).toBe(false);
    expect(less.byRack.size).toBe(tokens.byRack.size - 1);
  });

  it('work without a published throughput keeps its power and gives a problem instead of tokens', () => {
    const [chat] = [...hall.tables.workload.values()].filter(({ name }) => name === 'chat');
    if (!chat?.serving) throw new Error('no chat');
    const faster = applyPatch(hall, [changed(chat, { ...chat, serving: { ...chat.serving, tokensPerUser_per_s: 500 } })]);
    const less = report(faster, design);
    expect(less.problems).toMatchObject([{ code: 'no-measured-point', record: chat.id }]);
    expect(less.workloads.map(({ name }) => name)).toEqual(['reasoning', 'training']);
    expect(less.split.idle_W).toBeCloseTo(32 * 142e3 * 0.7, 3);
  });

  it('LPX racks without published throughput are named, and counted neither as zero nor as GPUs', () => {
    const items = [...hall.tables.item.values()].filter(({ kind }) => kind === 'rack');
    const lpx = (value: string) => ({ value, unit: '', source: 'data sheet', tag: 'vendor' as const, date: '2026-01-01' });
    const swapped = applyPatch(
      hall,
      items.map((item) => changed(item, { ...item, values: { ...item.values, accelerator: lpx('Groq 3 LPU'), generation: lpx('lpx') } })),
    );
    const answer = report(swapped, design);
    expect(answer.problems.map(({ message }) => message)).toContainEqual(
      expect.stringMatching(/no throughput of .*Groq 3 LPU.* is published/),
    );
    expect(answer.workloads.map(({ name }) => name)).not.toContain('chat');
  });

  it('Vera CPU racks serve the inference of their pod without making tokens themselves', () => {
    const unit = built('vr-45c-su');
    const vera = report(unit, solved(unit));
    expect(vera.workloads).toMatchObject([{ name: 'chat', racks: 10, cpuRacks: 2, accelerators: 8 * 72 }]);
    // By their own draw, 0.69 of 115 kW each: that is in the workload's power, so it lowers its tokens per megawatt.
    const [chat] = vera.workloads;
    expect(chat?.cpu_W).toBeCloseTo(2 * 0.69 * 115e3, 3);
    expect(chat?.perIT?.value_per_s).toBeCloseTo((1e6 * (chat?.possible_per_s ?? 0)) / (chat?.given_W ?? 1), 6);
    expect(vera.split.ingestion_W).toBeCloseTo(0, 6);
    expect(vera.byRack.size).toBe(8);
  });
});
