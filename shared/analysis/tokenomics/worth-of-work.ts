/** Worth of a rack's power by the work on it: what the allocation over the drawn limits takes, and what its answer means in tokens. */
import type { Document } from '../../document/document.ts';
import type { EquipmentId } from '../../document/ids.ts';
import type { Consumer, WorthPiece } from '../../solve/allocation.ts';
import { allocate } from './allocation.ts';
import { type RackWork, relativeTokens, siteWork } from './rack-work.ts';
import { curveWorth } from './worth.ts';

/** Earnings of one token, USD: price times the part of possible tokens that is sold. */
export const tokenValue_USD = ({ model }: RackWork): number => (model.price_USD_Mtok * model.utilisation) / 1e6;

/** Work without a price still earns something, so that power is never withheld from it for nothing. */
const valueOfRate = (work: RackWork): number => work.throughput_per_s * Math.max(tokenValue_USD(work), 1e-15);

const worthOf = (work: RackWork): Consumer =>
  curveWorth({
    curve: work.model.curve,
    saturation_W: work.saturation_W,
    throughput_per_s: valueOfRate(work),
    least: work.model.least,
  });

/**
 * Several consumers behind one meter as one: at every price each takes what it would alone (the sup-convolution of
 * their worths). Exact for pieces of falling slope.
 */
export function mergeWorth(consumers: readonly Consumer[]): Consumer {
  const [only] = consumers;
  if (only && consumers.length === 1) return only;
  const pieces = consumers.flatMap((consumer) => consumer.pieces).filter(({ width }) => width > 0);
  const slopes = [...new Set(pieces.flatMap(({ first, last }) => [first, last]))].sort((a, b) => b - a);
  const merged: WorthPiece[] = [];
  const taken = ({ width, first, last }: WorthPiece, price: number) =>
    first === last ? 0 : width * Math.min(1, Math.max(0, (first - price) / (first - last)));
  slopes.forEach((price, i) => {
    const flat = pieces.reduce((sum, { width, first, last }) => sum + (first === last && first === price ? width : 0), 0);
    if (flat > 0) merged.push({ width: flat, first: price, last: price });
    const next = slopes[i + 1];
    if (next === undefined) return;
    const width = pieces.reduce((sum, piece) => sum + taken(piece, next) - taken(piece, price), 0);
    if (width > 0) merged.push({ width, first: price, last: next });
  });
  return {
    least: consumers.reduce((sum, { least }) => sum + least, 0),
    worthAtLeast: consumers.reduce((sum, { worthAtLeast }) => sum + worthAtLeast, 0),
    pieces: merged,
  };
}

/** USD a second against watts for every rack that has work; racks without keep what the scenario gives them. */
export function worthOfWork(document: Document): ReadonlyMap<EquipmentId, Consumer> {
  return new Map(
    siteWork(document).racks.flatMap(({ rack, work }) =>
      work.length > 0 ? [[rack.equipment.id, mergeWorth(work.map(worthOf))] as const] : [],
    ),
  );
}

/** Power steering inside a rack: relative power of each work for the rack's power, for most earnings. */
export function steer(work: readonly RackWork[], rack_W: number): readonly number[] {
  const least_W = work.reduce((sum, one) => sum + one.model.least * one.saturation_W, 0);
  if (rack_W < least_W) return work.map(({ model }) => (model.least * rack_W) / Math.max(least_W, 1e-9));
  return allocate(
    work.map((one) => ({
      count: 1,
      saturation_W: one.saturation_W,
      throughput_per_s: one.throughput_per_s,
      curve: one.model.curve,
      least: one.model.least,
      weight: Math.max(tokenValue_USD(one), 1e-15),
      siteFactor: 1,
    })),
    rack_W,
  ).x;
}

export const steeredTokens = (work: readonly RackWork[], x: readonly number[]): readonly number[] =>
  work.map((one, i) => one.throughput_per_s * relativeTokens(one.model, x[i] ?? 0));
