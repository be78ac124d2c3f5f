/** The air around a record: of the cooled space it stands in, or outdoors; and the heat that ends in each such space. */
import type { Document } from '../../document/document.ts';
import type { SpaceId } from '../../document/ids.ts';
import type { Space } from '../../document/records.ts';
import type { AirSpace } from '../../network/liquid.ts';
import { racksOf } from '../racks.ts';
import type { OperatingState } from '../state.ts';

/** Air of rooms that the plant does not cool; a design assumption. */
const uncooledRoom_K = 298.15;

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
export function airSpaces(document: Document, state: OperatingState): AirSpace[] {
  const heat = new Map<SpaceId, number>();
  // Thousands of racks stand in a few rooms.
  const airOf = new Map<SpaceId | undefined, SpaceId | undefined>();
  const add = (place: SpaceId | undefined, power_W: number) => {
    let space = airOf.get(place);
    if (space === undefined && !airOf.has(place)) {
      space = surroundingsOf(document, place, state).space;
      airOf.set(place, space);
    }
    if (space !== undefined) heat.set(space, (heat.get(space) ?? 0) + power_W);
  };
  for (const { equipment, parameters } of racksOf(document)) {
    add(equipment.space, (state.itPower_W.get(equipment.id) ?? 0) * (1 - parameters.liquidShare));
  }
  for (const [place, electrical_W] of state.electricalHeat_W) add(place, electrical_W);
  return [...document.tables.space.keys()].sort().flatMap((id) => {
    const air = document.tables.space.get(id)?.air;
    return air ? [{ owner: id, heat_W: heat.get(id) ?? 0, bypass: air.bypass, recirculation: air.recirculation }] : [];
  });
}
