/** Writes a solved liquid side into the result columns: racks, CDUs, plant, pipes, rooms, and what stands at a limit. */
import type { Document } from '../document/document.ts';
import type { EquipmentId, RecordId, SpaceId } from '../document/ids.ts';
import type { LiquidNetwork } from '../network/liquid.ts';
import type { LiquidSolution } from '../solve/liquid/solution.ts';
import { reportBoiling } from './liquid/report-boiling.ts';
import { reportCdus } from './liquid/report-cdus.ts';
import { reportFittings } from './liquid/report-fittings.ts';
import { reportInput } from './liquid/report-input.ts';
import { reportFluidless, reportLiquidIslands, reportRooms } from './liquid/report-islands.ts';
import { reportPumps, reportUnits } from './liquid/report-plant.ts';
import { reportRacks } from './liquid/report-racks.ts';
import { reportRuns } from './liquid/report-runs.ts';
import { reportVessels } from './liquid/report-vessels.ts';
import type { MechanicalDraw } from './mechanical-draw.ts';
import type { IslandReport, LimitReached } from './result.ts';
import type { ResultBuilder } from './result-builder.ts';
import type { OperatingState } from './state.ts';

export interface LiquidReport {
  /** Draw of pumps, fans, compressors and controls at their terminals. */
  readonly mechanicalPower_W: ReadonlyMap<EquipmentId, number>;
  /** All heat that ends in the air of each cooled space, fans of its coils excluded. */
  readonly spaceHeat_W: ReadonlyMap<SpaceId, number>;
  readonly limits: readonly LimitReached[];
  readonly islands: readonly IslandReport[];
  /** Heat of racks that no flow carries. */
  readonly unservedHeat_W: ReadonlyMap<RecordId, number>;
}

export function reportLiquid(
  document: Document,
  state: OperatingState,
  network: LiquidNetwork,
  solution: LiquidSolution,
  builder: ResultBuilder,
  {
    draw,
    earlier,
  }: { readonly draw?: ReadonlyMap<EquipmentId, MechanicalDraw>; readonly earlier?: readonly LimitReached[] | undefined } = {},
): LiquidReport {
  const input = reportInput(document, state, network, solution, builder, draw);
  reportRacks(input);
  reportCdus(input);
  reportUnits(input);
  reportPumps(input);
  reportBoiling(input);
  reportRuns(input);
  reportFittings(input);
  reportVessels(input);
  for (const space of solution.spaces) {
    if (!space.solved || Number.isNaN(space.supply_K)) continue;
    builder.set(space.owner, 'airSupplyTemperature', space.supply_K);
    builder.set(space.owner, 'airReturnTemperature', space.return_K);
    builder.set(space.owner, 'heatToAir', space.heat_W);
  }
  return {
    mechanicalPower_W: input.mechanicalPower_W,
    spaceHeat_W: new Map(solution.spaces.map(({ owner, heat_W }) => [owner, heat_W])),
    limits: allLimits(input.limits, earlier, builder),
    islands: [...reportLiquidIslands(input), ...reportFluidless(input), ...reportRooms(input)],
    unservedHeat_W: solution.unserved_W,
  };
}

/** Limits of records that were not reported again stay; by record, so that their order does not depend on which those are. */
function allLimits(found: readonly LimitReached[], earlier: readonly LimitReached[] | undefined, builder: ResultBuilder): LimitReached[] {
  const kept = (earlier ?? []).filter(({ owner }) => !builder.concerns(owner));
  return [...kept, ...found].sort((a, b) => (a.owner < b.owner ? -1 : a.owner > b.owner ? 1 : 0));
}
