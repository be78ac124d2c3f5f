/** Where ports and runs lie in the site's frame, and how long a run is. */
import type { Document } from '../document/document.ts';
import type { Connection, ConnectionEnd, Equipment, Place } from '../document/records.ts';
import { distance, placed, turned } from '../geometry/pose.ts';
import type { Port } from './kind.ts';
import { kindOf, parametersOf } from './resolve.ts';

const portCache = new WeakMap<object, readonly Port[]>();

/** Ports of a placed record in its local frame; empty when its item cannot be understood. */
export function portsOf(document: Document, equipment: Equipment): readonly Port[] {
  const kind = kindOf(document, equipment);
  const parameters = parametersOf(document, equipment);
  if (!kind?.ports || !parameters.ok) return [];
  let ports = portCache.get(parameters.value);
  if (!ports) {
    ports = kind.ports(parameters.value);
    portCache.set(parameters.value, ports);
  }
  return ports;
}

const portIndex = new WeakMap<readonly Port[], ReadonlyMap<string, Port>>();

/** One port of a placed record by its name; undefined when it has none of that name. */
export function portNamed(document: Document, equipment: Equipment, name: string): Port | undefined {
  const ports = portsOf(document, equipment);
  let index = portIndex.get(ports);
  if (!index) {
    index = new Map(ports.map((port) => [port.name, port]));
    portIndex.set(ports, index);
  }
  return index.get(name);
}

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

/** Where an end lies; undefined when it is missing. */
function endPlace(document: Document, end: ConnectionEnd): Place | undefined {
  const equipment = document.tables.equipment.get(end.equipment);
  const port = equipment && portNamed(document, equipment, end.port);
  return port && placed(port.at_m, equipment.position_m, equipment.yaw_deg);
}

/** Corner points of a run from port to port. Empty when an end is missing. */
export function routeOf(document: Document, connection: Connection): readonly Place[] {
  const from = endPlace(document, connection.from);
  const to = endPlace(document, connection.to);
  return from && to ? [from, ...connection.waypoints_m, to] : [];
}

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
  readonly route: readonly Place[];
}

interface KnownMeasure {
  readonly from: Equipment | undefined;
  readonly to: Equipment | undefined;
  readonly items: Document['tables']['item'];
  readonly measure: RunMeasure;
}

const measures = new WeakMap<Connection, KnownMeasure>();

/** Corner points, length and bends of a run. Kept per record as long as its two ends and the items stay the same records. */
export function runMeasure(document: Document, connection: Connection): RunMeasure {
  const from = document.tables.equipment.get(connection.from.equipment);
  const to = document.tables.equipment.get(connection.to.equipment);
  const items = document.tables.item;
  const known = measures.get(connection);
  if (known && known.from === from && known.to === to && known.items === items) return known.measure;
  const route = routeOf(document, connection);
  const measure = { route, ...measureRoute(route) };
  measures.set(connection, { from, to, items, measure });
  return measure;
}
