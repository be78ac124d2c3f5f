/** The tour in the real editor: ticks itself off by what the design is, and offers what comes next. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { headroom } from '../host/run-headroom.ts';
import { chromiumPath, type OpenEditor, openEditor } from './open-editor.ts';

declare const window: { __headroom: { runAction(id: string): boolean; refine(frames: number): void } };

describe.skipIf(!chromiumPath)('the tour (skipped by name without a system Chromium)', () => {
  let folder: string;
  let editor: OpenEditor;
  let page: Page;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'headroom-tour-'));
    const made = await headroom(['new', 'gb300-su', '-o', 'unit.facility'], { folder });
    expect(made.code, made.err).toBe(0);
    editor = await openEditor({ file: join(folder, 'unit.facility'), folder });
    ({ page } = editor);
    page.setDefaultTimeout(30_000);
  });
  afterAll(async () => {
    await editor?.close();
    await rm(folder, { recursive: true, force: true });
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
