/** Nothing runs out of its panel, no figure runs into its unit, and no ring is left by the mouse: seen in the real editor. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { barePod } from '../fixtures/bare-pod.ts';
import { headroom } from '../host/run-headroom.ts';
import { chromiumPath, type OpenEditor, openDocument, openEditor, settled } from './open-editor.ts';

interface Handle {
  session: { getState(): { document: { tables: Record<string, ReadonlyMap<string, { id: string; item?: string; kind?: string }>> } } };
  viewState: { getState(): { select(ids: readonly string[]): void; showDock(tab: string): void } };
}
interface Shown {
  readonly textContent: string | null;
  readonly className: string;
  getBoundingClientRect(): { left: number; right: number; top: number; bottom: number; width: number };
}
declare const window: { __headroom: Handle };
declare const document: { querySelector(selector: string): Shown | null; querySelectorAll(selector: string): ArrayLike<Shown> };

describe.skipIf(!chromiumPath)('the layout of the editor on a small laptop', () => {
  let folder: string;
  let editor: OpenEditor;

  const select = (table: string, kind?: string, most = 1) =>
    editor.page.evaluate(
      (wanted) => {
        const { session, viewState } = window.__headroom;
        const { tables } = session.getState().document;
        const found = [...(tables[wanted.table]?.values() ?? [])].filter(
          (record) => wanted.kind === undefined || tables.item?.get(record.item ?? '')?.kind === wanted.kind,
        );
        viewState.getState().select(found.slice(0, wanted.most).map(({ id }) => id));
        return found.length;
      },
      { table, kind, most },
    );

  /** Controls and figures of the inspector that stand outside it, and figures that lie over their unit. */
  const faults = () =>
    editor.page.evaluate(() => {
      const pane = document.querySelector('[data-testid="inspector"]')?.getBoundingClientRect();
      if (!pane) return ['no inspector'];
      const outside = Array.from(
        document.querySelectorAll('[data-testid="inspector"] :is(button, input, .figure, .unit, .badge, h2)'),
      ).filter((part) => {
        const box = part.getBoundingClientRect();
        return box.width > 0 && (box.right > pane.right + 0.5 || box.left < pane.left - 0.5);
      });
      const rows = Array.from(document.querySelectorAll('[data-testid="inspector"] .row > .figure'));
      const units = Array.from(document.querySelectorAll('[data-testid="inspector"] .row > .figure + .unit'));
      const over = rows.filter((figure, i) => {
        const unit = units[i];
        return unit !== undefined && unit.textContent !== '' && figure.getBoundingClientRect().right > unit.getBoundingClientRect().left;
      });
      return [...outside, ...over].map(({ textContent, className }) => `${className}: ${textContent}`);
    });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'headroom-layout-'));
    const made = await headroom(['new', 'gb300-su', '-o', 'unit.facility'], { folder });
    expect(made.code, made.err).toBe(0);
    editor = await openEditor({ file: join(folder, 'unit.facility'), folder, size: { width: 1280, height: 720 } });
    await editor.page.getByTestId('view-one-line').click();
    await editor.page.locator('.diagram[data-placing="false"]:not([data-symbols="0"])').waitFor();
  });
  afterAll(async () => {
    await editor?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it.each([
    ['equipment', 'rack', 1],
    ['equipment', 'cdu', 1],
    ['equipment', 'chiller', 1],
    ['equipment', 'ups', 1],
    ['equipment', 'valve', 1],
    ['equipment', undefined, 40],
    ['connection', undefined, 1],
    ['group', undefined, 1],
    ['system', undefined, 1],
    ['space', undefined, 1],
  ] as const)('the inspector of %s %s holds all that is in it', async (table, kind, most) => {
    expect(await select(table, kind, most)).toBeGreaterThan(0);
    await editor.page.getByTestId('inspector').locator('h2, [data-rename]').first().waitFor();
    await settled(editor.page);
    expect(await faults()).toEqual([]);
  });

  it('a diagram that was fitted stays fitted when the dock makes room for a chart', async () => {
    await select('equipment', 'ups');
    const { page } = editor;
    // So low a window gave the dock's room to the diagram.
    expect(await page.locator('.lower').count()).toBe(0);
    await page.keyboard.press('Control+3');
    await page.getByTestId('tab-findings').click();
    await settled(page);
    // In a small window a diagram opens large enough to be read; A fits it. (Home belongs to the tabs, which have the focus.)
    await page.keyboard.press('a');
    await settled(page);
    const before = await page.locator('.lower').boundingBox();
    await page.getByTestId('tab-charts').click();
    await page.waitForFunction((low) => (document.querySelector('.lower')?.getBoundingClientRect().top ?? 0) < low - 40, before?.y ?? 0);
    await page.getByTestId('tab-findings').click();
    await page.waitForFunction(
      (low) => Math.abs((document.querySelector('.lower')?.getBoundingClientRect().top ?? 0) - low) < 3,
      before?.y ?? 0,
    );
    await settled(page);
    const view = await page.locator('.diagram-surface').boundingBox();
    const symbols = await page.locator('.diagram-symbol').all();
    for (const symbol of symbols) {
      const box = await symbol.boundingBox();
      if (!view || !box) throw new Error('a symbol is not drawn');
      expect(box.x).toBeGreaterThanOrEqual(view.x);
      expect(box.y).toBeGreaterThanOrEqual(view.y);
      expect(box.x + box.width).toBeLessThanOrEqual(view.x + view.width);
      expect(box.y + box.height).toBeLessThanOrEqual(view.y + view.height);
    }
  });

  it('the chips over the 3D view end before the view cube', async () => {
    const { page } = editor;
    await page.getByTestId('view-3d').click();
    await page.locator('.view-cube').waitFor();
    await settled(page);
    const chips = await page.locator('.view-chips > *').last().boundingBox();
    const cube = await page.locator('.view-cube').boundingBox();
    expect((chips?.x ?? 0) + (chips?.width ?? 0)).toBeLessThan(cube?.x ?? 0);
  });

  it('beside a chart no tool, no name of a view and no line of the legend is cut', async () => {
    const { page } = editor;
    await page.setViewportSize({ width: 1366, height: 768 });
    await page.getByTestId('view-3d').click();
    await page.evaluate(() => window.__headroom.viewState.getState().showDock('charts'));
    await page.getByTestId('chart-heat').click();
    await settled(page);
    const frame = await page.locator('.viewport-frame').boundingBox();
    for (const tool of await page.locator('.tool-column .tool').all()) {
      const box = await tool.boundingBox();
      expect((box?.y ?? 0) + (box?.height ?? Number.NaN)).toBeLessThanOrEqual((frame?.y ?? 0) + (frame?.height ?? 0));
      expect((box?.x ?? 0) + (box?.width ?? Number.NaN)).toBeLessThanOrEqual((frame?.x ?? 0) + (frame?.width ?? 0));
    }
    // Before anything is picked the chart has the room of its note.
    const list = await page.locator('.chart-list').boundingBox();
    const chart = await page.locator('.chart-body').boundingBox();
    const dock = await page.locator('.lower-dock').boundingBox();
    expect(chart?.width).toBeGreaterThan((dock?.width ?? Number.NaN) - (list?.width ?? 0) - 2);
    await page.getByTestId('tab-tokens').click();
    await page.getByTestId('token-figures').waitFor();
    const tall = await page
      .locator('.chart-list button')
      .evaluateAll((all) =>
        (all as unknown as Shown[]).filter((one) => one.getBoundingClientRect().bottom - one.getBoundingClientRect().top > 26),
      );
    expect(tall).toEqual([]);
    await page.getByTestId('view-one-line').click();
    await page.locator('.diagram[data-placing="false"]:not([data-symbols="0"])').waitFor();
    const legend = await page.getByTestId('diagram-legend').boundingBox();
    expect(legend?.height).toBeLessThan(36);
    await page.getByTestId('view-3d').click();
    await page.evaluate(() => window.__headroom.viewState.getState().showDock('findings'));
    await page.setViewportSize({ width: 1280, height: 720 });
    await page.locator('.view-cube').waitFor();
  });

  it.each([1024, 960])('in a window %i wide nothing lies over the 3D view but its own tools, each whole', async (width) => {
    const { page } = editor;
    await page.setViewportSize({ width, height: 700 });
    await page.getByTestId('view-3d').click();
    await settled(page);
    const frame = await page.locator('.viewport-frame').boundingBox();
    const inspector = await page.locator('#inspector').boundingBox();
    const right = (frame?.x ?? 0) + (frame?.width ?? Number.NaN);
    expect(right).toBeLessThanOrEqual(inspector?.x ?? Number.NaN);
    const boxes = [];
    for (const part of await page.locator('.tool-column, .view-chips > *, .view-cube').all()) boxes.push(await part.boundingBox());
    await page.setViewportSize({ width: 1280, height: 720 });
    for (const [i, a] of boxes.entries()) {
      if (!a) throw new Error('a part of the view is not shown');
      expect(a.x).toBeGreaterThanOrEqual(frame?.x ?? Number.NaN);
      expect(a.x + a.width).toBeLessThanOrEqual(right);
      for (const b of boxes.slice(0, i))
        expect(b && a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height).toBe(false);
    }
  });

  it.each([1280, 1366, 1439, 1440, 1500, 1920])('the menu of a window %i wide is not covered by the chips beside it', async (width) => {
    const { page } = editor;
    await page.setViewportSize({ width, height: 720 });
    await settled(page);
    const last = await page.getByTestId('menubar-help').boundingBox();
    const chip = await page.locator('.top-bar > :nth-child(2) > *').first().boundingBox();
    await page.setViewportSize({ width: 1280, height: 720 });
    expect((last?.x ?? 0) + (last?.width ?? Number.NaN)).toBeLessThanOrEqual(chip?.x ?? Number.NaN);
  });

  it('a refused entry says why in the units of its field, and the reason goes with the next entry that holds', async () => {
    const { page } = editor;
    await select('equipment', 'rack');
    const share = page.getByTestId('parameter-liquidShare');
    await share.fill('400 %');
    await page.locator('.row .message').filter({ hasText: 'between 0 % and 100 %' }).waitFor();
    await share.press('Escape');
    const tag = page.getByTestId('inspector-tag');
    await tag.fill('');
    await tag.press('Enter');
    await page.getByTestId('refusal').filter({ hasText: 'at least one character' }).waitFor();
    await tag.fill('A-1');
    await tag.press('Enter');
    await page.getByTestId('refusal').waitFor({ state: 'detached' });
  });

  it('a menu used with the mouse leaves no ring, one used with the keyboard does', async () => {
    const { page } = editor;
    const ring = () =>
      page.getByTestId('menubar-view').evaluate((button) => {
        const { outlineStyle, outlineColor } = getComputedStyle(button as never);
        return outlineStyle !== 'none' && !/^rgba\(.*, 0\)$/.test(outlineColor);
      });
    await page.getByTestId('menubar-view').click();
    await page.getByTestId('menu-view.snap').click();
    await page.getByRole('menu').waitFor({ state: 'detached' });
    expect(await ring()).toBe(false);
    await page.getByTestId('menubar-view').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menu').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
    // The focus comes back a moment after the menu has gone.
    await expect.poll(ring).toBe(true);
  });

  it('says what is wrong with a file that is no design, and keeps the start screen', async () => {
    const { page } = editor;
    await page.getByTestId('menubar-file').click();
    await page.getByTestId('menu-file.close').click();
    await page.getByRole('button', { name: 'Discard changes' }).click();
    await page.getByTestId('start-screen').waitFor();
    for (const [name, text, why] of [
      ['words.facility', 'hello', 'words.facility:1: this is not a facility file'],
      ['empty.facility', '', 'empty.facility:1: the file is empty'],
    ] as const) {
      await writeFile(join(folder, name), text);
      await page.getByTestId('start-file').setInputFiles(join(folder, name));
      await page.getByTestId('start-problem').filter({ hasText: why }).waitFor();
    }
    expect(editor.errors).toEqual([]);
  });
});
declare const getComputedStyle: (element: never) => { readonly outlineColor: string; readonly outlineStyle: string };

