/** Moves every piece by an offset of its own: lining up, spreading, and one coordinate for all. Runs follow. */
import { applyPatch, type Document } from '../document/document.ts';
import type { EquipmentId, RecordId } from '../document/ids.ts';
import { type Change, changed } from '../document/patch.ts';
import type { Equipment, Place } from '../document/records.ts';
import { beyondSite, withinSite } from '../document/site-limits.ts';
import { refuse } from '../problem.ts';
import { runObstacles } from './clearance.ts';
import type { CommandAnswer } from './command.ts';
import { runsAfterMoving } from './follow-runs.ts';
import { lockFault } from './lock.ts';
import { standing } from './spaces.ts';
import { describeRecords, equipmentAmong, nothingSelected } from './subjects.ts';

/** @param verb of the label; `records` are those it names */
export function moveEach(
  document: Document,
  offsets: ReadonlyMap<Equipment, Place>,
  verb: string,
  records: readonly RecordId[],
): CommandAnswer {
  const patch: Change[] = [];
  const moved: EquipmentId[] = [];
  for (const [equipment, offset] of offsets) {
    if (offset.every((step) => Math.abs(step) < 1e-9)) continue;
    const [x, y, z] = equipment.position_m;
    const after = standing(document, equipment, [x + offset[0], y + offset[1], z + offset[2]], equipment.yaw_deg);
    if (!withinSite([after.position_m])) return refuse(beyondSite);
    patch.push(changed(equipment, after));
    moved.push(equipment.id);
  }
  const label = `${verb} ${describeRecords(document, records)}`;
  if (patch.length === 0) return { label, patch };
  const after = applyPatch(document, patch);
  const runs = runsAfterMoving(document, after, moved, new Set(), () => runObstacles(after));
  return { label, patch: [...patch, ...runs] };
}

/** The same coordinate for every piece, the others as they are. */
export function setCoordinate(
  document: Document,
  { records, axis, value_m }: { readonly records: readonly RecordId[]; readonly axis: 0 | 1 | 2; readonly value_m: number },
): CommandAnswer {
  const equipment = equipmentAmong(document, records);
  if (equipment.length === 0) return nothingSelected('move');
  const locked = lockFault(document, records);
  if (locked) return refuse(locked);
  const offsets = new Map(
    equipment.map((piece): [Equipment, Place] => {
      const offset: [number, number, number] = [0, 0, 0];
      offset[axis] = value_m - piece.position_m[axis];
      return [piece, offset];
    }),
  );
  const ids = equipment.map(({ id }) => id);
  return moveEach(document, offsets, `Set ${['X', 'Y', 'height'][axis]} of`, ids);
}
