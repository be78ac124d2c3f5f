/**
 * Changes an array that was placed as rows: count, pitch, rows, aisles, direction. Pieces that stay keep their ids,
 * values and runs; one that was moved or turned by hand keeps standing as far from its place as it did. Runs whose ends
 * moved apart follow; pieces beyond the new figures go with their runs.
 */
import { kindNamed } from '../catalogue/kinds/index.ts';
import { itemParameters } from '../catalogue/resolve.ts';
import { applyPatch, type Document } from '../document/document.ts';
import type { EquipmentId, GroupId, IdSource } from '../document/ids.ts';
import { added, type Change, changed, removed, squash } from '../document/patch.ts';
import type { Equipment, Group, RowArray } from '../document/records.ts';
import { minus, samePlace } from '../geometry/orthogonal-route.ts';
import { placed, turned, wholeTurn } from '../geometry/pose.ts';
import { refuse } from '../problem.ts';
import { runObstacles } from './clearance.ts';
import type { CommandAnswer } from './command.ts';
import { deleteRecords } from './delete.ts';
import { runsAfterMoving } from './follow-runs.ts';
import { lockFault } from './lock.ts';
import { arrayFault, type RowPlace, rowPlaces } from './row-array.ts';
import { spaceAt, standing } from './spaces.ts';
import { tagSource } from './tags.ts';

export type ArrayFields = Pick<RowArray, 'origin_m' | 'yaw_deg' | 'count' | 'pitch_m' | 'rows' | 'coldAisle_m' | 'hotAisle_m' | 'facing'>;

export interface EditArrayArguments {
  readonly group: GroupId;
  readonly fields: Partial<ArrayFields>;
  readonly newId: IdSource;
}

type Pose = Pick<Equipment, 'position_m' | 'yaw_deg'>;

function posesByPlace(places: readonly RowPlace[]): readonly (readonly Pose[])[] {
  const rows: Pose[][] = [];
  for (const { row, index, position_m, yaw_deg } of places) {
    const line = rows[row] ?? [];
    line[index] = { position_m, yaw_deg };
    rows[row] = line;
  }
  return rows;
}

/** The new pose of a piece at its place: what a hand has moved or turned it by stays, in the piece's own directions. */
function keptPose(piece: Equipment, was: Pose | undefined, now: Pose): Pose {
  if (!was) return now;
  const offset = minus(piece.position_m, was.position_m);
  const turn_deg = piece.yaw_deg - was.yaw_deg;
  if (offset.every((part) => Math.abs(part) < 1e-6) && turn_deg === 0) return now;
  return {
    position_m: placed(turned(offset, -was.yaw_deg), now.position_m, now.yaw_deg),
    yaw_deg: wholeTurn(now.yaw_deg + turn_deg),
  };
}

export function editArray(document: Document, { group: id, fields, newId }: EditArrayArguments): CommandAnswer {
  const before = document.tables.group.get(id);
  const array = before?.array;
  if (!before || !array) return refuse('This group is no array of rows');
  const item = document.tables.item.get(array.item);
  const kind = item && kindNamed(item.kind);
  const parameters = item && itemParameters(item);
  const envelope = parameters?.ok ? kind?.envelope?.(parameters.value) : undefined;
  if (!item || !kind || !envelope) return refuse('The item of this array cannot be placed');
  const next = { ...array, ...fields };
  const fault = arrayFault(next, item, next.pitch_m, envelope.width_m);
  if (fault) return refuse(fault);
  const locked = lockFault(
    document,
    array.members.flatMap(({ pieces }) => pieces),
  );
  if (locked) return refuse(locked);

  const tags = tagSource(document);
  const patch: Change[] = [];
  const moved: EquipmentId[] = [];
  const kept = new Set<EquipmentId>();
  const members: { group: GroupId; pieces: EquipmentId[] }[] = [];
  const oldPoses = posesByPlace(rowPlaces(array, array.pitch_m, envelope.depth_m));
  const rowName = before.name.replace(/ array$/, '');
  for (const { row, index, position_m, yaw_deg } of rowPlaces(next, next.pitch_m, envelope.depth_m)) {
    let line = members[row];
    if (!line) {
      const old = array.members[row]?.group;
      if (old !== undefined && document.tables.group.has(old)) line = { group: old, pieces: [] };
      else {
        const fresh: Group = { id: newId('group'), type: 'group', kind: 'row', name: `${rowName} ${row + 1}`, parent: before.id };
        patch.push(added(fresh));
        line = { group: fresh.id, pieces: [] };
      }
      members[row] = line;
    }
    const known = array.members[row]?.pieces[index];
    const standingNow = known === undefined ? undefined : document.tables.equipment.get(known);
    if (known !== undefined) {
      line.pieces.push(known);
      if (!standingNow) continue;
      kept.add(known);
      const pose = keptPose(standingNow, oldPoses[row]?.[index], { position_m, yaw_deg });
      const placedAgain = standing(document, standingNow, pose.position_m, pose.yaw_deg);
      if (samePlace(standingNow.position_m, pose.position_m) && standingNow.yaw_deg === pose.yaw_deg) continue;
      moved.push(known);
      patch.push(changed(standingNow, placedAgain));
      continue;
    }
    const space = spaceAt(document, position_m);
    const equipment: Equipment = {
      id: newId('equipment'),
      type: 'equipment',
      tag: tags.next(kind.tagPrefix),
      item: item.id,
      ...(space === undefined ? {} : { space }),
      group: line.group,
      position_m,
      yaw_deg,
      overrides: {},
    };
    line.pieces.push(equipment.id);
    patch.push(added(equipment));
  }
  const surplus = array.members.flatMap(({ pieces }) => pieces).filter((piece) => !kept.has(piece) && document.tables.equipment.has(piece));
  const deletion = surplus.length > 0 ? deleteRecords(document, { records: surplus }) : undefined;
  const deleted = deletion && 'patch' in deletion ? deletion.patch : [];
  const gone = new Set(deleted.filter(({ after }) => after === null).map((change) => change.id));

  // Rows that are not needed any more go where nothing else belongs to them.
  for (const { group } of array.members.slice(next.rows)) {
    const record = document.tables.group.get(group);
    const used =
      [...document.tables.equipment.values()].some((each) => each.group === group && !gone.has(each.id)) ||
      [...document.tables.group.values()].some((each) => each.parent === group);
    if (record && !used) patch.push(removed(record));
  }
  const definition: RowArray = { ...next, members };
  if (JSON.stringify(definition) !== JSON.stringify(array)) patch.push(changed<Group>(before, { ...before, array: definition }));
  const all = [...deleted, ...patch];
  if (moved.length === 0) return { label: `Change ${before.name}`, patch: all };
  const after = applyPatch(document, all);
  const routes = runsAfterMoving(document, after, moved, gone, () => runObstacles(after));
  return { label: `Change ${before.name}`, patch: squash(all, routes) };
}
