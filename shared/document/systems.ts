/** Which networks a record stands in. */
import { connectionsAt, type Document } from './document.ts';
import type { Connection, Equipment, System } from './records.ts';

export const liquidKinds: ReadonlySet<System['kind']> = new Set(['tcs', 'fws', 'chw', 'cws']);
export const powerKinds: ReadonlySet<System['kind']> = new Set(['mv', 'lv', 'dc']);

/** Systems of the runs at a piece of equipment, or of a run itself, each once, by name. */
export function systemsOf(document: Document, record: Equipment | Connection, kinds: ReadonlySet<System['kind']>): readonly System[] {
  const runs = record.type === 'connection' ? [record] : connectionsAt(document, record.id);
  const found = new Set<System>();
  for (const { system: id } of runs) {
    const system = document.tables.system.get(id);
    if (system && kinds.has(system.kind)) found.add(system);
  }
  return [...found].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1));
}

/** The loops a record stands in, in words: `FWS`, `FWS, TCS 1`; empty where it carries no water. */
export const loopsText = (document: Document, record: Equipment | Connection): string =>
  systemsOf(document, record, liquidKinds)
    .map(({ name }) => name)
    .join(', ');
