/** What one record adds to the liquid network, by the contribution of its kind. */
import type { AnyParameters } from '../../catalogue/kind.ts';
import { kindOf, parametersOf } from '../../catalogue/resolve.ts';
import { portNamed, type RunMeasure, runMeasure } from '../../catalogue/route.ts';
import { connectionsAt, type Document } from '../../document/document.ts';
import type { EquipmentId, RecordId } from '../../document/ids.ts';
import type { Connection, Equipment } from '../../document/records.ts';
import { nodeId } from '../../network/build.ts';
import type { FluidName, LiquidBranch, LiquidBuild } from '../../network/liquid.ts';
import { fluidNamed, water } from '../../solve/fluids.ts';
import { dryAirConstant_J_kgK } from '../../solve/psychrometrics.ts';
import type { OperatingState } from '../state.ts';
import type { NetworkBuilder } from './network-builder.ts';
import { type Surroundings, surroundingsOf } from './surroundings.ts';

type Build = LiquidBuild<AnyParameters>;

/** One record while it contributes. A class and not a bundle of functions: a campus has a hundred thousand of them. */
abstract class RecordBuild implements Build {
  readonly record: RecordId;
  readonly tag: string;
  readonly parameters: AnyParameters;
  readonly running: boolean;
  readonly isolated: boolean;
  readonly ambient: OperatingState['ambient'];
  readonly space: RecordId | undefined;
  readonly surroundings_K: number;
  readonly dewPoint_K: number | undefined;
  readonly itPower_W: number;
  abstract readonly length_m: number;
  abstract readonly elbows: number;
  protected readonly builder: NetworkBuilder;

  constructor(
    document: Document,
    state: OperatingState,
    builder: NetworkBuilder,
    { id, tag }: Equipment | Connection,
    parameters: AnyParameters,
    surroundings: Surroundings,
  ) {
    this.builder = builder;
    this.record = id;
    this.tag = tag;
    this.parameters = parameters;
    this.isolated = state.failed.has(id);
    this.running = !this.isolated && !state.unpowered.has(id as EquipmentId) && !state.standby.has(id as EquipmentId);
    this.ambient = state.ambient;
    this.space = surroundings.space;
    this.surroundings_K = surroundings.air_K;
    this.dewPoint_K = surroundings.space === undefined ? undefined : document.tables.space.get(surroundings.space)?.air?.dewPoint_K;
    this.itPower_W = state.itPower_W.get(id as EquipmentId) ?? 0;
  }

  abstract fluidAt(port: string): FluidName | undefined;
  abstract port(name: string): number;
  protected abstract elevation_m(port: string): number;
  /** What flows where no system says it. */
  protected abstract readonly fallback: FluidName;

  properties(port: string, temperature_K: number) {
    const fluid = fluidNamed(this.fluidAt(port) ?? this.fallback) ?? water;
    return { density_kg_m3: fluid.density(temperature_K), specificHeat_J_kgK: fluid.specificHeat(temperature_K) };
  }

  airDensity_kg_m3(temperature_K: number): number {
    return this.ambient.pressure_Pa / (dryAirConstant_J_kgK * temperature_K);
  }

  inner(name: string, near: string): number {
    return this.builder.node(this.record, name, this.elevation_m(near), this.fluidAt(near) ?? this.fallback);
  }

  branch({ name, from, to, element, heat = { type: 'none' }, open = true, volume_m3 = 0 }: Parameters<Build['branch']>[0]): number {
    const { record: owner, space } = this;
    const branch: LiquidBranch = { id: nodeId(owner, name), owner, from, to, element, heat, open, volume_m3 };
    return this.builder.addBranch(space === undefined ? branch : { ...branch, space });
  }

  get exchangers(): number {
    return this.builder.ends().exchangers;
  }

  get units(): number {
    return this.builder.ends().units;
  }

  exchanger(exchanger: Parameters<Build['exchanger']>[0]): number {
    return this.builder.addExchanger({ ...exchanger, owner: this.record });
  }

  unit(unit: Parameters<Build['unit']>[0]): number {
    return this.builder.addUnit({ ...unit, owner: this.record });
  }

