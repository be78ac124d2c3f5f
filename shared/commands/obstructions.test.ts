import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { done } from '../../test/fixtures/apply-command.ts';
import { barePod } from '../../test/fixtures/bare-pod.ts';
import { column, hallOf, openingIn, partition } from '../../test/fixtures/hall.ts';
import { bodiesOf } from '../analysis/bodies.ts';
import { clearancesIn } from '../analysis/rules/clearance.ts';
import { overlapsIn } from '../analysis/rules/overlap.ts';
import { missing_m, type Obstruction } from '../catalogue/obstruction.ts';
import { elementParts, elementsOf } from '../document/building-elements.ts';
import { allRecords, type Document, documentOf } from '../document/document.ts';
import type { Equipment, Opening, Space } from '../document/records.ts';
import { standingIndex } from './clearance.ts';
import { moveElements } from './edit-elements.ts';
import { move } from './move.ts';
import { obstructionsBySolid, obstructionsOf } from './obstructions.ts';
import { rotate } from './rotate.ts';

/** The pod in a hall with walls, a wall inside, columns and a low ceiling. */
function walled(): Document {
  const hall: Space = hallOf(19, 24, {
    wallThickness_m: 0.3,
    ceiling_m: 2.5,
    partitions: [partition([0, 13], [19, 13])],
    openings: [openingIn(0, 2), openingIn(4, 5)],
    columns: [column(9.5, 3), column(14, 8)],
  });
  return documentOf([...[...allRecords(barePod().document)].filter(({ type }) => type !== 'space'), hall]);
}
const document = walled();
const tagged = (tag: string): Equipment => {
  const found = [...document.tables.equipment.values()].find((each) => each.tag === tag);
  if (!found) throw new Error(`no ${tag}`);
  return found;
};
const ruled = (after: Document, id: string): string[] => [
  ...new Set([...overlapsIn(after), ...clearancesIn(after)].filter(({ subjects }) => subjects.includes(id)).map(({ message }) => message)),
];
/** What is shown while the piece is dragged there: only the rest is in the index. */
const shown = (after: Document, id: string) => {
  const piece = after.tables.equipment.get(id);
  return piece ? obstructionsOf(after, piece, standingIndex(document, new Set([id]))) : [];
};
/** Of two bodies either may be named first. */
const plain = (messages: readonly string[]): string[] =>
  [
    ...new Set(
      messages.map((message) =>
        message.replace(/^(\S+) and (\S+) stand/, (_, a: string, b: string) => `${[a, b].sort().join(' and ')} stand`),
      ),
    ),
  ].sort();

