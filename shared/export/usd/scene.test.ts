import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { smallHall, smallHallAnalysis } from '../../../test/fixtures/small-hall.ts';
import { itemOf } from '../../document/document.ts';
import { textOf } from '../text.ts';
import { layerFaults, primsOf } from './check.ts';
import { usdExporter } from './exporter.ts';
import { tubeMesh } from './geometry.ts';
import { primName, tagOfPrim, uniqueNames } from './names.ts';
import { parseLayer } from './parse.ts';

const files = async () =>
  new Map(
    (await usdExporter.write({ document: smallHall(), analysis: smallHallAnalysis(), text: '', version: '0' })).map(({ path, bytes }) => [
      path,
      textOf(bytes),
    ]),
  );

describe('prim names', () => {
  it('can be turned back into the tag, so no two tags share one', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }).filter((tag) => !/[\ud800-\udfff]/.test(tag) || tag.isWellFormed()),
        (tag) => {
          expect(primName(tag)).toMatch(/^[A-Za-z_][A-Za-z0-9_]*$/);
          expect(tagOfPrim(primName(tag))).toBe(tag);
        },
      ),
    );
  });

  it('stay readable for usual tags', () => {
    expect(primName('H1-R03-12')).toBe('H1_R03_12');
  });

  it('tell two records of one tag apart by their ids', () => {
    const names = uniqueNames([
      { id: 'eq_2', tag: 'A' },
      { id: 'eq_1', tag: 'A' },
    ]);
    expect(names.get('eq_1')).toBe('A');
    expect(new Set(names.values()).size).toBe(2);
  });
});

describe('the scene', () => {
  it('passes the strict reader in every file', async () => {
    const written = await files();
    const assets = new Set([...written.keys()].filter((path) => path.startsWith('usd/assets/')).map((path) => path.replace('usd/', './')));
    for (const [path, text] of written) expect(layerFaults(parseLayer(text), assets), path).toEqual([]);
  });

  it('instances one prototype per item and shape, at the places of the design', async () => {
    const document = smallHall();
    const main = parseLayer((await files()).get('usd/Main.usda') as string);
    const placed = [...primsOf(main)].filter(({ path }) => /^\/World\/Equipment\/[^/]+$/.test(path));
    expect(placed.length).toBe(document.tables.equipment.size);
    for (const { prim } of placed) {
      const id = prim.properties.get('headroom:id')?.value as string;
      const equipment = document.tables.equipment.get(id);
      expect(prim.properties.get('xformOp:translate')?.value).toEqual(equipment?.position_m);
      expect(prim.properties.get('xformOp:rotateZ')?.value ?? 0).toBe(equipment?.yaw_deg);
      expect(prim.metadata.get('prepend')).toContain(primName(itemOf(document, equipment as never).name));
    }
    const assets = new Set(placed.map(({ prim }) => prim.metadata.get('prepend')));
    expect(assets.size).toBe(4);
  });

  it('carries solved quantities under the names of the analysis', async () => {
    const main = parseLayer((await files()).get('usd/Main.usda') as string);
    const rack = [...primsOf(main)].find(({ prim }) => prim.name === 'H1_R01_01')?.prim;
    expect(rack?.properties.get('headroom:result:supplyTemperature_C')?.value).toBeCloseTo(40, 9);
  });

  it('is the same text twice', async () => {
    expect([...(await files())]).toEqual([...(await files())]);
  });
});

describe('a tube', () => {
  const volume = ({ points, faces }: NonNullable<ReturnType<typeof tubeMesh>>) => {
    let sum = 0;
    for (const face of faces) {
      const a = points[face[0] as number] as readonly number[];
      for (let i = 1; i + 1 < face.length; i++) {
        const b = points[face[i] as number] as readonly number[];
        const c = points[face[i + 1] as number] as readonly number[];
        const [ax, ay, az] = a as [number, number, number];
        const [bx, by, bz] = b as [number, number, number];
        const [cx, cy, cz] = c as [number, number, number];
        sum += (ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx)) / 6;
      }
    }
    return sum;
  };

  it('holds cross-section times length, mitred corners included, with its faces outward', () => {
    const mesh = tubeMesh(
      [
        [0, 0, 0],
        [2, 0, 0],
        [2, 0, 1.5],
        [2, -3, 1.5],
      ],
      0.05,
      12,
    );
    const section = 12 * 0.5 * 0.05 ** 2 * Math.sin(Math.PI / 6);
    expect(mesh && volume(mesh)).toBeCloseTo(section * 6.5, 4);
  });

  it('is nothing for a route without length', () => {
    expect(
      tubeMesh(
        [
          [1, 1, 1],
          [1, 1, 1],
        ],
        0.1,
        8,
      ),
    ).toBeUndefined();
  });
});
