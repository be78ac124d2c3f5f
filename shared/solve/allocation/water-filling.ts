/**
 * Exact answer where limits nest, O(n log n): from inside to outside each limit cuts away the demand that would
 * pay least, which fixes its own price; from outside to inside the higher of the two prices holds. (Greedy order of
 * marginal worth stays optimal on a laminar family: Federgruen and Groenevelt, Operations Research 34(6), 1986.)
 */
import type { Nest } from './nesting.ts';
import { PriceHeaps } from './price-heap.ts';
import type { Incidence, Pieces } from './structure.ts';

export interface Filling {
  readonly amounts: Float64Array;
  /** By row of the incidence. */
  readonly prices: Float64Array;
}

/** Pieces whose slope falls by less than this part are flat: their demand drops at one price. */
const flat = 1e-13;
/** Relative difference of worth and price that is rounding of changes of unit. */
const sameWorth = 1e-12;

/** Amounts above the least ones that a consumer takes at a price per unit: surely, and at most. */
function demandAt(pieces: Pieces, i: number, price: number): readonly [sure: number, possible: number, slope: number] {
  let [sure, possible, slope] = [0, 0, 0];
  for (let p = pieces.start[i] as number; p < (pieces.start[i + 1] as number); p++) {
    const [width, first, last] = [pieces.width[p] as number, pieces.first[p] as number, pieces.last[p] as number];
    if (first - last <= flat * first) {
      if (first > price * (1 + sameWorth)) sure += width;
      if (first >= price * (1 - sameWorth)) possible += width;
    } else if (price <= last) {
      sure += width;
      possible += width;
    } else if (price < first) {
      const part = (width * (first - price)) / (first - last);
      sure += part;
      possible += part;
      slope += width / (first - last);
    }
  }
  return [sure, possible, slope];
}

/** Own price of each row at which its members' demand, already cut by the rows inside, fills its capacity; 0 where it never does. */
function ownPrices(nest: Nest, incidence: Incidence, pieces: Pieces, capacity: Float64Array): Float64Array {
  const count = incidence.rows.length;
  const consumers = nest.innermost.length;
  const heaps = new PriceHeaps(2 * pieces.owner.length + 2 * count);
  const root = new Int32Array(count).fill(-1);
  const level = new Float64Array(count);
  for (let i = 0; i < consumers; i++) {
    const r = nest.innermost[i] as number;
    if (r < 0) continue;
    const weight = nest.weight[i] as number;
    for (let p = pieces.start[i] as number; p < (pieces.start[i + 1] as number); p++) {
      const [width, first, last] = [(pieces.width[p] as number) * weight, pieces.first[p] as number, pieces.last[p] as number];
      level[r] = (level[r] as number) + width;
      if (first - last <= flat * first) root[r] = heaps.add(root[r] as number, first / weight, 0, width);
      else {
        const steep = (width * weight) / (first - last);
        root[r] = heaps.add(root[r] as number, last / weight, steep, 0);
        root[r] = heaps.add(root[r] as number, first / weight, -steep, 0);
      }
    }
  }
  const own = new Float64Array(count);
  for (const r of nest.order) {
    const limit = capacity[r] as number;
    let left = level[r] as number;
    let heap = root[r] as number;
    if (left > limit) {
      let [price, slope] = [0, 0];
      for (; heap >= 0; heap = heaps.pop(heap)) {
        const next = heaps.price[heap] as number;
        const falls = slope * (next - price);
        if (left - falls <= limit && slope > 0) break;
        left -= Math.max(0, falls);
        price = next;
        const drop = heaps.drop[heap] as number;
        if (left - drop <= limit && drop > 0) break;
        left -= drop;
        slope += heaps.slope[heap] as number;
      }
      const next = heap < 0 ? price : (heaps.price[heap] as number);
      if (heap >= 0 && next === price && (heaps.drop[heap] as number) > 0) {
        // The limit falls inside a drop: what is left of the drop stays.
        heaps.drop[heap] = (heaps.drop[heap] as number) - (left - limit);
        own[r] = price;
      } else own[r] = slope > 0 ? Math.min(next, price + (left - limit) / slope) : price;
      if (slope > 0) heap = heaps.add(heap, own[r] as number, slope, 0);
      left = limit;
    }
    const outside = nest.parent[r] as number;
    if (outside < 0) continue;
    level[outside] = (level[outside] as number) + left;
    root[outside] = heaps.join(root[outside] as number, heap);
  }
  return own;
}

/**
 * @param capacity by row, in the unit of its outermost row, above what the least amounts of its members draw.
 * @param least by consumer; amounts come back with it added.
 */
