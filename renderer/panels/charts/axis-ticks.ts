/** Ticks that a person can read off: steps of 1, 2 or 5 times a power of ten, all of one width. In the unit shown. */
import { niceStep } from '../../scene/overlays/overlay.ts';

/** Multiples of a step, free of the dust of adding it up. */
const multiples = (step: number, from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => Number(((from + i) * step).toPrecision(12)));

/** Round numbers between two ends that stay where they are. */
export function ticksBetween(first: number, last: number): number[] {
  const step = niceStep(last - first);
  return multiples(step, Math.ceil(first / step - 1e-9), Math.floor(last / step + 1e-9));
}

/** An axis that begins and ends on a tick, with the values in between. */
export function roundAxis(least: number, most: number): { readonly domain: [number, number]; readonly ticks: number[] } {
  const step = niceStep(most - least);
  const ticks = multiples(step, Math.floor(least / step + 1e-9), Math.ceil(most / step - 1e-9));
  return { domain: [ticks[0] ?? least, ticks.at(-1) ?? most], ticks };
}
