/** What one record adds to the liquid network, by the contribution of its kind. */
import type { AnyParameters } from '../../catalogue/kind.ts';
import { kindOf, parametersOf } from '../../catalogue/resolve.ts';
import { portsOf, runMeasure } from '../../catalogue/route.ts';
import { connectionsAt, type Document } from '../../document/document.ts';
import type { EquipmentId, RecordId } from '../../document/ids.ts';
import type { Connection, Equipment } from '../../document/records.ts';
import { nodeId } from '../../network/build.ts';
import type { FluidName, LiquidBuild } from '../../network/liquid.ts';
import { fluidNamed, water } from '../../solve/fluids.ts';
import { dryAirConstant_J_kgK } from '../../solve/psychrometrics.ts';
import type { OperatingState } from '../state.ts';
import type { NetworkBuilder } from './network-builder.ts';
import { type Surroundings, surroundingsOf } from './surroundings.ts';

/** How a record's ports and lengths are found. */
type Bound = Pick<LiquidBuild<AnyParameters>, 'fluidAt' | 'port' | 'length_m' | 'elbows'> & {
  elevation_m(port: string): number;
  readonly fallback: FluidName;
};

export function contributeEquipment(document: Document, state: OperatingState, builder: NetworkBuilder, equipment: Equipment): void {
  if (!kindOf(document, equipment)?.liquid) return;
  const { id } = equipment;
  const fluids = portFluids(document, id);
  const fallback = fluids.values().next().value ?? 'water';
  const heights = new Map(portsOf(document, equipment).map((port) => [port.name, port.at_m[2]]));
  const elevation_m = (port: string) => equipment.position_m[2] + (heights.get(port) ?? 0);
  contribute(document, state, builder, equipment, surroundingsOf(document, equipment.space, state), {
    length_m: 0,
    elbows: 0,
    fallback,
    elevation_m,
    fluidAt: (port) => fluids.get(port),
    port: (name) => builder.node(id, name, () => ({ elevation_m: elevation_m(name), fluid: fluids.get(name) ?? fallback })),
  });
}

export function contributeConnection(document: Document, state: OperatingState, builder: NetworkBuilder, connection: Connection): void {
  if (!kindOf(document, connection)?.liquid) return;
  const fluid = fluidOf(document, connection);
  const { route, length_m, elbows } = runMeasure(document, connection);
  if (fluid === undefined || route.length < 2) return;
  const height = (port: string) => (port === 'from' ? route[0] : route.at(-1))?.[2] ?? 0;
  const source = document.tables.equipment.get(connection.from.equipment);
  contribute(document, state, builder, connection, surroundingsOf(document, source?.space, state), {
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

function contribute(
  document: Document,
  state: OperatingState,
  builder: NetworkBuilder,
  record: Equipment | Connection,
  surroundings: Surroundings,
  bound: Bound,
): void {
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
    airDensity_kg_m3: (temperature_K) => state.ambient.pressure_Pa / (dryAirConstant_J_kgK * temperature_K),
    inner: (name, near) =>
      builder.node(owner, name, () => ({ elevation_m: bound.elevation_m(near), fluid: bound.fluidAt(near) ?? bound.fallback })),
    branch: ({ name, from, to, element, heat = { type: 'none' }, open = true, volume_m3 = 0 }) =>
      builder.addBranch({
        id: nodeId(owner, name),
        owner,
        from,
        to,
        element,
        heat,
        open,
        volume_m3,
        ...(surroundings.space === undefined ? {} : { space: surroundings.space }),
      }),
    get exchangers() {
      return builder.ends().exchangers;
    },
    get units() {
      return builder.ends().units;
    },
    exchanger: (exchanger) => builder.addExchanger({ ...exchanger, owner }),
    unit: (unit) => builder.addUnit({ ...unit, owner }),
    control: (control) => builder.addControl({ ...control, owner }),
    reference: (node, pressure_Pa) => builder.reference(node, pressure_Pa),
    separate: (node) => builder.separate(node),
  };
  contribution(build);
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
