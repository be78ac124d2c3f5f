import type { BufferGeometry } from 'three';
import { Matrix4 } from 'three';
import { describe, expect, it } from 'vitest';
import type { Equipment } from '../../shared/document/records.ts';
import { cutGeometry } from './cut-solids.ts';
import { cutEquipment } from './equipment-caps.ts';
import { GeometryBuilder, paints } from './geometry-builder.ts';
import { poseInto } from './instance-bodies.ts';

import type { NumberColumn } from './number-column.ts';

const rack = { position_m: [10, 20, 0], yaw_deg: 90 } as unknown as Equipment;

/** Area of triangles given as x, y, z of three corners each, m². */
function area(column: NumberColumn): number {
  const p = column.attribute().array;
  let sum = 0;
  for (let i = 0; i + 8 < p.length; i += 9) {
    const [ux, uy, uz] = [0, 1, 2].map((k) => (p[i + 3 + k] ?? 0) - (p[i + k] ?? 0)) as [number, number, number];
    const [vx, vy, vz] = [0, 1, 2].map((k) => (p[i + 6 + k] ?? 0) - (p[i + k] ?? 0)) as [number, number, number];
    sum += Math.hypot(uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx) / 2;
  }
  return sum;
}

const standing = (geometry: BufferGeometry, equipment = rack) => ({
  eachDrawn: (visit: (equipment: Equipment, geometry: BufferGeometry, matrices: ArrayLike<number>, at: number) => void) =>
    visit(equipment, geometry, poseInto(new Matrix4(), equipment).elements, 0),
});
const all = () => true;
const box = () => new GeometryBuilder().block([0, 0, 0], [0.6, 1.2, 2], paints.body).build();

describe('faces at which a section cuts equipment', () => {
  it('fill a cabinet over its whole section, whichever way it is cut and turned', () => {
    const cabinet = standing(box());
    expect(area(cutEquipment(cabinet, [{ axis: 'z', at_m: 1, keeps: 'below' }], all).faces)).toBeCloseTo(0.6 * 1.2, 5);
    // Turned by a quarter, its depth lies along x.
    expect(area(cutEquipment(cabinet, [{ axis: 'x', at_m: 10.3, keeps: 'above' }], all).faces)).toBeCloseTo(0.6 * 2, 5);
    expect(area(cutEquipment(cabinet, [{ axis: 'y', at_m: 20.1, keeps: 'below' }], all).faces)).toBeCloseTo(1.2 * 2, 5);
    const askew = standing(box(), { ...rack, yaw_deg: 30 } as Equipment);
    expect(area(cutEquipment(askew, [{ axis: 'x', at_m: 10, keeps: 'above' }], all).faces)).toBeCloseTo(
      (0.6 / Math.sin(Math.PI / 6)) * 2,
      5,
    );
  });

  it('lie just inside of what is kept', () => {
    const level = (keeps: 'above' | 'below') =>
      cutEquipment(standing(box()), [{ axis: 'z', at_m: 1, keeps }], all).faces.attribute().array[2] ?? Number.NaN;
    expect(level('below')).toBeLessThan(1);
    expect(level('above')).toBeGreaterThan(1);
  });

  it('fill the drum of a tank as the polygon it is drawn as, and leave the mouth of a pipe open', () => {
    const drum = new GeometryBuilder().cylinder([0, 0, 0], [0, 0, 2], 0.5, paints.steel, { segments: 64 }).build();
    expect(area(cutEquipment(standing(drum), [{ axis: 'z', at_m: 1.1, keeps: 'below' }], all).faces)).toBeCloseTo(
      32 * 0.25 * Math.sin(Math.PI / 32),
      5,
    );
    const pipe = new GeometryBuilder().cylinder([0, 0, 0], [0, 0, 2], 0.5, paints.steel, { caps: false }).build();
    expect(cutGeometry(pipe, { normal: [0, 0, 1], at: 1 })).toEqual([]);
  });

  it('are made for each part of a bevelled body, and not where a part is only touched', () => {
    const twin = new GeometryBuilder()
      .box([0, 0, 0], [1, 1, 1], paints.body)
      .prism(
        'x',
        [
          [-1, 2],
          [1, 2],
          [0, 3],
        ],
        -0.5,
        0.5,
        paints.panel,
      )
      .build();
    expect(cutGeometry(twin, { normal: [0, 0, 1], at: 0.5 })).toHaveLength(1);
    expect(cutGeometry(twin, { normal: [0, 0, 1], at: 2.5 })).toHaveLength(1);
    expect(cutGeometry(twin, { normal: [1, 0, 0], at: 0 })).toHaveLength(2);
    expect(cutGeometry(twin, { normal: [0, 0, 1], at: 1.5 })).toEqual([]);
  });

  it('leave out what is not solid, and what no plane meets', () => {
    expect(area(cutEquipment(standing(box()), [{ axis: 'z', at_m: 1, keeps: 'below' }], () => false).faces)).toBe(0);
    expect(area(cutEquipment(standing(box()), [{ axis: 'z', at_m: 2.5, keeps: 'below' }], all).faces)).toBe(0);
  });
});
