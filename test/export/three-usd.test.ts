import { Box3, Mesh, type Object3D, Vector3 } from 'three';
import { USDLoader } from 'three/examples/jsm/loaders/USDLoader.js';
import { describe, expect, it } from 'vitest';
import { envelopeOf } from '../../shared/catalogue/placement.ts';
import { textOf } from '../../shared/export/text.ts';
import { usdExporter } from '../../shared/export/usd/exporter.ts';
import { uniqueNames } from '../../shared/export/usd/names.ts';
import { smallHall, smallHallAnalysis } from '../fixtures/small-hall.ts';

describe('the flat USD scene, opened by three', () => {
  it('has each body in its place and size, Z turned up as three does it', async () => {
    const document = smallHall();
    const files = await usdExporter.write({ document, analysis: smallHallAnalysis(), text: '', version: '0' });
    const flat = files.find(({ path }) => path === 'usd/Main_flat.usda');
    const scene = new USDLoader().parse(textOf(flat?.bytes ?? new Uint8Array()), '') as Object3D;
    scene.updateMatrixWorld(true);
    let meshes = 0;
    scene.traverse((object) => {
      if (object instanceof Mesh) meshes++;
    });
    expect(meshes).toBe(document.tables.equipment.size + document.tables.connection.size + document.tables.space.size);
    const names = uniqueNames(document.tables.equipment.values());
    for (const record of document.tables.equipment.values()) {
      const object = scene.getObjectByName(names.get(record.id) as string);
      expect(object, record.tag).toBeDefined();
      const box = new Box3().setFromObject(object as Object3D);
      const [centre, size] = [box.getCenter(new Vector3()), box.getSize(new Vector3())];
      const envelope = envelopeOf(document, record);
      const [width, depth] = record.yaw_deg % 180 === 0 ? [envelope?.width_m, envelope?.depth_m] : [envelope?.depth_m, envelope?.width_m];
      // three puts the file's z up along its own y, and the file's y into its own −z.
      expect(centre.x).toBeCloseTo(record.position_m[0], 3);
      expect(-centre.z).toBeCloseTo(record.position_m[1], 3);
      expect(box.min.y).toBeCloseTo(record.position_m[2], 3);
      expect(size.x).toBeCloseTo(width as number, 2);
      expect(size.z).toBeCloseTo(depth as number, 2);
      expect(size.y).toBeCloseTo(envelope?.height_m as number, 2);
    }
  });
});
