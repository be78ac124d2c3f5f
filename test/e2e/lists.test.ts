/** What a person does with lists and keys alone: scenarios, ports to connect, tables, layers. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { autoConnect } from '../../shared/commands/auto-connect.ts';
import { disconnect } from '../../shared/commands/disconnect.ts';
import { applyPatch, connectionsAt } from '../../shared/document/document.ts';
import type { Scenario } from '../../shared/document/records.ts';
import type { Session } from '../../shared/document/session.ts';
import { isRefusal } from '../../shared/problem.ts';
import { barePod } from '../fixtures/bare-pod.ts';
import { pressOn, tabTo, typeInto } from './keyboard.ts';
import { chromiumPath, type OpenEditor, openDocument } from './open-editor.ts';

interface Handle {
  readonly session: Session;
  readonly viewState: {
    getState(): {
      readonly request: { readonly scenario: string | null; readonly failed: readonly string[] };
      readonly selection: readonly string[];
      readonly overlay: string | null;
      readonly shading: string;
      readonly layers: Readonly<Record<string, boolean>>;
      select(ids: readonly string[]): void;
    };
  };
  runAction(id: string): boolean;
}
declare const window: { readonly __headroom: Handle };

/** The pod with all its runs but the supply of R-01. */
function almostConnected() {
  const { document: bare, newId } = barePod();
  const connected = autoConnect(bare, { records: [...bare.tables.equipment.keys()], liquid: true, power: true, newId });
  if (isRefusal(connected)) throw new Error(connected.refused);
  const whole = applyPatch(bare, connected.patch);
  const rack = [...whole.tables.equipment.values()].find(({ tag }) => tag === 'R-01');
  const supply = connectionsAt(whole, rack?.id ?? '').filter(({ to }) => to.equipment === rack?.id && to.port === 'supply');
  const open = disconnect(whole, { records: supply.map(({ id }) => id) });
  if (isRefusal(open)) throw new Error(open.refused);
  return applyPatch(whole, open.patch);
}

