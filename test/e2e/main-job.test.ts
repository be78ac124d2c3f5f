/** The main job by hand: open a design, see it solved, add and drag racks, undo, save, reopen, export, verify. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { headroom } from '../host/run-headroom.ts';
import { chromiumPath, type OpenEditor, openEditor } from './open-editor.ts';
import { spotOf } from './scene.ts';

interface Handle {
  stats(): { calls: number; triangles: number; instances: number };
  viewState: { getState(): { selection: readonly string[] } };
  session: { getState(): { revision: number; undo: readonly { label: string }[] } };
  controller: { model: { bounds(ids: readonly string[]): { min: Place; max: Place } } };
}
interface Place {
  x: number;
  y: number;
  z: number;
}

/** Middle of a record in the model. */
const middleOf = (page: Page, id: string) =>
  page.evaluate((record) => {
    const { min, max } = (window as unknown as { __headroom: Handle }).__headroom.controller.model.bounds([record]);
    return [(min.x + max.x) / 2, (min.y + max.y) / 2, (min.z + max.z) / 2];
  }, id);

describe.skipIf(!chromiumPath)('the editor in Chromium (skipped by name without a system Chromium)', () => {
  let folder: string;
  let editor: OpenEditor;
  let start: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'headroom-e2e-'));
    const made = await headroom(['new', 'gb300-su', '-o', 'unit.facility'], { folder });
    expect(made.code, made.err).toBe(0);
    editor = await openEditor({ file: join(folder, 'unit.facility'), folder });
    start = await editor.records();
  });
  afterAll(async () => {
    await editor?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('opens the scalable unit solved, and the host has printed its summary', async () => {
    const { page } = editor;
    expect(await page.getByTestId('kpi-it').innerText()).toMatch(/^1\.\d\d$/);
    expect(Number(await page.getByTestId('kpi-pue').innerText())).toBeGreaterThan(1);
    expect(editor.printed()).toContain('IT power');
    expect(editor.errors).toEqual([]);
  });

  it('draws it in few calls', async () => {
    const stats = await editor.page.evaluate(() => (window as unknown as { __headroom: Handle }).__headroom.stats());
    expect(stats.instances).toBeGreaterThan(50);
    expect(stats.calls).toBeLessThan(150);
  });

  it('places a row of racks and shows what that does', async () => {
    const { page } = editor;
    const gpus = await page.getByTestId('kpi-gpus').innerText();
    await page.keyboard.press('Shift+R');
    await page.getByTestId('dialog-row-array').waitFor();
    await page.getByTestId('row-item').click();
    await page.getByRole('option', { name: 'GB300 NVL72', exact: true }).click();
    await page.getByTestId('row-count').fill('4');
    await page.getByTestId('row-count').press('Tab');
    await page.getByTestId('row-place').click();
    await page.waitForFunction((before) => document.querySelector('[data-testid="kpi-gpus"]')?.textContent !== before, gpus);
    await editor.solved();
    expect(Number((await page.getByTestId('kpi-gpus').innerText()).replace(/\D/g, ''))).toBe(Number(gpus.replace(/\D/g, '')) + 4 * 72);
    expect(await page.getByTestId('finding-counts').innerText()).toMatch(/error/);
    expect(await page.evaluate(() => (window as unknown as { __headroom: Handle }).__headroom.viewState.getState().selection.length)).toBe(
      4,
    );
  });

  it('drags the row with the move tool in one undo step, and the analysis follows on release', async () => {
    const { page } = editor;
    await page.keyboard.press('f');
    const before = await page.evaluate(() => {
      const { session, viewState } = (window as unknown as { __headroom: Handle }).__headroom;
      const id = viewState.getState().selection[0] ?? '';
      return { id, revision: session.getState().revision, steps: session.getState().undo.length };
    });
    await page.keyboard.press('g');
    const { x, y } = await spotOf(page, await middleOf(page, before.id));
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 30, y + 10, { steps: 3 });
    await page.mouse.move(x + 80, y + 30, { steps: 3 });
    await page.mouse.up();
    await page.waitForFunction(
      (revision) => (window as unknown as { __headroom: Handle }).__headroom.session.getState().revision > revision,
      before.revision,
    );
    const after = await page.evaluate(() => {
      const { undo } = (window as unknown as { __headroom: Handle }).__headroom.session.getState();
      return { steps: undo.length, label: undo.at(-1)?.label };
    });
    expect(after.steps).toBe(before.steps + 1);
    expect(after.label).toMatch(/^Move 4/);
    await editor.solved();
  });

  it('undoes to the very document it opened', async () => {
    const { page } = editor;
    await page.keyboard.press('Escape');
    for (let step = 0; step < 4; step++) await page.keyboard.press('Control+z');
    expect(await editor.records()).toBe(start);
    await editor.solved();
  });

  it('saves, and the saved file solves on the command line to the figures on the screen', async () => {
    const { page } = editor;
    await page.keyboard.press('Control+y');
    await page.getByTestId('unsaved').waitFor();
    await page.keyboard.press('Control+s');
    await page.getByTestId('unsaved').waitFor({ state: 'detached' });
    const solved = await headroom(['solve', 'unit.facility', '--json'], { folder });
    const shown = Number((await page.getByTestId('kpi-gpus').innerText()).replace(/\D/g, ''));
    expect((JSON.parse(solved.out) as { summary: { gpus: number } }).summary.gpus).toBe(shown);
    // Away from what was saved and back to it: nothing to save, and the window closes without a question.
    await page.keyboard.press('Control+z');
    await page.getByTestId('unsaved').waitFor();
    await page.keyboard.press('Control+y');
    await page.getByTestId('unsaved').waitFor({ state: 'detached' });
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+s');
    await page.getByTestId('unsaved').waitFor({ state: 'detached' });
  });

  it('reopens the saved file as the same document', async () => {
    await editor.close();
    editor = await openEditor({ file: join(folder, 'unit.facility'), folder });
    expect(await editor.records()).toBe(start);
  });

  it('exports a bundle that verifies', async () => {
    const { page } = editor;
    await page.keyboard.press('Control+e');
    await page.getByTestId('dialog-export').waitFor();
    await page.getByTestId('export-write').click();
    await page
      .getByTestId('export-done')
      .or(page.getByTestId('dialog-export').getByRole('alert').filter({ hasText: /\S/ }))
      .first()
      .waitFor();
    expect(await page.getByTestId('dialog-export').getByRole('alert').innerText()).toBe('');
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId('export-download').click()]);
    const zip = join(folder, 'unit.zip');
    await download.saveAs(zip);
    expect((await readFile(zip)).length).toBeGreaterThan(10_000);
    const verified = await headroom(['verify', zip], { folder });
    expect(verified.code, verified.err).toBe(0);
    expect(editor.errors).toEqual([]);
  });
});
