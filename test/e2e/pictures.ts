/** Takes the pictures in docs/screens from the real editor: `node test/e2e/pictures.ts [name …]`. Looked at by a person, asserted by nobody. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeFacility } from '../../shared/file/write.ts';
import { barePod } from '../fixtures/bare-pod.ts';
import { headroom } from '../host/run-headroom.ts';
import { withPalette } from '../pictures/palette.ts';
import { type OpenEditor, openEditor, settled } from './open-editor.ts';

interface Handle {
  controller: { atRest(): boolean };
  refine(frames: number): void;
  session: { getState(): { document: { tables: { equipment: ReadonlyMap<string, { id: string; tag: string }> } } } };
  viewState: { getState(): Record<string, (...args: never[]) => void> };
}
declare const window: { __headroom: Handle };

const screens = fileURLToPath(new URL('../../docs/screens/', import.meta.url));
mkdirSync(screens, { recursive: true });
const folder = mkdtempSync(join(tmpdir(), 'headroom-pictures-'));
const size = { width: 1600, height: 1000 };

async function design(name: string, ...params: string[]): Promise<string> {
  const made = await headroom(['new', name, ...params.flatMap((param) => ['--param', param]), '-o', `${name}.facility`], { folder });
  if (made.code !== 0) throw new Error(made.err);
  return join(folder, `${name}.facility`);
}

/** A picture with more bytes than this is kept with a palette. */
const plentyBytes = 600_000;

async function keep(page: OpenEditor['page'], name: string): Promise<void> {
  const picture = await page.screenshot({ timeout: 180_000 });
  writeFileSync(join(screens, `${name}.png`), picture.length > plentyBytes ? withPalette(picture) : picture);
}

async function shoot(editor: OpenEditor, name: string, frames = 10): Promise<void> {
  // Frames are averaged of what was drawn last: that must be what is meant.
  await editor.page.waitForFunction(() => window.__headroom.controller.atRest());
  await editor.page.evaluate((count) => window.__headroom.refine(count), frames);
  await keep(editor.page, name);
}

const select = (editor: OpenEditor, tag: string) =>
  editor.page.evaluate((wanted) => {
    const { session, viewState } = window.__headroom;
    const found = [...session.getState().document.tables.equipment.values()].find((record) => record.tag === wanted);
    if (found) (viewState.getState().select as unknown as (ids: string[]) => void)([found.id]);
  }, tag);

const overlay = (editor: OpenEditor, name: string) =>
  editor.page.evaluate(
    (wanted) => (window.__headroom.viewState.getState().setOverlay as unknown as (overlay: string) => void)(wanted),
    name,
  );

/** Opens a design, shows what is meant, keeps the picture. */
async function picture(
  name: string,
  file: string,
  theme: Theme,
  prepare: (editor: OpenEditor) => Promise<void>,
  frames: number,
): Promise<void> {
  const editor = await openEditor({ file, folder, size, theme });
  await prepare(editor);
  await shoot(editor, name, frames);
  await editor.close();
}

/** A diagram with room: the left panel and the dock closed, one part selected. */
async function diagram(name: string, view: string, tag: string, theme: Theme): Promise<void> {
  const editor = await openEditor({ file: await design('gb300-10mw'), folder, size, theme });
  const { page } = editor;
  await page.keyboard.press('Control+1');
  await page.keyboard.press('Control+3');
  await page.getByTestId(`view-${view}`).click();
  await page.locator('.diagram[data-placing="false"]:not([data-symbols="0"])').waitFor();
  await page.keyboard.press('Home');
  await select(editor, tag);
  await page.mouse.move(2, 2);
  await settled(page);
  await keep(page, name);
  await editor.close();
}

type Theme = 'dark' | 'light';

/** The heat balance at the height its tab asks for, one stage explained. */
async function showHeat({ page }: OpenEditor): Promise<void> {
  await page.getByTestId('tab-charts').click();
  await page.getByRole('button', { name: /^TCS loops to CDUs/ }).press('Enter');
  await settled(page);
}

/** Velocity in the pipes, the racks left neutral. */
async function showVelocity(editor: OpenEditor): Promise<void> {
  await overlay(editor, 'velocity');
  await select(editor, 'CDU-2A');
}

/** All equipment below the one-line, one rack selected in both. */
async function table(name: string, theme: Theme): Promise<void> {
  const editor = await openEditor({ file: await design('gb300-10mw'), folder, size, theme });
  const { page } = editor;
  await page.getByTestId('view-one-line').click();
  await page.locator('.diagram[data-placing="false"]:not([data-symbols="0"])').waitFor();
  await page.getByTestId('tab-equipment').click();
  await page.getByLabel('Raise the dock').click();
  await select(editor, 'H1-R01-01');
  await page.mouse.move(2, 2);
  await settled(page);
  await keep(page, name);
  await editor.close();
}

