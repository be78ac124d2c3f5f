import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { done, recordsText } from '../../test/fixtures/apply-command.ts';
import { barePod } from '../../test/fixtures/bare-pod.ts';
import { catalogueItem, pinItem } from '../catalogue/library.ts';
import { envelopeOf } from '../catalogue/placement.ts';
import type { Document } from '../document/document.ts';
import { type Alignment, align, distribute } from './align.ts';
import { autoConnect } from './auto-connect.ts';
import { bodyBox } from './clearance.ts';
import { deleteRecords } from './delete.ts';
import { setLocked } from './lock.ts';
import { move } from './move.ts';
import { replaceItem } from './replace-item.ts';
import { rotate } from './rotate.ts';
import { trace } from './trace/trace.ts';

const idOf = (document: Document, tag: string) => [...document.tables.equipment.values()].find((each) => each.tag === tag)?.id ?? '';
const ofKind = (document: Document, kind: string) =>
  [...document.tables.equipment.values()].filter((each) => document.tables.item.get(each.item)?.kind === kind);

function sides(document: Document, id: string) {
  const equipment = document.tables.equipment.get(id);
  const envelope = equipment && envelopeOf(document, equipment);
  if (!equipment || !envelope) throw new Error(`no ${id}`);
  const { corners } = bodyBox(id, envelope, equipment.position_m, equipment.yaw_deg);
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  return { left: Math.min(...xs), right: Math.max(...xs), front: Math.min(...ys), back: Math.max(...ys) };
}

const connectedPod = () => {
  const { document, newId } = barePod();
  const answer = autoConnect(document, { records: [...document.tables.equipment.keys()], liquid: true, power: true, newId });
  return { document: done(document, answer), newId };
};

describe('lining up', () => {
  it('puts the named sides of all pieces on one line, whatever their sizes and turns', () => {
    const { document } = barePod();
    const ids = [...document.tables.equipment.keys()];
    const side = { left: 'left', right: 'right', front: 'front', back: 'back' } as const;
    fc.assert(
      fc.property(fc.shuffledSubarray(ids, { minLength: 2, maxLength: 6 }), fc.constantFrom(...Object.values(side)), (records, to) => {
        const before = records.map((id) => sides(document, id)[to]);
        const after = done(document, align(document, { records, to }));
        const wanted = to === 'left' || to === 'front' ? Math.min(...before) : Math.max(...before);
        for (const id of records) expect(sides(after, id)[to]).toBeCloseTo(wanted, 9);
      }),
      { numRuns: 40 },
    );
  });

  it('brings centres together without moving across the other axis', () => {
    const { document } = barePod();
    const records = [idOf(document, 'CDU-01'), idOf(document, 'P-01'), idOf(document, 'R-01')];
    const after = done(document, align(document, { records, to: 'centre-x' satisfies Alignment }));
    const centres = records.map((id) => sides(after, id)).map(({ left, right }) => (left + right) / 2);
    for (const centre of centres) expect(centre).toBeCloseTo(centres[0] ?? 0, 9);
    for (const id of records) expect(after.tables.equipment.get(id)?.position_m[1]).toBe(document.tables.equipment.get(id)?.position_m[1]);
  });

  it('spreads pieces with equal gaps and keeps the outer two', () => {
    const { document } = barePod();
    const records = ['R-01', 'CDU-01', 'P-01', 'EV-01'].map((tag) => idOf(document, tag));
    const after = done(document, distribute(document, { records, along: 'x' }));
    const order = records.map((id) => sides(after, id)).sort((a, b) => a.left - b.left);
    const gaps = order.slice(1).map(({ left }, i) => left - (order[i]?.right ?? 0));
    for (const gap of gaps) expect(gap).toBeCloseTo(gaps[0] ?? 0, 9);
    expect(Math.min(...order.map(({ left }) => left))).toBeCloseTo(Math.min(...records.map((id) => sides(document, id).left)), 9);
    expect(Math.max(...order.map(({ right }) => right))).toBeCloseTo(Math.max(...records.map((id) => sides(document, id).right)), 9);
  });

  it('refuses where there is too little room', () => {
    const { document } = barePod();
    const records = ofKind(document, 'cdu').map(({ id }) => id);
    expect(distribute(document, { records: records.slice(1), along: 'y' })).toMatchObject({ refused: /three/ });
    // They stand behind one another: 1 m from west to east, 3 m of bodies.
    expect(distribute(document, { records, along: 'x' })).toMatchObject({ refused: /2000 mm too little room/ });
  });
});

