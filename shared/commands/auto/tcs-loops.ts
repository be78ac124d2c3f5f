/** Rack loops: the ones a design has with their capacity left, and new ones around CDUs that stand together. */
import type { Equipment, Place, System } from '../../document/records.ts';
import { distance } from '../../geometry/pose.ts';
import { clustersOf } from './clusters.ts';
import { coolantFlow_m3_s, coolantHeat_W } from './design-demand.ts';
import type { Draft } from './draft.ts';
import { type Role, roleOfHeader } from './loop-roles.ts';

export interface TcsLoop {
  readonly system: System;
  readonly isNew: boolean;
  readonly cdus: Equipment[];
  readonly headers: Record<'supply' | 'return', Equipment[]>;
  /** What the CDUs carry by their rating, and what the racks on the loop ask for. */
  capacity_W: number;
  capacity_m3_s: number;
  used_W: number;
  used_m3_s: number;
}

/** CDUs farther apart than this belong to different loops. */
const together_m = 4;

function addCdu(d: Draft, loop: TcsLoop, cdu: Equipment): void {
  const p = d.parametersOf(cdu);
  loop.cdus.push(cdu);
  loop.capacity_W += p?.capacity_W ?? 0;
  loop.capacity_m3_s += p?.ratedSecondary_m3_s ?? 0;
}

const emptyLoop = (system: System, isNew: boolean): TcsLoop => ({
  system,
  isNew,
  cdus: [],
  headers: { supply: [], return: [] },
  capacity_W: 0,
  capacity_m3_s: 0,
  used_W: 0,
  used_m3_s: 0,
});

/** Loops that the design has. */
export function loopsOf(d: Draft): TcsLoop[] {
  const loops: TcsLoop[] = [];
  for (const system of d.document.tables.system.values()) {
    if (system.kind !== 'tcs') continue;
    const loop = emptyLoop(system, false);
    for (const equipment of d.on(system)) {
      const kind = d.kind(equipment);
      const p = d.parametersOf(equipment);
      if (kind === 'cdu') addCdu(d, loop, equipment);
      if (kind === 'rack' && p) {
        loop.used_W += coolantHeat_W(p);
        loop.used_m3_s += coolantFlow_m3_s(p);
      }
      if (kind === 'header') {
        const role: Role | undefined = roleOfHeader(d.document, equipment, system);
        if (role === 'supply' || role === 'return') loop.headers[role].push(equipment);
      }
    }
    if (loop.cdus.length > 0) loops.push(loop);
  }
  return loops;
}

/** New loops around unconnected CDUs: those that stand together share one. */
export function newLoops(d: Draft, cdus: readonly Equipment[], named: (number: number) => string): TcsLoop[] {
  let number = d.document.tables.system.size;
  return clustersOf(cdus, together_m).map((cluster) => {
    number++;
    // PG25 is what the rack makers ask for in their loop.
    const loop = emptyLoop(d.system({ name: named(number), kind: 'tcs', fluid: 'pg25' }), true);
    for (const cdu of cluster.sort((a, b) => a.position_m[0] - b.position_m[0] || a.position_m[1] - b.position_m[1])) addCdu(d, loop, cdu);
    return loop;
  });
}

export const distanceToLoop = (loop: TcsLoop, to: Place): number =>
  Math.min(...loop.cdus.map(({ position_m }) => distance(position_m, to)));

/** Why a rack does not fit on a loop: by heat or by flow. */
export function shortfall(loop: TcsLoop, heat_W: number, flow_m3_s: number): string | undefined {
  const names = loop.cdus.map(({ tag }) => tag).join(', ');
  const kilowatts = (power_W: number) => `${Math.round(power_W / 1000)} kW`;
  const litres = (flow: number) => `${Math.round(flow * 60_000)} L/min`;
  const [left_W, left_m3_s] = [loop.capacity_W - loop.used_W, loop.capacity_m3_s - loop.used_m3_s];
  if (heat_W > left_W)
    return `${names}: ${kilowatts(Math.max(0, left_W))} left of ${kilowatts(loop.capacity_W)}, ${kilowatts(heat_W)} needed`;
  if (flow_m3_s > left_m3_s)
    return `${names}: ${litres(Math.max(0, left_m3_s))} left of ${litres(loop.capacity_m3_s)}, ${litres(flow_m3_s)} needed`;
  return undefined;
}
