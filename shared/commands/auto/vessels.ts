/** Expansion vessels: one for every closed loop, on its return. */
import { nominalSize } from '../../catalogue/sizing.ts';
import { connectionsAt } from '../../document/document.ts';
import type { Equipment, System } from '../../document/records.ts';
import { distance } from '../../geometry/pose.ts';
import type { Draft } from './draft.ts';
import { nearestTap } from './manifolds.ts';

export interface ClosedLoop {
  readonly system: System;
  readonly returns: readonly Equipment[];
}

function holdsPressure(d: Draft, system: System): boolean {
  for (const equipment of d.document.tables.equipment.values()) {
    if (d.kind(equipment) === 'expansion-vessel' && connectionsAt(d.document, equipment.id).some((run) => run.system === system.id))
      return true;
  }
  return false;
}

export function connectVessels(d: Draft, selection: readonly Equipment[], loops: readonly ClosedLoop[]): void {
  const vessels = selection.filter((each) => d.kind(each) === 'expansion-vessel' && d.isFree(each, 'water'));
  const waiting = loops.filter(({ system, returns }) => returns.length > 0 && !holdsPressure(d, system));
  const used = new Set<Equipment>();
  for (const loop of waiting) {
    let best: { vessel: Equipment; away: number } | undefined;
    for (const vessel of vessels) {
      if (used.has(vessel)) continue;
      const away = Math.min(...loop.returns.map((header) => distance(header.position_m, vessel.position_m)));
      if (!best || away < best.away) best = { vessel, away };
    }
    const [header] = loop.returns;
    if (!best) {
      if (header) d.left(header, `${loop.system.name} has no expansion vessel to hold its pressure: place one`);
      continue;
    }
    used.add(best.vessel);
    const port = d.port(best.vessel, 'water');
    const tap = port && (nearestTap(d, loop.returns, port.at_m, 'ends') ?? nearestTap(d, loop.returns, port.at_m));
    if (!port || !tap) {
      d.left(best.vessel, `no free end or tap on the return of ${loop.system.name}`);
      continue;
    }
    const family = loop.system.kind === 'tcs' ? 'pipe-ss' : 'pipe';
    const size = port.port.size_m === undefined ? nominalSize(d, 'pipe', 0, 1) : Math.max(25, Math.round(port.port.size_m * 1000));
    const item = d.has(`${family}-dn${size}`) ? `${family}-dn${size}` : `${family}-dn32`;
    d.connect(item, loop.system, tap, port, [tap.at_m[2], tap.at_m[2] + 0.35]);
  }
  for (const vessel of vessels) if (!used.has(vessel)) d.left(vessel, 'every loop it could serve already holds its pressure');
}
