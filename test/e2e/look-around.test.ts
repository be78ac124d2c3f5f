/** Walking, measuring and names in the 3D view, in the real editor. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { barePod } from '../fixtures/bare-pod.ts';
import { chromiumPath, type OpenEditor, openDocument } from './open-editor.ts';
import { clickAt, spotOf, still } from './scene.ts';

interface Place {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}
interface Handle {
  readonly session: {
    getState(): {
      document: {
        tables: {
          equipment: ReadonlyMap<string, { id: string; tag: string; position_m: number[] }>;
          measurement: ReadonlyMap<string, { kind: string; name: string; hidden?: true }>;
        };
      };
    };
  };
  readonly viewState: {
    getState(): {
      tool: string;
      projection: string;
      frame(ids: readonly string[] | 'all'): void;
      select(ids: readonly string[]): void;
    };
  };
  readonly controller: {
    readonly camera: { readonly position: Place };
    readonly rig: {
      standing(): { readonly target_m: readonly number[] };
      readonly controls: { setLookAt(x: number, y: number, z: number, atX: number, atY: number, atZ: number, glide: boolean): unknown };
    };
    invalidate(): void;
  };
}
declare const window: { __headroom: Handle };

describe.skipIf(!chromiumPath)('looking round a design', () => {
  let editor: OpenEditor;
  let page: Page;

  const eye = () =>
    page.evaluate(() => {
      const { x, y, z } = window.__headroom.controller.camera.position;
      return { x, y, z };
    });
  const tool = () => page.evaluate(() => window.__headroom.viewState.getState().tool);
  const measured = () => page.getByTestId('measured');
  const kept = () => page.evaluate(() => [...window.__headroom.session.getState().document.tables.measurement.values()]);
  const click = async (x: number, y: number, z: number) => clickAt(page, await spotOf(page, [x, y, z]));
  const placeOf = (tag: string) =>
    page.evaluate((wanted) => {
      const found = [...window.__headroom.session.getState().document.tables.equipment.values()].find((each) => each.tag === wanted);
      if (!found) throw new Error(`no ${wanted}`);
      return { id: found.id, at: found.position_m as [number, number, number] };
    }, tag);

  beforeAll(async () => {
    editor = await openDocument(barePod().document);
    page = editor.page;
  });
  afterAll(async () => {
    await editor?.close();
    expect(editor?.errors).toEqual([]);
  });

  it('finishes a turn of the view that is still under way when everything is shown', async () => {
    await page.keyboard.press('Numpad7');
    await page.keyboard.press('Home');
    await still(page);
    const hurried = await eye();
    await page.keyboard.press('Numpad7');
    await still(page);
    const straight = await eye();
    expect(Math.hypot(hurried.x - straight.x, hurried.y - straight.y)).toBeLessThan(0.05);
    await page.keyboard.press('Numpad0');
    await still(page);
  });

  it('leaves the keys of the view to it once a command was chosen in the menu bar with the mouse', async () => {
    const choose = async () => {
      await page.getByTestId('menubar-view').click();
      await page.getByTestId('menu-view.snap').click();
    };
    await page.keyboard.press('Home');
    await still(page);
    const whole = await eye();
    const rack = await placeOf('R-01');
    await page.evaluate((id) => window.__headroom.viewState.getState().frame([id]), rack.id);
    await still(page);
    const near = await eye();
    await choose();
    // As long as a menu takes to give the keyboard back.
    await page.evaluate(() => new Promise((done) => setTimeout(done, 50)));
    await page.keyboard.press('Home');
    await still(page);
    const far = await eye();
    const apart = (place: Place) => Math.hypot(far.x - place.x, far.y - place.y, far.z - place.z);
    expect(apart(near)).toBeGreaterThan(5);
    expect(apart(whole)).toBeLessThan(0.1);
    await choose();
  });

  it('walks at eye height with the keys, looks round with a drag, and stops with Escape', async () => {
    await page.keyboard.press('Shift+W');
    expect(await tool()).toBe('walk');
    await still(page);
    const start = await eye();
    expect(start.z).toBeCloseTo(1.65, 3);
    await page.keyboard.down('w');
    await page.waitForFunction(({ x, y }) => {
      const at = window.__headroom.controller.camera.position;
      return Math.hypot(at.x - x, at.y - y) > 0.5;
    }, start);
    await page.keyboard.up('w');
    await still(page);
    const walked = await eye();
    expect(walked.z).toBeCloseTo(1.65, 3);
    const view = await page.locator('section.viewport').boundingBox();
    if (!view) throw new Error('no view');
    const middle = { x: view.x + view.width / 2, y: view.y + view.height / 2 };
    await page.mouse.move(middle.x, middle.y);
    await page.mouse.down();
    await page.mouse.move(middle.x + 120, middle.y + 10, { steps: 3 });
    await page.mouse.up();
    await still(page);
    const turned = await eye();
    expect(Math.hypot(turned.x - walked.x, turned.y - walked.y)).toBeLessThan(0.01);
    await page.keyboard.press('Escape');
    expect(await tool()).toBe('select');
  });

  it('stops before a rack, slides along the row, and goes through it while Space is held', async () => {
    const rack = await placeOf('R-04');
    const [x, y] = rack.at;
    await page.keyboard.press('Shift+W');
    await still(page);
    await page.evaluate(
      ([east = 0, south = 0]) => {
        const { controller } = window.__headroom;
        void controller.rig.controls.setLookAt(east, south, 1.65, east, south + 6, 1.65, false);
        controller.invalidate();
      },
      [x, y - 3],
    );
    await page.waitForFunction((south) => Math.abs(window.__headroom.controller.camera.position.y - south) < 0.05, y - 3);
    // Its front is 0.6 m or so ahead of its middle; the body keeps a quarter of a metre off it.
    await page.keyboard.down('w');
    await page.waitForFunction((south) => window.__headroom.controller.camera.position.y > south, y - 1.2);
    await page.keyboard.down('d');
    await page.waitForFunction((east) => window.__headroom.controller.camera.position.x > east, x + 0.8);
    await page.keyboard.up('d');
    const before = await eye();
    expect(before.y).toBeLessThan(y - 0.7);
    expect(before.z).toBeCloseTo(1.65, 3);
    await page.keyboard.down('Space');
    await page.waitForFunction((north) => window.__headroom.controller.camera.position.y > north, y + 1.5);
    await page.keyboard.up('Space');
    await page.keyboard.up('w');
    await page.keyboard.press('Escape');
  });

  it('flies with the keys while the orbit button is held, and leaves the letters to their tools otherwise', async () => {
    const view = await page.locator('section.viewport').boundingBox();
    if (!view) throw new Error('no view');
    await page.mouse.move(view.x + view.width / 2, view.y + view.height / 2);
    await page.mouse.down({ button: 'right' });
    const start = await eye();
    await page.keyboard.down('d');
    await page.waitForFunction(({ x, y }) => {
      const at = window.__headroom.controller.camera.position;
      return Math.hypot(at.x - x, at.y - y) > 0.5;
    }, start);
    await page.keyboard.up('d');
    await page.mouse.up({ button: 'right' });
    expect(await tool()).toBe('select');
    await page.keyboard.press('w');
    expect(await tool()).toBe('move');
    await page.keyboard.press('q');
  });

  it('measures a distance from corner to corner, which follows its pieces and stays until it is deleted', async () => {
    const [a, b] = [await placeOf('R-01'), await placeOf('R-02')];
    await page.evaluate((ids) => window.__headroom.viewState.getState().frame(ids), [a.id, b.id]);
    await page.keyboard.press('Numpad7');
    await page.keyboard.press('m');
    await click(a.at[0] - 0.3, a.at[1] - 0.6, 2.2);
    await click(b.at[0] - 0.3, b.at[1] - 0.6, 2.2);
    await expect.poll(() => measured().count()).toBe(1);
    const length_mm = async () => {
      const [text = ''] = (await measured().first().innerText()).split('\n');
      const value = Number(/[\d.]+/.exec(text.replace(/\s(?=\d)/g, ''))?.[0]);
      return text.includes('mm') ? value : value * 1000;
    };
    const pitch_mm = Math.abs(b.at[0] - a.at[0]) * 1000;
    expect(await length_mm()).toBeCloseTo(pitch_mm, 0);
    await page.evaluate((id) => window.__headroom.viewState.getState().select([id]), b.id);
    await page.keyboard.press('ArrowRight');
    await expect.poll(length_mm).toBeCloseTo(Math.abs(b.at[0] + 0.1 - a.at[0]) * 1000, 0);
    await page.keyboard.press('Control+z');
    await expect.poll(length_mm).toBeCloseTo(pitch_mm, 0);
  });

  it('measures the clear way round a piece, and an area by its corners', async () => {
    const rack = await placeOf('R-01');
    // The floor before the rack lies in the view, and not under the key figures.
    await page.keyboard.press('Home');
    await page.keyboard.press('c');
    await click(rack.at[0], rack.at[1], 2.2);
    await expect.poll(async () => (await kept()).map(({ kind }) => kind)).toEqual(['distance', 'clearance']);
    await page.keyboard.press('a');
    for (const [dx, dy] of [
      [0, -1],
      [1.1, -1],
      [1.1, -1.7],
    ] as const)
      await click(rack.at[0] + dx, rack.at[1] + dy, 0);
    await page.keyboard.press('Enter');
    await expect.poll(() => measured().filter({ hasText: 'm²' }).count()).toBe(1);
    await measured().filter({ hasText: 'm²' }).getByRole('button').click();
    await expect.poll(() => measured().filter({ hasText: 'm²' }).count()).toBe(0);
    await page.keyboard.press('Control+z');
    await expect.poll(() => measured().filter({ hasText: 'm²' }).count()).toBe(1);
    await page.keyboard.press('Delete');
    await page.keyboard.press('Delete');
    await expect.poll(async () => (await kept()).map(({ kind }) => kind)).toEqual(['distance']);
    await page.keyboard.press('Escape');
  });

  it('lists what was measured with the design: renamed, hidden, shown and deleted there, and undone', async () => {
    await page.getByTestId('measurements-open').click();
    const row = (name: string) => page.getByTestId(`measurement-${name}`);
    await row('Distance 1').filter({ hasText: 'mm' }).waitFor();
    await page.getByRole('textbox', { name: 'Name of Distance 1' }).fill('Pitch of the row');
    await page.keyboard.press('Enter');
    await row('Pitch of the row').getByRole('button', { name: 'Hide Pitch of the row' }).click();
    await expect.poll(() => measured().count()).toBe(0);
    expect(await kept()).toMatchObject([{ name: 'Pitch of the row', hidden: true }]);
    await page.getByRole('button', { name: 'Show all' }).click();
    await expect.poll(() => measured().count()).toBe(1);
    // From the whole design back to what was measured.
    const [a, b] = [await placeOf('R-01'), await placeOf('R-02')];
    const target = () => page.evaluate(() => window.__headroom.controller.rig.standing().target_m);
    const off = async () => {
      await still(page);
      const [x = 0, y = 0] = await target();
      return Math.hypot(x - ((a.at[0] + b.at[0]) / 2 - 0.3), y - (a.at[1] - 0.6));
    };
    await page.evaluate(() => window.__headroom.viewState.getState().frame('all'));
    expect(await off()).toBeGreaterThan(1.5);
    await row('Pitch of the row').getByRole('button', { name: 'Fly to Pitch of the row' }).click();
    expect(await off()).toBeLessThan(1);
    if (process.env.HEADROOM_PICTURES) await page.screenshot({ path: `${process.env.HEADROOM_PICTURES}/measurements.png` });
    await row('Pitch of the row').getByRole('button', { name: 'Delete Pitch of the row' }).click();
    await expect.poll(() => measured().count()).toBe(0);
    await page.keyboard.press('Escape');
    await page.getByTestId('measurements').waitFor({ state: 'detached' });
    await page.keyboard.press('Control+z');
    await expect.poll(() => measured().count()).toBe(1);
  });

  it('writes names that never lie over one another', async () => {
    await still(page);
    await page.keyboard.press('n');
    const names = page.locator('.scene-name');
    await expect.poll(() => names.count()).toBeGreaterThan(1);
    const boxes = await names.evaluateAll((all) => all.map((each) => each.getBoundingClientRect().toJSON() as DOMRect));
    boxes.forEach((a, i) => {
      for (const b of boxes.slice(i + 1))
        expect(a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom, `${i}`).toBe(false);
    });
    await page.keyboard.press('n');
    await expect.poll(() => names.count()).toBe(0);
  });
});
