/** Which side of a loop a run is on, and which train: what decides its colour when no overlay is on. */
import { connectionsAt, type Document, type Tables } from '../../shared/document/document.ts';
import type { ConnectionId, EquipmentId } from '../../shared/document/ids.ts';
import type { Connection, ConnectionEnd } from '../../shared/document/records.ts';

export type RunSide = 'supply' | 'return' | 'liquid' | 'A' | 'B' | 'power';

/** Kinds that pass the stream on without heating or cooling it; the side carries through them. */
const passing = new Set(['header', 'valve', 'strainer', 'buffer-tank', 'pump', 'expansion-vessel']);
/** Kinds whose outlet water is on its way to a load. */
const sources = new Set(['chiller', 'dry-cooler', 'adiabatic-cooler', 'cooling-tower', 'water-cooled-chiller']);

/** What the port of a kind says about its side by itself; undefined at headers, valves and pumps. */
function sideOfPort(kind: string | undefined, port: string): 'supply' | 'return' | undefined {
  if (!kind || passing.has(kind)) return undefined;
  if (/supply/.test(port)) return 'supply';
  if (/return/.test(port)) return 'return';
  // The condenser side of a chiller is a load of the cooling tower.
  if (port === 'condenser-in') return 'supply';
  if (port === 'condenser-out') return 'return';
  const leaving = port === 'water-out';
  return leaving === sources.has(kind) ? 'supply' : 'return';
}

interface Sides {
  readonly ofRun: ReadonlyMap<ConnectionId, RunSide>;
  readonly ofEquipment: ReadonlyMap<EquipmentId, RunSide>;
}

const cache = new WeakMap<Tables['connection'], Sides>();

/** Sides of all runs, and of the headers, busways and fittings they run through. */
export function sidesOf(document: Document): Sides {
  const made = cache.get(document.tables.connection);
  if (made) return made;
  const { equipment, item, system: systems } = document.tables;
  // A campus has ten thousand ends for every item: what an item or a port means is looked up once.
  const kinds = new Map([...item.values()].map(({ id, kind }) => [id, kind]));
  const kindAt = (end: ConnectionEnd): string | undefined => {
    const record = equipment.get(end.equipment);
    return record && kinds.get(record.item);
  };
  const known = new Map<string, 'supply' | 'return' | undefined>();
  const sideAt = (end: ConnectionEnd): 'supply' | 'return' | undefined => {
    const kind = kindAt(end);
    const key = `${kind} ${end.port}`;
    if (!known.has(key)) known.set(key, sideOfPort(kind, end.port));
    return known.get(key);
  };
  const ofRun = new Map<ConnectionId, RunSide>();
  const ofEquipment = new Map<EquipmentId, RunSide>();
  const waiting: Connection[] = [];
  for (const run of document.tables.connection.values()) {
    const system = systems.get(run.system);
    if (system && (system.kind === 'mv' || system.kind === 'lv' || system.kind === 'dc')) {
      const side: RunSide = system.train ?? 'power';
      ofRun.set(run.id, side);
      for (const end of [run.from, run.to]) if (kindAt(end)?.endsWith('busway')) ofEquipment.set(end.equipment, side);
      continue;
    }
    const side = sideAt(run.from) ?? sideAt(run.to);
    ofRun.set(run.id, side ?? 'liquid');
    if (side) waiting.push(run);
  }
  for (let run = waiting.pop(); run; run = waiting.pop()) {
    const side = ofRun.get(run.id) ?? 'liquid';
    for (const end of [run.from, run.to]) {
      if (ofEquipment.has(end.equipment) || !passing.has(kindAt(end) ?? '')) continue;
      ofEquipment.set(end.equipment, side);
      for (const next of connectionsAt(document, end.equipment)) {
        if (ofRun.get(next.id) !== 'liquid') continue;
        ofRun.set(next.id, side);
        waiting.push(next);
      }
    }
  }
  const sides = { ofRun, ofEquipment };
  cache.set(document.tables.connection, sides);
  return sides;
}
