/** The tour in the real editor: ticks itself off by what the design is, and offers what comes next. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath, type OpenEditor, openReference } from './open-editor.ts';

declare const window: { __headroom: { runAction(id: string): boolean; refine(frames: number): void } };

describe.skipIf(!chromiumPath)('the tour (skipped by name without a system Chromium)', () => {
  let editor: OpenEditor;
  let page: Page;

  beforeAll(async () => {
    editor = await openReference('gb300-su');
    ({ page } = editor);
    page.setDefaultTimeout(30_000);
  });
  afterAll(async () => {
    await editor?.close();
  });

  it('finds a solved design nearly done, and done when its findings are read', async () => {
    await page.getByRole('menuitem', { name: 'Help' }).click();
    await page.getByRole('menuitemcheckbox', { name: /Five-minute tour/ }).click();
    const count = page.getByTestId('tour-count');
    expect(await count.innerText()).toBe('6 of 7');
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
});
