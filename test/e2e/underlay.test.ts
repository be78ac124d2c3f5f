/** Underlays in the real editor: an image and a DXF laid, scaled by a known distance, locked, hidden, saved and opened again. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Underlay } from '../../shared/document/records.ts';
import type { Session } from '../../shared/document/session.ts';
import { readFacility } from '../../shared/file/read.ts';
import { chromiumPath, type OpenEditor, openEditor, openReference } from './open-editor.ts';
import { clickAt, spotOf } from './scene.ts';

interface Handle {
  session: Session;
  viewState: { getState(): { tool: string; layers: Record<string, boolean> } };
  runAction(id: string): boolean;
}
declare const window: { __headroom: Handle };
declare const document: { readonly activeElement: { blur(): void } | null };

/** A PNG of one colour with a dark cross: RGB, 8 bits, no filter. */
function png(width: number, height: number): Buffer {
  const rows = Buffer.alloc(height * (1 + width * 3), 230);
  for (let y = 0; y < height; y++) {
    rows[y * (1 + width * 3)] = 0;
    for (let x = 0; x < width; x++)
      if (x === width >> 1 || y === height >> 1) rows.fill(20, y * (1 + width * 3) + 1 + x * 3, y * (1 + width * 3) + 4 + x * 3);
  }
  const table = Array.from({ length: 256 }, (_, n) => {
    let c = n;
    for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
    return c >>> 0;
  });
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    let crc = 0xffffffff;
    for (const byte of body) crc = (table[(crc ^ byte) & 255] ?? 0) ^ (crc >>> 8);
    const out = Buffer.alloc(body.length + 8);
    out.writeUInt32BE(data.length, 0);
    body.copy(out, 4);
    out.writeUInt32BE((crc ^ 0xffffffff) >>> 0, body.length + 4);
    return out;
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const dxf = [
  '0\nSECTION\n2\nHEADER\n9\n$INSUNITS\n70\n4\n0\nENDSEC\n0\nSECTION\n2\nENTITIES',
  '0\nLINE\n5\n1\n100\nAcDbEntity\n8\n0\n100\nAcDbLine\n10\n1000\n20\n2000\n30\n0\n11\n9000\n21\n2000\n31\n0',
  '0\nLINE\n5\n2\n100\nAcDbEntity\n8\n0\n100\nAcDbLine\n10\n9000\n20\n2000\n30\n0\n11\n9000\n21\n6000\n31\n0',
  '0\nENDSEC\n0\nEOF\n',
].join('\n');

/** Records by id: a file may order the keys within a field in another way. */
const parsed = (records: string) =>
  new Map(records.split('\n').map((line) => [(JSON.parse(line) as { id: string }).id, JSON.parse(line) as unknown]));

describe.skipIf(!chromiumPath)('underlays in the editor (skipped by name without a system Chromium)', () => {
  let editor: OpenEditor;
  let page: Page;

  const underlays = (): Promise<Underlay[]> =>
    page.evaluate(() => [...window.__headroom.session.getState().document.tables.underlay.values()] as Underlay[]);
  const click = async (x: number, y: number) => clickAt(page, await spotOf(page, [x, y, 0]));
  const choose = (name: string, mimeType: string, buffer: Buffer) =>
    page.getByTestId('underlay-file').setInputFiles({ name, mimeType, buffer });

  beforeAll(async () => {
    editor = await openReference('gb300-su');
    ({ page } = editor);
  });
  afterAll(async () => {
    await editor?.close();
  });

  it('a DXF keeps the place it was drawn at; an image waits to be scaled, and says so', async () => {
    await page.evaluate(() => window.__headroom.runAction('look.top'));
    await page.evaluate(() => window.__headroom.runAction('insert.underlay'));
    await choose('walls.dxf', 'application/dxf', Buffer.from(dxf));
    await page.getByTestId('underlay-rows').first().waitFor();
    expect(await underlays()).toMatchObject([{ name: 'walls.dxf', at_m: [1, 2], width_m: 8, yaw_deg: 0 }]);
    await choose('scan.png', 'image/png', png(60, 40));
    await page.getByRole('alert').filter({ hasText: 'scale it by a known distance' }).waitFor();
    expect(await underlays()).toHaveLength(2);
  });

  it('refuses what is too large or no drawing, in words', async () => {
    await choose('huge.png', 'image/png', Buffer.alloc(5 * 1024 * 1024));
    await page.getByRole('alert').filter({ hasText: 'huge.png has 5 MB, more than the 4 MB that a design can carry' }).waitFor();
    await choose('broken.png', 'image/png', Buffer.from('not an image'));
    await page.getByRole('alert').filter({ hasText: 'broken.png is damaged' }).waitFor();
    await choose('notes.txt', 'text/plain', Buffer.from('hello'));
    await page.getByRole('alert').filter({ hasText: 'neither a DXF drawing nor a PNG' }).waitFor();
    expect(await underlays()).toHaveLength(2);
  });

  it('takes typed places with units and arithmetic, each one step', async () => {
    const rows = page.getByTestId('underlay-rows').filter({ has: page.getByRole('button', { name: 'Lock walls.dxf' }) });
    await rows.getByTestId('underlay-x').fill('600 mm*2');
    await page.keyboard.press('Enter');
    expect((await underlays()).find(({ name }) => name === 'walls.dxf')?.at_m[0]).toBeCloseTo(1.2, 9);
    await rows.getByTestId('underlay-width').fill('much');
    await rows.getByRole('alert').waitFor();
    await page.keyboard.press('Escape');
    expect((await underlays()).find(({ name }) => name === 'walls.dxf')?.width_m).toBe(8);
  });

  it('is scaled by two clicks and the true distance, then locked and hidden', async () => {
    // Escape has closed the dialog.
    await page.evaluate(() => window.__headroom.runAction('insert.underlay'));
    const rows = page.getByTestId('underlay-rows').filter({ has: page.getByRole('button', { name: 'Lock scan.png' }) });
    await rows.getByTestId('underlay-scale').click();
    expect(await page.evaluate(() => window.__headroom.viewState.getState().tool)).toBe('underlay');
    await click(2, 2);
    await click(7, 2);
    for (const key of '10 m') await page.keyboard.press(key === ' ' ? 'Space' : key);
    if (process.env.HEADROOM_PICTURES) await page.screenshot({ path: join(process.env.HEADROOM_PICTURES, 'underlay-scale.png') });
    await page.keyboard.press('Enter');
    const scan = (await underlays()).find(({ name }) => name === 'scan.png');
    // A pixel at the edge of what was clicked is some centimetres.
    expect(scan?.width_m).toBeGreaterThan(58);
    expect(scan?.width_m).toBeLessThan(62);
    expect(scan?.at_m[0]).toBeCloseTo(-2, 0);
    await page.evaluate(() => window.__headroom.runAction('insert.underlay'));
    await page.getByRole('button', { name: 'Lock scan.png' }).click();
    await page.getByRole('button', { name: 'Hide walls.dxf' }).click();
    await page.getByRole('button', { name: 'Done' }).click();
    expect((await underlays()).map(({ name, locked, hidden }) => [name, locked ?? false, hidden ?? false]).sort()).toEqual([
      ['scan.png', true, false],
      ['walls.dxf', false, true],
    ]);
    await page.evaluate(() => document.activeElement?.blur());
    await page.keyboard.press('6');
    expect(await page.evaluate(() => window.__headroom.viewState.getState().layers.underlay)).toBe(false);
    await page.keyboard.press('6');
  });

  it('is in the file after saving, and in the editor when that is opened again', async () => {
    const before = await editor.records();
    await page.keyboard.press('Control+s');
    await page.waitForFunction(() => window.__headroom.session.getState().document.tables.underlay.size === 2);
    const file = join(editor.folder, 'unit.facility');
    await expect.poll(async () => (await readFile(file, 'utf8')).includes('"type":"underlay"')).toBe(true);
    const read = readFacility(await readFile(file, 'utf8'));
    if (!read.ok) throw new Error(read.problems[0]?.message);
    expect(read.value.document.tables.drawing.size).toBe(2);
    const again = await openEditor({ file, folder: editor.folder });
    try {
      expect(parsed(await again.records())).toEqual(parsed(before));
      expect(again.errors).toEqual([]);
    } finally {
      await again.close();
    }
    expect(editor.errors).toEqual([]);
  });
});