describe('a lock', () => {
  it('holds equipment against moving, turning, replacing and deleting until it is taken away', () => {
    const { document } = barePod();
    const id = idOf(document, 'R-03');
    const locked = done(document, setLocked(document, { records: [id], locked: true }));
    const others = [id, idOf(document, 'R-04')];
    for (const answer of [
      move(locked, { records: others, offset_m: [1, 0, 0] }),
      rotate(locked, { records: others, angle_deg: 90 }),
      deleteRecords(locked, { records: others }),
      align(locked, { records: others, to: 'left' }),
      replaceItem(locked, { records: others, item: pinItem(catalogueItem('gb200-nvl72') ?? failed(), 'item_x') }),
    ])
      expect(answer).toMatchObject({ refused: 'R-03 is locked' });
    const free = done(locked, setLocked(locked, { records: [id], locked: false }));
    expect(recordsText(free)).toBe(recordsText(document));
  });
});

function failed(): never {
  throw new Error('the catalogue lacks an item of this test');
}

describe('replacing', () => {
  it('puts all GB200 in the place of GB300 and keeps every run', () => {
    const { document } = connectedPod();
    const racks = ofKind(document, 'rack');
    const gb200 = catalogueItem('gb200-nvl72') ?? failed();
    const answer = replaceItem(document, { records: racks.map(({ id }) => id), item: pinItem(gb200, 'item_gb200') });
    const after = done(document, answer);
    expect(after.tables.connection.size).toBe(document.tables.connection.size);
    for (const { id, position_m, tag } of racks)
      expect(after.tables.equipment.get(id)).toMatchObject({ item: 'item_gb200', position_m, tag });
  });

  it('names the runs that would lose their port, and takes them away only when asked to', () => {
    const { document } = connectedPod();
    const racks = ofKind(document, 'rack').map(({ id }) => id);
    // An air-cooled rack has no coolant ports.
    const air = pinItem(catalogueItem('network-rack') ?? failed(), 'item_air');
    const refusal = replaceItem(document, { records: racks.slice(0, 2), item: air });
    expect(refusal).toMatchObject({ refused: /^4 runs would lose a port: .*R-01 has no supply then/ });
    const after = done(document, replaceItem(document, { records: racks.slice(0, 2), item: air, dropRuns: true }));
    expect(after.tables.connection.size).toBe(document.tables.connection.size - 4);
  });

  it('refuses another kind', () => {
    const { document } = barePod();
    const item = pinItem(catalogueItem('pump-fws') ?? failed(), 'item_p');
    expect(replaceItem(document, { records: [idOf(document, 'R-01')], item })).toMatchObject({ refused: /R-01 is a Rack, .* a Pump/ });
  });
});

describe('a trace', () => {
  const { document } = connectedPod();
  const tags = (ids: readonly string[]) => ids.flatMap((id) => document.tables.equipment.get(id)?.tag ?? []);

  it('goes from a rack up to both services, and from a service down to every rack', () => {
    const up = trace(document, idOf(document, 'R-05')).powerFrom.flatMap(({ records }) => tags(records));
    expect(up).toEqual(expect.arrayContaining(['UT-01', 'UT-02', 'TR-01', 'TR-02', 'LVB-01', 'LVB-02']));
    const down = tags(trace(document, idOf(document, 'UT-01')).powerTo);
    for (const { tag } of ofKind(document, 'rack')) expect(down).toContain(tag);
  });

  it('says that losing one train costs every rack one feed and no rack its power', () => {
    const { lost, weakened } = trace(document, idOf(document, 'UT-01'));
    expect(tags(weakened)).toEqual(expect.arrayContaining(ofKind(document, 'rack').map(({ tag }) => tag)));
    expect(lost.filter((id) => ofKind(document, 'rack').some((rack) => rack.id === id))).toEqual([]);
    expect(tags(lost)).toEqual(expect.arrayContaining(['TR-01', 'LVB-01']));
  });

  it('says that a row without its supply manifold has lost its racks, and a pod without one of three CDUs none', () => {
    const manifold = [...document.tables.connection.values()].find(
      ({ to }) => to.equipment === idOf(document, 'R-01') && to.port === 'supply',
    )?.from.equipment;
    expect(ofKind(document, 'rack').filter(({ id }) => trace(document, manifold ?? '').lost.includes(id))).toHaveLength(8);
    expect(trace(document, idOf(document, 'CDU-02')).lost.filter((id) => ofKind(document, 'rack').some((rack) => rack.id === id))).toEqual(
      [],
    );
  });
});
