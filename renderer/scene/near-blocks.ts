/**
 * Things by where they are: an order in which neighbours on the site are neighbours in the list, and blocks of it that
 * are looked at as one when the eye comes near. What is long is a block of its own, so that it makes no other large.
 */
import type { Vector3 } from 'three';

const cell_m = 16;
/** Longer than this a thing does not belong to one cell. */
const long_m = 40;

/** Bits of a number below 65,536 with a gap after each (Morton 1966). */
function spread(value: number): number {
  let bits = value & 0xffff;
  bits = (bits | (bits << 8)) & 0x00ff00ff;
  bits = (bits | (bits << 4)) & 0x0f0f0f0f;
  bits = (bits | (bits << 2)) & 0x33333333;
  return (bits | (bits << 1)) & 0x55555555;
}

const cellOf = (x: number, y: number): number =>
  ((spread(Math.floor(x / cell_m) + 32768) | (spread(Math.floor(y / cell_m) + 32768) << 1)) >>> 0) + 0;

export interface SpatialOrder {
  /** Places in the given list, in the new order. */
  readonly order: readonly number[];
  /** First place of each block in the new order, and the end. */
  readonly starts: readonly number[];
}

/** @param bounds minX minY maxX maxY of each thing */
export function spatialOrder(bounds: Float64Array): SpatialOrder {
  const count = bounds.length / 4;
  const keys = new Float64Array(count);
  const long = 2 ** 32;
  for (let i = 0; i < count; i++) {
    const [x0, y0, x1, y1] = [
      bounds[i * 4] as number,
      bounds[i * 4 + 1] as number,
      bounds[i * 4 + 2] as number,
      bounds[i * 4 + 3] as number,
    ];
    const cell = cellOf((x0 + x1) / 2, (y0 + y1) / 2);
    // Cell in front, place in the list behind it: below 2^53 for a million things.
    keys[i] = (x1 - x0 + y1 - y0 > long_m ? cell + long : cell) * 2 ** 20 + i;
  }
  keys.sort();
  const order: number[] = [];
  const starts: number[] = [];
  let last = -1;
  keys.forEach((key) => {
    const cell = Math.floor(key / 2 ** 20);
    if (cell !== last || cell >= long) starts.push(order.length);
    last = cell;
    order.push(key - cell * 2 ** 20);
  });
  starts.push(order.length);
  return { order, starts };
}

/** The eye has to come nearer or go further by this share before a block changes over. */
const slack = 0.15;

/** Neighbours and the box around them, which only grows. `most` and `least` are in the unit of what decides on detail. */
export class NearBlock<Member> {
  readonly members: Member[] = [];
  /** The most that any member has. */
  most = 0;
  /** Members with at least this much are in detail now. */
  least = Number.POSITIVE_INFINITY;
  #minX = Number.POSITIVE_INFINITY;
  #minY = Number.POSITIVE_INFINITY;
  #minZ = Number.POSITIVE_INFINITY;
  #maxX = Number.NEGATIVE_INFINITY;
  #maxY = Number.NEGATIVE_INFINITY;
  #maxZ = Number.NEGATIVE_INFINITY;

  include(x: number, y: number, z: number): void {
    if (x < this.#minX) this.#minX = x;
    if (x > this.#maxX) this.#maxX = x;
    if (y < this.#minY) this.#minY = y;
    if (y > this.#maxY) this.#maxY = y;
    if (z < this.#minZ) this.#minZ = z;
    if (z > this.#maxZ) this.#maxZ = z;
  }

  /** Metres from a point to the box; 0 inside. */
  distanceTo({ x, y, z }: Vector3): number {
    const dx = Math.max(this.#minX - x, 0, x - this.#maxX);
    const dy = Math.max(this.#minY - y, 0, y - this.#maxY);
    const dz = Math.max(this.#minZ - z, 0, z - this.#maxZ);
    return Math.hypot(dx, dy, dz);
  }

  /** Sets what detail takes now. Returns whether that is worth a look at the members. */
  turn(least: number): boolean {
    const wanted = least > this.most ? Number.POSITIVE_INFINITY : least;
    const change = Math.abs(wanted - this.least);
    if (wanted === this.least || (Number.isFinite(change) && change <= slack * this.least)) return false;
    this.least = wanted;
    return true;
  }
}
