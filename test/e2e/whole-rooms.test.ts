/** A hall taken whole: moved, turned, set to typed coordinates and copied with all that is in it. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Equipment, Space } from '../../shared/document/records.ts';
import type { Session } from '../../shared/document/session.ts';
import { barePod } from '../fixtures/bare-pod.ts';
import { chromiumPath, type OpenEditor, openDocument } from './open-editor.ts';
import { spotOf, still } from './scene.ts';

interface Handle {
  session: Session;
  viewState: { getState(): { selection: readonly string[]; select(ids: readonly string[]): void }; setState(state: object): void };
  runAction(id: string): boolean;
}
declare const window: { __headroom: Handle };

describe.skipIf(!chromiumPath)('rooms as a whole (skipped by name without a system Chromium)', () => {
  let editor: OpenEditor;
  let page: Page;
  let start: string;

  const spaces = () =>
    page.evaluate(() => [...window.__headroom.session.getState().document.tables.space.values()]) as Promise<readonly Space[]>;
  const pieces = () =>
    page.evaluate(() => [...window.__headroom.session.getState().document.tables.equipment.values()]) as Promise<readonly Equipment[]>;
  const rack = async (tag = 'R-01') => (await pieces()).find((each) => each.tag === tag)?.position_m ?? [];
  const corner = async () => (await spaces())[0]?.outline_m[0];
  const labels = () => page.evaluate(() => window.__headroom.session.getState().undo.map(({ label }) => label));
  const select = (ids: readonly string[]) => page.evaluate((wanted) => window.__headroom.viewState.getState().select(wanted), ids);
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  /** Back to the start, which undo reaches exactly. */
  const undone = async () => {
    while ((await labels()).length > 0) await press('Control+z');
    expect(await editor.records()).toBe(start);
  };

  beforeAll(async () => {
    editor = await openDocument(barePod().document);
    ({ page } = editor);
    await page.evaluate(() => window.__headroom.runAction('look.top'));
    await still(page);
    await page.evaluate(() =>
      window.__headroom.viewState.setState({
        camera: { serial: 1e6, kind: 'stand', at: { eye_m: [12, 14, 60], target_m: [12, 14, 0], span_m: 50 } },
      }),
    );
    await still(page);
    start = await editor.records();
  });
  afterAll(() => editor?.close());

  it('G, an axis and a distance move the hall with its racks as one step; Escape puts everything back', async () => {
    await select(['space_1']);
    await press('g', 'x', '4');
    await page.locator('.pointer-note', { hasText: 'X only' }).waitFor();
    await press('Escape');
    expect(await editor.records()).toBe(start);
    await press('x', '4', '.', '5', 'Enter');
    expect(await corner()).toEqual([4.5, 0]);
    expect((await rack())[0]).toBeCloseTo(8.5, 9);
    expect(await labels()).toEqual(['Move Hall A']);
    await press('q');
    await undone();
  });

  it('is dragged by the edge of its floor once it is selected, and a slip on another wall moves nothing', async () => {
    await select([]);
    await press('g');
    const [from, to] = [await spotOf(page, [0, 14, 0]), await spotOf(page, [3, 14, 0])];
    const drag = async () => {
      await page.mouse.move(from.x, from.y);
      await page.mouse.down();
      await page.mouse.move((from.x + to.x) / 2, from.y, { steps: 3 });
      await page.mouse.move(to.x, to.y, { steps: 3 });
      await page.mouse.up();
    };
    await drag();
    expect(await labels()).toEqual([]);
    await select(['space_1']);
    await drag();
    const [x] = (await corner()) ?? [0];
    expect(x).toBeGreaterThan(2.5);
    expect((await rack())[0]).toBeCloseTo(4 + x, 6);
    await press('q');
    await undone();
  });

  it('arrow keys nudge it, brackets turn it with what is in it', async () => {
    await select(['space_1']);
    await press('ArrowRight', 'Shift+ArrowUp');
    expect(await corner()).toEqual([0.1, 1]);
    await undone();
    await press('[');
    // A quarter about its middle: 19 × 24 m about (9.5, 12).
    expect(await corner()).toEqual([21.5, 2.5]);
    expect(await rack()).toEqual([15.5, 6.5, 0]);
    await undone();
  });

  it('is turned by a typed angle in the rotate tool', async () => {
    await select(['space_1']);
    await press('r', '9', '0', 'Enter');
    expect(await corner()).toEqual([21.5, 2.5]);
    expect(await labels()).toEqual(['Rotate Hall A']);
    await press('q');
    await undone();
  });

  it('takes typed coordinates, and its racks rise with its floor', async () => {
    await select(['space_1']);
    const field = async (testId: string, text: string) => {
      await page.getByTestId(testId).fill(text);
      await page.keyboard.press('Enter');
    };
    await field('space-x', '10');
    expect(await corner()).toEqual([10, 0]);
    await field('space-level', '1.2 m');
    expect((await spaces())[0]?.elevation_m).toBe(1.2);
    expect(await rack()).toEqual([14, 6, 1.2]);
    await page.locator('body').click({ position: { x: 640, y: 5 } });
    await undone();
  });

  it('is duplicated beside itself, and a copy is pasted, with all that is in it', async () => {
    await select(['space_1']);
    await page.evaluate(() => window.__headroom.runAction('edit.duplicate'));
    const [first, second] = await spaces();
    expect(second).toMatchObject({ name: 'Hall B', kind: 'hall' });
    const inside = async (id: string | undefined) => (await pieces()).filter(({ space }) => space === id).length;
    expect(await inside(second?.id)).toBe(await inside(first?.id));
    await page.evaluate(() => window.__headroom.runAction('edit.copy'));
    await page.evaluate(() => window.__headroom.runAction('edit.paste'));
    expect((await spaces()).length).toBe(3);
    await page.evaluate(() => window.__headroom.runAction('edit.cut'));
    expect((await spaces()).length).toBe(2);
    expect((await pieces()).length).toBe(2 * (await inside(first?.id)) + (await inside(undefined)));
    await undone();
    expect(editor.errors).toEqual([]);
  });
});
