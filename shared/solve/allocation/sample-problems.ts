/** Problems for tests and benches: random trees and crossing groups, and halls of racks with two feeds and CDUs. */
import type { AllocationProblem, Consumer, Limit, WorthPiece } from './problem.ts';
import { mostOf } from './worth.ts';

/** Repeatable numbers in 0…1 (linear congruential). */
export function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Collects limits whose capacity lies at a part of the way from what their members need to what they can use. */
export class LimitBuilder {
  readonly limits: Limit[] = [];
  readonly capacities: number[] = [];
  readonly #consumers: readonly Consumer[];

  constructor(consumers: readonly Consumer[]) {
    this.#consumers = consumers;
  }

  add(id: string, members: readonly number[], coefficient: (i: number) => number, part: number): void {
    const coefficients = members.map(coefficient);
    let [low, high] = [0, 0];
    members.forEach((i, k) => {
      const consumer = this.#consumers[i];
      if (!consumer) return;
      low += (coefficients[k] ?? 0) * consumer.least;
      high += (coefficients[k] ?? 0) * mostOf(consumer);
    });
    this.limits.push({ id, members, coefficients });
    this.capacities.push(low + part * (high - low));
  }

  problem(): AllocationProblem {
    return { consumers: this.#consumers, limits: this.limits, capacities: this.capacities };
  }
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, k) => from + k);

export type WorthShape = 'quadratic' | 'hull' | 'mixed';

function randomConsumer(random: () => number, shape: WorthShape): Consumer {
  const pieces: WorthPiece[] = [];
  let slope = 0.1 + 3 * random();
  const count = shape === 'quadratic' ? 1 : 1 + Math.floor(3 * random());
  for (let k = 0; k < count; k++) {
    const flat = shape === 'hull' || (shape === 'mixed' && random() < 0.5);
    const last = flat ? slope : slope * random();
    pieces.push({ width: 60e3 * random(), first: slope, last });
    slope = random() < 0.3 ? last : last * random();
  }
  return { least: random() < 0.2 ? 0 : 50e3 * random(), worthAtLeast: 1e5 * random(), pieces };
}

/** Limits of halves of halves, each left out at times; consumers weigh the same in all of them but for the unit. */
export function randomTree(seed: number, consumers: number, shape: WorthShape): AllocationProblem {
  const random = numbers(seed);
  const all = range(0, consumers).map(() => randomConsumer(random, shape));
  const builder = new LimitBuilder(all);
  const weight = all.map(() => (random() < 0.5 ? 1 : 0.5 + random()));
  const split = (from: number, to: number) => {
    const unit = 0.5 + random();
    if (random() < 0.8) builder.add(`${from}-${to}`, range(from, to), (i) => (weight[i] ?? 1) * unit, 0.05 + random());
    if (to - from < 2) return;
    const middle = from + 1 + Math.floor(random() * (to - from - 1));
    split(from, middle);
    split(middle, to);
  };
  split(0, consumers);
  return builder.problem();
}

/** Limits of random members; with two feeds many of them weigh half, or whole where a feed is lost. */
export function randomGroups(seed: number, consumers: number, limits: number, shape: WorthShape): AllocationProblem {
  const random = numbers(seed);
  const all = range(0, consumers).map(() => randomConsumer(random, shape));
  const builder = new LimitBuilder(all);
  const lost = random() < 0.5;
  for (let j = 0; j < limits; j++) {
    const members = range(0, consumers).filter(() => random() < 0.5);
    const halves = random() < 0.5;
    if (members.length > 0) builder.add(`limit ${j}`, members, () => (halves ? (lost ? 1 : 0.5) : 0.1 + random()), 0.05 + random());
  }
  return builder.problem();
}

const perHall = 54;
const perBusway = 9;

/**
 * Halls of 54 racks of 132 kW with quadratic power curves: busways, UPS blocks, halls, groups of six halls, the site.
 * Crossing halls have two feeds with losses of their own, and CDUs that serve one rack of each busway.
 */
export function hallsOfRacks(halls: number, crossing: boolean, seed = 1): AllocationProblem {
  const random = numbers(seed);
  const count = halls * perHall;
  const racks = range(0, count).map((): Consumer => {
    const [full_W, tokens, least] = [132e3 * (0.9 + 0.2 * random()), 1e6 * (0.5 + random()), 0.5];
    const [a, b] = [0.1 * random(), 0.3 + random()];
    const cut = 1 - least;
    return {
      least: least * full_W,
      worthAtLeast: tokens * (1 - a * cut - b * cut * cut),
      pieces: [{ width: cut * full_W, first: (tokens * (a + 2 * b * cut)) / full_W, last: (tokens * a) / full_W }],
    };
  });
  const builder = new LimitBuilder(racks);
  const loss = racks.map(() => (crossing ? 1 + 0.01 * random() : 1));
  const feeds = crossing ? ['A', 'B'] : ['A'];
  const lossOn = (feed: string, i: number) => (feed === 'A' ? (loss[i] ?? 1) : 2 - (loss[i] ?? 1));
  for (let h = 0; h < halls; h++) {
    const first = h * perHall;
    for (const feed of feeds) {
      for (let r = 0; r < perHall; r += perBusway) {
        builder.add(
          `busway ${h} ${r} ${feed}`,
          range(first + r, first + r + perBusway),
          (i) => 0.5 * lossOn(feed, i),
          0.7 + 0.3 * random(),
        );
      }
      for (const half of [0, 27]) {
        builder.add(
          `ups ${h} ${half} ${feed}`,
          range(first + half, first + half + 27),
          (i) => 0.52 * lossOn(feed, i),
          0.7 + 0.2 * random(),
        );
      }
    }
    if (crossing) {
      for (let c = 0; c < perBusway; c++) {
        const served = range(0, perHall / perBusway).map((r) => first + r * perBusway + c);
        builder.add(`cdu ${h} ${c}`, served, () => 1.2e-8, 0.7 + 0.3 * random());
      }
    }
    builder.add(`hall ${h}`, range(first, first + perHall), (i) => 1.1 * lossOn('A', i), 0.7 + 0.2 * random());
  }
  for (let h = 0; h < halls; h += 6) {
    builder.add(`substation ${h / 6}`, range(h * perHall, Math.min(halls, h + 6) * perHall), (i) => 1.15 * lossOn('A', i), 0.76);
  }
  builder.add('site', range(0, count), (i) => 1.16 * lossOn('A', i), 0.72);
  return builder.problem();
}
