/**
 * Follows power and water through a design: what feeds a record, what it feeds, and what is lost if it fails.
 * Power goes from `from` to `to`; liquid is followed on the loop's own side of every heat exchanger.
 */
import { kindOf } from '../catalogue/resolve.ts';
import { connectionsAt, type Document } from '../document/document.ts';
import type { RecordId } from '../document/ids.ts';
import type { Connection, Equipment } from '../document/records.ts';

export interface Trace {
  /** Equipment and runs upstream, nearest first. */
  readonly fedBy: readonly RecordId[];
  /** Equipment and runs downstream, nearest first. */
  readonly feeds: readonly RecordId[];
  /** Equipment that has no live feed or no coolant left when the record fails. */
  readonly lost: readonly RecordId[];
  /** Equipment that keeps some of its feeds. */
  readonly weakened: readonly RecordId[];
}

const sources = new Set(['utility', 'generator', 'ups', 'battery', 'bess', 'power-shelf']);
const origins = new Set(['utility', 'generator']);

const isPower = (document: Document, { system }: Connection): boolean => {
  const kind = document.tables.system.get(system)?.kind;
  return kind === 'mv' || kind === 'lv' || kind === 'dc';
};

const kindAt = (document: Document, id: RecordId): string => {
  const equipment: Equipment | undefined = document.tables.equipment.get(id);
  return (equipment && kindOf(document, equipment)?.kind) ?? '';
};

function follow(document: Document, start: RecordId, way: 'up' | 'down'): RecordId[] {
  const found = new Set<RecordId>();
  const queue: RecordId[] = [];
  const run = document.tables.connection.get(start);
  if (run) queue.push(way === 'up' ? run.from.equipment : run.to.equipment);
  else queue.push(start);
  for (let i = 0; i < queue.length; i++) {
    const id = queue[i] as RecordId;
    if (id !== start) found.add(id);
    for (const each of connectionsAt(document, id)) {
      const [here, there] = way === 'up' ? [each.to, each.from] : [each.from, each.to];
      if (here.equipment !== id || each.id === start) continue;
      found.add(each.id);
      if (there.equipment !== start && !found.has(there.equipment) && !queue.includes(there.equipment)) queue.push(there.equipment);
    }
  }
  return [...found];
}

/** Equipment that has power from a service or a generator, with the number of its inlets that are live. */
function livePower(document: Document, without: RecordId | undefined): ReadonlyMap<RecordId, number> {
  const live = new Map<RecordId, number>();
  const queue: RecordId[] = [];
  for (const id of document.tables.equipment.keys()) if (id !== without && origins.has(kindAt(document, id))) queue.push(id);
  for (const id of queue) live.set(id, 0);
  for (let i = 0; i < queue.length; i++) {
    const id = queue[i] as RecordId;
    for (const run of connectionsAt(document, id)) {
      if (run.from.equipment !== id || run.id === without || run.to.equipment === without || !isPower(document, run)) continue;
      const inlets = live.get(run.to.equipment);
      live.set(run.to.equipment, (inlets ?? 0) + 1);
      if (inlets === undefined) queue.push(run.to.equipment);
    }
  }
  return live;
}

/** Racks that water from a CDU reaches and leaves again, and CDUs that facility water reaches, by their loops. */
function liveCooling(document: Document, without: RecordId | undefined): ReadonlySet<RecordId> {
  const cooled = new Set<RecordId>();
  const giving: Readonly<Record<string, readonly string[]>> = {
    cdu: ['tcs-supply'],
    chiller: ['water-out'],
    'water-cooled-chiller': ['evaporator-out'],
    'dry-cooler': ['water-out'],
    'adiabatic-cooler': ['water-out'],
    'cooling-tower': ['water-out'],
  };
  const through = new Set(['header', 'valve', 'strainer', 'buffer-tank']);
  for (const equipment of document.tables.equipment.values()) {
    const outlets = giving[kindAt(document, equipment.id)];
    if (!outlets || equipment.id === without) continue;
    const queue: { id: RecordId; port: string | undefined }[] = outlets.map((port) => ({ id: equipment.id, port }));
    const seen = new Set<RecordId>([equipment.id]);
    for (let i = 0; i < queue.length; i++) {
      const { id, port } = queue[i] as { id: RecordId; port: string | undefined };
      for (const run of connectionsAt(document, id)) {
        if (run.id === without || isPower(document, run)) continue;
        const near = run.from.equipment === id ? run.from : run.to;
        if (port !== undefined && near.port !== port) continue;
        const far = near === run.from ? run.to : run.from;
        if (far.equipment === without || seen.has(far.equipment)) continue;
        seen.add(far.equipment);
        cooled.add(far.equipment);
        if (through.has(kindAt(document, far.equipment))) queue.push({ id: far.equipment, port: undefined });
      }
    }
  }
  return cooled;
}

export function trace(document: Document, record: RecordId): Trace {
  const fedBy = follow(document, record, 'up');
  const feeds = follow(document, record, 'down');
  const lost = new Set<RecordId>();
  const weakened = new Set<RecordId>();
  const [powerBefore, powerAfter] = [livePower(document, undefined), livePower(document, record)];
  for (const [id, inlets] of powerBefore) {
    if (id === record) continue;
    const left = powerAfter.get(id);
    if (left === undefined) lost.add(id);
    else if (left < inlets && !sources.has(kindAt(document, id))) weakened.add(id);
  }
  const coolingAfter = liveCooling(document, record);
  for (const id of liveCooling(document, undefined)) if (id !== record && !coolingAfter.has(id)) lost.add(id);
  for (const id of lost) weakened.delete(id);
  return { fedBy, feeds, lost: [...lost], weakened: [...weakened] };
}
