/** Prints what the editor bench measures, line by line as it is measured, and the naive way as ratios at the end. */

/** What the editor owes at 1 GW. */
export const budgets = {
  calls: 150,
  frame_ms: 10,
  pick_ms: 2,
  drag_ms: 4,
  grip_ms: 50,
  open_ms: 2000,
  analysed_ms: 4000,
  heap_MB: 600,
} as const;

export type Measured = Readonly<Record<string, number>>;

const digits = (value: number) => (value >= 100 || Number.isInteger(value) ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2));
const widths = [74, 12, 10] as const;

/** One finished line: what, how much, what it owes. */
export function line(title: string, value: number, unit = '', budget?: number): void {
  const owed = budget === undefined ? '' : `${budget} ${unit}`.trim();
  const verdict = budget === undefined ? '' : value <= budget ? 'holds' : 'OVER';
  console.log(`${title.padEnd(widths[0])}${`${digits(value)} ${unit}`.trim().padStart(widths[1])}${owed.padStart(widths[2])}  ${verdict}`);
}

/** The same with one mesh per object, as a multiple of ours. */
export function naiveLine(title: string, ours: number, naive: number, unit = ''): void {
  const times = `${digits(naive / Math.max(ours, 1e-3))}×`;
  console.log(
    `${`one mesh each: ${title}`.padEnd(widths[0])}${`${digits(naive)} ${unit}`.trim().padStart(widths[1])}${times.padStart(widths[2])}`,
  );
}

export const say = (text: string): void => console.log(text);
