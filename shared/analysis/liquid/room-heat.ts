/** Heat that racks and electrical gear leave in the air of each cooled space; after a change, of the spaces it reaches. */
import type { RackParameters } from '../../catalogue/kinds/rack/definition.ts';
import { kindOf, parametersOf } from '../../catalogue/resolve.ts';
import type { Document } from '../../document/document.ts';
import type { EquipmentId, RecordId, SpaceId } from '../../document/ids.ts';
import type { AirSpace } from '../../network/liquid.ts';
import { racksOf } from '../racks.ts';
import type { OperatingState } from '../state.ts';
import { surroundingsOf } from './surroundings.ts';

export interface RackHeat {
  /** Racks in the air of each cooled space, in the order of ids, and where each of them stands. */
  readonly racksIn: ReadonlyMap<SpaceId, readonly EquipmentId[]>;
  readonly spaceOf: ReadonlyMap<EquipmentId, SpaceId | undefined>;
  readonly heat_W: ReadonlyMap<SpaceId, number>;
}

export function rackHeat(document: Document, state: OperatingState): RackHeat {
  const racksIn = new Map<SpaceId, EquipmentId[]>();
  const spaceOf = new Map<EquipmentId, SpaceId | undefined>();
  // Thousands of racks stand in a few rooms.
  const airOf = new Map<SpaceId | undefined, SpaceId | undefined>();
  racksOf(document).forEach(({ equipment }) => {
    let space = airOf.get(equipment.space);
    if (space === undefined && !airOf.has(equipment.space)) {
      space = surroundingsOf(document, equipment.space, state).space;
      airOf.set(equipment.space, space);
    }
    spaceOf.set(equipment.id, space);
    if (space === undefined) return;
    const members = racksIn.get(space);
    if (members) members.push(equipment.id);
    else racksIn.set(space, [equipment.id]);
  });
  const heat_W = new Map([...racksIn].map(([space, members]) => [space, sumOf(document, state, members)]));
  return { racksIn, spaceOf, heat_W };
}

/** @param touched all records that differ; no space does @returns undefined where a rack came, went or moved to another room */
export function rackHeatAgain(
  before: RackHeat,
  document: Document,
  state: OperatingState,
  touched: ReadonlySet<RecordId>,
): RackHeat | undefined {
  const reached = new Set<SpaceId>();
  for (const id of touched) {
    const equipment = document.tables.equipment.get(id);
    const was = before.spaceOf.has(id as EquipmentId);
    const rack = equipment && rackParameters(document, equipment.id) ? equipment : undefined;
    if (was !== (rack !== undefined)) return undefined;
    if (!rack) continue;
    const { space } = surroundingsOf(document, rack.space, state);
    if (space !== before.spaceOf.get(rack.id)) return undefined;
    if (space !== undefined) reached.add(space);
  }
  if (reached.size === 0) return before;
  const heat_W = new Map(before.heat_W);
  for (const space of reached) heat_W.set(space, sumOf(document, state, before.racksIn.get(space) ?? []));
  return { ...before, heat_W };
}

function rackParameters(document: Document, id: EquipmentId): RackParameters | undefined {
  const equipment = document.tables.equipment.get(id);
  if (!equipment || kindOf(document, equipment)?.kind !== 'rack') return undefined;
  const parameters = parametersOf(document, equipment);
  return parameters.ok ? (parameters.value as RackParameters) : undefined;
}

function sumOf(document: Document, state: OperatingState, racks: readonly EquipmentId[]): number {
  let sum_W = 0;
  for (const id of racks) sum_W += (state.itPower_W.get(id) ?? 0) * (1 - (rackParameters(document, id)?.liquidShare ?? 1));
  return sum_W;
}

/** The cooled spaces with the heat that racks and electrical gear leave in their air. */
export function airSpaces(document: Document, state: OperatingState, racks: RackHeat): AirSpace[] {
  const heat_W = new Map(racks.heat_W);
  for (const [place, electrical_W] of state.electricalHeat_W) {
    const { space } = surroundingsOf(document, place, state);
    if (space !== undefined) heat_W.set(space, (heat_W.get(space) ?? 0) + electrical_W);
  }
  return [...document.tables.space.keys()].sort().flatMap((id) => {
    const air = document.tables.space.get(id)?.air;
    return air ? [{ owner: id, heat_W: heat_W.get(id) ?? 0, bypass: air.bypass, recirculation: air.recirculation }] : [];
  });
}
