import { describe, expect, test } from 'vitest';
import type { LiquidNetwork } from '../../network/liquid.ts';
import { isCopyButRooms, sameRooms } from './copies.ts';
import { samplePlant } from './sample-plant.ts';

const isCopy = (a: LiquidNetwork, b: LiquidNetwork): boolean => isCopyButRooms(a, b) && sameRooms(a, b);

const plant: LiquidNetwork = samplePlant({ racks: 2, rise_K: 10 });

type Leaf = readonly (string | number)[];

/** Ways to every value of plain data. */
function leavesOf(value: unknown, way: Leaf = []): Leaf[] {
  if (typeof value !== 'object' || value === null) return [way];
  return Object.entries(value).flatMap(([key, one]) => leavesOf(one, [...way, key]));
}

const otherThan = (value: unknown): unknown =>
  typeof value === 'number' ? value * 1.000001 + 1e-6 : typeof value === 'boolean' ? !value : `${value}′`;

/** The same plain data with another value at one place. */
function changedAt(value: unknown, [key, ...rest]: Leaf, change: (value: unknown) => unknown): unknown {
  if (key === undefined) return change(value);
  if (Array.isArray(value)) return value.map((one, i) => (i === Number(key) ? changedAt(one, rest, change) : one));
  const record = value as Record<string, unknown>;
  return { ...record, [key]: changedAt(record[key], rest, change) };
}

const isName = (way: Leaf): boolean => ['id', 'owner', 'space'].includes(String(way.at(-1)));
const changed = (way: Leaf, change: (value: unknown) => unknown): LiquidNetwork => changedAt(plant, way, change) as LiquidNetwork;

describe('a part of a plant', () => {
  const leaves = leavesOf(plant);

  test('is a copy of another under other names', () => {
    const names = leaves.filter(isName);
    expect(names.length).toBeGreaterThan(20);
    for (const way of names) expect(isCopy(plant, changed(way, otherThan))).toBe(true);
  });

  test('is no copy where a single number, sort or fluid of anything differs, seen from either', () => {
    const told = leaves.filter((way) => !isName(way));
    expect(told.length).toBeGreaterThan(100);
    for (const way of told) {
      const other = changed(way, otherThan);
      expect([way.join('.'), isCopy(plant, other), isCopy(other, plant)]).toEqual([way.join('.'), false, false]);
    }
  });

  test('is a copy where lengths differ by the rounding of where it stands', () => {
    const way = leaves.find((one) => one.at(-1) === 'length_m');
    expect(
      isCopy(
        plant,
        changed(way ?? [], (length) => (length as number) * (1 + 1e-12)),
      ),
    ).toBe(true);
  });

  test('is no copy where a node is a separator, takes in water from outside or holds a pressure', () => {
    for (const more of [{ separates: true as const }, { injection_kg_s: 1 }, { injectionTemperature_K: 300 }, { fixedPressure_Pa: 1e5 }]) {
      const [first, ...rest] = plant.nodes;
      if (!first) throw new Error('the plant has no nodes');
      const other = { ...plant, nodes: [{ ...first, ...more }, ...rest] };
      expect([more, isCopy(plant, other), isCopy(other, plant)]).toEqual([more, false, false]);
    }
  });
});
