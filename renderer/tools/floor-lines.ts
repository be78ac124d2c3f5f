/** Lines on the floor: footprint, dashed working space, and hatching where something is in the way. */
import type { Object3D } from 'three';
import type { Envelope } from '../../shared/catalogue/kind.ts';
import { OverlaidLines } from '../scene/overlaid-lines.ts';

export class FloorLines {
  readonly #body: OverlaidLines;
  readonly #space: OverlaidLines;

  constructor(parent: Object3D) {
    this.#body = new OverlaidLines(parent, { order: 150 });
    this.#space = new OverlaidLines(parent, { order: 150, dash_m: 0.16, gap_m: 0.1 });
  }

  /** In the equipment's own frame; `hatched` fills the footprint with strokes. */
  draw(envelope: Envelope, colour: string, hatched: boolean): void {
    const [w, d] = [envelope.width_m / 2, envelope.depth_m / 2];
    const box = (x0: number, y0: number, x1: number, y1: number): number[] => [
      x0,
      y0,
      0,
      x1,
      y0,
      0,
      x1,
      y0,
      0,
      x1,
      y1,
      0,
      x1,
      y1,
      0,
      x0,
      y1,
      0,
      x0,
      y1,
      0,
      x0,
      y0,
      0,
    ];
    const body = box(-w, -d, w, d);
    if (hatched) {
      for (let at = -w - d; at < w + d; at += 0.18) {
        const [x0, x1] = [Math.max(-w, at - d), Math.min(w, at + d)];
        if (x1 > x0) body.push(x0, x0 - at, 0, x1, x1 - at, 0);
      }
    }
    const space: number[] = [];
    if (envelope.frontClearance_m > 0) space.push(...box(-w, -d - envelope.frontClearance_m, w, -d));
    if (envelope.rearClearance_m > 0) space.push(...box(-w, d, w, d + envelope.rearClearance_m));
    this.#body.draw(body, colour);
    this.#space.draw(space, colour);
  }

  dispose(): void {
    this.#body.dispose();
    this.#space.dispose();
  }
}
