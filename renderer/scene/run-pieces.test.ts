import { type Matrix4, Vector3 } from 'three';
import { describe, expect, it } from 'vitest';
import type { Place } from '../../shared/document/records.ts';
import { bendRadius, layRun } from './run-pieces.ts';

const ends = (matrix: Matrix4): [Vector3, Vector3] => [
  new Vector3(0, 0, 0).applyMatrix4(matrix),
  new Vector3(0, 0, 1).applyMatrix4(matrix),
];

function lay(route: readonly Place[], radius: number) {
  const tubes: (Matrix4 | undefined)[] = [];
  const elbows: (Matrix4 | undefined)[] = [];
  const balls: (Matrix4 | undefined)[] = [];
  layRun(route, radius, {
    tube: (i, matrix) => {
      tubes[i] = matrix?.clone();
    },
    corner: (i, elbow, ball) => {
      elbows[i] = elbow?.clone();
      balls[i] = ball?.clone();
    },
  });
  return { tubes, elbows, balls };
}

describe('a run', () => {
  it('is shortened by the bend radius at a right angle, where an elbow joins both legs', () => {
    const radius = 0.1;
    const { tubes, elbows, balls } = lay(
      [
        [0, 0, 0],
        [5, 0, 0],
        [5, 4, 0],
      ],
      radius,
    );
    const [first, second] = tubes.map((tube) => ends(tube as Matrix4));
    expect(first?.[1].x).toBeCloseTo(5 - radius * bendRadius, 6);
    expect(second?.[0].y).toBeCloseTo(radius * bendRadius, 6);
    expect(balls[0]).toBeUndefined();
    // The elbow starts at (−R, 0) and ends at (0, R) of its own frame.
    const elbow = elbows[0] as Matrix4;
    expect(new Vector3(-bendRadius, 0, 0).applyMatrix4(elbow).distanceTo(first?.[1] as Vector3)).toBeLessThan(1e-6);
    expect(new Vector3(0, bendRadius, 0).applyMatrix4(elbow).distanceTo(second?.[0] as Vector3)).toBeLessThan(1e-6);
  });

  it('gets a ball joint where the angle is not right or a leg is too short for the elbow', () => {
    expect(
      lay(
        [
          [0, 0, 0],
          [5, 0, 0],
          [8, 3, 0],
        ],
        0.1,
      ).balls[0],
    ).toBeDefined();
    expect(
      lay(
        [
          [0, 0, 0],
          [0.2, 0, 0],
          [0.2, 4, 0],
        ],
        0.1,
      ).balls[0],
    ).toBeDefined();
  });

  it('always has one tube fewer than points and two corners fewer', () => {
    const { tubes, elbows } = lay(
      [
        [0, 0, 0],
        [0, 0, 0],
        [1, 0, 0],
        [1, 0, 2],
      ],
      0.05,
    );
    expect(tubes).toHaveLength(3);
    expect(elbows).toHaveLength(2);
  });
});
