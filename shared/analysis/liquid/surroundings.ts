/** The air around a record: of the cooled space it stands in, or outdoors. */
import type { Document } from '../../document/document.ts';
import type { SpaceId } from '../../document/ids.ts';
import type { Space } from '../../document/records.ts';
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
