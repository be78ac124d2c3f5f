/** What the 3D view shows is what a person works on and hands out: boxes behind a cut, what differs from another revision, pictures. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { barePod } from '../fixtures/bare-pod.ts';
import { readPng } from '../pictures/png.ts';
import { chromiumPath, type OpenEditor, openDocument } from './open-editor.ts';
import { still } from './scene.ts';

type Place = readonly [number, number, number];
interface Handle {
  readonly session: {
    getState(): { document: { tables: { equipment: ReadonlyMap<string, { id: string; tag: string; position_m: Place }> } } };
  };
  readonly viewState: {
    getState(): {
      readonly selection: readonly string[];
      readonly overlay: string | null;
      lookAlong(view: string): void;
      frame(ids: readonly string[] | 'all'): void;
      select(ids: readonly string[]): void;
    };
    setState(change: object): void;
  };
  readonly controller: {
    readonly rig: { standing(): { readonly target_m: Place } };
    readonly element: HTMLCanvasElement;
  };
}
declare const window: { __headroom: Handle };

describe.skipIf(!chromiumPath)('what is seen (skipped by name without a system Chromium)', () => {
  let editor: OpenEditor;
  let page: Page;

  const pieces = () => page.evaluate(() => [...window.__headroom.session.getState().document.tables.equipment.values()]);
  const racks = async () => (await pieces()).filter(({ tag }) => tag.startsWith('R-'));
  const picture = async (name: string) => {
    if (process.env.HEADROOM_PICTURES) await page.screenshot({ path: `${process.env.HEADROOM_PICTURES}/${name}.png` });
  };
  const target = () => page.evaluate(() => window.__headroom.controller.rig.standing().target_m);

  beforeAll(async () => {
    editor = await openDocument(barePod().document);
    ({ page } = editor);
  });
  afterAll(async () => {
    await editor?.close();
    expect(editor?.errors).toEqual([]);
  });

  it('takes into a box no rack behind a section, so that Delete leaves them', async () => {
    const all = await racks();
    const rows = [...new Set(all.map(({ position_m: [, y] }) => y))].sort((a, b) => a - b);
    const cut_m = ((rows[0] ?? 0) + (rows[1] ?? 0)) / 2;
    await page.evaluate((at_m) => {
      const { viewState } = window.__headroom;
      viewState.setState({ section: [{ axis: 'y', at_m, keeps: 'below' }] });
      viewState.getState().lookAlong('top');
      viewState.getState().frame('all');
    }, cut_m);
    await still(page);
    const view = await page.locator('section.viewport canvas').boundingBox();
    if (!view) throw new Error('no view');
    await page.mouse.move(view.x + view.width - 90, view.y + view.height - 30);
    await page.mouse.down();
    await page.mouse.move(view.x + 60, view.y + 60, { steps: 6 });
    await page.mouse.up();
    const selected = await page.evaluate(() => window.__headroom.viewState.getState().selection);
    const taken = (await racks()).filter(({ id }) => selected.includes(id));
    expect(new Set(taken.map(({ position_m: [, y] }) => y))).toEqual(new Set(rows.filter((y) => y < cut_m)));
    await page.keyboard.press('Delete');
    expect((await racks()).map(({ position_m: [, y] }) => y).every((y) => y > cut_m)).toBe(true);
    await page.keyboard.press('Control+z');
    expect(await racks()).toHaveLength(all.length);
    await page.evaluate(() => {
      window.__headroom.viewState.setState({ section: [] });
      window.__headroom.viewState.getState().select([]);
      window.__headroom.viewState.getState().lookAlong('iso');
    });
  });

  it('shows what differs from the revision that was opened, ghosts included, and flies to what is gone', async () => {
    const [gone, moved] = (await racks()).filter(({ tag }) => ['R-08', 'R-09'].includes(tag)).sort((a, b) => (a.tag < b.tag ? -1 : 1));
    if (!gone || !moved) throw new Error('no such racks');
    await page.evaluate((id) => window.__headroom.viewState.getState().select([id]), moved.id);
    await page.locator('section.viewport canvas').focus();
    for (let i = 0; i < 5; i++) await page.keyboard.press('Shift+ArrowUp');
    await page.evaluate((id) => window.__headroom.viewState.getState().select([id]), gone.id);
    await page.keyboard.press('Delete');
    await editor.solved();
    await page.getByTestId('tab-compare').click();
    await page.getByTestId('compare-base').click();
    await page.getByRole('menuitem', { name: 'As it was opened' }).click();
    const legend = page.getByTestId('legend-classes');
    await legend.waitFor();
    expect((await legend.innerText()).replace(/\s+/g, ' ')).toBe('Added 0 Changed 0 Moved 1 Moved: its old place 1 Removed 1');
    const row = (tag: string) => page.getByTestId('compare-records').getByRole('row').filter({ hasText: tag });
    await row(moved.tag).click();
    await still(page);
    expect(await page.evaluate(() => window.__headroom.viewState.getState().selection)).toEqual([moved.id]);
    await row(gone.tag).click();
    await still(page);
    const at = await target();
    expect(Math.hypot(at[0] - gone.position_m[0], at[1] - gone.position_m[1])).toBeLessThan(0.5);
    expect(await page.evaluate(() => window.__headroom.viewState.getState().selection)).toEqual([]);
    await page.evaluate(() => window.__headroom.viewState.getState().frame('all'));
    await still(page);
    await picture('changes');
    await page.getByRole('button', { name: 'Stop comparing' }).click();
    await legend.waitFor({ state: 'detached' });
    expect(await page.evaluate(() => window.__headroom.viewState.getState().overlay)).toBeNull();
  });

  const save = async (size: RegExp, content: string) => {
    await page.keyboard.press('Control+Shift+E');
    await page.getByTestId('picture-size').click();
    await page.getByRole('option', { name: size }).click();
    await page.getByTestId('picture-content').click();
    await page.getByRole('option', { name: content, exact: true }).click();
    // Many frames without a graphics card: the page answers nothing else meanwhile.
    const [download] = await Promise.all([page.waitForEvent('download', { timeout: 240_000 }), page.getByTestId('picture-save').click()]);
    const file = join(process.env.HEADROOM_PICTURES ?? editor.folder, `picture-${content.length}.png`);
    await download.saveAs(file);
    await page.getByTestId('dialog-picture').waitFor({ state: 'detached' });
    return readPng(await readFile(file));
  };
  const viewSize = () =>
    page.evaluate(() => {
      const { width, height } = window.__headroom.controller.element.getBoundingClientRect();
      return { width, height };
    });

  it('saves a picture twice as sharp with title block, legend and names, and leaves the window as it was', async () => {
    await page.evaluate(() => window.__headroom.viewState.setState({ overlay: 'density', labels: true }));
    await page.getByTestId('legend').waitFor();
    await still(page);
    const { width, height } = await viewSize();
    const before = await page.evaluate(() => window.__headroom.controller.element.width);
    const picture = await save(/^Twice as sharp/, 'With title block and legend');
    expect([picture.width, picture.height]).toEqual([Math.floor(width) * 2, Math.floor(height) * 2 + 112]);
    expect(await page.evaluate(() => window.__headroom.controller.element.width)).toBe(before);
    await page.evaluate(() => window.__headroom.viewState.setState({ overlay: null, labels: false }));
  });

  it('saves the model with nothing behind it: corners empty, the model solid', async () => {
    await page.evaluate(() => window.__headroom.viewState.getState().frame('all'));
    await still(page);
    const picture = await save(/^As on the screen/, 'The model, nothing behind it');
    const { width, height, cover } = picture;
    expect([0, width - 1, width * (height - 1), width * height - 1].map((at) => cover[at])).toEqual([0, 0, 0, 0]);
    const solid = cover.filter((each) => each === 255).length / cover.length;
    expect(solid).toBeGreaterThan(0.02);
    expect(solid).toBeLessThan(0.9);
  });
});
