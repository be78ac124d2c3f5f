/** The outline by mouse and keyboard: groups as things of their own, names, drags, sight, locks, and more of the same. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Equipment, Group, Space } from '../../shared/document/records.ts';
import type { Session } from '../../shared/document/session.ts';
import { chromiumPath, type OpenEditor, openReference, settled } from './open-editor.ts';

interface Handle {
  session: Session;
  viewState: {
    getState(): { select(ids: readonly string[]): void; selection: readonly string[]; hidden: ReadonlySet<string>; refusal: string | null };
  };
  runAction(id: string): boolean;
}
declare const window: { __headroom: Handle };

describe.skipIf(!chromiumPath)('the outline (skipped by name without a system Chromium)', () => {
  let editor: OpenEditor;
  let page: Page;

  const table = <R>(name: 'equipment' | 'group' | 'space' | 'connection'): Promise<R[]> =>
    page.evaluate((of) => [...window.__headroom.session.getState().document.tables[of].values()] as unknown[], name) as Promise<R[]>;
  const named = async (name: string) => {
    const found = (await table<Group>('group')).find((each) => each.name === name);
    if (!found) throw new Error(`no group ${name}`);
    return found;
  };
  const piece = async (tag: string) => {
    const found = (await table<Equipment>('equipment')).find((each) => each.tag === tag);
    if (!found) throw new Error(`no ${tag}`);
    return found;
  };
  const row = (title: string) => page.getByTestId(`outline-${title}`).first();
  const click = (title: string, modifiers: ('Control' | 'Shift')[] = []) => row(title).click({ modifiers, position: { x: 70, y: 10 } });
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const steps = () => page.evaluate(() => window.__headroom.session.getState().undo.length);
  const lastStep = () => page.evaluate(() => window.__headroom.session.getState().undo.at(-1)?.label ?? '');
  const backTo = async (count: number) => {
    while ((await steps()) > count) await page.evaluate(() => window.__headroom.runAction('edit.undo'));
  };
  const selected = () => page.evaluate(() => window.__headroom.viewState.getState().selection);
  const hidden = () => page.evaluate(() => [...window.__headroom.viewState.getState().hidden]);
  /** As a hand does: a press, a few moves, and there the drop mark before letting go. */
  const dragTo = async (from: string, to: string, during?: () => Promise<void>) => {
    const [a, b] = [await row(from).boundingBox(), await row(to).boundingBox()];
    if (!a || !b) throw new Error(`${from} or ${to} is not in the list`);
    await page.mouse.move(a.x + 60, a.y + 10);
    await page.mouse.down();
    await page.mouse.move(a.x + 66, a.y + 16, { steps: 3 });
    await page.mouse.move(b.x + 60, b.y + 10, { steps: 4 });
    await page.getByTestId('drag-note').waitFor();
    await during?.();
    await page.mouse.up();
    await page.getByTestId('drag-note').waitFor({ state: 'detached' });
  };

  beforeAll(async () => {
    editor = await openReference('gb300-su');
    ({ page } = editor);
  });
  afterAll(() => editor?.close());

  it('shows a row that is clicked as a group, while its racks are what is moved, turned and deleted', async () => {
    const name = page.getByTestId('inspector-tag');
    await click('Pod 1');
    await press('ArrowRight');
    await click('Row 1');
    expect(await name.inputValue()).toBe('Row 1');
    expect(await selected()).toEqual([(await named('Row 1')).id]);
    const before = (await piece('H1-R01-03')).position_m[0];
    await press('ArrowRight');
    // The keyboard is in the list there: arrows walk it.
    expect((await piece('H1-R01-03')).position_m[0]).toBe(before);
    await page.evaluate(() => window.__headroom.runAction('edit.nudge-east'));
    expect((await piece('H1-R01-03')).position_m[0]).toBeCloseTo(before + 0.1, 9);
    await press('ArrowRight');
    await click('H1-R01-03', ['Control']);
    expect(await selected()).not.toContain((await piece('H1-R01-03')).id);
    expect((await selected()).length).toBe((await table<Equipment>('equipment')).filter(({ group }) => group === 'grp_2').length - 1);
    await backTo(0);
  });

  it('leads from racks of an array in the 3D view to the figures of the array', async () => {
    await page.keyboard.press('Control+n');
    await page.getByTestId('empty-viewport').waitFor();
    await press('Shift+R');
    await page.getByTestId('dialog-row-array').waitFor();
    await page.getByTestId('row-count').fill('4');
    await page.getByTestId('row-rows').fill('2');
    await press('Enter');
    await page.getByTestId('dialog-row-array').waitFor({ state: 'detached' });
    const partOf = page.getByTestId('part-of');
    expect(await partOf.textContent()).toMatch(/Part of Row array2 rows of 4, pitch 0\.600 m/);
    await page.evaluate((id) => window.__headroom.viewState.getState().select([id]), (await piece('R-02')).id);
    await settled(page);
    await partOf.getByRole('button').click();
    await page.getByTestId('array-count').fill('6');
    await page.getByTestId('array-count').press('Enter');
    expect(await table<Equipment>('equipment')).toHaveLength(12);
    await click('Row 1');
    expect(await partOf.textContent()).toMatch(/Row array/);
    await click('Row array');
    await page.getByTestId('array-pitch').waitFor();
    await page.getByRole('button', { name: 'Repeated as a unit' }).click();
    await page.getByTestId('unit-count').waitFor();
    await page.evaluate(() => window.__headroom.runAction('edit.undo'));
  });

  it('groups, names, sorts and takes apart', async () => {
    await page.evaluate(
      (ids) => window.__headroom.viewState.getState().select(ids),
      (await table<Equipment>('equipment')).slice(0, 2).map(({ id }) => id),
    );
    const before = await steps();
    await press('Control+g');
    await settled(page);
    expect(await page.getByTestId('inspector-tag').inputValue()).toBe('Group 1');
    await press('F2');
    await page.keyboard.type('Storage end');
    await press('Enter');
    expect(await lastStep()).toBe('Rename Group 1 to Storage end');
    await page.getByTestId('group-kind').click();
    await page.getByRole('option', { name: 'Pod' }).click();
    await page.getByTestId('group-parent').click();
    await page.getByRole('option', { name: 'Row array', exact: true }).click();
    expect(await named('Storage end')).toMatchObject({ kind: 'pod', parent: (await named('Row array')).id });
    await click('Row 2');
    await press('Alt+g');
    await page.getByTestId('dialog-add-to-group').waitFor();
    await page.getByTestId('add-to-group').fill('storage');
    await settled(page);
    await press('Enter', 'Enter');
    await page.getByTestId('dialog-add-to-group').waitFor({ state: 'detached' });
    expect((await named('Row 2')).parent).toBe((await named('Storage end')).id);
    await click('Storage end');
    await press('Control+Shift+G');
    expect(await lastStep()).toBe('Ungroup Storage end');
    expect((await named('Row 2')).parent).toBe((await named('Row array')).id);
    await backTo(before);
  });

  it('renames the line that the keyboard is on, and gives the old name back on Escape', async () => {
    await click('Row 1');
    await press('F2');
    const field = page.getByTestId('outline-name');
    await field.waitFor();
    await page.keyboard.type('North row');
    await press('Enter');
    await field.waitFor({ state: 'detached' });
    await named('North row');
    await press('F2');
    await page.keyboard.type('no');
    await press('Escape');
    await field.waitFor({ state: 'detached' });
    await named('North row');
    // The list goes on where it was.
    await press('ArrowUp', 'Enter');
    expect(await selected()).toEqual([(await named('Row array')).id]);
  });

  it('puts what is dragged into a group, with a mark before, and says why not where it cannot', async () => {
    const before = await steps();
    const tag = (await table<Equipment>('equipment')).find(({ tag: each }) => each === 'R-05')?.tag ?? '';
    await click('Row 2');
    await press('ArrowRight');
    await row(tag).waitFor();
    await dragTo(tag, 'North row', async () => {
      expect(await page.getByTestId('drag-note').textContent()).toBe(`Put ${tag} into North row`);
      expect(await row('North row').getAttribute('class')).toMatch(/drop-into/);
    });
    expect((await piece(tag)).group).toBe((await named('North row')).id);
    await dragTo('Row array', 'North row', async () => {
      expect(await page.getByTestId('drag-note').textContent()).toBe('North row lies inside Row array: take it out of there first');
    });
    expect(await steps()).toBe(before + 1);
    await backTo(before);
  });

  it('locks and hides a row from its line, and marks both there and in the inspector', async () => {
    await row('North row').hover();
    await page.getByRole('button', { name: 'Lock North row' }).click();
    expect((await piece('R-01')).locked).toBe(true);
    await click('North row');
    await page.getByTestId('lock-mark').waitFor();
    await row('Row 2').hover();
    await page.getByRole('button', { name: 'Hide Row 2' }).click();
    expect(await hidden()).toContain((await piece('R-05')).id);
    await settled(page);
    await page.getByRole('button', { name: 'Show Row 2' }).click();
    expect(await hidden()).toEqual([]);
    await page.getByRole('button', { name: 'Unlock North row' }).click();
    expect(await page.getByTestId('lock-mark').count()).toBe(0);
  });

  it('finds pieces by what they are called in the catalogue', async () => {
    await page.getByRole('button', { name: 'Search the outline' }).click();
    await page.getByRole('searchbox', { name: 'Search the outline' }).fill('gb300');
    await row('R-07').waitFor();
    await page.getByRole('searchbox', { name: 'Search the outline' }).fill('nothing of this');
    await page.getByText('Nothing is named').waitFor();
    await press('Escape');
  });
});

