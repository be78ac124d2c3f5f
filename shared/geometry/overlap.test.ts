import { describe, expect, it } from 'vitest';
import { penetration } from './overlap.ts';
import { footprint } from './pose.ts';

describe('penetration of two footprints', () => {
  const rack = (x: number, y: number, yaw = 0) => footprint([x, y, 0], yaw, 0.6, 1.2);

  it('is the overlap of racks that stand 5 cm too close', () => {
    expect(penetration(rack(0, 0), rack(0.55, 0))).toBeCloseTo(0.05, 12);
  });
  it('is zero for racks side by side', () => {
    expect(penetration(rack(0, 0), rack(0.6, 0))).toBeCloseTo(0, 12);
  });
  it('is minus the gap across an aisle', () => {
    expect(penetration(rack(0, 0), rack(0, 2.4))).toBeCloseTo(-1.2, 12);
  });
  it('sees a rack turned by 45 degrees into its neighbour', () => {
    expect(penetration(rack(0, 0), rack(0.7, 0, 45))).toBeGreaterThan(0.1);
  });
});
