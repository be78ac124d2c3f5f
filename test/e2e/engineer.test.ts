/** One sitting of an engineer: racks as an array, auto-connected, sized, its findings fixed, traced, compared with a scenario and a file. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deleteSelection } from '../../shared/commands/delete-selection.ts';
import { applyPatch } from '../../shared/document/document.ts';
import type { Session } from '../../shared/document/session.ts';
import { writeFacility } from '../../shared/file/write.ts';
import { isRefusal } from '../../shared/problem.ts';
import { barePod, rowPlace } from '../fixtures/bare-pod.ts';
import { chromiumPath, type OpenEditor, openEditor, settled } from './open-editor.ts';

interface Handle {
  readonly session: Session;
  readonly viewState: { getState(): { select(ids: readonly string[]): void; readonly selection: readonly string[] } };
}
declare const window: { __headroom: Handle };

/** The pod of the keyboard test without its racks. */
function plantWithoutRacks() {
  const { document } = barePod();
  const racks = [...document.tables.equipment.values()].filter(({ tag }) => tag.startsWith('R-')).map(({ id }) => id);
  const answer = deleteSelection(document, { records: racks });
  if (isRefusal(answer)) throw new Error(answer.refused);
  return applyPatch(document, answer.patch);
}

describe.skipIf(!chromiumPath)('a sitting of an engineer (skipped by name without a system Chromium)', () => {
  let folder: string;
  let editor: OpenEditor;
  let page: Page;

  const undone = () => page.evaluate(() => window.__headroom.session.getState().undo.map(({ label }) => label));
  const select = (tag: string) =>
    page.evaluate((wanted) => {
      const all = [...window.__headroom.session.getState().document.tables.equipment.values()];
      window.__headroom.viewState.getState().select(all.filter((each) => each.tag === wanted).map(({ id }) => id));
    }, tag);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'headroom-engineer-'));
    const text = writeFacility(plantWithoutRacks());
    await writeFile(join(folder, 'plant.facility'), text);
    await writeFile(join(folder, 'pod.facility'), text);
    editor = await openEditor({ file: join(folder, 'pod.facility'), folder, size: { width: 1440, height: 900 } });
    ({ page } = editor);
  });
  afterAll(async () => {
    await editor?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('places racks as an array and connects all of it in one step', async () => {
    await page.keyboard.press('Shift+R');
    await page.getByTestId('dialog-row-array').waitFor();
    for (const [field, value] of [
      ['count', rowPlace.count],
      ['rows', rowPlace.rows],
      ['x_m', rowPlace.x_m],
      ['y_m', rowPlace.y_m],
      ['coldAisle_m', '2 m'],
      ['hotAisle_m', '2000 mm'],
    ] as const) {
      await page.getByTestId(`row-${field}`).fill(`${value}`);
      await page.getByTestId(`row-${field}`).press('Tab');
    }
    await page.getByTestId('row-place').click();
    await page.getByTestId('dialog-row-array').waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Shift+C');
    await page.getByTestId('auto-left').filter({ hasText: 'nothing left open' }).waitFor();
    await page.getByTestId('auto-connect-commit').click();
    await page.getByTestId('dialog-auto-connect').waitFor({ state: 'detached' });
    expect(await undone()).toHaveLength(2);
    await editor.solved();
    expect(await page.getByTestId('finding-counts').innerText()).not.toMatch(/error/);
  });

  it('sizes every run from the solved state, tells from where to where it goes, and takes no bundle of thin cables', async () => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('Shift+Z');
    await page
      .getByTestId('sizing-counts')
      .filter({ hasText: / sized, / })
      .waitFor();
    await page.getByLabel('Show sizes that hold').check();
    const runs = page.locator('.sizing-run');
    const feeder = runs.filter({ hasText: /LVB-01 to BW-01/ }).first();
    expect(await feeder.innerText()).toMatch(/4 × Cable 0.6\/1 kV, 240 mm² per phase[\s\S]*4 × Cable 0.6\/1 kV, 240 mm² per phase/);
    await feeder.locator('summary').click();
    expect(await feeder.locator('table').innerText()).toMatch(/16 mm².*too thin for parallel sets/);
    // Each run can keep its size; all are proposed at first.
    await page.getByTestId('sizing-all').uncheck();
    expect(await page.getByTestId('sizing-commit').isDisabled()).toBe(true);
    await page
      .getByRole('checkbox', { name: /^Change / })
      .and(page.locator(':enabled:not([data-testid])'))
      .first()
      .check();
    expect(await page.getByTestId('sizing-commit').innerText()).toBe('Change 1 run');
    await page.getByTestId('sizing-all').check();
    await page.getByTestId('sizing-commit').click();
    await page.getByTestId('dialog-sizing').waitFor({ state: 'detached' });
    await editor.solved();
  });

  it('is offered a fix for a Δp that is too low for the racks, and has no finding then', async () => {
    await page.getByTestId('tab-findings').click();
    await page.getByTestId('finding-counts').filter({ hasText: 'no findings' }).waitFor();
    await select('CDU-01');
    await page.keyboard.press('Control+a');
    const held = page.getByTestId('parameter-differentialPressure_Pa');
    await held.fill('40 kPa');
    await held.press('Enter');
    await page
      .getByRole('button', { name: /^Fix: Raise the Δp set point of the loop’s 3 CDUs from 40 to/ })
      .first()
      .click();
    expect((await undone()).length).toBe(5);
    await page.getByTestId('finding-counts').filter({ hasText: 'no findings' }).waitFor();
  });

  it('traces what a board feeds and what is lost with it, and selects that', async () => {
    await select('LVB-01');
    await page.getByTestId('trace-open').click();
    const named = async (list: string) => (await page.getByTestId(`trace-${list}`).locator('.link').allInnerTexts()).join(' ');
    expect(await named('powerFromA')).toBe('TR-01 UT-01');
    expect(await named('lost')).toBe('BW-01 BW-02 BW-03 BW-04');
    expect(await named('weakened')).toMatch(/^CDU-01 CDU-02 CDU-03 CH-01 CH-02 P-01 P-02 P-03 R-01 R-02 R-03/);
    await page.getByTestId('trace-lost').getByRole('button', { name: 'Select' }).click();
    expect(await page.evaluate(() => window.__headroom.viewState.getState().selection.length)).toBeGreaterThanOrEqual(4);
    // A rack has its feeds by train, and neither its neighbours nor their return water.
    await select('R-01');
    if ((await page.getByTestId('trace-open').count()) > 0) await page.getByTestId('trace-open').click();
    await page.getByTestId('trace-coolantFrom').waitFor();
    for (const list of ['powerFromA', 'powerFromB', 'coolantFrom', 'heatTo']) expect(await named(list)).not.toMatch(/(^| )R-\d/);
    expect(await named('coolantFrom')).toMatch(/CDU-01 CDU-02 CDU-03 CH-01 CH-02/);
    expect(await named('heatTo')).toMatch(/CDU-01 CDU-02 CDU-03 CH-01 CH-02/);
    expect(await page.getByTestId('trace-powerTo').count()).toBe(0);
    await page.getByTestId('trace-heatTo').scrollIntoViewIfNeeded();
    if (process.env.HEADROOM_PICTURES) await page.screenshot({ path: `${process.env.HEADROOM_PICTURES}/trace.png` });
  });

  it('compares with another scenario: figures, where they changed most, and no direction among them', async () => {
    await page.getByTestId('tab-compare').click();
    await page.getByTestId('compare-base').click();
    await page.getByRole('menuitem', { name: 'Typical load' }).click();
    const figures = page.getByTestId('compare-figures');
    await figures.filter({ hasText: 'IT power' }).waitFor();
    expect(await page.getByTestId('compare-records').innerText()).toMatch(/No record differs/);
    expect(await page.locator('.compare-side').innerText()).not.toMatch(/Flow direction/);
  });

  it('compares with another file: what was added, and settings in words with units', async () => {
    await page.getByTestId('compare-base').click();
    await page.getByRole('menuitem', { name: 'plant.facility' }).click();
    await page.getByTestId('compare-figures').filter({ hasText: 'GPUs' }).waitFor();
    const records = page.getByTestId('compare-records');
    expect(await records.innerText()).toMatch(/added/);
    // A long list shows what it is sorted by first.
    const what = records.getByRole('button', { name: 'What' });
    await what.click();
    await what.click();
    await expect.poll(() => records.innerText()).toMatch(/Δp set point as its item → \d+ kPa/);
    expect(await records.innerText()).not.toMatch(/overrides|[{}"]/);
    await page.getByRole('button', { name: 'Stop comparing' }).click();
  });

  it('reads the heat balance: no title of a stage lies on another stage, at any width', async () => {
    await page.getByTestId('tab-charts').click();
    for (const width of [1180, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      await settled(page);
      const over = await page.locator('svg[aria-label="Streams of heat"]').evaluate((svg) => {
        const bars = [...svg.querySelectorAll('g > rect')].map((bar) => bar.getBoundingClientRect());
        return [...svg.querySelectorAll('text')].flatMap((text) => {
          const own = text.getBoundingClientRect();
          const hit = bars.some((bar) => own.left < bar.right && bar.left < own.right && own.top < bar.bottom && bar.top < own.bottom);
          return hit ? [text.textContent] : [];
        });
      });
      expect(over, `${width} px`).toEqual([]);
    }
    await page.getByRole('button', { name: /^Facility water \d/ }).press('Enter');
    expect(await page.getByTestId('chart-note').innerText()).toMatch(/Σ in = Σ out[\s\S]*from CDUs/);
  });

  it('says of a loading how it was made, and shows it with the other train lost', async () => {
    await page.getByTestId('chart-loading').click();
    const bars = page.getByTestId('loading-bars');
    await bars.locator('.diamond').first().waitFor();
    await bars.getByRole('button', { name: /^BW-/ }).first().click();
    expect(await page.getByTestId('chart-note').innerText()).toMatch(/I\/\(rating[\s\S]*with the other train lost\s+1\d\d\.\d %/);
    expect(editor.errors).toEqual([]);
  });
});
