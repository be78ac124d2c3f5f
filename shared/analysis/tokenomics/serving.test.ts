import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chat } from '../../../test/fixtures/furnished-hall.ts';
import { mlEnergyPoints } from '../../catalogue/throughput/points.ts';
import type { Workload } from '../../document/records.ts';
import { claims } from './claims.ts';
import { energyFrontier, leastEnergyPoint } from './frontier.ts';
import { throughputOf } from './serving.ts';
import { type ServingFrame, tokensPerMegawatt } from './tokens-per-megawatt.ts';

const work = (fields: Partial<Workload> = {}): Workload => ({ ...chat, id: 'work_1', type: 'workload', ...fields });
const value = (workload: Workload, accelerator: string) => {
  const answer = throughputOf(workload, accelerator);
  if (!answer.ok) throw new Error(answer.problems[0]?.message);
  return answer.value;
};
const fault = (workload: Workload, accelerator: string): string => {
  const answer = throughputOf(workload, accelerator);
  return answer.ok ? 'answered' : (answer.problems[0]?.message ?? '');
};

describe('throughput of a workload', () => {
  it('is the published point at its speed, and the output part is a matter of lengths', () => {
    expect(value(work(), 'B200').throughput_per_s).toBe(4791.6);
    expect(value(work({ counts: 'output' }), 'B200').throughput_per_s).toBeCloseTo(2395.8, 9);
    const slower = { points: 'published', promptTokens: 1024, outputTokens: 1024, tokensPerUser_per_s: 50 } as const;
    expect(value(work({ serving: slower }), 'B200')).toMatchObject({ throughput_per_s: 1020.2, measuredPerUser_per_s: 71 });
  });

  it('is refused, not extrapolated, beyond the fastest measured point, on other hardware and at other lengths', () => {
    const serving = { points: 'published', promptTokens: 1024, outputTokens: 1024, tokensPerUser_per_s: 101 } as const;
    expect(fault(work({ serving }), 'B200')).toMatch(/measured at 42, 71, 100 .* none as fast as 101/);
    expect(fault(work(), 'VR200 NVL72')).toMatch(/no throughput .* is published/);
    expect(fault(work({ serving: { ...serving, promptTokens: 512 } }), 'B200')).toMatch(/no throughput/);
    expect(fault(work({ serving: { ...serving, points: 'stated' } }), 'B200')).toMatch(/neither stated nor published/);
    expect(fault(work({ serving: { ...serving, points: 'ml-energy-v3', task: 'gpqa' } }), 'B200')).toMatch(/counts output tokens/);
  });

  it('comes from the lower hull of measured energy: gpt-oss-120b on H100 at 20 tok/s per user', () => {
    const serving = { points: 'ml-energy-v3', task: 'gpqa', promptTokens: 200, outputTokens: 8000, tokensPerUser_per_s: 20 } as const;
    const model = { ...chat.model, name: 'openai/gpt-oss-120b' };
    const found = value(work({ serving, model, precision: 'mxfp4', counts: 'output' }), 'H100');
    expect(found).toMatchObject({ throughput_per_s: 5071.5, energyPerToken_J: 0.11474, batch: 512 });
  });

  it('of training is compute over six times the active parameters', () => {
    const answer = value(
      work({
        purpose: 'training',
        training: { sequenceTokens: 8192, stages_s: [1], waiting: 0 },
        model: { ...chat.model, totalParameters: 100e9, activeParameters: 100e9 },
        values: { peakCompute_FLOP_s: { value: 1.5e15, unit: 'FLOP/s', source: 'test', tag: 'vendor', date: '' } },
      }),
      'none',
    );
    expect(answer.throughput_per_s).toBeCloseTo((1.5e15 * 0.4) / 6e11, 9);
    expect(answer.frame.purpose).toBe('training');
  });
});

