/** Lines that a dragged piece has snapped to, and the clear distances to its neighbours with their figures. */
import { BufferGeometry, Float32BufferAttribute, LineBasicMaterial, LineDashedMaterial, LineSegments, Vector3 } from 'three';
import { type Gap, gapsAround } from '../../shared/commands/gaps.ts';
import type { Guide } from '../../shared/commands/snap.ts';
import { extentOf, type PlanBox, type SpatialIndex } from '../../shared/geometry/spatial-index.ts';
import { formatQuantity } from '../../shared/units/format.ts';
import { viewState } from '../view-state.ts';
import type { ToolHost } from './tool.ts';

/** How far a guide runs beyond the piece. */
const beyond_m = 3;

export class Guides {
  readonly #host: ToolHost;
  #labels: readonly { readonly at: Vector3; readonly text: string }[] = [];
  readonly #snapped = new LineSegments(
    new BufferGeometry(),
    new LineDashedMaterial({ dashSize: 0.12, gapSize: 0.08, depthTest: false, transparent: true }),
  );
  readonly #gaps = new LineSegments(new BufferGeometry(), new LineBasicMaterial({ depthTest: false, transparent: true }));

  constructor(host: ToolHost) {
    this.#host = host;
    for (const lines of [this.#snapped, this.#gaps]) {
      lines.renderOrder = 160;
      lines.frustumCulled = false;
      host.stage.add(lines);
    }
  }

  /** @param box the piece where it is now */
  draw(box: PlanBox, index: SpatialIndex, guides: readonly Guide[]): void {
    const { minX, minY, maxX, maxY } = extentOf(box.corners);
    const z = box.low_m + 0.02;
    const points: number[] = [];
    for (const { axis, at_m } of guides) {
      if (axis === 'x') points.push(at_m, minY - beyond_m, z, at_m, maxY + beyond_m, z);
      else points.push(minX - beyond_m, at_m, z, maxX + beyond_m, at_m, z);
    }
    const gaps = gapsAround(box, index).filter(({ distance_m }) => distance_m > 0.001);
    this.#fill(this.#snapped, points, this.#host.model.palette.accent);
    this.#fill(
      this.#gaps,
      gaps.flatMap((gap) => this.#measured(gap, z)),
      this.#host.model.palette.warn,
    );
    const { unitSystem: system } = viewState.getState();
    this.#labels = gaps.map(({ from, to, distance_m }) => {
      const { text, unit } = formatQuantity(distance_m, 'length', { system, unit: system === 'SI' ? 'm' : 'ft' });
      return { at: new Vector3((from[0] + to[0]) / 2, (from[1] + to[1]) / 2, z), text: `${text} ${unit}` };
    });
    this.#host.labels(this.#labels);
  }

  /** Before a frame: the figures stay where they belong while the camera moves. */
  frame(): void {
    if (this.#labels.length > 0) this.#host.labels(this.#labels);
  }

  clear(): void {
    this.#fill(this.#snapped, [], '#000');
    this.#fill(this.#gaps, [], '#000');
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

  #fill(lines: LineSegments, points: readonly number[], colour: string): void {
    lines.geometry.dispose();
    lines.geometry = new BufferGeometry().setAttribute('position', new Float32BufferAttribute(points, 3));
    if (points.length > 0) lines.computeLineDistances();
    (lines.material as LineBasicMaterial).color.set(colour);
    lines.visible = points.length > 0;
  }

  dispose(): void {
    this.clear();
    for (const lines of [this.#snapped, this.#gaps]) {
      lines.removeFromParent();
      lines.geometry.dispose();
      (lines.material as LineBasicMaterial).dispose();
    }
  }
}
