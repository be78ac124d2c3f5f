/** The Tokens tab in the real editor: figures with their frame, an assumption that is changed and undone, prices in the scene. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { headroom } from '../host/run-headroom.ts';
import { chromiumPath, type OpenEditor, openEditor } from './open-editor.ts';

describe.skipIf(!chromiumPath)('the Tokens tab', () => {
  let folder: string;
  let editor: OpenEditor;
  let page: Page;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'headroom-tokens-'));
    await headroom(['new', 'gb300-su', '-o', 'unit.facility'], { folder });
    editor = await openEditor({ file: join(folder, 'unit.facility'), folder });
    page = editor.page;
    await page.getByTestId('tab-tokens').click();
    await page.getByLabel('Raise the dock').click();
  });
  afterAll(async () => {
    await editor?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('shows each figure, and a figure opens its whole frame and its source', async () => {
    await page.getByTestId('token-figures').waitFor();
    await page
      .getByRole('button', { name: /^Per utility MW/ })
      .first()
      .click();
    const note = page.getByTestId('chart-note');
    await expect
      .poll(() => note.innerText())
      .toMatch(/DeepSeek-V4-Pro FP4, 8192 tokens in and 1024 out at 27 tok\/s per user, prompt and output tokens/);
    expect(await note.innerText()).toMatch(/https:\/\/inferencex/);
  });

  it('an assumption that is typed in changes the year, and undo takes it back', async () => {
    const before = await editor.records();
    const margin = async () => {
      await page.getByTestId('tokens-money').click();
      return page.getByTestId('money').innerText();
    };
    const first = await margin();
    await page.getByTestId('tokens-assumptions').click();
    const field = page.getByTestId('assumption-price_USD_Mtok').first();
    await field.fill('0.8');
    await field.press('Enter');
    await editor.solved();
    await expect.poll(margin).not.toBe(first);
    await page.getByTestId('tokens-assumptions').click();
    await page.locator('.assumption-row').filter({ hasText: 'Default' }).first().waitFor();
    await page
      .locator('section.viewport')
      .focus()
      .catch(() => undefined);
    await page.keyboard.press('Control+z');
    await expect.poll(() => editor.records()).toBe(before);
  });

  it('work is placed on what is selected; racks that are promised twice are errors, and undo frees them', async () => {
    await page.getByTestId('tokens-work').click();
    await page
      .getByTestId('work')
      .getByRole('button', { name: /^Pod 1/ })
      .first()
      .click();
    await page.getByTestId('place-chat').click();
    await expect.poll(() => page.getByTestId('work').innerText()).toMatch(/Pod 1 100 %/);
    await editor.solved();
    await expect.poll(() => page.getByTestId('finding-counts').innerText()).toMatch(/error/);
    await page.keyboard.press('Control+z');
    await expect.poll(() => page.getByTestId('work').innerText()).toMatch(/Pod 1 70 %/);
  });

  it('work is added from a preset, edited and removed, and undo goes all the way back', async () => {
    await page.getByTestId('tokens-work').click();
    const before = await editor.records();
    await page.getByTestId('add-work').click();
    const speed = page.getByTestId('work-chat-2-speed');
    await speed.fill('0');
    expect(await speed.getAttribute('aria-invalid')).toBe('true');
    await speed.fill('30');
    await speed.press('Enter');
    await expect.poll(() => editor.records()).toMatch(/"tokensPerUser_per_s":30/);
    await page.getByTestId('remove-chat-2').click();
    await expect.poll(() => editor.records()).toBe(before);
    for (const count of [3, 2, 1]) {
      await page.keyboard.press('Control+z');
      if (count > 1) await page.getByTestId('remove-chat-2').waitFor();
    }
    await expect.poll(() => editor.records()).toBe(before);
  });

  it('a grid event is added, edited and removed', async () => {
    const before = await editor.records();
    await page.getByTestId('add-event-grid-relief').click();
    const duration = page.getByTestId('event-grid-relief-2-duration');
    await duration.fill('2');
    await duration.press('Enter');
    await expect.poll(() => editor.records()).toMatch(/"duration_s":7200/);
    await page.getByTestId('remove-event-grid-relief-2').click();
    await expect.poll(() => editor.records()).toBe(before);
  });

  it('a grid event and the sharing of power come from the worker', async () => {
    await page.getByTestId('tokens-flex').click();
    await expect.poll(() => page.getByTestId('chart-note').innerText()).toMatch(/no breach/);
    await page.getByTestId('tokens-sharing').click();
    await page.getByTestId('sharing').waitFor();
    await page.getByTestId('show-prices').click();
    await expect.poll(() => page.getByTestId('legend').innerText()).toMatch(/Worth of a watt/);
    expect(editor.errors).toEqual([]);
  });
});
