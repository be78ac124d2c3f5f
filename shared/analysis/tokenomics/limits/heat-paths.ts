/** Where each rack's heat goes: loops and rooms it passes, with the part of its power that gets there. */

import type { Document } from '../../../document/document.ts';
import type { EquipmentId } from '../../../document/ids.ts';
import type { Coupled } from '../../couple.ts';
import { branchesByName } from '../../liquid/branch-names.ts';
import { surroundingsOf } from '../../liquid/surroundings.ts';
import { racksOf } from '../../racks.ts';
import type { Marginals } from './plant-limit.ts';

/** A loop by the number of its liquid island, or a cooled space by its id. */
export type HeatPlace = number | string;

export interface HeatPaths {
  /** Part of each rack's power that passes a place. */
  at(place: HeatPlace): Marginals;
  /** Loop that a liquid branch belongs to. */
  loopOf(branch: number): number;
}

interface Passage {
  readonly from: HeatPlace;
  readonly to: HeatPlace;
  readonly heat_W: number;
}

/** Heat that passes between places: CDUs from loop to loop, coils from room to loop, water-cooled chillers between loops. */
function passagesOf(coupled: Coupled, loopOf: (branch: number) => number): { passages: Passage[]; leaving_W: Map<HeatPlace, number> } {
  const { network, solution } = coupled.liquid;
  const passages: Passage[] = [];
  const leaving_W = new Map<HeatPlace, number>();
  const leave = (place: HeatPlace, heat_W: number) => leaving_W.set(place, (leaving_W.get(place) ?? 0) + heat_W);
  network.exchangers.forEach(({ hot, cold }, e) => {
    const heat_W = Math.max(0, solution.exchangers[e]?.heat_W ?? 0);
    passages.push({ from: loopOf(hot), to: loopOf(cold), heat_W });
    leave(loopOf(hot), heat_W);
  });
  network.units.forEach((unit, u) => {
    const heat_W = Math.max(0, solution.units[u]?.heat_W ?? 0);
    const from: HeatPlace = unit.type === 'air-coil' ? unit.space : loopOf(unit.branch);
    if (unit.type === 'air-coil') passages.push({ from, to: loopOf(unit.branch), heat_W });
    if (unit.type === 'water-cooled-chiller') passages.push({ from, to: loopOf(unit.condenser), heat_W });
    leave(from, heat_W);
  });
  return { passages, leaving_W };
}

export function heatPaths(document: Document, coupled: Coupled, index: ReadonlyMap<EquipmentId, number>): HeatPaths {
  const { network, solution } = coupled.liquid;
  const loopOf = (branch: number): number => solution.islandOf[network.branches[branch]?.from ?? -1] ?? -1;
  const branches = branchesByName(network, solution);
  const direct = new Map<HeatPlace, Map<number, number>>();
  const enter = (place: HeatPlace, rack: number, part: number) => {
    const here = direct.get(place) ?? new Map<number, number>();
    here.set(rack, (here.get(rack) ?? 0) + part);
    direct.set(place, here);
  };
  for (const { equipment, parameters } of racksOf(document)) {
    const rack = index.get(equipment.id);
    if (rack === undefined) continue;
    const branch = branches.at(equipment.id, 'coolant');
    if (branch !== undefined && parameters.liquidShare > 0) enter(loopOf(branch), rack, parameters.liquidShare);
    const { space } = surroundingsOf(document, equipment.space, coupled.state);
    if (space !== undefined && parameters.liquidShare < 1) enter(space, rack, 1 - parameters.liquidShare);
  }
  const { passages, leaving_W } = passagesOf(coupled, loopOf);
  const known = new Map<HeatPlace, Marginals>();
  const at = (place: HeatPlace): Marginals => {
    const done = known.get(place);
    if (done) return done;
    const sum = new Map(direct.get(place) ?? []);
    // Heat that would come back to a place it left is not followed again.
    known.set(place, sum);
    for (const { from, to, heat_W } of passages) {
      const all = leaving_W.get(from) ?? 0;
      if (to !== place || from === place || !(all > 0)) continue;
      for (const [rack, part] of at(from)) sum.set(rack, (sum.get(rack) ?? 0) + (part * heat_W) / all);
    }
    return sum;
  };
  return { at, loopOf };
}