describe.skipIf(!chromiumPath)('a design with many findings on a small laptop', () => {
  it('says each of them to its end, with its figures beside it', async () => {
    const editor = await openDocument(barePod().document);
    const { page } = editor;
    try {
      await page.setViewportSize({ width: 1366, height: 768 });
      await page.getByTestId('tab-findings').click();
      await page.getByTestId('findings-table').locator('tbody tr').first().waitFor();
      await settled(page);
      const cut = await page
        .locator('[data-testid="findings-table"] .finding-message')
        .evaluateAll((all) =>
          (all as unknown as Text[])
            .filter((text) => text.scrollHeight > text.clientHeight + 1 || text.scrollWidth > text.clientWidth + 1)
            .map(({ textContent }) => textContent),
        );
      expect(cut).toEqual([]);
      const table = await page.getByTestId('findings-table').boundingBox();
      for (const button of await page.locator('[data-testid="findings-table"] tbody button').all()) {
        const box = await button.boundingBox();
        expect((box?.x ?? 0) + (box?.width ?? Number.NaN)).toBeLessThanOrEqual((table?.x ?? 0) + (table?.width ?? 0));
      }
      // The list of what would be connected stands in the place of the inspector: the model stays in sight.
      await page.keyboard.press('Shift+C');
      await page.getByTestId('auto-connect-commit').waitFor();
      await settled(page);
      const dialog = await page.getByTestId('dialog-auto-connect').boundingBox();
      const model = await page.locator('.viewport-frame').boundingBox();
      const bar = await page.locator('.top-bar').boundingBox();
      expect(dialog?.x).toBeGreaterThanOrEqual((model?.x ?? Number.NaN) + (model?.width ?? 0));
      expect(dialog?.y).toBeGreaterThanOrEqual((bar?.y ?? Number.NaN) + (bar?.height ?? 0));
    } finally {
      await editor.close();
    }
  });
});

interface Text {
  readonly scrollHeight: number;
  readonly clientHeight: number;
  readonly scrollWidth: number;
  readonly clientWidth: number;
  readonly textContent: string | null;
}
