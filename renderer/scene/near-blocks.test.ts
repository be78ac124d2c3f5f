import fc from 'fast-check';
import { Vector3 } from 'three';
import { describe, expect, it } from 'vitest';
import { NearBlock, spatialOrder } from './near-blocks.ts';

const at = fc.double({ min: -3000, max: 3000, noNaN: true });
const extent = fc.oneof(fc.double({ min: 0, max: 10, noNaN: true }), fc.double({ min: 60, max: 900, noNaN: true }));

describe('the order of things on a site', () => {
  it('names each once, in blocks no larger than a cell and what is long alone', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(at, at, extent), { minLength: 1, maxLength: 300 }), (things) => {
        const bounds = Float64Array.from(things.flatMap(([x, y, size]) => [x, y, x + size, y]));
        const { order, starts } = spatialOrder(bounds);
        expect([...order].sort((a, b) => a - b)).toEqual(things.map((_, i) => i));
        for (let b = 0; b + 1 < starts.length; b++) {
          const block = order.slice(starts[b], starts[b + 1]);
          expect(block.length).toBeGreaterThan(0);
          if (block.some((i) => (things[i]?.[2] ?? 0) > 40)) expect(block).toHaveLength(1);
          const middles = block.map((i) => (bounds[i * 4] as number) + (things[i]?.[2] ?? 0) / 2);
          expect(Math.max(...middles) - Math.min(...middles)).toBeLessThanOrEqual(16);
        }
      }),
    );
  });
});

describe('a block', () => {
  it('is as far away as the nearest of its box', () => {
    const block = new NearBlock<number>();
    block.include(0, 0, 0);
    block.include(10, 4, 3);
    expect(block.distanceTo(new Vector3(5, 2, 1))).toBe(0);
    expect(block.distanceTo(new Vector3(13, 8, 3))).toBe(5);
  });

  it('turns when detail takes clearly more or less than before, and not for a step of the eye', () => {
    const block = new NearBlock<number>();
    block.most = 1;
    expect(block.turn(5)).toBe(false);
    expect(block.turn(0.8)).toBe(true);
    expect(block.turn(0.85)).toBe(false);
    expect(block.turn(0.4)).toBe(true);
    expect(block.turn(0)).toBe(true);
    expect(block.turn(0)).toBe(false);
    expect(block.turn(5)).toBe(true);
    expect(block.least).toBe(Number.POSITIVE_INFINITY);
  });
});
