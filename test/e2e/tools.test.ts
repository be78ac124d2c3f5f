/** The tools of the viewport with mouse and keys: place, connect, move, rotate; overlay, scenario, plan and themes. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { portPlace } from '../../shared/catalogue/route.ts';
import { documentOf } from '../../shared/document/document.ts';
import type { Equipment, FacilityRecord } from '../../shared/document/records.ts';
import { headroom } from '../host/run-headroom.ts';
import { chromiumPath, type OpenEditor, openEditor } from './open-editor.ts';
import { clickAt, goNear, pointAt, type Spot, spotOf, still } from './scene.ts';

interface Handle {
  session: {
    getState(): {
      document: { tables: Record<string, ReadonlyMap<string, { id: string }>> };
      undo: readonly { label: string }[];
    };
  };
  viewState: {
    getState(): {
      selection: readonly string[];
      overlay: string | null;
      theme: string;
      tool: string;
      section: readonly { axis: 'x' | 'y' | 'z'; at_m: number; keeps: 'above' | 'below' }[];
    };
  };
  controller: {
    model: { bounds(of: 'all'): { min: { x: number; y: number; z: number }; max: { x: number; y: number; z: number } } };
  };
}
declare const window: { __headroom: Handle };

const state = (page: Page) =>
  page.evaluate(() => {
    const { session, viewState } = window.__headroom;
    const { undo } = session.getState();
    const { selection, overlay, theme, tool } = viewState.getState();
    return { selection, overlay, theme, tool, steps: undo.length, last: undo.at(-1)?.label ?? '' };
  });

describe.skipIf(!chromiumPath)('the tools of the viewport', () => {
  let folder: string;
  let editor: OpenEditor;
  let page: Page;

  const documentNow = async () =>
    documentOf(
      (await editor.records())
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as FacilityRecord),
    );
  const equipmentNow = async (kind: string): Promise<Equipment> => {
    const document = await documentNow();
    const found = [...document.tables.equipment.values()].find((record) => document.tables.item.get(record.item)?.kind === kind);
    if (!found) throw new Error(`no ${kind} stands in the design`);
    return found;
  };
  const portSpot = async (equipment: string, port: string): Promise<Spot> => {
    const place = portPlace(await documentNow(), { equipment, port });
    if (!place) throw new Error(`${equipment} has no port ${port}`);
    return spotOf(page, place.at_m);
  };
  const note = () => page.locator('.pointer-note');
  const placeItem = async (search: string, item: string, at_m: readonly number[]) => {
    const { steps } = await state(page);
    await page.getByLabel('Search the catalogue').fill(search);
    await page.getByTestId(`item-${item}`).click();
    await clickAt(page, await spotOf(page, at_m));
    await page.waitForFunction((before) => window.__headroom.session.getState().undo.length > before, steps);
    await page.waitForFunction(() => window.__headroom.viewState.getState().tool === 'select');
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'headroom-tools-'));
    const made = await headroom(['new', 'gb300-su', '-o', 'unit.facility'], { folder });
    expect(made.code, made.err).toBe(0);
    editor = await openEditor({ file: join(folder, 'unit.facility'), folder });
    ({ page } = editor);
  });
  afterAll(async () => {
    await editor?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('colours the model by an overlay and explains it in a legend', async () => {
    await page.getByTestId('chip-overlay').click();
    await page.getByTestId('menu-supply-temperature').click();
    await page.getByTestId('legend').waitFor();
    expect((await state(page)).overlay).toBe('supply-temperature');
  });

  it('solves another scenario from the chip', async () => {
    const before = await page.getByTestId('kpi-pue').innerText();
    await page.getByTestId('scenario-chip').click();
    const other = page.getByRole('menuitemcheckbox', { checked: false }).first();
    await other.click();
    await page.waitForFunction((old) => document.querySelector('[data-testid="kpi-pue"]')?.textContent !== old, before);
    await editor.solved();
  });

  it('changes the theme', async () => {
    await page.getByTestId('menubar-view').click();
    await page.getByTestId('menu-view.light').click();
    await page.waitForFunction(() => document.documentElement.dataset.theme === 'light');
    await page.getByTestId('menubar-view').click();
    await page.getByTestId('menu-view.light').click();
    await page.waitForFunction(() => document.documentElement.dataset.theme === 'dark');
  });

  it('cuts by a plane, by a typed face, by a handle and by a box, and shows the whole again', async () => {
    const section = () => page.evaluate(() => window.__headroom.viewState.getState().section);
    const field = (face: string) => page.getByTestId(`section-${face}`);
    await page.keyboard.press('Numpad7');
    await page.keyboard.press('Home');
    await still(page);
    await page.keyboard.press('k');
    await page.getByTestId('section-panel').waitFor();
    const [first] = await section();
    expect(first).toMatchObject({ axis: 'y', keeps: 'above' });
    // Near the far end of the design, where the panel does not cover the handle.
    const end = await page.evaluate(() => Math.round(window.__headroom.controller.model.bounds('all').max.x) - 3);
    await field('x-below').fill(`${end}500 mm`);
    await field('x-below').press('Enter');
    expect(await section()).toEqual([first, { axis: 'x', keeps: 'below', at_m: end + 0.5 }]);
    // The handle stands in the middle of its face; the other face stays where it is.
    const middle = await page.evaluate(() => {
      const { min, max } = window.__headroom.controller.model.bounds('all');
      const from = window.__headroom.viewState.getState().section[0]?.at_m ?? 0;
      return [(from + max.y + 0.5) / 2, (min.z + max.z) / 2];
    });
    const [y = 0, z = 0] = middle;
    const [grip, target] = [await spotOf(page, [end + 0.5, y, z]), await spotOf(page, [end - 1.5, y, z])];
    await page.mouse.move(grip.x, grip.y);
    await page.mouse.down();
    await page.mouse.move((grip.x + target.x) / 2, (grip.y + target.y) / 2);
    await page.mouse.move(target.x, target.y);
    await note()
      .filter({ hasText: /^X \d+\.\d\d m$/ })
      .waitFor();
    await page.mouse.up();
    const dragged = await section();
    expect(dragged.map(({ axis, keeps }) => axis + keeps)).toEqual(['yabove', 'xbelow']);
    expect(dragged[1]?.at_m).toBeCloseTo(end - 1.5, 0);
    expect(Number((await field('x-below').inputValue()).replace('−', '-'))).toBeCloseTo(dragged[1]?.at_m ?? 0, 2);
    await page.getByRole('button', { name: 'No cut Y from' }).click();
    expect((await section()).map(({ axis }) => axis)).toEqual(['x']);
    const rack = await equipmentNow('rack');
    await page.evaluate(
      (id) => (window.__headroom.viewState.getState() as unknown as { select(ids: string[]): void }).select([id]),
      rack.id,
    );
    await page.getByTestId('section-box').click();
    expect(await section()).toHaveLength(6);
    const kept = await page.evaluate(
      ([at = [0, 0, 0], far = [0, 0, 0]]) => {
        const inside = (place: number[]) =>
          window.__headroom.viewState.getState().section.every(({ axis, at_m, keeps }) => {
            const along = place[{ x: 0, y: 1, z: 2 }[axis]] ?? 0;
            return keeps === 'above' ? along >= at_m : along <= at_m;
          });
        return [inside(at), inside(far)];
      },
      [rack.position_m, [rack.position_m[0] + 3, rack.position_m[1], rack.position_m[2]]].map((place) => [...place]),
    );
    expect(kept).toEqual([true, false]);
    await page.getByTestId('section-remove').click();
    expect(await section()).toEqual([]);
    await page.keyboard.press('Escape');
    expect((await state(page)).tool).toBe('select');
    await page.keyboard.press('Numpad0');
  });

  it('places a rack and a CDU in plan view', async () => {
    await page.keyboard.press('Control+n');
    await page.getByTestId('empty-viewport').waitFor();
    await page.keyboard.press('Numpad7');
    await placeItem('gb300', 'gb300-nvl72', [10, 8, 0]);
    await placeItem('cdu', 'vertiv-coolchip-121', [12.4, 8, 0]);
    const rack = await equipmentNow('rack');
    const cdu = await equipmentNow('cdu');
    expect(rack.position_m[0]).toBeCloseTo(10, 0);
    expect(cdu.position_m[0]).toBeCloseTo(12.4, 0);
  });

  it('says why water does not go to power, then connects supply to supply', async () => {
    const [rack, cdu] = [await equipmentNow('rack'), await equipmentNow('cdu')];
    await page.evaluate(
      (ids) => {
        (window.__headroom.viewState.getState() as unknown as { frame(ids: string[]): void }).frame(ids);
      },
      [rack.id, cdu.id],
    );
    await page.keyboard.press('c');
    const { steps } = await state(page);
    const from = await portSpot(cdu.id, 'tcs-supply');
    await pointAt(page, from);
    await note().filter({ hasText: 'tcs-supply' }).waitFor();
    await page.mouse.click(from.x, from.y);
    const power = await portSpot(rack.id, 'feed-1');
    await page.mouse.move(power.x, power.y);
    await note()
      .filter({ hasText: /carries liquid/ })
      .waitFor();
    const to = await portSpot(rack.id, 'supply');
    await page.mouse.move(to.x, to.y);
    await note().filter({ hasText: '· supply' }).waitFor();
    await page.mouse.click(to.x, to.y);
    await page.waitForFunction((before) => window.__headroom.session.getState().undo.length > before, steps);
    const [run] = [...(await documentNow()).tables.connection.values()];
    expect(run?.from).toEqual({ equipment: cdu.id, port: 'tcs-supply' });
    expect(run?.to).toEqual({ equipment: rack.id, port: 'supply' });
    await page.keyboard.press('Escape');
  });

  it('moves along one axis by a typed distance, and turns by a typed angle', async () => {
    const rack = await equipmentNow('rack');
    await page.evaluate(
      (id) => (window.__headroom.viewState.getState() as unknown as { select(ids: string[]): void }).select([id]),
      rack.id,
    );
    for (const key of ['g', 'y', '-', '1', '.', '2', '5', 'Enter']) await page.keyboard.press(key);
    const moved = await equipmentNow('rack');
    expect(moved.position_m[0]).toBeCloseTo(rack.position_m[0], 9);
    expect(moved.position_m[1]).toBeCloseTo(rack.position_m[1] - 1.25, 9);
    for (const key of ['r', '9', '0', 'Enter']) await page.keyboard.press(key);
    expect((await equipmentNow('rack')).yaw_deg).toBe((rack.yaw_deg + 90) % 360);
    expect((await state(page)).last).toMatch(/^Rotate/);
    await page.keyboard.press('q');
    expect((await state(page)).tool).toBe('select');
  });

  it('measures from point to point', async () => {
    // Free floor between the rack, the CDU and the hose.
    const [from, to] = [
      [11.2, 7.4, 0],
      [10.2, 7.4, 0],
    ] as const;
    await goNear(page, from, to);
    await page.keyboard.press('m');
    await clickAt(page, await spotOf(page, from));
    const b = await spotOf(page, to);
    await pointAt(page, b);
    await note().filter({ hasText: /^1\.0/ }).waitFor();
    // What has been measured stays; the note at the pointer is for what is being measured.
    await page.mouse.click(b.x, b.y);
    await note().waitFor({ state: 'hidden' });
    await page.keyboard.press('Escape');
    expect(editor.errors).toEqual([]);
  });
});
