/** The place tool by pointer and keys: what the ghost says, exact distances, turns, floors that lie higher. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allRecords, documentOf } from '../../shared/document/document.ts';
import type { Equipment } from '../../shared/document/records.ts';
import type { Session } from '../../shared/document/session.ts';
import { barePod } from '../fixtures/bare-pod.ts';
import { rectangle } from '../fixtures/hall.ts';
import { chromiumPath, type OpenEditor, openDocument } from './open-editor.ts';
import { pointAt, spotOf, still } from './scene.ts';

interface Handle {
  session: Session;
  viewState: {
    getState(): { tool: string; selection: readonly string[]; select(ids: readonly string[]): void; startPlacing(item: string): void };
    setState(state: object): void;
  };
  runAction(id: string): boolean;
}
declare const window: { __headroom: Handle };

/** South of the pod, a room whose floor lies 0.8 m up. */
const raised = {
  id: 'space_raised',
  type: 'space',
  kind: 'room',
  name: 'Raised room',
  outline_m: rectangle(0, -14, 19, -2),
  elevation_m: 0.8,
  height_m: 4,
} as const;

describe.skipIf(!chromiumPath)('placing by hand (skipped by name without a system Chromium)', () => {
  let editor: OpenEditor;
  let page: Page;
  let start: string;

  const pieces = () =>
    page.evaluate(() => [...window.__headroom.session.getState().document.tables.equipment.values()]) as Promise<readonly Equipment[]>;
  const newest = async () => (await pieces()).at(-1);
  const count = async () => (await pieces()).length;
  const tool = () => page.evaluate(() => window.__headroom.viewState.getState().tool);
  const placing = (item: string) => page.evaluate((name) => window.__headroom.viewState.getState().startPlacing(name), item);
  const select = (ids: readonly string[]) => page.evaluate((wanted) => window.__headroom.viewState.getState().select(wanted), ids);
  const note = (text: string | RegExp) => page.locator('.pointer-note').filter({ hasText: text });
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const hover = async (x: number, y: number) => {
    const spot = await spotOf(page, [x, y, 0]);
    await pointAt(page, spot);
    return spot;
  };
  const click = async (shift = false) => {
    if (shift) await page.keyboard.down('Shift');
    await page.mouse.down();
    await page.mouse.up();
    if (shift) await page.keyboard.up('Shift');
  };
  const undone = async () => {
    await press('Escape', 'Escape');
    while ((await page.evaluate(() => window.__headroom.session.getState().undo.length)) > 0) await press('Control+z');
    expect(await editor.records()).toBe(start);
  };

  beforeAll(async () => {
    editor = await openDocument(documentOf([...allRecords(barePod().document), raised]));
    ({ page } = editor);
    await page.evaluate(() => window.__headroom.runAction('look.top'));
    await still(page);
    await page.evaluate(() =>
      window.__headroom.viewState.setState({
        camera: { serial: 1e6, kind: 'stand', at: { eye_m: [10, 5, 60], target_m: [10, 5, 0], span_m: 45 } },
      }),
    );
    await still(page);
    start = await editor.records();
  });
  afterAll(() => editor?.close());

  it('the ghost names the board in whose working space it would stand, and the missing metres', async () => {
    const board = (await pieces()).find(({ tag }) => tag === 'LVB-01');
    const [x = 0, y = 0] = board?.position_m ?? [];
    await placing('gb300-nvl72');
    await page.keyboard.down('Control');
    await hover(x, y - 1.7);
    await note(/stands in the front working space of LVB-01\s+\d\.\d+ m missing/).waitFor();
    await page.keyboard.up('Control');
    await undone();
  });

  it('X and a distance set the next piece as far from the one before as typed', async () => {
    await placing('gb300-nvl72');
    await hover(10, 12);
    await click(true);
    const first = await newest();
    await press('x', '1', '.', '8');
    await note(/X only.*ΔX 1.80 m.*from R-17/s).waitFor();
    await press('Shift+Enter');
    expect((await newest())?.position_m.map((part, i) => Math.round((part - (first?.position_m[i] ?? 0)) * 1e6) / 1e6)).toEqual([
      1.8, 0, 0,
    ]);
    // Without an axis: where the pointer leads, from the piece that was placed last.
    const [x = 0, y = 0] = (await newest())?.position_m ?? [];
    await hover(x + 0.2, y + 3);
    await press('2', 'm', 'Enter');
    expect((await newest())?.position_m.map((part) => Math.round(part * 1e6) / 1e6)).toEqual(
      [x, y + 2, 0].map((part) => Math.round(part * 1e6) / 1e6),
    );
    expect(await tool()).toBe('select');
    await undone();
  });

  it('arrows lead the ghost by the grid and leave the selection alone; R turns by 90°, Shift+R by 15°', async () => {
    await select((await pieces()).filter(({ tag }) => tag === 'R-01').map(({ id }) => id));
    await placing('gb300-nvl72');
    await hover(10, 12);
    await note(/^X /).waitFor();
    // Where the ghost snapped to, as it is told: `X 10.00 m Y 12.00 m`.
    const told = async () =>
      [...((await page.locator('.pointer-note').textContent()) ?? '').matchAll(/[XY] (-?[\d.]+)/g)].map(([, figure]) => Number(figure));
    const [x = 0, y = 0] = await told();
    await press('ArrowRight', 'ArrowRight', 'Shift+ArrowUp', 'r', 'Shift+R', 'Delete');
    await expect.poll(told, { timeout: 60_000 }).toEqual([expect.closeTo(x + 0.2, 6), expect.closeTo(y + 1, 6)]);
    await press('Enter');
    const placed = await newest();
    expect(placed).toMatchObject({ yaw_deg: 105 });
    expect(placed?.position_m[0]).toBeCloseTo(x + 0.2, 1);
    expect(placed?.position_m[1]).toBeCloseTo(y + 1, 1);
    expect(await count()).toBe(barePodCount + 1);
    await undone();
  });

  it('Escape takes back what was typed and then the tool; a right click stops at once and turns nothing', async () => {
    await placing('gb300-nvl72');
    await hover(10, 12);
    await press('4', 'Escape');
    expect(await tool()).toBe('place');
    await press('Escape');
    expect(await tool()).toBe('select');
    await placing('gb300-nvl72');
    const spot = await hover(10, 12);
    await page.mouse.click(spot.x, spot.y, { button: 'right' });
    expect(await tool()).toBe('select');
    expect(await page.evaluate(() => (window.__headroom.viewState.getState() as unknown as { projection: string }).projection)).toBe(
      'orthographic',
    );
    await undone();
  });

  it('an open menu keeps its keys: nothing is moved or placed behind it', async () => {
    await placing('gb300-nvl72');
    await hover(10, 12);
    await note(/^X /).waitFor();
    const told = await page.locator('.pointer-note').textContent();
    const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
    await page.getByTestId('menubar-view').focus();
    await press('ArrowDown');
    await page.getByRole('menu').waitFor();
    const first = await focused();
    await press('ArrowDown');
    // The menu moves the focus a moment after the key.
    await expect.poll(focused, { timeout: 60_000 }).not.toBe(first);
    await press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
    expect(await tool()).toBe('place');
    expect(await page.locator('.pointer-note').textContent()).toBe(told);
    expect(await count()).toBe(barePodCount);
    await undone();
  });

  it('a rack put into a room whose floor lies higher stands on that floor, and comes down with a move out of it', async () => {
    await placing('gb300-nvl72');
    await hover(6, -8);
    await note(/Z 0.80 m/).waitFor();
    await click();
    expect(await newest()).toMatchObject({ space: 'space_raised' });
    expect((await newest())?.position_m[2]).toBe(0.8);
    await press('g', 'y', '2', '0', 'Enter');
    expect((await newest())?.position_m[2]).toBeCloseTo(0, 9);
    await press('q');
    await undone();
    expect(editor.errors).toEqual([]);
  });
});

const barePodCount = barePod().document.tables.equipment.size;
