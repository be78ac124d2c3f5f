/** Saved viewpoints in the real editor: saved, listed with pictures, flown to, ordered, undone. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { headroom } from '../host/run-headroom.ts';
import { chromiumPath, type OpenEditor, openEditor } from './open-editor.ts';
import { still } from './scene.ts';

type Place = readonly [number, number, number];
interface Handle {
  refine(frames: number): void;
  readonly controller: {
    readonly rig: { standing(): { eye_m: Place; target_m: Place; span_m: number } };
    readonly camera: object;
    readonly model: {
      readonly picker: { ray(camera: object, x: number, y: number): object; pick(ray: object): { readonly id: string } | undefined };
    };
  };
  readonly session: {
    getState(): {
      document: {
        tables: Record<
          'view' | 'equipment' | 'connection' | 'item',
          ReadonlyMap<string, { readonly item?: string; readonly kind?: string }>
        >;
      };
    };
  };
  readonly viewState: {
    getState(): {
      lookAlong(view: string): void;
      readonly section: readonly unknown[];
      readonly layers: { shell: boolean };
      readonly overlay: string | null;
      readonly hidden: ReadonlySet<string>;
      readonly shading: string;
    };
    setState(change: object): void;
  };
}
declare const window: { __headroom: Handle };

const standing = (page: Page) => page.evaluate(() => window.__headroom.controller.rig.standing());
const names = (page: Page) =>
  page
    .getByTestId('viewpoints')
    .getByRole('textbox', { name: /^Name of/ })
    .evaluateAll((fields) => fields.map((field) => (field as unknown as { value: string }).value));

describe.skipIf(!chromiumPath)('viewpoints (skipped by name without a system Chromium)', () => {
  let folder: string;
  let editor: OpenEditor;
  let page: Page;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'headroom-viewpoints-'));
    const made = await headroom(['new', 'gb300-su', '-o', 'unit.facility'], { folder });
    expect(made.code, made.err).toBe(0);
    editor = await openEditor({ file: join(folder, 'unit.facility'), folder });
    ({ page } = editor);
    await still(page);
  });
  afterAll(async () => {
    await editor?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('keep camera, projection, overlay, section and layers, and bring all of them back', async () => {
    const corner = await standing(page);
    await page.keyboard.press('Shift+V');
    await page.getByTestId('viewpoint-View 1').waitFor();
    await page.evaluate(() => {
      const { viewState } = window.__headroom;
      viewState.setState({
        projection: 'orthographic',
        overlay: 'supply-temperature',
        section: [{ axis: 'z', at_m: 2.4, keeps: 'below' }],
        layers: { ...viewState.getState().layers, shell: false },
      });
      viewState.getState().lookAlong('top');
    });
    await still(page);
    const plan = await standing(page);
    await page.getByTestId('viewpoint-save').click();
    await page.getByTestId('viewpoint-View 2').waitFor();

    await page.getByTestId('viewpoint-View 1').click();
    await still(page);
    const back = await standing(page);
    for (const end of ['eye_m', 'target_m'] as const)
      for (const i of [0, 1, 2] as const) expect(back[end][i]).toBeCloseTo(corner[end][i], 2);
    expect(back.span_m).toBeCloseTo(corner.span_m, 2);
    const shown = () =>
      page.evaluate(() => {
        const { section, layers, overlay } = window.__headroom.viewState.getState();
        return { section, shell: layers.shell, overlay };
      });
    expect(await shown()).toEqual({ section: [], shell: true, overlay: null });

    await page.getByTestId('viewpoint-View 2').click();
    await still(page);
    const again = await standing(page);
    expect(again.span_m).toBeCloseTo(plan.span_m, 2);
    for (const i of [0, 1, 2] as const) expect(again.target_m[i]).toBeCloseTo(plan.target_m[i], 2);
    expect(await shown()).toEqual({ section: [{ axis: 'z', at_m: 2.4, keeps: 'below' }], shell: false, overlay: 'supply-temperature' });
  });

  it('show a picture each, and the two are different pictures', async () => {
    const pictures = page.getByTestId('viewpoints').locator('img');
    await expect.poll(() => pictures.count()).toBe(2);
    const [first, second] = await pictures.evaluateAll((all) => all.map((one) => (one as unknown as { src: string }).src));
    expect(first).toMatch(/^data:image\/jpeg/);
    expect(first).not.toBe(second);
    if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/viewpoints.png` });
  });

  it('are renamed, ordered and deleted from the keyboard, each step undone', async () => {
    const field = page.getByRole('textbox', { name: 'Name of View 2' });
    await field.fill('Plan of the hall');
    await field.press('Enter');
    await page.getByTestId('viewpoint-Plan of the hall').press('Alt+ArrowUp');
    expect(await names(page)).toEqual(['Plan of the hall', 'View 1']);
    await page.getByTestId('viewpoint-View 1').press('Delete');
    expect(await names(page)).toEqual(['Plan of the hall']);
    for (let i = 0; i < 3; i++) await page.keyboard.press('Control+z');
    await expect.poll(() => names(page)).toEqual(['View 1', 'View 2']);
  });

  it('leave one discipline solid and the pointer free to reach it through the others', async () => {
    await page.keyboard.press('Escape');
    /** Kinds that a grid of rays over the whole view meets. */
    const hits = (focus: string | null) =>
      page.evaluate((wanted) => {
        const { viewState, controller, session } = window.__headroom;
        viewState.setState({ focus: wanted, section: [] });
        const { model, camera } = controller;
        const { equipment, connection, item } = session.getState().document.tables;
        const kinds = new Set<string>();
        for (let x = -0.9; x < 1; x += 0.04)
          for (let y = -0.9; y < 1; y += 0.04) {
            const id = model.picker.pick(model.picker.ray(camera, x, y))?.id ?? '';
            const kind = item.get(equipment.get(id)?.item ?? connection.get(id)?.item ?? '')?.kind;
            if (kind !== undefined) kinds.add(kind);
          }
        return [...kinds];
      }, focus);
    expect(await hits(null)).toEqual(expect.arrayContaining(['rack']));
    const liquid = await hits('liquid');
    expect(liquid).toEqual(expect.arrayContaining(['pipe']));
    for (const kind of ['rack', 'busway', 'whip', 'cable', 'switchboard', 'transformer', 'generator']) expect(liquid).not.toContain(kind);
    expect(await hits('it')).toEqual(['rack']);
    expect(await hits('shell')).toEqual([]);
    await hits('liquid');
    if (process.env.PICTURES) {
      await page.evaluate(() => window.__headroom.refine(32));
      await page.screenshot({ path: `${process.env.PICTURES}/x-ray-liquid.png` });
    }
    await hits(null);
  });

  it('are found by name in the palette and stepped through by keys', async () => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type('view 1');
    await page.getByRole('option', { name: 'View 1' }).click();
    await still(page);
    const first = await standing(page);
    await page.keyboard.press('Alt+PageDown');
    await still(page);
    expect(Math.abs((await standing(page)).eye_m[2] - first.eye_m[2])).toBeGreaterThan(1);
    await page.keyboard.press('Alt+PageUp');
    await still(page);
    expect((await standing(page)).eye_m[2]).toBeCloseTo(first.eye_m[2], 2);
  });

  it('bring back what was hidden and how bodies were drawn, in the picture too, and say their note while they are played', async () => {
    const rack = await page.evaluate(() => {
      const { viewState, session } = window.__headroom;
      const { equipment, item } = session.getState().document.tables;
      const [id = ''] = [...equipment].find(([, { item: of }]) => item.get(of ?? '')?.kind === 'rack') ?? [];
      viewState.setState({ selection: [id] });
      return id;
    });
    await page.keyboard.press('Shift+H');
    await page.evaluate(() => window.__headroom.viewState.setState({ shading: 'x-ray', selection: [] }));
    await page.keyboard.press('Shift+V');
    await page.getByTestId('viewpoint-View 3').waitFor();
    await page.getByRole('textbox', { name: 'Note on View 3' }).fill('One rack alone');
    await page.getByRole('textbox', { name: 'Note on View 3' }).press('Enter');
    const pictures = page.getByTestId('viewpoints').locator('img');
    await expect.poll(() => pictures.count()).toBe(3);
    const all = await pictures.evaluateAll((every) => every.map((one) => (one as unknown as { src: string }).src));
    expect(new Set(all).size).toBe(3);
    const shown = () =>
      page.evaluate((id) => {
        const { hidden, shading } = window.__headroom.viewState.getState();
        return { hidden: hidden.size, rack: hidden.has(id), shading };
      }, rack);
    const alone = await shown();
    expect(alone).toMatchObject({ rack: false, shading: 'x-ray' });
    expect(alone.hidden).toBeGreaterThan(50);

    await page.getByTestId('viewpoint-View 1').click();
    expect(await shown()).toEqual({ hidden: 0, rack: false, shading: 'shaded' });
    await page.getByTestId('viewpoint-play').click();
    await page.getByTestId('play-bar').waitFor();
    expect(await page.getByTestId('play-name').innerText()).toBe('View 1');
    await page.keyboard.press('ArrowLeft');
    await page.getByTestId('play-note').filter({ hasText: 'One rack alone' }).waitFor();
    expect(await shown()).toEqual(alone);
    await still(page);
    if (process.env.HEADROOM_PICTURES) await page.screenshot({ path: `${process.env.HEADROOM_PICTURES}/playing.png` });
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    expect(await page.getByTestId('play-name').innerText()).toBe('View 2');
    expect((await shown()).hidden).toBe(0);
    await page.keyboard.press('Escape');
    await page.getByTestId('play-bar').waitFor({ state: 'detached' });
    expect(editor.errors).toEqual([]);
  });
});
