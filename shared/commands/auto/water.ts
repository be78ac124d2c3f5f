/**
 * Facility, chilled and condenser water: CDUs, air coolers or condensers, pumps and what takes the heat out on a return, a discharge and a
 * supply header each.
 */
import type { PortPlace } from '../../catalogue/route.ts';
import { flowFor, nominalSize } from '../../catalogue/sizing.ts';
import { connectionsAt } from '../../document/document.ts';
import type { Equipment, Place, System } from '../../document/records.ts';
import { byNearest, clustersOf } from './clusters.ts';
import { rise_K } from './design-demand.ts';
import type { Draft } from './draft.ts';
import { type Role, roleOfHeader } from './loop-roles.ts';
import { axisOf, nearestTap, placeHeader, projected } from './manifolds.ts';
import { type Circuit, chw, condenserWater, coolerSides, fws, pumpSides, type Side } from './water-circuits.ts';
import { pumpsOf, pumpsTogether_m } from './water-pumps.ts';

/** Units that take heat out of the water of others; towers cool condensers first. */
const rejecting: ReadonlySet<string> = new Set(['chiller', 'dry-cooler', 'adiabatic-cooler', 'water-cooled-chiller', 'cooling-tower']);
/** Water that leaves a unit colder than this is meant for air coolers, where both loops are drawn. */
const chilledBelow_K = 298.15;

const lineLoss = { fittingLoss: 1.5 };

export interface WaterLoop {
  readonly circuit: Circuit;
  readonly system: System;
  readonly isNew: boolean;
  readonly headers: Readonly<Record<Role, Equipment[]>>;
}

/** Condenser water by what hangs on it, however the loop was named when it was drawn. */
const coolsCondensers = (d: Draft, system: System): boolean =>
  d
    .on(system)
    .some(({ id }) =>
      connectionsAt(d.document, id).some(
        (run) => run.system === system.id && [run.from, run.to].some(({ port }) => condenserWater.sides.some((side) => side.port === port)),
      ),
    );

function existing(d: Draft, circuit: Circuit): WaterLoop[] {
  return [...d.document.tables.system.values()].flatMap((system) => {
    const kind = system.kind === 'fws' && coolsCondensers(d, system) ? 'cws' : system.kind;
    if (kind !== circuit.kind) return [];
    const headers: Record<Role, Equipment[]> = { supply: [], return: [], discharge: [] };
    for (const equipment of d.on(system)) {
      if (d.kind(equipment) !== 'header') continue;
      const role = roleOfHeader(d.document, equipment, system);
      if (role) headers[role].push(equipment);
    }
    return headers.supply.length > 0 && headers.return.length > 0 ? [{ circuit, system, isNew: false, headers }] : [];
  });
}

function create(
  d: Draft,
  circuit: Circuit,
  pumps: readonly Equipment[],
  coolers: readonly Equipment[],
  users: readonly Equipment[],
  flow_m3_s: number,
  name: string,
): WaterLoop {
  const system = d.system({ name, kind: circuit.kind, fluid: circuit.fluid });
  const ports = (port: string): PortPlace[] => pumps.flatMap((pump) => d.port(pump, port) ?? []);
  const at = (places: readonly PortPlace[]): Place[] => places.map(({ at_m }) => at_m);
  const [suctions, discharges] = [ports('suction'), ports('discharge')];
  const normal = suctions[0]?.normal ?? [0, 1, 0];
  const across = Math.abs(normal[1]) > Math.abs(normal[0]) ? 0 : 90;
  const floor = pumps[0]?.position_m[2] ?? 0;
  const header = (role: Role, near: readonly PortPlace[], beyond_m: number, taps: number): Equipment => {
    const { yaw_deg, centre } = axisOf(at(near), across);
    const [nx, ny] = near[0]?.normal ?? normal;
    const spread = projected(at(near), centre, yaw_deg);
    const span = Math.max(Math.max(...spread) - Math.min(...spread), 0.6 * (taps - 1));
    const middle = (Math.max(...spread) + Math.min(...spread)) / 2;
    return placeHeader(d, {
      yaw_deg,
      through_m: [centre[0] + nx * beyond_m, centre[1] + ny * beyond_m],
      height_m: floor + circuit.heights_m[role],
      from_m: middle - span / 2,
      to_m: middle + span / 2,
      taps,
      flow_m3_s,
      group: pumps[0]?.group,
      why: `${role} header of ${system.name}`,
    });
  };
  return {
    circuit,
    system,
    isNew: true,
    headers: {
      return: [header('return', suctions, 0.9, pumps.length + users.length + 1)],
      discharge: [header('discharge', discharges, 0.9, pumps.length + coolers.length + 1)],
      supply: [header('supply', suctions, 1.6, coolers.length + users.length + 1)],
    },
  };
}

