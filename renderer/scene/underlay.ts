/** Draws the underlay just above the floor, under everything that stands. */
import {
  BufferGeometry,
  CanvasTexture,
  Float32BufferAttribute,
  Group,
  LineBasicMaterial,
  LineSegments,
  Mesh,
  MeshBasicMaterial,
  type Object3D,
  PlaneGeometry,
  SRGBColorSpace,
} from 'three';
import { aspectOf, type Underlay } from '../underlay/underlay-store.ts';
import type { ScenePalette } from './palette.ts';

/** Above the floor of a hall, which is drawn a little over zero. */
const height_m = 0.03;

export class UnderlayLayer {
  readonly group = new Group();
  #shown: Underlay | null = null;
  #object: Object3D | undefined;
  #material: LineBasicMaterial | MeshBasicMaterial | undefined;

  /** Whether the picture changed. */
  show(underlay: Underlay | null, palette: ScenePalette): boolean {
    if (underlay === this.#shown) return false;
    if (underlay?.content !== this.#shown?.content) this.#make(underlay);
    this.#shown = underlay;
    if (!underlay || !this.#material) return true;
    const { content, x_m, y_m, yaw_deg, width_m, opacity } = underlay;
    const height = width_m / aspectOf(content);
    this.group.position.set(x_m, y_m, height_m);
    this.group.rotation.z = (yaw_deg * Math.PI) / 180;
    this.#object?.scale.set(width_m, content.kind === 'image' ? height : width_m, 1);
    if (content.kind === 'image') this.#object?.position.set(width_m / 2, height / 2, 0);
    this.#material.opacity = opacity;
    if (content.kind === 'lines') this.#material.color.set(palette.floorText);
    return true;
  }

  #make(underlay: Underlay | null): void {
    this.#clear();
    if (!underlay) return;
    const { content } = underlay;
    const common = { transparent: true, depthWrite: false };
    if (content.kind === 'image') {
      const texture = new CanvasTexture(content.image);
      texture.colorSpace = SRGBColorSpace;
      // Bitmaps come top row first.
      texture.flipY = false;
      texture.repeat.set(1, -1);
      texture.offset.set(0, 1);
      this.#material = new MeshBasicMaterial({ map: texture, ...common });
      this.#object = new Mesh(new PlaneGeometry(1, 1), this.#material);
    } else {
      const { segments, min, max } = content.lines;
      const width = Math.max(0.001, max[0] - min[0]);
      // In widths of the drawing from its corner, so that one scale does it all.
      const points = new Float32Array((segments.length / 2) * 3);
      for (let i = 0; i < segments.length / 2; i++) {
        points[3 * i] = ((segments[2 * i] ?? 0) - min[0]) / width;
        points[3 * i + 1] = ((segments[2 * i + 1] ?? 0) - min[1]) / width;
      }
      this.#material = new LineBasicMaterial(common);
      this.#object = new LineSegments(new BufferGeometry().setAttribute('position', new Float32BufferAttribute(points, 3)), this.#material);
    }
    this.#object.renderOrder = 5;
    this.group.add(this.#object);
  }

  #clear(): void {
    if (this.#object instanceof Mesh || this.#object instanceof LineSegments) this.#object.geometry.dispose();
    if (this.#material instanceof MeshBasicMaterial) this.#material.map?.dispose();
    this.#material?.dispose();
    this.group.clear();
    this.#object = undefined;
    this.#material = undefined;
  }

  dispose(): void {
    this.#clear();
    this.group.removeFromParent();
  }
}
