import { describe, expect, it } from 'vitest';
import { done } from '../../test/fixtures/apply-command.ts';
import { barePod } from '../../test/fixtures/bare-pod.ts';
import { envelopeOf } from '../catalogue/placement.ts';
import type { Document } from '../document/document.ts';
import type { Equipment, Place } from '../document/records.ts';
import { clashAt, standingIndex } from './clearance.ts';
import { duplicate } from './duplicate.ts';
import { freeOffset } from './free-place.ts';
import { rotate } from './rotate.ts';

const tagged = (document: Document, tag: string): Equipment => {
  const found = [...document.tables.equipment.values()].find((each) => each.tag === tag);
  if (!found) throw new Error(`no ${tag}`);
  return found;
};
const clashes = (document: Document): string[] =>
  [...document.tables.equipment.values()].flatMap((each) => {
    const envelope = envelopeOf(document, each);
    if (!envelope) return [];
    const index = standingIndex(document, new Set([each.id]));
    return clashAt(index, each.id, envelope, each.position_m, each.yaw_deg) === 'overlap' ? [each.tag] : [];
  });

describe('the free place for a copy', () => {
  const { document, newId } = barePod();
  const records = (...tags: string[]) => tags.map((tag) => tagged(document, tag).id);

  it('is the end of the row for a rack that stands in the middle of one', () => {
    const ids = records('R-02');
    const end = Math.max(...['R-01', 'R-08'].map((tag) => tagged(document, tag).position_m[0]));
    const offset = freeOffset(document, document, ids, false);
    const [x, y] = tagged(document, 'R-02').position_m;
    expect(x + offset[0]).toBeCloseTo(end + 0.6, 6);
    expect(offset[1]).toBe(0);
    const after = done(document, duplicate(document, { records: ids, offset_m: offset, newId }));
    expect(clashes(after)).toEqual(clashes(document));
    expect([...after.tables.equipment.values()].some(({ position_m: [px, py] }) => Math.abs(px - end - 0.6) < 1e-6 && py === y)).toBe(true);
  });

  it('goes along a row that is turned', () => {
    const row = records('R-01', 'R-02', 'R-03', 'R-04', 'R-05', 'R-06', 'R-07', 'R-08');
    const turned = done(document, rotate(document, { records: row, angle_deg: 90, pivot: [0, 0] }));
    const offset = freeOffset(turned, turned, [row[0] ?? ''], false);
    expect(offset[0]).toBe(0);
    expect(Math.abs(offset[1])).toBeCloseTo(8 * 0.6, 6);
  });

  it('is where the originals stood, in a design that has nothing there', () => {
    const still: Place = [0, 0, 0];
    expect(freeOffset(document, document, records('CDU-01'), true)).not.toEqual(still);
    const empty = done(document, {
      label: '',
      patch: records('CDU-01').map((id) => ({ id, before: tagged(document, 'CDU-01'), after: null })),
    });
    expect(freeOffset(empty, document, records('CDU-01'), true)).toEqual(still);
  });
});
