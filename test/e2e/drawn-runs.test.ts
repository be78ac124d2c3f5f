/** Pipes by hand: drawn through corners, shaped by their handles and by figures, connected elsewhere, following what moves. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogueItem } from '../../shared/catalogue/library.ts';
import { portPlace, routeOf } from '../../shared/catalogue/route.ts';
import { place } from '../../shared/commands/place.ts';
import { documentOf } from '../../shared/document/document.ts';
import { sequentialIds } from '../../shared/document/ids.ts';
import type { Connection, FacilityRecord, Item, Place, System } from '../../shared/document/records.ts';
import { createSession, type Session } from '../../shared/document/session.ts';
import { axisOf } from '../../shared/geometry/orthogonal-route.ts';
import { accepted, empty } from '../fixtures/furnished-hall.ts';
import { chromiumPath, type OpenEditor, openDocument } from './open-editor.ts';
import { clickAt, pointAt, spotOf, still } from './scene.ts';

interface Handle {
  session: Session;
  viewState: {
    setState(state: object): void;
    getState(): {
      camera: { readonly serial: number };
      select(ids: readonly string[]): void;
    };
  };
  runAction(id: string): boolean;
}
declare const window: { __headroom: Handle };

/** Two systems that a rack's loop may belong to. */
const loops: readonly System[] = ['North', 'South'].map((name) => ({
  id: `sys_${name}`,
  type: 'system',
  name,
  kind: 'tcs',
  fluid: 'pg25',
}));

function twoRacksAndACdu() {
  const session = createSession(
    documentOf([...Object.values(empty.tables).flatMap((table) => [...table.values()]), ...loops] as FacilityRecord[]),
  );
  const newId = sequentialIds('made');
  const put = (name: string, x: number): string => {
    const item = { ...catalogueItem(name), id: `item_${name}`, type: 'item' } as Item;
    const change = accepted(place(session.getState().document, { item, position_m: [x, 8, 0], yaw_deg: 0, newId }));
    session.commit(change.label, change.patch);
    return change.selection?.[0] ?? '';
  };
  const ids = { cdu: put('vertiv-coolchip-121', 8), near: put('gb300-nvl72', 12), far: put('gb300-nvl72', 15) };
  return { document: session.getState().document, ids };
}

