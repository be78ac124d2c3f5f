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
import { isRefusal, refuse } from '../problem.ts';
import type { CommandAnswer } from './command.ts';
import { moveElements } from './edit-elements.ts';
import { arraysAlong } from './follow-arrays.ts';
import { runsAfterMoving } from './follow-runs.ts';
import { bystanders, type Motion, runsOutOf, spacesAlong } from './follow-spaces.ts';
import { lockFault } from './lock.ts';
import { type Rises, raised, riseOfRun } from './rises.ts';
import { standing } from './spaces.ts';
import { describeRecords, nothingSelected } from './subjects.ts';
import { takenWhole } from './whole-spaces.ts';

export interface MoveArguments {
  readonly records: readonly RecordId[];
  readonly offset_m: Place;
}

/** Runs between pieces that come onto other floors by the same rise: their corners go and rise with them. */
export function runsAlong(document: Document, rises: Rises, to: (place: Place) => Place): Change[] {
  return innerRuns(document, new Set(rises.keys())).flatMap((run) => {
    const rise_m = riseOfRun(rises, run);
    return rise_m === undefined ? [] : [changed(run, { ...run, waypoints_m: run.waypoints_m.map((corner) => raised(to(corner), rise_m)) })];
  });
}

/** Runs with both ends among the moved equipment, that have corners of their own. */
function innerRuns(document: Document, moved: ReadonlySet<RecordId>): readonly Connection[] {
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
  const rises = new Map<RecordId, number>();
  for (const before of equipment) {
    const position_m = shifted(before.position_m, offset_m);
    const inside = before.space !== undefined && spaces.has(before.space);
    const after = inside ? { ...before, position_m } : standing(document, before, position_m, before.yaw_deg, built.after);
    patch.push(changed(before, after));
    rises.set(before.id, after.position_m[2] - position_m[2]);
  }
  if (!withinSite(equipment.map(({ position_m }) => shifted(position_m, offset_m)))) return refuse(beyondSite);
  const ids: ReadonlySet<RecordId> = new Set(rises.keys());
  const along = runsAlong(document, rises, motion.to);
  const runs = [...along, ...runsOutOf(document, whole, ids, motion)];
  const done = new Set(runs.map(({ id }) => id));
  patch.push(...runs, ...runsAfterMoving(document, previewPatch(document, patch), ids, done));
  patch.push(...arraysAlong(document, rises, motion.to));
  if (spaces.size > 0) patch.push(...bystanders(document, built.after, whole, ids));
  if (elements.length === 0) return { label, patch };
  const pushed = moveElements(document, { elements, offset_m });
  return isRefusal(pushed) ? pushed : { label, patch: [...patch, ...pushed.patch] };
}
