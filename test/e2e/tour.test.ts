/** The tour in the real editor: ticks itself off by what the design is, and offers what comes next. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogueItem } from '../../shared/catalogue/library.ts';
import type { Session } from '../../shared/document/session.ts';
import { podPlaces, rowPlace } from '../fixtures/bare-pod.ts';
import { chromiumPath, type OpenEditor, openReference } from './open-editor.ts';

interface Handle {
  session: Session;
  viewState: { getState(): { tool: string; select(ids: readonly string[]): void; showDock(tab: string): void } };
  runAction(id: string): boolean;
  refine(frames: number): void;
}
declare const window: { __headroom: Handle };

describe.skipIf(!chromiumPath)('the tour (skipped by name without a system Chromium)', () => {
  let editor: OpenEditor;
  let page: Page;

  beforeAll(async () => {
    editor = await openReference('gb300-su');
    ({ page } = editor);
  });
  afterAll(async () => {
    await editor?.close();
  });

  it('finds a solved design nearly done, and done when its findings are read', async () => {
    await page.getByRole('menuitem', { name: 'Help' }).click();
    await page.getByRole('menuitemcheckbox', { name: /Five-minute tour/ }).click();
    const count = page.getByTestId('tour-count');
    await count.filter({ hasText: '6 of 7' }).waitFor();
    await page.getByTestId('tour-next').click();
    await count.filter({ hasText: '7 of 7' }).waitFor();
    expect(await page.getByTestId('tour-next').count()).toBe(0);
  });

  it('starts with an empty hall at the racks, opens the dialog that places them and ticks them off', async () => {
    await page.evaluate(() => window.__headroom.runAction('file.new'));
    await page.getByTestId('tour-count').filter({ hasText: '1 of 7' }).waitFor();
    if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/tour.png` });
    await page.getByTestId('tour-next').click();
    await page.getByTestId('dialog-row-array').waitFor();
    await page.getByTestId('row-place').click();
    await page.getByTestId('tour-count').filter({ hasText: '2 of 7' }).waitFor();
    await page.keyboard.press('Control+z');
    await page.getByTestId('tour-count').filter({ hasText: '1 of 7' }).waitFor();
    expect(editor.errors).toEqual([]);
  });

  it('leads from an empty site to a solved layout, each step offered by its own button', async () => {
    const count = (text: string) => page.getByTestId('tour-count').filter({ hasText: text }).waitFor();
    await count('1 of 7');
    // The hall that a new design starts with is taken away: the tour sees what is there and not what was done.
    await page.evaluate(() => {
      const { session, viewState } = window.__headroom;
      viewState.getState().select([...session.getState().document.tables.space.keys()]);
    });
    await page.keyboard.press('Delete');
    await count('0 of 7');
    const next = page.getByTestId('tour-next');
    await next.click();
    await page.getByTestId('space-depth').fill('24');
    await page.getByTestId('space-add').click();
    await count('1 of 7');

    await next.click();
    for (const [field, value] of Object.entries({
      'row-count': rowPlace.count,
      'row-rows': rowPlace.rows,
      'row-coldAisle_m': rowPlace.coldAisle_m,
      'row-hotAisle_m': rowPlace.hotAisle_m,
      'row-x_m': rowPlace.x_m,
      'row-y_m': rowPlace.y_m,
    }))
      await page.getByTestId(field).fill(`${value}`);
    await page.getByTestId('row-place').click();
    await count('2 of 7');
    await page.keyboard.press('Control+z');
    await count('1 of 7');
    await page.keyboard.press('Control+Shift+z');
    await count('2 of 7');

    // The CDU hangs at the pointer; its true place is typed.
    await next.click();
    expect(await page.evaluate(() => window.__headroom.viewState.getState().tool)).toBe('place');
    await page.keyboard.press('Escape');
    const placeAll = async (places: typeof podPlaces) => {
      for (const [item, x, y, yaw] of places) {
        // Typed anew where the item is the same: Enter on what is chosen already would place it.
        await page.getByTestId('place-item').fill('');
        await page.getByTestId('place-item').fill(catalogueItem(item)?.title ?? item);
        await page.getByTestId('place-item').press('Enter');
        await page.getByTestId('place-x').fill(`${x}`);
        await page.getByTestId('place-y').fill(`${y}`);
        await page.getByTestId('place-yaw').fill(`${yaw}`);
        await page.getByTestId('place-another').click();
      }
      await page.keyboard.press('Escape');
      await page.getByTestId('dialog-place-at').waitFor({ state: 'detached' });
    };
    await page.keyboard.press('Shift+P');
    await placeAll(podPlaces.filter(([item]) => item.includes('mcdu')));
    await count('3 of 7');
    expect(await page.getByTestId('tour-plant').innerText()).toContain('heat rejection and a utility');

    await next.click();
    await placeAll(podPlaces.filter(([item]) => !item.includes('mcdu')));
    await count('4 of 7');

    await next.click();
    await page.getByTestId('auto-left').filter({ hasText: 'nothing left open' }).waitFor();
    await page.getByTestId('auto-connect-commit').click();
    await editor.solved();
    await page.locator('[data-testid="tour-connect"][data-done="true"]').waitFor();
    await page.locator('[data-testid="tour-solved"][data-done="true"]').waitFor();

    await page.evaluate(() => window.__headroom.viewState.getState().showDock('findings'));
    await count('7 of 7');
    expect(await next.count()).toBe(0);
    await page.getByRole('status').filter({ hasText: 'Solved.' }).waitFor();
    if (process.env.PICTURES) {
      await page.evaluate(() => window.__headroom.refine(8));
      await page.screenshot({ path: `${process.env.PICTURES}/tour-done.png` });
    }
    expect(editor.errors).toEqual([]);
  });
});
