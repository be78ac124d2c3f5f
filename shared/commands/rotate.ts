/** Turns equipment about z, and spaces whole: one piece about itself, several about their common centre. Runs follow. */
import { type Document, previewPatch } from '../document/document.ts';
import type { RecordId } from '../document/ids.ts';
import { type Change, changed } from '../document/patch.ts';
import type { Place, Point, Space } from '../document/records.ts';
import { beyondSite, withinSite } from '../document/site-limits.ts';
import { boundsOf } from '../geometry/polygon.ts';
import { directionOf, wholeTurn } from '../geometry/pose.ts';
import { isRefusal, refuse } from '../problem.ts';
import type { CommandAnswer } from './command.ts';
import { arraysAlong } from './follow-arrays.ts';
import { runsAfterMoving } from './follow-runs.ts';
import { bystanders, type Motion, runsOutOf, spacesAlong } from './follow-spaces.ts';
import { lockFault } from './lock.ts';
import { runsAlong } from './move.ts';
import { standing } from './spaces.ts';
import { describeRecords, equipmentAmong, nothingSelected } from './subjects.ts';
import { type TakenWhole, takenWhole } from './whole-spaces.ts';

/** What a selection turns about: its middle, its first or last piece, or every piece about itself. */
export const pivots = ['middle', 'first', 'last', 'each'] as const;
export type Pivot = (typeof pivots)[number];

export interface RotateArguments {
  readonly records: readonly RecordId[];
  /** Counter-clockwise seen from above. */
  readonly angle_deg: number;
  /** The middle unless given; a space among them turns with all about one point. */
  readonly pivot?: Point | Pivot;
}

/** Middle of the box around the outlines of spaces and the places of what is not in them. */
function centreOf({ heads, spaces, equipment }: TakenWhole): Point {
  const places = equipment.filter(({ space }) => space === undefined || !spaces.has(space)).map(({ position_m }) => position_m);
  const { min, max } = boundsOf([...heads.flatMap(({ outline_m }) => outline_m), ...places], 0, 0);
  return [(min[0] + max[0]) / 2, (min[1] + max[1]) / 2];
}

const middleOf = (space: Space): Point => {
  const { min, max } = boundsOf(space.outline_m, 0, 0);
  return [(min[0] + max[0]) / 2, (min[1] + max[1]) / 2];
};

/** The point that a selection turns about; of `each` with equipment alone the middle, where it shows. */
export function pivotPoint(document: Document, { records, pivot = 'middle' }: Omit<RotateArguments, 'angle_deg'>): Point {
  if (typeof pivot === 'object') return pivot;
  const whole = takenWhole(document, records);
  const { space: spaces, equipment } = document.tables;
  const turned = whole.named.filter((id) => spaces.has(id) || equipment.has(id));
  const id = pivot === 'first' ? turned[0] : pivot === 'last' ? turned.at(-1) : undefined;
  const [space, piece] = id === undefined ? [] : [spaces.get(id), equipment.get(id)];
  return space ? middleOf(space) : piece ? [piece.position_m[0], piece.position_m[1]] : centreOf(whole);
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
  const after = previewPatch(document, patch);
  return {
    label,
    patch: [
      ...patch,
      ...runsAfterMoving(
        document,
        after,
        patch.map(({ id }) => id),
      ),
    ],
  };
}

export function rotate(document: Document, { records, angle_deg, pivot }: RotateArguments): CommandAnswer {
  const whole = takenWhole(document, records);
  const { equipment, heads, spaces } = whole;
  const named = [...heads, ...equipment.filter(({ space }) => space === undefined || !spaces.has(space))].map(({ id }) => id);
  if (named.length === 0) return nothingSelected('rotate');
  const locked = lockFault(
    document,
    equipment.map(({ id }) => id),
  );
  if (locked) return refuse(locked);
  const label = `Rotate ${describeRecords(document, named)}`;
  if (wholeTurn(angle_deg) === 0) return { label, patch: [] };
  const [cos, sin] = directionOf(angle_deg);
  const centre = pivot === 'each' && heads.length === 0 ? undefined : pivotPoint(document, { records, ...(pivot && { pivot }) });
  const about = ([x, y, z]: Place, [cx, cy]: Point): Place => [
    cx + (x - cx) * cos - (y - cy) * sin,
    cy + (x - cx) * sin + (y - cy) * cos,
    z,
  ];
  const motion: Motion = { to: (place) => (centre ? about(place, centre) : place), turn_deg: angle_deg };
  const built = spacesAlong(document, whole, motion);
  if (isRefusal(built)) return built;
  const together = centre !== undefined && (equipment.length > 1 || heads.length > 0 || typeof pivot === 'object');
  const patch: Change[] = [...built.patch];
  const rises = new Map<RecordId, number>();
  for (const before of equipment) {
    const position_m = together ? motion.to(before.position_m) : before.position_m;
    const yaw_deg = wholeTurn(before.yaw_deg + angle_deg);
    const inside = before.space !== undefined && spaces.has(before.space);
    const after = inside ? { ...before, position_m, yaw_deg } : standing(document, before, position_m, yaw_deg, built.after);
    patch.push(changed(before, after));
    rises.set(before.id, after.position_m[2] - position_m[2]);
  }
  if (together && !withinSite(equipment.map(({ position_m }) => motion.to(position_m)))) return refuse(beyondSite);
  const turned: ReadonlySet<RecordId> = new Set(rises.keys());
  const along = together ? runsAlong(document, rises, motion.to) : [];
  const runs = [...along, ...runsOutOf(document, whole, turned, motion)];
  const done = new Set(runs.map(({ id }) => id));
  patch.push(...runs, ...runsAfterMoving(document, previewPatch(document, patch), turned, done));
  if (together) patch.push(...arraysAlong(document, rises, motion.to, angle_deg));
  if (spaces.size > 0) patch.push(...bystanders(document, built.after, whole, turned));
  return { label, patch };
}
