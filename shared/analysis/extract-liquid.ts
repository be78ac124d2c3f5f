/** The liquid network of a document: every kind adds its own part, in the order of record ids. */
import type { AnyParameters } from '../catalogue/kind.ts';
import { kindOf, parametersOf } from '../catalogue/resolve.ts';
import { portsOf, runMeasure } from '../catalogue/route.ts';
import { connectionsAt, type Document } from '../document/document.ts';
import type { EquipmentId, RecordId, SpaceId } from '../document/ids.ts';
import type { Connection, Equipment, Space } from '../document/records.ts';
import { nodeId } from '../network/build.ts';
import type {
  AirSpace,
  Exchanger,
  FluidName,
  LiquidBranch,
  LiquidBuild,
  LiquidControl,
  LiquidNetwork,
  LiquidNode,
  ThermalUnit,
} from '../network/liquid.ts';
import { fluidNamed, water } from '../solve/fluids.ts';
import { dryAirConstant_J_kgK } from '../solve/psychrometrics.ts';
import { shareSpeeds } from './pump-groups.ts';
import { racksOf } from './racks.ts';
import type { OperatingState } from './state.ts';

/** Air of rooms that the plant does not cool; a design assumption. */
const uncooledRoom_K = 298.15;

const sortedIds = (table: ReadonlyMap<RecordId, unknown>): readonly RecordId[] => [...table.keys()].sort();

/** Gathers the parts while the kinds contribute. */
class NetworkBuilder {
  readonly nodes: LiquidNode[] = [];
  readonly branches: LiquidBranch[] = [];
  readonly exchangers: Exchanger[] = [];
  readonly units: ThermalUnit[] = [];
  readonly controls: LiquidControl[] = [];
  readonly #index = new Map<string, number>();

  node(owner: RecordId, point: string, make: () => { elevation_m: number; fluid: FluidName }): number {
    const id = nodeId(owner, point);
    let index = this.#index.get(id);
    if (index === undefined) {
      index = this.nodes.length;
      this.nodes.push({ id, owner, ...make() });
      this.#index.set(id, index);
    }
    return index;
  }
}

export interface Surroundings {
  /** The cooled space that takes the heat; undefined outdoors and in rooms the plant does not cool. */
  readonly space: SpaceId | undefined;
  readonly air_K: number;
}

/** The space whose room air surrounds something in `space`: itself or the nearest one around it that states its air. */
export function surroundingsOf(document: Document, space: SpaceId | undefined, state: OperatingState): Surroundings {
  let current: Space | undefined = space === undefined ? undefined : document.tables.space.get(space);
  if (!current || current.kind === 'yard') return { space: undefined, air_K: state.ambient.dryBulb_K };
  for (; current; current = current.parent === undefined ? undefined : document.tables.space.get(current.parent)) {
    if (current.air) return { space: current.id, air_K: current.air.supply_K };
  }
  return { space: undefined, air_K: uncooledRoom_K };
}

/** The cooled spaces with the heat that racks and electrical gear leave in their air. */
function airSpaces(document: Document, state: OperatingState): AirSpace[] {
  const heat = new Map<SpaceId, number>();
  for (const { equipment, parameters } of racksOf(document)) {
    const { space } = surroundingsOf(document, equipment.space, state);
    const air_W = (state.itPower_W.get(equipment.id) ?? 0) * (1 - parameters.liquidShare);
    if (space !== undefined) heat.set(space, (heat.get(space) ?? 0) + air_W);
  }
  for (const [place, electrical_W] of state.electricalHeat_W) {
    const { space } = surroundingsOf(document, place, state);
    if (space !== undefined) heat.set(space, (heat.get(space) ?? 0) + electrical_W);
  }
  return sortedIds(document.tables.space).flatMap((id) => {
    const air = document.tables.space.get(id)?.air;
    return air ? [{ owner: id, heat_W: heat.get(id) ?? 0, bypass: air.bypass, recirculation: air.recirculation }] : [];
  });
}

/** The last network of each document, with the state it was made for. */
const lastNetwork = new WeakMap<Document, { readonly state: OperatingState; readonly network: LiquidNetwork }>();

const sameSet = <T>(a: ReadonlySet<T>, b: ReadonlySet<T>): boolean => a === b || (a.size === b.size && [...a].every((one) => b.has(one)));

/** Whether two states differ in nothing but the heat of electrical gear, which only the rooms see. */
const sameButRooms = (a: OperatingState, b: OperatingState): boolean =>
  a.itPower_W === b.itPower_W &&
  a.ambient.dryBulb_K === b.ambient.dryBulb_K &&
  a.ambient.relativeHumidity === b.ambient.relativeHumidity &&
  a.ambient.pressure_Pa === b.ambient.pressure_Pa &&
  sameSet(a.failed, b.failed) &&
  sameSet(a.unpowered, b.unpowered) &&
  sameSet(a.standby, b.standby);

/**
 * Everything that holds liquid, with the powers, failures and weather of `state`. Records out of service stay in
 * the network with their branches shut, so that its shape does not depend on what fails.
 */
