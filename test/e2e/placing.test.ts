/** Placing by hand, in the window of a small laptop: rows, copies, groups, exact moves, other racks in the place of racks. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Connection, Equipment, Group } from '../../shared/document/records.ts';
import type { Session } from '../../shared/document/session.ts';
import { chromiumPath, type OpenEditor, openReference, settled } from './open-editor.ts';
import { pointAt, spotOf } from './scene.ts';

interface Handle {
  session: Session;
  viewState: { getState(): { select(ids: readonly string[]): void; startPlacing(item: string): void; selection: readonly string[] } };
  runAction(id: string): boolean;
}
interface Shown {
  readonly scrollWidth: number;
  readonly clientWidth: number;
  readonly scrollHeight: number;
  readonly clientHeight: number;
  readonly textContent: string | null;
}
declare const window: { __headroom: Handle };
declare const document: { readonly body: EventTarget; querySelectorAll(selector: string): ArrayLike<Shown> };

describe.skipIf(!chromiumPath)('placing in the editor (skipped by name without a system Chromium)', () => {
  let editor: OpenEditor;
  let page: Page;

  const table = <R>(name: 'equipment' | 'connection' | 'group' | 'item'): Promise<R[]> =>
    page.evaluate((of) => [...window.__headroom.session.getState().document.tables[of].values()] as unknown[], name) as Promise<R[]>;
  const pieces = () => table<Equipment>('equipment');
  const piece = async (tag: string): Promise<Equipment> => {
    const found = (await pieces()).find((each) => each.tag === tag);
    if (!found) throw new Error(`no ${tag}`);
    return found;
  };
  const arrays = async () => (await table<Group>('group')).filter(({ array }) => array !== undefined);
  const select = (ids: readonly string[]) => page.evaluate((chosen) => window.__headroom.viewState.getState().select(chosen), ids);
  const selectTags = async (...tags: string[]) => select((await pieces()).filter(({ tag }) => tags.includes(tag)).map(({ id }) => id));
  const act = (id: string) => page.evaluate((name) => window.__headroom.runAction(name), id);
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  /** As with NumLock on, which the driven keyboard has not. */
  const numberPad = (...keys: string[]) =>
    page.evaluate((pressed) => {
      for (const key of pressed)
        document.body.dispatchEvent(
          new KeyboardEvent('keydown', { key, code: `Numpad${key === '.' ? 'Decimal' : key}`, bubbles: true, cancelable: true }),
        );
    }, keys);
  const lastStep = () => page.evaluate(() => window.__headroom.session.getState().undo.at(-1)?.label ?? '');
  const steps = () => page.evaluate(() => window.__headroom.session.getState().undo.length);
  /** Back to the state after so many steps. */
  const backTo = async (count: number) => {
    while ((await steps()) > count) await act('edit.undo');
  };

  beforeAll(async () => {
    editor = await openReference('gb300-su');
    ({ page } = editor);
    await page.setViewportSize({ width: 1366, height: 768 });
  });
  afterAll(() => editor?.close());

  it('replaces every GB300 by a GB200 and back: each keeps its place, its tag and all its runs', async () => {
    const [before, runs] = [await pieces(), await table<Connection>('connection')];
    const items = await table<{ id: string; name: string; kind: string }>('item');
    const isRack = ({ item }: Equipment) => items.find(({ id }) => id === item)?.name === 'gb300-nvl72';
    const racks = before.filter(isRack);
    expect(racks.length).toBe(8);
    for (const title of ['GB200 NVL72', 'GB300 NVL72']) {
      await select(racks.map(({ id }) => id));
      await press('Shift+X');
      await page.getByTestId('dialog-replace').waitFor();
      await page.getByTestId('replace-item').fill(title);
      await press('Enter');
      // The item is chosen; Enter once more is the answer.
      await press('Enter');
      await page.getByTestId('dialog-replace').waitFor({ state: 'detached' });
      expect(await lastStep()).toMatch(new RegExp(`^Replace 8 racks by ${title}`));
      const after = await pieces();
      for (const rack of racks)
        expect(after.find(({ id }) => id === rack.id)).toMatchObject({ tag: rack.tag, position_m: rack.position_m });
      expect(await table<Connection>('connection')).toEqual(runs);
      await editor.solved();
    }
    await backTo(0);
  });

  it('copies a pod of this design into another one, with its rows and the runs inside', async () => {
    const pod = (await table<Group>('group')).find(({ name }) => name === 'Pod 1');
    await select([pod?.id ?? '']);
    await page.evaluate(() => (window as unknown as { getSelection(): { removeAllRanges(): void } }).getSelection().removeAllRanges());
    await press('Control+c', 'Control+n');
    await page.getByTestId('empty-viewport').waitFor();
    await press('Control+v');
    await page.waitForFunction(() => window.__headroom.session.getState().document.tables.connection.size > 0);
    const rows = (await table<Group>('group')).filter(({ kind }) => kind === 'row');
    const racks = (await pieces()).filter(({ group }) => rows.some(({ id }) => id === group));
    expect(racks.length).toBeGreaterThanOrEqual(16);
    expect(await lastStep()).toMatch(/^Paste /);
    await act('edit.undo');
    expect(await pieces()).toEqual([]);
  });

  it('places rows on Enter, and warns where others would stand in them', async () => {
    await press('Shift+R');
    await page.getByTestId('dialog-row-array').waitFor();
    await page.getByTestId('row-count').fill('4');
    await page.getByTestId('row-rows').fill('2');
    await press('Enter');
    await page.getByTestId('dialog-row-array').waitFor({ state: 'detached' });
    expect(await pieces()).toHaveLength(8);
    await press('Shift+R');
    const y = page.getByTestId('row-y_m');
    await y.fill(String((await piece('R-01')).position_m[1]));
    await page.getByTestId('row-message').filter({ hasText: '4 of 8 stand in other equipment' }).waitFor();
    await y.fill('5 apples');
    await press('Enter');
    expect(await page.getByTestId('dialog-row-array').count()).toBe(1);
    await press('Escape', 'Escape');
    await page.getByTestId('dialog-row-array').waitFor({ state: 'detached' });
    expect(await pieces()).toHaveLength(8);
  });

  it('moves an array that is selected as a group, and keeps it there when its figures change', async () => {
    const [array] = await arrays();
    const before = await piece('R-01');
    await select([array?.id ?? '']);
    await press('ArrowRight');
    await press('g', 'x', '2', 'Enter');
    await page.getByTestId('array-count').fill('5');
    await page.getByTestId('array-count').press('Enter');
    expect(await lastStep()).toBe('Change Row array');
    expect((await piece('R-01')).position_m[0]).toBeCloseTo(before.position_m[0] + 2.1, 9);
    await page.getByTestId('array-count').press('Escape');
    await backTo(1);
  });

  it('duplicates a rack to the end of its row, a row of rows to an array, and a moved copy at its step again', async () => {
    await selectTags('R-02');
    await press('Control+d');
    const end = (await piece('R-04')).position_m;
    const copy = (await pieces()).at(-1);
    expect(copy?.position_m[0]).toBeCloseTo(end[0] + 0.6, 6);
    expect(copy?.position_m[1]).toBe(end[1]);
    await press('g', 'y', '-', '1', '.', '5', 'Enter', 'q', 'Control+d');
    const again = (await pieces()).at(-1);
    expect(again?.position_m[1]).toBeCloseTo((copy?.position_m[1] ?? 0) - 3, 6);
    await backTo(1);
    const [array] = await arrays();
    await select([array?.id ?? '']);
    await press('Control+d');
    expect((await arrays()).map(({ name }) => name)).toEqual(['Row array', 'Row array copy']);
    await backTo(1);
  });

  it('groups rows with what serves them, and the rows stay rows', async () => {
    const [array] = await arrays();
    await select([array?.id ?? '']);
    await press('Control+g');
    const groups = await table<Group>('group');
    const outer = groups.find(({ name }) => name === 'Group 1');
    expect(groups.find(({ id }) => id === array?.id)?.parent).toBe(outer?.id);
    expect(groups.filter(({ parent }) => parent === array?.id)).toHaveLength(2);
    await backTo(1);
  });

  it('says that values differ, and gives all of them one', async () => {
    await selectTags('R-01', 'R-02', 'R-05');
    const [x, y, yaw] = ['x', 'y', 'yaw'].map((name) => page.getByTestId(`position-${name}`));
    expect(await x?.inputValue()).toBe('');
    expect(await x?.getAttribute('placeholder')).toBe('varies');
    expect(await yaw?.getAttribute('placeholder')).toBe('varies');
    await y?.fill('600 mm*8');
    await y?.press('Enter');
    for (const tag of ['R-01', 'R-02', 'R-05']) expect((await piece(tag)).position_m[1]).toBeCloseTo(4.8, 9);
    expect(await steps()).toBe(2);
    await y?.press('Escape');
    await backTo(1);
  });

  it('takes a distance from the number pad while it moves, and goes where the hand means', async () => {
    const rack = await piece('R-04');
    await act('look.top');
    await act('view.frame-all');
    await selectTags('R-04');
    const [px, py] = rack.position_m;
    const [from, to] = [await spotOf(page, [px, py, 2]), await spotOf(page, [px + 4, py - 0.5, 2])];
    await press('w');
    await pointAt(page, from);
    await page.mouse.down();
    await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2);
    await page.mouse.move(to.x, to.y);
    await numberPad('3', '.', '5');
    await page.locator('.pointer-note').filter({ hasText: 'ΔX 3.50 m  ΔY 0.00 m' }).waitFor();
    // Its own label would stand under the one of the drag.
    await page.getByTestId('selection-tag').waitFor({ state: 'hidden' });
    await page.mouse.up();
    await page.getByTestId('selection-tag').waitFor();
    const [x, y] = (await piece('R-04')).position_m;
    expect([x - px, y - py].map((part) => Math.round(part * 1e6) / 1e6)).toEqual([3.5, 0]);
    await backTo(1);
    await press('q');
  });

  const guide = (text: RegExp) => page.locator('.scene-label').filter({ hasText: text });

  it('a rack that is dragged near a corner of another meets it, and the guide says whose corner it is', async () => {
    const [rack, other] = [await piece('R-04'), await piece('R-08')];
    const [[fx, fy], [ox, oy]] = [rack.position_m, other.position_m];
    await act('look.top');
    await act('view.frame-all');
    await selectTags('R-04');
    // Past the other row, cater-cornered to the rack at its end, but for 40 mm and 30 mm.
    const side = Math.sign(oy - fy);
    const to = [ox + 0.6 + 0.04, oy + side * 1.2 + 0.03, 2.2];
    await press('w');
    await pointAt(page, await spotOf(page, [fx, fy, 2.2]));
    const target = await spotOf(page, to);
    await page.mouse.down();
    await page.mouse.move(target.x - 30, target.y);
    await page.mouse.move(target.x, target.y);
    await guide(/^Corner of R-08/).waitFor();
    await page.mouse.up();
    const [x, y] = (await piece('R-04')).position_m;
    expect(x).toBeCloseTo(ox + 0.6, 6);
    expect(y).toBeCloseTo(oy + side * 1.2, 6);
    await backTo(1);
    await press('q');
  });

  it('a header that is placed over racks comes to hang with a tap straight over a port', async () => {
    await act('look.top');
    await act('view.frame-all');
    const rack = await piece('R-02');
    await page.evaluate(() => window.__headroom.viewState.getState().startPlacing('header-dn100'));
    // Eight taps 600 mm apart: its middle lies half a pitch from the tap over the supply, 180 mm left of the rack's middle.
    const ahead = rack.yaw_deg === 0 ? 1 : -1;
    const [x, y] = [rack.position_m[0] + ahead * (-0.18 + 0.3), rack.position_m[1] + ahead * 0.52];
    const spot = await spotOf(page, [x + 0.03, y - 0.04, 2.9]);
    await pointAt(page, spot);
    await guide(/^Port tap-\d+ to R-0\d supply 0\.\d+ m$/).waitFor();
    await page.mouse.down();
    await page.mouse.up();
    const header = (await pieces()).at(-1);
    expect(header?.position_m[0]).toBeCloseTo(x, 6);
    expect(header?.position_m[1]).toBeCloseTo(y, 6);
    await backTo(1);
  });

  it('says why a shortcut does nothing', async () => {
    await select([]);
    await press('Control+g');
    await page.getByTestId('refusal').filter({ hasText: 'Select equipment first' }).waitFor();
    await selectTags('R-01');
    await press('Alt+ArrowLeft');
    await page.getByTestId('refusal').filter({ hasText: 'Select at least two pieces' }).waitFor();
  });

  it('shows findings whole in this window', async () => {
    await page.getByTestId('tab-findings').click();
    await page.locator('.finding-message').first().waitFor();
    await settled(page);
    const cut = await page.evaluate(() =>
      Array.from(document.querySelectorAll('[data-testid="findings-table"] td .clip'))
        .filter((text) => text.scrollWidth > text.clientWidth + 1 || text.scrollHeight > text.clientHeight + 1)
        .map(({ textContent }) => textContent),
    );
    expect(cut).toEqual([]);
  });

  it('has made no error on the page', () => {
    expect(editor.errors).toEqual([]);
  });
});
