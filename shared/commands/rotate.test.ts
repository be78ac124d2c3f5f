import { expect, it } from 'vitest';
import { done } from '../../test/fixtures/apply-command.ts';
import { furnished } from '../../test/fixtures/furnished-hall.ts';
import { hallOf } from '../../test/fixtures/hall.ts';
import { documentOf } from '../document/document.ts';
import { type Pivot, pivotPoint, rotate } from './rotate.ts';

const { document: now, ids } = furnished();
const document = now();
const records = [ids.a, ids.b];
const turned = (pivot: Pivot, angle_deg = 90) => {
  const after = done(document, rotate(document, { records, angle_deg, pivot }));
  return records.map((id) => after.tables.equipment.get(id)).map((each) => [...(each?.position_m.slice(0, 2) ?? []), each?.yaw_deg]);
};
const [[ax = 0, ay = 0] = [], [bx = 0, by = 0] = []] = records.map((id) => document.tables.equipment.get(id)?.position_m ?? []);
const apart = bx - ax;

it('two racks turn about their middle, the first, the last, or each about itself', () => {
  expect([ay, by]).toEqual([5, 5]);
  const middle = (ax + bx) / 2;
  expect(turned('middle')).toEqual([
    [middle, 5 - apart / 2, 90],
    [middle, 5 + apart / 2, 90],
  ]);
  expect(turned('first')).toEqual([
    [ax, 5, 90],
    [ax, 5 + apart, 90],
  ]);
  expect(turned('last')).toEqual([
    [bx, 5 - apart, 90],
    [bx, 5, 90],
  ]);
  expect(turned('each')).toEqual([
    [ax, 5, 90],
    [bx, 5, 90],
  ]);
});

it('a hall turns about its own middle where it is the first selected, and about the middle where each would turn itself', () => {
  const hall = hallOf(10, 6);
  const site = documentOf([...document.tables.site.values(), ...document.tables.scenario.values(), hall]);
  expect(pivotPoint(site, { records: [hall.id], pivot: 'first' })).toEqual([5, 3]);
  const [first, each] = (['first', 'each'] as const).map((pivot) => done(site, rotate(site, { records: [hall.id], angle_deg: 90, pivot })));
  expect(first?.tables.space.get(hall.id)?.outline_m).toEqual(each?.tables.space.get(hall.id)?.outline_m);
});
