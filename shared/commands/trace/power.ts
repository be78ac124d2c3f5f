/** Power goes from `from` to `to` of every run, over boards and through converters. */
import { connectionsAt, type Document } from '../../document/document.ts';
import type { RecordId } from '../../document/ids.ts';
import type { Connection } from '../../document/records.ts';
import { powerKinds } from '../../document/systems.ts';

/** What stands behind the inlets of one train; no train where their systems name none. */
export interface PowerFeed {
  readonly train?: 'A' | 'B';
  /** Equipment and runs, nearest first. */
  readonly records: readonly RecordId[];
}

export const isPower = (document: Document, { system }: Connection): boolean => {
  const kind = document.tables.system.get(system)?.kind;
  return kind !== undefined && powerKinds.has(kind);
};

/** Everything behind the given runs, with the runs; each record once. */
function follow(document: Document, start: RecordId, runs: readonly Connection[], way: 'up' | 'down'): RecordId[] {
  const far = ({ from, to }: Connection) => (way === 'up' ? from : to).equipment;
  const near = ({ from, to }: Connection) => (way === 'up' ? to : from).equipment;
  const found = new Set<RecordId>();
  const queue = [...runs];
  for (const run of queue) {
    if (run.id !== start) found.add(run.id);
    const next = far(run);
    if (next === start || found.has(next)) continue;
    found.add(next);
    for (const each of connectionsAt(document, next)) if (near(each) === next && isPower(document, each)) queue.push(each);
  }
  return [...found];
}

/** Equipment that draws power through a record, and all that can bring power to any of it. */
export function powerRegion(document: Document, record: RecordId): ReadonlySet<RecordId> {
  const { equipment, connection } = document.tables;
  const run = connection.get(record);
  const own = (run ? [run] : connectionsAt(document, record)).filter((each) => isPower(document, each));
  const below = new Set([
    record,
    ...follow(
      document,
      record,
      own.filter(({ from }) => run || from.equipment === record),
      'down',
    ),
  ]);
  const inlets = [...below].flatMap((id) =>
    connectionsAt(document, id).filter((each) => each.to.equipment === id && isPower(document, each)),
  );
  return new Set([...below, ...follow(document, '', inlets, 'up')].filter((id) => equipment.has(id)));
}

export function tracePower(
  document: Document,
  record: RecordId,
): { readonly powerFrom: readonly PowerFeed[]; readonly powerTo: readonly RecordId[] } {
  const run = document.tables.connection.get(record);
  const own = (run ? [run] : connectionsAt(document, record)).filter((each) => isPower(document, each));
  const inlets = own.filter(({ to }) => run || to.equipment === record);
  const outlets = own.filter(({ from }) => run || from.equipment === record);
  const trainOf = ({ system }: Connection) => document.tables.system.get(system)?.train;
  return {
    powerFrom: (['A', 'B', undefined] as const).flatMap((train) => {
      const runs = inlets.filter((each) => trainOf(each) === train);
      return runs.length === 0 ? [] : [{ ...(train && { train }), records: follow(document, record, runs, 'up') }];
    }),
    powerTo: follow(document, record, outlets, 'down'),
  };
}
