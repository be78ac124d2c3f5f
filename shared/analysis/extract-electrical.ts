/** The electrical network of a document: every kind adds its own part, in the order of record ids. */

import type { AnyParameters } from '../catalogue/kind.ts';
import { kindOf, parametersOf } from '../catalogue/resolve.ts';
import { portNamed, runMeasure } from '../catalogue/route.ts';
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

/** Gathers buses by id while the kinds contribute. */
class NetworkBuilder {
  readonly buses: Bus[] = [];
  readonly branches: ElectricalBranch[] = [];
  readonly sources: ElectricalSource[] = [];
  readonly loads: ElectricalLoad[] = [];
  readonly #index = new Map<string, number>();

  bus(owner: RecordId, point: string, nominal_V: number, current: 'ac' | 'dc'): number {
    const id = nodeId(owner, point);
    let index = this.#index.get(id);
    if (index === undefined) {
      index = this.buses.length;
      this.buses.push({ id, owner, nominal_V, current });
      this.#index.set(id, index);
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
  readonly failed: string;
  readonly network: ElectricalNetwork;
  /** 1 for loads that draw just what the state says of their record. */
  readonly follows: readonly boolean[];
}

const extractedCache = new WeakMap<Document, Extracted>();

const powerOf = (state: OperatingState, id: RecordId): number => state.itPower_W.get(id) ?? state.mechanicalPower_W.get(id) ?? 0;

/**
 * Everything electrical in the document, with the powers and failures of `state`. Records out of
 * service stay in the network with their branches open. Between calls with the same document and
 * failures buses, branches, sources and feeds are the same objects, so that a solver knows them again.
 */
export function extractElectrical(document: Document, state: OperatingState): ElectricalNetwork {
  const failed = [...(state.scenario.onBattery ? ['on-battery'] : []), ...[...state.failed].sort()].join(' ');
  let extracted = extractedCache.get(document);
  if (!extracted || extracted.failed !== failed) {
    extracted = { failed, ...walk(document, state) };
    extractedCache.set(document, extracted);
  }
  const { network, follows } = extracted;
  return { ...network, loads: network.loads.map((load, l) => (follows[l] ? drawing(load, powerOf(state, load.owner)) : load)) };
}

const drawing = (load: ElectricalLoad, power_W: number): ElectricalLoad => (load.power_W === power_W ? load : { ...load, power_W });

function walk(document: Document, state: OperatingState): Omit<Extracted, 'failed'> {
  const builder = new NetworkBuilder();
  const follows: boolean[] = [];

  const contribute = (
    record: Equipment | Connection,
    bound: Pick<ElectricalBuild<AnyParameters>, 'connected' | 'voltageAt' | 'currentAt' | 'port' | 'length_m' | 'power_W'>,
  ) => {
    const contribution = kindOf(document, record)?.electrical;
    const parameters = contribution && parametersOf(document, record);
    if (!contribution || !parameters?.ok) return;
    const owner = record.id;
    const inService = !state.failed.has(owner);
    const build: ElectricalBuild<AnyParameters> = {
      ...bound,
      record: owner,
      tag: record.tag,
      parameters: parameters.value,
      inService,
      onBattery: state.scenario.onBattery ?? false,
      inner: (name, nominal_V, current = 'ac') => builder.bus(owner, name, nominal_V, current),
      branch: ({ name, from, to, element, rating, protection, inService: alive = inService }) =>
        builder.branches.push({
          id: nodeId(owner, name),
          owner,
          from,
          to,
          element,
          inService: alive,
          ...(rating && { rating }),
          ...(protection && { protection }),
        }) - 1,
      source: (source) => void builder.sources.push({ ...source, owner }),
      load: (load) => {
        builder.loads.push({ ...load, owner });
        follows.push(inService && load.power_W === bound.power_W);
      },
    };
    contribution(build);
  };

  for (const id of sortedIds(document.tables.equipment)) {
    const equipment = document.tables.equipment.get(id) as Equipment;
    if (!kindOf(document, equipment)?.electrical) continue;
    const connections = portConnections(document, id);
    contribute(equipment, {
      length_m: 0,
      power_W: powerOf(state, id),
      connected: (port) => connections.has(port),
      voltageAt: (port) => systemVoltage(document, connections.get(port)),
      currentAt: (port) => currentAt(document, { equipment: id, port }),
      port: (name, nominal_V) => builder.bus(id, name, nominal_V, currentAt(document, { equipment: id, port: name })),
    });
  }
  for (const id of sortedIds(document.tables.connection)) {
    const connection = document.tables.connection.get(id) as Connection;
    if (!kindOf(document, connection)?.electrical) continue;
    const end = (port: string) => (port === 'from' ? connection.from : connection.to);
    contribute(connection, {
      length_m: runMeasure(document, connection).length_m,
      power_W: 0,
      connected: () => true,
      voltageAt: () => systemVoltage(document, connection),
      currentAt: (port) => currentAt(document, end(port)),
      port: (name, nominal_V) => builder.bus(end(name).equipment, end(name).port, nominal_V, currentAt(document, end(name))),
    });
  }
  const { buses, branches, sources, loads } = builder;
  return { network: { buses, branches, sources, loads }, follows };
}
