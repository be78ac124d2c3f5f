/** A thousand edits at random in the real editor, with undo and redo among them: the way back ends at the very start. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Session } from '../../shared/document/session.ts';
import { headroom } from '../host/run-headroom.ts';
import { chromiumPath, type OpenEditor, openEditor } from './open-editor.ts';

interface Handle {
  session: Session;
  viewState: { getState(): { select(ids: readonly string[]): void } };
  runAction(id: string): boolean;
}
declare const window: { __headroom: Handle };

/** Actions that change the design with what is selected, and nothing but the design. */
const edits = [
  'edit.nudge-east',
  'edit.nudge-north-far',
  'edit.nudge-up',
  'edit.rotate-left',
  'edit.rotate-right',
  'edit.turn-left-15',
  'edit.duplicate',
  'edit.delete',
  'edit.lock',
  'edit.group',
  'edit.ungroup',
  'edit.align-left',
  'edit.align-back',
  'edit.align-centre-x',
  'edit.distribute-x',
  'edit.distribute-y',
  'edit.cut',
  'edit.copy',
  'edit.paste',
  'insert.reroute',
];

describe.skipIf(!chromiumPath)('a thousand random edits', () => {
  let folder: string;
  let editor: OpenEditor;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'headroom-random-'));
    const made = await headroom(['new', 'gb300-su', '-o', 'unit.facility'], { folder });
    expect(made.code, made.err).toBe(0);
    editor = await openEditor({ file: join(folder, 'unit.facility'), folder });
  });
  afterAll(async () => {
    await editor?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('are undone to the document that was opened, and redone to the one that was left', async () => {
    const { page } = editor;
    const start = await editor.records();
    const done = await page.evaluate(
      async ({ actions, wanted }) => {
        const { session, viewState, runAction } = window.__headroom;
        let seed = 20261121;
        const random = (below: number) => {
          // Numerical Recipes' linear congruential generator: the same thousand edits every time.
          seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
          return Math.floor((seed / 2 ** 32) * below);
        };
        const used = new Map<string, number>();
        let edits = 0;
        for (let attempt = 0; edits < wanted && attempt < 20 * wanted; attempt++) {
          const { document: design, revision } = session.getState();
          const ids = [...design.tables.equipment.keys(), ...design.tables.connection.keys()];
          const chosen = Array.from({ length: 1 + random(4) }, () => ids[random(ids.length)] ?? '');
          viewState.getState().select(chosen);
          const roll = random(10);
          const action = roll === 0 ? 'edit.undo' : roll === 1 ? 'edit.redo' : (actions[random(actions.length)] ?? '');
          if (!runAction(action) || session.getState().revision === revision) continue;
          edits++;
          used.set(action, (used.get(action) ?? 0) + 1);
          // Let the worker, the journal and the scene take part.
          if (edits % 100 === 0) await new Promise((resume) => setTimeout(resume, 0));
        }
        return { edits, used: [...used.keys()], steps: session.getState().undo.length };
      },
      { actions: edits, wanted: 1000 },
    );
    expect(done.edits).toBe(1000);
    expect(done.used.length).toBeGreaterThan(15);
    const end = await editor.records();
    expect(end).not.toBe(start);
    const walk = (way: 'edit.undo' | 'edit.redo') =>
      page.evaluate((id) => {
        let steps = 0;
        while (window.__headroom.runAction(id)) steps++;
        return steps;
      }, way);
    expect(await walk('edit.undo')).toBe(done.steps);
    expect(await editor.records()).toBe(start);
    const redone = await walk('edit.redo');
    expect(redone).toBeGreaterThanOrEqual(done.steps);
    if (redone === done.steps) expect(await editor.records()).toBe(end);
    expect(editor.errors).toEqual([]);
  });
});
