/** Every panel, dialog and view of the editor before axe, an independent judge, in both themes: nothing serious, nothing critical. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { headroom } from '../host/run-headroom.ts';
import { chromiumPath, type OpenEditor, openEditor, settled } from './open-editor.ts';

interface Violation {
  readonly id: string;
  readonly impact: string | null;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}
interface Handle {
  session: { getState(): { document: { tables: Record<string, ReadonlyMap<string, { id: string; item?: string; kind?: string }>> } } };
  viewState: { getState(): { select(ids: readonly string[]): void; openDialog(name: string | null): void; showDock(tab: string): void } };
  runAction(id: string): boolean;
}
declare const window: { __headroom: Handle; axe: { run(root: unknown, options: object): Promise<{ violations: Violation[] }> } };
declare const document: { readonly activeElement: { blur(): void } | null };

const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What a person with a screen reader, a keyboard or weak eyes would stumble over, in words. */
async function stumbles(page: Page): Promise<string[]> {
  const { violations } = await page.evaluate(() =>
    window.axe.run(globalThis.document, {
      resultTypes: ['violations'],
      runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] },
    }),
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, help, nodes }) =>
        `${id}: ${help}\n${nodes
          .slice(0, 4)
          .map(({ html, failureSummary }) => `  ${html.slice(0, 220)}\n    ${failureSummary?.replaceAll('\n', ' ')}`)
          .join('\n')}`,
    );
}

/** First record of a table, of one kind where that is asked for. */
const select = (page: Page, table: string, kind?: string, count = 1) =>
  page.evaluate(
    ({ name, wanted, most }) => {
      const { session, viewState } = window.__headroom;
      const { tables } = session.getState().document;
      const found = [...(tables[name]?.values() ?? [])].filter(
        (record) => wanted === undefined || record.kind === wanted || tables.item?.get(record.item ?? '')?.kind === wanted,
      );
      viewState.getState().select(found.slice(0, most).map(({ id }) => id));
    },
    { name: table, wanted: kind, most: count },
  );
const dock = (page: Page, tab: string) => page.evaluate((name) => window.__headroom.viewState.getState().showDock(name), tab);
const dialog = (page: Page, name: string | null) =>
  page.evaluate((wanted) => window.__headroom.viewState.getState().openDialog(wanted), name);
const open = async (page: Page, name: string) => {
  await dialog(page, name);
  await page.getByRole('dialog').waitFor();
};

