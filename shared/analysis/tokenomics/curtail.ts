/**
 * IT power below what the work would draw, by priority: what matters least goes first to the least power of its
 * measured range, then is parked; within one priority power is shared for most worth.
 */
import { allocate, type PowerClass } from './allocation.ts';
import type { RackWork } from './rack-work.ts';
import { relativeTokens } from './rack-work.ts';

/** Equal work of one workload on one sort of rack under one power profile, taken together. */
export interface WorkClass {
  readonly works: readonly RackWork[];
  readonly saturation_W: number;
  readonly throughput_per_s: number;
  readonly priority: number;
}

export function workClasses(works: readonly RackWork[]): readonly WorkClass[] {
  const classes = new Map<string, { works: RackWork[]; saturation_W: number; throughput_per_s: number; priority: number }>();
  for (const work of works) {
    const key = `${work.model.workload.id} ${work.rack.parameters.accelerator} ${work.model.most}`;
    const one = classes.get(key) ?? { works: [], saturation_W: 0, throughput_per_s: 0, priority: work.model.workload.priority };
    one.works.push(work);
    one.saturation_W += work.saturation_W;
    one.throughput_per_s += work.throughput_per_s;
    classes.set(key, one);
  }
  return [...classes.values()].filter(({ saturation_W }) => saturation_W > 0);
}

const modelOf = ({ works }: WorkClass) => (works[0] as RackWork).model;

/** Worth of its tokens against other work: what they earn, or their number where none is priced. */
const weightOf = (one: WorkClass, priced: boolean): number => (priced ? modelOf(one).price_USD_Mtok * modelOf(one).utilisation : 1);

/** Shares a budget among classes that all stand between their least and full power. */
function share(classes: readonly WorkClass[], budget_W: number): number[] {
  const priced = classes.some((one) => modelOf(one).price_USD_Mtok > 0);
  const asClass = (one: WorkClass): PowerClass => ({
    count: 1,
    saturation_W: one.saturation_W,
    throughput_per_s: Math.max(one.throughput_per_s, 1e-9),
    curve: modelOf(one).curve,
    least: modelOf(one).least,
    weight: Math.max(weightOf(one, priced), 1e-9),
    siteFactor: 1,
  });
  return [...allocate(classes.map(asClass), budget_W).x];
}

/** Relative power of each class, in their order, for an IT budget. */
export function curtail(classes: readonly WorkClass[], budget_W: number): readonly number[] {
  const least_W = (one: WorkClass) => modelOf(one).least * one.saturation_W;
  const sum = (list: readonly WorkClass[], of: (one: WorkClass) => number) => list.reduce((total, one) => total + of(one), 0);
  const x = new Map<WorkClass, number>();
  const levels = [...new Set(classes.map(({ priority }) => priority))].sort((a, b) => b - a);
  let left = budget_W - sum(classes, least_W);
  if (left >= 0) {
    for (const level of levels) {
      const own = classes.filter(({ priority }) => priority === level);
      const room = sum(own, ({ saturation_W }) => saturation_W) - sum(own, least_W);
      const more = Math.min(room, left);
      left -= more;
      const shared = more >= room ? own.map(() => 1) : share(own, sum(own, least_W) + more);
      own.forEach((one, i) => {
        x.set(one, shared[i] ?? 1);
      });
    }
  } else {
    // Even the least powers are too much: what matters least is parked, the rest keeps its least power.
    left = budget_W;
    for (const level of levels) {
      const own = classes.filter(({ priority }) => priority === level);
      const wanted = sum(own, least_W);
      const part = wanted > 0 ? Math.max(0, Math.min(1, left / wanted)) : 0;
      left -= part * wanted;
      for (const one of own) x.set(one, part * modelOf(one).least);
    }
  }
  return classes.map((one) => x.get(one) ?? 1);
}

export const tokensAt = (one: WorkClass, x: number): number => one.throughput_per_s * relativeTokens(modelOf(one), x);
export const priceOf = (one: WorkClass): number => modelOf(one).price_USD_Mtok;
export const workloadOf = (one: WorkClass) => modelOf(one).workload;
