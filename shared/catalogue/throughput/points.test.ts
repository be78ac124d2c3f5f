import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { mlEnergyPoints, publishedPoints } from './points.ts';

it('the measured points are those of the published table, row by row', () => {
  const csv = readFileSync(new URL('../../../test/reference/tokenomics-data/mlenergy_llm_v3.csv', import.meta.url), 'utf8');
  const [header = '', ...lines] = csv.trim().split(/\r?\n/);
  const columns = header.split(',');
  const expected = lines.map((line) => {
    const cells = line.split(',');
    const cell = (name: string) => cells[columns.indexOf(name)] ?? '';
    return {
      task: cell('task'),
      model: cell('model'),
      precision: cell('precision'),
      gpu: cell('gpu'),
      gpus: Number(cell('num_gpus')),
      batch: Number(cell('max_num_seqs')),
      outputTokens: Number(cell('avg_output_len')),
      interToken_s: Number(cell('itl_p50_ms')) / 1e3,
      energyPerToken_J: Number(cell('j_per_output_token')),
      throughput_per_s: Number(cell('output_tok_s_per_gpu')),
      power_W: Number(cell('gpu_power_w_per_gpu')),
    };
  });
  expect(mlEnergyPoints()).toEqual(expected);
  expect(expected).toHaveLength(838);
});

it('energy per token is power over rate on every measured row', () => {
  for (const { energyPerToken_J, power_W, throughput_per_s } of mlEnergyPoints())
    expect(Math.abs(energyPerToken_J * throughput_per_s - power_W) / power_W).toBeLessThan(5e-4);
});

it('every published point has its frame and its address', () => {
  for (const point of publishedPoints) {
    expect(point.source).toMatch(/^https:\/\//);
    expect(point.promptTokens * point.outputTokens * point.tokensPerUser_per_s).toBeGreaterThan(0);
    expect(point.throughput_per_s ?? point.throughputPerUtilityMW_per_s).toBeGreaterThan(0);
  }
});
