/** Charts, tables, comparison and the cost of looking, in the real editor: each by the way a person takes. Costs are counts, never times. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath, type OpenEditor, openReference } from './open-editor.ts';
import { still } from './scene.ts';

interface Handle {
  readonly controller: {
    readonly rig: { readonly controls: { readonly azimuthAngle: number; rotate(azimuth: number, polar: number, smooth: boolean): void } };
    readonly drawn: { readonly calls: number };
    readonly frames: number;
    readonly repeats: number;
    readonly model: {
      readonly marks: { readonly shown: boolean; readonly moving: boolean };
      readonly scale: { readonly overlay: { readonly diverging?: boolean }; readonly values: ReadonlyMap<string, number> } | undefined;
    };
    invalidate(): void;
    onFrame(listener: () => void): () => void;
  };
  readonly renders: { readonly scene: number };
  readonly session: {
    getState(): {
      undo: readonly { label: string }[];
      document: { tables: { equipment: ReadonlyMap<string, { tag: string; overrides: Record<string, unknown> }> } };
    };
  };
  readonly viewState: { getState(): { select(ids: readonly string[]): void; readonly selection: readonly string[] } };
}
declare const window: { __headroom: Handle };

const tab = (page: Page, name: string) => page.getByTestId(`tab-${name}`).click();

describe.skipIf(!chromiumPath)('views of a solved design (skipped by name without a system Chromium)', () => {
  let editor: OpenEditor;
  let page: Page;

  const drawn = () =>
    page.evaluate(() => {
      const { frames, repeats, model } = window.__headroom.controller;
      return { frames, repeats, shown: model.marks.shown };
    });
  /** Lets the view have its turn to draw so many times: where nothing may happen, that is counted and not timed. */
  const pass = (turns: number) =>
    page.evaluate(async (count) => {
      for (let turn = 0; turn < count; turn++) await new Promise(requestAnimationFrame);
    }, turns);

  beforeAll(async () => {
    editor = await openReference('gb300-su');
    ({ page } = editor);
  });
  afterAll(async () => {
    await editor?.close();
  });

  it('draws at most 150 calls in every frame of an orbit, renders nothing through React, and rests', async () => {
    const seen = await page.evaluate(async () => {
      const { controller, renders } = window.__headroom;
      const before = renders.scene;
      let calls = 0;
      for (let i = 0; i < 10; i++) {
        await new Promise<void>((done) => {
          const stop = controller.onFrame(() => {
            stop();
            setTimeout(done, 0);
          });
          controller.rig.controls.rotate(0.1, 0.01, false);
          controller.invalidate();
        });
        calls = Math.max(calls, controller.drawn.calls);
      }
      return { calls, rendered: renders.scene - before };
    });
    expect(seen.calls).toBeLessThanOrEqual(150);
    expect(seen.rendered).toBe(0);
    await still(page);
    const { frames } = await drawn();
    await pass(60);
    expect((await drawn()).frames).toBe(frames);
  });

  it('moves the arrows of what flows while they are wanted, and draws nothing at rest once they stand', async () => {
    const moves = (from: number) => page.waitForFunction((least) => window.__headroom.controller.repeats > least, from + 4);
    const rests = async () => {
      await still(page);
      // A frame that was asked for before may still come.
      await expect
        .poll(async () => {
          const { frames, repeats } = await drawn();
          await pass(10);
          const later = await drawn();
          return later.frames + later.repeats - frames - repeats;
        })
        .toBe(0);
      const before = await drawn();
      await pass(60);
      return { before, after: await drawn() };
    };
    expect((await drawn()).shown).toBe(false);
    await page.getByTestId('chip-overlay').click();
    await page.getByTestId('menu-velocity').click();
    await page.waitForFunction(() => window.__headroom.controller.model.marks.moving);
    await moves((await drawn()).repeats);
    await page.keyboard.press('Shift+F');
    const off = await rests();
    expect(off.after).toEqual(off.before);
    expect(off.after.shown).toBe(true);
    await page.getByTestId('menubar-view').click();
    await page.getByTestId('menu-view.flow-motion').click();
    await moves((await drawn()).repeats);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const quiet = await rests();
    expect(quiet.after).toEqual(quiet.before);
    expect(quiet.after.shown).toBe(true);
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    await page.getByTestId('chip-overlay').click();
    await page.getByTestId('menu-none').click();
    const plain = await rests();
    expect(plain.after).toEqual(plain.before);
    expect(plain.after.shown).toBe(false);
  });

  it('blends the colours of another overlay, and changes them at once for who asks for less motion', async () => {
    const repeats = () => page.evaluate(() => window.__headroom.controller.repeats);
    const choose = async (overlay: string) => {
      await page.getByTestId('chip-overlay').click();
      await page.getByTestId(`menu-${overlay}`).click();
      await still(page);
    };
    const before = await repeats();
    // Nothing flows in a density: what is shown again is the blending alone.
    await choose('density');
    const blended = await repeats();
    expect(blended).toBeGreaterThan(before);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await choose('none');
    expect(await repeats()).toBe(blended);
    await page.emulateMedia({ reducedMotion: 'no-preference' });
  });

  it('gives a diagram the room of the dock in a low window, and the room back', async () => {
    const size = page.viewportSize();
    await page.setViewportSize({ width: 1280, height: 720 });
    await page.getByTestId('view-one-line').click();
    await page.getByTestId('tab-findings').waitFor({ state: 'detached' });
    await page.getByTestId('view-3d').click();
    await page.getByTestId('tab-findings').waitFor();
    if (size) await page.setViewportSize(size);
  });

  it('shows the heat as streams, and tells of a pressed one how it was made', async () => {
    await tab(page, 'charts');
    await page.getByRole('button', { name: /^TCS loops to CDUs/ }).press('Enter');
    expect(await page.getByTestId('chart-note').innerText()).toMatch(/ṁ·\(h_in − h_out\)/);
    const rows = await page.getByRole('table', { name: 'Heat from racks and machines to the sky' }).getByRole('row').count();
    expect(rows).toBeGreaterThan(8);
  });

  it('solves the weather on demand and names the controls', async () => {
    await page.getByTestId('chart-weather').click();
    await page.getByTestId('sweep-start').click();
    await page.getByTestId('sweep-start').waitFor();
    const table = page.getByRole('table', { name: 'PUE and active controls over the outdoor temperature' });
    expect(await table.getByRole('row').count()).toBe(24);
    expect(await table.innerText()).toMatch(/free cooling/);
  });

  it('goes along a loop, onto a pump curve, over loads and parts of PUE', async () => {
    await page.getByTestId('chart-path').click();
    await page
      .getByRole('button', { name: /supply 40/ })
      .first()
      .waitFor();
    await page.getByTestId('chart-pump').click();
    await page.getByText('Operating point', { exact: true }).waitFor();
    await page.getByTestId('chart-loading').click();
    await page.getByTestId('loading-bars').getByRole('button').first().click();
    expect(await page.evaluate(() => window.__headroom.viewState.getState().selection.length)).toBeGreaterThan(0);
    await page.getByTestId('chart-pue').click();
    await page.getByTestId('pue-parts').getByRole('button').first().click();
    expect(await page.getByTestId('chart-note').innerText()).toMatch(/ΔPUE/);
    await page.evaluate(() => window.__headroom.viewState.getState().select([]));
  });

  it('takes a pasted table as one step, and names the cells it cannot take', async () => {
    await tab(page, 'equipment');
    const tags = await page.evaluate(() =>
      [...window.__headroom.session.getState().document.tables.equipment.values()]
        .map(({ tag }) => tag)
        .filter((tag) => /^H1-R01-0[12]$/.test(tag)),
    );
    expect(tags).toHaveLength(2);
    await page.getByTestId('table-paste').click();
    await page.getByLabel('Rows to paste').fill(`Tag\tLiquid share [%]\n${tags[0]}\t80\n${tags[1]}\tmuch\n`);
    await page.getByTestId('paste-take').click();
    expect(await page.getByTestId('paste-problems').innerText()).toMatch(/Row 3, Liquid share \[%\]: .*much/);
    await page.getByLabel('Rows to paste').fill(`Tag\tLiquid share [%]\n${tags[0]}\t80\n${tags[1]}\t81\n`);
    await page.getByTestId('paste-take').click();
    await page.getByTestId('dialog-paste').waitFor({ state: 'detached' });
    expect(await page.evaluate(() => window.__headroom.session.getState().undo.map(({ label }) => label))).toEqual([
      'Paste 2 values into 2 records',
    ]);
    await editor.solved();
  });

  it('compares with the revision that was opened, in the panel and in the scene', async () => {
    await tab(page, 'compare');
    await page.getByTestId('compare-base').click();
    await page.getByRole('menuitem', { name: 'As it was opened' }).click();
    await page.getByTestId('compare-figures').waitFor();
    expect(await page.getByTestId('compare-figures').innerText()).toMatch(/Heat to liquid/);
    await expect.poll(() => page.getByTestId('compare-records').getByRole('row').count()).toBe(3);
    await page.getByTestId('compare-overlay').click();
    await page.getByRole('option', { name: 'Heat to liquid', exact: true }).click();
    const scale = () =>
      page.evaluate(() => {
        const { scale: shown } = window.__headroom.controller.model;
        return shown && { diverging: shown.overlay.diverging, changed: [...shown.values.values()].filter((value) => value < -1000).length };
      });
    await expect.poll(scale).toEqual({ diverging: true, changed: 2 });
    await page.getByRole('button', { name: 'Stop comparing' }).click();
    await page.keyboard.press('Control+z');
    expect(editor.errors).toEqual([]);
  });

  it('saves the view as a picture', async () => {
    await page.keyboard.press('Control+Shift+E');
    await page.getByTestId('picture-size').click();
    await page.getByRole('option', { name: /^As on the screen/ }).click();
    // A picture of many frames without a graphics card: the page answers nothing else meanwhile.
    const [download] = await Promise.all([page.waitForEvent('download', { timeout: 240_000 }), page.getByTestId('picture-save').click()]);
    expect(download.suggestedFilename()).toBe('unit.png');
    const file = join(editor.folder, 'unit.png');
    await download.saveAs(file);
    const bytes = await readFile(file);
    expect([...bytes.subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
    expect(bytes.length).toBeGreaterThan(20_000);
  });

  it('orbits with Shift and the middle button where CAD is the habit', async () => {
    const azimuth = () => page.evaluate(() => window.__headroom.controller.rig.controls.azimuthAngle);
    const view = await page.locator('section.viewport').boundingBox();
    if (!view) throw new Error('no view');
    const drag = async () => {
      await page.mouse.move(view.x + 300, view.y + 150);
      await page.keyboard.down('Shift');
      await page.mouse.down({ button: 'middle' });
      await page.mouse.move(view.x + 420, view.y + 160, { steps: 4 });
      await page.mouse.up({ button: 'middle' });
      await page.keyboard.up('Shift');
      await still(page);
    };
    const before = await azimuth();
    await drag();
    expect(await azimuth()).toBeCloseTo(before, 6);
    await page.getByTestId('menubar-view').click();
    await page.getByTestId('menu-navigation.cad').click();
    await drag();
    expect(Math.abs((await azimuth()) - before)).toBeGreaterThan(0.1);
  });

  it('keeps shortcuts that a person chose', async () => {
    await page.keyboard.press('F1');
    await page.getByTestId('keys-view.frame-all').click();
    await page.keyboard.press('Control+Shift+L');
    await page.getByRole('status').filter({ hasText: 'Frame all is now' }).waitFor();
    expect(await page.getByTestId('keys-view.frame-all').innerText()).toMatch(/Ctrl Shift L/);
    await page.getByRole('button', { name: 'Usual keys', exact: true }).click();
    expect(await page.getByTestId('keys-view.frame-all').innerText()).toMatch(/Home/);
    await page.keyboard.press('Escape');
  });
});
