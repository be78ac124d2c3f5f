/** The facility-water side: CDUs, pumps and outdoor units on a return, a discharge and a supply header. */
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

/** Each kind's ports by the line they belong to; `gives`: water leaves the equipment there. */
const sides: Readonly<Record<string, readonly { readonly port: string; readonly role: Role; readonly gives: boolean }[]>> = {
  cdu: [
    { port: 'fws-supply', role: 'supply', gives: false },
    { port: 'fws-return', role: 'return', gives: true },
  ],
  pump: [
    { port: 'suction', role: 'return', gives: false },
    { port: 'discharge', role: 'discharge', gives: true },
  ],
  cooler: [
    { port: 'water-in', role: 'discharge', gives: false },
    { port: 'water-out', role: 'supply', gives: true },
  ],
};

const heights_m: Readonly<Record<Role, number>> = { return: 3.75, discharge: 3.75, supply: 4.15 };
const lineLoss = { fittingLoss: 1.5 };
/** Pumps farther apart than this belong to different loops. */
const pumpsTogether_m = 8;

export interface WaterLoop {
  readonly system: System;
  readonly isNew: boolean;
  readonly headers: Readonly<Record<Role, Equipment[]>>;
}

function existing(d: Draft): WaterLoop[] {
  return [...d.document.tables.system.values()].flatMap((system) => {
    if (system.kind !== 'fws') return [];
    const headers: Record<Role, Equipment[]> = { supply: [], return: [], discharge: [] };
    for (const equipment of d.document.tables.equipment.values()) {
      if (d.kind(equipment) !== 'header' || !connectionsAt(d.document, equipment.id).some((run) => run.system === system.id)) continue;
      const role = roleOfHeader(d.document, equipment, system);
      if (role) headers[role].push(equipment);
    }
    return headers.supply.length > 0 && headers.return.length > 0 ? [{ system, isNew: false, headers }] : [];
  });
}

const sideKind = (d: Draft, equipment: Equipment): string => (rejecting.has(d.kind(equipment)) ? 'cooler' : d.kind(equipment));

function create(
  d: Draft,
  pumps: readonly Equipment[],
  coolers: readonly Equipment[],
  cdus: readonly Equipment[],
  flow_m3_s: number,
  name: string,
): WaterLoop {
  // Outdoor coils: the loop is protected against frost.
  const system = d.system({ name, kind: 'fws', fluid: 'pg25' });
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
      height_m: floor + heights_m[role],
      from_m: middle - span / 2,
      to_m: middle + span / 2,
      taps,
      flow_m3_s,
      group: pumps[0]?.group,
      why: `${role} header of ${system.name}`,
    });
  };
  return {
    system,
    isNew: true,
    headers: {
      return: [header('return', suctions, 0.9, pumps.length + cdus.length + 1)],
      discharge: [header('discharge', discharges, 0.9, pumps.length + coolers.length + 1)],
      supply: [header('supply', suctions, 1.6, coolers.length + cdus.length + 1)],
    },
  };
}

