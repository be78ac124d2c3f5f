/** Which side of a loop a run is on, and which train: what decides its colour when no overlay is on. */
import { connectionsAt, type Document } from '../../shared/document/document.ts';
import type { ConnectionId, EquipmentId } from '../../shared/document/ids.ts';
import type { Connection, ConnectionEnd } from '../../shared/document/records.ts';
import { madeOfRuns } from './made-of-runs.ts';

export type RunSide = 'supply' | 'return' | 'liquid' | 'A' | 'B' | 'power';

/** Kinds that pass the stream on without heating or cooling it; the side carries through them. */
const passing = new Set(['header', 'valve', 'strainer', 'buffer-tank', 'pump', 'expansion-vessel']);
/** Kinds whose outlet water is on its way to a load. */
const sources = new Set(['chiller', 'dry-cooler', 'adiabatic-cooler', 'cooling-tower', 'water-cooled-chiller']);

/** What the port of a kind that is none of those says about its side by itself. */
function sideOfPort(kind: string, port: string): 'supply' | 'return' {
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

/** What equipment of one item means for the runs at it. */
class ItemSides {
  readonly passes: boolean;
  readonly isBusway: boolean;
  readonly #kind: string;
  readonly #sides = new Map<string, 'supply' | 'return'>();

  constructor(kind: string) {
    this.#kind = kind;
    this.passes = passing.has(kind);
    this.isBusway = kind.endsWith('busway');
  }

  /** Undefined at headers, valves and pumps. */
  at(port: string): 'supply' | 'return' | undefined {
    if (this.passes) return undefined;
    let side = this.#sides.get(port);
    if (!side) {
      side = sideOfPort(this.#kind, port);
      this.#sides.set(port, side);
    }
    return side;
  }
}

/** Sides of all runs, and of the headers, busways and fittings they run through. */
export const sidesOf = madeOfRuns((document: Document): Sides => {
  const { equipment, item, system: systems } = document.tables;
  // A campus has ten thousand ends for every item: what an item or a port means is looked up once.
  const items = new Map([...item.values()].map(({ id, kind }) => [id, new ItemSides(kind)]));
  const itemAt = (end: ConnectionEnd): ItemSides | undefined => {
    const record = equipment.get(end.equipment);
    return record && items.get(record.item);
  };
  const ofRun = new Map<ConnectionId, RunSide>();
  const ofEquipment = new Map<EquipmentId, RunSide>();
  const waiting: Connection[] = [];
  document.tables.connection.forEach((run) => {
    const system = systems.get(run.system);
    if (system && (system.kind === 'mv' || system.kind === 'lv' || system.kind === 'dc')) {
      const side: RunSide = system.train ?? 'power';
      ofRun.set(run.id, side);
      if (itemAt(run.from)?.isBusway) ofEquipment.set(run.from.equipment, side);
      if (itemAt(run.to)?.isBusway) ofEquipment.set(run.to.equipment, side);
      return;
    }
    const side = itemAt(run.from)?.at(run.from.port) ?? itemAt(run.to)?.at(run.to.port);
    ofRun.set(run.id, side ?? 'liquid');
    if (side) waiting.push(run);
  });
  const spread = (end: ConnectionEnd, side: RunSide) => {
    if (!itemAt(end)?.passes || ofEquipment.has(end.equipment)) return;
    ofEquipment.set(end.equipment, side);
    for (const next of connectionsAt(document, end.equipment)) {
      if (ofRun.get(next.id) !== 'liquid') continue;
      ofRun.set(next.id, side);
      waiting.push(next);
    }
  };
  for (let run = waiting.pop(); run; run = waiting.pop()) {
    const side = ofRun.get(run.id) ?? 'liquid';
    spread(run.from, side);
    spread(run.to, side);
  }
  return { ofRun, ofEquipment };
});
