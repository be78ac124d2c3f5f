import { expect, it } from 'vitest';
import { done } from '../../test/fixtures/apply-command.ts';
import { barePod, rowPlace } from '../../test/fixtures/bare-pod.ts';
import { catalogueItem, pinItem } from '../catalogue/library.ts';
import type { Document } from '../document/document.ts';
import { rowArray } from './row-array.ts';
import { standingFault } from './standing-faults.ts';

const { document, newId } = barePod();
const source = catalogueItem('gb300-nvl72');
if (!source) throw new Error('no rack');
const item = pinItem(source, newId('item'));

function faultOfRow(x_m: number, y_m: number, count: number, yaw_deg = 0): string | undefined {
  const figures = { rows: 1, coldAisle_m: 1.8, hotAisle_m: 1.2, facing: 'alternate' } as const;
  const answer = rowArray(document, { item, origin_m: [x_m, y_m, 0], yaw_deg, count, ...figures, newId });
  const after: Document = done(document, answer);
  return standingFault(after, 'selection' in answer ? (answer.selection ?? []) : []);
}

it('names a row that stands in another, in part or whole', () => {
  expect(faultOfRow(rowPlace.x_m, rowPlace.y_m, 3)).toBe('All stand in other equipment or a wall');
  expect(faultOfRow(rowPlace.x_m - 1.2, rowPlace.y_m, 3)).toBe('1 of 3 stands in other equipment or a wall');
  expect(faultOfRow(rowPlace.x_m, rowPlace.y_m, 1)).toBe('It stands in other equipment or a wall');
});

it('names what stands outdoors where there is a hall, and lets what stands free in it be', () => {
  expect(faultOfRow(16, 22, 8)).toMatch(/of 8 stand outside every hall and room/);
  expect(faultOfRow(4, 1.5, 8)).toBeUndefined();
});
