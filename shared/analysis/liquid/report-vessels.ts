/** Expansion vessels: what their loop holds, how much it grows, and the vessel that takes it (EN 12828:2012, annex D). */
import type { ExpansionVesselParameters } from '../../catalogue/kinds/expansion-vessel/definition.ts';
import type { RecordId } from '../../document/ids.ts';
import { nodeId } from '../../network/build.ts';
import { type Fluid, fluidNamed } from '../../solve/fluids.ts';
import { equipmentOfKind } from '../equipment-index.ts';
import { equipmentOf, type LiquidReportInput, put } from './report-input.ts';

/** Loops are filled with cold mains water; a design assumption of the standard's example. */
const fill_K = 283.15;
/** Water reserve against losses: half a percent of the content, and at least 3 L (EN 12828, annex D). */
const reservePart = 0.005;
const leastReserve_m3 = 0.003;
/** The gas cushion is filled 0.3 bar below the pressure that the cold loop holds. */
const cushion_Pa = 30_000;

/**
 * Nominal volume of a diaphragm vessel, m³. EN 12828:2012, annex D: V_N = (V_e + V_wr)·(p_e + p_atm)/(p_e − p_0).
 * @returns undefined where the final pressure leaves no room above the cushion
 */
export function requiredVessel_m3(input: {
  readonly content_m3: number;
  readonly expansion_m3: number;
  /** Gauge pressures: held by the cold loop, and just below the safety valve. */
  readonly fill_Pa: number;
  readonly final_Pa: number;
  readonly atmospheric_Pa: number;
}): number | undefined {
  const cushion = input.fill_Pa - cushion_Pa;
  if (input.final_Pa <= cushion) return undefined;
  const reserve_m3 = Math.max(leastReserve_m3, reservePart * input.content_m3);
  return ((input.expansion_m3 + reserve_m3) * (input.final_Pa + input.atmospheric_Pa)) / (input.final_Pa - cushion);
}

const islandsOf = new WeakMap<Int32Array, ReadonlyMap<RecordId, number>>();

/** Island of the water in each vessel; by the numbering of the islands, which a network of the same shape keeps. */
function waterIslands({ document, network, solution: { islandOf } }: LiquidReportInput): ReadonlyMap<RecordId, number> {
  let islands = islandsOf.get(islandOf);
  if (!islands) {
    const found = new Map<RecordId, number>();
    const vessels = new Set(equipmentOfKind(document, 'expansion-vessel').map(({ id }) => id as RecordId));
    network.nodes.forEach(({ id, owner }, node) => {
      if (vessels.has(owner) && id === nodeId(owner, 'water')) found.set(owner, islandOf[node] as number);
    });
    islands = found;
    islandsOf.set(islandOf, islands);
  }
  return islands;
}

export function reportVessels(input: LiquidReportInput): void {
  const { network, solution, state } = input;
  const vessels = [...equipmentOf<ExpansionVesselParameters>(input, 'expansion-vessel')];
  if (vessels.length === 0) return;
  // Content and growth of every island in one pass over its branches.
  const content = new Float64Array(solution.islands.length);
  const growth = new Float64Array(solution.islands.length);
  const islands = waterIslands(input);
  const islandOf = (id: RecordId) => islands.get(id);
  const shared = new Map<number, number>();
  for (const { id } of equipmentOfKind(input.document, 'expansion-vessel')) {
    const island = islandOf(id);
    if (island !== undefined) shared.set(island, (shared.get(island) ?? 0) + 1);
  }
  const asked = new Uint8Array(solution.islands.length);
  for (const { record } of vessels) asked[islandOf(record.id) ?? -1] = 1;
  let [filled, fill_kg_m3]: [Fluid | undefined, number] = [undefined, Number.NaN];
  network.branches.forEach(({ from, volume_m3 }, b) => {
    const island = solution.islandOf[from] as number;
    if (asked[island] !== 1) return;
    const fluid = fluidNamed(network.nodes[from]?.fluid ?? '');
    const hot_K = Math.max(solution.inlet_K[b] as number, solution.outlet_K[b] as number);
    if (!(volume_m3 > 0) || !fluid || island < 0) return;
    content[island] = (content[island] as number) + volume_m3;
    if (!Number.isFinite(hot_K)) return;
    if (fluid !== filled) [filled, fill_kg_m3] = [fluid, fluid.density(fill_K)];
    growth[island] = (growth[island] as number) + volume_m3 * (fill_kg_m3 / fluid.density(hot_K) - 1);
  });
  for (const { record, parameters: p } of vessels) {
    const island = islandOf(record.id);
    const status = solution.islands[island ?? -1]?.status;
    if (island === undefined || status !== 'solved') continue;
    const count = shared.get(island) ?? 1;
    const [content_m3, expansion_m3] = [content[island] as number, growth[island] as number];
    put(input, record.id, 'loopVolume', content_m3);
    put(input, record.id, 'expansionVolume', expansion_m3);
    const needed = requiredVessel_m3({
      content_m3,
      expansion_m3,
      fill_Pa: p.fillPressure_Pa,
      final_Pa: p.maxPressure_Pa,
      atmospheric_Pa: state.ambient.pressure_Pa,
    });
    put(input, record.id, 'vesselNeeded', needed === undefined ? undefined : needed / count);
  }
}
