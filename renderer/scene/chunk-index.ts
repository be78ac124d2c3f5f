/**
 * Boxes in runs of neighbours, for rays. Records that follow each other in a design mostly stand near each
 * other, so a box around every few dozen rejects nearly all of them at once; moving one costs one chunk.
 */
import type { Ray } from 'three';

const chunkSize = 48;

export class ChunkIndex {
  /** minX minY minZ maxX maxY maxZ of each entry; an empty entry has min above max. */
  #boxes = new Float64Array(0);
  #chunks = new Float64Array(0);
  #stale = new Uint8Array(0);
  #count = 0;

  /** Starts over with empty entries. */
  reset(count: number): void {
    this.#count = count;
    const chunks = Math.ceil(count / chunkSize);
    this.#boxes = new Float64Array(count * 6);
    this.#chunks = new Float64Array(chunks * 6);
    this.#stale = new Uint8Array(chunks).fill(1);
    for (let at = 0; at < count * 6; at += 6) {
      this.#boxes[at] = Number.POSITIVE_INFINITY;
      this.#boxes[at + 3] = Number.NEGATIVE_INFINITY;
    }
  }

  get count(): number {
    return this.#count;
  }

  clear(index: number): void {
    this.set(index, Number.POSITIVE_INFINITY, 0, 0, Number.NEGATIVE_INFINITY, 0, 0);
  }

  set(index: number, minX: number, minY: number, minZ: number, maxX: number, maxY: number, maxZ: number): void {
    const at = index * 6;
    const boxes = this.#boxes;
    boxes[at] = minX;
    boxes[at + 1] = minY;
    boxes[at + 2] = minZ;
    boxes[at + 3] = maxX;
    boxes[at + 4] = maxY;
    boxes[at + 5] = maxZ;
    this.#stale[Math.floor(index / chunkSize)] = 1;
  }

  #refresh(chunk: number): void {
    const [boxes, chunks] = [this.#boxes, this.#chunks];
    const last = Math.min(this.#count, (chunk + 1) * chunkSize);
    let [x0, y0, z0, x1, y1, z1] = [Infinity, Infinity, Infinity, -Infinity, -Infinity, -Infinity];
    for (let i = chunk * chunkSize; i < last; i++) {
      const at = i * 6;
      if ((boxes[at] as number) > (boxes[at + 3] as number)) continue;
      x0 = Math.min(x0, boxes[at] as number);
      y0 = Math.min(y0, boxes[at + 1] as number);
      z0 = Math.min(z0, boxes[at + 2] as number);
      x1 = Math.max(x1, boxes[at + 3] as number);
      y1 = Math.max(y1, boxes[at + 4] as number);
      z1 = Math.max(z1, boxes[at + 5] as number);
    }
    chunks.set([x0, y0, z0, x1, y1, z1], chunk * 6);
    this.#stale[chunk] = 0;
  }

  /**
   * Calls back for every entry whose box the ray enters within the limit. The answer of `visit`, where it
   * gives one, becomes the new limit: what lies beyond something already hit is not looked at.
   */
  along(ray: Ray, visit: (index: number) => number | undefined, limit = Number.POSITIVE_INFINITY): void {
    let nearest = limit;
    for (let chunk = 0; chunk * chunkSize < this.#count; chunk++) {
      if (this.#stale[chunk] === 1) this.#refresh(chunk);
      if (!(entry(this.#chunks, chunk * 6, ray) <= nearest)) continue;
      const last = Math.min(this.#count, (chunk + 1) * chunkSize);
      for (let i = chunk * chunkSize; i < last; i++) {
        if (!(entry(this.#boxes, i * 6, ray) <= nearest)) continue;
        nearest = Math.min(nearest, visit(i) ?? nearest);
      }
    }
  }
}

/** Distance at which a ray enters a box; NaN, which is below no limit, when it misses. Plain numbers only: this runs thousands of times per look. */
function entry(boxes: Float64Array, at: number, { origin, direction }: Ray): number {
  const minX = boxes[at] as number;
  const maxX = boxes[at + 3] as number;
  if (minX > maxX) return Number.NaN;
  let enter = 0;
  let leave = Number.POSITIVE_INFINITY;
  const ix = 1 / direction.x;
  let near = (minX - origin.x) * ix;
  let far = (maxX - origin.x) * ix;
  if (near > far) {
    const swap = near;
    near = far;
    far = swap;
  }
  if (near > enter) enter = near;
  if (far < leave) leave = far;
  if (enter > leave) return Number.NaN;
  const iy = 1 / direction.y;
  near = ((boxes[at + 1] as number) - origin.y) * iy;
  far = ((boxes[at + 4] as number) - origin.y) * iy;
  if (near > far) {
    const swap = near;
    near = far;
    far = swap;
  }
  if (near > enter) enter = near;
  if (far < leave) leave = far;
  if (enter > leave) return Number.NaN;
  const iz = 1 / direction.z;
  near = ((boxes[at + 2] as number) - origin.z) * iz;
  far = ((boxes[at + 5] as number) - origin.z) * iz;
  if (near > far) {
    const swap = near;
    near = far;
    far = swap;
  }
  if (near > enter) enter = near;
  if (far < leave) leave = far;
  return enter <= leave ? enter : Number.NaN;
}
