import { Plane, Ray, Vector3 } from 'three';
import { describe, expect, it } from 'vitest';
import { documentOf } from '../../shared/document/document.ts';
import type { RecordId } from '../../shared/document/ids.ts';
import type { Space } from '../../shared/document/records.ts';
import { column, hallOf, rectangle } from '../../test/fixtures/hall.ts';
import { BuildingPieces } from './building-pieces.ts';
import { EquipmentInstances } from './instances.ts';
import { Picker } from './picking.ts';
import { RunInstances } from './runs.ts';
import { SpaceWalls } from './space-walls.ts';

const hall = hallOf(20, 10, { columns: [column(10, 7)] });
const aisle: Space = hallOf(0, 0, { id: 'space_2', kind: 'aisle', name: 'Aisle', parent: 'space_1', outline_m: rectangle(0, 2, 8, 4) });

function pickerOf(...spaces: Space[]) {
  const { space } = documentOf(spaces).tables;
  const [pieces, walls] = [new BuildingPieces(), new SpaceWalls()];
  pieces.sync(space, new Set<RecordId>());
  walls.sync(space, new Set<RecordId>());
  const picker = new Picker(new EquipmentInstances(), new RunInstances(), pieces, walls);
  const pick = (from: readonly [number, number, number], to: readonly [number, number, number]) => {
    const origin = new Vector3(...from);
    // A pixel is 2 cm wide everywhere: five of them reach 10 cm.
    return picker.pickAll(new Ray(origin, new Vector3(...to).sub(origin).normalize()), () => 0.02)?.id;
  };
  return { picker, pieces, pick };
}

describe('pointing at a hall', () => {
  it('meets a far wall, designed or only drawn, and goes through a near one', () => {
    for (const thickness of [undefined, 0.3]) {
      const { pick } = pickerOf({ ...hall, ...(thickness && { wallThickness_m: thickness }) });
      expect(pick([5, -20, 8], [5, 10, 3])).toBe('space_1');
      // Through the glass of the south wall onto the open floor.
      expect(pick([5, -20, 8], [5, 5, 0])).toBeUndefined();
      expect(pick([10, -20, 8], [10, 7, 3])).toBe('space_1/column/0');
    }
  });

  it('stops at a far wall before what stands behind it', () => {
    const beyond = hallOf(0, 0, { id: 'space_3', kind: 'yard', outline_m: rectangle(0, 12, 20, 20), columns: [column(5, 15)] });
    const { pick } = pickerOf(hall, beyond);
    expect(pick([5, -20, 2], [5, 15, 2])).toBe('space_1');
    expect(pick([5, 40, 2], [5, 15, 2])).toBe('space_3/column/0');
  });

  it('meets an edge of the floor within a few pixels, of two spaces the smaller one that the pointer is in', () => {
    const { pick } = pickerOf(hall, aisle);
    expect(pick([12, 0.05, 30], [12, 0.05, 0])).toBe('space_1');
    expect(pick([12, 0.3, 30], [12, 0.3, 0])).toBeUndefined();
    expect(pick([4, 2.05, 30], [4, 2.05, 0])).toBe('space_2');
    expect(pick([0.05, 3, 30], [0.05, 3, 0])).toBe('space_2');
    expect(pick([0.05, 8, 30], [0.05, 8, 0])).toBe('space_1');
  });

  it('is not met where it is cut away, or while the building is off', () => {
    const { pick, picker, pieces } = pickerOf(hall);
    picker.section = [new Plane(new Vector3(0, -1, 0), 8)];
    expect(pick([5, -20, 8], [5, 10, 3])).toBeUndefined();
    picker.section = [];
    pieces.shown = false;
    expect(pick([12, 0.05, 30], [12, 0.05, 0])).toBeUndefined();
  });
});
