/** Where ports and runs lie in the site's frame, and how long a run is. */
import { type Document, itemOf } from '../document/document.ts';
import type { RecordId } from '../document/ids.ts';
import type { Connection, ConnectionEnd, Equipment, Place } from '../document/records.ts';
import { placed, turned } from '../geometry/pose.ts';
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

/** Where an end lies; undefined when it is missing. */
function endPlace(document: Document, end: ConnectionEnd): Place | undefined {
  const equipment = equipmentAt(document, end);
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

/** Places are rounded; a right angle and a straight joint are told by their cosine all the same, so that copies of a run have equal bends. */
const rounding = 1e-8;

/** Bend between two legs by the cosine of their angle. */
function elbowsAt(cosine: number): number {
  if (Math.abs(cosine) < rounding) return 1;
  // Near a straight joint the angle goes with the root of what the cosine lacks.
  return cosine > 1 - rounding * rounding ? 0 : Math.acos(Math.max(-1, cosine)) / (Math.PI / 2);
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
    const dx = b[0] - a[0];
    const dy = b[1] - a[1];
    const dz = b[2] - a[2];
    const span = Math.sqrt(dx * dx + dy * dy + dz * dz);
    if (span < 1e-9) continue;
    length_m += span;
    if (!isFirst) elbows += elbowsAt((x * dx + y * dy + z * dz) / span);
    x = dx / span;
    y = dy / span;
    z = dz / span;
    isFirst = false;
  }
  return { length_m, elbows };
}

export interface RunMeasure extends RouteMeasure {
  /** Equipment at the ends, as far as it is there, and its ports. */
  readonly from: Equipment | undefined;
  readonly to: Equipment | undefined;
  readonly fromPort: Port | undefined;
  readonly toPort: Port | undefined;
  /** Whether both ports are there; a run without has no length. */
  readonly joined: boolean;
  /** Heights of its ends in the site's frame. */
  readonly fromHeight_m: number;
  readonly toHeight_m: number;
}

interface KnownMeasure extends RunMeasure {
  readonly of: Connection;
  /** Of the table of equipment in which the ends were last looked up. */
  seenIn: object;
}

/** By the items that ports come from, and the id of the run. A list by record that lets go of each would cost more than measuring. */
const measures = new WeakMap<Document['tables']['item'], Map<RecordId, KnownMeasure>>();

const sparedMeasures = 1000;

/** A mark for each table, which keeps none alive. */
const marks = new WeakMap<Document['tables']['equipment'], object>();

function markOf(table: Document['tables']['equipment']): object {
  let mark = marks.get(table);
  if (!mark) {
    mark = {};
    marks.set(table, mark);
  }
  return mark;
}

/** Length, bends and ends of a run. Kept per record as long as its two ends and the items stay the same records. */
export function runMeasure(document: Document, connection: Connection): RunMeasure {
  const { equipment, item: items } = document.tables;
  let ofItems = measures.get(items);
  if (!ofItems) {
    ofItems = new Map();
    measures.set(items, ofItems);
  }
  const earlier = ofItems.get(connection.id);
  const known = earlier?.of === connection ? earlier : undefined;
  const seenIn = markOf(equipment);
  if (known?.seenIn === seenIn) return known;
  const from = equipmentAt(document, connection.from);
  const to = equipmentAt(document, connection.to);
  if (known && known.from === from && known.to === to) {
    known.seenIn = seenIn;
    return known;
  }
  // Previews of runs that were never kept, and runs that are gone.
  if (ofItems.size > 2 * document.tables.connection.size + sparedMeasures) ofItems.clear();
  const measure = measureRun(document, connection, from, to, seenIn);
  ofItems.set(connection.id, measure);
  return measure;
}

function measureRun(
  document: Document,
  connection: Connection,
  from: Equipment | undefined,
  to: Equipment | undefined,
  seenIn: object,
): KnownMeasure {
  const fromPort = from && portNamed(document, from, connection.from.port);
  const toPort = to && portNamed(document, to, connection.to.port);
  const start = from && fromPort && placed(fromPort.at_m, from.position_m, from.yaw_deg);
  const end = to && toPort && placed(toPort.at_m, to.position_m, to.yaw_deg);
  const route = start && end ? [start, ...connection.waypoints_m, end] : [];
  const { length_m, elbows } = measureRoute(route);
  return {
    length_m,
    elbows,
    from,
    to,
    fromPort,
    toPort,
    joined: route.length > 0,
    fromHeight_m: start?.[2] ?? 0,
    toHeight_m: end?.[2] ?? 0,
    of: connection,
    seenIn,
  };
}