async function showTokens({ page }: OpenEditor): Promise<void> {
  await page.getByTestId('tab-tokens').click();
  await page.getByTestId('token-figures').waitFor();
  await page
    .getByRole('button', { name: /^Per utility MW/ })
    .first()
    .click();
}

/** Once all reference designs are drawn and solved. */
async function start(name: string, theme: Theme): Promise<void> {
  const editor = await openEditor({ file: await design('gb300-su'), folder, size, theme });
  const { page } = editor;
  await page.getByTestId('menubar-file').click();
  await page.getByTestId('menu-file.close').click();
  await page.waitForFunction(() => !document.querySelector('span.design-picture'));
  await page.waitForFunction(() => !document.body.innerText.includes('\n–'));
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await keep(page, name);
  await editor.close();
}

/** The pod of the keyboard test as it stands before it is connected. */
function barePodFile(): string {
  const file = join(folder, 'pod.facility');
  writeFileSync(file, writeFacility(barePod().document));
  return file;
}

const pictures: Record<string, () => Promise<void>> = {
  'auto-connect': async () => {
    const editor = await openEditor({ file: barePodFile(), folder, size });
    await editor.page.keyboard.press('Shift+C');
    await editor.page.getByTestId('auto-connect-commit').waitFor();
    await shoot(editor, 'auto-connect');
    await editor.page.getByTestId('auto-connect-commit').click();
    await editor.solved();
    await editor.page.keyboard.press('Escape');
    await editor.page.keyboard.press('Shift+Z');
    await editor.page
      .getByTestId('sizing-counts')
      .filter({ hasText: / sized, / })
      .waitFor();
    await editor.page.locator('.sizing-run summary').first().click();
    // Behind the veil of a dialog fewer frames are enough.
    await shoot(editor, 'sizing', 2);
    await editor.close();
  },
  'editor-dark': async () =>
    picture(
      'editor-dark',
      await design('gb300-10mw'),
      'dark',
      async (editor) => {
        await overlay(editor, 'supply-temperature');
        await select(editor, 'H1-R01-07');
      },
      10,
    ),
  'editor-light': async () => picture('editor-light', await design('gb300-10mw'), 'light', (editor) => select(editor, 'CDU-2A'), 10),
  'tokens-dark': async () => picture('tokens-dark', await design('gb300-10mw'), 'dark', showTokens, 4),
  'tokens-light': async () => picture('tokens-light', await design('gb300-10mw'), 'light', showTokens, 4),
  unit: async () => picture('unit', await design('gb300-su'), 'dark', (editor) => overlay(editor, 'loading'), 10),
  'campus-dark': async () =>
    picture('campus-dark', await design('campus', 'power=60MW'), 'dark', ({ page }) => page.keyboard.press('Home'), 8),
  'campus-light': async () =>
    picture('campus-light', await design('campus', 'power=60MW'), 'light', ({ page }) => page.keyboard.press('Home'), 8),
  walk: async () => {
    const editor = await openEditor({ file: await design('gb300-10mw'), folder, size });
    const { page } = editor;
    await page.keyboard.press('Control+1');
    await page.keyboard.press('Control+3');
    await page.evaluate(() => {
      const { session, viewState } = window.__headroom;
      const racks = [...session.getState().document.tables.equipment.values()].filter(({ tag }) => /^H1-R01-0[2-4]$/.test(tag));
      (viewState.getState().frame as unknown as (ids: string[]) => void)(racks.map(({ id }) => id));
    });
    await page.waitForFunction(() => window.__headroom.controller.atRest());
    await page.keyboard.press('Shift+W');
    await page.keyboard.press('n');
    await page.locator('.scene-name').first().waitFor();
    await shoot(editor, 'walk');
    await editor.close();
  },
  'one-line-dark': () => diagram('one-line-dark', 'one-line', 'UPS-A2', 'dark'),
  'one-line-light': () => diagram('one-line-light', 'one-line', 'TR-B1', 'light'),
  'pid-dark': () => diagram('pid-dark', 'p-and-id', 'CDU-2A', 'dark'),
  'pid-light': () => diagram('pid-light', 'p-and-id', 'FWS-P1', 'light'),
  'charts-dark': async () => picture('charts-dark', await design('gb300-10mw'), 'dark', showHeat, 6),
  'charts-light': async () => picture('charts-light', await design('gb300-10mw'), 'light', showHeat, 6),
  'overlay-dark': async () => picture('overlay-dark', await design('gb300-10mw'), 'dark', showVelocity, 6),
  'overlay-light': async () => picture('overlay-light', await design('gb300-10mw'), 'light', showVelocity, 6),
  'table-dark': () => table('table-dark', 'dark'),
  'table-light': () => table('table-light', 'light'),
  'start-dark': () => start('start-dark', 'dark'),
  'start-light': () => start('start-light', 'light'),
};

for (const name of process.argv.length > 2 ? process.argv.slice(2) : Object.keys(pictures)) await pictures[name]?.();
rmSync(folder, { recursive: true, force: true });
