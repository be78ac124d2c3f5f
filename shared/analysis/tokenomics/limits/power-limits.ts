/** All limits that power of racks meets in a drawn design, as rows made at a solved state. */
import type { Document } from '../../../document/document.ts';
import type { EquipmentId } from '../../../document/ids.ts';
import { type Coupled, couple } from '../../couple.ts';
import { racksOf } from '../../racks.ts';
import { coolingLimits } from './cooling-limits.ts';
import { electricalLimits } from './electrical-limits.ts';
import { type HeatPaths, heatPaths } from './heat-paths.ts';
import { mechanicalResponse } from './mechanical-response.ts';
import { type Marginals, type PlantLimit, type PowerLimits, withRows } from './plant-limit.ts';
import { spaceLimits } from './space-limits.ts';

/** Part by which racks are lowered to see what the plant does. */
const probePart = 0.01;
/** A row that moved less than a fifth or more than five times of what its tangent says met a kink between the states. */
const credible = 5;

/** The same rows with slopes that meet how the use of each limit, draw over capacity, went when all racks changed together. */
function calibrated(rows: readonly PlantLimit[], probed: readonly PlantLimit[], change_W: Float64Array): PlantLimit[] {
  const after = new Map(probed.map((row) => [row.id, row]));
  return rows.map((row) => {
    const other = after.get(row.id);
    if (!other) return row;
    let expected = 0;
    for (let k = 0; k < row.members.length; k++) expected += (row.coefficients[k] ?? 0) * (change_W[row.members[k] ?? -1] ?? 0);
    const factor = (row.capacity * (other.present / other.capacity) - row.present) / expected;
    if (!(factor > 1 / credible && factor < credible)) return row;
    return { ...row, coefficients: Float64Array.from(row.coefficients, (a) => a * factor) };
  });
}

/**
 * Limits of a solved design: what loads the elements upstream of each rack (with the losses and the cooling that a watt
 * more takes), coolant flow and heat of loops and units, floor and utility. They are tangents: exact at the state they
 * were made at, good to second order beside it. The plant is solved once more to see how its machines respond.
 * @param coupled — a solution of the document; racks without supply are left out.
 */
export function powerLimits(document: Document, coupled: Coupled): PowerLimits {
  const { itPower_W, unpowered, failed } = coupled.state;
  const racks: EquipmentId[] = racksOf(document)
    .map(({ equipment }) => equipment.id)
    .filter((id) => !unpowered.has(id) && !failed.has(id) && (itPower_W.get(id) ?? 0) > 0);
  const index = new Map(racks.map((id, rack) => [id, rack]));
  const present_W = Float64Array.from(racks, (id) => itPower_W.get(id) ?? 0);
  const paths = heatPaths(document, coupled, index);
  const probeState = { ...coupled.state, itPower_W: new Map([...itPower_W].map(([id, power_W]) => [id, power_W * (1 - probePart)])) };
  const probe = couple(document, probeState, coupled);
  const change_W = present_W.map((power_W) => -probePart * power_W);
  const draws = new Map<EquipmentId, Marginals>(mechanicalResponse(coupled, probe, paths, change_W));
  racks.forEach((id, rack) => {
    draws.set(id, new Map([[rack, 1]]));
  });
  const cooling = (state: Coupled, by: HeatPaths, power_W: Float64Array) => coolingLimits(state, by, racks, power_W);
  const probed_W = present_W.map((power_W) => power_W * (1 - probePart));
  return withRows(racks, present_W, [
    ...electricalLimits(document, coupled, draws),
    ...calibrated(cooling(coupled, paths, present_W), cooling(probe, heatPaths(document, probe, index), probed_W), change_W),
    ...spaceLimits(document, racks, present_W),
  ]);
}
