/** What one record adds to the electrical network, by the contribution of its kind. */
import type { AnyParameters, Port } from '../catalogue/kind.ts';
import { kindNamed } from '../catalogue/kinds/index.ts';
import { parametersWith } from '../catalogue/resolve.ts';
import { portNamed, type RunMeasure, runMeasure } from '../catalogue/route.ts';
import { connectionsAt, type Document, itemOf } from '../document/document.ts';
import type { RecordId } from '../document/ids.ts';
import type { Connection, Equipment } from '../document/records.ts';
import { nodeId } from '../network/build.ts';
import type { Bus, ElectricalBranch, ElectricalBuild, ElectricalLoad, ElectricalSource } from '../network/electrical.ts';
import { BusIndex } from './bus-index.ts';
import type { OperatingState } from './state.ts';

/** Gathers buses while the kinds contribute. */
export class NetworkBuilder {
  readonly buses: Bus[] = [];
  readonly branches: ElectricalBranch[] = [];
  readonly sources: ElectricalSource[] = [];
  readonly loads: ElectricalLoad[] = [];
  /** For each load whether it draws just what the state says of its record. */
  readonly follows: boolean[] = [];
  readonly index = new BusIndex();

  bus(owner: RecordId, point: string, nominal_V: number, current: 'ac' | 'dc'): number {
    const known = this.index.find(owner, point);
    if (known >= 0) return known;
    this.buses.push({ id: nodeId(owner, point), owner, nominal_V, current });
    return this.index.add(owner, point);
  }
}

/** The connection at a port of a piece of equipment, of several the last. */
function connectionAt(connections: readonly Connection[], equipment: RecordId, port: string): Connection | undefined {
  for (let i = connections.length - 1; i >= 0; i--) {
    const connection = connections[i] as Connection;
    const { from, to } = connection;
    if ((to.port === port && to.equipment === equipment) || (from.port === port && from.equipment === equipment)) return connection;
  }
  return undefined;
}

function systemVoltage(document: Document, connection: Connection | undefined): number | undefined {
  return connection && document.tables.system.get(connection.system)?.voltage_V;
}

const currentOf = (port: Port | undefined): 'ac' | 'dc' => (port?.medium === 'dc' ? 'dc' : 'ac');

/** What a record draws in a state. */
export const powerOf = (state: OperatingState, id: RecordId): number =>
  state.itPower_W.get(id) ?? state.mechanicalPower_W.get(id) ?? state.storagePower_W.get(id) ?? 0;

type Build = ElectricalBuild<AnyParameters>;

type Writable<T> = { -readonly [K in keyof T]: T[K] };

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
    const branch: Writable<ElectricalBranch> = { id: nodeId(owner, name), owner, from, to, element, inService };
    if (rating) branch.rating = rating;
    if (protection) branch.protection = protection;
    if (phase) branch.phase = phase;
    return this.builder.branches.push(branch) - 1;
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
  readonly #document: Document;
  readonly #state: OperatingState;
  readonly #equipment: Equipment;
  #connections: readonly Connection[] | undefined;

  constructor(document: Document, state: OperatingState, builder: NetworkBuilder, equipment: Equipment, parameters: AnyParameters) {
    super(state, builder, equipment, parameters);
    this.#document = document;
    this.#state = state;
    this.#equipment = equipment;
  }

  // Looked up where it is asked for: most pieces draw nothing, and many ask for no voltage.
  get power_W(): number {
    return powerOf(this.#state, this.record);
  }

  #connectionAt(port: string): Connection | undefined {
    this.#connections ??= connectionsAt(this.#document, this.record);
    return connectionAt(this.#connections, this.record, port);
  }

  connected(port: string): boolean {
    return this.#connectionAt(port) !== undefined;
  }

  voltageAt(port: string): number | undefined {
    return systemVoltage(this.#document, this.#connectionAt(port));
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
  readonly #measure: RunMeasure;

  constructor(document: Document, state: OperatingState, builder: NetworkBuilder, connection: Connection, parameters: AnyParameters) {
    super(state, builder, connection, parameters);
    this.#document = document;
    this.#connection = connection;
    this.#measure = runMeasure(document, connection);
  }

  get length_m(): number {
    return this.#measure.length_m;
  }

  connected(): boolean {
    return true;
  }

  voltageAt(): number | undefined {
    return systemVoltage(this.#document, this.#connection);
  }

  currentAt(port: string): 'ac' | 'dc' {
    return currentOf(port === 'from' ? this.#measure.fromPort : this.#measure.toPort);
  }

  port(name: string, nominal_V: number): number {
    const isFrom = name === 'from';
    const end = isFrom ? this.#connection.from : this.#connection.to;
    const equipment = isFrom ? this.#measure.from : this.#measure.to;
    return this.builder.bus(equipment?.id ?? end.equipment, end.port, nominal_V, this.currentAt(name));
  }
}

/** Everything that a record contributes, with the document and state as they are. */
export function contribute(document: Document, state: OperatingState, record: Equipment | Connection, builder: NetworkBuilder): void {
  const item = itemOf(document, record);
  const contribution = kindNamed(item.kind)?.electrical;
  const parameters = contribution && parametersWith(item, record.overrides);
  if (!contribution || !parameters?.ok) return;
  contribution(
    record.type === 'equipment'
      ? new EquipmentBuild(document, state, builder, record, parameters.value)
      : new RunBuild(document, state, builder, record, parameters.value),
  );
}
