import { Plane, Ray, Vector3 } from 'three';
import { describe, expect, it } from 'vitest';
import { documentOf } from '../../shared/document/document.ts';
import { column, hallOf, openingIn, partition } from '../../test/fixtures/hall.ts';
import { BuildingPieces } from './building-pieces.ts';
import { EquipmentInstances } from './instances.ts';
import { Picker } from './picking.ts';
import { RunInstances } from './runs.ts';

const hall = hallOf(20, 10, {
  wallThickness_m: 0.3,
  partitions: [partition([0, 4], [20, 4]), partition([0, 0], [4, 4])],
  openings: [openingIn(0, 2), openingIn(2, 2), openingIn(4, 9, 'passage')],
  columns: [column(10, 7)],
});

const pieces = new BuildingPieces();
const none: ReadonlySet<string> = new Set();
pieces.sync(documentOf([hall]).tables.space, none);
const picker = new Picker(new EquipmentInstances(), new RunInstances(), pieces);
const pick = (from: readonly [number, number, number], to: readonly [number, number, number]) => {
  const origin = new Vector3(...from);
  return picker.pick(new Ray(origin, new Vector3(...to).sub(origin).normalize()))?.id;
};

describe('pointing at the building', () => {
  it('meets the nearest of what is solid, from above and level', () => {
    expect(pick([10, 7, 30], [10, 7, 0])).toBe('space_1/column/0');
    expect(pick([5, 2, 30], [5, 4, 0.05])).toBe('space_1/partition/0');
    expect(pick([2.3, 2.3, 30], [2.3, 2.3, 0])).toBe('space_1/partition/1');
    expect(pick([15, 7, 30], [15, 7, 0])).toBeUndefined();
  });

  it('goes through glass and passages to what stands behind, and meets them where nothing does', () => {
    expect(pick([10, -20, 2], [10, 7, 2])).toBe('space_1/column/0');
    expect(pick([10, -20, 4], [10, 7, 4])).toBe('space_1/column/0');
    expect(pick([15, -20, 2], [15, 7, 2])).toBe('space_1/partition/0');
    expect(pick([9.2, -20, 2], [9.2, 7, 2])).toBe('space_1/opening/2');
    expect(pick([10, -20, 0.05], [10, 7, 0.05])).toBe('space_1/column/0');
    expect(pick([14, -20, 0.05], [14, 7, 0.05])).toBe('space_1/partition/0');
  });

  it('meets a door in a far wall before one in the glass of a near wall', () => {
    expect(pick([2.6, -20, 0.05], [2.6, 0, 0.05])).toBe('space_1/partition/1');
    expect(pick([2.6, -20, 1], [2.6, 0, 1])).toBe('space_1/opening/0');
    expect(pick([17.4, -20, 1], [17.4, 10, 1])).toBe('space_1/opening/1');
    expect(pick([2.6, 3.5, 1], [2.6, 0, 1])).toBe('space_1/opening/0');
  });

  it('does not meet what is cut away, hidden or not drawn', () => {
    picker.section = [new Plane(new Vector3(1, 0, 0), -11)];
    expect(pick([10, 7, 30], [10, 7, 0])).toBeUndefined();
    expect(pick([5, 2, 30], [5, 4, 0.05])).toBeUndefined();
    expect(pick([-5, 4, 2], [30, 4, 2])).toBe('space_1/partition/0');
    picker.section = [];
    pieces.sync(documentOf([hall]).tables.space, new Set(['space_1/column/0']));
    expect(pick([10, 7, 30], [10, 7, 0])).toBeUndefined();
    pieces.shown = false;
    expect(pick([5, 2, 30], [5, 4, 0.05])).toBeUndefined();
    pieces.shown = true;
  });

  it('outlines an element with one prism for each of its pieces, of its size', () => {
    pieces.sync(documentOf([hall]).tables.space, none);
    const volumes = (id: string) => {
      const found: number[] = [];
      pieces.copyInto(id, (_, m) => found.push(Math.abs((m[0] ?? 0) * (m[5] ?? 0) - (m[1] ?? 0) * (m[4] ?? 0)) * (m[10] ?? 0)));
      return found.reduce((sum, each) => sum + each, 0);
    };
    expect(volumes('space_1/column/0')).toBeCloseTo(0.4 * 0.4 * 5, 9);
    expect(volumes('space_1/partition/0')).toBeCloseTo(20 * 0.2 * 5 - 2 * 0.2 * 2.6, 9);
    expect(volumes('space_1/opening/0')).toBeCloseTo(1.2 * 0.3 * 2.4, 9);
  });
});
