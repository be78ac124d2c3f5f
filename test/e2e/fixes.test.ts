/** A finding, its fix and the undo of it, in the real editor. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Session } from '../../shared/document/session.ts';
import { chromiumPath, type OpenEditor, openReference } from './open-editor.ts';

interface Handle {
  session: Session;
  viewState: { getState(): { select(ids: readonly string[]): void } };
}
declare const window: { __headroom: Handle };

describe.skipIf(!chromiumPath)('fixing findings in the editor', () => {
  let editor: OpenEditor;

  beforeAll(async () => {
    editor = await openReference('gb300-su');
  });
  afterAll(async () => {
    await editor?.close();
  });

  const label = () => editor.page.evaluate(() => window.__headroom.session.getState().undo.at(-1)?.label ?? '');

  it('offers the command beside the finding and in the palette, and undoes it', async () => {
    const { page } = editor;
    await editor.solved();
    const start = await editor.records();
    await page.evaluate(() => {
      const all = [...window.__headroom.session.getState().document.tables.equipment.values()];
      window.__headroom.viewState.getState().select(all.filter(({ tag }) => tag === 'H1-R01-03').map(({ id }) => id));
    });
    await page.locator('canvas').first().focus();
    await page.keyboard.press('Shift+ArrowUp');
    await page.keyboard.press('Shift+ArrowRight');
    await page.getByRole('tab', { name: /findings/i }).click();
    const button = page.getByRole('button', { name: /^Fix: Move H1-R01/ }).first();
    await button.waitFor();
    await page.keyboard.press('Control+k');
    await page.getByTestId('palette').waitFor();
    await page.keyboard.type('nearest free place');
    await page
      .getByTestId('palette')
      .getByRole('option', { name: /^Move H1-R01/ })
      .first()
      .waitFor();
    await page.keyboard.press('Escape');
    await button.click();
    await editor.solved();
    expect(await label()).toMatch(/^Move H1-R01/);
    await button.waitFor({ state: 'detached' });
    for (let i = 0; i < 3; i++) await page.keyboard.press('Control+z');
    expect(await editor.records()).toBe(start);
    expect(editor.errors).toEqual([]);
  });

  it('filters by rule, severity and words, and fixes all that is shown as one step', async () => {
    const { page } = editor;
    await page.evaluate(() => {
      const all = [...window.__headroom.session.getState().document.tables.equipment.values()];
      window.__headroom.viewState
        .getState()
        .select(all.filter(({ tag }) => tag === 'H1-R01-03' || tag === 'H1-R02-03').map(({ id }) => id));
    });
    await page.locator('canvas').first().focus();
    await page.keyboard.press('Shift+ArrowUp');
    await page.keyboard.press('Shift+ArrowRight');
    await page.getByRole('tab', { name: /findings/i }).click();
    await editor.solved();
    await page.getByTestId('findings-rule').click();
    await page.getByTestId('menu-rule-overlap').click();
    expect(await page.getByTestId('findings-table').innerText()).not.toMatch(/working space/);
    await page.getByTestId('findings-severity').click();
    await page.getByTestId('menu-severity-note').click();
    await page.getByText('No finding passes the filter.').waitFor();
    await page.getByTestId('findings-severity').click();
    await page.getByTestId('menu-severity-every').click();
    const steps = await page.evaluate(() => window.__headroom.session.getState().undo.length);
    await page.getByTestId('fix-all').click();
    await editor.solved();
    expect(await label()).toMatch(/^Fix \d findings?$/);
    expect(await page.evaluate(() => window.__headroom.session.getState().undo.length)).toBe(steps + 1);
    await page.keyboard.press('Control+z');
    expect(await page.evaluate(() => window.__headroom.session.getState().undo.length)).toBe(steps);
    expect(editor.errors).toEqual([]);
  });
});
