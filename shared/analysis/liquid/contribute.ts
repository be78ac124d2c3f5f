/** What one record adds to the liquid network, by the contribution of its kind. */
import type { AnyParameters } from '../../catalogue/kind.ts';
import { parametersOf } from '../../catalogue/resolve.ts';
import { portNamed, type RunMeasure, runMeasure } from '../../catalogue/route.ts';
import { connectionsAt } from '../../document/document.ts';
import type { EquipmentId, RecordId, SpaceId } from '../../document/ids.ts';
import type { Connection, Equipment } from '../../document/records.ts';
import { nodeId } from '../../network/build.ts';
import type { BranchHeat, FluidName, LiquidBuild } from '../../network/liquid.ts';
import { fluidNamed, water } from '../../solve/fluids.ts';
import { dryAirConstant_J_kgK } from '../../solve/psychrometrics.ts';
import type { OperatingState } from '../state.ts';
import type { NetworkBuilder } from './network-builder.ts';
import type { Setting } from './setting.ts';
import type { Surroundings } from './surroundings.ts';

type Build = LiquidBuild<AnyParameters>;

const noHeat: BranchHeat = { type: 'none' };

/** One record while it contributes. A class and not a bundle of functions: a campus has a hundred thousand of them. */
abstract class RecordBuild implements Build {
  readonly record: RecordId;
  readonly tag: string;
  readonly parameters: AnyParameters;
  abstract readonly length_m: number;
  abstract readonly elbows: number;
  protected readonly builder: NetworkBuilder;
  protected readonly setting: Setting;
  protected readonly surroundings: Surroundings;

  constructor(
    setting: Setting,
    builder: NetworkBuilder,
    { id, tag }: Equipment | Connection,
    parameters: AnyParameters,
    space: SpaceId | undefined,
  ) {
    this.builder = builder;
    this.setting = setting;
    this.record = id;
    this.tag = tag;
    this.parameters = parameters;
    this.surroundings = setting.surroundingsOf(space);
  }

  get isolated(): boolean {
    return this.setting.state.failed.has(this.record);
  }

  get running(): boolean {
    const { unpowered, standby } = this.setting.state;
    const id = this.record as EquipmentId;
    return !this.isolated && !unpowered.has(id) && !standby.has(id);
  }

  get ambient(): OperatingState['ambient'] {
    return this.setting.state.ambient;
  }

  get space(): RecordId | undefined {
    return this.surroundings.space;
  }

  get surroundings_K(): number {
    return this.surroundings.air_K;
  }

  get dewPoint_K(): number | undefined {
    const { space } = this.surroundings;
    return space === undefined ? undefined : this.setting.document.tables.space.get(space)?.air?.dewPoint_K;
  }

  get itPower_W(): number {
    return this.setting.state.itPower_W.get(this.record as EquipmentId) ?? 0;
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
    return this.node(this.record, name, near);
  }

  /** @param near the port at whose height the node lies, and whose fluid it holds */
  protected node(owner: RecordId, point: string, near: string): number {
    const known = this.builder.nodeAt(owner, point);
    return known >= 0 ? known : this.builder.addNode(owner, point, this.elevation_m(near), this.fluidAt(near) ?? this.fallback);
  }

  branch({ name, from, to, element, heat = noHeat, open = true, volume_m3 = 0 }: Parameters<Build['branch']>[0]): number {
    const owner = this.record;
    const { space } = this.surroundings;
    const id = nodeId(owner, name);
    return this.builder.addBranch(
      space === undefined
        ? { id, owner, from, to, element, heat, open, volume_m3 }
        : { id, owner, from, to, element, heat, open, volume_m3, space },
    );
  }

  get exchangers(): number {
    return this.builder.nextExchanger;
  }

  get units(): number {
    return this.builder.nextUnit;
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
  readonly #equipment: Equipment;
  readonly #connections: readonly Connection[];

  constructor(setting: Setting, builder: NetworkBuilder, equipment: Equipment, parameters: AnyParameters) {
    super(setting, builder, equipment, parameters, equipment.space);
    this.#equipment = equipment;
    this.#connections = connectionsAt(setting.document, equipment.id);
  }

  /** Of several runs at one port the last says it. */
  fluidAt(port: string): FluidName | undefined {
    for (let i = this.#connections.length - 1; i >= 0; i--) {
      const { from, to, system } = this.#connections[i] as Connection;
      const ends = (from.port === port && from.equipment === this.record) || (to.port === port && to.equipment === this.record);
      const fluid = ends ? this.setting.fluidOf(system) : undefined;
      if (fluid !== undefined) return fluid;
    }
    return undefined;
  }

  /** That of the first port that is connected. */
  protected get fallback(): FluidName {
    for (const { from, to, system } of this.#connections)
      if (this.setting.fluidOf(system) !== undefined) return this.fluidAt((from.equipment === this.record ? from : to).port) ?? 'water';
    return 'water';
  }

  port(name: string): number {
    return this.node(this.record, name, name);
  }

  protected elevation_m(port: string): number {
    return this.#equipment.position_m[2] + (portNamed(this.setting.document, this.#equipment, port)?.at_m[2] ?? 0);
  }
}

class RunBuild extends RecordBuild {
  readonly length_m: number;
  readonly elbows: number;
  readonly #connection: Connection;
  readonly #measure: RunMeasure;
  protected readonly fallback: FluidName;

  constructor(
    setting: Setting,
    builder: NetworkBuilder,
    connection: Connection,
    parameters: AnyParameters,
    measure: RunMeasure,
    fluid: FluidName,
  ) {
    super(setting, builder, connection, parameters, setting.document.tables.equipment.get(connection.from.equipment)?.space);
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
    return this.node(end.equipment, end.port, name);
  }

  protected elevation_m(port: string): number {
    return port === 'from' ? this.#measure.fromHeight_m : this.#measure.toHeight_m;
  }
}

export function contributeEquipment(setting: Setting, builder: NetworkBuilder, equipment: Equipment): void {
  const contribution = setting.contributionOf(equipment);
  const parameters = contribution && parametersOf(setting.document, equipment);
  if (parameters?.ok) contribution?.(new EquipmentBuild(setting, builder, equipment, parameters.value));
}

export function contributeConnection(setting: Setting, builder: NetworkBuilder, connection: Connection): void {
  const contribution = setting.contributionOf(connection);
  const parameters = contribution && parametersOf(setting.document, connection);
  const fluid = contribution && setting.fluidOf(connection.system);
  if (!contribution || !parameters?.ok || fluid === undefined) return;
  const measure = runMeasure(setting.document, connection);
  if (!measure.joined) return;
  contribution(new RunBuild(setting, builder, connection, parameters.value, measure, fluid));
}
