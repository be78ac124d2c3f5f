/** The analysis as JSON: `results/analysis.json`, the same object that `headroom solve --json` prints. */
import { analysisJson } from '../../analysis/json.ts';
import { defineExporter } from '../exporter.ts';
import { bytesOf } from '../text.ts';

export const analysisName = 'results/analysis.json';

export const analysisExporter = defineExporter({
  format: 'analysis',
  title: 'Analysis as JSON',
  write: ({ document, analysis }) => [
    { path: analysisName, bytes: bytesOf(`${JSON.stringify(analysisJson(document, analysis), null, 1)}\n`) },
  ],
});
