/** Prints what the editor bench measured beside its budget and the naive way. */

/** What the editor owes at 1 GW. */
export const budgets = { calls: 150, frame_ms: 10, pick_ms: 2, drag_ms: 4, open_ms: 2000, analysed_ms: 4000, heap_MB: 600 } as const;

export type Measured = Readonly<Record<string, number>>;
type Row = readonly [title: string, value: number, unit: string, budget?: number, naive?: number];

const digits = (value: number) => (value >= 100 || Number.isInteger(value) ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2));

export function report(size: { instances: number; runs: number; triangles: number; power_W: number }, rows: readonly Row[]): void {
  console.log(
    `${size.power_W / 1e6} MW: ${size.instances} pieces of equipment, ${size.runs} runs, ${(size.triangles / 1e6).toFixed(1)} M triangles`,
  );
  const table = [['', 'measured', 'budget', '', 'one mesh each', 'ratio']];
  for (const [title, value, unit, budget, naive] of rows) {
    table.push([
      title,
      `${digits(value)} ${unit}`.trim(),
      budget === undefined ? '' : `${budget} ${unit}`.trim(),
      budget === undefined ? '' : value <= budget ? 'holds' : 'OVER',
      naive === undefined ? '' : `${digits(naive)} ${unit}`.trim(),
      naive === undefined ? '' : `${digits(naive / Math.max(value, 1e-3))}×`,
    ]);
  }
  const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? [];
  for (const row of table)
    console.log(row.map((cell, i) => (i === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  '));
}
