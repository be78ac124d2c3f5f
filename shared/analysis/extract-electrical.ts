/** The electrical network of a document: every kind adds its own part, in the order of record ids. */

import type { AnyParameters } from '../catalogue/kind.ts';
import { kindOf, parametersOf } from '../catalogue/resolve.ts';
import { portNamed, portsOf, runMeasure } from '../catalogue/route.ts';
import { changedRecords as differing } from '../document/changed-records.ts';
import { connectionsAt, type Document } from '../document/document.ts';
import type { RecordId } from '../document/ids.ts';
import type { Connection, ConnectionEnd, Equipment } from '../document/records.ts';
import { nodeId } from '../network/build.ts';
import type { Bus, ElectricalBranch, ElectricalBuild, ElectricalLoad, ElectricalNetwork, ElectricalSource } from '../network/electrical.ts';
import type { OperatingState } from './state.ts';

const sortedCache = new WeakMap<object, readonly RecordId[]>();

function sortedIds(table: ReadonlyMap<RecordId, unknown>): readonly RecordId[] {
  let ids = sortedCache.get(table);
  if (!ids) {
    ids = [...table.keys()].sort();
    sortedCache.set(table, ids);
  }
  return ids;
}

/** Where in the tables of a network the entries of one record stand. */
export interface Span {
  readonly branches: readonly [begin: number, end: number];
  readonly sources: readonly [begin: number, end: number];
  readonly loads: readonly [begin: number, end: number];
}

/** Gathers buses by id while the kinds contribute. */
class NetworkBuilder {
  readonly buses: Bus[] = [];
  readonly branches: ElectricalBranch[] = [];
  readonly sources: ElectricalSource[] = [];
  readonly loads: ElectricalLoad[] = [];
  /** For each load whether it draws just what the state says of its record. */
  readonly follows: boolean[] = [];
  readonly index = new Map<string, number>();

  bus(owner: RecordId, point: string, nominal_V: number, current: 'ac' | 'dc'): number {
    const id = nodeId(owner, point);
    let index = this.index.get(id);
    if (index === undefined) {
      index = this.buses.length;
      this.buses.push({ id, owner, nominal_V, current });
      this.index.set(id, index);
    }
    return index;
  }
}

/** Gathers what one record contributes to a network whose buses stand already. */
class SpanBuilder extends NetworkBuilder {
  /** False once a bus is asked for that the network does not have, or has otherwise. */
  fits = true;
  readonly #known: Extracted;

  constructor(known: Extracted) {
    super();
    this.#known = known;
  }

  override bus(owner: RecordId, point: string, nominal_V: number, current: 'ac' | 'dc'): number {
    const index = this.#known.index.get(nodeId(owner, point));
    const bus = index === undefined ? undefined : this.#known.network.buses[index];
    if (index === undefined || bus?.nominal_V !== nominal_V || bus.current !== current) {
      this.fits = false;
      return 0;
    }
    return index;
  }
}

/** The one connection at each port of a piece of equipment. */
function portConnections(document: Document, equipment: RecordId): ReadonlyMap<string, Connection> {
  const connections = new Map<string, Connection>();
  for (const connection of connectionsAt(document, equipment)) {
    if (connection.from.equipment === equipment) connections.set(connection.from.port, connection);
    if (connection.to.equipment === equipment) connections.set(connection.to.port, connection);
  }
  return connections;
}

function systemVoltage(document: Document, connection: Connection | undefined): number | undefined {
  return connection && document.tables.system.get(connection.system)?.voltage_V;
}

function currentAt(document: Document, end: ConnectionEnd): 'ac' | 'dc' {
  const equipment = document.tables.equipment.get(end.equipment);
  const port = equipment && portNamed(document, equipment, end.port);
  return port?.medium === 'dc' ? 'dc' : 'ac';
}

/** What stays while only powers move: everything but the power of loads that follow their equipment's. */
interface Extracted {
  readonly document: Document;
  readonly failed: string;
  readonly network: ElectricalNetwork;
  readonly follows: readonly boolean[];
  readonly index: ReadonlyMap<string, number>;
  readonly spans: ReadonlyMap<RecordId, Span>;
  /** Loads as they were last given out: an equal load stays the same object. */
  given: readonly ElectricalLoad[];
}

/** By the branches of the network that was given out. */
const extractions = new WeakMap<ElectricalNetwork['branches'], Extracted>();
const byDocument = new WeakMap<Document, Extracted>();

