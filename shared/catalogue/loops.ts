/**
 * Sides of liquid loops: producers (chillers, coolers, CDUs towards the racks) and consumers (racks, coils, CDUs
 * towards the plant) split each loop into a supply part and a return part. Within a part every connection is
 * turned away from the producers, so that a P&ID reads from the plant on the left to the racks on the right.
 */
import type { Document } from '../document/document.ts';
import type { RecordId } from '../document/ids.ts';
import type { Connection, ConnectionEnd } from '../document/records.ts';
import { kindOf } from './resolve.ts';

export type LoopSide = 'supply' | 'return';

export interface PortRole {
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

/** A place of a loop: a port with a role, a port of a tank, or all of a header, valve, pump and the like. */
export type LoopPlace = string;

export interface LoopLine {
  readonly connection: Connection;
  /** The end nearer to the producers. */
  readonly from: ConnectionEnd;
  readonly to: ConnectionEnd;
  readonly side: LoopSide;
  /** Between places that are equally near to producers: liquid may go either way, as in a tie between two headers. */
  readonly either: boolean;
}

export interface Loops {
  readonly lines: readonly LoopLine[];
  /** Side of every record that lies within a loop. */
  readonly sides: ReadonlyMap<RecordId, LoopSide>;
  placeOf(end: ConnectionEnd): LoopPlace;
  /** Roles of the connected ports at which loops begin and end. */
  readonly roles: ReadonlyMap<LoopPlace, PortRole>;
  sideOf(place: LoopPlace): LoopSide;
}

interface Step {
  readonly connection: Connection;
  readonly from: LoopPlace;
  readonly to: LoopPlace;
}

/** Pipes in a row without a branch between them: what flows through one flows through all. */
interface Chain {
  readonly from: LoopPlace;
  readonly to: LoopPlace;
  readonly steps: readonly Step[];
}

function chainsOf(neighbours: ReadonlyMap<LoopPlace, readonly Step[]>, passes: (place: LoopPlace) => boolean): Chain[] {
  const chains: Chain[] = [];
  const taken = new Set<Connection>();
  const walk = (place: LoopPlace) => {
    for (const first of neighbours.get(place) ?? []) {
      if (taken.has(first.connection)) continue;
      const steps: Step[] = [];
      for (let next: Step | undefined = first; next; ) {
        taken.add(next.connection);
        steps.push(next);
        const at: LoopPlace = next.to;
        next = passes(at) ? neighbours.get(at)?.find(({ connection }) => !taken.has(connection)) : undefined;
      }
      chains.push({ from: place, to: (steps.at(-1) as Step).to, steps });
    }
  };
  for (const place of neighbours.keys()) if (!passes(place)) walk(place);
  // Rings of valves and pumps alone, without an end.
  for (const place of neighbours.keys()) walk(place);
  return chains;
}

/** @param connections those of liquid systems */
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
  // Where a loop begins and ends, each port is a place of its own, and at tanks, which may part two circuits; elsewhere the record is one.
  const roles = new Map<LoopPlace, PortRole>();
  const placeOf = ({ equipment, port }: ConnectionEnd): LoopPlace => {
    const kind = kindNameOf(equipment);
    const role = portRole(kind, port);
    if (!role) return kind === 'buffer-tank' ? `${equipment}/${port}` : equipment;
    const place = `${equipment}/${port}`;
    roles.set(place, role);
    return place;
  };
  const neighbours = new Map<LoopPlace, Step[]>();
  const tanks = new Map<RecordId, Set<LoopPlace>>();
  const join = (connection: Connection, here: ConnectionEnd, from: LoopPlace, to: LoopPlace) => {
    const step = { connection, from, to };
    const list = neighbours.get(from);
    if (list) list.push(step);
    else neighbours.set(from, [step]);
    if (kindNameOf(here.equipment) !== 'buffer-tank') return;
    const ports = tanks.get(here.equipment);
    if (ports) ports.add(from);
    else tanks.set(here.equipment, new Set([from]));
  };
  for (const connection of connections) {
    const [a, b] = [placeOf(connection.from), placeOf(connection.to)];
    join(connection, connection.from, a, b);
    join(connection, connection.to, b, a);
  }
  const chains = chainsOf(neighbours, (place) => !roles.has(place) && neighbours.get(place)?.length === 2);
  const chained = new Map<LoopPlace, LoopPlace[]>();
  const chain = (a: LoopPlace, b: LoopPlace) => {
    const list = chained.get(a);
    if (list) list.push(b);
    else chained.set(a, [b]);
  };
  for (const { from, to } of chains) {
    chain(from, to);
    chain(to, from);
  }

