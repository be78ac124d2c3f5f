/** The grid that tools and arrow keys step by: round in the units a person works in. */
import type { GridStep } from '../preferences.ts';
import { viewState } from '../view-state.ts';

const inch_m = 0.0254;

/** Data-hall floor tiles are 600 mm or 2 ft square. */
const steps_m: Readonly<Record<GridStep, { readonly SI: number; readonly US: number }>> = {
  fine: { SI: 0.01, US: inch_m },
  usual: { SI: 0.1, US: 3 * inch_m },
  'half-tile': { SI: 0.3, US: 12 * inch_m },
  tile: { SI: 0.6, US: 24 * inch_m },
};

export function gridStep_m(): number {
  const { grid, unitSystem } = viewState.getState();
  return steps_m[grid][unitSystem];
}