describe.skipIf(!chromiumPath)('seeing and choosing parts of a unit (skipped by name without a system Chromium)', () => {
  let editor: OpenEditor;
  let page: Page;

  const table = <R>(name: 'equipment' | 'item' | 'space' | 'connection'): Promise<R[]> =>
    page.evaluate((of) => [...window.__headroom.session.getState().document.tables[of].values()] as unknown[], name) as Promise<R[]>;
  const act = (id: string) => page.evaluate((name) => window.__headroom.runAction(name), id);
  const selected = () => page.evaluate(() => window.__headroom.viewState.getState().selection);
  const hidden = async () => new Set(await page.evaluate(() => [...window.__headroom.viewState.getState().hidden]));
  const row = (title: string) => page.getByTestId(`outline-${title}`).first();

  beforeAll(async () => {
    editor = await openReference('gb300-su');
    ({ page } = editor);
  });
  afterAll(() => editor?.close());

  it('isolates a hall with what stands in it and the runs inside, and shows all again', async () => {
    await row('Hall 1').click({ position: { x: 70, y: 10 } });
    await page.keyboard.press('Shift+H');
    const gone = await hidden();
    const pieces = await table<Equipment>('equipment');
    const inHall = pieces.filter(({ space }) => space === 'space_2');
    expect(inHall.length).toBeGreaterThan(20);
    expect(inHall.filter(({ id }) => gone.has(id))).toEqual([]);
    expect(pieces.filter(({ id, space }) => space !== 'space_2' && !gone.has(id))).toEqual([]);
    const rooms = (await table<Space>('space')).filter(({ id }) => !gone.has(id)).map(({ name }) => name);
    expect(rooms.sort()).toEqual(['Building', 'Cold aisle 1', 'Cold aisle 2', 'Hall 1', 'Hot aisle 1']);
    const shown = (await table<{ id: string; from: { equipment: string }; to: { equipment: string } }>('connection')).filter(
      ({ id }) => !gone.has(id),
    );
    const inside = new Set(inHall.map(({ id }) => id));
    expect(shown.length).toBeGreaterThan(10);
    expect(shown.every(({ from, to }) => inside.has(from.equipment) && inside.has(to.equipment))).toBe(true);
    await act('view.frame');
    await settled(page);
    await page.keyboard.press('Alt+H');
    expect((await hidden()).size).toBe(0);
  });

  it('hides a hall with its walls, and a network with its runs, and brings them back with the same key', async () => {
    await page.keyboard.press('h');
    const gone = await hidden();
    expect(gone.has('space_2')).toBe(true);
    expect((await table<Equipment>('equipment')).filter(({ space }) => space === 'space_2').every(({ id }) => gone.has(id))).toBe(true);
    await settled(page);
    await page.keyboard.press('h');
    expect((await hidden()).size).toBe(0);
    await page.evaluate(() => window.__headroom.viewState.getState().select(['sys_2']));
    await page.keyboard.press('h');
    const runs = (await table<{ id: string; system: string }>('connection')).filter(({ system }) => system === 'sys_2');
    expect(await hidden()).toEqual(new Set(runs.map(({ id }) => id)));
    await page.keyboard.press('h');
  });

  it('selects all of the same item and leaves the network and storage racks, which are of the same kind', async () => {
    const items = await table<{ id: string; name: string; kind: string }>('item');
    const pieces = await table<Equipment>('equipment');
    const ofItem = (name: string) => pieces.filter(({ item }) => items.find(({ id }) => id === item)?.name === name).map(({ id }) => id);
    const gpus = ofItem('gb300-nvl72');
    await page.evaluate((id) => window.__headroom.viewState.getState().select([id ?? '']), gpus[0]);
    await page.getByTestId('menubar-edit').click();
    expect(await page.getByTestId('menu-edit.select-item').textContent()).toMatch(/Select all of the same item8/);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+Shift+A');
    expect(new Set(await selected())).toEqual(new Set(gpus));
    await page.keyboard.press('Control+A');
    expect((await selected()).length).toBe(pieces.filter(({ item }) => items.find(({ id }) => id === item)?.kind === 'rack').length);
  });

  it('takes a range of the equipment table with Shift, by mouse and by arrows, and all of what the filter leaves', async () => {
    await page.getByTestId('tab-equipment').click();
    await page.getByRole('searchbox', { name: 'Filter the table' }).fill('H1-R01');
    const line = (tag: string) => page.getByTestId('equipment-table').getByRole('row').filter({ hasText: tag });
    await line('H1-R01-02').click();
    await line('H1-R01-05').click({ modifiers: ['Shift'] });
    const tags = async () => {
      const chosen = new Set(await selected());
      return (await table<Equipment>('equipment'))
        .filter(({ id }) => chosen.has(id))
        .map(({ tag }) => tag)
        .sort();
    };
    expect(await tags()).toEqual(['H1-R01-02', 'H1-R01-03', 'H1-R01-04', 'H1-R01-05']);
    await line('H1-R01-05').focus();
    await page.keyboard.press('Shift+ArrowUp');
    expect(await tags()).toEqual(['H1-R01-02', 'H1-R01-03', 'H1-R01-04']);
    await page.keyboard.press('Control+a');
    const all = (await table<Equipment>('equipment')).map(({ tag }) => tag).filter((tag) => tag.startsWith('H1-R01'));
    expect(await tags()).toEqual(all.sort());
    await page.getByRole('searchbox', { name: 'Filter the table' }).fill('CDU-1');
    await page.getByTestId('table-select').click();
    expect((await tags()).every((tag) => tag.startsWith('CDU-1'))).toBe(true);
    expect(editor.errors).toEqual([]);
  });
});
