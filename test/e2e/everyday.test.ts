/** What a facility engineer does all day: tables from a spreadsheet, copies between files, shortcuts of one's own, and rubbish typed by mistake. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Equipment } from '../../shared/document/records.ts';
import type { Session } from '../../shared/document/session.ts';
import { headroom } from '../host/run-headroom.ts';
import { chromiumPath, type OpenEditor, openEditor, ready } from './open-editor.ts';

interface Handle {
  session: Session;
  viewState: {
    getState(): { select(ids: readonly string[]): void; selection: readonly string[]; showDock(tab: string): void; tool: string };
  };
  runAction(id: string): boolean;
}
declare const window: { __headroom: Handle };
declare const document: {
  readonly activeElement: { blur(): void } | null;
  querySelectorAll(selector: string): ArrayLike<{ readonly textContent: string | null }>;
};

describe.skipIf(!chromiumPath)('every day in the editor (skipped by name without a system Chromium)', () => {
  let folder: string;
  let editor: OpenEditor;
  let page: Page;

  const pieces = (): Promise<Equipment[]> =>
    page.evaluate(() => [...window.__headroom.session.getState().document.tables.equipment.values()] as Equipment[]);
  const idOf = async (tag: string) => (await pieces()).find((piece) => piece.tag === tag)?.id ?? '';
  const select = (...ids: string[]) => page.evaluate((chosen) => window.__headroom.viewState.getState().select(chosen), ids);
  const steps = () => page.evaluate(() => window.__headroom.session.getState().undo.length);
  const blur = () => page.evaluate(() => document.activeElement?.blur());

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'headroom-everyday-'));
    const made = await headroom(['new', 'gb300-su', '-o', 'unit.facility'], { folder });
    expect(made.code, made.err).toBe(0);
    editor = await openEditor({ file: join(folder, 'unit.facility'), folder });
    ({ page } = editor);
  });
  afterAll(async () => {
    await editor?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('lists equipment by tag as people count', async () => {
    await page.evaluate(() => window.__headroom.viewState.getState().showDock('equipment'));
    await page.locator('.table-row').first().waitFor();
    const shown = await page.evaluate(() =>
      Array.from(document.querySelectorAll('.table-row td:first-child, .table-row th:first-child'), ({ textContent }) => textContent ?? ''),
    );
    const counted = [...shown].sort(new Intl.Collator('en', { numeric: true }).compare);
    expect(shown.length).toBeGreaterThan(5);
    expect(shown).toEqual(counted);
  });

  it('takes a pasted table whole, as one step, and names the cells of one that it cannot take', async () => {
    const before = await editor.records();
    const begun = await steps();
    const paste = async (text: string) => {
      await page.getByTestId('table-paste').click();
      await page.getByRole('dialog').getByRole('textbox').first().fill(text);
      await page.getByTestId('paste-take').click();
    };
    await paste('Tag\tLiquid share [%]\nH1-R01-01\t81\nH1-R01-02\t82.5 %\n');
    await page.getByTestId('paste-take').waitFor({ state: 'detached' });
    expect(await steps()).toBe(begun + 1);
    const pasted = (await pieces()).find(({ tag }) => tag === 'H1-R01-01');
    expect(pasted?.overrides.liquidShare).toBeCloseTo(0.81, 9);
    await paste('Tag\tLiquid share [%]\nH1-R01-01\t410\nNO-SUCH\t80\n');
    await page.getByTestId('paste-problems').filter({ hasText: 'NO-SUCH' }).waitFor();
    expect(await steps()).toBe(begun + 1);
    await page.keyboard.press('Escape');
    await blur();
    await page.keyboard.press('Control+z');
    expect(await editor.records()).toBe(before);
  });

  it('copies racks into another file with their catalogue items', async () => {
    await select(await idOf('H1-R01-01'), await idOf('H1-R01-02'));
    await blur();
    await page.keyboard.press('Control+c');
    await page.evaluate(() => window.__headroom.runAction('file.new'));
    // The table was pasted and undone: the window asks before it leaves the design.
    await page.getByTestId('unsaved-discard').or(page.getByTestId('empty-viewport')).first().waitFor();
    if ((await page.getByTestId('unsaved-discard').count()) > 0) await page.getByTestId('unsaved-discard').click();
    await page.getByTestId('empty-viewport').waitFor();
    expect(await pieces()).toEqual([]);
    await blur();
    await page.keyboard.press('Control+v');
    await page.waitForFunction(() => window.__headroom.session.getState().document.tables.equipment.size === 2);
    expect((await pieces()).map(({ tag }) => tag).sort()).toEqual(['H1-R01-01', 'H1-R01-02']);
    const items = await page.evaluate(() =>
      [...window.__headroom.session.getState().document.tables.item.values()].map(({ kind }) => kind),
    );
    expect(items).toContain('rack');
  });

  it('says what the tokens panel lacks without racks, and offers to place them', async () => {
    await page.keyboard.press('Control+z');
    expect(await pieces()).toEqual([]);
    await page.evaluate(() => window.__headroom.viewState.getState().showDock('tokens'));
    await page.getByTestId('tokens-missing').filter({ hasText: 'No racks stand in this design' }).waitFor();
    await page.getByTestId('tokens-missing').getByRole('button').click();
    await page.getByTestId('dialog-row-array').waitFor();
    await page.keyboard.press('Escape');
  });

  it('keeps a shortcut of one’s own after the window is opened again', async () => {
    await page.keyboard.press('?');
    await page.getByTestId('keys-tool.measure').click();
    await page.keyboard.press('Alt+Shift+M');
    await page.keyboard.press('Escape');
    await blur();
    await page.keyboard.press('Alt+Shift+M');
    expect(await page.evaluate(() => window.__headroom.viewState.getState().tool)).toBe('measure');
    await page.keyboard.press('Escape');
    await page.reload();
    await page.getByTestId('editor').waitFor();
    // The file that the host was started with is open again; what was not saved is offered.
    await editor.solved();
    await ready(page);
    if ((await page.getByRole('dialog').count()) > 0) await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('Alt+Shift+M');
    await page.waitForFunction(() => window.__headroom.viewState.getState().tool === 'measure');
    await page.keyboard.press('Escape');
  });

  it('has made no error on the page', () => {
    expect(editor.errors).toEqual([]);
  });
});
