import { describe, expect, it } from 'vitest';
import type { Point, Space } from '../../shared/document/records.ts';
import { hallOf, openingIn, rectangle } from '../../test/fixtures/hall.ts';
import { drawnWalls, Neighbours } from './walls.ts';

const room = (id: string, x0: number, x1: number, more: Partial<Space> = {}): Space =>
  hallOf(0, 0, { id, kind: 'room', name: id, outline_m: rectangle(x0, 0, x1, 6), height_m: 4, ...more });
const wallsOfAll = (...spaces: Space[]) => spaces.flatMap((space) => drawnWalls(space, new Neighbours(spaces)));
/** Whether a wall stands at a place of the floor. */
const stands = (walls: ReturnType<typeof wallsOfAll>, [x, y]: Point) =>
  walls.some(({ corners, low_m }) => {
    const [xs, ys] = [corners.map((corner) => corner[0]), corners.map((corner) => corner[1])];
    return low_m === 0 && x >= Math.min(...xs) && x <= Math.max(...xs) && y >= Math.min(...ys) && y <= Math.max(...ys);
  });

describe('walls that nobody has designed', () => {
  it('stand outside of an outer edge, and once astride a line that two rooms share', () => {
    const walls = wallsOfAll(room('space_1', 0, 5), room('space_2', 5, 10));
    expect(walls.filter(({ sort }) => sort === 'outer')).toHaveLength(6);
    expect(walls.filter(({ sort }) => sort === 'partition')).toHaveLength(1);
    expect(stands(walls, [-0.05, 3])).toBe(true);
    expect(stands(walls, [0.05, 3])).toBe(false);
    expect(stands(walls, [5, 3])).toBe(true);
  });

  it('have the holes of their doors, also of a door that the room beyond has stated', () => {
    const door = { ...openingIn(3, 2), height_m: 2.1 };
    const walls = wallsOfAll(room('space_1', 0, 5), room('space_2', 5, 10, { openings: [door] }));
    // Edge 3 runs from (5, 6) southwards: the door lies between 2.8 and 4 m.
    expect(stands(walls, [5, 3.4])).toBe(false);
    expect(stands(walls, [5, 2.5])).toBe(true);
    expect(stands(walls, [5, 4.5])).toBe(true);
    expect(walls.filter(({ what }) => what === 'lintel').map(({ low_m, high_m }) => [low_m, high_m])).toEqual([[2.1, 4]]);
  });

  it('are none where a thickness is stated, and none around an aisle', () => {
    expect(wallsOfAll(room('space_1', 0, 5, { wallThickness_m: 0.2 }))).toEqual([]);
    expect(wallsOfAll(room('space_1', 0, 5, { kind: 'aisle' }))).toEqual([]);
  });
});
