/**
 * How long the editor takes from the wish to open a file to its first frame and its first analysis: with the window, while its
 * own code is still starting, and from the start screen by a press on the recent file. Each opening has a page of its own, for the
 * compositor of a page that is left waits for the last pictures of that page. With drawing calls swallowed, and once as it is:
 * where software rasterises, it takes both cores of a small machine for seconds, which no GPU does.
 */
import type { BrowserContext, CDPSession, Page } from 'playwright-core';
import type { ReplyOf } from '../../shared/contract/ipc.ts';
import { budgets, line, type Measured } from './editor-report.ts';

const repeats = 5;
/** What a page that is closed leaves to the system to clear away is not part of the next opening. */
const breath_ms = 1500;

/** In the page: from here on calls that write pixels do nothing, or do what they did. */
export function swallowDrawing(swallow: boolean): void {
  const draws = ['drawArrays', 'drawElements', 'drawArraysInstanced', 'drawElementsInstanced'] as const;
  const names = [...draws, 'clear', 'blitFramebuffer', 'generateMipmap'] as const;
  const { prototype } = WebGL2RenderingContext;
  const page = window as unknown as { __drawing?: Partial<WebGL2RenderingContext> };
  page.__drawing ??= Object.fromEntries(names.map((name) => [name, prototype[name]]));
  Object.assign(prototype, swallow ? Object.fromEntries(names.map((name) => [name, () => {}])) : page.__drawing);
}

const marks = ['open', 'read', 'first-frame', 'laid', 'analysed'] as const;

/** CPU time of the page's main thread in ms, compositing calls and garbage collection included. */
async function threadTime_ms(cdp: CDPSession): Promise<number> {
  const { metrics } = await cdp.send('Performance.getMetrics');
  return 1e3 * (metrics.find(({ name }) => name === 'ThreadTime')?.value ?? Number.NaN);
}

/** In the page: waits until all marks were set, without asking again and again, which would take time from what is measured. */
const allMarked = (names: readonly string[]): Promise<void> =>
  new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error(`waited too long for ${names.join(', ')}`)), 180_000);
    const missing = new Set(names);
    const observer = new PerformanceObserver((list) => {
      for (const { name } of list.getEntries()) missing.delete(name);
      if (missing.size > 0) return;
      observer.disconnect();
      resolve();
    });
    observer.observe({ type: 'mark', buffered: true });
  });

interface Opening {
  /** Whether drawing calls reach the rasteriser. */
  readonly draws: boolean;
  readonly from: 'window' | 'start screen';
}

/** The window is told that it was started with no file: it shows its start screen, with the file among the recent ones. */
async function startWithoutFile(page: Page): Promise<void> {
  await page.route('**/call/app.info', async (route) => {
    const response = await route.fetch();
    const reply = (await response.json()) as { value: ReplyOf<'app.info'> };
    await route.fulfill({ response, json: { ...reply, value: { ...reply.value, opened: null } } });
  });
}

async function openOnce(context: BrowserContext, address: string, { draws, from }: Opening): Promise<Measured> {
  const page = await context.newPage();
  try {
    if (!draws) await page.addInitScript(swallowDrawing, true);
    if (from === 'start screen') await startWithoutFile(page);
    const cdp = await page.context().newCDPSession(page);
    await page.goto(address, { waitUntil: 'commit' });
    await cdp.send('Performance.enable');
    if (from === 'start screen') {
      const recent = page.getByTestId(/^recent-/);
      await recent.waitFor();
      // Its cards are solved; then a person looks for the file.
      await page.waitForFunction(() => !document.querySelector('.design-figures.stale'), undefined, { polling: 100 });
      await new Promise((done) => setTimeout(done, breath_ms));
      await recent.click();
    }
    await page.evaluate(allMarked, ['headroom:first-frame']);
    const thread = await threadTime_ms(cdp);
    await page.evaluate(allMarked, ['headroom:laid', 'headroom:analysed']);
    const at = await page.evaluate(
      (names) => names.map((name) => performance.getEntriesByName(`headroom:${name}`, 'mark').at(-1)?.startTime ?? Number.NaN),
      marks,
    );
    const [open = Number.NaN] = at;
    return { thread, ...Object.fromEntries(marks.map((name, i) => [name, (at[i] ?? Number.NaN) - open])) };
  } finally {
    await page.close();
    await new Promise((done) => setTimeout(done, breath_ms));
  }
}

/** Opens the editor's file again and again, and prints the median of each figure. */
export async function measureOpening(editor: Page): Promise<void> {
  const browser = editor.context().browser();
  if (!browser) throw new Error('the editor has no browser');
  const context = await browser.newContext({ viewport: editor.viewportSize() });
  // As on a machine where the editor was started before: its compiled form is kept from the second start on.
  for (let i = 0; i < 2; i++) await openOnce(context, editor.url(), { draws: false, from: 'window' });
  const ways: readonly Opening[] = [
    { draws: false, from: 'start screen' },
    { draws: false, from: 'window' },
    { draws: true, from: 'window' },
  ];
  for (const way of ways) {
    const opened: Measured[] = [];
    for (let i = 0; i < repeats; i++) opened.push(await openOnce(context, editor.url(), way));
    const median = (name: string) =>
      opened.map((one) => one[name] ?? Number.NaN).sort((a, b) => a - b)[Math.floor(repeats / 2)] ?? Number.NaN;
    const how = `, from the ${way.from}${way.draws ? ', software rasterising' : ''}`;
    const owed = (budget: number) => (way.draws ? undefined : budget);
    line(`open to document read${how}`, median('read'), 'ms');
    line(`open to first frame submitted${how}`, median('first-frame'), 'ms', owed(budgets.open_ms));
    line(`open to pipes and cables laid${how}`, median('laid'), 'ms');
    line(`open to analysis${how}`, median('analysed'), 'ms', owed(budgets.analysed_ms));
    if (way.from === 'window') line(`main thread until first frame, page start included${how}`, median('thread'), 'ms');
  }
  await context.close();
}
