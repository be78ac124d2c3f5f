/** What the work on each rack does with the power the rack is given: draw, relative power and tokens. */
import { workloadAssumed } from '../../catalogue/assumptions/workload.ts';
import type { Document } from '../../document/document.ts';
import type { EquipmentId, RecordId } from '../../document/ids.ts';
import type { Workload } from '../../document/records.ts';
import { fail, type Problem, type Result, succeed } from '../../problem.ts';
import { type PlacedRack, racksOf } from '../racks.ts';
import { placedWork } from './placement.ts';
import { type PowerCurve, relativeThroughput } from './power-curve.ts';
import { type Throughput, throughputOf } from './serving.ts';

/** What holds for a workload on one sort of accelerator. */
export interface WorkModel {
  readonly workload: Workload;
  readonly curve: PowerCurve;
  /** Least relative power of the measured range. */
  readonly least: number;
  /** Own draw over the rack's thermal design power. */
  readonly drawShare: number;
  readonly utilisation: number;
  readonly price_USD_Mtok: number;
  /** Absent for work without tokens and on racks without accelerators. */
  readonly throughput?: Throughput;
}

/** Work on one rack with everything that its power curve needs; powers at the rack's AC input. */
export interface RackWork {
  readonly model: WorkModel;
  readonly rack: PlacedRack;
  readonly share: number;
  /** Accelerators that the work has there. */
  readonly accelerators: number;
  /** Draw when nothing is capped. */
  readonly saturation_W: number;
  /** Tokens per second at that draw. */
  readonly throughput_per_s: number;
}

export const acceleratorsOf = ({ parameters }: PlacedRack): number => parameters.accelerators ?? parameters.gpus;

const needed = ['curveA', 'curveB', 'leastPower', 'drawShare', 'utilisation', 'price_USD_Mtok'] as const;

function modelOf(workload: Workload, accelerator: string): Result<WorkModel> {
  const values = needed.map((name) => workloadAssumed(workload, name));
  const problems: Problem[] = values.flatMap((value) => (value.ok ? [] : [...value.problems]));
  const throughput = workload.purpose === 'ingestion' || accelerator === 'none' ? undefined : throughputOf(workload, accelerator);
  if (throughput && !throughput.ok) problems.push(...throughput.problems);
  if (problems.length > 0) return fail(...problems);
  const [a = 0, b = 0, least = 1, drawShare = 1, utilisation = 1, price_USD_Mtok = 0] = values.map((value) =>
    value.ok ? value.value.value : undefined,
  );
  return succeed({
    workload,
    curve: { a, b },
    least,
    drawShare,
    utilisation,
    price_USD_Mtok,
    ...(throughput?.ok ? { throughput: throughput.value } : {}),
  });
}

export interface SiteWork {
  /** Work of each rack, in id order of racks and workloads. */
  readonly racks: readonly { readonly rack: PlacedRack; readonly work: readonly RackWork[] }[];
  /** Workloads that have no figure, and why. */
  readonly problems: readonly Problem[];
}

/** Where a part of a workload cannot be answered, its share of a rack draws power and makes no known tokens. */
export function siteWork(document: Document): SiteWork {
  const models = new Map<string, Result<WorkModel>>();
  const problems = new Map<string, Problem>();
  const placed = placedWork(document);
  const racks = racksOf(document).map((rack) => {
    const { accelerator, tdp_W } = rack.parameters;
    const work = (placed.get(rack.equipment.id) ?? []).flatMap(({ workload, share }): RackWork[] => {
      const key = `${workload.id} ${accelerator}`;
      const model = models.get(key) ?? modelOf(workload, accelerator);
      models.set(key, model);
      if (!model.ok) {
        for (const problem of model.problems) problems.set(`${problem.record} ${problem.message}`, problem);
        return [];
      }
      const accelerators = share * acceleratorsOf(rack);
      return [
        {
          model: model.value,
          rack,
          share,
          accelerators,
          saturation_W: share * model.value.drawShare * tdp_W,
          throughput_per_s: accelerators * (model.value.throughput?.throughput_per_s ?? 0),
        },
      ];
    });
    return { rack, work };
  });
  return { racks, problems: [...problems.values()] };
}

/**
 * Relative tokens at relative power x. Below the measured range part of the units is parked and the rest runs at its
 * least measured power: the chord to the origin, never the curve outside its range.
 */
export const relativeTokens = ({ curve, least }: Pick<WorkModel, 'curve' | 'least'>, x: number): number =>
  x >= least ? relativeThroughput(curve, x) : (Math.max(0, x) / least) * relativeThroughput(curve, least);

/** How the power of a rack is used by its work: each has its share of the rack's power, and takes what it can use. */
export function spentBy(
  work: RackWork,
  rack_W: number,
): { readonly given_W: number; readonly drawn_W: number; readonly tokens_per_s: number } {
  const given_W = work.share * rack_W;
  const drawn_W = Math.min(given_W, work.saturation_W);
  const x = work.saturation_W > 0 ? drawn_W / work.saturation_W : 0;
  return { given_W, drawn_W, tokens_per_s: work.throughput_per_s * relativeTokens(work.model, x) };
}

/** What racks would draw by their own work, uncapped; racks without work keep what the scenario gives them. */
export function ownDraw(document: Document): ReadonlyMap<EquipmentId, number> {
  return new Map<RecordId, number>(
    siteWork(document).racks.flatMap(({ rack, work }) =>
      work.length === 0 ? [] : [[rack.equipment.id, work.reduce((sum, { saturation_W }) => sum + saturation_W, 0)] as const],
    ),
  );
}
