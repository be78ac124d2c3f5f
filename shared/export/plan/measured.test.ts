import { describe, expect, it } from 'vitest';
import { hallOf } from '../../../test/fixtures/hall.ts';
import { documentOf } from '../../document/document.ts';
import type { Measurement, Place } from '../../document/records.ts';
import { measuredInPlan, riseLabel } from './measured.ts';

const measured = (id: string, from: Place, to: Place): Measurement => ({
  id,
  type: 'measurement',
  name: id,
  kind: 'distance',
  anchors: [{ at_m: from }, { at_m: to }],
});
const planWith = (...all: Measurement[]) => measuredInPlan(documentOf([hallOf(20, 10), ...all]));

describe('what was measured, in the plan', () => {
  it('a level distance is a dimension', () => {
    const { dimensions, rises } = planWith(measured('m_1', [1, 2, 1], [4, 6, 1]));
    expect(dimensions.map(({ length_m }) => length_m)).toEqual([5]);
    expect(rises).toEqual([]);
  });

  it('a distance that rises is drawn where it rises, with its length in space', () => {
    const { dimensions, rises } = planWith(measured('m_1', [0, 0, 0], [2, 3, 6]));
    expect(dimensions).toEqual([]);
    expect(rises).toMatchObject([{ from_m: [0, 0], to_m: [2, 3], length_m: 7, rise_m: 6 }]);
    expect(rises.map(riseLabel)).toEqual(['7000, rises 6000']);
  });

  it('an upright distance is a point that says how far it falls; what has no length is left out', () => {
    const { dimensions, rises } = planWith(measured('m_1', [5, 5, 2.5], [5, 5, 0]), measured('m_2', [1, 1, 1], [1, 1, 1]));
    expect(dimensions).toEqual([]);
    expect(rises.map(riseLabel)).toEqual(['2500, falls 2500']);
    expect(rises[0]?.from_m).toEqual(rises[0]?.to_m);
  });

  it('a hidden one is not', () => {
    expect(planWith({ ...measured('m_1', [0, 0, 0], [2, 3, 6]), hidden: true }).rises).toEqual([]);
  });
});