function attach(d: Draft, loop: WaterLoop, sides: readonly Side[], equipment: Equipment, flow_m3_s: number): void {
  for (const { port, role, gives } of sides) {
    const place = d.freePorts(equipment, ({ name }) => name === port)[0];
    if (!place) continue;
    const headers = loop.headers[role];
    const tap = nearestTap(d, headers, place.at_m);
    if (!tap) {
      d.left(equipment, `${loop.system.name} has no free tap on a ${role} header for ${port}`);
      continue;
    }
    const pipe = `pipe-dn${nominalSize(d, 'pipe', flow_m3_s, 2.4)}`;
    const [from, to] = gives ? [place, tap] : [tap, place];
    // Headers of a loop hang at different heights; a line crosses at that of its own.
    const level = tap.at_m[2];
    d.connect(pipe, loop.system, from, to, [level, level + 0.4, level + 0.8, level - 0.4], lineLoss);
  }
}

/** Δp that pumps hold: outdoor unit, user and 45 kPa of pipes at design flow, one of each out. */
function setPoints(d: Draft, circuit: Circuit, { pumps, coolers, users }: Plant, flow_m3_s: number): void {
  const drop = (all: readonly Equipment[], rated: Circuit['rated']) =>
    Math.max(
      0,
      ...all.map((each) => {
        const p = d.parametersOf(each);
        if (!p) return 0;
        const { flow_m3_s: most_m3_s, drop_Pa } = rated(p);
        return drop_Pa * (flow_m3_s / Math.max(1, all.length - 1) / most_m3_s) ** 2;
      }),
    );
  const cooler = drop(coolers, (p) => ({ flow_m3_s: p.ratedFlow_m3_s, drop_Pa: p.waterDrop_Pa }));
  const user = drop(users, circuit.rated);
  const differentialPressure_Pa = Math.ceil((cooler + user + 45_000) / 5000) * 5000;
  const why = `Δp set point ${differentialPressure_Pa / 1000} kPa: ${(cooler / 1000).toFixed(0)} kPa over an outdoor unit, ${(user / 1000).toFixed(0)} kPa over ${circuit.user}, one of each out, and 45 kPa of pipes`;
  for (const pump of pumps) d.set(pump, { differentialPressure_Pa }, why);
}

interface Plant {
  readonly pumps: readonly Equipment[];
  readonly coolers: readonly Equipment[];
  readonly users: readonly Equipment[];
}

/** Pumps that stand together share a loop with the outdoor units and users nearest to them; one loop where that leaves any without. */
function plantsOf({ pumps, coolers, users }: Plant): Plant[] {
  const clusters = clustersOf(pumps, pumpsTogether_m);
  const [cooling, served] = [byNearest(coolers, clusters), byNearest(users, clusters)];
  const plants = clusters.map((cluster, i): Plant => ({ pumps: cluster, coolers: cooling[i] ?? [], users: served[i] ?? [] }));
  const whole = plants.every((plant) => plant.coolers.length > 0 && plant.users.length > 0);
  return whole ? plants : [{ pumps, coolers, users }];
}

function attachAll(d: Draft, loop: WaterLoop, { pumps, coolers, users }: Plant, flow_m3_s: number): void {
  const share = (all: readonly Equipment[]) => flow_m3_s / Math.max(1, all.length - 1);
  for (const pump of pumps) attach(d, loop, pumpSides, pump, share(pumps));
  for (const cooler of coolers) attach(d, loop, coolerSides, cooler, share(coolers));
  for (const user of users) attach(d, loop, loop.circuit.sides, user, share(users));
}

/** Heat that racks give to their coolant and to the air at design load. */
export interface RackHeat {
  readonly coolant_W: number;
  readonly air_W: number;
}

