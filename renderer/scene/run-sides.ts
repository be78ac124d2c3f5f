/** Which side of a loop a run is on, and which train: what decides its colour when no overlay is on. */
import { kindOf } from '../../shared/catalogue/resolve.ts';
import { connectionsAt, type Document, type Tables } from '../../shared/document/document.ts';
import type { ConnectionId, EquipmentId } from '../../shared/document/ids.ts';
import type { Connection, ConnectionEnd } from '../../shared/document/records.ts';

export type RunSide = 'supply' | 'return' | 'liquid' | 'A' | 'B' | 'power';

/** Kinds that pass the stream on without heating or cooling it; the side carries through them. */
const passing = new Set(['header', 'valve', 'strainer', 'buffer-tank', 'pump', 'expansion-vessel']);
/** Kinds whose outlet water is on its way to a load. */
const sources = new Set(['chiller', 'dry-cooler', 'adiabatic-cooler', 'cooling-tower', 'water-cooled-chiller']);

/** What a liquid end says about its side by itself; undefined at headers, valves and pumps. */
function sideAt(document: Document, end: ConnectionEnd): 'supply' | 'return' | undefined {
  const equipment = document.tables.equipment.get(end.equipment);
  const kind = equipment && kindOf(document, equipment)?.kind;
  if (!kind || passing.has(kind)) return undefined;
  if (/supply/.test(end.port)) return 'supply';
  if (/return/.test(end.port)) return 'return';
  // The condenser side of a chiller is a load of the cooling tower.
  if (end.port === 'condenser-in') return 'supply';
  if (end.port === 'condenser-out') return 'return';
  const leaving = end.port === 'water-out';
  return leaving === sources.has(kind) ? 'supply' : 'return';
}

interface Sides {
  readonly ofRun: ReadonlyMap<ConnectionId, RunSide>;
  readonly ofEquipment: ReadonlyMap<EquipmentId, RunSide>;
}

const cache = new WeakMap<Tables['connection'], Sides>();

/** Sides of all runs, and of the headers, busways and fittings they run through. */
export function sidesOf(document: Document): Sides {
  const known = cache.get(document.tables.connection);
  if (known) return known;
  const ofRun = new Map<ConnectionId, RunSide>();
  const ofEquipment = new Map<EquipmentId, RunSide>();
  const waiting: Connection[] = [];
  for (const run of document.tables.connection.values()) {
    const system = document.tables.system.get(run.system);
    if (system && (system.kind === 'mv' || system.kind === 'lv' || system.kind === 'dc')) {
      const side: RunSide = system.train ?? 'power';
      ofRun.set(run.id, side);
      for (const end of [run.from, run.to]) {
        const equipment = document.tables.equipment.get(end.equipment);
        if (equipment && kindOf(document, equipment)?.kind.endsWith('busway')) ofEquipment.set(equipment.id, side);
      }
      continue;
    }
    const side = sideAt(document, run.from) ?? sideAt(document, run.to);
    ofRun.set(run.id, side ?? 'liquid');
    if (side) waiting.push(run);
  }
  for (let run = waiting.pop(); run; run = waiting.pop()) {
    const side = ofRun.get(run.id) ?? 'liquid';
    for (const end of [run.from, run.to]) {
      const equipment = document.tables.equipment.get(end.equipment);
      if (!equipment || ofEquipment.has(equipment.id)) continue;
      if (!passing.has(kindOf(document, equipment)?.kind ?? '')) continue;
      ofEquipment.set(equipment.id, side);
      for (const next of connectionsAt(document, equipment.id)) {
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
