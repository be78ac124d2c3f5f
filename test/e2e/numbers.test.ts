/** Numbers as people type and read them: rubbish, feet and inches, clear distances in the units of the window. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Equipment } from '../../shared/document/records.ts';
import type { Session } from '../../shared/document/session.ts';
import { barePod } from '../fixtures/bare-pod.ts';
import { chromiumPath, type OpenEditor, openDocument } from './open-editor.ts';

interface Handle {
  controller: { atRest(): boolean };
  screenOf(id: string): { x: number; y: number } | undefined;
  session: Session;
  viewState: { getState(): { select(ids: readonly string[]): void } };
  runAction(id: string): boolean;
}
declare const window: { __headroom: Handle };
declare const document: { querySelector(selector: string): { getBoundingClientRect(): { left: number; top: number } } | null };

const foot_m = 0.3048;

describe.skipIf(!chromiumPath)('numbers in the editor (skipped by name without a system Chromium)', () => {
  let editor: OpenEditor;
  let page: Page;

  const piece = async (tag: string): Promise<Equipment> => {
    const found = await page.evaluate(
      (wanted) => [...window.__headroom.session.getState().document.tables.equipment.values()].find((each) => each.tag === wanted),
      tag,
    );
    if (!found) throw new Error(`no ${tag}`);
    return found;
  };
  const steps = () => page.evaluate(() => window.__headroom.session.getState().undo.length);
  const act = (id: string) => page.evaluate((name) => window.__headroom.runAction(name), id);
  const select = async (tag: string) => {
    const { id } = await piece(tag);
    await page.evaluate((wanted) => window.__headroom.viewState.getState().select([wanted]), id);
    return id;
  };
  // By the clock: a page at rest asks for no frames, and on a busy machine gets none.
  const atRest = () => page.waitForFunction(() => window.__headroom.controller.atRest(), undefined, { polling: 100 });
  /** What stands beside or below the field while the text is in it; then the field is left. */
  const type = async (field: string, text: string): Promise<string> => {
    await page.getByTestId(field).focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    await page.keyboard.type(text);
    const message = page.locator('.inspector .field-message, .inspector .message').first();
    const said = (await page.getByTestId(field).getAttribute('aria-invalid')) === 'true' ? await message.innerText() : '';
    await page.keyboard.press('Tab');
    return said;
  };

  beforeAll(async () => {
    editor = await openDocument(barePod().document);
    ({ page } = editor);
    await select('CDU-02');
  });
  afterAll(() => editor?.close());

  it.each([
    ['12 bananas', /not a unit of length/],
    ['12,5', /decimal sign/],
    ['1/0', /not a finite number/],
    ['NaN', /not a number/],
    ['3 kW', /not a unit of length/],
    ['1e9', /1000 km/],
    ['', /^$/],
  ])('a field left with %j in it keeps the old value and makes no step', async (text, message) => {
    const before = await piece('CDU-02');
    const begun = await steps();
    expect(await type('position-x', text)).toMatch(message);
    expect((await piece('CDU-02')).position_m).toEqual(before.position_m);
    expect(await steps()).toBe(begun);
    expect(await page.getByTestId('position-x').inputValue()).toBe('11.00');
  });

  it('a dialog goes on with what held before where a field of it is wrong', async () => {
    await act('insert.row');
    const dialog = page.getByTestId('dialog-row-array');
    await dialog.waitFor();
    const before = await page.getByTestId('row-place').innerText();
    await page.getByTestId('row-count').fill('7');
    await page.getByTestId('row-place').filter({ hasNotText: before }).waitFor();
    await page.getByTestId('row-count').fill('7 apples');
    await dialog.getByRole('alert').filter({ hasText: 'count' }).waitFor();
    await page.getByTestId('row-place').filter({ hasText: before }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await steps()).toBe(0);
  });

  it('feet and inches are taken and shown as drawings write them, and fields at rest carry no digits of the conversion', async () => {
    await act('view.us-units');
    await select('CDU-02');
    expect(await page.getByTestId('position-x').inputValue()).toBe('36′ 1 1/16″');
    await page.getByTestId('position-x').focus();
    expect(await page.getByTestId('position-x').inputValue()).toBe('36′ 1.0709″');
    expect(await page.getByTestId('parameter-ratedSecondary_m3_s').inputValue()).toBe('396.3');
    await page.getByTestId('parameter-ratedSecondary_m3_s').focus();
    expect(await page.getByTestId('parameter-ratedSecondary_m3_s').inputValue()).toBe('396.2581');
    expect(await type('position-x', `25'-6 1/2"`)).toBe('');
    expect((await piece('CDU-02')).position_m[0]).toBeCloseTo((25 + 6.5 / 12) * foot_m, 9);
    await act('edit.undo');
    expect((await piece('CDU-02')).position_m[0]).toBe(11);
  });

  it('names the range of a field in the unit of the field', async () => {
    expect(await type('parameter-ratedSecondary_m3_s', '99999999')).toMatch(/between .* gpm and .* gpm/);
    expect(await type('parameter-ratedApproach_K', '95')).toMatch(/between .* °F and .* °F/);
  });

  it('steps by quarters of a foot, or by floor tiles, where feet are shown', async () => {
    const { position_m: before } = await piece('CDU-02');
    await page.keyboard.press('Escape');
    await select('CDU-02');
    await act('edit.nudge-east');
    expect((await piece('CDU-02')).position_m[0]).toBeCloseTo(before[0] + foot_m / 4, 9);
    await act('grid.tile');
    await act('edit.nudge-west');
    expect((await piece('CDU-02')).position_m[0]).toBeCloseTo(before[0] + foot_m / 4 - 2 * foot_m, 9);
    await act('grid.usual');
    await act('edit.undo');
    await act('edit.undo');
  });

  it('measures the clear space round CDU-02 to its neighbours, in feet', async () => {
    await act('look.top');
    await act('view.frame-all');
    await atRest();
    const { id } = await piece('CDU-02');
    await act('tool.measure');
    await page.keyboard.press('c');
    const at = await page.evaluate((wanted) => {
      const place = window.__headroom.screenOf(wanted);
      const box = document.querySelector('canvas')?.getBoundingClientRect();
      return place && box && { x: place.x + box.left, y: place.y + box.top };
    }, id);
    if (!at) throw new Error('CDU-02 is not in view');
    await page.mouse.click(at.x, at.y);
    const figures = page.locator('.scene-label.measured');
    await figures.first().waitFor();
    const texts = await figures.allInnerTexts();
    // Rack and pump beside it, the next units before and behind.
    expect(texts).toHaveLength(4);
    for (const text of texts) expect(text).toMatch(/^(\d+′ )?\d+( \d+\/\d+)?″/);
    await act('view.clear-measurements');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
  });

  it('has made no error on the page', () => {
    expect(editor.errors).toEqual([]);
  });
});
