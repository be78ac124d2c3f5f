/** What a click means and what can be changed: pieces or whole rows, layout or review. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Session } from '../../shared/document/session.ts';
import { barePod } from '../fixtures/bare-pod.ts';
import { chromiumPath, type OpenEditor, openDocument } from './open-editor.ts';

interface Handle {
  controller: { atRest(): boolean; rig: { controls: { distance: number } } };
  screenOf(id: string): { x: number; y: number } | undefined;
  session: Session;
  viewState: { getState(): { select(ids: readonly string[]): void; selection: readonly string[]; projection: string; tool: string } };
  runAction(id: string): boolean;
}
declare const window: { __headroom: Handle };
declare const document: { querySelector(selector: string): { getBoundingClientRect(): { left: number; top: number } } | null };

describe.skipIf(!chromiumPath)('modes of the editor (skipped by name without a system Chromium)', () => {
  let editor: OpenEditor;
  let page: Page;

  const act = (id: string) => page.evaluate((name) => window.__headroom.runAction(name), id);
  const selected = () => page.evaluate(() => window.__headroom.viewState.getState().selection);
  // By the clock: a page at rest asks for no frames, and on a busy machine gets none.
  const atRest = () => page.waitForFunction(() => window.__headroom.controller.atRest(), undefined, { polling: 100 });
  const idOf = (tag: string) =>
    page.evaluate(
      (wanted) =>
        [...window.__headroom.session.getState().document.tables.equipment.values()].find((each) => each.tag === wanted)?.id ?? '',
      tag,
    );
  const placeOf = async (tag: string) => {
    const at = await page.evaluate(
      (id) => {
        const place = window.__headroom.screenOf(id);
        const box = document.querySelector('canvas')?.getBoundingClientRect();
        return place && box && { x: place.x + box.left, y: place.y + box.top };
      },
      await idOf(tag),
    );
    if (!at) throw new Error(`${tag} is not in view`);
    return at;
  };

  beforeAll(async () => {
    editor = await openDocument(barePod().document);
    ({ page } = editor);
    await page.keyboard.press('p');
    await atRest();
  });
  afterAll(() => editor?.close());

  it('the plan is true to measure, and turning it by hand brings perspective back', async () => {
    const projection = () => page.evaluate(() => window.__headroom.viewState.getState().projection);
    expect(await projection()).toBe('orthographic');
    const { x, y } = await placeOf('R-04');
    await page.mouse.move(x, y);
    await page.mouse.down({ button: 'right' });
    await page.mouse.move(x + 20, y - 30, { steps: 3 });
    await page.mouse.up({ button: 'right' });
    expect(await projection()).toBe('perspective');
    await page.keyboard.press('p');
    expect(await projection()).toBe('orthographic');
    await page.keyboard.press('i');
    expect(await projection()).toBe('perspective');
    await page.keyboard.press('p');
    await atRest();
  });

  it('T makes a click take the whole row of a rack, and a double click still takes the rack and frames it', async () => {
    const at = await placeOf('R-04');
    await page.mouse.click(at.x, at.y);
    expect(await selected()).toEqual([await idOf('R-04')]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('t');
    await page.mouse.click(at.x, at.y);
    expect(await selected()).toHaveLength(8);
    await page.mouse.dblclick(at.x, at.y);
    expect(await selected()).toEqual([await idOf('R-04')]);
    await atRest();
    const far = await page.evaluate(
      ([rack, pump]) => {
        const [a, b] = [window.__headroom.screenOf(rack ?? ''), window.__headroom.screenOf(pump ?? '')];
        return a && b ? Math.hypot(a.x - b.x, a.y - b.y) : 0;
      },
      [await idOf('R-04'), await idOf('P-01')],
    );
    // Nine metres away in a picture that a rack fills.
    expect(far).toBeGreaterThan(600);
    await page.keyboard.press('t');
    await page.keyboard.press('Escape');
  });

  it('review changes nothing by key, tool, field or palette, and layout goes on where it was', async () => {
    const before = await editor.records();
    await page.getByTestId('mode-review').click();
    expect(await page.getByTestId('mode-review').getAttribute('aria-pressed')).toBe('true');
    const id = await idOf('CDU-01');
    await page.evaluate((wanted) => window.__headroom.viewState.getState().select([wanted]), id);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Delete');
    await page.keyboard.press('g');
    expect(await page.evaluate(() => window.__headroom.viewState.getState().tool)).toBe('select');
    for (const action of ['edit.duplicate', 'insert.row', 'edit.rotate-left', 'tool.connect', 'insert.auto-connect'])
      expect(await act(action), action).toBe(false);
    expect(await page.getByTestId('position-x').isDisabled()).toBe(true);
    expect(await act('tool.measure')).toBe(true);
    await page.keyboard.press('Escape');
    expect(await editor.records()).toBe(before);
    await page.keyboard.press('Alt+r');
    expect(await page.getByTestId('mode-layout').getAttribute('aria-pressed')).toBe('true');
    await page.evaluate((wanted) => window.__headroom.viewState.getState().select([wanted]), id);
    await page.keyboard.press('ArrowRight');
    expect(await editor.records()).not.toBe(before);
    await page.keyboard.press('Control+z');
    expect(await editor.records()).toBe(before);
  });

  it('has made no error on the page', () => {
    expect(editor.errors).toEqual([]);
  });
});
