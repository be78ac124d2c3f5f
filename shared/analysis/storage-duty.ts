/**
 * What battery storage beside a live supply draws or gives: a state that is settled before each flow,
 * from the flow before. Shaving adds what the services delivered beyond the import limit to what was
 * given already, so that it stands where the import stands at the limit.
 */
import type { BessParameters } from '../catalogue/kinds/bess/definition.ts';
import { kindOf, parametersOf } from '../catalogue/resolve.ts';
import type { Document } from '../document/document.ts';
import { siteOf } from '../document/document.ts';
import type { EquipmentId } from '../document/ids.ts';
import type { ElectricalNetwork } from '../network/electrical.ts';
import type { ElectricalSolution } from '../solve/electrical.ts';
import { equipmentOfKind } from './equipment-index.ts';
import type { OperatingState } from './state.ts';

interface Unit {
  readonly id: EquipmentId;
  readonly parameters: BessParameters;
  /** Carries its part itself: nothing to stand beside. */
  readonly carries: boolean;
}

/** Units with a duty that are not failed and live. */
function unitsWithDuty(document: Document, state: OperatingState, network: ElectricalNetwork, solution: ElectricalSolution): Unit[] {
  return equipmentOfKind(document, 'bess').flatMap((equipment): Unit[] => {
    const { id } = equipment;
    const parameters = parametersOf(document, equipment);
    const source = network.sources.findIndex(({ owner }) => owner === id);
    const { bus } = network.sources[source] ?? {};
    if (!parameters.ok || state.failed.has(id) || bus === undefined || !solution.live[bus]) return [];
    const values = parameters.value as BessParameters;
    return values.duty === 'standby' ? [] : [{ id, parameters: values, carries: solution.sourceState[source] === 'carrying' }];
  });
}

/** What all utility services deliver together. */
function imported_W(document: Document, network: ElectricalNetwork, solution: ElectricalSolution): number {
  let total = 0;
  network.sources.forEach(({ owner }, s) => {
    const equipment = document.tables.equipment.get(owner as EquipmentId);
    if (!equipment || kindOf(document, equipment)?.kind !== 'utility' || solution.sourceState[s] !== 'carrying') return;
    total += solution.sourcePower_W.at(s);
  });
  return total;
}

/** Power at the terminals of every unit with a duty beside its supply; negative where it discharges. */
export function storagePower(
  document: Document,
  state: OperatingState,
  network: ElectricalNetwork,
  solution: ElectricalSolution,
): ReadonlyMap<EquipmentId, number> {
  const power = new Map<EquipmentId, number>();
  const units = unitsWithDuty(document, state, network, solution);
  const beside = units.filter(({ carries }) => !carries && !state.scenario.onBattery);
  for (const { id, parameters: p } of units) power.set(id, p.auxiliary_W);
  for (const { id, parameters: p } of beside)
    if (p.duty === 'discharge') power.set(id, p.auxiliary_W - Math.min(p.discharging_W, p.rating_W));
  const shaving = beside.filter(({ parameters }) => parameters.duty === 'shave');
  if (shaving.length === 0) return power;
  const agreed_W = siteOf(document).utilityLimit_W ?? Number.POSITIVE_INFINITY;
  const limit_W = shaving.reduce(
    (least, { parameters }) => Math.min(least, parameters.importLimit_W ?? agreed_W),
    Number.POSITIVE_INFINITY,
  );
  const rating_W = shaving.reduce((sum, { parameters }) => sum + parameters.rating_W, 0);
  const given_W = shaving.reduce((sum, { id, parameters: p }) => sum + p.auxiliary_W - (state.storagePower_W.get(id) ?? p.auxiliary_W), 0);
  const beyond_W = imported_W(document, network, solution) - limit_W;
  const wanted_W = Number.isFinite(beyond_W) ? Math.min(rating_W, Math.max(0, given_W + beyond_W)) : 0;
  for (const { id, parameters: p } of shaving) power.set(id, p.auxiliary_W - (wanted_W * p.rating_W) / rating_W);
  return power;
}
