/** Equipment is drawn as what it is: every kind that stands in the room has a shape of its own, inside its stated size. */
import { describe, expect, it } from 'vitest';
import { kinds } from '../../../shared/catalogue/kinds/index.ts';
import { catalogue, pinItem } from '../../../shared/catalogue/library.ts';
import { envelopeOf } from '../../../shared/catalogue/placement.ts';
import { documentOf } from '../../../shared/document/document.ts';
import type { Equipment } from '../../../shared/document/records.ts';
import { geometryOf } from './index.ts';

describe('the shape of each catalogue item', () => {
  for (const kind of kinds.filter(({ form }) => form === 'equipment')) {
    for (const item of catalogue.filter((one) => one.kind === kind.kind).map((one) => pinItem(one, 'item_1'))) {
      it(`${item.title} is more than a box and stays near its envelope`, () => {
        const equipment: Equipment = {
          id: 'eq_1',
          type: 'equipment',
          tag: 'T',
          item: item.id,
          position_m: [0, 0, 0],
          yaw_deg: 0,
          overrides: {},
        };
        const document = documentOf([item, equipment]);
        const geometry = geometryOf(document, equipment);
        const triangles = (geometry.index?.count ?? geometry.getAttribute('position').count) / 3;
        expect(triangles).toBeGreaterThan(40);
        geometry.computeBoundingBox();
        const envelope = envelopeOf(document, equipment);
        const box = geometry.boundingBox;
        if (!envelope || !box) throw new Error('no size');
        // Pipe stubs and handles stand out a little; nothing floats far off.
        expect(Math.max(box.max.x, -box.min.x)).toBeLessThan(envelope.width_m / 2 + 0.4);
        expect(Math.max(box.max.y, -box.min.y)).toBeLessThan(envelope.depth_m / 2 + 0.4);
        expect(box.max.z).toBeLessThan(envelope.height_m + 0.45);
        expect(box.min.z).toBeGreaterThan(-0.35);
      });
    }
  }
});