describe('the frontier of measured points', () => {
  it('holds the best point for every latency limit, and its energy falls as time grows', () => {
    const all = mlEnergyPoints();
    const queries = [...new Map(all.map((p) => [`${p.task} ${p.model} ${p.gpu}`, { task: p.task, model: p.model, gpu: p.gpu }])).values()];
    fc.assert(
      fc.property(fc.constantFrom(...queries), fc.double({ min: 0.005, max: 0.3, noNaN: true }), (query, interToken_s) => {
        const hull = energyFrontier(all, query);
        const within = hull.filter((point) => point.interToken_s <= interToken_s).at(-1);
        expect(within).toEqual(leastEnergyPoint(all, { ...query, interToken_s }));
        for (const [i, point] of hull.slice(1).entries()) expect(point.energyPerToken_J).toBeLessThan(hull[i]?.energyPerToken_J ?? 0);
      }),
    );
  });
});

describe('tokens per megawatt', () => {
  const frame: ServingFrame = {
    purpose: 'inference',
    model: 'DeepSeek-R1',
    precision: 'fp8',
    promptTokens: 1024,
    outputTokens: 1024,
    tokensPerUser_per_s: 42,
    counts: 'total',
  };

  it('carry their frame, and are refused where any part of it is empty', () => {
    const whole = tokensPerMegawatt(4791.6, 2170, 'utility', frame);
    expect(whole.ok && whole.value.value_per_s).toBeCloseTo(2_208_110.6, 1);
    const broken = { model: ' ', precision: '', promptTokens: -1, outputTokens: 0, tokensPerUser_per_s: 0, counts: 'some' };
    for (const [field, bad] of Object.entries(broken)) {
      const answer = tokensPerMegawatt(1, 1, 'IT', { ...frame, [field]: bad } as ServingFrame);
      expect(answer.ok ? [] : answer.problems.map((problem) => problem.field)).toEqual([field]);
    }
    expect(tokensPerMegawatt(1, 0, 'IT', frame).ok).toBe(false);
  });

  it('do not compile without any one part, nor when made by hand', () => {
    const folder = mkdtempSync(join(tmpdir(), 'headroom-frame-'));
    const module = fileURLToPath(new URL('./tokens-per-megawatt.ts', import.meta.url));
    const tsc = fileURLToPath(new URL('../../../node_modules/.bin/tsc', import.meta.url));
    const whole = { ...frame } as Record<string, unknown>;
    const uses = [
      `tokensPerMegawatt(1, 1, 'IT', ${JSON.stringify(whole)});`,
      ...Object.keys(whole).map((field) => {
        const { [field]: _left, ...rest } = whole;
        return `tokensPerMegawatt(1, 1, 'IT', ${JSON.stringify(rest)});`;
      }),
      `tokensPerMegawatt(1, 1, ${JSON.stringify(whole)});`,
      `const made: TokensPerMegawatt = { value_per_s: 1, megawatt: 'IT', frame: ${JSON.stringify(whole)} }; void made;`,
    ];
    try {
      const file = join(folder, 'uses.ts');
      writeFileSync(file, [`import { type TokensPerMegawatt, tokensPerMegawatt } from '${module}';`, ...uses, ''].join('\n'));
      const ended = spawnSync(
        tsc,
        ['--noEmit', '--strict', '--target', 'es2024', '--module', 'nodenext', '--allowImportingTsExtensions', '--ignoreConfig', file],
        { encoding: 'utf8' },
      );
      const lines = new Set([...`${ended.stdout}${ended.stderr}`.matchAll(/uses\.ts[:(](\d+)/g)].map(([, line]) => Number(line) - 2));
      expect([...lines].sort((a, b) => a - b)).toEqual(uses.map((_, i) => i).slice(1));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('vendor claims', () => {
  it('are reproduced from their own inputs where these are published', () => {
    const [hopper, lpx, dashboard] = claims();
    expect(hopper?.figures.map(({ reproduced }) => reproduced)).toEqual([expect.closeTo(54.9, 1), expect.closeTo(35.47, 2)]);
    expect(lpx?.figures).toEqual([]);
    expect(dashboard?.figures[0]?.reproduced).toBeCloseTo(1.4514, 4);
    expect(dashboard?.figures[1]?.reproduced).toBeCloseTo(1.3284, 4);
  });
});
