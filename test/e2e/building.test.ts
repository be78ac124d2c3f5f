/** The building of a hall by its inspector, in the real editor: walls, a door, columns, ceiling; drawn and undone. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Session } from '../../shared/document/session.ts';
import { chromiumPath, type OpenEditor, openReference } from './open-editor.ts';

interface Handle {
  session: Session;
  viewState: { getState(): { select(ids: readonly string[]): void } };
}
declare const window: { __headroom: Handle };

describe.skipIf(!chromiumPath)('the building in the editor', () => {
  let editor: OpenEditor;

  beforeAll(async () => {
    editor = await openReference('gb300-su');
  });
  afterAll(async () => {
    await editor?.close();
  });

  const hall = () =>
    editor.page.evaluate(() =>
      [...window.__headroom.session.getState().document.tables.space.values()].find(({ kind }) => kind === 'hall'),
    );

  it('takes typed dimensions with units, each field one step, and undoes to the exact start', async () => {
    const { page } = editor;
    const start = await editor.records();
    const id = (await hall())?.id ?? '';
    await page.evaluate((chosen) => window.__headroom.viewState.getState().select([chosen]), id);
    const head = page.getByTestId('building').getByRole('button', { name: 'Building' });
    if ((await head.getAttribute('aria-expanded')) === 'false') await head.click();
    const type = async (label: string, text: string) => {
      await page.getByTestId('building').getByLabel(label).first().fill(text);
      await page.keyboard.press('Enter');
    };
    await type('Wall thickness', '300 mm');
    await page.getByTestId('door-add').click();
    await type('Width', '4 ft');
    await type('Raised floor', '0.4*2');
    await type('Ceiling', '4.2');
    await page.getByTestId('column-pitch-y').fill('4 m');
    await page.getByTestId('columns-place').click();
    const built = await hall();
    expect(built).toMatchObject({ wallThickness_m: 0.3, raisedFloor_m: 0.8, ceiling_m: 4.2, openings: [{ kind: 'door', height_m: 2.4 }] });
    expect(built?.openings?.[0]?.width_m).toBeCloseTo(1.2192, 9);
    expect(built?.columns?.length).toBeGreaterThan(0);
    if (process.env.HEADROOM_PICTURES) await page.screenshot({ path: join(process.env.HEADROOM_PICTURES, 'building.png') });
    expect(await page.evaluate(() => window.__headroom.session.getState().undo.length)).toBe(6);
    await page.locator('canvas').first().focus();
    for (let i = 0; i < 6; i++) await page.keyboard.press('Control+z');
    expect(await editor.records()).toBe(start);
    expect(editor.errors).toEqual([]);
  });
});
