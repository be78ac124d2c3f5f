import { expect, it } from 'vitest';
import type { Place } from '../../shared/document/records.ts';
import { OffsetEntry } from './offset-entry.ts';

const pressed = (entry: OffsetEntry, ...keys: string[]): void => {
  for (const key of keys) expect(entry.key({ key, code: '' } as KeyboardEvent, true, () => true)).toBe(true);
};
const led: Place = [2.34, 1.18, 0];
const lead = (entry: OffsetEntry, raw_m: Place = led) =>
  entry.offset({
    raw_m,
    snapping: true,
    step_m: 0.1,
    snap: ([x, y, z], may) => ({ offset_m: [may.x ? x : 0, may.y ? y : 0, may.z ? z : 0], guides: [] }),
  }).offset_m;

it('X locks the axis of the site, once more the piece’s own, and a third time frees it', () => {
  const entry = new OffsetEntry();
  entry.yaw_deg = 90;
  pressed(entry, 'x');
  expect([entry.lockText.trim(), lead(entry)]).toEqual(['X only', [2.34, 0, 0]]);
  pressed(entry, 'x');
  expect(entry.lockText.trim()).toBe('Own X only');
  // Its own x looks north: what is led north counts, on the grid.
  expect(lead(entry, [0, 1.18, 0]).map((part) => Math.round(part * 1e9) / 1e9)).toEqual([0, 1.2, 0]);
  pressed(entry, 'x');
  expect([entry.lockText, lead(entry)]).toEqual(['', led]);
});

it('a distance goes along the piece’s own axis where that is locked', () => {
  const entry = new OffsetEntry();
  entry.yaw_deg = 30;
  pressed(entry, 'y', 'y', '2');
  const [x, y] = lead(entry);
  expect([x, y]).toEqual([expect.closeTo(-1, 9), expect.closeTo(Math.sqrt(3), 9)]);
});

it('a piece that looks along the site has no axes of its own', () => {
  const entry = new OffsetEntry();
  pressed(entry, 'y', 'y');
  expect(entry.begun).toBe(false);
});

it('another axis takes the place of the one before; letters are units only after a figure', () => {
  const entry = new OffsetEntry();
  pressed(entry, 'x', 'z', '4', '0', 'c', 'm');
  expect(lead(entry)).toEqual([0, 0, 0.4]);
  entry.clear();
  expect(entry.key({ key: 'm', code: '' } as KeyboardEvent, true, () => true)).toBe(false);
});
