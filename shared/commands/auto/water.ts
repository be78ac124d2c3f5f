/** Facility water and chilled water: CDUs or air coolers, pumps and outdoor units on a return, a discharge and a supply header each. */
import type { AnyParameters } from '../../catalogue/kind.ts';
import type { PortPlace } from '../../catalogue/route.ts';
import { flowFor, nominalSize } from '../../catalogue/sizing.ts';
import { connectionsAt } from '../../document/document.ts';
import type { Equipment, Place, System } from '../../document/records.ts';
import { byNearest, clustersOf } from './clusters.ts';
import { rise_K } from './design-demand.ts';
import type { Draft } from './draft.ts';
import { type Role, roleOfHeader } from './loop-roles.ts';
import { axisOf, nearestTap, placeHeader, projected } from './manifolds.ts';

/** Outdoor units that take heat out of a facility loop. */
const rejecting = new Set(['chiller', 'dry-cooler', 'adiabatic-cooler']);

interface Side {
  readonly port: string;
  readonly role: Role;
  /** Water leaves the equipment there. */
  readonly gives: boolean;
}

const pumpSides: readonly Side[] = [
  { port: 'suction', role: 'return', gives: false },
  { port: 'discharge', role: 'discharge', gives: true },
];
const coolerSides: readonly Side[] = [
  { port: 'water-in', role: 'discharge', gives: false },
  { port: 'water-out', role: 'supply', gives: true },
];

/** A sort of loop: who uses its water, through which ports and at which rated flow and drop. */
interface Circuit {
  readonly kind: 'fws' | 'chw';
  readonly name: string;
  readonly title: string;
  readonly users: ReadonlySet<string>;
  readonly user: string;
  readonly sides: readonly Side[];
  readonly rated: (p: AnyParameters) => { readonly flow_m3_s: number; readonly drop_Pa: number };
  readonly heights_m: Readonly<Record<Role, number>>;
}

const fws: Circuit = {
  kind: 'fws',
  name: 'FWS',
  title: 'facility-water loop',
  users: new Set(['cdu']),
  user: 'a CDU',
  sides: [
    { port: 'fws-supply', role: 'supply', gives: false },
    { port: 'fws-return', role: 'return', gives: true },
  ],
  rated: (p) => ({ flow_m3_s: p.ratedPrimary_m3_s, drop_Pa: p.primaryDrop_Pa }),
  heights_m: { return: 3.75, discharge: 3.75, supply: 4.15 },
};
const chw: Circuit = {
  kind: 'chw',
  name: 'CHW',
  title: 'chilled-water loop',
  users: new Set(['fan-wall', 'in-row-cooler', 'rear-door']),
  user: 'an air cooler',
  sides: [
    { port: 'water-in', role: 'supply', gives: false },
    { port: 'water-out', role: 'return', gives: true },
  ],
  rated: (p) => ({ flow_m3_s: p.ratedFlow_m3_s, drop_Pa: p.waterDrop_Pa }),
  // Below the facility water, that the two may stand side by side in one plant room.
  heights_m: { return: 2.95, discharge: 2.95, supply: 3.35 },
};
/** Water that leaves a unit colder than this is meant for air coolers, where both loops are drawn. */
const chilledBelow_K = 298.15;

const lineLoss = { fittingLoss: 1.5 };
/** Pumps farther apart than this belong to different loops. */
const pumpsTogether_m = 8;

export interface WaterLoop {
  readonly circuit: Circuit;
  readonly system: System;
  readonly isNew: boolean;
  readonly headers: Readonly<Record<Role, Equipment[]>>;
}

function existing(d: Draft, circuit: Circuit): WaterLoop[] {
  return [...d.document.tables.system.values()].flatMap((system) => {
    if (system.kind !== circuit.kind) return [];
    const headers: Record<Role, Equipment[]> = { supply: [], return: [], discharge: [] };
    for (const equipment of d.document.tables.equipment.values()) {
      if (d.kind(equipment) !== 'header' || !connectionsAt(d.document, equipment.id).some((run) => run.system === system.id)) continue;
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
  // Outdoor coils: the loop is protected against frost.
  const system = d.system({ name, kind: circuit.kind, fluid: 'pg25' });
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

/** Pumps of one model serve one loop: where two loops are drawn, each model goes to the loop whose flow it is nearest to. */
function sharedPumps(
  d: Draft,
  pumps: readonly Equipment[],
  flows_m3_s: ReadonlyMap<Circuit, number>,
): ReadonlyMap<Circuit, readonly Equipment[]> {
  const circuits = [...flows_m3_s.keys()];
  const models = new Map<string, Equipment[]>();
  for (const pump of pumps) models.set(pump.item, [...(models.get(pump.item) ?? []), pump]);
  const unlike = (all: readonly Equipment[], circuit: Circuit): number => {
    const each_m3_s = d.parametersOf(all[0] as Equipment)?.ratedFlow_m3_s ?? 0;
    return Math.abs(Math.log((each_m3_s * Math.max(1, all.length - 1)) / (flows_m3_s.get(circuit) || 1e-6)));
  };
  const given = new Map<Circuit, Equipment[]>(circuits.map((circuit) => [circuit, []]));
  // The model that fits a loop best chooses first; a loop without pumps comes before one that has some.
  const waiting = [...models.values()];
  while (waiting.length > 0) {
    const open = circuits.filter((circuit) => given.get(circuit)?.length === 0);
    const [best] = waiting
      .flatMap((all) => (open.length > 0 ? open : circuits).map((circuit) => ({ all, circuit, by: unlike(all, circuit) })))
      .sort((a, b) => a.by - b.by);
    if (!best) break;
    given.get(best.circuit)?.push(...best.all);
    waiting.splice(waiting.indexOf(best.all), 1);
  }
  return given;
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
  if (circuit.kind === 'fws') return heat.coolant_W > 0 ? flowFor(heat.coolant_W, rise_K) * 1.03 : rated_m3_s;
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
      ...(coolers.length === 0 ? ['heat rejection'] : []),
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
  const users = new Map([fws, chw].map((circuit) => [circuit, open(circuit.users, ...circuit.sides.map(({ port }) => port))]));
  const pumps = open(new Set(['pump']), 'suction', 'discharge');
  const coolers = open(rejecting, 'water-in', 'water-out');
  const asked = [fws, chw].filter((circuit) => users.get(circuit)?.length !== 0);
  // Pumps and outdoor units by themselves join the loop that is there.
  const circuits = asked.length > 0 ? asked : existing(d, fws).length === 0 && existing(d, chw).length > 0 ? [chw] : [fws];
  const flows = new Map(circuits.map((circuit) => [circuit, flowOf(d, circuit, users.get(circuit) ?? [], heat)]));
  const both = circuits.length > 1;
  const pumping = both ? sharedPumps(d, pumps, flows) : new Map(circuits.map((circuit) => [circuit, pumps]));
  const isChilled = (each: Equipment) => (d.parametersOf(each)?.leaving_K ?? Number.POSITIVE_INFINITY) < chilledBelow_K;
  return circuits.flatMap((circuit) =>
    connectCircuit(
      d,
      circuit,
      {
        users: users.get(circuit) ?? [],
        pumps: pumping.get(circuit) ?? [],
        coolers: both ? coolers.filter((each) => isChilled(each) === (circuit === chw)) : coolers,
      },
      flows.get(circuit) ?? 0,
    ),
  );
}
