import { describe, expect, it } from 'vitest';
import { withstand_A2s } from './conductor.ts';

/** Published factors k in A·√s/mm² (IEC 60364-4-43, table 43A), independent of the formula's constants. */
const published = [
  ['copper', 90, 250, 143],
  ['copper', 70, 160, 115],
  ['aluminium', 90, 250, 94],
  ['aluminium', 70, 160, 76],
] as const;

describe('what a conductor withstands', () => {
  it.each(published)('%s from %i to %i °C has k = %i', (conductor, start, end, k) => {
    const area_mm2 = 240;
    const withstood = withstand_A2s(area_mm2 * 1e-6, { conductor, operating_K: start + 273.15, faultEnd_K: end + 273.15 });
    expect(Math.abs(Math.sqrt(withstood) / area_mm2 / k - 1)).toBeLessThan(0.01);
  });
});
