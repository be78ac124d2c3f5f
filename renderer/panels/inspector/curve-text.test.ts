import { describe, expect, it } from 'vitest';
import type { CurveParameter } from '../../../shared/catalogue/kind.ts';
import { curveText, curveUnits, readCurve } from './curve-text.ts';

const spec: CurveParameter = {
  type: 'curve',
  x: 'flow',
  y: 'ratio',
  yMin: 0.01,
  yMax: 1,
  title: 'Efficiency curve',
  help: '',
  acts: ['liquid'],
};
const points = [
  [0.01, 0.5],
  [0.02, 0.72],
  [0.03, 0.68],
] as const;
const read = (text: string, system: 'SI' | 'US' = 'SI') => {
  const answer = readCurve(text, spec, curveUnits(points, spec, system), system);
  return answer.ok ? answer.value : (answer.problems[0]?.message ?? '');
};

describe('a curve as two columns', () => {
  it.each(['SI', 'US'] as const)('comes back as it was written, in %s units', (system) => {
    const back = read(curveText(points, spec, curveUnits(points, spec, system)), system);
    if (typeof back === 'string') throw new Error(back);
    back.forEach(([x, y], i) => {
      expect(x).toBeCloseTo(points[i]?.[0] ?? 0, 7);
      expect(y).toBeCloseTo(points[i]?.[1] ?? 0, 7);
    });
  });

  it('is taken out of a spreadsheet with its headings and units, or typed with units', () => {
    expect(read('Flow [m³/h]\tEfficiency [%]\n36\t50\n72\t72\n')).toEqual([
      [0.01, 0.5],
      [0.02, 0.72],
    ]);
    expect(read('600 L/min; 50 %\n1200 L/min; 0.72 * 100 %')).toHaveLength(2);
  });

  it('names the row that cannot be read, and what a curve must be', () => {
    expect(read('600\t50\nfast\t60\n')).toMatch(/^Row 2: /);
    expect(read('600\t50\n700\n')).toBe('Row 2: two values are needed, one for each column');
    expect(read('600\t50\n500\t60\n')).toMatch(/rising x/);
    expect(read('600\t50\n700\t160\n')).toMatch(/between 0.01 and 1/);
    expect(read('600\t50')).toMatch(/at least two points/);
  });
});
