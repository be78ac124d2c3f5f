import fc from 'fast-check';
import { Vector3 } from 'three';
import { describe, expect, it } from 'vitest';
import type { SectionPlane } from '../../shared/document/records.ts';
import { faceAt, faceMiddle, leastSlab_m, sectionAround, sectionExtent, sectionFaces, withFace } from './section-box.ts';
import { clippingPlane } from './section-planes.ts';

const whole = { min: { x: -10, y: -20, z: 0 }, max: { x: 30, y: 40, z: 6 } };
const place = fc.double({ min: -50, max: 50, noNaN: true });

describe('a section box', () => {
  it('keeps exactly the points between its faces', () => {
    fc.assert(
      fc.property(place, place, place, (x, y, z) => {
        const box = { min: { x: -3, y: -4, z: 1 }, max: { x: 5, y: 9, z: 4 } };
        const inside = x >= -3 && x <= 5 && y >= -4 && y <= 9 && z >= 1 && z <= 4;
        const kept = sectionAround(box, 0)
          .map(clippingPlane)
          .every((plane) => plane.distanceToPoint(new Vector3(x, y, z)) >= 0);
        expect(kept).toBe(inside);
      }),
    );
  });

  it('says the extents that it was put around, whatever the order of its planes', () => {
    const section = [...sectionAround(whole, 0.5)].reverse();
    expect(sectionExtent(section, { min: { x: 0, y: 0, z: 0 }, max: { x: 0, y: 0, z: 0 } })).toEqual({
      min: { x: -10.5, y: -20.5, z: -0.5 },
      max: { x: 30.5, y: 40.5, z: 6.5 },
    });
    expect(sectionExtent([], whole)).toEqual(whole);
  });

  it('never turns inside out and never has a face twice, however its faces are dragged', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...sectionFaces), fc.option(place, { nil: undefined })), { maxLength: 30 }),
        (moves) => {
          let section: readonly SectionPlane[] = [];
          for (const [face, at_m] of moves) {
            section = withFace(section, face, at_m);
            if (at_m === undefined) expect(faceAt(section, face)).toBeUndefined();
          }
          expect(new Set(section.map(({ axis, keeps }) => axis + keeps)).size).toBe(section.length);
          for (const axis of ['x', 'y', 'z'] as const) {
            const [low, high] = [faceAt(section, { axis, keeps: 'above' }), faceAt(section, { axis, keeps: 'below' })];
            if (low !== undefined && high !== undefined) expect(high - low).toBeGreaterThanOrEqual(leastSlab_m - 1e-9);
          }
        },
      ),
    );
  });

  it('has the handle of a face in the middle of what the other faces leave of it', () => {
    const section: SectionPlane[] = [
      { axis: 'y', at_m: 0, keeps: 'above' },
      { axis: 'x', at_m: 12, keeps: 'below' },
    ];
    expect(faceMiddle(section, whole, { axis: 'x', keeps: 'below' })).toEqual({ x: 12, y: 20, z: 3 });
    expect(faceMiddle(section, whole, { axis: 'y', keeps: 'above' })).toEqual({ x: 1, y: 0, z: 3 });
    expect(faceMiddle(section, whole, { axis: 'z', keeps: 'below' })).toBeUndefined();
  });
});
