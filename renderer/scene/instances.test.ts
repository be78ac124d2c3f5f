import { Color, Matrix4, PerspectiveCamera, Ray, Vector3 } from 'three';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../shared/catalogue/library.ts';
import type { CommandAnswer } from '../../shared/commands/command.ts';
import { deleteRecords } from '../../shared/commands/delete.ts';
import { move } from '../../shared/commands/move.ts';
import { rowArray } from '../../shared/commands/row-array.ts';
import { applyPatch, type Document, documentOf } from '../../shared/document/document.ts';
import { sequentialIds } from '../../shared/document/ids.ts';
import type { Item } from '../../shared/document/records.ts';
import { isRefusal } from '../../shared/problem.ts';
import { BuildingPieces } from './building-pieces.ts';
import { poseInto } from './instance-bodies.ts';
import { EquipmentInstances } from './instances.ts';
import { Picker } from './picking.ts';
import { RunInstances } from './runs.ts';

const rack = catalogue.find(({ kind }) => kind === 'rack');
const rackItem = { ...rack, id: 'item_rack', type: 'item' } as Item;
const base = documentOf([
  {
    id: 'site_1',
    type: 'site',
    name: 'S',
    projectNumber: '',
    author: '',
    revision: '',
    date: '',
    status: 'for-review',
    location: '',
    altitude_m: 0,
    defaultScenario: 'scn_1',
  },
  {
    id: 'scn_1',
    type: 'scenario',
    name: 'design',
    title: 'Design',
    load: 'design',
    utilisation: 1,
    ambient: { dryBulb_K: 300, relativeHumidity: 0.5 },
    failed: [],
  },
]);
const applied = (document: Document, answer: CommandAnswer): Document => {
  if (isRefusal(answer)) throw new Error(answer.refused);
  return applyPatch(document, answer.patch);
};
const rows = (count: number, rowCount: number) =>
  applied(
    base,
    rowArray(base, {
      item: rackItem,
      origin_m: [0, 0, 0],
      yaw_deg: 0,
      count,
      rows: rowCount,
      coldAisle_m: 1.8,
      hotAisle_m: 1.2,
      facing: 'alternate',
      newId: sequentialIds(),
    }),
  );

/**
 * Where the instance of a record stands, read from the mesh as the GPU would see it, to a decimetre: bodies far away
 * stand on the middle of their box, which stubs and doors shift by centimetres.
 */
function placesIn(instances: EquipmentInstances): Vector3[] {
  const places: Vector3[] = [];
  const matrix = new Matrix4();
  for (const child of instances.group.children) {
    const mesh = child as unknown as { count: number; getMatrixAt(index: number, target: Matrix4): void };
    for (let i = 0; i < mesh.count; i++) {
      mesh.getMatrixAt(i, matrix);
      const place = new Vector3().setFromMatrixPosition(matrix).multiplyScalar(10).round().divideScalar(10);
      places.push(place.addScalar(0));
    }
  }
  return places;
}

describe('equipment as instances', () => {
  it('draws 500 equal racks with one mesh', () => {
    const instances = new EquipmentInstances();
    instances.sync(rows(50, 10));
    expect(instances.batches).toBe(1);
    expect(instances.size).toBe(500);
  });

  it('touches only what moved', () => {
    const document = rows(50, 10);
    const instances = new EquipmentInstances();
    instances.sync(document);
    const ids = [...document.tables.equipment.keys()].slice(10, 50);
    instances.sync(applied(document, move(document, { records: ids, offset_m: [0, 2, 0] })));
    expect([...instances.changed].sort()).toEqual([...ids].sort());
  });

  it('stands every remaining rack where its record says after some are deleted', () => {
    const document = rows(10, 2);
    const instances = new EquipmentInstances();
    instances.sync(document);
    const gone = [...document.tables.equipment.keys()].filter((_, i) => i % 3 === 0);
    const left = applied(document, deleteRecords(document, { records: gone }));
    instances.sync(left);
    const expected = [...left.tables.equipment.values()].map(({ position_m }) => position_m.join()).sort();
    expect(
      placesIn(instances)
        .map((place) =>
          place
            .toArray()
            .map((part) => Math.round(part * 1e4) / 1e4)
            .join(),
        )
        .sort(),
    ).toEqual(
      expected
        .map((text) =>
          text
            .split(',')
            .map((part) => String(Math.round(Number(part) * 1e4) / 1e4))
            .join(),
        )
        .sort(),
    );
  });

  it('keeps the colour with the record when instances are moved together', () => {
    const document = rows(4, 1);
    const instances = new EquipmentInstances();
    instances.sync(document);
    const [first, , , last] = [...document.tables.equipment.keys()];
    instances.recolour((equipment) => new Color(equipment.id === last ? 0xff0000 : 0xffffff));
    instances.sync(applied(document, deleteRecords(document, { records: [first as string] })));
    const mesh = instances.group.children.find(({ visible }) => visible) as unknown as { getColorAt(index: number, target: Color): void };
    const colour = new Color();
    mesh.getColorAt(0, colour);
    expect(colour.getHex()).toBe(0xff0000);
  });
});

