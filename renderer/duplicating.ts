/** Copies of the selection in the same design: to the next free place, or by the step that the copy before was moved. */
import { duplicate } from '../shared/commands/duplicate.ts';
import { freeOffset } from '../shared/commands/free-place.ts';
import { raised } from '../shared/commands/rises.ts';
import { floorLevel_m } from '../shared/commands/spaces.ts';
import { takenWhole } from '../shared/commands/whole-spaces.ts';
import type { Document } from '../shared/document/document.ts';
import type { Place } from '../shared/document/records.ts';
import { newId, perform, session } from './session.ts';

/** The copy that was made last, from what and how far from it. */
let latest: { readonly originals: readonly string[]; readonly copies: readonly string[]; readonly offset_m: Place } | undefined;

/** Where a piece stands on its floor, or a space begins. */
function placeOf(document: Document, id: string): Place | undefined {
  const { equipment, space } = document.tables;
  const { outline_m: [corner] = [], elevation_m = 0 } = space.get(id) ?? {};
  if (corner) return [corner[0], corner[1], elevation_m];
  const piece = equipment.get(id);
  // A copy rises by itself onto the floor that it comes to.
  return piece && raised(piece.position_m, -floorLevel_m(document, piece.space));
}

/** How far all copies stand from their originals by now; undefined where they were taken apart. */
function stepNow(document: Document, originals: readonly string[], copies: readonly string[]): Place | undefined {
  let step: Place | undefined;
  for (const [i, id] of originals.entries()) {
    const [from, to] = [placeOf(document, id), placeOf(document, copies[i] ?? '')];
    if (!from || !to) return undefined;
    const own: Place = [to[0] - from[0], to[1] - from[1], to[2] - from[2]];
    if (step?.some((part, axis) => Math.abs(part - (own[axis] ?? 0)) > 1e-6)) return undefined;
    step ??= own;
  }
  return step;
}

/** @param records ids of equipment and spaces */
export function duplicateSelection(records: readonly string[]): void {
  const { document } = session.getState();
  const again = latest && latest.copies.length === records.length && latest.copies.every((id) => records.includes(id)) ? latest : undefined;
  const step = again && stepNow(document, again.originals, again.copies);
  // A copy that nobody moved goes on along its row; one that was moved is repeated at that step.
  const moved = step?.some((part, axis) => Math.abs(part - (again?.offset_m[axis] ?? 0)) > 1e-6);
  const offset_m = step && moved ? step : freeOffset(document, document, records, false);
  let copies: readonly string[] = [];
  const done = perform((now) => {
    const answer = duplicate(now, { records, offset_m, newId });
    if ('selection' in answer) copies = answer.selection ?? [];
    return answer;
  });
  // In the order of the copies: spaces come first, and what is in them is theirs.
  if (done) latest = { originals: takenWhole(document, records).named, copies, offset_m };
}