/** What users ask for together: their share of the racks' heat, or their rating where nothing is known of them. */
function flowOf(d: Draft, circuit: Circuit, users: readonly Equipment[], heat: RackHeat): number {
  const parameters = users.flatMap((user) => d.parametersOf(user) ?? []);
  const rated_m3_s = parameters.reduce((sum, p) => sum + circuit.rated(p).flow_m3_s, 0);
  // Chillers run at what the air coolers ask for, and a loop without control gives each condenser its share of the whole.
  if (circuit === condenserWater) return rated_m3_s;
  if (circuit === fws) return heat.coolant_W > 0 ? flowFor(heat.coolant_W, rise_K) * 1.03 : rated_m3_s;
  const capacity_W = parameters.reduce((sum, p) => sum + p.capacity_W, 0);
  const fans_W = parameters.reduce((sum, p) => sum + (p.fan_W ?? 0), 0);
  return heat.air_W > 0 && capacity_W > 0 ? rated_m3_s * Math.min(1, (heat.air_W + fans_W) / capacity_W) : rated_m3_s;
}

function connectCircuit(d: Draft, circuit: Circuit, plant: Plant, flow_m3_s: number): readonly WaterLoop[] {
  const { pumps, coolers, users } = plant;
  if (users.length + pumps.length + coolers.length === 0) return [];
  const [held] = existing(d, circuit);
  if (held) {
    attachAll(d, held, plant, flow_m3_s);
    return [held];
  }
  if (pumps.length === 0 || coolers.length === 0 || users.length === 0) {
    const missing = [
      ...(pumps.length === 0 ? ['a pump'] : []),
      ...(coolers.length === 0 ? [circuit.rejection] : []),
      ...(users.length === 0 ? [circuit.user] : []),
    ].join(' and ');
    for (const each of [...users, ...pumps, ...coolers]) d.left(each, `a ${circuit.title} also needs ${missing} in the selection`);
    return [];
  }
  return plantsOf(plant).map((part, i) => {
    const flow = (flow_m3_s * part.users.length) / users.length;
    setPoints(d, circuit, part, flow);
    const loop = create(d, circuit, part.pumps, part.coolers, part.users, flow, i === 0 ? circuit.name : `${circuit.name} ${i + 1}`);
    attachAll(d, loop, part, flow);
    return loop;
  });
}

/** @returns the loops that were touched. */
export function connectWater(d: Draft, selection: readonly Equipment[], heat: RackHeat): readonly WaterLoop[] {
  const open = (kinds: ReadonlySet<string>, ...ports: string[]) =>
    selection.filter(
      (each) => kinds.has(d.kind(each)) && ports.some((port) => d.ports(each).some(({ name }) => name === port) && d.isFree(each, port)),
    );
  const all = [fws, chw, condenserWater];
  const users = new Map(all.map((circuit) => [circuit, open(circuit.users, ...circuit.sides.map(({ port }) => port))]));
  const pumps = open(new Set(['pump']), 'suction', 'discharge');
  const rejection = open(rejecting, 'water-in', 'water-out');
  const isTower = (each: Equipment) => d.kind(each) === 'cooling-tower';
  const asked = all.filter((circuit) => users.get(circuit)?.length !== 0);
  // Pumps and outdoor units by themselves join the loop that is there.
  const there = all.filter((circuit) => existing(d, circuit).length > 0);
  const joined = there.find((circuit) => (circuit === condenserWater) === rejection.some(isTower)) ?? there[0] ?? fws;
  const circuits = asked.length > 0 ? asked : [joined];
  const condensing = circuits.includes(condenserWater);
  const both = circuits.includes(fws) && circuits.includes(chw);
  const isChilled = (each: Equipment) => (d.parametersOf(each)?.leaving_K ?? Number.POSITIVE_INFINITY) < chilledBelow_K;
  const coolersOf = (circuit: Circuit): readonly Equipment[] => {
    if (circuit === condenserWater) return rejection.filter(isTower);
    const own = condensing ? rejection.filter((each) => !isTower(each)) : rejection;
    return both ? own.filter((each) => isChilled(each) === (circuit === chw)) : own;
  };
  const asking = circuits.map((circuit) => {
    const [own, coolers] = [users.get(circuit) ?? [], coolersOf(circuit)];
    return { circuit, users: own, coolers, flow_m3_s: flowOf(d, circuit, own, heat), near: [...own, ...coolers] };
  });
  const pumping = pumpsOf(d, pumps, asking);
  return asking.flatMap(({ circuit, users: own, coolers, flow_m3_s }) =>
    connectCircuit(d, circuit, { users: own, pumps: pumping.get(circuit) ?? [], coolers }, flow_m3_s),
  );
}
