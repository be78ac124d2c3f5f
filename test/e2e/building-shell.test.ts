/** The shell as a person meets it: rooms picked by wall and floor edge, changed together, walked through, cut open. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allRecords, documentOf } from '../../shared/document/document.ts';
import type { FacilityRecord, Space } from '../../shared/document/records.ts';
import type { Session } from '../../shared/document/session.ts';
import { barePod } from '../fixtures/bare-pod.ts';
import { hallOf, openingIn, rectangle } from '../fixtures/hall.ts';
import { chromiumPath, type OpenEditor, openDocument } from './open-editor.ts';
import { clickAt, pointAt, spotOf, still } from './scene.ts';

interface Handle {
  session: Session;
  viewState: {
    getState(): {
      tool: string;
      projection: string;
      perspectiveWaits: boolean;
      selection: readonly string[];
      hover: string | null;
      select(ids: readonly string[]): void;
    };
    setState(state: object): void;
  };
  controller: {
    readonly camera: { readonly position: { x: number; y: number; z: number } };
    readonly model: {
      readonly scene: {
        getObjectByName(
          name: string,
        ): { visible: boolean; geometry: { getAttribute(name: string): { count: number } | undefined } } | undefined;
      };
    };
    readonly rig: {
      readonly controls: { setLookAt(x: number, y: number, z: number, atX: number, atY: number, atZ: number, glide: boolean): unknown };
      standing(): { eye_m: number[]; target_m: number[]; span_m: number };
    };
    readonly drawn: { calls: number };
    invalidate(): void;
  };
  runAction(id: string): boolean;
}
declare const window: { __headroom: Handle };

/** A hall around the rows of racks and a room beside it; nobody has designed their walls, and the one between has a door. */
const hall = hallOf(0, 0, { outline_m: rectangle(0, 0, 14, 13), height_m: 4 });
const room: Space = hallOf(0, 0, {
  id: 'space_2',
  kind: 'room',
  name: 'Room B',
  outline_m: rectangle(14, 0, 20, 13),
  height_m: 4,
  openings: [openingIn(3, 1)],
});