const powerOf = (state: OperatingState, id: RecordId): number => state.itPower_W.get(id) ?? state.mechanicalPower_W.get(id) ?? 0;

/**
 * Everything electrical in the document, with the powers and failures of `state`. Records out of
 * service stay in the network with their branches open. Buses, branches, sources and feeds are the
 * same objects between calls with the same document and failures, and after an edit those that it
 * does not touch, so that a solver knows them again.
 * @param previous — network of an earlier document: only records that changed since are read again.
 */
export function extractElectrical(document: Document, state: OperatingState, previous?: ElectricalNetwork): ElectricalNetwork {
  const failed = [...(state.scenario.onBattery ? ['on-battery'] : []), ...[...state.failed].sort()].join(' ');
  let extracted = byDocument.get(document);
  if (!extracted || extracted.failed !== failed) {
    const earlier = previous && extractions.get(previous.branches);
    const changed = earlier?.failed === failed ? changedRecords(earlier.document, document) : undefined;
    extracted = (earlier && changed && patch(earlier, document, state, changed)) ?? walk(document, state, failed);
    byDocument.set(document, extracted);
    extractions.set(extracted.network.branches, extracted);
  }
  const { network, follows, given } = extracted;
  extracted.given = network.loads.map((load, l) => {
    const power_W = follows[l] ? powerOf(state, load.owner) : load.power_W;
    const last = given[l];
    if (last?.power_W === power_W && sameLoad(last, load)) return last;
    return load.power_W === power_W ? load : { ...load, power_W };
  });
  return { ...network, loads: extracted.given };
}

/** Whether two loads differ in their power at most. */
const sameLoad = (a: ElectricalLoad, b: ElectricalLoad): boolean =>
  a.feeds === b.feeds &&
  a.owner === b.owner &&
  a.powerFactor === b.powerFactor &&
  a.leading === b.leading &&
  a.lost_W === b.lost_W &&
  a.sharing === b.sharing &&
  a.feedRating_W === b.feedRating_W &&
  a.motors_VA === b.motors_VA;

/** Everything that a record contributes, with the document and state as they are. */
function contribute(document: Document, state: OperatingState, record: Equipment | Connection, builder: NetworkBuilder): void {
  const contribution = kindOf(document, record)?.electrical;
  const parameters = contribution && parametersOf(document, record);
  if (!contribution || !parameters?.ok) return;
  const owner = record.id;
  const inService = !state.failed.has(owner);
  const bound = record.type === 'equipment' ? boundEquipment(document, state, record, builder) : boundRun(document, record, builder);
  const build: ElectricalBuild<AnyParameters> = {
    ...bound,
    record: owner,
    tag: record.tag,
    parameters: parameters.value,
    inService,
    onBattery: state.scenario.onBattery ?? false,
    inner: (name, nominal_V, current = 'ac') => builder.bus(owner, name, nominal_V, current),
    branch: ({ name, from, to, element, rating, protection, phase, inService: alive = inService }) =>
      builder.branches.push({
        id: nodeId(owner, name),
        owner,
        from,
        to,
        element,
        inService: alive,
        ...(rating && { rating }),
        ...(protection && { protection }),
        ...(phase && { phase }),
      }) - 1,
    source: (source) => void builder.sources.push({ ...source, owner }),
    load: (load) => {
      builder.loads.push({ ...load, owner });
      builder.follows.push(inService && load.power_W === bound.power_W);
    },
  };
  contribution(build);
}

type Bound = Pick<ElectricalBuild<AnyParameters>, 'connected' | 'voltageAt' | 'currentAt' | 'port' | 'length_m' | 'power_W'>;

function boundEquipment(document: Document, state: OperatingState, { id }: Equipment, builder: NetworkBuilder): Bound {
  const connections = portConnections(document, id);
  return {
    length_m: 0,
    power_W: powerOf(state, id),
    connected: (port) => connections.has(port),
    voltageAt: (port) => systemVoltage(document, connections.get(port)),
    currentAt: (port) => currentAt(document, { equipment: id, port }),
    port: (name, nominal_V) => builder.bus(id, name, nominal_V, currentAt(document, { equipment: id, port: name })),
  };
}

function boundRun(document: Document, connection: Connection, builder: NetworkBuilder): Bound {
  const end = (port: string) => (port === 'from' ? connection.from : connection.to);
  return {
    length_m: runMeasure(document, connection).length_m,
    power_W: 0,
    connected: () => true,
    voltageAt: () => systemVoltage(document, connection),
    currentAt: (port) => currentAt(document, end(port)),
    port: (name, nominal_V) => builder.bus(end(name).equipment, end(name).port, nominal_V, currentAt(document, end(name))),
  };
}

