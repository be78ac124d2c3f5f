/** Draws the underlays just above the floor, under everything that stands. */
import {
  BufferGeometry,
  CanvasTexture,
  Float32BufferAttribute,
  Group,
  LineBasicMaterial,
  LineSegments,
  Mesh,
  MeshBasicMaterial,
  PlaneGeometry,
  SRGBColorSpace,
} from 'three';
import { aspectOf } from '../../shared/commands/edit-underlay.ts';
import type { Tables } from '../../shared/document/document.ts';
import type { Drawing, Underlay } from '../../shared/document/records.ts';
import { bitmapOf } from '../underlay/read-drawing.ts';
import type { ScenePalette } from './palette.ts';

/** Above the floor of a hall, which is drawn a little over zero. */
const height_m = 0.03;

interface Shown {
  readonly drawing: Drawing;
  readonly object: LineSegments<BufferGeometry, LineBasicMaterial> | Mesh<PlaneGeometry, MeshBasicMaterial>;
}

export class UnderlayLayer {
  readonly group = new Group();
  readonly #shown = new Map<string, Shown>();
  readonly #arrived: () => void;
  #underlays: Tables['underlay'] | undefined;
  #palette: ScenePalette | undefined;

  /** @param arrived called when an image was decoded and the picture is to be drawn again */
  constructor(arrived: () => void) {
    this.#arrived = arrived;
  }

  /** Whether the picture changed. */
  sync({ underlay: underlays, drawing: drawings }: Tables, palette: ScenePalette): boolean {
    if (underlays === this.#underlays && palette === this.#palette) return false;
    const nothing = underlays.size === 0 && this.#shown.size === 0;
    this.#underlays = underlays;
    this.#palette = palette;
    if (nothing) return false;
    for (const [id, { drawing }] of this.#shown)
      if (underlays.get(id)?.drawing !== drawing.id || drawings.get(drawing.id) !== drawing) this.#drop(id);
    for (const underlay of underlays.values()) {
      const drawing = drawings.get(underlay.drawing);
      if (!drawing) continue;
      const shown = this.#shown.get(underlay.id) ?? this.#make(underlay.id, drawing);
      this.#lay(underlay, shown, palette);
    }
    return true;
  }

  #lay({ at_m: [x, y], yaw_deg, width_m, opacity, hidden }: Underlay, { drawing, object }: Shown, palette: ScenePalette): void {
    const turn = (yaw_deg * Math.PI) / 180;
    object.position.set(x, y, height_m);
    object.rotation.z = turn;
    object.scale.set(width_m, drawing.content.kind === 'image' ? width_m / aspectOf(drawing) : width_m, 1);
    object.material.opacity = opacity;
    object.visible = !hidden;
    if (drawing.content.kind === 'lines') object.material.color.set(palette.floorText);
  }

  #make(id: string, drawing: Drawing): Shown {
    const { content } = drawing;
    const common = { transparent: true, depthWrite: false };
    let object: Shown['object'];
    if (content.kind === 'image') {
      // From its lower left corner, as its place is given.
      const mesh = new Mesh(new PlaneGeometry(1, 1).translate(0.5, 0.5, 0), new MeshBasicMaterial(common));
      object = mesh;
      bitmapOf(content).then(
        (image) => {
          if (this.#shown.get(id)?.object !== mesh) return image.close();
          const texture = new CanvasTexture(image);
          texture.colorSpace = SRGBColorSpace;
          // Bitmaps come top row first.
          texture.flipY = false;
          texture.repeat.set(1, -1);
          texture.offset.set(0, 1);
          mesh.material.map = texture;
          mesh.material.needsUpdate = true;
          this.#arrived();
        },
        // An image that cannot be decoded stays a white sheet of its size: one sees where it would lie.
        () => this.#arrived(),
      );
    } else {
      const width = Math.max(0.001, content.width_m);
      // In widths of the drawing from its corner, so that one scale does it all.
      const points: number[] = [];
      for (const chain of content.chains_m)
        for (let i = 0; i + 3 < chain.length; i += 2)
          points.push((chain[i] ?? 0) / width, (chain[i + 1] ?? 0) / width, 0, (chain[i + 2] ?? 0) / width, (chain[i + 3] ?? 0) / width, 0);
      object = new LineSegments(
        new BufferGeometry().setAttribute('position', new Float32BufferAttribute(points, 3)),
        new LineBasicMaterial(common),
      );
    }
    object.renderOrder = 5;
    this.group.add(object);
    const shown = { drawing, object };
    this.#shown.set(id, shown);
    return shown;
  }

  #drop(id: string): void {
    const object = this.#shown.get(id)?.object;
    if (!object) return;
    object.removeFromParent();
    object.geometry.dispose();
    if (object.material instanceof MeshBasicMaterial) object.material.map?.dispose();
    object.material.dispose();
    this.#shown.delete(id);
  }

  dispose(): void {
    for (const id of [...this.#shown.keys()]) this.#drop(id);
    this.group.removeFromParent();
  }
}
