/** Lines on the floor: footprint, dashed working space, and hatching where something is in the way. */
import { BufferGeometry, Float32BufferAttribute, LineBasicMaterial, LineDashedMaterial, LineSegments, type Object3D } from 'three';
import type { Envelope } from '../../shared/catalogue/kind.ts';

export class FloorLines {
  readonly #body = new LineSegments(new BufferGeometry(), new LineBasicMaterial({ depthTest: false, transparent: true }));
  readonly #space = new LineSegments(
    new BufferGeometry(),
    new LineDashedMaterial({ dashSize: 0.16, gapSize: 0.1, depthTest: false, transparent: true }),
  );

  constructor(parent: Object3D) {
    for (const lines of [this.#body, this.#space]) {
      lines.renderOrder = 150;
      lines.frustumCulled = false;
      parent.add(lines);
    }
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
    for (const [lines, points] of [
      [this.#body, body],
      [this.#space, space],
    ] as const) {
      lines.geometry.dispose();
      lines.geometry = new BufferGeometry().setAttribute('position', new Float32BufferAttribute(points, 3));
      if (points.length > 0) lines.computeLineDistances();
      (lines.material as LineBasicMaterial).color.set(colour);
    }
  }

  dispose(): void {
    for (const lines of [this.#body, this.#space]) {
      lines.removeFromParent();
      lines.geometry.dispose();
      (lines.material as LineBasicMaterial).dispose();
    }
  }
}
