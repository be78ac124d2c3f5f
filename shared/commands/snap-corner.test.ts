import { describe, expect, it } from 'vitest';
import { edgesOfSpaces, type Segment, snapCorner } from './snap-corner.ts';

const options = { corners: [], edges: [] as readonly Segment[], step_m: 0.1, reach_m: 0.3 };

describe('a corner that is being drawn', () => {
  it('goes to the grid in the open, and stays where the pointer is without snapping', () => {
    expect(snapCorner([3.14, 2.78], options)).toMatchObject({ at_m: [3.1, 2.8], by: 'grid' });
    expect(snapCorner([3.14, 2.78], { ...options, step_m: 0, reach_m: 0 }).at_m).toEqual([3.14, 2.78]);
  });

  it('stays square to the last corner and in line with the first, with a guide for each', () => {
    const answer = snapCorner([0.2, 7.9], {
      ...options,
      corners: [
        [0, 0],
        [12, 0],
        [12, 8],
      ],
    });
    expect(answer.at_m).toEqual([0, 8]);
    expect(answer.guides).toEqual([
      { axis: 'x', at_m: 0 },
      { axis: 'y', at_m: 8 },
    ]);
  });

  it('closes on the first corner, but only once there is something to close', () => {
    const two = [
      [0, 0],
      [5, 0],
    ] as const;
    expect(snapCorner([0.1, 0.1], { ...options, corners: [...two, [5, 5]] }).by).toBe('first');
    expect(snapCorner([0.1, 0.1], { ...options, corners: two }).by).not.toBe('first');
  });

  it('catches corners before edges, and edges that run at an angle at the nearest point', () => {
    const edges: Segment[] = [
      [
        [0, 0],
        [10, 0],
      ],
      [
        [10, 0],
        [20, 10],
      ],
    ];
    expect(snapCorner([9.9, 0.2], { ...options, edges })).toMatchObject({ at_m: [10, 0], by: 'corner' });
    expect(snapCorner([4.03, 0.2], { ...options, edges })).toMatchObject({ at_m: [4, 0], by: 'line' });
    expect(snapCorner([15.1, 4.9], { ...options, edges })).toMatchObject({ at_m: [15, 5], by: 'edge' });
  });

  it('lies at the typed length and angle from the last corner, to the micrometre', () => {
    const corners = [[1, 2]] as const;
    expect(snapCorner([9, 2.1], { ...options, corners, length_m: 7.25 })).toMatchObject({ at_m: [8.25, 2], by: 'typed' });
    expect(snapCorner([9, 2.1], { ...options, corners, length_m: 4, angle_deg: 90 }).at_m).toEqual([1, 6]);
    const [x, y] = snapCorner([9, 9], { ...options, corners, length_m: 10, angle_deg: 30 }).at_m;
    expect(Math.hypot(x - 1, y - 2)).toBeCloseTo(10, 5);
    expect((Math.atan2(y - 2, x - 1) * 180) / Math.PI).toBeCloseTo(30, 5);
  });

  it('catches partitions as it catches walls', () => {
    const edges = edgesOfSpaces([
      {
        id: 'space_1',
        type: 'space',
        kind: 'room',
        name: 'R',
        elevation_m: 0,
        height_m: 4,
        outline_m: [
          [0, 0],
          [10, 0],
          [10, 10],
        ],
        partitions: [{ from_m: [5, 0], to_m: [5, 5], thickness_m: 0.1 }],
      },
    ]);
    expect(edges).toHaveLength(4);
    expect(snapCorner([5.1, 5.1], { ...options, edges }).at_m).toEqual([5, 5]);
  });
});
