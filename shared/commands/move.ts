/**
 * Moves equipment, what is built in a space, and spaces whole, by one total offset. Corners of runs between moved
 * equipment go along, runs to what stays follow with the legs nearest to what moved, and so does the definition of an
 * array that is moved as a whole.
 */
import { connectionsAt, type Document, previewPatch } from '../document/document.ts';
import type { RecordId } from '../document/ids.ts';
import { type Change, changed } from '../document/patch.ts';
import type { Connection, Place } from '../document/records.ts';
import { beyondSite, withinSite } from '../document/site-limits.ts';
import { minus, samePlace } from '../geometry/orthogonal-route.ts';
import { isRefusal, refuse } from '../problem.ts';
import type { CommandAnswer } from './command.ts';
import { moveElements } from './edit-elements.ts';
import { arraysAlong } from './follow-arrays.ts';
import { runsAfterMoving } from './follow-runs.ts';
import { bystanders, type Motion, runsOutOf, spacesAlong } from './follow-spaces.ts';
import { lockFault } from './lock.ts';
import { standing } from './spaces.ts';
import { describeRecords, nothingSelected } from './subjects.ts';
import { takenWhole } from './whole-spaces.ts';

export interface MoveArguments {
  readonly records: readonly RecordId[];
  readonly offset_m: Place;
}

/** Runs with both ends among the moved equipment, that have corners of their own. */
export function innerRuns(document: Document, moved: ReadonlySet<RecordId>): readonly Connection[] {
  const runs = new Set<Connection>();
  for (const id of moved) {
    for (const connection of connectionsAt(document, id)) {
      if (connection.waypoints_m.length > 0 && moved.has(connection.from.equipment) && moved.has(connection.to.equipment))
        runs.add(connection);
    }
  }
  return [...runs];
}

const shifted = (place: Place, offset: Place): Place => [place[0] + offset[0], place[1] + offset[1], place[2] + offset[2]];

export function move(document: Document, { records, offset_m }: MoveArguments): CommandAnswer {
  const whole = takenWhole(document, records);
  const { equipment, elements, spaces, named } = whole;
  if (named.length === 0) return nothingSelected('move');
  const locked = lockFault(
    document,
    equipment.map(({ id }) => id),
  );
  if (locked) return refuse(locked);
  const label = `Move ${describeRecords(document, named)}`;
  if (offset_m.every((step) => step === 0)) return { label, patch: [] };
  const motion: Motion = { to: (place) => shifted(place, offset_m), turn_deg: 0 };
  const built = spacesAlong(document, whole, motion);
  if (isRefusal(built)) return built;
  const patch: Change[] = [...built.patch];
  const moved = new Map<RecordId, Place>();
  for (const before of equipment) {
    const position_m = shifted(before.position_m, offset_m);
    const inside = before.space !== undefined && spaces.has(before.space);
    const after = inside ? { ...before, position_m } : standing(document, before, position_m, before.yaw_deg, built.after);
    patch.push(changed(before, after));
    // What comes onto a higher floor rises with it, and so does a run between two that do.
    moved.set(before.id, after.position_m === position_m ? offset_m : minus(after.position_m, before.position_m));
  }
  if (!withinSite(equipment.map(({ position_m }) => shifted(position_m, offset_m)))) return refuse(beyondSite);
  const ids: ReadonlySet<RecordId> = new Set(moved.keys());
  const along = innerRuns(document, ids).flatMap((run) => {
    const [from = offset_m, to = offset_m] = [moved.get(run.from.equipment), moved.get(run.to.equipment)];
    if (!samePlace(from, to)) return [];
    return [changed(run, { ...run, waypoints_m: run.waypoints_m.map((corner) => shifted(corner, from)) })];
  });
  const runs = [...along, ...runsOutOf(document, whole, ids, motion)];
  const done = new Set(runs.map(({ id }) => id));
  patch.push(...runs, ...runsAfterMoving(document, previewPatch(document, patch), ids, done));
  patch.push(...arraysAlong(document, ids, motion.to));
  if (spaces.size > 0) patch.push(...bystanders(document, built.after, whole, ids));
  if (elements.length === 0) return { label, patch };
  const pushed = moveElements(document, { elements, offset_m });
  return isRefusal(pushed) ? pushed : { label, patch: [...patch, ...pushed.patch] };
}