function walk(document: Document, state: OperatingState, failed: string): Extracted {
  const builder = new NetworkBuilder();
  const { buses, branches, sources, loads, follows, index } = builder;
  const spans = new Map<RecordId, Span>();
  for (const table of [document.tables.equipment, document.tables.connection]) {
    for (const id of sortedIds(table)) {
      const record = table.get(id) as Equipment | Connection;
      const begin = [branches.length, sources.length, loads.length] as const;
      contribute(document, state, record, builder);
      if (!kindOf(document, record)?.electrical) continue;
      spans.set(id, {
        branches: [begin[0], branches.length],
        sources: [begin[1], sources.length],
        loads: [begin[2], loads.length],
      });
    }
  }
  return { document, failed, network: { buses, branches, sources, loads }, follows, index, spans, given: loads };
}

const sameData = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** A list with one span put in place of another of the same length; the list itself where nothing in it differs. */
function splice<T>(list: readonly T[], [begin, end]: readonly [number, number], entries: readonly T[]): readonly T[] | undefined {
  if (entries.length !== end - begin) return undefined;
  if (entries.every((entry, i) => sameData(entry, list[begin + i]))) return list;
  return [...list.slice(0, begin), ...entries, ...list.slice(end)];
}

/** The earlier network with what these records contribute now; undefined where its buses or the number of its elements change. */
function patch(
  earlier: Extracted,
  document: Document,
  state: OperatingState,
  changed: readonly (Equipment | Connection)[],
): Extracted | undefined {
  let { branches, sources, loads } = earlier.network;
  const follows = [...earlier.follows];
  for (const record of changed) {
    const span = earlier.spans.get(record.id);
    if (!span) continue;
    const builder = new SpanBuilder(earlier);
    contribute(document, state, record, builder);
    // Powers that follow the state are set when loads are given out; feeds that stay the same keep their list.
    const entries = builder.loads.map((load, i): ElectricalLoad => {
      const before = earlier.network.loads[span.loads[0] + i];
      return before && sameData(before.feeds, load.feeds) ? { ...load, feeds: before.feeds } : load;
    });
    const nextBranches = splice(branches, span.branches, builder.branches);
    const nextSources = splice(sources, span.sources, builder.sources);
    const nextLoads = splice(loads, span.loads, entries);
    if (!builder.fits || !nextBranches || !nextSources || !nextLoads) return undefined;
    branches = nextBranches;
    sources = nextSources;
    loads = nextLoads;
    builder.follows.forEach((follow, i) => {
      follows[span.loads[0] + i] = follow;
    });
  }
  return { ...earlier, document, network: { ...earlier.network, branches, sources, loads }, follows };
}

/**
 * Records whose contribution may differ between two documents: changed ones, and the runs at moved
 * equipment. Undefined where more changed than records in place: items, systems, additions, other ends.
 */
function changedRecords(before: Document, after: Document): (Equipment | Connection)[] | undefined {
  const { equipment, connection, item, system } = after.tables;
  if (before.tables.item !== item || before.tables.system !== system) return undefined;
  const changed = new Map<RecordId, Equipment | Connection>();
  for (const [old, table] of [
    [before.tables.equipment, equipment],
    [before.tables.connection, connection],
  ] as const) {
    if (old === table) continue;
    const records: readonly (Equipment | Connection)[] | undefined = differing<Equipment | Connection>(old, table);
    if (!records) return undefined;
    for (const record of records) {
      const known = old.get(record.id);
      if (!known || known.item !== record.item || !samePlaceInGraph(before, known, after, record)) return undefined;
      changed.set(record.id, record);
      if (record.type === 'equipment') for (const run of connectionsAt(after, record.id)) changed.set(run.id, run);
    }
  }
  return [...changed.values()];
}

/** Whether a changed record still offers the same ports, or joins the same ones. */
function samePlaceInGraph(before: Document, known: Equipment | Connection, after: Document, record: Equipment | Connection): boolean {
  if (known.type === 'connection')
    return record.type === 'connection' && known.system === record.system && sameData([known.from, known.to], [record.from, record.to]);
  if (record.type !== 'equipment') return false;
  const ports = (document: Document, equipment: Equipment) => portsOf(document, equipment).map(({ name, medium }) => [name, medium]);
  return sameData(ports(before, known), ports(after, record));
}
