/** A large design in the real editor: it is seen before its file is read to the end, and a fault at that end leaves nothing behind. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { designs } from '../../shared/designs/index.ts';
import { allRecords } from '../../shared/document/document.ts';
import { recordLine } from '../../shared/file/canonical.ts';
import { writeFacility } from '../../shared/file/write.ts';
import { chromiumPath, type OpenEditor, openDocument } from './open-editor.ts';

const campus = () => {
  const built = designs.find(({ name }) => name === 'campus')?.build({ power: 190e6 });
  if (!built?.ok) throw new Error('the campus could not be built');
  return built.value;
};

interface Written {
  readonly name: string;
  readonly visible: boolean;
  readonly geometry?: { readonly index: { readonly count: number } | null };
}
interface Handle {
  readonly controller: {
    readonly model: {
      readonly equipment: { readonly size: number };
      readonly runs: { readonly size: number };
      readonly scene: { traverse(visit: (object: Written) => void): void };
    };
  };
}

describe.skipIf(!chromiumPath)('a large design', () => {
  const design = campus();
  let editor: OpenEditor;
  beforeAll(async () => {
    editor = await openDocument(design);
  });
  afterAll(async () => {
    await editor?.close();
  });
  const at = (mark: string) =>
    editor.page.evaluate((name) => performance.getEntriesByName(`headroom:${name}`).map(({ startTime }) => startTime), mark);

  it('is seen once before its pipes and cables are read, then whole, and is the design of the file', async () => {
    const [framed = [], read = [], laid = []] = [await at('first-frame'), await at('read'), await at('laid')];
    expect([framed.length, read.length, laid.length]).toEqual([1, 1, 1]);
    expect(framed[0]).toBeLessThan(read[0] ?? 0);
    expect(read[0]).toBeLessThan(laid[0] ?? 0);
    const lines = [...allRecords(design)].map(recordLine).sort();
    expect((await editor.records()) === lines.join('\n')).toBe(true);
    const shown = await editor.page.evaluate(() => {
      const { equipment, runs } = (window as unknown as { __headroom: Handle }).__headroom.controller.model;
      return [equipment.size, runs.size];
    });
    expect(shown).toEqual([design.tables.equipment.size, design.tables.connection.size]);
    expect(editor.errors).toEqual([]);
  });

  it('has the names of all its halls, rooms and yards on the floor', async () => {
    const named = [...design.tables.space.values()].filter(({ kind }) => kind === 'hall' || kind === 'room' || kind === 'yard');
    const written = await editor.page.evaluate(() => {
      let corners = 0;
      (window as unknown as { __headroom: Handle }).__headroom.controller.model.scene.traverse((object) => {
        if (object.name === 'names' && object.visible) corners += object.geometry?.index?.count ?? 0;
      });
      return corners / 6;
    });
    expect(named.length).toBeGreaterThan(100);
    expect(written).toBe(named.reduce((sum, { name }) => sum + [...name.toUpperCase()].length, 0));
  });

  it('whose file is cut short is left with the reason although it was seen already, and the next one opens', async () => {
    const { page } = editor;
    const text = writeFacility(design);
    await writeFile(join(editor.folder, 'cut.facility'), text.slice(0, text.lastIndexOf('"type":"connection"')));
    await page.getByRole('menuitem', { name: 'File' }).click();
    await page.getByRole('menuitem', { name: 'Close design' }).click();
    await page.getByTestId('start-file.open').click();
    await page.getByTestId('dialog-open').getByText('cut.facility').click();
    await page.getByTestId('start-problem').filter({ hasText: 'cut short' }).waitFor();
    expect(await page.getByTestId('editor').count()).toBe(0);
    await page.keyboard.press('Escape');
    await page.getByTestId('recent-design.facility').click();
    await page.getByTestId('editor').waitFor();
    await editor.solved();
    expect((await at('first-frame')).length).toBe(3);
  });
});
