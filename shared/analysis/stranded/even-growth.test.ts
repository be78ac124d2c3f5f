import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type GrowthRow, growEvenly } from './even-growth.ts';

const row = (members: number[], room: number, coefficient = 1): GrowthRow => ({
  members,
  coefficients: members.map(() => coefficient),
  present: 100,
  capacity: 100 + room,
});

describe('racks that grow evenly', () => {
  it('stop together at a limit they share, and alone at their own', () => {
    const { added_W, heldBy } = growEvenly(3, [row([0, 1, 2], 30), row([0], 4)]);
    expect([...added_W]).toEqual([4, 13, 13]);
    expect([...heldBy]).toEqual([1, 0, 0]);
  });

  it('do not grow where a limit is exceeded already', () => {
    expect([...growEvenly(2, [row([0, 1], 10), row([1], -5)]).added_W]).toEqual([10, 0]);
  });

  it('count losses on the way by their coefficient', () => {
    expect(growEvenly(1, [row([0], 11, 1.1)]).total_W).toBeCloseTo(10, 12);
  });

  /** Two levels of panels under one service, each rack with a limit of its own. */
  const tree = fc.record({
    service: fc.integer({ min: 0, max: 100 }),
    panels: fc.array(
      fc.record({
        room: fc.integer({ min: 0, max: 40 }),
        racks: fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 5 }),
      }),
      {
        minLength: 1,
        maxLength: 5,
      },
    ),
  });

  it('use, where limits nest, all that the tree lets through, and break no limit', () => {
    fc.assert(
      fc.property(tree, ({ service, panels }) => {
        let next = 0;
        const rows: GrowthRow[] = [];
        for (const { room, racks } of panels) {
          const members = racks.map(() => next++);
          rows.push(row(members, room), ...racks.map((own, i) => row([members[i] ?? 0], own)));
        }
        rows.push(
          row(
            Array.from({ length: next }, (_, i) => i),
            service,
          ),
        );
        const { added_W, total_W, heldBy } = growEvenly(next, rows);
        // Closed form of a tree: the least of each panel's room and its racks' together, and of the service.
        const most = Math.min(
          service,
          panels.reduce(
            (sum, { room, racks }) =>
              sum +
              Math.min(
                room,
                racks.reduce((a, b) => a + b, 0),
              ),
            0,
          ),
        );
        expect(total_W).toBeCloseTo(most, 6);
        for (const { members, present, capacity } of rows) {
          const used = Array.from(members).reduce((sum, rack) => sum + (added_W[rack] ?? 0), 0);
          expect(present + used).toBeLessThanOrEqual(capacity + 1e-6);
        }
        expect([...heldBy].every((r) => r >= 0)).toBe(true);
      }),
    );
  });
});
