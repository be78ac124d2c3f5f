/**
 * The built editor in a real Chromium on the 1 GW campus (`node test/bench/editor.ts [watts] [part …]`): draw calls,
 * triangles, script per frame, picking, dragging, opening and heap, beside one mesh per object. Script times are
 * taken inside the page around the code itself, least and median of repeats; rasterisation, which is software where
 * no GPU is, happens in another process and is not in them. The window is small for its sake: nothing measured here
 * depends on pixels. Parts: open, heap, orbit, pick, drag, nudge, rest, naive; all by default.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CDPSession } from 'playwright-core';
import { type OpenEditor, openEditor } from '../e2e/open-editor.ts';
import { headroom } from '../host/run-headroom.ts';
import { measureOpening, swallowDrawing } from './editor-open.ts';
import { budgets, line, naiveLine, say } from './editor-report.ts';
import { addFrameWait, atRest, dragForty, frameAll, lookUnderPointer, naiveFrame, nudgeForty, orbit, stats } from './editor-scene.ts';

const power_W = process.argv[2] ?? '1e9';
const parts = new Set(process.argv.slice(3));
const wanted = (part: string) => parts.size === 0 || parts.has(part);
const patience_ms = 180_000;

async function heap({ page }: OpenEditor, cdp: CDPSession): Promise<void> {
  await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  const counted = await page.evaluate(
    () => (performance as unknown as { memory?: { usedJSHeapSize: number } }).memory?.usedJSHeapSize ?? Number.NaN,
  );
  line('heap of the page, collected', usedSize / 1e6, 'MB', budgets.heap_MB);
  line('heap of the page as the browser counts it', counted / 1e6, 'MB', budgets.heap_MB);
}

const folder = await mkdtemp(join(tmpdir(), 'headroom-bench-'));
const made = await headroom(['new', 'campus', '--param', `power=${power_W}`, '-o', 'campus.facility'], { folder });
if (made.code !== 0) throw new Error(made.err);
const editor = await openEditor({ file: join(folder, 'campus.facility'), folder, size: { width: 900, height: 600 } });
try {
  const { page } = editor;
  page.setDefaultTimeout(patience_ms);
  await page.addInitScript(addFrameWait);
  await page.evaluate(addFrameWait);
  // The host solves the file once for its printed summary; afterwards the machine belongs to the editor.
  for (let waited = 0; !editor.printed().includes('IT power') && waited < patience_ms; waited += 500)
    await new Promise((done) => setTimeout(done, 500));
  const cdp = await page.context().newCDPSession(page);
  if (wanted('open')) await measureOpening(page);
  if (wanted('heap')) await heap(editor, cdp);
  const naive = wanted('naive');
  let orbited = { calls: 0, median_ms: 0, worst_ms: 0 };
  let picked = { median_ms: 0, most_ms: 0 };
  for (const whole of [false, true]) {
    const where = whole ? 'whole campus' : 'as it opens';
    if (whole) await page.evaluate(frameAll);
    const scene = await page.evaluate(stats);
    say(`${Number(power_W) / 1e6} MW, ${where}: ${scene.instances} pieces of equipment, ${scene.runs} runs`);
    line(`triangles of a frame, all passes, ${where}`, scene.triangles / 1e6, 'M');
    if (wanted('orbit') || naive) {
      orbited = await page.evaluate(orbit, 12);
      line(`draw calls per frame, orbiting (most), ${where}`, orbited.calls, '', budgets.calls);
      line(`script per frame, orbiting (median), ${where}`, orbited.median_ms, 'ms', budgets.frame_ms);
      line(`script per frame, orbiting (worst), ${where}`, orbited.worst_ms, 'ms');
    }
    if (wanted('pick') || naive) {
      picked = await page.evaluate(lookUnderPointer, 400);
      line(`pick under the pointer (median), ${where}`, picked.median_ms, 'ms', budgets.pick_ms);
      line(`pick under the pointer (95 of 100), ${where}`, picked.most_ms, 'ms', budgets.pick_ms);
    }
  }
  if (wanted('drag')) {
    // Sixty frames of a campus take minutes where software rasterises, and none of that is script.
    await page.evaluate(swallowDrawing, true);
    const dragged = await dragForty(page);
    await page.evaluate(swallowDrawing, false);
    line('drag of 40 racks, grip (index for snapping and clearance)', dragged.begin_ms, 'ms', budgets.grip_ms);
    line('drag of 40 racks, pointer move (median)', dragged.move_ms, 'ms', budgets.drag_ms);
    line('drag of 40 racks, pointer move (worst)', dragged.worst_ms, 'ms');
    line('drag of 40 racks, frame after it without its drawing calls (median)', dragged.frame_ms, 'ms');
  }
  if (wanted('nudge')) {
    const nudged = await nudgeForty(page);
    line('nudge of 40 racks, first', nudged.first_ms, 'ms');
    line('nudge of 40 racks, next (median)', nudged.next_ms, 'ms');
  }
  if (wanted('rest')) {
    // The last nudge is analysed first: its colours are a change of the picture.
    await editor.solved();
    await page.evaluate(atRest);
    const drawn = await page.evaluate(async () => {
      const { controller } = (window as unknown as { __headroom: { controller: { frames: number } } }).__headroom;
      const before = controller.frames;
      await new Promise((done) => setTimeout(done, 1500));
      return controller.frames - before;
    });
    line('frames drawn while nothing changes', drawn, '', 0);
  }
  if (naive) {
    await page.evaluate(frameAll);
    const plain = await page.evaluate(naiveFrame);
    naiveLine('draw calls per frame', orbited.calls, plain.calls);
    naiveLine('script per frame', orbited.median_ms, plain.script_ms, 'ms');
    naiveLine('pick under the pointer', picked.median_ms, plain.pick_ms, 'ms');
  }
  if (editor.errors.length > 0) say(editor.errors.join('\n'));
} finally {
  await editor.close();
  await rm(folder, { recursive: true, force: true });
}
