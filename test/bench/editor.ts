/**
 * The built editor in a real Chromium on the 1 GW campus (`node test/bench/editor.ts [watts]`): draw calls,
 * script per frame, picking, dragging, opening and heap, beside one mesh per object. Script times are taken
 * inside the page around the code itself, least and median of repeats; rasterisation, which is software where
 * no GPU is, happens in another process and is not in them.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CDPSession, Page } from 'playwright-core';
import { openEditor } from '../e2e/open-editor.ts';
import { headroom } from '../host/run-headroom.ts';
import { budgets, type Measured, report } from './editor-report.ts';
import { dragForty, lookUnderPointer, naiveFrame, nudgeForty, orbit } from './editor-scene.ts';

const power_W = process.argv[2] ?? '1e9';

/** Milliseconds of the page's clock at which a mark of the program was set; undefined before it. */
const marked = (page: Page, name: string) => page.evaluate((mark) => performance.getEntriesByName(mark, 'mark').at(-1)?.startTime, name);

/** CPU time of the page's main thread in ms, compositing calls and garbage collection included. */
async function threadTime_ms(cdp: CDPSession): Promise<number> {
  const { metrics } = await cdp.send('Performance.getMetrics');
  return 1e3 * (metrics.find(({ name }) => name === 'ThreadTime')?.value ?? Number.NaN);
}

const folder = await mkdtemp(join(tmpdir(), 'headroom-bench-'));
const made = await headroom(['new', 'campus', '--param', `power=${power_W}`, '-o', 'campus.facility'], { folder });
if (made.code !== 0) throw new Error(made.err);
const editor = await openEditor({ file: join(folder, 'campus.facility'), folder, size: { width: 1280, height: 720 } });
const { page } = editor;
// The host solves the file once for its printed summary; afterwards the machine belongs to the editor.
while (!editor.printed().includes('IT power')) await new Promise((done) => setTimeout(done, 500));

const cdp = await page.context().newCDPSession(page);
const opened: Measured[] = [];
for (let repeat = 0; repeat < 2; repeat++) {
  await page.reload({ waitUntil: 'commit' });
  await cdp.send('Performance.enable');
  await page.waitForFunction(() => performance.getEntriesByName('headroom:first-frame').length > 0, undefined, { timeout: 300_000 });
  const firstFrame_ms = await threadTime_ms(cdp);
  await page.waitForFunction(() => performance.getEntriesByName('headroom:analysed').length > 0, undefined, { timeout: 300_000 });
  const [open, read, first, laid, analysed] = await Promise.all(
    ['headroom:open', 'headroom:read', 'headroom:first-frame', 'headroom:laid', 'headroom:analysed'].map((name) => marked(page, name)),
  );
  const since = (at: number | undefined) => (at ?? Number.NaN) - (open ?? 0);
  opened.push({ read: since(read), frame: since(first), laid: since(laid), analysed: since(analysed), thread: firstFrame_ms });
}
await editor.solved();

const least = (name: string) => Math.min(...opened.map((one) => one[name] ?? Number.NaN));
const scene = await page.evaluate(() => (window as unknown as { __headroom: { stats(): Measured } }).__headroom.stats());
await cdp.send('HeapProfiler.collectGarbage');
const { usedSize } = await cdp.send('Runtime.getHeapUsage');
const buffers = await page.evaluate(() => {
  const memory = (performance as unknown as { memory?: { usedJSHeapSize: number } }).memory;
  return memory?.usedJSHeapSize ?? Number.NaN;
});
const orbited = await page.evaluate(orbit, 16);
const picked = await page.evaluate(lookUnderPointer, 200);
const dragged = await dragForty(page);
const nudged = await nudgeForty(page);
const atRest = await page.evaluate(async () => {
  const { controller } = (window as unknown as { __headroom: { controller: { frames: number } } }).__headroom;
  const before = controller.frames;
  await new Promise((done) => setTimeout(done, 1500));
  return controller.frames - before;
});
const naive = await page.evaluate(naiveFrame);

report({ instances: scene.instances ?? 0, runs: scene.runs ?? 0, triangles: scene.triangles ?? 0, power_W: Number(power_W) }, [
  ['draw calls per frame, orbiting (most)', orbited.calls, '', budgets.calls, naive.calls],
  ['script per frame, orbiting (median)', orbited.median_ms, 'ms', budgets.frame_ms, naive.script_ms],
  ['script per frame, orbiting (worst)', orbited.worst_ms, 'ms'],
  ['pick under the pointer (median)', picked.median_ms, 'ms', budgets.pick_ms, naive.pick_ms],
  ['pick under the pointer (95 of 100)', picked.most_ms, 'ms', budgets.pick_ms],
  ['drag of 40 racks, pointer move (median)', dragged.move_ms, 'ms', budgets.drag_ms],
  ['drag of 40 racks, frame after it (median)', dragged.frame_ms, 'ms'],
  ['drag of 40 racks, grip', dragged.begin_ms, 'ms'],
  ['nudge of 40 racks, first', nudged.first_ms, 'ms'],
  ['nudge of 40 racks, next (median)', nudged.next_ms, 'ms'],
  ['open to document read', least('read'), 'ms'],
  ['open to first frame submitted', least('frame'), 'ms', budgets.open_ms],
  ['open to pipes and cables laid', least('laid'), 'ms'],
  ['main thread until first frame, page start included', least('thread'), 'ms'],
  ['open to analysis', least('analysed'), 'ms', budgets.analysed_ms],
  ['heap of the page, collected', usedSize / 1e6, 'MB', budgets.heap_MB],
  ['heap of the page as the browser counts it', buffers / 1e6, 'MB', budgets.heap_MB],
  ['frames drawn while nothing changes', atRest, '', 0],
]);
if (editor.errors.length > 0) console.log(editor.errors.join('\n'));
await editor.close();
await rm(folder, { recursive: true, force: true });
