/** A change to the document: whole records before and after. Swapping the sides undoes it. */
import type { RecordId } from './ids.ts';
import type { FacilityRecord } from './records.ts';

export interface Change {
  readonly id: RecordId;
  readonly before: FacilityRecord | null;
  readonly after: FacilityRecord | null;
}

/** At most one change per id. */
export type Patch = readonly Change[];

export const isEmpty = (patch: Patch): boolean => patch.length === 0;

export const invert = (patch: Patch): Patch => patch.map(({ id, before, after }) => ({ id, before: after, after: before }));

export const added = (record: FacilityRecord): Change => ({
  id: record.id,
  before: null,
  after: record,
});
export const removed = (record: FacilityRecord): Change => ({
  id: record.id,
  before: record,
  after: null,
});
export const changed = <R extends FacilityRecord>(before: R, after: R): Change => ({ id: before.id, before, after });

/** One patch with the effect of `first` and then `second`. Changes that cancel out vanish. */
export function squash(first: Patch, second: Patch): Patch {
  const merged = new Map<RecordId, Change>(first.map((change) => [change.id, change]));
  for (const change of second) {
    const earlier = merged.get(change.id);
    const combined = {
      id: change.id,
      before: earlier ? earlier.before : change.before,
      after: change.after,
    };
    if (combined.before === combined.after) merged.delete(change.id);
    else merged.set(change.id, combined);
  }
  return [...merged.values()];
}
