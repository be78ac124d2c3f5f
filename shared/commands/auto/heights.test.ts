import { describe, expect, it } from 'vitest';
import { accepted, empty, furnished, hall, pipeItem } from '../../../test/fixtures/furnished-hall.ts';
import { allRecords, applyPatch, type Document, documentOf } from '../../document/document.ts';
import { changed } from '../../document/patch.ts';
import type { Connection, Space } from '../../document/records.ts';
import { connect } from '../connect.ts';
import { reroute } from '../reroute.ts';
import { heightsFor } from './heights.ts';

const inHall = (space: Partial<Space>): Document =>
  documentOf([...allRecords(empty)].map((each) => (each.id === hall.id ? { ...hall, ...space } : each)));

describe('the heights a run may lie at', () => {
  it('are those between floor and ceiling of its hall, less what it takes up itself', () => {
    expect(heightsFor(inHall({ ceiling_m: 2.7 }), [5, 5, 2], [9, 5, 2], 0.1)).toEqual([0.1, 2.6]);
    const open = heightsFor(inHall({ elevation_m: 10 }), [5, 5, 12], [9, 5, 12], 0.1);
    expect(open[0]).toBeCloseTo(10.1, 9);
    expect(open[1]).toBeCloseTo(14.9, 9);
  });

  it('are those of the plenum where it begins under the raised floor', () => {
    const [low, high] = heightsFor(inHall({ raisedFloor_m: 0.6 }), [5, 5, -0.3], [9, 5, -0.3], 0.05);
    expect([low, high]).toEqual([-0.6 + 0.05, -0.05]);
  });

  it('are any outdoors, and from the hall to the void over its ceiling', () => {
    expect(heightsFor(empty, [-5, 5, 2], [-9, 5, 2], 0.1)).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
    expect(heightsFor(inHall({ ceiling_m: 2.7 }), [5, 5, 2], [9, 5, 3], 0.1)[1]).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('runs that are routed again', () => {
  const { document, ids, newId } = furnished();
  const joined = accepted(
    connect(document(), {
      from: { equipment: ids.valve, port: 'b' },
      to: { equipment: ids.vessel, port: 'water' },
      catalogue: [pipeItem],
      newId,
    }),
  );
  const piped = applyPatch(document(), joined.patch);
  const [run] = piped.tables.connection.values() as Iterable<Connection>;
  if (!run) throw new Error('no run');
  const highest = (design: Document) => {
    const after = applyPatch(design, accepted(reroute(design, { records: [run.id] })).patch);
    return Math.max(...(after.tables.connection.get(run.id)?.waypoints_m.map(([, , z]) => z) ?? []));
  };
  const withHall = (space: Partial<Space>): Document => {
    const before = piped.tables.space.get(hall.id) as Space;
    return applyPatch(piped, [changed(before, { ...before, ...space })]);
  };

  it('come down under a ceiling that they would have crossed', () => {
    const free = highest(piped);
    expect(free).toBeGreaterThan(2.4);
    expect(highest(withHall({ ceiling_m: 2.4 }))).toBeLessThan(2.4 - pipeRadius);
    expect(highest(withHall({ ceiling_m: 4 }))).toBeCloseTo(free, 9);
  });
});

const pipeRadius = (pipeItem.values.outerDiameter_m?.value as number) / 2 - 1e-9;
