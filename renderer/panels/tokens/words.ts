/** How token figures are written: three digits and a prefix, dollars, percent. */
import { shortNumber } from '../../../shared/analysis/tokenomics/tokens-table.ts';
import { formatFixed } from '../../../shared/units/format.ts';

export const rate = (value: number): string => `${shortNumber(value)} tok/s`;
export const dollars = (value: number): string => `${shortNumber(value)} USD`;
export const percent = (part: number, decimals = 1): string => `${formatFixed(100 * part, decimals)} %`;
export { shortNumber };

/** The name itself, or with the first number that makes it one of its own. */
export function freeName(name: string, taken: readonly string[]): string {
  let free = name;
  for (let number = 2; taken.includes(free); number++) free = `${name}-${number}`;
  return free;
}
