import { describe, expect, it } from 'vitest';
import type { CommandAnswer } from '../../../shared/commands/command.ts';
import { repeatUnit } from '../../../shared/commands/repeat-unit.ts';
import { rowArray } from '../../../shared/commands/row-array.ts';
import { groupTogether } from '../../../shared/commands/set-identity.ts';
import { applyPatch, type Document } from '../../../shared/document/document.ts';
import { isRefusal } from '../../../shared/problem.ts';
import { barePod } from '../../../test/fixtures/bare-pod.ts';
import { rackItem } from '../../../test/fixtures/furnished-hall.ts';
import { arrangementsOf } from './arrangements.ts';

const then = (document: Document, answer: CommandAnswer): Document => {
  if (isRefusal(answer)) throw new Error(answer.refused);
  return applyPatch(document, answer.patch);
};

/** Two rows of three as an array, in a unit that stands twice. */
function arranged() {
  const { document: pod, newId } = barePod();
  const rows = { count: 3, rows: 2, coldAisle_m: 1.2, hotAisle_m: 1, facing: 'alternate', rowName: 'Line', editable: true } as const;
  const placed = then(pod, rowArray(pod, { item: rackItem, origin_m: [200, 0, 0], yaw_deg: 0, ...rows, newId }));
  const pieces = [...placed.tables.equipment.values()].filter(({ position_m }) => position_m[0] > 100).map(({ id }) => id);
  const grouped = then(placed, groupTogether(placed, { records: pieces, name: 'Unit', kind: 'scalable-unit', newId }));
  const unit = [...grouped.tables.group.values()].find(({ name }) => name === 'Unit')?.id ?? '';
  return { document: then(grouped, repeatUnit(grouped, { group: unit, count: 2, step_m: [0, 30, 0], newId })), pieces, unit };
}

const names = (document: Document, ids: readonly string[]) => arrangementsOf(document, ids).map(({ name }) => name);

describe('what a piece is part of', () => {
  it('is its array and the unit around it, for one piece and for all of them', () => {
    const { document, pieces } = arranged();
    expect(names(document, pieces.slice(0, 1))).toEqual(['Line array', 'Unit']);
    expect(names(document, pieces)).toEqual(['Line array', 'Unit']);
  });

  it('is, for a row, the array it is a row of, and for the array itself only what is around it', () => {
    const { document } = arranged();
    const [row, array] = ['Line 1', 'Line array'].map(
      (name) => [...document.tables.group.values()].find((each) => each.name === name)?.id ?? '',
    );
    expect(names(document, [row ?? ''])).toEqual(['Line array', 'Unit']);
    expect(names(document, [array ?? ''])).toEqual(['Unit']);
  });

  it('is, for a copy of the unit, the unit that it was made from', () => {
    const { document, pieces, unit } = arranged();
    const copy = document.tables.group.get(unit)?.units?.copies[0]?.of[pieces[0] ?? ''] ?? '';
    expect(names(document, [copy])).toEqual(['Unit']);
  });

  it('is nothing where one of several stands outside', () => {
    const { document, pieces } = arranged();
    const outside = [...document.tables.equipment.keys()].find((id) => names(document, [id]).length === 0) ?? '';
    expect(names(document, [...pieces, outside])).toEqual([]);
  });
});
