/** Where ports and runs lie in the site's frame, and how long a run is. */
import { type Document, itemOf } from '../document/document.ts';
import type { Connection, ConnectionEnd, Equipment, Place } from '../document/records.ts';
import { distance, placed, turned } from '../geometry/pose.ts';
import type { Port } from './kind.ts';
import { kindNamed } from './kinds/index.ts';
import { parametersWith } from './resolve.ts';

interface Ports {
  readonly list: readonly Port[];
  readonly byName: ReadonlyMap<string, Port>;
}

/** By the parameters that records of an item share. */
const portCache = new WeakMap<object, Ports>();
const none: Ports = { list: [], byName: new Map() };

function portsAt(document: Document, equipment: Equipment): Ports {
  const item = itemOf(document, equipment);
  const parameters = parametersWith(item, equipment.overrides);
  if (!parameters.ok) return none;
  let ports = portCache.get(parameters.value);
  if (!ports) {
    const list = kindNamed(item.kind)?.ports?.(parameters.value);
    ports = list ? { list, byName: new Map(list.map((port) => [port.name, port])) } : none;
    portCache.set(parameters.value, ports);
  }
  return ports;
}

/** Ports of a placed record in its local frame; empty when its item cannot be understood. */
export const portsOf = (document: Document, equipment: Equipment): readonly Port[] => portsAt(document, equipment).list;

/** One port of a placed record by its name; undefined when it has none of that name. */
export const portNamed = (document: Document, equipment: Equipment, name: string): Port | undefined =>
  portsAt(document, equipment).byName.get(name);

export interface PortPlace {
  readonly port: Port;
  readonly equipment: Equipment;
  readonly at_m: Place;
  readonly normal: Place;
}

export function portPlace(document: Document, end: ConnectionEnd): PortPlace | undefined {
  const equipment = document.tables.equipment.get(end.equipment);
  const port = equipment && portNamed(document, equipment, end.port);
  if (!port) return undefined;
  return {
    port,
    equipment,
    at_m: placed(port.at_m, equipment.position_m, equipment.yaw_deg),
    normal: turned(port.normal, equipment.yaw_deg),
  };
}

const equipmentAt = (document: Document, end: ConnectionEnd): Equipment | undefined => document.tables.equipment.get(end.equipment);

/** Where a port lies; undefined when it or its equipment is missing. */
function placeOf(document: Document, equipment: Equipment | undefined, name: string): Place | undefined {
  const port = equipment && portNamed(document, equipment, name);
  return port && placed(port.at_m, equipment.position_m, equipment.yaw_deg);
}

function routeBetween(document: Document, connection: Connection, start: Equipment | undefined, end: Equipment | undefined): Place[] {
  const from = placeOf(document, start, connection.from.port);
  const to = placeOf(document, end, connection.to.port);
  return from && to ? [from, ...connection.waypoints_m, to] : [];
}

/** Corner points of a run from port to port. Empty when an end is missing. */
export const routeOf = (document: Document, connection: Connection): readonly Place[] =>
  routeBetween(document, connection, equipmentAt(document, connection.from), equipmentAt(document, connection.to));

export interface RouteMeasure {
  readonly length_m: number;
  /** Bends, weighted by their angle: a right angle counts one. */
  readonly elbows: number;
}

export function measureRoute(route: readonly Place[]): RouteMeasure {
  let length_m = 0;
  let elbows = 0;
  let x = 0;
  let y = 0;
  let z = 0;
  let isFirst = true;
  for (let i = 1; i < route.length; i++) {
    const a = route[i - 1] as Place;
    const b = route[i] as Place;
    const span = distance(a, b);
    if (span < 1e-9) continue;
    length_m += span;
    const dx = (b[0] - a[0]) / span;
    const dy = (b[1] - a[1]) / span;
    const dz = (b[2] - a[2]) / span;
    if (!isFirst) elbows += Math.acos(Math.min(1, Math.max(-1, x * dx + y * dy + z * dz))) / (Math.PI / 2);
    x = dx;
    y = dy;
    z = dz;
    isFirst = false;
  }
  return { length_m, elbows };
}

export interface RunMeasure extends RouteMeasure {
  /** Whether both ends are there; a run without has no length. */
  readonly joined: boolean;
  /** Heights of its ends in the site's frame. */
  readonly fromHeight_m: number;
  readonly toHeight_m: number;
}

interface KnownMeasure extends RunMeasure {
  readonly from: Equipment | undefined;
  readonly to: Equipment | undefined;
  readonly items: Document['tables']['item'];
}

const measures = new WeakMap<Connection, KnownMeasure>();

/** Length and bends of a run. Kept per record as long as its two ends and the items stay the same records. */
export function runMeasure(document: Document, connection: Connection): RunMeasure {
  const from = equipmentAt(document, connection.from);
  const to = equipmentAt(document, connection.to);
  const items = document.tables.item;
  const known = measures.get(connection);
  if (known && known.from === from && known.to === to && known.items === items) return known;
  const route = routeBetween(document, connection, from, to);
  const { length_m, elbows } = measureRoute(route);
  const fromHeight_m = route[0]?.[2] ?? 0;
  const toHeight_m = route.at(-1)?.[2] ?? 0;
  const measure: KnownMeasure = { length_m, elbows, joined: route.length > 0, fromHeight_m, toHeight_m, from, to, items };
  measures.set(connection, measure);
  return measure;
}
