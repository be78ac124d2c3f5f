import { describe, expect, it } from 'vitest';
import { catalogueItem, pinItem } from './library.ts';
import { itemParameters } from './resolve.ts';

/** Fields that are refused when one value of a catalogue item is falsified. */
function refusedWith(name: string, field: string, value: unknown): readonly (string | undefined)[] {
  const item = catalogueItem(name);
  const sourced = item?.values[field];
  if (!item || !sourced) throw new Error(`${name} has no ${field}`);
  const pinned = pinItem({ ...item, values: { ...item.values, [field]: { ...sourced, value: value as typeof sourced.value } } }, 'item_1');
  const result = itemParameters(pinned);
  return result.ok ? [] : result.problems.map((problem) => problem.field);
}

describe('falsified values are refused before they reach a solver', () => {
  it.each(['whip-60a-x1', 'rpp-500kw'])('a power limit of nothing, at %s', (name) => {
    expect(refusedWith(name, 'power_W', 0)).toEqual(['power_W']);
  });

  it.each([0, -0.97, 1e-300, 1.2])('an efficiency of %s', (eta) => {
    expect(
      refusedWith('galaxy-vxl-2500', 'efficiency', [
        [0.1, eta],
        [1, 0.97],
      ]),
    ).toEqual(['efficiency']);
  });
});
