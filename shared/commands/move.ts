/**
 * Moves equipment, and what is built in a space, by one total offset. Corners of runs between moved equipment go along,
 * and so does the definition of an array that is moved as a whole.
 */
import { connectionsAt, type Document } from '../document/document.ts';
import type { RecordId } from '../document/ids.ts';
import { type Change, changed } from '../document/patch.ts';
import type { Connection, Place } from '../document/records.ts';
import { beyondSite, withinSite } from '../document/site-limits.ts';
import { isRefusal, refuse } from '../problem.ts';
import type { CommandAnswer } from './command.ts';
import { elementsAmong, moveElements } from './edit-elements.ts';
import { arraysAlong } from './follow-arrays.ts';
import { lockFault } from './lock.ts';
import { standing } from './spaces.ts';
import { describeRecords, equipmentAmong, nothingSelected } from './subjects.ts';

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
  const equipment = equipmentAmong(document, records);
  const elements = elementsAmong(document, records).map(({ id }) => id);
  if (equipment.length + elements.length === 0) return nothingSelected('move');
  const locked = lockFault(document, records);
  if (locked) return refuse(locked);
  const label = `Move ${describeRecords(document, [...equipment.map(({ id }) => id), ...elements])}`;
  if (offset_m.every((step) => step === 0)) return { label, patch: [] };
  const patch: Change[] = equipment.map((before) =>
    changed(before, standing(document, before, shifted(before.position_m, offset_m), before.yaw_deg)),
  );
  if (!withinSite(equipment.map(({ position_m }) => shifted(position_m, offset_m)))) return refuse(beyondSite);
  const moved = new Set(equipment.map(({ id }) => id));
  for (const run of innerRuns(document, moved)) {
    patch.push(changed(run, { ...run, waypoints_m: run.waypoints_m.map((corner) => shifted(corner, offset_m)) }));
  }
  patch.push(...arraysAlong(document, moved, (place) => shifted(place, offset_m)));
  if (elements.length === 0) return { label, patch };
  const built = moveElements(document, { elements, offset_m });
  return isRefusal(built) ? built : { label, patch: [...patch, ...built.patch] };
}
