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
    for (let i = 0; i < count; i++) this.clear(i);
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

  /** Calls back for every entry whose box the ray enters. */
  along(ray: Ray, visit: (index: number) => void): void {
    const { origin, direction } = ray;
    const [ix, iy, iz] = [1 / direction.x, 1 / direction.y, 1 / direction.z];
    const [ox, oy, oz] = [origin.x, origin.y, origin.z];
    const enters = (boxes: Float64Array, at: number): boolean => {
      const [ax, bx] = [((boxes[at] as number) - ox) * ix, ((boxes[at + 3] as number) - ox) * ix];
      const [ay, by] = [((boxes[at + 1] as number) - oy) * iy, ((boxes[at + 4] as number) - oy) * iy];
      const [az, bz] = [((boxes[at + 2] as number) - oz) * iz, ((boxes[at + 5] as number) - oz) * iz];
      const enter = Math.max(Math.min(ax, bx), Math.min(ay, by), Math.min(az, bz));
      const leave = Math.min(Math.max(ax, bx), Math.max(ay, by), Math.max(az, bz));
      return leave >= Math.max(0, enter);
    };
    for (let chunk = 0; chunk * chunkSize < this.#count; chunk++) {
      if (this.#stale[chunk] === 1) this.#refresh(chunk);
      const at = chunk * 6;
      if (!((this.#chunks[at] as number) <= (this.#chunks[at + 3] as number)) || !enters(this.#chunks, at)) continue;
      const last = Math.min(this.#count, (chunk + 1) * chunkSize);
      for (let i = chunk * chunkSize; i < last; i++) {
        if ((this.#boxes[i * 6] as number) <= (this.#boxes[i * 6 + 3] as number) && enters(this.#boxes, i * 6)) visit(i);
      }
    }
  }
}