describe.skipIf(!chromiumPath)('runs drawn by hand (skipped by name without a system Chromium)', () => {
  const { document: start, ids } = twoRacksAndACdu();
  let editor: OpenEditor;
  let page: Page;

  const documentNow = async () =>
    documentOf(
      (await editor.records())
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as FacilityRecord),
    );
  const theRun = async (): Promise<Connection> => {
    const [only] = [...(await documentNow()).tables.connection.values()];
    if (!only) throw new Error('there is no run');
    return only;
  };
  const routeNow = async () => routeOf(await documentNow(), await theRun());
  const atRightAngles = (route: readonly Place[]) =>
    route.every((corner, i) => i === 0 || axisOf(route[i - 1] as Place, corner) !== undefined);
  const portSpot = async (equipment: string, port: string) => {
    const found = portPlace(await documentNow(), { equipment, port });
    if (!found) throw new Error(`no port ${port}`);
    return spotOf(page, found.at_m);
  };
  const steps = () => page.evaluate(() => window.__headroom.session.getState().undo.length);
  const after = (count: number) => page.waitForFunction((before) => window.__headroom.session.getState().undo.length > before, count);
  const note = (text: string | RegExp) => page.locator('.pointer-note').filter({ hasText: text });
  const drag = async (from: { x: number; y: number }, to: { x: number; y: number }) => {
    await pointAt(page, from);
    await page.mouse.down();
    await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2);
    await page.mouse.move(to.x, to.y);
  };

  beforeAll(async () => {
    editor = await openDocument(start);
    ({ page } = editor);
    await page.setViewportSize({ width: 1600, height: 1000 });
    await page.keyboard.press('Numpad7');
    await still(page);
    // Ten metres of plan, the equipment below its middle: nothing that is pressed lies under a panel.
    await page.evaluate(() => {
      const { viewState } = window.__headroom;
      const { serial } = viewState.getState().camera;
      const at = { eye_m: [11.5, 9.5, 40], target_m: [11.5, 9.5, 0], span_m: 10 } as const;
      viewState.setState({ camera: { serial: serial + 1, kind: 'stand', at } });
    });
  });
  afterAll(() => editor?.close());

  it('refuses a picked pipe that does not fit before the click, and draws the one that does through its corners', async () => {
    await page.getByLabel('Search the catalogue').fill('DN150');
    await page.getByTestId('item-pipe-dn150').click();
    await page.getByTestId('connect-item').filter({ hasText: 'DN150' }).waitFor();
    const from = await portSpot(ids.cdu, 'tcs-supply');
    await clickAt(page, from);
    await pointAt(page, await portSpot(ids.near, 'supply'));
    await note(/DN150.*does not fit/).waitFor();
    await page.getByLabel('Search the catalogue').fill('DN40');
    await page.getByTestId('item-pipe-ss-dn40').click();
    await page.getByTestId('connect-height').fill('3 m');
    await page.getByTestId('connect-height').press('Enter');

    // What was begun goes on with the other pipe.
    const before = await steps();
    await clickAt(page, await spotOf(page, [9, 10, 3]));
    await clickAt(page, await spotOf(page, [10, 6, 3]));
    // The second corner was a slip of the hand.
    await page.keyboard.press('Backspace');
    await clickAt(page, await spotOf(page, [10.5, 10, 3]));
    await pointAt(page, await portSpot(ids.near, 'supply'));
    await note(/supply\n.*m · \d+ bends/).waitFor();
    await clickAt(page, await portSpot(ids.near, 'supply'));
    // Two loops would suit.
    const question = page.getByTestId('connect-system');
    await question.waitFor();
    await question.getByRole('button', { name: 'South' }).click();
    await after(before);

    const document = await documentNow();
    const run = await theRun();
    expect(document.tables.item.get(run.item)?.name).toBe('pipe-ss-dn40');
    expect(run.system).toBe('sys_South');
    expect([run.from.equipment, run.to.equipment]).toEqual([ids.cdu, ids.near]);
    const route = await routeNow();
    expect(atRightAngles(route)).toBe(true);
    expect(Math.max(...route.map(([, , z]) => z))).toBeCloseTo(3, 6);
    expect(route.some(([, y]) => Math.abs(y - 10) < 0.15)).toBe(true);
    expect(route.some(([, y]) => y < 7)).toBe(false);
    await page.keyboard.press('Escape');
  });

  it('slides a leg by its handle as one step, and takes a height and a corner as figures', async () => {
    const run = await theRun();
    await page.evaluate((id) => window.__headroom.viewState.getState().select([id]), run.id);
    const before = await routeNow();
    const leg = before.findIndex((corner, i) => Math.abs(corner[1] - 10) < 0.15 && Math.abs((before[i + 1]?.[1] ?? 0) - corner[1]) < 1e-6);
    const [a, b] = [before[leg] as Place, before[leg + 1] as Place];
    const middle = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2, a[2]];
    const count = await steps();
    await drag(await spotOf(page, middle), await spotOf(page, [middle[0] as number, 11.2, a[2]]));
    await note(/bends/).waitFor();
    await page.mouse.up();
    await after(count);
    expect(await steps()).toBe(count + 1);
    const slid = await routeNow();
    expect(atRightAngles(slid)).toBe(true);
    expect(Math.max(...slid.map(([, y]) => y))).toBeGreaterThan(10.8);

    await page.getByTestId('route-height').fill('3.4 m');
    await page.getByTestId('route-height').press('Enter');
    expect(Math.max(...(await routeNow()).map(([, , z]) => z))).toBeCloseTo(3.4, 6);
    await page.getByTestId('section-route').scrollIntoViewIfNeeded();
    await page.getByTestId('corner-1-z').fill('0.01 m');
    await page.locator('.field-message, .message').filter({ hasText: /.+/ }).first().waitFor();
    await page.keyboard.press('Escape');
    expect(atRightAngles(await routeNow())).toBe(true);
  });

  it('follows the rack that it hangs on at right angles, and comes back with undo', async () => {
    const before = await routeNow();
    await page.evaluate((id) => window.__headroom.viewState.getState().select([id]), ids.near);
    for (const key of ['g', 'y', '-', '1', '.', '2', 'Enter']) await page.keyboard.press(key);
    expect(atRightAngles(await routeNow())).toBe(true);
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowUp']) await page.keyboard.press(key);
    const nudged = await routeNow();
    expect(atRightAngles(nudged)).toBe(true);
    // What hangs on the CDU lies where it lay.
    expect(nudged.slice(0, 3)).toEqual(before.slice(0, 3));
    for (let i = 0; i < 4; i++) await page.keyboard.press('Control+z');
    expect(await routeNow()).toEqual(before);
    await page.keyboard.press('q');
  });

  it('goes to another rack by dragging its end, and back by the list of ports that fit', async () => {
    const run = await theRun();
    await page.evaluate((id) => window.__headroom.viewState.getState().select([id]), run.id);
    const count = await steps();
    await drag(await portSpot(ids.near, 'supply'), await portSpot(ids.far, 'supply'));
    await note(/supply/).waitFor();
    await page.mouse.up();
    await after(count);
    expect((await theRun()).to).toEqual({ equipment: ids.far, port: 'supply' });
    expect(atRightAngles(await routeNow())).toBe(true);

    await page.evaluate(() => window.__headroom.runAction('insert.rejoin'));
    await page.getByTestId('dialog-rejoin').waitFor();
    await page.keyboard.type('supply');
    const nearest = page.locator('.port-choice').first();
    await nearest.filter({ hasText: 'supply' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByTestId('dialog-rejoin').waitFor({ state: 'detached' });
    expect((await theRun()).to).toEqual({ equipment: ids.near, port: 'supply' });
  });

  it('gets another size and another system, is routed at a height, and its system another name', async () => {
    const run = await theRun();
    await page.evaluate((id) => window.__headroom.viewState.getState().select([id]), run.id);
    await page.getByTestId('run-item').click();
    await page.getByRole('option', { name: 'Pipe DN50, stainless' }).click();
    await page.getByTestId('run-system').click();
    await page.getByRole('option', { name: 'North' }).click();
    const document = await documentNow();
    expect(document.tables.item.get((await theRun()).item)?.name).toBe('pipe-ss-dn50');
    expect((await theRun()).system).toBe('sys_North');

    await page.evaluate(() => window.__headroom.runAction('insert.reroute-at'));
    await page.getByTestId('reroute-height').fill('4 m');
    await page.getByTestId('reroute-commit').click();
    expect(Math.max(...(await routeNow()).map(([, , z]) => z))).toBeCloseTo(4, 6);

    await page.evaluate(() => window.__headroom.viewState.getState().select(['sys_North']));
    await page.getByTestId('inspector-tag').fill('Pod 1');
    await page.getByTestId('inspector-tag').press('Enter');
    await page.getByTestId('system-fluid').click();
    await page.getByRole('option').filter({ hasText: /water/i }).first().click();
    expect((await documentNow()).tables.system.get('sys_North')).toMatchObject({ name: 'Pod 1', fluid: 'water' });
    expect(editor.errors).toEqual([]);
  });
});
