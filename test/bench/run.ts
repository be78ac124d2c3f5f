/** `npm run bench [name …]`: every bench in turn, each in a process of its own so that one does not warm another. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));
/** Modules that benches share. */
const parts = new Set(['run.ts', 'epanet.ts', 'editor-report.ts', 'editor-scene.ts']);
const benches = readdirSync(folder)
  .filter((name) => name.endsWith('.ts') && !parts.has(name))
  .sort();
const wanted = process.argv.slice(2);
for (const bench of benches) {
  if (wanted.length > 0 && !wanted.includes(bench.replace('.ts', ''))) continue;
  process.stdout.write(`\n== ${bench.replace('.ts', '')}\n`);
  const { status } = spawnSync(process.execPath, [`${folder}${bench}`], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