export function waterFill(nest: Nest, incidence: Incidence, pieces: Pieces, capacity: Float64Array, least: Float64Array): Filling {
  const count = incidence.rows.length;
  const consumers = nest.innermost.length;
  const own = ownPrices(nest, incidence, pieces, capacity);
  // A row holds its own price, or that of the limit outside where that one is higher; rows of one price form a group.
  const held = new Float64Array(count);
  const leader = new Int32Array(count);
  for (let k = count - 1; k >= 0; k--) {
    const r = nest.order[k] as number;
    const outside = nest.parent[r] as number;
    const leads = outside < 0 || (own[r] as number) > (held[outside] as number);
    held[r] = leads ? (own[r] as number) : (held[outside] as number);
    leader[r] = leads ? r : (leader[outside] as number);
  }
  const { sure, possible, slope } = groupDemands(nest, pieces, capacity, held, leader);
  // One Newton step from sums without cancellation takes the rounding of the sweep out of the price.
  for (const r of nest.order) {
    if (leader[r] !== r || !((held[r] as number) > 0) || !((slope[r] as number) > 0)) continue;
    if ((possible[r] as number) - (sure[r] as number) > 1e-12 * (capacity[r] as number)) continue;
    held[r] = (held[r] as number) + ((sure[r] as number) - (capacity[r] as number)) / (slope[r] as number);
  }
  for (let r = 0; r < count; r++) held[r] = held[leader[r] as number] as number;
  const exact = groupDemands(nest, pieces, capacity, held, leader);
  const amounts = shareOut(nest, pieces, capacity, held, leader, exact, least);
  const prices = new Float64Array(count);
  for (let r = 0; r < count; r++) {
    const outside = nest.parent[r] as number;
    const above = outside < 0 ? 0 : (held[outside] as number);
    prices[r] = Math.max(0, (held[r] as number) - above) * (nest.scale[r] as number);
  }
  for (let i = 0; i < consumers; i++) {
    if ((nest.innermost[i] as number) < 0) amounts[i] = pieces.most[i] as number;
  }
  return { amounts, prices };
}

interface GroupDemands {
  /** By row, above the least amounts, in the outermost unit; a row that leads a group of its own counts as its capacity outside. */
  readonly sure: Float64Array;
  readonly possible: Float64Array;
  readonly slope: Float64Array;
}

function groupDemands(nest: Nest, pieces: Pieces, capacity: Float64Array, held: Float64Array, leader: Int32Array): GroupDemands {
  const count = held.length;
  const [sure, possible, slope] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  const add = (to: number, a: number, b: number, c: number) => {
    sure[to] = (sure[to] as number) + a;
    possible[to] = (possible[to] as number) + b;
    slope[to] = (slope[to] as number) + c;
  };
  for (let i = 0; i < nest.innermost.length; i++) {
    const r = nest.innermost[i] as number;
    if (r < 0) continue;
    const weight = nest.weight[i] as number;
    const [a, b, c] = demandAt(pieces, i, (held[r] as number) * weight);
    add(r, a * weight, b * weight, c * weight * weight);
  }
  for (const r of nest.order) {
    const outside = nest.parent[r] as number;
    if (outside < 0) continue;
    const limit = capacity[r] as number;
    if (leader[r] === r) add(outside, limit, limit, 0);
    else add(outside, Math.min(limit, sure[r] as number), Math.min(limit, possible[r] as number), slope[r] as number);
  }
  return { sure, possible, slope };
}

/** What only may be taken at the price is shared in proportion, so that equal consumers get equal amounts. */
function shareOut(
  nest: Nest,
  pieces: Pieces,
  capacity: Float64Array,
  held: Float64Array,
  leader: Int32Array,
  { sure, possible }: GroupDemands,
  least: Float64Array,
): Float64Array {
  const count = held.length;
  const part = new Float64Array(count);
  for (let k = count - 1; k >= 0; k--) {
    const r = nest.order[k] as number;
    const limit = capacity[r] as number;
    const [low, high] = [sure[r] as number, possible[r] as number];
    const outside = nest.parent[r] as number;
    const lowHere = Math.min(limit, low);
    const amount =
      leader[r] === r
        ? (held[r] as number) > 0
          ? limit
          : Math.min(limit, high)
        : lowHere + (part[outside] as number) * (Math.min(limit, high) - lowHere);
    part[r] = high > low ? Math.min(1, Math.max(0, (amount - low) / (high - low))) : 0;
  }
  const amounts = least.slice();
  for (let i = 0; i < amounts.length; i++) {
    const r = nest.innermost[i] as number;
    if (r < 0) continue;
    const [low, high] = demandAt(pieces, i, (held[r] as number) * (nest.weight[i] as number));
    amounts[i] = (amounts[i] as number) + low + (part[r] as number) * (high - low);
  }
  return amounts;
}