describe('what is shown while a piece is dragged', () => {
  it('is what the rules say when it is let go, wherever it goes and however it is turned', () => {
    const ids = [...document.tables.equipment.keys()];
    let faults = 0;
    fc.assert(
      fc.property(
        fc.nat(ids.length - 1),
        fc.double({ min: -1, max: 20, noNaN: true }),
        fc.double({ min: -1, max: 25, noNaN: true }),
        fc.integer({ min: 0, max: 23 }),
        (pick, x, y, turn) => {
          const id = ids[pick] ?? '';
          const [fromX = 0, fromY = 0] = document.tables.equipment.get(id)?.position_m ?? [];
          const moved = done(document, move(document, { records: [id], offset_m: [x - fromX, y - fromY, 0] }));
          const after = done(moved, rotate(moved, { records: [id], angle_deg: turn * 15 }));
          const messages = shown(after, id).map(({ message }) => message);
          expect(plain(messages)).toEqual(plain(ruled(after, id)));
          faults += messages.length;
        },
      ),
      { numRuns: 150 },
    );
    // The property would hold trivially in an empty hall.
    expect(faults).toBeGreaterThan(100);
  });

  it('names the board whose working space a pump is put into, and how much of it is missing', () => {
    const [board, pump] = [tagged('LVB-01'), tagged('P-01')];
    const bare = barePod().document;
    const at = (x: number, y: number) =>
      done(bare, move(bare, { records: [pump.id], offset_m: [x - pump.position_m[0], y - pump.position_m[1], 0] }));
    const worst = (after: Document) => {
      const piece = after.tables.equipment.get(pump.id);
      return piece && obstructionsOf(after, piece, standingIndex(bare, new Set([pump.id])))[0];
    };
    const close = at(board.position_m[0], board.position_m[1] - 1.6);
    expect(worst(close)?.message).toBe('P-01 stands in the front working space of LVB-01');
    const finding = clearancesIn(close).find(({ subjects: [owner] }) => owner === board.id);
    expect(missing_m(worst(close) as Obstruction)).toBeCloseTo(-(finding?.margin ?? 0), 9);
    expect(worst(at(-20, -20))).toBeUndefined();
  });

  it('keeps the way through a door free, on both sides of its wall, and the hole of a passage alone', () => {
    const pump = tagged('P-01');
    const faults = (kind: Opening['kind'], y: number) => {
      const bare = barePod().document;
      const hall = { ...hallOf(19, 24), openings: [openingIn(0, 8, kind)] };
      const drawn = documentOf([...[...allRecords(bare)].filter(({ type }) => type !== 'space'), hall]);
      const [px, py] = pump.position_m;
      const after = done(drawn, move(drawn, { records: [pump.id], offset_m: [8.6 - px, y - py, 0] }));
      const piece = after.tables.equipment.get(pump.id);
      return piece ? obstructionsOf(after, piece, standingIndex(drawn, new Set([pump.id]))).map(({ message }) => message) : [];
    };
    expect(faults('door', 1)).toContain('P-01 stands in the way through door 1 of Hall A');
    expect(faults('door', -1)).toContain('P-01 stands in the way through door 1 of Hall A');
    expect(faults('door', 3)).toEqual([]);
    expect(faults('passage', 1.8)).toEqual([]);
  });

  it('says of a door and of a passage how far a piece reaches into the way, also from the side', () => {
    const pump = tagged('P-01');
    const placed = (kind: Opening['kind'], at: (width_m: number) => readonly [number, number]) => {
      const hall = { ...hallOf(19, 24, { wallThickness_m: 0.3 }), openings: [openingIn(0, 8, kind)] };
      const drawn = documentOf([...[...allRecords(barePod().document)].filter(({ type }) => type !== 'space'), hall]);
      const body = bodiesOf(drawn).find(({ equipment }) => equipment.id === pump.id);
      const width_m = (body?.bounds.max[0] ?? 0) - (body?.bounds.min[0] ?? 0);
      const [x, y] = at(width_m);
      const after = done(drawn, move(drawn, { records: [pump.id], offset_m: [x - pump.position_m[0], y - pump.position_m[1], 0] }));
      const piece = after.tables.equipment.get(pump.id);
      const all = piece ? obstructionsOf(after, piece, standingIndex(drawn, new Set([pump.id]))) : [];
      const met = all.find(({ message }) => message.includes('in the way through'));
      const [finding] = clearancesIn(after).filter(({ message }) => message.includes('in the way through'));
      if (!met || !finding) throw new Error('nothing in the way');
      expect(missing_m(met)).toBeCloseTo(-finding.margin, 9);
      return finding;
    };
    // The door is from 8 m on: 5 cm of the pump stand in it.
    const aside = placed('door', (width_m) => [8 + 0.05 - width_m / 2, 0.2]);
    expect([aside.actual, aside.limit, aside.margin]).toEqual([expect.closeTo(0.05, 6), 0, expect.closeTo(-0.05, 6)]);
    const hole = placed('passage', (width_m) => [8 + 0.05 - width_m / 2, 0]);
    expect(hole.actual).toBeGreaterThan(0.01);
    expect(hole.margin).toBe(-hole.actual);
  });

  it('says the same of a column that is dragged as the rules say of it', () => {
    for (const offset_m of [
      [0, 0, 0],
      [-4, 3.5, 0],
      [-2.6, 3, 0],
      [-1, 4.4, 0],
    ] as const) {
      const after = done(document, moveElements(document, { elements: ['space_1/column/0'], offset_m }));
      const element = elementsOf(after.tables.space.get('space_1') as Space).find(({ id }) => id === 'space_1/column/0');
      const part = element && elementParts(element)[0];
      if (!element || !part) throw new Error('no column');
      const index = standingIndex(document, new Set(['space_1/column/0']));
      const messages = obstructionsBySolid(after, { space: element.space, part: { ...part, what: 'column' } }, index).map(
        ({ message }) => message,
      );
      const others = new Set([...overlapsIn(withoutColumn(after)), ...clearancesIn(withoutColumn(after))].map(({ message }) => message));
      const all = [...overlapsIn(after), ...clearancesIn(after)].map(({ message }) => message);
      expect(plain(messages)).toEqual(plain(all.filter((message) => !others.has(message))));
    }
  });
});

const withoutColumn = (after: Document): Document => {
  const space = after.tables.space.get('space_1') as Space;
  return { ...after, tables: { ...after.tables, space: new Map([['space_1', { ...space, columns: (space.columns ?? []).slice(1) }]]) } };
};
