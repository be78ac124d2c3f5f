/** Cables by ampacity behind the breaker ahead of them, and by voltage drop along their route. */
import { itemParameters, kindOf, parametersOf } from '../../catalogue/resolve.ts';
import { runMeasure } from '../../catalogue/route.ts';
import { type Document, itemOf } from '../../document/document.ts';
import type { Connection, Item } from '../../document/records.ts';
import { quantityOf, type ResultTable } from '../result.ts';
import type { CableCandidate, SizedCable, Unsized } from './sized-run.ts';

export interface CableLimits {
  /** Part of the nominal voltage that one run may lose. */
  readonly voltageDrop: number;
}

/** NEC 210.19 and 215.2, informational notes: 3 % along a feeder or branch, 5 % to the farthest outlet. */
export const usualVoltageDrop = 0.03;

/** Most sets laid side by side. */
const mostSets = 24;
/** Least conductor that may be laid in parallel sets: 1/0 AWG (NEC 2023, 310.10(G)(1)), the metric 50 mm². */
const leastParallel_m2 = 50e-6;
/** Power factor of the loads a run carries, for its voltage drop. */
const powerFactor = 0.95;

interface CableValues {
  readonly voltage_V: number;
  readonly resistance_ohm_m: number;
  readonly reactance_ohm_m: number;
  readonly ampacity_A: number;
  readonly derating: number;
  readonly massPerLength_kg_m: number;
  readonly conductorArea_m2?: number;
}

const valuesOf = (item: Item): CableValues | undefined => {
  const parameters = itemParameters(item);
  return parameters.ok ? (parameters.value as CableValues) : undefined;
};

/** Current that conductors must carry: what the device ahead lets through for ever; the solved current where there is none. */
function requiredCurrent(
  document: Document,
  run: Connection,
  solved_A: number | undefined,
): { current_A: number; basis: string } | undefined {
  const from = document.tables.equipment.get(run.from.equipment);
  const p = from && parametersOf(document, from);
  const kind = from && kindOf(document, from)?.kind;
  if (p?.ok) {
    if (kind === 'switchgear' || kind === 'switchboard' || kind === 'rpp')
      return { current_A: p.value.way_A, basis: `way of ${from?.tag}, ${p.value.way_A} A trip` };
    if (kind === 'transformer') {
      const current_A = p.value.rating_VA / (Math.sqrt(3) * p.value.secondary_V);
      return { current_A, basis: `rating of ${from?.tag}` };
    }
    if (kind === 'ups') {
      const current_A = p.value.rating_W / (Math.sqrt(3) * p.value.voltage_V);
      return { current_A, basis: `rating of ${from?.tag}` };
    }
    if (kind === 'generator') {
      const current_A = p.value.rating_W / (Math.sqrt(3) * p.value.voltage_V * p.value.powerFactor);
      return { current_A, basis: `rating of ${from?.tag}` };
    }
  }
  // A service or a device without a trip of its own: room for the other train’s load.
  return solved_A === undefined ? undefined : { current_A: 2 * solved_A, basis: 'twice the solved current: the other train may be lost' };
}

const areaOf = ({ item }: CableCandidate): number => valuesOf(item)?.conductorArea_m2 ?? 0;

/** Fewest sets: each more is pulled, glanded and has to share the current; of as many the lightest. */
const better = (a: CableCandidate, b: CableCandidate): number => a.parallel - b.parallel || a.mass_kg_m - b.mass_kg_m;

/** What speaks against so many sets of a cable. */
function setsAgainst(parallel: number, area_m2: number | undefined): string | undefined {
  if (parallel > mostSets) return `${parallel} sets`;
  return parallel > 1 && area_m2 !== undefined && area_m2 < leastParallel_m2 ? 'too thin for parallel sets' : undefined;
}

export function sizeCable(
  document: Document,
  run: Connection,
  results: ResultTable,
  items: readonly Item[],
  limits: CableLimits,
): SizedCable | Unsized {
  const item = itemOf(document, run);
  const own = parametersOf(document, run);
  const voltage_V = document.tables.system.get(run.system)?.voltage_V;
  if (!own.ok || voltage_V === undefined) return { run: run.id, tag: run.tag, reason: 'its system states no voltage' };
  const required = requiredCurrent(document, run, quantityOf(results, run.id, 'current'));
  if (!required || required.current_A <= 0)
    return { run: run.id, tag: run.tag, reason: 'no current flows in it and nothing ahead limits it' };
  const { current_A, basis } = required;
  const length_m = runMeasure(document, run).length_m + ((own.value.extraLength_m as number | undefined) ?? 0);
  const sine = Math.sqrt(1 - powerFactor ** 2);
  // Line to line for all phases alike; one phase falls there and back, against its voltage to neutral.
  const phases: string = own.value.phases ?? 'three';
  const thereAndBack = phases === 'three' ? Math.sqrt(3) : phases.length === 2 ? 2 * Math.sqrt(3) : 2;
  const candidates = items
    .filter((each) => each.kind === 'cable')
    .flatMap((each): CableCandidate[] => {
      const values = valuesOf(each);
      // A cable for another voltage class is no candidate: neither too weak nor a transmission cable in a hall.
      if (!values || values.voltage_V < voltage_V * 0.94 || values.voltage_V > voltage_V * 20) return [];
      const one_A = values.ampacity_A * values.derating;
      const drop = (sets: number) =>
        (thereAndBack * current_A * length_m * (values.resistance_ohm_m * powerFactor + values.reactance_ohm_m * sine)) / sets / voltage_V;
      const byAmpacity = Math.max(1, Math.ceil(current_A / one_A - 1e-9));
      const byDrop = Math.max(1, Math.ceil(drop(1) / limits.voltageDrop - 1e-9));
      const parallel = Math.max(byAmpacity, byDrop);
      const against = setsAgainst(parallel, values.conductorArea_m2);
      return [
        {
          item: each,
          parallel,
          ampacity_A: parallel * one_A,
          voltageDrop: drop(parallel),
          mass_kg_m: parallel * values.massPerLength_kg_m,
          ...(against === undefined ? {} : { against }),
        },
      ];
    })
    .sort((a, b) => areaOf(a) - areaOf(b) || better(a, b));
  const [chosen] = candidates.filter(({ against }) => against === undefined).sort(better);
  const chosenValues = chosen && valuesOf(chosen.item);
  const byAmpacity =
    chosen && chosenValues ? Math.max(1, Math.ceil(current_A / (chosenValues.ampacity_A * chosenValues.derating) - 1e-9)) : 0;
  const sets = (own.value.parallel as number | undefined) ?? 1;
  return {
    medium: 'power',
    run: run.id,
    tag: run.tag,
    now: sets > 1 ? `${sets} × ${item.title}` : item.title,
    current_A,
    basis,
    length_m,
    chosen,
    candidates,
    decidedBy: chosen ? (chosen.parallel > byAmpacity ? 'voltage drop' : 'ampacity') : 'no cable fits',
    source:
      'item: ampacity and derating; conductor not weaker than the device ahead (NEC 240.4); no parallel sets below 50 mm² (NEC 310.10(G)), fewest sets first; voltage drop NEC 215.2 note',
    changes: chosen !== undefined && (chosen.item.name !== item.name || chosen.parallel !== sets),
  };
}
