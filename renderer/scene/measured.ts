/** Draws what has been measured and keeps its figures at their places; follows the design and the list of measurements. */
import { BufferGeometry, Float32BufferAttribute, LineBasicMaterial, LineSegments, Vector3 } from 'three';
import type { Document } from '../../shared/document/document.ts';
import { drawn, type Figure, type Measurement, standing } from '../measure/measurement.ts';
import type { ViewState } from '../view-state.ts';
import { colourOf, type ScenePalette } from './palette.ts';
import { sceneStore } from './scene-store.ts';

const place = new Vector3();

export class MeasuredLayer {
  readonly lines = new LineSegments(new BufferGeometry(), new LineBasicMaterial({ depthTest: false, transparent: true }));
  #figures: readonly (Figure & { readonly key: string; readonly index: number })[] = [];
  #of: { document: Document; measurements: readonly Measurement[]; system: ViewState['unitSystem'] } | undefined;

  constructor() {
    this.lines.frustumCulled = false;
    this.lines.renderOrder = 185;
    this.lines.visible = false;
  }

  /** Returns whether the picture changed. */
  show(document: Document, { measurements, unitSystem: system }: ViewState, palette: ScenePalette): boolean {
    this.lines.material.color.set(colourOf(palette.accent));
    const before = this.#of;
    if (before?.document === document && before.measurements === measurements && before.system === system) return false;
    this.#of = { document, measurements, system };
    if (measurements.length === 0 && !this.lines.visible) return false;
    const index = standing(document);
    const all = measurements.map((measurement) => drawn(document, measurement, index, system));
    const points = all.flatMap((each) => each?.lines.flat(2) ?? []);
    this.lines.geometry.dispose();
    this.lines.geometry = new BufferGeometry().setAttribute('position', new Float32BufferAttribute(points, 3));
    this.lines.visible = points.length > 0;
    this.#figures = all.flatMap((each, i) => each?.figures.map((figure, j) => ({ ...figure, index: i, key: `${i}/${j}` })) ?? []);
    return true;
  }

  /** After a frame: figures stay where they belong. */
  place(project: (point: Vector3) => { x: number; y: number } | undefined): void {
    if (this.#figures.length === 0 && sceneStore.getState().measured.length === 0) return;
    sceneStore.setState({
      measured: this.#figures.flatMap(({ at_m, text, index, key }) => {
        const at = project(place.fromArray(at_m));
        return at ? [{ ...at, text, index, key }] : [];
      }),
    });
  }

  dispose(): void {
    this.lines.geometry.dispose();
    this.lines.material.dispose();
  }
}
