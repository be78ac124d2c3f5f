/** Where ports and runs lie in the site's frame, and how long a run is. */
import { type Document, itemOf } from '../document/document.ts';
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

/** Adds up a route point by point. */
class Measuring {
  length_m = 0;
  elbows = 0;
  #last: Place | undefined;
  /** Direction of the leg before; none while `#isFirst`. */
  #x = 0;
  #y = 0;
  #z = 0;
  #isFirst = true;

  to(point: Place): void {
    const last = this.#last;
    this.#last = point;
    if (!last) return;
    const dx = point[0] - last[0];
    const dy = point[1] - last[1];
    const dz = point[2] - last[2];
    const span = Math.sqrt(dx * dx + dy * dy + dz * dz);
    if (span < 1e-9) return;
    this.length_m += span;
    if (!this.#isFirst) this.elbows += elbowsAt((this.#x * dx + this.#y * dy + this.#z * dz) / span);
    this.#x = dx / span;
    this.#y = dy / span;
    this.#z = dz / span;
    this.#isFirst = false;
  }
}

export function measureRoute(route: readonly Place[]): RouteMeasure {
  const measuring = new Measuring();
  for (const point of route) measuring.to(point);
  const { length_m, elbows } = measuring;
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

/** Length, bends and ends of a run. Worked out each time: a measure kept costs more to find again than to make. */
export function runMeasure(document: Document, { from: start, to: end, waypoints_m }: Connection): RunMeasure {
  const from = equipmentAt(document, start);
  const to = equipmentAt(document, end);
  const fromPort = from && portNamed(document, from, start.port);
  const toPort = to && portNamed(document, to, end.port);
  const measuring = new Measuring();
  let [fromHeight_m, toHeight_m] = [0, 0];
  const first = from && fromPort && placed(fromPort.at_m, from.position_m, from.yaw_deg);
  const last = to && toPort && placed(toPort.at_m, to.position_m, to.yaw_deg);
  if (first) fromHeight_m = first[2];
  if (last) toHeight_m = last[2];
  const joined = first !== undefined && last !== undefined;
  if (joined) {
    measuring.to(first);
    for (let i = 0; i < waypoints_m.length; i++) measuring.to(waypoints_m[i] as Place);
    measuring.to(last);
  }
  const { length_m, elbows } = measuring;
  return { length_m, elbows, from, to, fromPort, toPort, joined, fromHeight_m, toHeight_m };
}
