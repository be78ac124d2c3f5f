/** One-line and P&ID in the real editor: selection both ways, groups that open, keyboard, and the saved file. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { headroom } from '../host/run-headroom.ts';
import { chromiumPath, type OpenEditor, openEditor, settled } from './open-editor.ts';

interface Handle {
  session: { getState(): { document: { tables: { equipment: ReadonlyMap<string, { id: string; tag: string }> } } } };
  viewState: { getState(): { selection: readonly string[]; select(ids: readonly string[]): void } };
}
declare const window: { __headroom: Handle };

const selectedTags = (page: Page) =>
  page.evaluate(() => {
    const { session, viewState } = window.__headroom;
    const { equipment } = session.getState().document.tables;
    return viewState.getState().selection.map((id) => equipment.get(id)?.tag ?? id);
  });

const selectTag = (page: Page, tag: string) =>
  page.evaluate((wanted) => {
    const { session, viewState } = window.__headroom;
    const found = [...session.getState().document.tables.equipment.values()].find((record) => record.tag === wanted);
    viewState.getState().select(found ? [found.id] : []);
  }, tag);

describe.skipIf(!chromiumPath)('the diagrams', () => {
  let folder: string;
  let editor: OpenEditor;
  let page: Page;

  const placed = async (kind: string) => {
    await page.locator(`[data-testid="diagram-${kind}"][data-placing="false"]:not([data-symbols="0"])`).waitFor();
  };
  const symbol = (title: string) => page.locator(`[data-key][aria-label^="${title},"]`);
  const count = async (kind: string) => Number(await page.getByTestId(`diagram-${kind}`).getAttribute('data-symbols'));

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'headroom-diagrams-'));
    const made = await headroom(['new', 'gb300-10mw', '-o', 'hall.facility'], { folder });
    expect(made.code, made.err).toBe(0);
    editor = await openEditor({ file: join(folder, 'hall.facility'), folder, size: { width: 1500, height: 900 } });
    page = editor.page;
    await page.getByTestId('view-one-line').click();
    await placed('one-line');
  });
  afterAll(async () => {
    await editor?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('the one-line selects a transformer, and the inspector shows it', async () => {
    await page.keyboard.press('Home');
    await symbol('TR-A2').click();
    expect(await selectedTags(page)).toEqual(['TR-A2']);
    await page.getByTestId('inspector').getByText('Impedance').waitFor();
    expect(await page.locator('[data-testid="inspector"] [data-rename]').inputValue()).toBe('TR-A2');
    expect(await symbol('TR-A2').getAttribute('aria-selected')).toBe('true');
  });

  it('shows what is selected elsewhere', async () => {
    await selectTag(page, 'UPS-B3');
    await page.locator('[aria-label^="UPS-B3,"][aria-selected="true"]').waitFor();
    expect(await symbol('TR-A2').getAttribute('aria-selected')).toBe('false');
    await selectTag(page, 'H1-R01-05');
    await page.locator('[aria-label^="Pod 1,"][aria-selected="true"]').waitFor();
    expect(await page.locator('.diagram-cell.picked').count()).toBe(1);
  });

  it('selects a whole pod, and one rack of it', async () => {
    await symbol('Pod 2').click({ position: { x: 30, y: 22 } });
    expect((await selectedTags(page)).length).toBe(16);
    await page
      .locator('.diagram-symbol', { has: symbol('Pod 2') })
      .locator('[data-record]')
      .nth(3)
      .click();
    expect((await selectedTags(page)).length).toBe(1);
  });

  it('writes live values that follow the scenario', async () => {
    const words = () => symbol('TR-A1').getAttribute('aria-label');
    const before = await words();
    expect(before).toMatch(/MW · \d+ %/);
    await page.evaluate(() => {
      const { session, viewState } = window.__headroom as unknown as {
        session: Handle['session'];
        viewState: { getState(): { setRequest(request: object): void } };
      };
      const ups = [...session.getState().document.tables.equipment.values()].find(({ tag }) => tag === 'UPS-B1');
      viewState.getState().setRequest({ failed: ups ? [ups.id] : [] });
    });
    const share = (text: string | null) => Number(/W · (\d+) %/.exec(text ?? '')?.[1]);
    const shareNow = async () => share(await words());
    await expect.poll(shareNow).toBeGreaterThan(share(before) * 1.5);
    await page.evaluate(() =>
      (window.__headroom as unknown as { viewState: { getState(): { setRequest(request: object): void } } }).viewState
        .getState()
        .setRequest({ failed: [] }),
    );
    await expect.poll(shareNow).toBe(share(before));
  });

  it('goes from symbol to symbol with the arrow keys and opens a group with Enter', async () => {
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    await symbol('TR-A1').click();
    await page.keyboard.press('ArrowRight');
    await expect.poll(focused).toMatch(/^TR-B1,/);
    await page.keyboard.press('ArrowDown');
    await expect.poll(focused).toMatch(/^LVB-B1,/);
    const undisturbed = await page.evaluate(() => window.__headroom.viewState.getState().selection.length);
    expect(undisturbed).toBe(1);
    const folded = await count('one-line');
    await symbol('Pod 1').focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction((before) => Number(document.querySelector('.diagram')?.getAttribute('data-symbols')) > before + 10, folded);
    await placed('one-line');
    expect(await page.locator('[data-symbol="racks"]').count()).toBe(18);
    await page.getByTestId('diagram-opened').click();
    await page.waitForFunction((before) => Number(document.querySelector('.diagram')?.getAttribute('data-symbols')) === before, folded);
  });

  it('zooms to the cursor and fits again', async () => {
    const transform = () => page.getByTestId('diagram-drawing').getAttribute('transform');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Home');
    await settled(page);
    const fitted = await transform();
    const box = await symbol('TR-B2').boundingBox();
    await page.mouse.move((box?.x ?? 0) + 10, (box?.y ?? 0) + 10);
    await page.mouse.wheel(0, -400);
    await page.waitForFunction(
      (before) => document.querySelector('[data-testid="diagram-drawing"]')?.getAttribute('transform') !== before,
      fitted,
    );
    const nearer = await symbol('TR-B2').boundingBox();
    expect(nearer?.width ?? 0).toBeGreaterThan((box?.width ?? 0) * 1.5);
    expect(Math.abs((nearer?.x ?? 0) - (box?.x ?? 0))).toBeLessThan(30);
    await page.keyboard.press('Home');
    await page.waitForFunction(
      (before) => document.querySelector('[data-testid="diagram-drawing"]')?.getAttribute('transform') === before,
      fitted,
    );
  });

  it('saves an SVG that a strict reader understands, with every symbol in it', async () => {
    const save = async (form: string) => {
      const download = page.waitForEvent('download');
      await page.getByTestId('diagram-save').click();
      await page.getByTestId(form).click();
      return download;
    };
    const download = save('menu-export.one-line');
    const path = await (await download).path();
    const text = await readFile(path, 'utf8');
    // The saved sheet waits for the loading with the other train lost, and explains its diamonds.
    expect(text).toContain('>With the other train lost</text>');
    expect(text).toMatch(/<title>UPS-A[^<]*with the other train lost/);
    const parsed = await page.evaluate((svg) => {
      const document_ = new DOMParser().parseFromString(svg, 'image/svg+xml');
      return { errors: document_.querySelectorAll('parsererror').length, groups: document_.querySelectorAll('g[id]').length };
    }, text);
    expect(parsed.errors).toBe(0);
    expect(parsed.groups).toBe(await count('one-line'));
    const drawing = await readFile(await (await save('menu-export.one-line-dxf')).path(), 'utf8');
    expect(drawing).toContain('TR-B2');
    expect(drawing).toContain('With the other train lost');
    expect(drawing.trimEnd().endsWith('EOF')).toBe(true);
  });

  it('shows the P&ID with the same selection', async () => {
    await selectTag(page, 'CDU-2B');
    await page.keyboard.press('Alt+3');
    await placed('p-and-id');
    await page.locator('[aria-label^="CDU-2A…C,"][aria-selected="true"]').waitFor();
    await page.keyboard.press('Home');
    await symbol('FWS-P1…4').click();
    expect(await selectedTags(page)).toEqual(['FWS-P1', 'FWS-P2', 'FWS-P3', 'FWS-P4']);
  });

  it('stands below the 3D view when asked, and gives the place back', async () => {
    await page.getByTestId('view-split').click();
    await settled(page);
    const [scene, diagram] = [
      await page.locator('section.viewport').boundingBox(),
      await page.getByTestId('diagram-p-and-id').boundingBox(),
    ];
    expect((scene?.y ?? 0) + (scene?.height ?? 0)).toBeLessThanOrEqual((diagram?.y ?? 0) + 1);
    await page.keyboard.press('Alt+1');
    await page.getByTestId('diagram-p-and-id').waitFor({ state: 'detached' });
    await page.getByTestId('chip-view').waitFor();
  });

  it('opens at a size that can be read where the whole would be specks, and Home shows the whole', async () => {
    await page.setViewportSize({ width: 1366, height: 768 });
    await page.keyboard.press('Alt+2');
    await placed('one-line');
    const scale = async () =>
      Number(/scale\(([\d.]+)\)/.exec((await page.getByTestId('diagram-drawing').getAttribute('transform')) ?? '')?.[1]);
    // Names are 11.5 px at scale one.
    expect((await scale()) * 11.5).toBeGreaterThanOrEqual(9);
    await page.keyboard.press('Home');
    await page.waitForFunction(
      () => !/scale\(0\.8\)/.test(document.querySelector('[data-testid="diagram-drawing"]')?.getAttribute('transform') ?? ''),
      undefined,
      { polling: 100 },
    );
    expect(await scale()).toBeLessThan(0.6);
    await page.keyboard.press('Alt+1');
  });

  it('has made no error on the page', () => {
    expect(editor.errors).toEqual([]);
  });
});
