/** What is worked out from all runs and their systems, and kept while neither says anything else. */
import { changedRecords, joinsAlike } from '../../shared/document/changed-records.ts';
import type { Document, Tables } from '../../shared/document/document.ts';
import type { RecordId } from '../../shared/document/ids.ts';
import { OverlaidMap } from '../../shared/document/overlaid-map.ts';
import type { System } from '../../shared/document/records.ts';

/** The table below a preview in which nothing that counts differs; any other is its own. */
function settled<R extends { readonly id: RecordId }>(
  table: ReadonlyMap<RecordId, R>,
  alike: (before: R, after: R) => boolean,
): ReadonlyMap<RecordId, R> {
  const base = OverlaidMap.under(table);
  if (base === table) return table;
  const same = changedRecords(base, table)?.every((after) => {
    const before = base.get(after.id);
    return before !== undefined && alike(before, after);
  });
  return same ? base : table;
}

const trainedAlike = (before: System, after: System): boolean => before.kind === after.kind && before.train === after.train;

/** Whether all systems are of the trains that they were of. */
export const sameTrains = (before: Tables['system'], after: Tables['system']): boolean =>
  changedRecords(before, after)?.every((system) => before.get(system.id)?.train === system.train) ?? false;

/**
 * The same answer for the same runs and systems. A drag that only lays runs another way has the answer of its start: it
 * asks at every move of the pointer.
 */
export function madeOfRuns<T>(make: (document: Document) => T): (document: Document) => T {
  const known = new WeakMap<Tables['connection'], WeakMap<Tables['system'], { readonly made: T }>>();
  const at = (runs: Tables['connection']) => {
    const found = known.get(runs) ?? new WeakMap<Tables['system'], { readonly made: T }>();
    known.set(runs, found);
    return found;
  };
  return (document) => {
    const { connection: runs, system: systems } = document.tables;
    const own = at(runs);
    const kept = own.get(systems);
    if (kept) return kept.made;
    const [connection, system] = [settled(runs, joinsAlike), settled(systems, trainedAlike)];
    const below = at(connection);
    const answer = below.get(system) ?? { made: make({ ...document, tables: { ...document.tables, connection, system } }) };
    below.set(system, answer);
    own.set(systems, answer);
    return answer.made;
  };
}