describe.skipIf(!chromiumPath)('the building shell (skipped by name without a system Chromium)', () => {
  let editor: OpenEditor;
  let page: Page;
  let serial = 1e6;

  const spaceOf = (id: string) =>
    page.evaluate((wanted) => window.__headroom.session.getState().document.tables.space.get(wanted) as Space, id);
  const view = () => page.evaluate(() => window.__headroom.viewState.getState());
  const eye = () =>
    page.evaluate(() => {
      const { x, y, z } = window.__headroom.controller.camera.position;
      return { x, y, z };
    });
  const drawnAgain = async () => {
    await page.evaluate(`(async () => { for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame); })()`);
    await still(page);
  };
  const stand = async (eye_m: readonly number[], target_m: readonly number[], span_m: number) => {
    const camera = { serial: serial++, kind: 'stand', at: { eye_m, target_m, span_m } };
    await page.evaluate((request) => window.__headroom.viewState.setState({ camera: request }), camera);
    await drawnAgain();
  };
  const plan = async () => {
    await page.evaluate(() => window.__headroom.runAction('look.top'));
    await drawnAgain();
    await stand([10, 6.5, 40], [10, 6.5, 0], 24);
  };
  const click = async (at_m: readonly number[]) => clickAt(page, await spotOf(page, at_m));
  const selected = async () => (await view()).selection;

  beforeAll(async () => {
    const records = [...allRecords(barePod().document)].flatMap((record): FacilityRecord[] => {
      if (record.type === 'space') return [];
      if (record.type !== 'equipment') return [record];
      // Nothing stands in the room beside the hall.
      return record.position_m[0] > 12.5 ? [] : [{ ...record, space: 'space_1' }];
    });
    editor = await openDocument(documentOf([...records, hall, room]));
    ({ page } = editor);
  });
  afterAll(async () => {
    await editor?.close();
    expect(editor?.errors).toEqual([]);
  });

  it('a hall is picked by a far wall, a room by the edge of its floor, and open floor clears the selection', async () => {
    await stand([10, -14, 14], [10, 6, 0], 24);
    await pointAt(page, await spotOf(page, [3, 13, 3]));
    await expect.poll(async () => (await view()).hover, { timeout: 60_000 }).toBe('space_1');
    await click([3, 13, 3]);
    expect(await selected()).toEqual(['space_1']);
    await click([17, 0.02, 0]);
    expect(await selected()).toEqual(['space_2']);
    await click([17, 6, 0]);
    expect(await selected()).toEqual([]);
    await plan();
    await click([17, 0.03, 0]);
    expect(await selected()).toEqual(['space_2']);
  });

  it('a corner that two rooms share is dragged in both as one step; with Alt one of them moves alone', async () => {
    await plan();
    await page.evaluate(() => window.__headroom.viewState.getState().select(['space_2']));
    const drag = async (alone: boolean) => {
      const [a, b] = [await spotOf(page, [14, 0, 0]), await spotOf(page, [15, 1, 0])];
      await page.mouse.move(a.x, a.y);
      await page.mouse.down();
      await page.mouse.move((a.x + b.x) / 2, (a.y + b.y) / 2);
      if (alone) await page.keyboard.down('Alt');
      await page.mouse.move(b.x, b.y);
      await page.locator('.pointer-note', { hasText: alone ? 'alone' : 'with Hall A' }).waitFor();
      await page.mouse.up();
      if (alone) await page.keyboard.up('Alt');
    };
    await drag(false);
    expect((await spaceOf('space_1')).outline_m[1]).toEqual([15, 1]);
    expect((await spaceOf('space_2')).outline_m[0]).toEqual([15, 1]);
    expect(await page.evaluate(() => window.__headroom.session.getState().undo.at(-1)?.label)).toBe('Move corner of Room B and Hall A');
    await page.keyboard.press('Control+z');
    expect(await spaceOf('space_1')).toEqual(hall);
    expect(await spaceOf('space_2')).toEqual(room);
    await drag(true);
    expect(await spaceOf('space_1')).toEqual(hall);
    expect((await spaceOf('space_2')).outline_m[0]).toEqual([15, 1]);
    await page.keyboard.press('Control+z');
    expect(await spaceOf('space_2')).toEqual(room);
    await page.evaluate(() => window.__headroom.viewState.getState().select([]));
  });

  it('a walk stops at walls that are only drawn, goes through their door, and ends in the plan it was begun in', async () => {
    await plan();
    const before = await page.evaluate(() => window.__headroom.controller.rig.standing());
    expect(await view()).toMatchObject({ projection: 'orthographic', perspectiveWaits: true });
    const face = async (x: number, y: number) => {
      await page.evaluate(
        ([east = 0, north = 0]) => {
          const { controller } = window.__headroom;
          void controller.rig.controls.setLookAt(east, north, 1.65, east - 6, north, 1.65, false);
          controller.invalidate();
        },
        [x, y],
      );
      await page.waitForFunction((east) => Math.abs(window.__headroom.controller.camera.position.x - east) < 0.05, x);
    };
    await page.keyboard.press('Shift+W');
    await still(page);
    const start = await eye();
    // Against the wall between the rooms one comes no further, and slides to the door: from 1 to 2.2 m off the north end.
    await face(16, 6);
    await page.keyboard.down('w');
    await page.waitForFunction(() => window.__headroom.controller.camera.position.x < 14.5);
    await page.keyboard.down('d');
    await page.waitForFunction(() => window.__headroom.controller.camera.position.y > 8);
    await page.keyboard.up('d');
    expect((await eye()).x).toBeGreaterThan(14.25);
    await page.keyboard.up('w');
    await face(16, 11.4);
    await page.keyboard.down('w');
    await page.waitForFunction(() => window.__headroom.controller.camera.position.x < 13);
    await page.keyboard.up('w');
    await still(page);
    const stood = await eye();
    await page.keyboard.press('Escape');
    await still(page);
    expect(await view()).toMatchObject({ tool: 'select', projection: 'orthographic', perspectiveWaits: true });
    const after = await page.evaluate(() => window.__headroom.controller.rig.standing());
    expect(after.span_m).toBeCloseTo(before.span_m, 2);
    expect(after.target_m[0]).toBeCloseTo((before.target_m[0] ?? 0) + stood.x - start.x, 2);
    expect(after.target_m[1]).toBeCloseTo((before.target_m[1] ?? 0) + stood.y - start.y, 2);
    expect(after.eye_m[2]).toBeGreaterThan(20);
  });

  it('a view that is asked for while walking ends the walk and stays', async () => {
    await page.keyboard.press('Numpad0');
    await still(page);
    await page.keyboard.press('Shift+W');
    await still(page);
    await page.keyboard.press('Numpad7');
    await still(page);
    expect(await view()).toMatchObject({ tool: 'select', projection: 'orthographic' });
    await page.keyboard.press('Numpad0');
    await still(page);
  });

  it('what a section cuts of equipment is filled and edged in two draw calls, and costs nothing without one', async () => {
    await stand([10, -14, 14], [10, 6, 0], 24);
    const filled = () =>
      page.evaluate(() => {
        const { scene } = window.__headroom.controller.model;
        return ['cut equipment', 'edges of cut equipment'].map((name) => {
          const mesh = scene.getObjectByName(name);
          return mesh?.visible ? (mesh.geometry.getAttribute('position')?.count ?? 0) : 0;
        });
      });
    const cut = async (section: readonly object[]) => {
      await page.evaluate((planes) => window.__headroom.viewState.setState({ section: planes }), section);
      await drawnAgain();
      return page.evaluate(() => window.__headroom.controller.drawn.calls);
    };
    const plain = await cut([]);
    expect(await filled()).toEqual([0, 0]);
    const open = await cut([{ axis: 'z', at_m: 1.2, keeps: 'below' }]);
    const [faces = 0, edges = 0] = await filled();
    // Sixteen racks are each one rectangle at the least.
    expect(faces).toBeGreaterThanOrEqual(16 * 6);
    expect(edges).toBeGreaterThanOrEqual(16 * 8);
    // Faces of equipment, their edges, faces of the building.
    expect(open - plain).toBeLessThanOrEqual(3);
    await cut([{ axis: 'z', at_m: 3.9, keeps: 'below' }]);
    expect((await filled())[0]).toBeLessThan(faces);
    await cut([]);
    expect(await filled()).toEqual([0, 0]);
  });
});
