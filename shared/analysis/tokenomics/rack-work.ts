/** What the work on each rack does with the power the rack is given: draw, relative power and tokens. */
import { powerProfileNamed, profileCap } from '../../catalogue/assumptions/power-profile.ts';
import { workloadAssumed } from '../../catalogue/assumptions/workload.ts';
import { type Document, siteOf } from '../../document/document.ts';
import type { EquipmentId, RecordId } from '../../document/ids.ts';
import type { Workload } from '../../document/records.ts';
import { fail, type Problem, type Result, succeed } from '../../problem.ts';
import { type PlacedRack, racksOf } from '../racks.ts';
import { baselineOf, placedWork } from './placement.ts';
import { curveUnder, type PowerCurve, relativeThroughput } from './power-curve.ts';
import { type Throughput, throughputOf } from './serving.ts';

/** What holds for a workload on one sort of accelerator under one power profile. */
export interface WorkModel {
  readonly workload: Workload;
  /** Standing cap of the power profile over the own draw under Max-P; 1 for Max-P. */
  readonly most: number;
  /** Over the draw under the profile, as `least`. */
  readonly curve: PowerCurve;
  /** Least relative power of the measured range. */
  readonly least: number;
  /** Draw under the profile over the rack's thermal design power. */
  readonly drawShare: number;
  /** Tokens that the profile keeps. */
  readonly kept: number;
  readonly utilisation: number;
  readonly price_USD_Mtok: number;
  /** Under Max-P. Absent for work without tokens and on racks without accelerators. */
  readonly throughput?: Throughput;
}

/** Work on one rack with everything that its power curve needs; powers at the rack's AC input. */
export interface RackWork {
  readonly model: WorkModel;
  readonly rack: PlacedRack;
  readonly share: number;
  /** Accelerators that the work has there. */
  readonly accelerators: number;
  /** Draw when nothing but the power profile caps it. */
  readonly saturation_W: number;
  /** Tokens per second at that draw. */
  readonly throughput_per_s: number;
}

export const acceleratorsOf = ({ parameters }: PlacedRack): number => parameters.accelerators ?? parameters.gpus;

const needed = ['curveA', 'curveB', 'leastPower', 'drawShare', 'utilisation', 'price_USD_Mtok'] as const;

function modelOf(workload: Workload, accelerator: string, most: number): Result<WorkModel> {
  const values = needed.map((name) => workloadAssumed(workload, name));
  const problems: Problem[] = values.flatMap((value) => (value.ok ? [] : [...value.problems]));
  const throughput = workload.purpose === 'ingestion' || accelerator === 'none' ? undefined : throughputOf(workload, accelerator);
  if (throughput && !throughput.ok) problems.push(...throughput.problems);
  if (problems.length > 0) return fail(...problems);
  const [a = 0, b = 0, least = 1, drawShare = 1, utilisation = 1, price_USD_Mtok = 0] = values.map((value) =>
    value.ok ? value.value.value : undefined,
  );
  // Below its measured range a cap parks units: what is left of them runs uncapped or not at all.
  const measured = most >= least;
  return succeed({
    workload,
    most,
    curve: measured ? curveUnder({ a, b }, most) : { a: 1, b: 0 },
    least: measured ? least / most : 1,
    kept: relativeTokens({ curve: { a, b }, least }, most),
    drawShare: drawShare * most,
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

/** Cap of the power profile that a rack's software sets; a rack that is sold with the profile is not capped again. */
function capOn(document: Document, rack: PlacedRack, problems: Map<string, Problem>): number {
  const stated = baselineOf(document, rack)?.powerProfile ?? '';
  const profile = powerProfileNamed(stated);
  if (profile === undefined) {
    const message = `there is no power profile ${stated}: its racks are counted as uncapped`;
    problems.set(stated, { code: 'bad-value', record: rack.equipment.group ?? rack.equipment.id, field: 'baseline.powerProfile', message });
    return 1;
  }
  return profile === rack.parameters.profile ? 1 : profileCap(siteOf(document), profile);
}

/** Where a part of a workload cannot be answered, its share of a rack draws power and makes no known tokens. */
export function siteWork(document: Document): SiteWork {
  const models = new Map<string, Result<WorkModel>>();
  const problems = new Map<string, Problem>();
  const placed = placedWork(document);
  const racks = racksOf(document).map((rack) => {
    const { accelerator, tdp_W } = rack.parameters;
    const most = capOn(document, rack, problems);
    const work = (placed.get(rack.equipment.id) ?? []).flatMap(({ workload, share }): RackWork[] => {
      const key = `${workload.id} ${accelerator} ${most}`;
      const model = models.get(key) ?? modelOf(workload, accelerator, most);
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
          throughput_per_s: accelerators * model.value.kept * (model.value.throughput?.throughput_per_s ?? 0),
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
