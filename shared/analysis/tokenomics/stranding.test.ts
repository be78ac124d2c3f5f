import { expect, test } from 'vitest';
import { allocateOverLimits } from '../../solve/allocation.ts';
import { plantLimit, withRows } from './limits/plant-limit.ts';
import { strandingOf } from './stranding.ts';

/** Two racks that want 130 kW behind a 300 kW UPS; the loop of the first cools 90 kW. */
const limits = withRows(['eq_1', 'eq_2'], new Float64Array([80e3, 80e3]), [
  plantLimit(
    { id: 'ups', owner: 'eq_ups', resource: 'power', unit: 'W', present: 160e3, capacity: 300e3 },
    new Map([
      [0, 1],
      [1, 1],
    ]),
  ),
  plantLimit({ id: 'cdu', owner: 'eq_cdu', resource: 'heat', unit: 'W', present: 80e3, capacity: 90e3 }, new Map([[0, 1]])),
]);
const rack = { least: 60e3, worthAtLeast: 1e5, pieces: [{ width: 70e3, first: 2, last: 2 }] };

test('a UPS with room whose rack is held back by its CDU has that power stranded, named and valued', () => {
  const answer = allocateOverLimits({ consumers: [rack, rack], limits: limits.limits, capacities: limits.capacities });
  if (answer.status !== 'optimal') throw new Error('infeasible');
  expect([...answer.amounts]).toEqual([90e3, 130e3]);
  const { elements, blockers } = strandingOf(limits, [rack, rack], answer);
  // 80 kW of the UPS are idle, of which the first rack would take 40.
  expect(elements).toEqual([{ limit: 0, stranded_W: 40e3, heldBy: [1] }]);
  expect(blockers).toEqual([{ limit: 1, price: 2, gain_per_s: 80e3, freed_W: 40e3, next: [] }]);
});

test('power that nobody wants is spare, not stranded', () => {
  const content = { ...rack, pieces: [{ width: 20e3, first: 2, last: 2 }] };
  const answer = allocateOverLimits({ consumers: [content, content], limits: limits.limits, capacities: limits.capacities });
  if (answer.status !== 'optimal') throw new Error('infeasible');
  expect(strandingOf(limits, [content, content], answer)).toEqual({ elements: [], blockers: [] });
});
