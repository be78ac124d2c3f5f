/** Which pumps serve which loop where several are drawn at once. */
import type { Equipment } from '../../document/records.ts';
import { distance } from '../../geometry/pose.ts';
import { clustersOf } from './clusters.ts';
import type { Draft } from './draft.ts';
import type { Circuit } from './water-circuits.ts';

/** Pumps farther apart than this belong to different loops. */
export const pumpsTogether_m = 8;

/** A loop that asks for pumps: its flow, and what it serves and is cooled by. */
export interface Asking {
  readonly circuit: Circuit;
  readonly flow_m3_s: number;
  readonly near: readonly Equipment[];
}

const ratedFlow = (d: Draft, pump: Equipment): number => d.parametersOf(pump)?.ratedFlow_m3_s ?? 0;

/** Pumps that carry a flow with one of them out. */
const wantedOf = (d: Draft, pump: Equipment, flow_m3_s: number): number => Math.ceil(flow_m3_s / Math.max(ratedFlow(d, pump), 1e-6)) + 1;

function byModel(pumps: readonly Equipment[]): Equipment[][] {
  const models = new Map<string, Equipment[]>();
  for (const pump of pumps) models.set(pump.item, [...(models.get(pump.item) ?? []), pump]);
  return [...models.values()];
}

/** How far a pump stands from what a loop serves and is cooled by: the middle of the nearest two. */
function away(pump: Equipment, { near }: Asking): number {
  const [first = Number.POSITIVE_INFINITY, second = first] = near
    .map(({ position_m }) => distance(position_m, pump.position_m))
    .sort((a, b) => a - b);
  return (first + second) / 2;
}

/**
 * Pumps of one model for several loops: each loop gets as many as carry its flow, and a spare, those first that stand nearest to it;
 * undefined where there are too few for that.
 */
function shared(d: Draft, pumps: readonly Equipment[], asking: readonly Asking[]): ReadonlyMap<Circuit, Equipment[]> | undefined {
  const [first] = pumps;
  if (!first) return undefined;
  const wanted = new Map(asking.map(({ circuit, flow_m3_s }) => [circuit, wantedOf(d, first, flow_m3_s)]));
  if ([...wanted.values()].reduce((sum, count) => sum + count, 0) > pumps.length) return undefined;
  const given = new Map<Circuit, Equipment[]>(asking.map(({ circuit }) => [circuit, []]));
  const pairs = pumps
    .flatMap((pump) => asking.map((loop) => ({ pump, circuit: loop.circuit, by: away(pump, loop) })))
    .sort((a, b) => a.by - b.by || (a.pump.tag < b.pump.tag ? -1 : 1));
  const placed = new Set<Equipment>();
  for (const enough of [true, false])
    for (const { pump, circuit } of pairs) {
      const mine = given.get(circuit);
      if (!mine || placed.has(pump) || (enough && mine.length >= (wanted.get(circuit) ?? 0))) continue;
      mine.push(pump);
      placed.add(pump);
    }
  for (const [circuit, mine] of given)
    given.set(
      circuit,
      pumps.filter((pump) => mine.includes(pump)),
    );
  return given;
}

/**
 * Pumps of one model serve one loop, the one whose flow they are nearest to. Where there are fewer models than loops, those that stand
 * apart count as models of their own; and where pumps of one model stand together, they are shared out if they are enough for it.
 */
export function pumpsOf(d: Draft, pumps: readonly Equipment[], asking: readonly Asking[]): ReadonlyMap<Circuit, readonly Equipment[]> {
  const [only] = asking;
  if (only && asking.length === 1) return new Map([[only.circuit, pumps]]);
  const models = byModel(pumps);
  const apart = models.length < asking.length ? models.flatMap((model) => clustersOf(model, pumpsTogether_m)) : models;
  const given = new Map<Circuit, Equipment[]>(asking.map(({ circuit }) => [circuit, []]));
  const unlike = (all: readonly Equipment[], { flow_m3_s }: Asking): number => {
    const each_m3_s = all[0] ? ratedFlow(d, all[0]) : 0;
    return Math.abs(Math.log(Math.max(each_m3_s * Math.max(1, all.length - 1), 1e-9) / (flow_m3_s || 1e-6)));
  };
  // The model that fits a loop best chooses first; a loop without pumps comes before one that has some.
  const waiting = [...apart];
  while (waiting.length > 0) {
    const open = asking.filter(({ circuit }) => given.get(circuit)?.length === 0);
    const [best] = waiting
      .flatMap((all) => (open.length > 0 ? open : asking).map((loop) => ({ all, loop, by: unlike(all, loop) })))
      .sort((a, b) => a.by - b.by);
    if (!best) break;
    given.get(best.loop.circuit)?.push(...best.all);
    waiting.splice(waiting.indexOf(best.all), 1);
  }
  // Loops without pumps share those of the model that has the most to spare.
  for (const model of [...apart].sort((a, b) => b.length - a.length)) {
    const without = asking.filter(({ circuit }) => given.get(circuit)?.length === 0);
    const holder = asking.find(({ circuit }) => given.get(circuit)?.includes(model[0] as Equipment));
    if (without.length === 0 || !holder) break;
    const parts = shared(d, model, [holder, ...without]);
    if (!parts) continue;
    const others = given.get(holder.circuit)?.filter((pump) => !model.includes(pump)) ?? [];
    for (const [circuit, part] of parts) given.set(circuit, circuit === holder.circuit ? [...others, ...part] : part);
  }
  return given;
}
