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
    // A hose of another rack is led through the middle of this one.
    const rack = await page.evaluate(() => {
      const { session, viewState } = window.__headroom;
      const { equipment, connection } = session.getState().document.tables;
      const found = [...equipment.values()].find(({ tag }) => tag === 'H1-R01-03');
      const hose = [...connection.values()].find(({ tag }) => tag === 'H1-R01-06/S');
      if (!found || !hose) throw new Error('no rack or hose');
      const [x, y] = found.position_m;
      session.commit('Lead a hose', [{ id: hose.id, before: hose, after: { ...hose, waypoints_m: [...hose.waypoints_m, [x, y, 1]] } }]);
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
    const onRack = page.getByRole('cell', { name: 'H1-R01-03', exact: true });
    const row = page.getByTestId('clashes-table').getByRole('row').filter({ has: onRack }).first();
    await row.getByRole('button', { name: /^Show/ }).click();
    const seen = await page.evaluate(() => window.__headroom.viewState.getState());
    expect(seen.selection).toContain(rack);
    expect(seen.selection).toHaveLength(2);
    expect(seen.camera.kind).toBe('place');
    await page.keyboard.press('Control+z');
    await editor.solved();
    await page.waitForFunction((old) => {
      const text = document.querySelector('[data-testid="clashes-status"]')?.textContent ?? '';
      return text !== old && text.includes(' runs');
    }, before);
    expect(await onRack.count()).toBe(0);
    expect(editor.errors).toEqual([]);
  });
});
