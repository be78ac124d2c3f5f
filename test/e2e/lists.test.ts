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
      await page.screenshot({ path: '/tmp/lists-scenario.png' });
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
      await page.screenshot({ path: '/tmp/lists-connect-refused.png' });
      await page.getByTestId('connect-search').fill('');
      const first = page.locator('.port-choice:not([data-disabled="true"])').first();
      const tag = await first.locator('.strong').innerText();
      await page.screenshot({ path: '/tmp/lists-connect.png' });
      await page.keyboard.press('Enter');
      await page.getByTestId('dialog-connect').waitFor({ state: 'detached' });
      expect((await undone()).at(-1)).toBe(`Connect ${tag} to R-01`);
      await editor.solved();
    });
  });

  it('has made no error on the page', () => {
    expect(editor.errors).toEqual([]);
  });
});
