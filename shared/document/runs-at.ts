/** Runs by the equipment at their ends: found once for a table, and carried over to the next one by what an edit changed. */
import type { RecordId } from './ids.ts';
import type { Patch } from './patch.ts';
import type { Connection } from './records.ts';

type RunTable = ReadonlyMap<RecordId, Connection>;

interface RunsAt {
  /** Place of each piece of equipment among the lists. */
  readonly places: ReadonlyMap<RecordId, number>;
  readonly lists: readonly (readonly Connection[])[];
}

/** Counted first, so that each list is made as long as it gets: a campus has some thirty thousand of them. */
function byEquipment(table: RunTable): RunsAt {
  const places = new Map<RecordId, number>();
  const counts: number[] = [];
  const placeOf = (id: RecordId): number => {
    let place = places.get(id);
    if (place === undefined) {
      place = counts.push(0) - 1;
      places.set(id, place);
    }
    counts[place] = (counts[place] as number) + 1;
    return place;
  };
  const from = new Int32Array(table.size);
  const to = new Int32Array(table.size);
  let c = 0;
  table.forEach((connection) => {
    const start = connection.from.equipment;
    const end = connection.to.equipment;
    from[c] = placeOf(start);
    to[c++] = start === end ? -1 : placeOf(end);
  });
  const lists = counts.map((count) => new Array<Connection>(count));
  counts.fill(0);
  const add = (place: number, connection: Connection) => {
    (lists[place] as Connection[])[counts[place] as number] = connection;
    counts[place] = (counts[place] as number) + 1;
  };
  c = 0;
  table.forEach((connection) => {
    add(from[c] as number, connection);
    if ((to[c] as number) >= 0) add(to[c] as number, connection);
    c++;
  });
  return { places, lists };
}

const none: readonly Connection[] = [];

const indices = new WeakMap<RunTable, RunsAt>();

export function runsAt(table: RunTable, equipment: RecordId): readonly Connection[] {
  let index = indices.get(table);
  if (!index) {
    index = byEquipment(table);
    indices.set(table, index);
  }
  return index.lists[index.places.get(equipment) ?? -1] ?? none;
}

/**
 * Carries what is known of a table over to one made from it by a patch, if that changed runs and the ends of none: a
 * drag replaces a few runs at every pointer move, and thirty thousand are not to be looked through for them.
 */
export function carryRunsAt(before: RunTable, after: RunTable, patch: Patch): void {
  const index = indices.get(before);
  if (!index) return;
  const ends = new Set<RecordId>();
  for (const { before: was, after: is } of patch) {
    if (was?.type !== 'connection' && is?.type !== 'connection') continue;
    if (was?.type !== 'connection' || is?.type !== 'connection') return;
    if (was.from.equipment !== is.from.equipment || was.to.equipment !== is.to.equipment) return;
    ends.add(is.from.equipment).add(is.to.equipment);
  }
  const lists = index.lists.slice();
  for (const end of ends) {
    const place = index.places.get(end) as number;
    lists[place] = (lists[place] as readonly Connection[]).map((run) => after.get(run.id) as Connection);
  }
  indices.set(after, { places: index.places, lists });
}
