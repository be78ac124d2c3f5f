/** The building drawn by clicks in plan and in 3D: outlines, walls inside, doors, columns, aisles; each undone to the exact start. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Space } from '../../shared/document/records.ts';
import type { Session } from '../../shared/document/session.ts';
import { chromiumPath, type OpenEditor, openReference } from './open-editor.ts';
import { clickAt, pointAt, spotOf } from './scene.ts';

interface Handle {
  session: Session;
  viewState: {
    getState(): { tool: string; selection: readonly string[]; select(ids: readonly string[]): void };
    setState(state: object): void;
  };
  runAction(id: string): boolean;
  refine(frames: number): void;
}
declare const window: { __headroom: Handle };
declare const document: { readonly activeElement: { blur(): void } | null };

describe.skipIf(!chromiumPath)('drawing the building (skipped by name without a system Chromium)', () => {
  let editor: OpenEditor;
  let page: Page;
  let start: string;
  /** Undo steps before anything is drawn. */
  let begun: number;

  const spaces = (): Promise<Space[]> =>
    page.evaluate(() => [...window.__headroom.session.getState().document.tables.space.values()] as Space[]);
  const named = async (name: string) => {
    const found = (await spaces()).find((space) => space.name === name);
    if (!found) throw new Error(`no space is named ${name}: ${(await spaces()).map((space) => space.name)}`);
    return found;
  };
  const steps = () => page.evaluate(() => window.__headroom.session.getState().undo.length);
  const tool = () => page.evaluate(() => window.__headroom.viewState.getState().tool);
  const run = (id: string) => page.evaluate((name) => window.__headroom.runAction(name), id);
  const point = async (x: number, y: number, z = 0) => pointAt(page, await spotOf(page, [x, y, z]));
  const click = async (x: number, y: number, z = 0) => clickAt(page, await spotOf(page, [x, y, z]));
  const type = async (text: string) => {
    for (const key of text) await page.keyboard.press(key === ' ' ? 'Space' : key);
  };
  const picture = async (name: string) => {
    if (!process.env.HEADROOM_PICTURES) return;
    await page.evaluate(() => window.__headroom.refine(8));
    await page.screenshot({ path: join(process.env.HEADROOM_PICTURES, `${name}.png`) });
  };

  beforeAll(async () => {
    editor = await openReference('gb300-su');
    ({ page } = editor);
    await run('file.new');
    await page.getByTestId('empty-viewport').waitFor();
    await run('look.top');
    // The hall that a new design starts with makes room for what is drawn; the camera stays.
    await page.evaluate(() => {
      const [hall] = window.__headroom.session.getState().document.tables.space.keys();
      window.__headroom.viewState.getState().select([hall ?? '']);
    });
    start = await editor.records();
    await run('edit.delete');
    begun = await steps();
  });
  afterAll(async () => {
    await editor?.close();
  });

  it('an L-shaped hall: clicks snap square, lengths are typed, the first corner closes it, as one step', async () => {
    await page.keyboard.press('Shift+D');
    expect(await tool()).toBe('outline');
    await click(2, 2);
    // To the east by a typed length, whatever the pointer says of the distance.
    await point(12, 2.1);
    await type('16m');
    await page.keyboard.press('Enter');
    // A wrong corner is taken back.
    await click(20, 6);
    await page.keyboard.press('Backspace');
    await point(17, 6);
    await type('8');
    await page.keyboard.press('Tab');
    await type('90');
    await page.locator('.pointer-note', { hasText: '90°' }).waitFor();
    await picture('draw-hall');
    await page.keyboard.press('Enter');
    // A little beside: it stays square to the last corner, and in line with the first.
    await click(12, 10.1);
    await click(12.1, 15);
    await click(2.1, 15.1);
    expect(await steps()).toBe(begun);
    await click(2, 2);
    const hall = await named('Hall A');
    expect(hall.outline_m).toEqual([
      [2, 2],
      [18, 2],
      [18, 10],
      [12, 10],
      [12, 15],
      [2, 15],
    ]);
    expect(await steps()).toBe(begun + 1);
    expect(await tool()).toBe('select');
    expect(await page.evaluate(() => window.__headroom.viewState.getState().selection)).toEqual([hall.id]);
  });

  it('refuses an outline that crosses itself and keeps what was drawn until Escape', async () => {
    await run('draw.hall');
    for (const [x, y] of [
      [20, 4],
      [22, 8],
      [22, 4],
      [20, 8],
    ] as const)
      await click(x, y);
    await page.keyboard.press('Enter');
    await page.getByTestId('refusal').filter({ hasText: 'crosses itself' }).waitFor();
    // Keys that would reach what is selected or was done only take corners back.
    await page.keyboard.press('Delete');
    await page.keyboard.press('Control+z');
    await page.keyboard.press('g');
    expect(await tool()).toBe('outline');
    expect(await steps()).toBe(begun + 1);
    await page.keyboard.press('Escape');
    expect(await tool()).toBe('outline');
    await page.keyboard.press('Escape');
    expect(await tool()).toBe('select');
  });

  it('a room by two corners with Shift lies in the hall', async () => {
    await run('draw.room');
    await click(2, 10);
    await page.keyboard.down('Shift');
    await click(12, 15);
    await page.keyboard.up('Shift');
    const room = await named('Room 1');
    expect(room.parent).toBe((await named('Hall A')).id);
    expect(room.outline_m).toHaveLength(4);
  });

  it('walls inside go on from end to end and end at the walls', async () => {
    await run('draw.partition');
    await click(6, 2.1);
    await click(6, 6);
    await click(17.9, 6);
    expect((await named('Hall A')).partitions).toEqual([
      { from_m: [6, 2], to_m: [6, 6], thickness_m: 0.15 },
      { from_m: [6, 6], to_m: [18, 6], thickness_m: 0.15 },
    ]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    expect(await tool()).toBe('select');
  });

  it('doors of a typed width go into outer walls and walls inside', async () => {
    await page.keyboard.press('Shift+O');
    await click(4, 2.1);
    await point(12.1, 6.1);
    await type('900 mm');
    await picture('draw-door');
    await click(12.1, 6.1);
    const { openings } = await named('Hall A');
    // The second is caught by the middle of its wall.
    expect(openings).toMatchObject([
      { kind: 'door', wall: 0, width_m: 1.2 },
      { kind: 'door', wall: 7, from_m: 5.55, width_m: 0.9 },
    ]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
  });

  it('columns stand where they are clicked, in line with each other; a click on one takes it away', async () => {
    await page.keyboard.press('Shift+I');
    await point(8, 3);
    await type('300 mm');
    await click(8, 3);
    await page.keyboard.press('Escape');
    await click(14, 3.1);
    await click(11, 4.5);
    await click(11, 4.5);
    expect((await named('Hall A')).columns).toEqual([
      { at_m: [8, 3], width_m: 0.3, depth_m: 0.3 },
      { at_m: [14, 3], width_m: 0.3, depth_m: 0.3 },
    ]);
    await page.keyboard.press('Escape');
  });

  it('in 3D: a hot aisle on the floor, and a gate in the far wall that the pointer is on', async () => {
    await run('look.iso');
    await run('draw.hot-aisle');
    await click(8, 7);
    await page.keyboard.down('Shift');
    await click(14, 8.2);
    await page.keyboard.up('Shift');
    expect(await named('Hot aisle 1')).toMatchObject({ aisle: 'hot', parent: (await named('Hall A')).id });
    const openings = async () => (await spaces()).flatMap((space) => space.openings ?? []);
    const before = await openings();
    await run('draw.opening');
    await page.keyboard.press('Space');
    await point(2, 6, 2.2);
    await picture('draw-gate');
    await click(2, 6, 2.2);
    expect((await openings()).slice(before.length)).toMatchObject([{ kind: 'gate', width_m: 3 }]);
    await page.keyboard.press('Escape');
    await picture('drawn');
  });

  it('every step is undone to the exact start', async () => {
    await page.evaluate(() => document.activeElement?.blur());
    const count = await steps();
    for (let i = begun; i <= count; i++) await page.keyboard.press('Control+z');
    expect(await editor.records()).toBe(start);
    expect(editor.errors).toEqual([]);
  });
});