/** How to bring each part to the front. */
const parts: readonly (readonly [name: string, show: (page: Page) => Promise<unknown>])[] = [
  ['the editor as it opens', async () => undefined],
  ['findings', (page) => dock(page, 'findings')],
  [
    'clashes',
    async (page) => {
      await dock(page, 'clashes');
      await page.getByRole('button', { name: 'Check clashes' }).click();
      await page.getByTestId('clashes-status').filter({ hasText: 'penetrations' }).waitFor();
    },
  ],
  ['the equipment table', (page) => dock(page, 'equipment')],
  ['results', (page) => dock(page, 'results')],
  ['tokens', (page) => dock(page, 'tokens')],
  [
    'the comparison',
    async (page) => {
      await dock(page, 'compare');
      await page.getByTestId('compare-base').click();
      await page.getByRole('menu').getByRole('menuitem').first().click();
      await page.getByTestId('compare-figures').waitFor();
    },
  ],
  ['history', (page) => dock(page, 'history')],
  ...['heat', 'path', 'pump', 'loading', 'headroom', 'pue', 'weather'].map(
    (chart) =>
      [
        `the ${chart} chart`,
        async (page: Page) => {
          await dock(page, 'charts');
          await page.getByTestId(`chart-${chart}`).click();
        },
      ] as const,
  ),
  ...['rack', 'cdu', 'chiller', 'header', 'transformer', 'ups'].map(
    (kind) => [`the inspector of a ${kind}`, (page: Page) => select(page, 'equipment', kind)] as const,
  ),
  ['the inspector of several racks', (page) => select(page, 'equipment', 'rack', 4)],
  ...['connection', 'space', 'group', 'system'].map(
    (table) => [`the inspector of a ${table}`, (page: Page) => select(page, table)] as const,
  ),
  ...[
    'open',
    'save-as',
    'new-design',
    'row-array',
    'export',
    'shortcuts',
    'about',
    'scenario',
    'underlay',
    'auto-connect',
    'sizing',
    'replace-item',
    'reroute',
    'rejoin',
    'space',
    'place-at',
  ].map((name) => [`the ${name} dialog`, (page: Page) => open(page, name)] as const),
  [
    'the command palette',
    async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('dialog').waitFor();
    },
  ],
  [
    'a menu',
    async (page) => {
      await page.getByTestId('menubar-view').click();
      await page.getByRole('menu').waitFor();
    },
  ],
  ...(['one-line', 'p-and-id'] as const).map(
    (view) =>
      [
        `the ${view} diagram`,
        async (page: Page) => {
          await page.getByTestId(`view-${view}`).click();
          await page.locator(`[data-testid="diagram-${view}"][data-placing="false"]:not([data-symbols="0"])`).waitFor();
        },
      ] as const,
  ),
  ['the 3D view again', (page) => page.getByTestId('view-3d').click()],
  [
    'the viewpoints, with one saved',
    async (page) => {
      await page.getByTestId('viewpoints-open').click();
      await page.getByTestId('viewpoint-save').click();
      await page.getByTestId('viewpoint-View 1').waitFor();
    },
  ],
  [
    'the tour',
    async (page) => {
      await page.keyboard.press('Escape');
      await page.evaluate(() => window.__headroom.runAction('help.tour'));
      await page.getByTestId('tour').waitFor();
    },
  ],
  [
    'drawing a hall',
    async (page) => {
      await page.evaluate(() => window.__headroom.runAction('help.tour'));
      await page.getByTestId('tool-draw').click();
      await page.getByRole('menu').waitFor();
    },
  ],
  [
    'the section in numbers',
    async (page) => {
      await page.evaluate(() => window.__headroom.runAction('section.box'));
      await page.getByTestId('section-x-above').waitFor();
    },
  ],
  [
    'a design open for review',
    async (page) => {
      for (const action of ['section.remove', 'view.review']) await page.evaluate((name) => window.__headroom.runAction(name), action);
      await select(page, 'equipment', 'rack');
      await page.getByTestId('inspector-tag').waitFor();
    },
  ],
  ['a design open for layout again', (page) => page.evaluate(() => window.__headroom.runAction('view.review'))],
  ['the inspector of a drawn space', (page) => select(page, 'space', 'hall')],
  [
    'how a figure was made',
    async (page) => {
      await select(page, 'equipment', 'rack');
      await page.getByTestId('figure-supplyTemperature').click();
      await page.getByTestId('explanation').waitFor();
    },
  ],
];

describe.skipIf(!chromiumPath).each(['dark', 'light'] as const)(
  'accessible in the %s theme (skipped by name without a system Chromium)',
  (theme) => {
    let folder: string;
    let editor: OpenEditor;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'headroom-axe-'));
      const made = await headroom(['new', 'gb300-su', '-o', 'unit.facility'], { folder });
      expect(made.code, made.err).toBe(0);
      editor = await openEditor({ file: join(folder, 'unit.facility'), folder, theme });
      await editor.page.evaluate(axeSource);
    });
    afterAll(async () => {
      await editor?.close();
      await rm(folder, { recursive: true, force: true });
    });

    it.each(parts)('%s', async (_, show) => {
      const { page } = editor;
      await show(page);
      await settled(page);
      const found = await stumbles(page);
      expect(found, found.join('\n')).toEqual([]);
    });

    // Whatever one part came to, the next finds the editor at rest.
    afterEach(async () => {
      const { page } = editor;
      await page.keyboard.press('Escape');
      await page.evaluate(() => {
        const viewState = window.__headroom?.viewState.getState();
        viewState?.openDialog(null);
        viewState?.select([]);
        document.activeElement?.blur();
      });
    });

    it('the start screen', async () => {
      const { page } = editor;
      await page.getByTestId('menubar-file').click();
      await page.getByTestId('menu-file.close').click();
      await settled(page);
      const found = await stumbles(page);
      expect(found, found.join('\n')).toEqual([]);
    });
  },
);
