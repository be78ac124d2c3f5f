/** Turns equipment about z: one piece about itself, several about their common centre. */
import type { Document } from '../document/document.ts';
import type { RecordId } from '../document/ids.ts';
import { type Change, changed } from '../document/patch.ts';
import type { Equipment, Place, Point } from '../document/records.ts';
import { directionOf, wholeTurn } from '../geometry/pose.ts';
import { refuse } from '../problem.ts';
import type { CommandAnswer } from './command.ts';
import { arraysAlong } from './follow-arrays.ts';
import { lockFault } from './lock.ts';
import { innerRuns } from './move.ts';
import { standing } from './spaces.ts';
import { describeRecords, equipmentAmong, nothingSelected } from './subjects.ts';

export interface RotateArguments {
  readonly records: readonly RecordId[];
  /** Counter-clockwise seen from above. */
  readonly angle_deg: number;
  /** Centre of the selection's places unless given; `each` turns every piece about itself. */
  readonly pivot?: Point | 'each';
}

/** Middle of the box around the places of some equipment. */
function centreOf(equipment: readonly Equipment[]): Point {
  const xs = equipment.map(({ position_m }) => position_m[0]);
  const ys = equipment.map(({ position_m }) => position_m[1]);
  const middle = (values: readonly number[]) => (values.reduce((a, b) => Math.min(a, b)) + values.reduce((a, b) => Math.max(a, b))) / 2;
  return equipment.length === 0 ? [0, 0] : [middle(xs), middle(ys)];
}

/** Every piece turned about itself into one direction. */
export function setDirection(
  document: Document,
  { records, yaw_deg }: { readonly records: readonly RecordId[]; readonly yaw_deg: number },
): CommandAnswer {
  const equipment = equipmentAmong(document, records);
  if (equipment.length === 0) return nothingSelected('rotate');
  const locked = lockFault(document, records);
  if (locked) return refuse(locked);
  const direction = wholeTurn(yaw_deg);
  const patch = equipment.flatMap((before) => (before.yaw_deg === direction ? [] : [changed(before, { ...before, yaw_deg: direction })]));
  const label = `Rotate ${describeRecords(
    document,
    equipment.map(({ id }) => id),
  )}`;
  return { label, patch };
}

export function rotate(document: Document, { records, angle_deg, pivot }: RotateArguments): CommandAnswer {
  const equipment = equipmentAmong(document, records);
  if (equipment.length === 0) return nothingSelected('rotate');
  const locked = lockFault(document, records);
  if (locked) return refuse(locked);
  const label = `Rotate ${describeRecords(
    document,
    equipment.map(({ id }) => id),
  )}`;
  if (wholeTurn(angle_deg) === 0) return { label, patch: [] };
  const [cos, sin] = directionOf(angle_deg);
  const centre = pivot === 'each' ? undefined : (pivot ?? centreOf(equipment));
  const about = ([x, y, z]: Place, [cx, cy]: Point): Place => [
    cx + (x - cx) * cos - (y - cy) * sin,
    cy + (x - cx) * sin + (y - cy) * cos,
    z,
  ];
  const patch: Change[] = equipment.map((before) => {
    const position_m = centre && equipment.length > 1 ? about(before.position_m, centre) : before.position_m;
    return changed(before, standing(document, before, position_m, wholeTurn(before.yaw_deg + angle_deg)));
  });
  if (centre && equipment.length > 1) {
    const turned = new Set(equipment.map(({ id }) => id));
    for (const run of innerRuns(document, turned)) {
      patch.push(changed(run, { ...run, waypoints_m: run.waypoints_m.map((corner) => about(corner, centre)) }));
    }
    patch.push(...arraysAlong(document, turned, (place) => about(place, centre), angle_deg));
  }
  return { label, patch };
}
