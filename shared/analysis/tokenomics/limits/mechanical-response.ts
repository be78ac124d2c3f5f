/** What pumps, fans and compressors draw more when racks draw more: measured on the plant, between two solved states. */
import type { EquipmentId } from '../../../document/ids.ts';
import type { Coupled } from '../../couple.ts';
import type { HeatPaths, HeatPlace } from './heat-paths.ts';
import type { Marginals } from './plant-limit.ts';

/** Loop or room whose heat each machine serves. */
function placesOf(coupled: Coupled, paths: HeatPaths): Map<EquipmentId, HeatPlace> {
  const { network, solution } = coupled.liquid;
  const places = new Map<EquipmentId, HeatPlace>();
  for (const { branch, owner } of solution.pumps) places.set(owner, paths.loopOf(branch));
  for (const unit of network.units) places.set(unit.owner, unit.type === 'air-coil' ? unit.space : paths.loopOf(unit.branch));
  return places;
}

/**
 * By machine: watts more per watt more of each rack. The change of its draw from `base` to `probe` is laid on the racks
 * whose heat it serves, by the part of their heat that it sees. @param change_W of each rack between the states.
 */
export function mechanicalResponse(base: Coupled, probe: Coupled, paths: HeatPaths, change_W: Float64Array): Map<EquipmentId, Marginals> {
  const response = new Map<EquipmentId, Marginals>();
  for (const [id, place] of placesOf(base, paths)) {
    const more_W = (probe.state.mechanicalPower_W.get(id) ?? 0) - (base.state.mechanicalPower_W.get(id) ?? 0);
    const heat = paths.at(place);
    let served_W = 0;
    for (const [rack, part] of heat) served_W += part * (change_W[rack] ?? 0);
    // A limit is a sum of what is drawn: where more heat makes a machine draw less, counting nothing is the safe side.
    const perHeat = served_W === 0 ? 0 : Math.max(0, more_W / served_W);
    if (perHeat > 0) response.set(id, new Map([...heat].map(([rack, part]) => [rack, part * perHeat])));
  }
  return response;
}