describe('two levels of detail', () => {
  it('sorts by distance from the eye and loses neither place nor colour', () => {
    // A row of 360 m, seen from its first rack.
    const document = rows(600, 1);
    const instances = new EquipmentInstances();
    instances.sync(document);
    instances.recolour((equipment) => new Color(equipment.position_m[0] < 40 ? 0xff0000 : 0x0000ff));
    const places = () =>
      placesIn(instances)
        .map((place) => place.toArray().join())
        .sort();
    const before = places();
    expect(instances.level(new Vector3(0, 0, 2), 700, false)).toBe(true);
    expect(places()).toEqual(before);
    const [far, near] = instances.group.children.map((child) => (child as unknown as { count: number }).count);
    expect((far ?? 0) + (near ?? 0)).toBe(600);
    expect(near).toBeGreaterThan(40);
    expect(far).toBeGreaterThan(40);
    const colour = new Color();
    const matrix = new Matrix4();
    const reached = { near: 0, far: Number.POSITIVE_INFINITY };
    for (const [i, child] of instances.group.children.entries()) {
      const mesh = child as unknown as { count: number; getColorAt(i: number, c: Color): void; getMatrixAt(i: number, m: Matrix4): void };
      for (let j = 0; j < mesh.count; j++) {
        mesh.getColorAt(j, colour);
        mesh.getMatrixAt(j, matrix);
        const { x } = new Vector3().setFromMatrixPosition(matrix);
        expect(colour.getHex()).toBe(x < 40 ? 0xff0000 : 0x0000ff);
        if (i === 0) reached.far = Math.min(reached.far, x);
        else reached.near = Math.max(reached.near, x);
      }
    }
    expect(reached.near).toBeLessThan(reached.far);
    // A small step of the eye is not worth another look.
    expect(instances.level(new Vector3(0.1, 0, 2), 700, false)).toBe(false);
    // From far away all are bodies again, in one mesh.
    expect(instances.level(new Vector3(0, -5000, 2000), 700, false)).toBe(true);
    expect(instances.group.children.filter(({ visible }) => visible)).toHaveLength(1);
  });
});

describe('picking', () => {
  const document = rows(8, 2);
  const instances = new EquipmentInstances();
  instances.sync(document);
  const picker = new Picker(instances, new RunInstances(), new BuildingPieces());

  it('finds from straight above the rack whose footprint holds the point', () => {
    for (const equipment of document.tables.equipment.values()) {
      const [x, y] = equipment.position_m;
      expect(picker.pick(new Ray(new Vector3(x, y, 50), new Vector3(0, 0, -1)))?.id).toBe(equipment.id);
    }
    expect(picker.pick(new Ray(new Vector3(-5, -5, 50), new Vector3(0, 0, -1)))).toBeUndefined();
  });

  it('finds the nearer of two racks in line', () => {
    const [first] = document.tables.equipment.values();
    const hit = picker.pick(new Ray(new Vector3(-20, 0, 1), new Vector3(1, 0, 0)));
    expect(hit?.id).toBe(first?.id);
    expect(hit?.distance).toBeCloseTo(20 - 0.3, 1);
  });

  it('takes in a box what is wholly inside, and when touching also what is cut', () => {
    const camera = new PerspectiveCamera(40, 1, 0.1, 500);
    camera.position.set(2, 2, 30);
    camera.up.set(0, 1, 0);
    camera.lookAt(2, 2, 0);
    camera.updateMatrixWorld();
    const whole = { minX: -1, minY: -1, maxX: 1, maxY: 1 };
    const all = picker.inside(camera, whole, false);
    expect(all).toHaveLength(16);
    const middle = new Vector3(2.1, 0, 2).project(camera);
    const inside = picker.inside(camera, { ...whole, maxX: middle.x }, false);
    const touching = picker.inside(camera, { ...whole, maxX: middle.x }, true);
    expect(inside.length).toBeLessThan(touching.length);
    expect(touching).toEqual(expect.arrayContaining(inside));
  });
});

it('writes poses that turn a front (−y) to where the yaw says', () => {
  const front = new Vector3(0, -1, 0).applyMatrix4(poseInto(new Matrix4(), { position_m: [5, 6, 0], yaw_deg: 90 }));
  expect(front.toArray().map((part) => Math.round(part))).toEqual([6, 6, 0]);
});
