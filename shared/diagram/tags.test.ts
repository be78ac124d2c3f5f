import { describe, expect, it } from 'vitest';
import { naturalOrder, tagRange } from './tags.ts';

describe('tags', () => {
  it('are ordered as people count', () => {
    expect(['CDU-10', 'CDU-2', 'CDU-1'].sort(naturalOrder)).toEqual(['CDU-1', 'CDU-2', 'CDU-10']);
    expect(['A', 'A-1', ''].sort(naturalOrder)).toEqual(['', 'A', 'A-1']);
  });

  it('of a group are named by their range, and no number is cut', () => {
    expect(tagRange(['FWS-P1'])).toBe('FWS-P1');
    expect(tagRange(['BW-A1-3', 'BW-A1-1', 'BW-A1-4', 'BW-A1-2'])).toBe('BW-A1-1…4');
    expect(tagRange(['CDU-1A', 'CDU-1B', 'CDU-1C'])).toBe('CDU-1A…C');
    expect(tagRange(['G-9', 'G-10', 'G-11'])).toBe('G-9…11');
    expect(tagRange(['G-10', 'G-11'])).toBe('G-10…11');
    expect(tagRange(['H1-MVS-A', 'H2-MVS-A', 'H12-MVS-A'])).toBe('H1…12-MVS-A');
    expect(tagRange(['CH-1/V-IN', 'CH-2/V-IN'])).toBe('CH-1…2/V-IN');
    expect(tagRange(['TR', 'UPS'])).toBe('TR … UPS');
  });
});
