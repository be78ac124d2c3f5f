/** Lines drawn over everything else: what tools sketch, what a drag snaps to, what has been measured. */
import { BufferGeometry, Float32BufferAttribute, LineBasicMaterial, LineDashedMaterial, LineSegments, type Object3D } from 'three';

export interface LineStyle {
  /** Lines of a higher order are drawn over those of a lower one. */
  readonly order: number;
  readonly dash_m?: number;
  readonly gap_m?: number;
}

export class OverlaidLines {
  readonly object: LineSegments<BufferGeometry, LineBasicMaterial>;

  constructor(parent: Object3D, { order, dash_m, gap_m }: LineStyle) {
    const over = { depthTest: false, transparent: true };
    const material =
      dash_m === undefined ? new LineBasicMaterial(over) : new LineDashedMaterial({ ...over, dashSize: dash_m, gapSize: gap_m ?? dash_m });
    this.object = new LineSegments(new BufferGeometry(), material);
    this.object.renderOrder = order;
    this.object.frustumCulled = false;
    this.object.visible = false;
    parent.add(this.object);
  }

  /** @param points x, y, z of the two ends of each line, in turn; none hides them */
  draw(points: readonly number[], colour: string): void {
    const { object } = this;
    object.geometry.dispose();
    object.geometry = new BufferGeometry().setAttribute('position', new Float32BufferAttribute(points, 3));
    if (points.length > 0 && object.material instanceof LineDashedMaterial) object.computeLineDistances();
    object.material.color.set(colour);
    object.visible = points.length > 0;
  }

  clear(): void {
    this.object.visible = false;
  }

  dispose(): void {
    this.object.removeFromParent();
    this.object.geometry.dispose();
    this.object.material.dispose();
  }
}
