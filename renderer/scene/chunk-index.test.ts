import fc from 'fast-check';
import { Box3, Ray, Vector3 } from 'three';
import { describe, expect, it } from 'vitest';
import { ChunkIndex } from './chunk-index.ts';

const coordinate = fc.double({ min: -20, max: 20, noNaN: true });
const size = fc.double({ min: 0.1, max: 3, noNaN: true });

describe('boxes along a ray', () => {
  it('are those that a test of every box finds, also after some have moved or gone', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(coordinate, coordinate, coordinate, size), { minLength: 1, maxLength: 200 }),
        fc.tuple(coordinate, coordinate, coordinate),
        fc.tuple(coordinate, coordinate, coordinate),
        fc.nat(3),
        (entries, from, to, stride) => {
          const direction = new Vector3(...to).sub(new Vector3(...from));
          fc.pre(direction.length() > 0.1);
          const ray = new Ray(new Vector3(...from), direction.normalize());
          const index = new ChunkIndex();
          index.reset(entries.length);
          const boxes = entries.map(([x, y, z, s]) => new Box3(new Vector3(x, y, z), new Vector3(x + s, y + s, z + s)));
          const put = (box: Box3, i: number) => index.set(i, box.min.x, box.min.y, box.min.z, box.max.x, box.max.y, box.max.z);
          boxes.forEach(put);
          index.along(ray, () => undefined);
          for (let i = 0; i < boxes.length; i += stride + 2) {
            boxes[i]?.translate(new Vector3(5, -3, 1));
            put(boxes[i] as Box3, i);
          }
          index.clear(0);
          const found: number[] = [];
          index.along(ray, (i) => {
            found.push(i);
            return undefined;
          });
          expect(found).toEqual(boxes.flatMap((box, i) => (i > 0 && ray.intersectsBox(box) ? [i] : [])));
        },
      ),
    );
  });
});
