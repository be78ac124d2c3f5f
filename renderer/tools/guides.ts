/** Lines that a dragged piece has snapped to, and the clear distances to its neighbours with their figures. */
import { Vector3 } from 'three';
import { type Gap, gapsAround } from '../../shared/commands/gaps.ts';
import type { SnapGuide } from '../../shared/commands/snap.ts';
import { extentOf, type PlanBox, type SpatialIndex } from '../../shared/geometry/spatial-index.ts';
import { OverlaidLines } from '../scene/overlaid-lines.ts';
import { lengthText } from './length-text.ts';
import { snapText } from './snap-text.ts';
import type { ToolHost } from './tool.ts';

/** How far a guide runs beyond the piece. */
const beyond_m = 3;
/** How far outside it the name of what caught stands. */
const nameBeyond_m = 2;

export class Guides {
  readonly #host: ToolHost;
  #labels: readonly { readonly at: Vector3; readonly text: string }[] = [];
  readonly #snapped: OverlaidLines;
  readonly #gaps: OverlaidLines;

  constructor(host: ToolHost) {
    this.#host = host;
    this.#snapped = new OverlaidLines(host.stage, { order: 160, dash_m: 0.12, gap_m: 0.08 });
    this.#gaps = new OverlaidLines(host.stage, { order: 160 });
  }

  /**
   * @param box the piece where it is now
   * @param walls those that stand in nobody's way
   */
  draw(box: PlanBox, index: SpatialIndex, walls: SpatialIndex, guides: readonly SnapGuide[]): void {
    const { minX, minY, maxX, maxY } = extentOf(box.corners);
    const z = box.low_m + 0.02;
    const { document } = this.#host.session.getState();
    const points: number[] = [];
    /** Of guides that say the same, as the two through a corner do, one is written. */
    const named = new Map<string, Vector3>();
    for (const guide of guides) {
      const { axis, at_m, along_m } = guide;
      const [from, to] = axis === 'x' ? [minY, maxY] : [minX, maxX];
      const [low, high] = [Math.min(from - beyond_m, along_m[0]), Math.max(to + beyond_m, along_m[1])];
      const at = (along: number) => (axis === 'x' ? new Vector3(at_m, along, z) : new Vector3(along, at_m, z));
      points.push(...at(low).toArray(), ...at(high).toArray());
      // Outside the piece, towards what it snapped to: within it the distances to its neighbours are read.
      named.set(snapText(document, guide), at(along_m[0] < from - 1e-6 ? from - nameBeyond_m : to + nameBeyond_m));
    }
    const gaps = gapsAround(box, index, walls).filter(({ distance_m }) => distance_m > 0.001);
    this.#snapped.draw(points, this.#host.model.palette.accent);
    this.#gaps.draw(
      gaps.flatMap((gap) => this.#measured(gap, z)),
      this.#host.model.palette.warn,
    );
    this.#labels = [
      ...gaps.map(({ from, to, distance_m }) => ({
        at: new Vector3((from[0] + to[0]) / 2, (from[1] + to[1]) / 2, z),
        text: lengthText(distance_m),
      })),
      ...[...named].map(([text, at]) => ({ at, text })),
    ];
    this.#host.labels(this.#labels);
  }

  /** Before a frame: the figures stay where they belong while the camera moves. */
  frame(): void {
    if (this.#labels.length > 0) this.#host.labels(this.#labels);
  }

  clear(): void {
    this.#snapped.clear();
    this.#gaps.clear();
    if (this.#labels.length > 0) this.#host.labels([]);
    this.#labels = [];
  }

  /** A line with a tick at each end. */
  #measured({ from, to, side }: Gap, z: number): number[] {
    const across = side === 'west' || side === 'east';
    const [tx, ty] = across ? [0, 0.12] : [0.12, 0];
    const tick = ([x, y]: readonly [number, number]) => [x - tx, y - ty, z, x + tx, y + ty, z];
    return [from[0], from[1], z, to[0], to[1], z, ...tick(from), ...tick(to)];
  }

  dispose(): void {
    this.clear();
    this.#snapped.dispose();
    this.#gaps.dispose();
  }
}