  control(control: Parameters<Build['control']>[0]): void {
    this.builder.addControl({ ...control, owner: this.record });
  }

  reference(node: number, pressure_Pa: number): void {
    this.builder.reference(node, pressure_Pa);
  }

  separate(node: number): void {
    this.builder.separate(node);
  }
}

class EquipmentBuild extends RecordBuild {
  readonly length_m = 0;
  readonly elbows = 0;
  readonly #document: Document;
  readonly #equipment: Equipment;
  readonly #fluids: ReadonlyMap<string, FluidName>;
  protected readonly fallback: FluidName;

  constructor(document: Document, state: OperatingState, builder: NetworkBuilder, equipment: Equipment, parameters: AnyParameters) {
    super(document, state, builder, equipment, parameters, surroundingsOf(document, equipment.space, state));
    this.#document = document;
    this.#equipment = equipment;
    this.#fluids = portFluids(document, equipment.id);
    this.fallback = this.#fluids.values().next().value ?? 'water';
  }

  fluidAt(port: string): FluidName | undefined {
    return this.#fluids.get(port);
  }

  port(name: string): number {
    return this.builder.node(this.record, name, this.elevation_m(name), this.#fluids.get(name) ?? this.fallback);
  }

  protected elevation_m(port: string): number {
    return this.#equipment.position_m[2] + (portNamed(this.#document, this.#equipment, port)?.at_m[2] ?? 0);
  }
}

class RunBuild extends RecordBuild {
  readonly length_m: number;
  readonly elbows: number;
  readonly #connection: Connection;
  readonly #measure: RunMeasure;
  protected readonly fallback: FluidName;

  constructor(
    document: Document,
    state: OperatingState,
    builder: NetworkBuilder,
    connection: Connection,
    parameters: AnyParameters,
    measure: RunMeasure,
    fluid: FluidName,
  ) {
    const source = document.tables.equipment.get(connection.from.equipment);
    super(document, state, builder, connection, parameters, surroundingsOf(document, source?.space, state));
    this.length_m = measure.length_m;
    this.elbows = measure.elbows;
    this.#connection = connection;
    this.#measure = measure;
    this.fallback = fluid;
  }

  fluidAt(): FluidName {
    return this.fallback;
  }

  port(name: string): number {
    const end = name === 'from' ? this.#connection.from : this.#connection.to;
    return this.builder.node(end.equipment, end.port, this.elevation_m(name), this.fallback);
  }

  protected elevation_m(port: string): number {
    return port === 'from' ? this.#measure.fromHeight_m : this.#measure.toHeight_m;
  }
}

export function contributeEquipment(document: Document, state: OperatingState, builder: NetworkBuilder, equipment: Equipment): void {
  const contribution = kindOf(document, equipment)?.liquid;
  const parameters = contribution && parametersOf(document, equipment);
  if (parameters?.ok) contribution?.(new EquipmentBuild(document, state, builder, equipment, parameters.value));
}

export function contributeConnection(document: Document, state: OperatingState, builder: NetworkBuilder, connection: Connection): void {
  const contribution = kindOf(document, connection)?.liquid;
  const parameters = contribution && parametersOf(document, connection);
  const fluid = contribution && fluidOf(document, connection);
  if (!contribution || !parameters?.ok || fluid === undefined) return;
  const measure = runMeasure(document, connection);
  if (!measure.joined) return;
  contribution(new RunBuild(document, state, builder, connection, parameters.value, measure, fluid));
}

function fluidOf(document: Document, connection: Connection): FluidName | undefined {
  const name = document.tables.system.get(connection.system)?.fluid;
  return name !== undefined && fluidNamed(name) ? name : undefined;
}

/** Fluid at each connected liquid port. */
function portFluids(document: Document, equipment: RecordId): ReadonlyMap<string, FluidName> {
  const fluids = new Map<string, FluidName>();
  for (const connection of connectionsAt(document, equipment)) {
    const fluid = fluidOf(document, connection);
    if (fluid === undefined) continue;
    if (connection.from.equipment === equipment) fluids.set(connection.from.port, fluid);
    if (connection.to.equipment === equipment) fluids.set(connection.to.port, fluid);
  }
  return fluids;
}
