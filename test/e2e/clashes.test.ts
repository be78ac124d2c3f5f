/** Checking pipes and cables for clashes in the real editor. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Session } from '../../shared/document/session.ts';
import { chromiumPath, type OpenEditor, openReference } from './open-editor.ts';

interface Handle {
  session: Session;
  viewState: {
    getState(): { selection: readonly string[]; camera: { kind: string; at_m?: readonly number[] }; select(ids: readonly string[]): void };
  };
}
declare const window: { __headroom: Handle };

describe.skipIf(!chromiumPath)('clashes of pipes and cables', () => {
  let editor: OpenEditor;

  beforeAll(async () => {
    editor = await openReference('gb300-su');
  });
  afterAll(async () => {
    await editor?.close();
  });

  it('are found when asked for, shown where they are, and checked again after an edit', async () => {
    const { page } = editor;
    // A rack is pushed into the pipes above its neighbour.
    const rack = await page.evaluate(() => {
      const { session, viewState } = window.__headroom;
      const all = [...session.getState().document.tables.equipment.values()];
      const found = all.find(({ tag }) => tag === 'H1-R01-03');
      if (!found) throw new Error('no rack');
      session.commit('Raise a rack', [
        { id: found.id, before: found, after: { ...found, position_m: [found.position_m[0], found.position_m[1], 1] } },
      ]);
      viewState.getState().select([]);
      return found.id;
    });
    await editor.solved();
    await page.locator('canvas').first().focus();
    await page.keyboard.press('Control+k');
    await page.getByTestId('palette').waitFor();
    await page.keyboard.type('interference');
    await page
      .getByTestId('palette')
      .getByRole('option', { name: /^Check clashes/ })
      .click();
    const status = page.getByTestId('clashes-status');
    await status.filter({ hasText: /^\d+ clash(es)? · \d+ penetrations in \d+ runs$/ }).waitFor();
    const before = await status.innerText();
    const row = page
      .getByTestId('clashes-table')
      .getByRole('row', { name: /H1-R01-03/ })
      .first();
    await row.getByRole('button', { name: /^Show/ }).click();
    const seen = await page.evaluate(() => window.__headroom.viewState.getState());
    expect(seen.selection).toContain(rack);
    expect(seen.selection).toHaveLength(2);
    expect(seen.camera.kind).toBe('place');
    if (process.env.HEADROOM_PICTURE) {
      await page.waitForTimeout(3000);
      await page.screenshot({ path: process.env.HEADROOM_PICTURE });
    }
    await page.keyboard.press('Control+z');
    await editor.solved();
    await page.waitForFunction((old) => {
      const text = document.querySelector('[data-testid="clashes-status"]')?.textContent ?? '';
      return text !== old && text.includes(' runs');
    }, before);
    expect(
      await page
        .getByTestId('clashes-table')
        .getByRole('row', { name: /H1-R01-03 / })
        .count(),
    ).toBe(0);
    expect(editor.errors).toEqual([]);
  });
});
