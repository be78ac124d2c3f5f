import fc from 'fast-check';
import { expect, it } from 'vitest';
import { boundsOf } from './polygon.ts';
import { footprint, footprintBounds } from './pose.ts';

it('bounds of a footprint are those of its corners, to the last bit', () => {
  const length = fc.double({ min: 0.01, max: 50, noNaN: true });
  const place = fc.tuple(...([0, 1, 2] as const).map(() => fc.double({ min: -1e4, max: 1e4, noNaN: true }))) as fc.Arbitrary<
    [number, number, number]
  >;
  const yaw = fc.oneof(fc.constantFrom(0, 90, 180, 270, -90), fc.double({ min: -360, max: 360, noNaN: true }));
  fc.assert(
    fc.property(place, yaw, length, length, length, (position, yaw_deg, width_m, depth_m, height_m) => {
      const [, , low_m] = position;
      const corners = footprint(position, yaw_deg, width_m, depth_m);
      expect(footprintBounds(position, yaw_deg, width_m, depth_m, low_m, low_m + height_m)).toEqual(
        boundsOf(corners, low_m, low_m + height_m),
      );
    }),
  );
});
