/** Pipes by velocity and friction loss per metre at the flow that was solved. */
import { kindNamed } from '../../catalogue/kinds/index.ts';
import { itemParameters } from '../../catalogue/resolve.ts';
import { boreFits } from '../../commands/resize-runs.ts';
import { type Document, itemOf } from '../../document/document.ts';
import type { Connection, Item } from '../../document/records.ts';
import type { Fluid } from '../../solve/fluids/fluid.ts';
import { fluidNamed } from '../../solve/fluids.ts';
import { colebrook } from '../../solve/hydraulics/friction.ts';
import { quantityOf, type ResultTable } from '../result.ts';
import type { PipeCandidate, SizedPipe, Unsized } from './sized-run.ts';

export interface PipeLimits {
  /** Tighter than the guide of the item itself where given. */
  readonly velocity_m_s?: number;
  readonly drop_Pa_m: number;
  /** Added to the solved flow, e.g. 0.5 where one of three units may fail. */
  readonly margin: number;
}

/**
 * 400 Pa/m: upper end of the range used for hydronic pipes, 100 to 400 Pa/m
 * (ASHRAE Handbook Fundamentals 2021, chapter 22, pipe sizing; recalled, not read).
 */
export const usualDrop_Pa_m = 400;

/** Temperature at which properties are taken where the run has none solved: 40 °C. */
const usual_K = 313.15;

/**
 * Friction loss of a straight pipe, Darcy–Weisbach with Colebrook above Re 2300 and 64/Re below.
 * @returns Pa per metre
 */
export function frictionLoss_Pa_m(fluid: Fluid, temperature_K: number, flow_m3_s: number, bore_m: number, roughness_m: number): number {
  if (flow_m3_s <= 0) return 0;
  const density = fluid.density(temperature_K);
  const velocity = flow_m3_s / ((Math.PI / 4) * bore_m ** 2);
  const reynolds = (density * velocity * bore_m) / fluid.viscosity(temperature_K);
  const out = new Float64Array(2);
  if (reynolds < 2300) out[0] = 64 / reynolds;
  else colebrook(reynolds, roughness_m / bore_m, out);
  return (((out[0] ?? 0) / bore_m) * density * velocity ** 2) / 2;
}

/** `pipe-ss-dn100` and `pipe-ss-dn80` are of one family. */
const familyOf = (item: Item): string => item.name.replace(/-dn\d+$/, '');

interface PipeValues {
  readonly innerDiameter_m: number;
  readonly nominalSize_m: number;
  readonly roughness_m: number;
  readonly maxVelocity_m_s: number;
}

const valuesOf = (item: Item): PipeValues | undefined => {
  const parameters = itemParameters(item);
  return parameters.ok ? (parameters.value as PipeValues) : undefined;
};

export function sizePipe(
  document: Document,
  run: Connection,
  results: ResultTable,
  items: readonly Item[],
  limits: PipeLimits,
): SizedPipe | Unsized {
  const item = itemOf(document, run);
  const system = document.tables.system.get(run.system);
  const fluid = system?.fluid === undefined ? undefined : fluidNamed(system.fluid);
  const solved = quantityOf(results, run.id, 'flow');
  if (kindNamed(item.kind)?.kind !== 'pipe' || !fluid) return { run: run.id, tag: run.tag, reason: 'its system states no fluid' };
  if (solved === undefined) return { run: run.id, tag: run.tag, reason: 'its flow is not solved yet' };
  const flow_m3_s = Math.abs(solved) * (1 + limits.margin);
  if (flow_m3_s < 1e-7) return { run: run.id, tag: run.tag, reason: 'nothing flows in it' };
  const temperature_K = quantityOf(results, run.id, 'supplyTemperature') ?? usual_K;
  const family = familyOf(item);
  // A hose is a metre or two long and is chosen by its maker's velocity and the coupling alone.
  const rigid = family !== 'hose';
  const sizes = items
    .filter((each) => each.kind === 'pipe' && familyOf(each) === family)
    .flatMap((each) => {
      const values = valuesOf(each);
      return values ? [{ item: each, values }] : [];
    })
    .sort((a, b) => a.values.innerDiameter_m - b.values.innerDiameter_m);
  const candidates = sizes.map(({ item: each, values }): PipeCandidate => {
    const velocity_m_s = flow_m3_s / ((Math.PI / 4) * values.innerDiameter_m ** 2);
    const drop_Pa_m = frictionLoss_Pa_m(fluid, temperature_K, flow_m3_s, values.innerDiameter_m, values.roughness_m);
    const guide = Math.min(limits.velocity_m_s ?? Number.POSITIVE_INFINITY, values.maxVelocity_m_s);
    const against = !boreFits(document, run, values.nominalSize_m)
      ? 'more than one reducer from its ports'
      : velocity_m_s > guide
        ? `velocity above ${guide.toFixed(1)} m/s`
        : rigid && drop_Pa_m > limits.drop_Pa_m
          ? `loss above ${limits.drop_Pa_m.toFixed(0)} Pa/m`
          : undefined;
    return { item: each, velocity_m_s, drop_Pa_m, ...(against === undefined ? {} : { against }) };
  });
  const chosen = candidates.find(({ against }) => against === undefined);
  const index = chosen ? candidates.indexOf(chosen) : -1;
  const below = candidates[index - 1];
  return {
    medium: 'liquid',
    run: run.id,
    tag: run.tag,
    now: item.title,
    flow_m3_s,
    chosen,
    candidates,
    decidedBy: chosen ? (below?.against ?? 'smallest size made') : 'no size fits',
    source: rigid
      ? 'item: velocity guide; ASHRAE Fundamentals ch. 22: 100 to 400 Pa/m (recalled); Colebrook (1939)'
      : 'item: velocity guide of the hose; loss per metre shown only, by Colebrook (1939)',
    changes: chosen !== undefined && chosen.item.name !== item.name,
  };
}
