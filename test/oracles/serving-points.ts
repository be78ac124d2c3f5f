/** Measured serving points of the ML.ENERGY benchmark (Apache 2.0, see test/reference/tokenomics-data). */
import { readFileSync } from 'node:fs';
import type { ServingPoint } from '../../shared/analysis/tokenomics/frontier.ts';

let table: ServingPoint[] | undefined;
export function servingPoints(): ServingPoint[] {
  if (table) return table;
  const text = readFileSync(new URL('../reference/tokenomics-data/mlenergy_llm_v3.csv', import.meta.url), 'utf8');
  const [header = '', ...lines] = text.trim().split(/\r?\n/);
  const columns = header.split(',');
  table = lines.map((line) => {
    const cells = line.split(',');
    const cell = (name: string) => cells[columns.indexOf(name)] ?? '';
    return {
      task: cell('task'),
      model: cell('model'),
      gpu: cell('gpu'),
      gpus: Number(cell('num_gpus')),
      batch: Number(cell('max_num_seqs')),
      interToken_s: Number(cell('itl_p50_ms')) / 1e3,
      energyPerToken_J: Number(cell('j_per_output_token')),
      throughput_per_s: Number(cell('output_tok_s_per_gpu')),
    };
  });
  return table;
}
