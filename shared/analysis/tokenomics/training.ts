/**
 * Training on the drawn site: energy of one iteration with stages off the critical path slowed, the power this frees,
 * and the swing of work in step as the transformers above it see it.
 */
import { siteAssumed } from '../../catalogue/assumptions/site.ts';
import { kindOf, parametersOf } from '../../catalogue/resolve.ts';
import { type Document, siteOf } from '../../document/document.ts';
import type { EquipmentId, RecordId, WorkloadId } from '../../document/ids.ts';
import { fail, type Result, succeed } from '../../problem.ts';
import { quantityOf } from '../result.ts';
import type { ScenarioOptions } from '../scenario-state.ts';
import { type SolvedPlant, solvePlant } from '../solve-plant.ts';
import { rampEnergy } from './flex.ts';
import { ownDraw, type RackWork, siteWork } from './rack-work.ts';
import { slackSaving } from './training-slack.ts';

export interface TransformerSwing {
  readonly id: RecordId;
  readonly tag: string;
  /** Drop from compute to waiting at the transformer, and over its rating. */
  readonly step_W: number;
  readonly ofRating: number | undefined;
  /** What fast swings of all racks below leave after their power smoothing, and how fast; absent where no item states a swing. */
  readonly smoothed_W?: number;
  readonly ramp_W_s?: number;
}

export interface Training {
  readonly id: WorkloadId;
  readonly title: string;
  readonly iteration_s: number;
  readonly stages: readonly { readonly work_s: number; readonly x: number }[];
  /** Energy of all its racks in one iteration, and the mean power that slowing the slack stages frees. */
  readonly before_J: number;
  readonly after_J: number;
  readonly saving: number;
  readonly freed_W: number;
  readonly swing: {
    /** All racks of the job together, when they wait at once. */
    readonly step_W: number;
    /** What smoothing must hold to make the meter flat over an iteration, and to bring a stop within the grid's ramp. */
    readonly iteration_J: number;
    readonly stop_J: number;
    readonly stop_s: number;
    readonly transformers: readonly TransformerSwing[];
  };
}

/** The plant with the job computing and with all of it waiting: what each transformer sees of the step. */
function transformersOf(
  document: Document,
  options: ScenarioOptions,
  works: readonly RackWork[],
  waiting: number,
): Result<TransformerSwing[]> {
  const computing = new Map<EquipmentId, number>(ownDraw(document));
  const standing = new Map(computing);
  for (const { rack, saturation_W } of works) {
    const { id } = rack.equipment;
    standing.set(id, (standing.get(id) ?? 0) - saturation_W * (1 - waiting));
  }
  const up = solvePlant(document, { ...options, rackPower_W: computing });
  if (!up.ok) return up;
  const down = solvePlant(document, { ...options, rackPower_W: standing, previous: up.value.coupled });
  if (!down.ok) return down;
  return succeed(
    [...document.tables.equipment.values()]
      .filter((equipment) => kindOf(document, equipment)?.kind === 'transformer')
      .flatMap((equipment): TransformerSwing[] => {
        const carried = ({ results }: SolvedPlant) => quantityOf(results, equipment.id, 'powerFlow') ?? 0;
        const step_W = carried(up.value) - carried(down.value);
        if (!(step_W > 1)) return [];
        const parameters = parametersOf(document, equipment);
        const smoothed_W = quantityOf(up.value.results, equipment.id, 'powerSwing');
        const ramp_W_s = quantityOf(up.value.results, equipment.id, 'powerRamp');
        const rating: unknown = parameters.ok ? parameters.value.rating_VA : undefined;
        return [
          {
            id: equipment.id,
            tag: equipment.tag,
            step_W,
            ofRating: typeof rating === 'number' && rating > 0 ? step_W / rating : undefined,
            ...(smoothed_W === undefined ? {} : { smoothed_W }),
            ...(ramp_W_s === undefined ? {} : { ramp_W_s }),
          },
        ];
      })
      .sort((a, b) => b.step_W - a.step_W || (a.tag < b.tag ? -1 : 1)),
  );
}

export function trainingOf(document: Document, options: ScenarioOptions = {}): Result<readonly Training[]> {
  const jobs = new Map<WorkloadId, RackWork[]>();
  for (const { work } of siteWork(document).racks)
    for (const one of work)
      if (one.model.workload.training) jobs.set(one.model.workload.id, [...(jobs.get(one.model.workload.id) ?? []), one]);
  if (jobs.size === 0) return fail({ code: 'no-training', message: 'no training is placed on the racks of this design' });
  const ramp_W_s = siteAssumed(siteOf(document), 'ramp_W_s').value;
  const answers: Training[] = [];
  for (const [id, works] of jobs) {
    const model = works[0]?.model;
    const training = model?.workload.training;
    if (!model || !training) continue;
    const transformers = transformersOf(document, options, works, training.waiting);
    if (!transformers.ok) return transformers;
    const power_W = works.reduce((sum, { saturation_W }) => sum + saturation_W, 0);
    // Equal shares of the racks for the stages: each stage draws its part of the job's power.
    const perStage_W = power_W / training.stages_s.length;
    const iteration_s = Math.max(...training.stages_s);
    const { x, before_J, after_J, saving } = slackSaving(training.stages_s, perStage_W, model.curve, training.waiting);
    const step_W = power_W * (1 - training.waiting);
    const stop = rampEnergy({ step_W: power_W, ramp_W_s, chargeEfficiency: 1 });
    // A two-level load with a part d of its time up needs ΔP·d·(1−d)·T to be made flat (integral above its mean).
    const up = training.stages_s.reduce((sum, time) => sum + time, 0) / (training.stages_s.length * iteration_s);
    answers.push({
      id,
      title: model.workload.title,
      iteration_s,
      stages: training.stages_s.map((work_s, i) => ({ work_s, x: x[i] ?? 1 })),
      before_J,
      after_J,
      saving,
      freed_W: (before_J - after_J) / iteration_s,
      swing: {
        step_W,
        iteration_J: step_W * up * (1 - up) * iteration_s,
        stop_J: stop.absorbed_J,
        stop_s: stop.duration_s,
        transformers: transformers.value,
      },
    });
  }
  return succeed(answers);
}