describe.skipIf(!chromiumPath)('lists and keys (skipped by name without a system Chromium)', () => {
  let editor: OpenEditor;
  let page: Page;

  const act = (id: string) => page.evaluate((name) => window.__headroom.runAction(name), id);
  const select = (...tags: string[]) =>
    page.evaluate((wanted) => {
      const all = [...window.__headroom.session.getState().document.tables.equipment.values()];
      window.__headroom.viewState.getState().select(all.filter(({ tag }) => wanted.includes(tag)).map(({ id }) => id));
    }, tags);
  const scenarios = (): Promise<Scenario[]> =>
    page.evaluate(() => [...window.__headroom.session.getState().document.tables.scenario.values()] as Scenario[]);
  const inForce = () => page.evaluate(() => window.__headroom.viewState.getState().request.scenario);
  const undone = () => page.evaluate(() => window.__headroom.session.getState().undo.map(({ label }) => label));

  beforeAll(async () => {
    editor = await openDocument(almostConnected());
    ({ page } = editor);
  });
  afterAll(() => editor?.close());

  describe('scenarios', () => {
    it('an outage that is tried becomes a scenario of the design, and compares with the one it came from', async () => {
      await select('P-01');
      expect(await act('analyse.trip')).toBe(true);
      expect(await act('analyse.save-tried')).toBe(true);
      const [design, , saved] = await scenarios();
      expect(saved).toMatchObject({ name: 'design-day-p-01-out', title: 'Design day, P-01 out', failed: [expect.any(String)] });
      expect(design?.failed).toEqual([]);
      expect(await inForce()).toBe('design-day-p-01-out');
      await editor.solved();
      await act('show.compare');
      await page.getByTestId('compare-base').click();
      await page.getByRole('menuitem', { name: 'Design day', exact: true }).click();
      await page.getByTestId('compare-figures').filter({ hasText: /\w/ }).waitFor();
    });

    it('is copied, renamed, let open first and deleted from the keyboard, with a reason where it cannot be', async () => {
      await act('analyse.scenario');
      await page.getByTestId('dialog-scenario').waitFor();
      await pressOn(page, 'scenario-new');
      await page.getByTestId('scenario-title').and(page.locator('[value="Design day, P-01 out 2"]')).waitFor();
      await typeInto(page, 'scenario-title', 'Hot day');
      await page.keyboard.press('Enter');
      await typeInto(page, 'scenario-title', 'Typical load');
      await page.keyboard.press('Enter');
      expect(await page.getByTestId('scenario-message').innerText()).toMatch(/Another scenario is already called Typical load/);
      await typeInto(page, 'scenario-title', 'Hot day');
      await tabTo(page, 'scenario-first');
      await page.keyboard.press('Space');
      expect(await page.getByTestId('scenario-delete').getAttribute('aria-disabled')).toBe('true');
      await page.keyboard.press('Escape');
      await page.getByTestId('dialog-scenario').waitFor({ state: 'detached' });
      expect((await scenarios()).map(({ title }) => title)).toEqual(['Design day', 'Typical load', 'Design day, P-01 out', 'Hot day']);
      // Undo takes the scenario in force away: the design is shown in the one that it opens in.
      for (let step = 0; step < 3; step++) await page.keyboard.press('Control+z');
      expect(await scenarios()).toHaveLength(3);
      await page.getByTestId('scenario-chip').filter({ hasText: 'Design day' }).waitFor();
      await editor.solved();
    });
  });

  describe('ports', () => {
    it('a run is drawn from a list: the nearest port that fits, by Enter', async () => {
      await select('R-01');
      await page.keyboard.press('Alt+c');
      await page.getByTestId('dialog-connect').waitFor();
      expect(await page.getByTestId('connect-port').innerText()).toBe('supply');
      await page.keyboard.type('r-02');
      await page.getByText('R-02 supply already has a run').first().waitFor();
      await page.getByTestId('connect-search').fill('');
      const first = page.locator('.port-choice:not([data-disabled="true"])').first();
      const tag = await first.locator('.strong').innerText();
      await page.keyboard.press('Enter');
      await page.getByTestId('dialog-connect').waitFor({ state: 'detached' });
      expect((await undone()).at(-1)).toBe(`Connect ${tag} to R-01`);
      await editor.solved();
    });
  });

  describe('the equipment table', () => {
    const paste = async (text: string) => {
      await page.getByTestId('table-paste').click();
      await page.getByRole('textbox', { name: 'Rows to paste' }).fill(text);
    };
    const piece = (tag: string) =>
      page.evaluate(
        (wanted) => [...window.__headroom.session.getState().document.tables.equipment.values()].find((each) => each.tag === wanted),
        tag,
      );

    it('finds columns by typing and filters by mass and place with units', async () => {
      await act('show.equipment');
      await page.getByTestId('table-columns').click();
      await page.getByTestId('column-search').fill('mass');
      await page.keyboard.press('Enter');
      await page.getByTestId('column-search').fill('place group');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Escape');
      await page.getByRole('searchbox', { name: 'Filter the table' }).fill('mass > 1 t x < 11 m');
      await page.getByText('22 of 169').first().waitFor();
      await page.getByRole('searchbox', { name: 'Filter the table' }).fill('');
    });

    it('takes an equipment list: moves what is there, adds what is not, shown before and undone at once', async () => {
      const before = await editor.records();
      const steps = (await undone()).length;
      await paste(
        'Tag\tItem\tX\tY\tTurn\tGroup\nP-02\t\t\t7.7\t\t\nP-04\tpump-fws-small\t16\t10.8\t90\tPumps\nP-05\tno such pump\t16\t12.4\t90\tPumps\n',
      );
      await page
        .getByTestId('paste-problems')
        .filter({ hasText: 'Row 4, Item: P-05: nothing in the catalogue is called “no such pump”' })
        .waitFor();
      await page
        .getByRole('textbox', { name: 'Rows to paste' })
        .fill('Tag\tItem\tX\tY\tTurn\tGroup\nP-02\t\t\t7.7\t\t\nP-04\tpump-fws-small\t16\t10.8\t90\tPumps\n');
      await page.getByTestId('paste-preview').filter({ hasText: 'into the new group Pumps' }).waitFor();
      await page.getByTestId('paste-take').click();
      await page.getByTestId('dialog-paste').waitFor({ state: 'detached' });
      expect(await piece('P-04')).toMatchObject({ position_m: [16, 10.8, 0], yaw_deg: 90 });
      expect((await piece('P-02'))?.position_m[1]).toBeCloseTo(7.7, 9);
      expect((await undone()).slice(steps)).toEqual(['Paste 1 new piece and 1 value into 1 record']);
      await page.keyboard.press('Control+z');
      expect(await editor.records()).toBe(before);
    });
  });

  describe('keys', () => {
    const shown = () => page.evaluate(() => window.__headroom.viewState.getState());

    it('every overlay and shading is a command, the usual ones are a key away', async () => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('l');
      expect((await shown()).overlay).toBe('supply-temperature');
      await page.keyboard.press('Control+k');
      await page.keyboard.type('overlay velocity');
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => window.__headroom.viewState.getState().overlay === 'velocity');
      await page.keyboard.press('Alt+o');
      expect((await shown()).overlay).toBe(null);
      await page.keyboard.press('z');
      expect((await shown()).shading).toBe('x-ray');
      await page.keyboard.press('z');
      await page.keyboard.press('z');
      expect((await shown()).shading).toBe('shaded');
    });

    it('the clear distance between two pieces is measured, and none between two that touch', async () => {
      await select('R-01', 'R-02');
      await page.keyboard.press('Shift+M');
      await page.getByText('touch: there is no clear distance between them', { exact: false }).first().waitFor();
      await select('P-01', 'P-02');
      await page.keyboard.press('Shift+M');
      expect((await undone()).at(-1)).toBe('Measure distance');
    });

    it('a wall inside and a column stand where they are typed', async () => {
      await page.keyboard.press('Alt+i');
      await page.getByTestId('dialog-building-part').waitFor();
      await typeInto(page, 'part-x', '14.9 m');
      await typeInto(page, 'part-to-x', '1490 cm');
      await pressOn(page, 'part-add');
      await page.getByTestId('dialog-building-part').waitFor({ state: 'detached' });
      expect((await undone()).at(-1)).toBe('Add partition in Hall A');
    });

    it('Ctrl+P prints to PDF, and never the window', async () => {
      await page.keyboard.press('Control+p');
      await page.getByTestId('dialog-export').waitFor();
      expect(await page.getByTestId('export-pdf').isChecked()).toBe(true);
      expect(await page.getByTestId('export-usd').isChecked()).toBe(false);
      await page.keyboard.press('Escape');
    });
  });

  describe('layers', () => {
    it('one feed alone is a key away, the list says what is off, and a viewpoint keeps it', async () => {
      await page.keyboard.press('Alt+Shift+9');
      await page.getByTestId('chip-layers').filter({ hasText: 'off' }).waitFor();
      expect(await page.evaluate(() => window.__headroom.viewState.getState().layers)).toMatchObject({
        'train-a': true,
        'train-b': false,
        liquid: false,
      });
      await act('viewpoint.save');
      await page.keyboard.press('Alt+Shift+9');
      await page.getByTestId('chip-layers').filter({ hasNotText: 'off' }).waitFor();
      await act('viewpoint.next');
      expect(await page.evaluate(() => window.__headroom.viewState.getState().layers['train-b'])).toBe(false);
      await page.keyboard.press('Alt+Shift+9');
      await page.keyboard.press('8');
      await page.getByTestId('chip-layers').click();
      expect(await page.getByTestId('menu-return').getAttribute('aria-checked')).toBe('false');
      await page.keyboard.press('Escape');
      await page.keyboard.press('8');
      await act('x-ray.return');
      await act('x-ray.return');
    });
  });

  describe('numbers', () => {
    const xOf = (tag: string) =>
      page.evaluate(
        (wanted) =>
          [...window.__headroom.session.getState().document.tables.equipment.values()].find((each) => each.tag === wanted)?.position_m[0],
        tag,
      );
    const drag = async (by_px: number, andThen: () => Promise<void>) => {
      // A finding that comes or goes with the last drag moves the field.
      await editor.solved();
      const box = await page.getByTestId('position-x').boundingBox();
      if (!box) throw new Error('the field is not on the screen');
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x + by_px / 2, y);
      await page.mouse.move(x + by_px, y);
      await andThen();
      await page.mouse.up();
    };

    it('are dragged sideways in one step, put back by Escape, and typed after a click as before', async () => {
      await select('P-03');
      const [from, steps] = [await xOf('P-03'), (await undone()).length];
      await drag(29, async () => {});
      expect(await xOf('P-03')).toBeCloseTo((from ?? 0) + 0.5, 9);
      expect((await undone()).length).toBe(steps + 1);
      await drag(59, () => page.keyboard.press('Escape'));
      expect(await xOf('P-03')).toBeCloseTo((from ?? 0) + 0.5, 9);
      expect((await undone()).length).toBe(steps + 1);
      await page.getByTestId('position-x').click();
      await page.keyboard.type('16.2');
      await page.keyboard.press('Enter');
      expect(await xOf('P-03')).toBeCloseTo(16.2, 9);
      await page.keyboard.press('Escape');
    });

    it('of a curve are pasted as two columns', async () => {
      await select('P-03');
      await page.getByTestId('parameter-efficiencyCurve').click();
      await page.getByTestId('curve-text').fill('Flow [L/min]\tEfficiency [%]\n600\t50\n500\t70\n');
      await page.getByTestId('curve-message').filter({ hasText: 'rising x' }).waitFor();
      await page.getByTestId('curve-text').fill('Flow [L/min]\tEfficiency [%]\n600\t50\n1200\t74\n1800\t78\n2400\t70\n');
      await page.getByTestId('curve-keep').click();
      await page.getByTestId('parameter-efficiencyCurve').filter({ hasText: '4 points' }).waitFor();
    });

    it('in reasons are those of the window', async () => {
      await act('view.us-units');
      await page.keyboard.press('Alt+i');
      await typeInto(page, 'part-thickness', '11 ft');
      await page.getByTestId('part-message').filter({ hasText: '0.394 in and 9′ 10' }).waitFor();
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await act('view.us-units');
    });
  });

  it('has made no error on the page', () => {
    expect(editor.errors).toEqual([]);
  });
});
