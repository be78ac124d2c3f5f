/**
 * Sides of liquid loops: producers (chillers, coolers, CDUs towards the racks) and consumers (racks, coils, CDUs
 * towards the plant) split each loop into a supply part and a return part. Within a part every connection is
 * turned away from the producers, so that a P&ID reads from the plant on the left to the racks on the right.
 */
import { kindOf } from '../catalogue/resolve.ts';
import type { Document } from '../document/document.ts';
import type { RecordId } from '../document/ids.ts';
import type { Connection, ConnectionEnd } from '../document/records.ts';
import type { LoopSide } from './graph.ts';

interface PortRole {
  readonly side: LoopSide;
  /** The loop's cold is made here. */
  readonly produces: boolean;
}

const producers: ReadonlySet<string> = new Set(['chiller', 'water-cooled-chiller', 'dry-cooler', 'adiabatic-cooler', 'cooling-tower']);

/** What a port is to its loop; undefined for valves, pumps, headers, tanks and the like, which belong to a side by where they lie. */
export function portRole(kind: string, port: string): PortRole | undefined {
  if (kind === 'cdu') return { side: port.endsWith('supply') ? 'supply' : 'return', produces: port.startsWith('tcs') };
  if (kind === 'water-cooled-chiller' && port.startsWith('condenser'))
    return { side: port === 'condenser-in' ? 'supply' : 'return', produces: false };
  if (producers.has(kind)) return { side: port === 'water-out' ? 'supply' : 'return', produces: true };
  if (port === 'water-in' || port === 'supply') return { side: 'supply', produces: false };
  if (port === 'water-out' || port === 'return') return { side: 'return', produces: false };
  return undefined;
}

export interface LoopLine {
  readonly connection: Connection;
  /** The end nearer to the producers. */
  readonly from: ConnectionEnd;
  readonly to: ConnectionEnd;
  readonly side: LoopSide;
}

export interface Loops {
  readonly lines: readonly LoopLine[];
  /** Side of every record that lies within a loop. */
  readonly sides: ReadonlyMap<RecordId, LoopSide>;
}

export function loopsOf(document: Document, connections: readonly Connection[]): Loops {
  const kinds = new Map<RecordId, string>();
  const kindNameOf = (id: RecordId): string => {
    let kind = kinds.get(id);
    if (kind === undefined) {
      const record = document.tables.equipment.get(id);
      kind = (record && kindOf(document, record)?.kind) ?? '';
      kinds.set(id, kind);
    }
    return kind;
  };
  // Where a loop begins and ends, each port is a place of its own; elsewhere the record is one place.
  const roles = new Map<string, PortRole>();
  const placeOf = ({ equipment, port }: ConnectionEnd): string => {
    const role = portRole(kindNameOf(equipment), port);
    if (!role) return equipment;
    const place = `${equipment}/${port}`;
    roles.set(place, role);
    return place;
  };
  const ends = connections.map((connection) => ({ connection, a: placeOf(connection.from), b: placeOf(connection.to) }));
  const neighbours = new Map<string, string[]>();
  const join = (a: string, b: string) => {
    const list = neighbours.get(a);
    if (list) list.push(b);
    else neighbours.set(a, [b]);
  };
  for (const { a, b } of ends) {
    join(a, b);
    join(b, a);
  }

  /** Number of connections from the nearest of the places; nothing beyond another producer's or consumer's port. */
  const distances = (starts: readonly string[]): ReadonlyMap<string, number> => {
    const found = new Map(starts.map((place) => [place, 0]));
    let front = [...starts];
    for (let distance = 1; front.length > 0; distance++) {
      const next: string[] = [];
      for (const place of front) {
        if (roles.has(place) && distance > 1) continue;
        for (const other of neighbours.get(place) ?? []) {
          if (found.has(other)) continue;
          found.set(other, distance);
          next.push(other);
        }
      }
      front = next;
    }
    return found;
  };
  const starts = (side: LoopSide, produces: boolean) =>
    [...roles].filter(([, role]) => role.side === side && role.produces === produces).map(([place]) => place);
  const supply = distances(starts('supply', true));
  const back = distances(starts('return', true));
  // Loops without a producer yet: sides from the consumers, as far as a design in progress tells.
  const supplied = distances(starts('supply', false));

  const sides = new Map<RecordId, LoopSide>();
  const sideOf = (place: string): LoopSide =>
    roles.get(place)?.side ?? (supply.has(place) ? 'supply' : back.has(place) ? 'return' : supplied.has(place) ? 'supply' : 'return');
  const lines = ends.map(({ connection, a, b }): LoopLine => {
    const side = roles.get(a)?.side ?? roles.get(b)?.side ?? sideOf(a);
    for (const [place, end] of [
      [a, connection.from],
      [b, connection.to],
    ] as const)
      if (!roles.has(place)) sides.set(end.equipment, sideOf(place));
    const distance = side === 'supply' ? supply : back;
    const [near = 0, far = 0] = [distance.get(a), distance.get(b)];
    // Without a producer, as drawn: supply lines run along their connection, return lines against it.
    const turned = distance.has(a) && distance.has(b) && near !== far ? near > far : side === 'return';
    return turned
      ? { connection, from: connection.to, to: connection.from, side }
      : { connection, from: connection.from, to: connection.to, side };
  });
  return { lines, sides };
}