export function extractLiquid(document: Document, state: OperatingState): LiquidNetwork {
  const last = lastNetwork.get(document);
  const network =
    last && sameButRooms(last.state, state) ? { ...last.network, spaces: airSpaces(document, state) } : extractAll(document, state);
  lastNetwork.set(document, { state, network });
  return network;
}

function extractAll(document: Document, state: OperatingState): LiquidNetwork {
  const builder = new NetworkBuilder();
  const air = (temperature_K: number) => state.ambient.pressure_Pa / (dryAirConstant_J_kgK * temperature_K);

  const contribute = (
    record: Equipment | Connection,
    surroundings: Surroundings,
    bound: Pick<LiquidBuild<AnyParameters>, 'fluidAt' | 'port' | 'length_m' | 'elbows'> & {
      elevation_m(port: string): number;
      fallback: FluidName;
    },
  ) => {
    const contribution = kindOf(document, record)?.liquid;
    const parameters = contribution && parametersOf(document, record);
    if (!contribution || !parameters?.ok) return;
    const owner = record.id;
    const isolated = state.failed.has(owner);
    const build: LiquidBuild<AnyParameters> = {
      fluidAt: bound.fluidAt,
      port: bound.port,
      length_m: bound.length_m,
      elbows: bound.elbows,
      record: owner,
      tag: record.tag,
      parameters: parameters.value,
      running: !isolated && !state.unpowered.has(owner as EquipmentId) && !state.standby.has(owner as EquipmentId),
      isolated,
      ambient: state.ambient,
      space: surroundings.space,
      surroundings_K: surroundings.air_K,
      dewPoint_K: surroundings.space === undefined ? undefined : document.tables.space.get(surroundings.space)?.air?.dewPoint_K,
      itPower_W: state.itPower_W.get(owner as EquipmentId) ?? 0,
      properties: (port, temperature_K) => {
        const fluid = fluidNamed(bound.fluidAt(port) ?? bound.fallback) ?? water;
        return { density_kg_m3: fluid.density(temperature_K), specificHeat_J_kgK: fluid.specificHeat(temperature_K) };
      },
      airDensity_kg_m3: air,
      inner: (name, near) =>
        builder.node(owner, name, () => ({ elevation_m: bound.elevation_m(near), fluid: bound.fluidAt(near) ?? bound.fallback })),
      branch: ({ name, from, to, element, heat = { type: 'none' }, open = true, volume_m3 = 0 }) =>
        builder.branches.push({
          id: nodeId(owner, name),
          owner,
          from,
          to,
          element,
          heat,
          open,
          volume_m3,
          ...(surroundings.space === undefined ? {} : { space: surroundings.space }),
        }) - 1,
      get exchangers() {
        return builder.exchangers.length;
      },
      get units() {
        return builder.units.length;
      },
      exchanger: (exchanger) => builder.exchangers.push({ ...exchanger, owner }) - 1,
      unit: (unit) => builder.units.push({ ...unit, owner }) - 1,
      control: (control) => void builder.controls.push({ ...control, owner }),
      reference: (node, pressure_Pa) => {
        builder.nodes[node] = { ...(builder.nodes[node] as LiquidNode), fixedPressure_Pa: pressure_Pa };
      },
    };
    contribution(build);
  };

  for (const id of sortedIds(document.tables.equipment)) {
    const equipment = document.tables.equipment.get(id) as Equipment;
    if (!kindOf(document, equipment)?.liquid) continue;
    const fluids = portFluids(document, id);
    const fallback = fluids.values().next().value ?? 'water';
    const heights = new Map(portsOf(document, equipment).map((port) => [port.name, port.at_m[2]]));
    const elevation_m = (port: string) => equipment.position_m[2] + (heights.get(port) ?? 0);
    contribute(equipment, surroundingsOf(document, equipment.space, state), {
      length_m: 0,
      elbows: 0,
      fallback,
      elevation_m,
      fluidAt: (port) => fluids.get(port),
      port: (name) => builder.node(id, name, () => ({ elevation_m: elevation_m(name), fluid: fluids.get(name) ?? fallback })),
    });
  }
  for (const id of sortedIds(document.tables.connection)) {
    const connection = document.tables.connection.get(id) as Connection;
    if (!kindOf(document, connection)?.liquid) continue;
    const fluid = fluidOf(document, connection);
    const { route, length_m, elbows } = runMeasure(document, connection);
    if (fluid === undefined || route.length < 2) continue;
    const height = (port: string) => (port === 'from' ? route[0] : route.at(-1))?.[2] ?? 0;
    const source = document.tables.equipment.get(connection.from.equipment);
    contribute(connection, surroundingsOf(document, source?.space, state), {
      length_m,
      elbows,
      fallback: fluid,
      elevation_m: height,
      fluidAt: () => fluid,
      port: (name) => {
        const end = name === 'from' ? connection.from : connection.to;
        return builder.node(end.equipment, end.port, () => ({ elevation_m: height(name), fluid }));
      },
    });
  }
  return {
    nodes: builder.nodes,
    branches: builder.branches,
    exchangers: builder.exchangers,
    units: builder.units,
    controls: shareSpeeds(builder),
    spaces: airSpaces(document, state),
  };
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
