/** What one record adds to the electrical network, by the contribution of its kind. */
import type { AnyParameters, Port } from '../catalogue/kind.ts';
import { kindOf, parametersOf } from '../catalogue/resolve.ts';
import { portNamed, runMeasure } from '../catalogue/route.ts';
import { connectionsAt, type Document } from '../document/document.ts';
import type { RecordId } from '../document/ids.ts';
import type { Connection, ConnectionEnd, Equipment } from '../document/records.ts';
import { nodeId } from '../network/build.ts';
import type { Bus, ElectricalBranch, ElectricalBuild, ElectricalLoad, ElectricalSource } from '../network/electrical.ts';
import type { OperatingState } from './state.ts';

/** Gathers buses by id while the kinds contribute. */
export class NetworkBuilder {
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

const currentOf = (port: Port | undefined): 'ac' | 'dc' => (port?.medium === 'dc' ? 'dc' : 'ac');

/** What a record draws in a state. */
export const powerOf = (state: OperatingState, id: RecordId): number =>
  state.itPower_W.get(id) ?? state.mechanicalPower_W.get(id) ?? state.storagePower_W.get(id) ?? 0;

type Build = ElectricalBuild<AnyParameters>;

/** One record while it contributes. A class and not a bundle of functions: a campus has a hundred thousand of them. */
abstract class RecordBuild implements Build {
  readonly record: RecordId;
  readonly tag: string;
  readonly parameters: AnyParameters;
  readonly inService: boolean;
  readonly onBattery: boolean;
  abstract readonly power_W: number;
  abstract readonly length_m: number;
  protected readonly builder: NetworkBuilder;

  constructor(state: OperatingState, builder: NetworkBuilder, { id, tag }: Equipment | Connection, parameters: AnyParameters) {
    this.builder = builder;
    this.record = id;
    this.tag = tag;
    this.parameters = parameters;
    this.inService = !state.failed.has(id);
    this.onBattery = state.scenario.onBattery ?? false;
  }

  abstract connected(port: string): boolean;
  abstract voltageAt(port: string): number | undefined;
  abstract currentAt(port: string): 'ac' | 'dc';
  abstract port(name: string, nominal_V: number): number;

  inner(name: string, nominal_V: number, current: 'ac' | 'dc' = 'ac'): number {
    return this.builder.bus(this.record, name, nominal_V, current);
  }

  branch({ name, from, to, element, rating, protection, phase, inService = this.inService }: Parameters<Build['branch']>[0]): number {
    const { record: owner } = this;
    const branch: ElectricalBranch = { id: nodeId(owner, name), owner, from, to, element, inService };
    return (
      this.builder.branches.push({ ...branch, ...(rating && { rating }), ...(protection && { protection }), ...(phase && { phase }) }) - 1
    );
  }

  source(source: Parameters<Build['source']>[0]): void {
    this.builder.sources.push({ ...source, owner: this.record });
  }

  load(load: Parameters<Build['load']>[0]): void {
    this.builder.loads.push({ ...load, owner: this.record });
    this.builder.follows.push(this.inService && load.power_W === this.power_W);
  }
}

class EquipmentBuild extends RecordBuild {
  readonly length_m = 0;
  readonly power_W: number;
  readonly #document: Document;
  readonly #equipment: Equipment;
  readonly #connections: ReadonlyMap<string, Connection>;

  constructor(document: Document, state: OperatingState, builder: NetworkBuilder, equipment: Equipment, parameters: AnyParameters) {
    super(state, builder, equipment, parameters);
    this.power_W = powerOf(state, equipment.id);
    this.#document = document;
    this.#equipment = equipment;
    this.#connections = portConnections(document, equipment.id);
  }

  connected(port: string): boolean {
    return this.#connections.has(port);
  }

  voltageAt(port: string): number | undefined {
    return systemVoltage(this.#document, this.#connections.get(port));
  }

  currentAt(port: string): 'ac' | 'dc' {
    return currentOf(portNamed(this.#document, this.#equipment, port));
  }

  port(name: string, nominal_V: number): number {
    return this.builder.bus(this.record, name, nominal_V, this.currentAt(name));
  }
}

/** A run between its ends `from` and `to`. */
class RunBuild extends RecordBuild {
  readonly power_W = 0;
  readonly #document: Document;
  readonly #connection: Connection;

  constructor(document: Document, state: OperatingState, builder: NetworkBuilder, connection: Connection, parameters: AnyParameters) {
    super(state, builder, connection, parameters);
    this.#document = document;
    this.#connection = connection;
  }

  get length_m(): number {
    return runMeasure(this.#document, this.#connection).length_m;
  }

  connected(): boolean {
    return true;
  }

  voltageAt(): number | undefined {
    return systemVoltage(this.#document, this.#connection);
  }

  currentAt(port: string): 'ac' | 'dc' {
    const end = this.#end(port);
    const equipment = this.#document.tables.equipment.get(end.equipment);
    return currentOf(equipment && portNamed(this.#document, equipment, end.port));
  }

  port(name: string, nominal_V: number): number {
    const end = this.#end(name);
    return this.builder.bus(end.equipment, end.port, nominal_V, this.currentAt(name));
  }

  #end(port: string): ConnectionEnd {
    return port === 'from' ? this.#connection.from : this.#connection.to;
  }
}

/** Everything that a record contributes, with the document and state as they are. */
export function contribute(document: Document, state: OperatingState, record: Equipment | Connection, builder: NetworkBuilder): void {
  const contribution = kindOf(document, record)?.electrical;
  const parameters = contribution && parametersOf(document, record);
  if (!contribution || !parameters?.ok) return;
  contribution(
    record.type === 'equipment'
      ? new EquipmentBuild(document, state, builder, record, parameters.value)
      : new RunBuild(document, state, builder, record, parameters.value),
  );
}
