/**
 * Removes equipment and runs, the runs that end at it, what was measured on it, and their names in failure lists of scenarios and
 * placements of workloads.
 */
import { connectionsAt, type Document } from '../document/document.ts';
import type { RecordId } from '../document/ids.ts';
import { type Change, changed, removed } from '../document/patch.ts';
import { refuse } from '../problem.ts';
import type { CommandAnswer } from './command.ts';
import { lockFault } from './lock.ts';
import { describeRecords } from './subjects.ts';

/** Scenarios and workloads without the records that are about to go; a measurement taken on one of them goes with it. */
export function withoutMentions(document: Document, gone: ReadonlySet<RecordId>): Change[] {
  const patch: Change[] = [];
  for (const scenario of document.tables.scenario.values()) {
    if (!scenario.failed.some((id) => gone.has(id))) continue;
    patch.push(changed(scenario, { ...scenario, failed: scenario.failed.filter((id) => !gone.has(id)) }));
  }
  for (const workload of document.tables.workload.values()) {
    if (!workload.placements.some(({ on }) => gone.has(on))) continue;
    patch.push(changed(workload, { ...workload, placements: workload.placements.filter(({ on }) => !gone.has(on)) }));
  }
  for (const measurement of document.tables.measurement.values())
    if (measurement.anchors.some(({ on }) => on !== undefined && gone.has(on))) patch.push(removed(measurement));
  return patch;
}

export function deleteRecords(document: Document, { records }: { readonly records: readonly RecordId[] }): CommandAnswer {
  const gone = new Map<RecordId, Change>();
  const named: RecordId[] = [];
  for (const id of new Set(records)) {
    const record = document.tables.equipment.get(id) ?? document.tables.connection.get(id);
    if (!record) continue;
    named.push(id);
    gone.set(id, removed(record));
    if (record.type === 'equipment') for (const connection of connectionsAt(document, id)) gone.set(connection.id, removed(connection));
  }
  const locked = lockFault(document, named);
  if (locked) return refuse(locked);
  if (named.length === 0) return refuse('Nothing to delete: select equipment, pipes or cables first');
  const runs = gone.size - named.length;
  const along = runs === 0 ? '' : ` and ${runs} ${runs === 1 ? 'run' : 'runs'}`;
  return {
    label: `Delete ${describeRecords(document, named)}${along}`,
    patch: [...gone.values(), ...withoutMentions(document, new Set(gone.keys()))],
    selection: [],
  };
}