  /** Number of chains from the nearest of the places; nothing beyond another producer's or consumer's port. */
  const distances = (starts: readonly LoopPlace[]): ReadonlyMap<LoopPlace, number> => {
    const found = new Map(starts.map((place) => [place, 0]));
    let front = [...starts];
    for (let distance = 1; front.length > 0; distance++) {
      const next: LoopPlace[] = [];
      for (const place of front) {
        if (roles.has(place) && distance > 1) continue;
        for (const other of chained.get(place) ?? []) {
          if (found.has(other)) continue;
          found.set(other, distance);
          next.push(other);
        }
      }
      front = next;
    }
    return found;
  };
  const starts = (side: LoopSide, produces?: boolean) =>
    [...roles].filter(([, role]) => role.side === side && role.produces === (produces ?? role.produces)).map(([place]) => place);

  // A place is on the side whose ports it is nearer to: a bypass joins both.
  const [toSupply, toReturn] = [distances(starts('supply')), distances(starts('return'))];
  const far = Number.POSITIVE_INFINITY;
  const inner = new Map<LoopPlace, LoopSide>();
  const sideOf = (place: LoopPlace): LoopSide =>
    roles.get(place)?.side ??
    inner.get(place) ??
    (toReturn.has(place) && (toSupply.get(place) ?? far) > (toReturn.get(place) ?? far) ? 'return' : 'supply');
  // A port tells for a fitting; a bypass from side to side counts as supply, whichever way it was drawn.
  const sideOfChain = ({ from, to }: Chain): LoopSide => {
    const telling = [from, to].filter((place) => roles.has(place));
    const told = new Set((telling.length > 0 ? telling : [from, to]).map(sideOf));
    return told.size === 1 && told.has('return') ? 'return' : 'supply';
  };
  for (const each of chains) for (const { to } of each.steps.slice(0, -1)) inner.set(to, sideOfChain(each));
  // Within a tank liquid goes from port to port of one side.
  for (const ports of tanks.values()) for (const a of ports) for (const b of ports) if (a !== b && sideOf(a) === sideOf(b)) chain(a, b);

  const away = { supply: distances(starts('supply', true)), return: distances(starts('return', true)) };
  const sides = new Map<RecordId, LoopSide>();
  const lines = new Map<Connection, LoopLine>();
  for (const each of chains) {
    const side = sideOfChain(each);
    const [near, beyond] = [away[side].get(each.from), away[side].get(each.to)];
    const known = near !== undefined && beyond !== undefined;
    for (const { connection, from } of each.steps) {
      const asWalked = placeOf(connection.from) === from;
      // Without a producer, as drawn: supply lines run along their connection, return lines against it.
      const along = known && near !== beyond ? near < beyond === asWalked : side === 'supply';
      lines.set(connection, {
        connection,
        from: along ? connection.from : connection.to,
        to: along ? connection.to : connection.from,
        side,
        either: known && near === beyond,
      });
      for (const end of [connection.from, connection.to]) {
        const place = placeOf(end);
        if (!roles.has(place)) sides.set(end.equipment, sideOf(place));
      }
    }
  }
  return { lines: connections.flatMap((connection) => lines.get(connection) ?? []), sides, placeOf, roles, sideOf };
}