function attach(d: Draft, loop: WaterLoop, equipment: Equipment, flow_m3_s: number): void {
  for (const { port, role, gives } of sides[sideKind(d, equipment)] ?? []) {
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

/** Δp that pumps hold: cooler, CDU and 45 kPa of pipes at design flow. */
function setPoints(
  d: Draft,
  pumps: readonly Equipment[],
  coolers: readonly Equipment[],
  cdus: readonly Equipment[],
  flow_m3_s: number,
): void {
  const square = (part: number, rated: number) => (part / rated) ** 2;
  const cooler = Math.max(
    0,
    ...coolers.map((each) => {
      const p = d.parametersOf(each);
      return p ? p.waterDrop_Pa * square(flow_m3_s / Math.max(1, coolers.length - 1), p.ratedFlow_m3_s) : 0;
    }),
  );
  const cdu = Math.max(
    0,
    ...cdus.map((each) => {
      const p = d.parametersOf(each);
      return p ? p.primaryDrop_Pa * square(flow_m3_s / Math.max(1, cdus.length - 1), p.ratedPrimary_m3_s) : 0;
    }),
  );
  const differentialPressure_Pa = Math.ceil((cooler + cdu + 45_000) / 5000) * 5000;
  const why = `Δp set point ${differentialPressure_Pa / 1000} kPa: ${(cooler / 1000).toFixed(0)} kPa over an outdoor unit, ${(cdu / 1000).toFixed(0)} kPa over a CDU, one of each out, and 45 kPa of pipes`;
  for (const pump of pumps) d.set(pump, { differentialPressure_Pa }, why);
}

interface Plant {
  readonly pumps: readonly Equipment[];
  readonly coolers: readonly Equipment[];
  readonly cdus: readonly Equipment[];
}

/** Pumps that stand together share a loop with the outdoor units and CDUs nearest to them; one loop where that leaves any without. */
function plantsOf(pumps: readonly Equipment[], coolers: readonly Equipment[], cdus: readonly Equipment[]): Plant[] {
  const clusters = clustersOf(pumps, pumpsTogether_m);
  const [cooling, served] = [byNearest(coolers, clusters), byNearest(cdus, clusters)];
  const plants = clusters.map((cluster, i): Plant => ({ pumps: cluster, coolers: cooling[i] ?? [], cdus: served[i] ?? [] }));
  const whole = plants.every((plant) => plant.coolers.length > 0 && plant.cdus.length > 0);
  return whole ? plants : [{ pumps, coolers, cdus }];
}

function attachAll(d: Draft, loop: WaterLoop, { pumps, coolers, cdus }: Plant, flow_m3_s: number): void {
  for (const pump of pumps) attach(d, loop, pump, flow_m3_s / Math.max(1, pumps.length - 1));
  for (const cooler of coolers) attach(d, loop, cooler, flow_m3_s / Math.max(1, coolers.length - 1));
  for (const cdu of cdus) attach(d, loop, cdu, flow_m3_s / Math.max(1, cdus.length - 1));
}

/** @returns the loops that were touched. */
export function connectFws(d: Draft, selection: readonly Equipment[], heat_W: number): readonly WaterLoop[] {
  const open = (kinds: ReadonlySet<string>, ...ports: string[]) =>
    selection.filter(
      (each) => kinds.has(d.kind(each)) && ports.some((port) => d.ports(each).some(({ name }) => name === port) && d.isFree(each, port)),
    );
  const cdus = open(new Set(['cdu']), 'fws-supply', 'fws-return');
  const pumps = open(new Set(['pump']), 'suction', 'discharge');
  const coolers = open(rejecting, 'water-in', 'water-out').filter((each) =>
    d.ports(each).some(({ name, systems }) => name === 'water-in' && systems.includes('fws')),
  );
  if (cdus.length + pumps.length + coolers.length === 0) return [];
  // A CDU carries its share of what the racks give, or its rating where nothing is known of them.
  const rated = cdus.reduce((sum, cdu) => sum + (d.parametersOf(cdu)?.ratedPrimary_m3_s ?? 0), 0);
  const flow_m3_s = heat_W > 0 ? flowFor(heat_W, rise_K) * 1.03 : rated;
  const [held] = existing(d);
  if (held) {
    attachAll(d, held, { pumps, coolers, cdus }, flow_m3_s);
    return [held];
  }
  if (pumps.length === 0 || coolers.length === 0 || cdus.length === 0) {
    const missing = [
      ...(pumps.length === 0 ? ['a pump'] : []),
      ...(coolers.length === 0 ? ['heat rejection'] : []),
      ...(cdus.length === 0 ? ['a CDU'] : []),
    ].join(' and ');
    for (const each of [...cdus, ...pumps, ...coolers]) d.left(each, `a facility-water loop also needs ${missing} in the selection`);
    return [];
  }
  return plantsOf(pumps, coolers, cdus).map((plant, i) => {
    const flow = (flow_m3_s * plant.cdus.length) / cdus.length;
    setPoints(d, plant.pumps, plant.coolers, plant.cdus, flow);
    const loop = create(d, plant.pumps, plant.coolers, plant.cdus, flow, i === 0 ? 'FWS' : `FWS ${i + 1}`);
    attachAll(d, loop, plant, flow);
    return loop;
  });
}
