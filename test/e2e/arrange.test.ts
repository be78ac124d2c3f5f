/** Layout verbs in the real editor: editable rows, lining up, copying, locking, replacing, tracing, sizing of halls. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Session } from '../../shared/document/session.ts';
import { headroom } from '../host/run-headroom.ts';
import { pressOn, typeInto } from './keyboard.ts';
import { chromiumPath, type OpenEditor, openEditor } from './open-editor.ts';

interface Handle {
  session: Session;
  viewState: { getState(): { select(ids: readonly string[]): void; selection: readonly string[] } };
}
declare const window: { __headroom: Handle };

interface Piece {
  readonly id: string;
  readonly tag: string;
  readonly item: string;
  readonly position_m: readonly [number, number, number];
  readonly yaw_deg: number;
}

describe.skipIf(!chromiumPath)('arranging in the editor', () => {
  let folder: string;
  let editor: OpenEditor;
  let page: Page;

  const pieces = (): Promise<Piece[]> =>
    page.evaluate(() => [...window.__headroom.session.getState().document.tables.equipment.values()] as Piece[]);
  const select = (ids: readonly string[]) => page.evaluate((chosen) => window.__headroom.viewState.getState().select(chosen), ids);
  const selectTags = async (...tags: string[]) => select((await pieces()).filter(({ tag }) => tags.includes(tag)).map(({ id }) => id));
  const lastStep = () => page.evaluate(() => window.__headroom.session.getState().undo.at(-1)?.label ?? '');

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'headroom-arrange-'));
    const made = await headroom(['new', 'gb300-su', '-o', 'unit.facility'], { folder });
    expect(made.code, made.err).toBe(0);
    editor = await openEditor({ file: join(folder, 'unit.facility'), folder });
    ({ page } = editor);
    await page.keyboard.press('Control+n');
    await page.getByTestId('empty-viewport').waitFor();
    await page.keyboard.press('Shift+R');
    await page.getByTestId('dialog-row-array').waitFor();
    await typeInto(page, 'row-count', '4');
    await typeInto(page, 'row-rows', '2');
    await pressOn(page, 'row-place');
  });
  afterAll(async () => {
    await editor?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('changes an array in the inspector, each field one step', async () => {
    const group = await page.evaluate(
      () => [...window.__headroom.session.getState().document.tables.group.values()].find(({ array }) => array !== undefined)?.id ?? '',
    );
    await select([group]);
    await page.getByTestId('array-count').fill('6');
    await page.getByTestId('array-count').press('Enter');
    expect(await pieces()).toHaveLength(12);
    await page.getByTestId('array-pitch').fill('700 mm + 5 cm');
    await page.getByTestId('array-pitch').press('Enter');
    const xs = (await pieces()).map(({ position_m: [x] }) => x);
    expect(Math.max(...xs) - Math.min(...xs)).toBeCloseTo(5 * 0.75, 9);
    expect(await lastStep()).toBe('Change Row array');
    await page.getByTestId('array-count').fill('4');
    await page.getByTestId('array-count').press('Enter');
    expect(await pieces()).toHaveLength(8);
  });

  it('lines up, and turns by 15 degrees, from the keyboard', async () => {
    await page.keyboard.press('Escape');
    await selectTags('R-01', 'R-02', 'R-05');
    await page
      .getByTestId('editor')
      .focus()
      .catch(() => undefined);
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.keyboard.press('Alt+ArrowLeft');
    const xs = (await pieces()).filter(({ tag }) => ['R-01', 'R-02', 'R-05'].includes(tag)).map(({ position_m: [x] }) => x);
    expect(new Set(xs.map((x) => x.toFixed(6))).size).toBe(1);
    await page.keyboard.press('Control+z');
    await selectTags('R-01');
    await page.keyboard.press('{');
    expect((await pieces()).find(({ tag }) => tag === 'R-01')?.yaw_deg).toBe(15);
    await page.keyboard.press('Control+z');
  });

  it('copies and pastes through the clipboard', async () => {
    const before = await pieces();
    await selectTags('R-01', 'R-02');
    await page.keyboard.press('Control+c');
    await page.keyboard.press('Control+v');
    await page.waitForFunction((count) => window.__headroom.session.getState().document.tables.equipment.size === count + 2, before.length);
    expect(await lastStep()).toBe('Paste 2 racks');
    await page.keyboard.press('Control+z');
    expect(await pieces()).toEqual(before);
  });

  it('refuses to move what is locked, and says so', async () => {
    await selectTags('R-03');
    await page.keyboard.press('Shift+L');
    await page.keyboard.press('ArrowRight');
    await page.getByTestId('refusal').filter({ hasText: 'R-03 is locked' }).waitFor();
    await page.keyboard.press('Shift+L');
    const [x] = (await pieces()).find(({ tag }) => tag === 'R-03')?.position_m ?? [0];
    await page.keyboard.press('ArrowRight');
    expect((await pieces()).find(({ tag }) => tag === 'R-03')?.position_m[0]).toBeCloseTo(x + 0.1, 9);
    await page.keyboard.press('Control+z');
  });

  it('replaces all racks by another item', async () => {
    await select((await pieces()).map(({ id }) => id));
    await page.keyboard.press('Shift+X');
    await page.getByTestId('dialog-replace').waitFor();
    await page.getByTestId('replace-item').fill('GB200 NVL72');
    await page.getByTestId('replace-item').press('Enter');
    await pressOn(page, 'replace-commit');
    expect(await lastStep()).toMatch(/^Replace 8 racks by GB200 NVL72/);
    expect(new Set((await pieces()).map(({ item }) => item)).size).toBe(1);
  });

  it('traces what a rack hangs on', async () => {
    await selectTags('R-01');
    await page.getByTestId('trace-open').scrollIntoViewIfNeeded();
    await page.getByTestId('trace-open').click();
    await page.getByTestId('trace-nothing').filter({ hasText: 'Nothing feeds it and it feeds nothing' }).waitFor();
  });

  it('undoes it all to the empty hall', async () => {
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    for (let step = 0; step < 40; step++) await page.keyboard.press('Control+z');
    expect(await pieces()).toEqual([]);
    expect(editor.errors).toEqual([]);
  });
});
