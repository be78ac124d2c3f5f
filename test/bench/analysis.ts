/** The whole analysis from 10 MW to 1 GW: cold, again with the last solution to start from, and growth per rack. */
import { analyseDetailed } from '../../shared/analysis/analyse.ts';
import { designs } from '../../shared/designs/index.ts';

const campus = designs.find(({ name }) => name === 'campus');
const rows: string[][] = [['utility', 'racks', 'records', 'generate', 'cold', 'again', 'cold per rack']];
const milliseconds = (value: number) => `${value.toFixed(0)} ms`;
for (const power of [20e6, 100e6, 500e6, 1e9]) {
  const began = performance.now();
  const built = campus?.build({ power });
  if (!built?.ok) throw new Error('the campus could not be generated');
  const generated = performance.now();
  const cold = analyseDetailed(built.value);
  const solved = performance.now();
  if (!cold.ok) throw new Error(cold.problems[0]?.message);
  analyseDetailed(built.value, { previous: cold.value.coupled });
  const again = performance.now();
  const racks = cold.value.analysis.summary?.racks ?? 0;
  const records = built.value.tables.equipment.size + built.value.tables.connection.size;
  rows.push([
    `${power / 1e6} MW`,
    String(racks),
    String(records),
    milliseconds(generated - began),
    milliseconds(solved - generated),
    milliseconds(again - solved),
    `${((1e3 * (solved - generated)) / racks).toFixed(0)} µs`,
  ]);
}
const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
for (const row of rows) console.log(row.map((cell, column) => cell.padStart(widths[column] ?? 0)).join('  '));
