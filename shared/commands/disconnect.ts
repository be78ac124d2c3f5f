/** Takes runs away: named ones, or all at some equipment. The equipment stays. */
import { connectionsAt, type Document } from '../document/document.ts';
import type { RecordId } from '../document/ids.ts';
import { removed } from '../document/patch.ts';
import type { Connection } from '../document/records.ts';
import { refuse } from '../problem.ts';
import type { CommandAnswer } from './command.ts';
import { withoutMentions } from './delete.ts';
import { describeRecords } from './subjects.ts';

export interface DisconnectArguments {
  readonly records: readonly RecordId[];
  /** Only the run at this port of the equipment. */
  readonly port?: string;
}

export function disconnect(document: Document, { records, port }: DisconnectArguments): CommandAnswer {
  const runs = new Set<Connection>();
  for (const id of records) {
    const run = document.tables.connection.get(id);
    if (run) runs.add(run);
    for (const connection of connectionsAt(document, id)) {
      const ends = [connection.from, connection.to].filter((end) => end.equipment === id);
      if (port === undefined || ends.some((end) => end.port === port)) runs.add(connection);
    }
  }
  if (runs.size === 0) return refuse('Nothing is connected there');
  return {
    label: `Disconnect ${describeRecords(document, records)}`,
    patch: [...[...runs].map(removed), ...withoutMentions(document, new Set([...runs].map(({ id }) => id)))],
  };
}
