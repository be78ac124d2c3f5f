/** A pod of 16 racks with CDUs, heat rejection and two trains of power, laid out and connected from the keyboard alone. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogueItem } from '../../shared/catalogue/library.ts';
import type { Session } from '../../shared/document/session.ts';
import { podPlaces, rowPlace } from '../fixtures/bare-pod.ts';
import { headroom } from '../host/run-headroom.ts';
import { pressOn, tabTo, typeInto } from './keyboard.ts';
import { chromiumPath, type OpenEditor, openEditor } from './open-editor.ts';

declare const window: { __headroom: { session: Session } };

describe.skipIf(!chromiumPath)('a pod from the keyboard alone', () => {
  let folder: string;
  let editor: OpenEditor;
  let page: Page;

  const counts = () =>
    page.evaluate(() => {
      const { document: design, undo } = window.__headroom.session.getState();
      return {
        equipment: design.tables.equipment.size,
        runs: design.tables.connection.size,
        steps: undo.length,
        last: undo.at(-1)?.label ?? '',
      };
    });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'headroom-keyboard-'));
    const made = await headroom(['new', 'gb300-su', '-o', 'unit.facility'], { folder });
    expect(made.code, made.err).toBe(0);
    editor = await openEditor({ file: join(folder, 'unit.facility'), folder });
    ({ page } = editor);
    await page.keyboard.press('Control+n');
    await page.getByTestId('empty-viewport').waitFor();
  });
  afterAll(async () => {
    await editor?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('adds a second hall by typed dimensions', async () => {
    await page.keyboard.press('Shift+N');
    await page.getByTestId('dialog-space').waitFor();
    await typeInto(page, 'space-name', 'Electrical room');
    await typeInto(page, 'space-x', '0');
    await typeInto(page, 'space-y', '18.2 m');
    await typeInto(page, 'space-width', '4 m * 6');
    await typeInto(page, 'space-depth', '1000 cm');
    await pressOn(page, 'space-add');
    const { last } = await counts();
    expect(last).toBe('Add Electrical room');
  });

  it('places two rows of eight racks over a hot aisle', async () => {
    await page.keyboard.press('Shift+R');
    await page.getByTestId('dialog-row-array').waitFor();
    await typeInto(page, 'row-count', `${rowPlace.count}`);
    await typeInto(page, 'row-rows', `${rowPlace.rows}`);
    await typeInto(page, 'row-coldAisle_m', '200 cm');
    await typeInto(page, 'row-hotAisle_m', '500 mm * 4');
    await typeInto(page, 'row-x_m', `${rowPlace.x_m}`);
    await typeInto(page, 'row-y_m', `${rowPlace.y_m}`);
    await pressOn(page, 'row-place');
    expect((await counts()).equipment).toBe(16);
  });

  it('places CDUs, pumps, heat rejection, vessels and the electrical chain at typed coordinates', async () => {
    await page.keyboard.press('Shift+P');
    await page.getByTestId('dialog-place-at').waitFor();
    for (const [item, x, y, yaw] of podPlaces) {
      await typeInto(page, 'place-item', catalogueItem(item)?.title ?? item);
      await page.keyboard.press('Enter');
      await typeInto(page, 'place-x', `${x}`);
      await typeInto(page, 'place-y', `${y}`);
      await typeInto(page, 'place-yaw', `${yaw}`);
      await tabTo(page, 'place-another');
      expect(await page.getByTestId('place-message').innerText(), `${item} at ${x}, ${y}`).toBe('');
      await page.keyboard.press('Enter');
    }
    await page.keyboard.press('Escape');
    await page.getByTestId('dialog-place-at').waitFor({ state: 'detached' });
    expect((await counts()).equipment).toBe(16 + podPlaces.length);
  });

  it('connects everything in one step that it shows first', async () => {
    const before = await counts();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Shift+C');
    await page.getByTestId('dialog-auto-connect').waitFor();
    await page.getByTestId('auto-left').filter({ hasText: 'nothing left open' }).waitFor();
    await pressOn(page, 'auto-connect-commit');
    await page.getByTestId('dialog-auto-connect').waitFor({ state: 'detached' });
    const after = await counts();
    expect(after.steps).toBe(before.steps + 1);
    expect(after.runs).toBeGreaterThan(100);
  });

  it('sizes pipes and cables from the solved flows and currents, its calculation shown', async () => {
    await editor.solved();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Shift+Z');
    await page.getByTestId('dialog-sizing').waitFor();
    await page
      .getByTestId('sizing-counts')
      .filter({ hasText: / sized, / })
      .waitFor();
    const before = await counts();
    await pressOn(page, 'sizing-commit');
    await page.getByTestId('dialog-sizing').waitFor({ state: 'detached' });
    const after = await counts();
    expect(after.steps).toBe(before.steps + 1);
    expect(after.last).toMatch(/^Size /);
  });

  it('is solved without an error', async () => {
    await editor.solved();
    expect(
      Number(
        await page
          .getByTestId('kpi-gpus')
          .innerText()
          .then((text) => text.replace(/\D/g, '')),
      ),
    ).toBe(16 * 72);
    expect(Number(await page.getByTestId('kpi-pue').innerText())).toBeGreaterThan(1);
    expect(await page.getByTestId('finding-counts').innerText()).not.toMatch(/error/);
    expect(editor.errors).toEqual([]);
  });
});
