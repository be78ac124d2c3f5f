/** What stands of a building, picked and changed in the model: doors, walls inside, columns, and the corners of the hall itself. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allRecords, documentOf } from '../../shared/document/document.ts';
import type { Space } from '../../shared/document/records.ts';
import type { Session } from '../../shared/document/session.ts';
import { barePod } from '../fixtures/bare-pod.ts';
import { column, hallOf, openingIn, partition } from '../fixtures/hall.ts';
import { chromiumPath, type OpenEditor, openDocument } from './open-editor.ts';
import { clickAt, pointAt, spotOf, still } from './scene.ts';

interface Handle {
  session: Session;
  viewState: {
    getState(): { selection: readonly string[]; hover: string | null; select(ids: readonly string[]): void };
    setState(state: object): void;
  };
  controller: {
    readonly width: number;
    readonly height: number;
    readonly camera: unknown;
    readonly model: {
      readonly scene: {
        getObjectByName(name: string): { visible: boolean; geometry: { getAttribute(name: string): { count: number } } } | undefined;
      };
      readonly picker: { ray(camera: unknown, x: number, y: number): unknown; pick(ray: unknown): { id: string } | undefined };
    };
    project(point: { x: number; y: number; z: number }): { x: number; y: number } | undefined;
  };
  runAction(id: string): boolean;
}
declare const window: { __headroom: Handle };

const hall = hallOf(16, 12, {
  height_m: 4,
  wallThickness_m: 0.3,
  partitions: [partition([6, 0], [6, 12])],
  openings: [openingIn(0, 2), openingIn(4, 5)],
  columns: [column(11, 6)],
});
const element = (name: string) => `space_1/${name}`;

describe.skipIf(!chromiumPath)('shaping the building (skipped by name without a system Chromium)', () => {
  let editor: OpenEditor;
  let page: Page;
  let start: string;

  const now = () => page.evaluate(() => window.__headroom.session.getState().document.tables.space.get('space_1') as Space);
  const steps = () => page.evaluate(() => window.__headroom.session.getState().undo.length);
  const selection = () => page.evaluate(() => window.__headroom.viewState.getState().selection);
  const select = (ids: readonly string[]) => page.evaluate((wanted) => window.__headroom.viewState.getState().select(wanted), ids);
  const undo = () => page.keyboard.press('Control+z');
  const spot = (x: number, y: number, z = 0) => spotOf(page, [x, y, z]);
  const click = async (x: number, y: number, z: number) => clickAt(page, await spot(x, y, z));
  const type = async (text: string) => {
    for (const key of text) await page.keyboard.press(key);
  };
  /** What the pointer would meet at a place. */
  const under = async (x: number, y: number, z: number) => {
    await still(page);
    return page.evaluate(
      (place) => {
        const { controller } = window.__headroom;
        const at = controller.project(place);
        const { picker } = controller.model;
        return at && picker.pick(picker.ray(controller.camera, (at.x / controller.width) * 2 - 1, 1 - (at.y / controller.height) * 2))?.id;
      },
      { x, y, z },
    );
  };
  /** Drags from place to place on the floor and gives what lets go. */
  const drag = async (from: readonly [number, number], to: readonly [number, number], shift = false) => {
    const [a, b] = [await spot(...from), await spot(...to)];
    await page.mouse.move(a.x, a.y);
    if (shift) await page.keyboard.down('Shift');
    await page.mouse.down();
    await page.mouse.move((a.x + b.x) / 2, (a.y + b.y) / 2);
    await page.mouse.move(b.x, b.y);
    await page.locator('.pointer-note').waitFor();
    return async () => {
      await page.mouse.up();
      if (shift) await page.keyboard.up('Shift');
    };
  };

  beforeAll(async () => {
    const others = [...allRecords(barePod().document)].filter(({ type: table }) => table !== 'equipment' && table !== 'space');
    editor = await openDocument(documentOf([...others, hall]));
    ({ page } = editor);
    const turned = async () => {
      await page.evaluate(`(async () => { for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame); })()`);
      await still(page);
    };
    await page.evaluate(() => window.__headroom.runAction('look.top'));
    await turned();
    await page.evaluate(() =>
      window.__headroom.viewState.setState({
        camera: { serial: 1e6, kind: 'stand', at: { eye_m: [8, 6, 40], target_m: [8, 6, 0], span_m: 22 } },
      }),
    );
    await turned();
    start = await editor.records();
  });
  afterAll(async () => {
    await editor?.close();
  });

  it('a door lights up under the pointer, is picked, and slides in its wall by a typed length', async () => {
    await pointAt(page, await spot(6, 5.6, 2.4));
    await expect
      .poll(() => page.evaluate(() => window.__headroom.viewState.getState().hover), { timeout: 60_000 })
      .toBe(element('opening/1'));
    await click(6, 5.6, 2.4);
    expect(await selection()).toEqual([element('opening/1')]);
    await page.getByTestId('selection-tag').filter({ hasText: 'Door 2 of Hall A' }).waitFor();
    await page.getByTestId('element').waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('y');
    await type('2m');
    await page.keyboard.press('Enter');
    expect((await now()).openings?.[1]).toEqual({ ...hall.openings?.[1], from_m: 7 });
    expect(await steps()).toBe(1);
    await page.keyboard.press('q');
    await undo();
  });

  it('a wall inside is nudged with its door, a column deleted', async () => {
    await click(6, 9, 0.12);
    expect(await selection()).toEqual([element('partition/0')]);
    await page.keyboard.press('ArrowRight');
    expect((await now()).partitions?.[0]).toEqual({ from_m: [6.1, 0], to_m: [6.1, 12], thickness_m: 0.2 });
    expect((await now()).openings).toEqual(hall.openings);
    await click(11, 6, 4);
    await page.keyboard.press('Delete');
    expect((await now()).columns).toBeUndefined();
    expect(await selection()).toEqual([]);
    await undo();
    expect(await selection()).toEqual([element('column/0')]);
    await undo();
    expect(await now()).toEqual(hall);
  });

  it('a box takes walls, doors and columns; what is hidden, cut away or of a layer that is off is not met', async () => {
    await select([]);
    const [from, to] = [await spot(-1, 13), await spot(18.5, -1.5)];
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y, { steps: 4 });
    await page.mouse.up();
    expect([...(await selection())].sort()).toEqual(['column/0', 'opening/0', 'opening/1', 'partition/0'].map(element));
    const column = element('column/0');
    expect(await under(11, 6, 4)).toBe(column);
    await page.keyboard.press('h');
    expect(await under(11, 6, 4)).toBeUndefined();
    await page.keyboard.press('Alt+h');
    expect(await under(11, 6, 4)).toBe(column);
    await page.keyboard.press('1');
    expect(await under(11, 6, 4)).toBeUndefined();
    await page.keyboard.press('1');
    const cut = (section: readonly object[]) =>
      page.evaluate((planes) => window.__headroom.viewState.setState({ section: planes }), section);
    await cut([{ axis: 'x', at_m: 12, keeps: 'above' }]);
    expect(await under(11, 6, 4)).toBeUndefined();
    // What is cut of walls and slab is filled, in one mesh.
    const filled = () =>
      page.evaluate(() => {
        const faces = window.__headroom.controller.model.scene.getObjectByName('cut faces');
        return faces?.visible ? faces.geometry.getAttribute('position').count / 3 : 0;
      });
    expect(await filled()).toBe(3 * 2);
    await cut([]);
    expect(await filled()).toBe(0);
    expect(await under(11, 6, 4)).toBe(column);
  });

  it('a corner is dragged onto the grid, or as far from the one before as is typed, as one step', async () => {
    await select(['space_1']);
    await (await drag([16, 12], [18, 12.03]))();
    expect((await now()).outline_m[2]).toEqual([18, 12]);
    expect(await steps()).toBe(1);
    await undo();
    const typed = await drag([16, 12], [16.03, 13]);
    await type('13.25');
    await page.locator('.pointer-note', { hasText: '13.25 m' }).waitFor();
    await page.keyboard.press('Enter');
    await typed();
    expect((await now()).outline_m[2]).toEqual([16, 13.25]);
    await undo();
    expect(await now()).toEqual(hall);
  });

  it('an edge gives a corner, which Delete takes away again, or moves whole with what ends at it', async () => {
    await (await drag([8, 12], [8, 14]))();
    expect((await now()).outline_m[3]).toEqual([8, 14]);
    await page.keyboard.press('Delete');
    expect((await now()).outline_m).toEqual(hall.outline_m);
    expect(await selection()).toEqual(['space_1']);
    await undo();
    await undo();
    await (await drag([8, 12], [8, 14], true))();
    expect(await now()).toMatchObject({ partitions: [{ from_m: [6, 0], to_m: [6, 14] }] });
    expect((await now()).outline_m.slice(2)).toEqual([
      [16, 14],
      [0, 14],
    ]);
    await undo();
  });

  it('an outline that would cross itself is refused with its reason and stays', async () => {
    const crossing = await drag([16, 12], [4, -2]);
    await page.locator('.pointer-note', { hasText: 'crosses itself' }).waitFor();
    await crossing();
    await page.getByTestId('refusal').filter({ hasText: 'crosses itself' }).waitFor();
    expect(await editor.records()).toBe(start);
    expect(await steps()).toBe(0);
    expect(editor.errors).toEqual([]);
  });
});
