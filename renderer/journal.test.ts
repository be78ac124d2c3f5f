import { describe, expect, it } from 'vitest';
import { move } from '../shared/commands/move.ts';
import { designs } from '../shared/designs/index.ts';
import { applyPatch, type Document } from '../shared/document/document.ts';
import { createSession } from '../shared/document/session.ts';
import { writeFacility } from '../shared/file/write.ts';
import { isRefusal } from '../shared/problem.ts';
import { replay } from './journal.ts';

const unit = (): Document => {
  const built = designs.find(({ name }) => name === 'gb300-su')?.build({});
  if (!built?.ok) throw new Error('the scalable unit could not be built');
  return built.value;
};

describe('replaying a journal', () => {
  const start = unit();
  const session = createSession(start);
  const lines: string[] = [];
  session.onCommit(({ label, patch, revision }) => lines.push(JSON.stringify({ revision, label, patch })));
  for (const [i, id] of [...start.tables.equipment.keys()].slice(0, 12).entries()) {
    const answer = move(session.getState().document, { records: [id], offset_m: [0.1 * (i + 1), -0.2, 0] });
    if (isRefusal(answer)) throw new Error(answer.refused);
    session.commit(answer.label, answer.patch);
    if (i % 3 === 2) session.undo();
  }

  it('leads to the document that was on screen, undone steps included', () => {
    const result = replay(writeFacility(start), lines);
    expect(result.ok && writeFacility(result.value.document)).toBe(writeFacility(session.getState().document));
    expect(result.ok && result.value.steps).toBe(lines.length);
  });

  it('keeps what came before a line that cannot be used', () => {
    const result = replay(writeFacility(start), [...lines.slice(0, 2), '{"patch": [', ...lines.slice(2)]);
    expect(result.ok && result.value.steps).toBe(2);
    const first = JSON.parse(lines[0] ?? '') as { patch: Parameters<typeof applyPatch>[1] };
    const second = JSON.parse(lines[1] ?? '') as { patch: Parameters<typeof applyPatch>[1] };
    expect(result.ok && writeFacility(result.value.document)).toBe(writeFacility(applyPatch(applyPatch(start, first.patch), second.patch)));
  });

  it('reports a base that is no design', () => {
    const result = replay('not a facility', lines);
    expect(result.ok).toBe(false);
  });
});
