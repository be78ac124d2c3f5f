/** Draws what has been measured and keeps its figures at their places; follows the design and the list of measurements. */
import { type Object3D, Vector3 } from 'three';
import { standing } from '../../shared/commands/measured.ts';
import type { Document } from '../../shared/document/document.ts';
import type { MeasurementId } from '../../shared/document/ids.ts';
import type { Measurement } from '../../shared/document/records.ts';
import { shownMeasurements } from '../measure/kept.ts';
import { type Drawn, drawn, type Figure } from '../measure/measurement.ts';
import type { ViewState } from '../view-state.ts';
import { OverlaidLines } from './overlaid-lines.ts';
import type { ScenePalette } from './palette.ts';
import { sceneStore } from './scene-store.ts';

const place = new Vector3();

export class MeasuredLayer {
  readonly #lines: OverlaidLines;
  #figures: readonly (Figure & { readonly key: string; readonly of: MeasurementId })[] = [];
  #drawn: readonly (Drawn | undefined)[] = [];
  /** What the lines and figures were made of. */
  #of:
    | {
        document: Document;
        apart: readonly Measurement[];
        measurements: readonly Measurement[];
        system: ViewState['unitSystem'];
        palette: ScenePalette;
        settled: boolean;
      }
    | undefined;

  constructor(parent: Object3D) {
    this.#lines = new OverlaidLines(parent, { order: 185 });
  }

  /**
   * Clearances are looked for among everything that stands, and so only when a change has settled; distances and areas
   * follow a drag. Returns whether the picture changed.
   */
  show(document: Document, { measuredApart, unitSystem: system }: ViewState, palette: ScenePalette, settled: boolean): boolean {
    const before = this.#of;
    const list = document.tables.measurement;
    const measurements =
      before && before.document.tables.measurement === list && before.apart === measuredApart
        ? before.measurements
        : shownMeasurements(document, measuredApart);
    const same = before?.document === document && before.measurements === measurements;
    if (same && before.system === system && before.palette === palette && before.settled === settled) return false;
    const had = before !== undefined && before.measurements.length > 0;
    this.#of = { document, apart: measuredApart, measurements, system, palette, settled };
    if (measurements.length === 0 && !had) return false;
    const index = standing(document);
    this.#drawn = measurements.map((measurement, i) =>
      measurement.kind === 'clearance' && !settled && before?.measurements === measurements
        ? this.#drawn[i]
        : drawn(document, measurement, index, system),
    );
    this.#lines.draw(
      this.#drawn.flatMap((each) => each?.lines.flat(2) ?? []),
      palette.accent,
    );
    this.#figures = measurements.flatMap(
      ({ id }, i) => this.#drawn[i]?.figures.map((figure, j) => ({ ...figure, of: id, key: `${id}/${j}` })) ?? [],
    );
    return true;
  }

  /** After a frame: figures stay where they belong. */
  place(project: (point: Vector3) => { x: number; y: number } | undefined): void {
    if (this.#figures.length === 0 && sceneStore.getState().measured.length === 0) return;
    sceneStore.setState({
      measured: this.#figures.flatMap(({ at_m, text, of, key }) => {
        const at = project(place.fromArray(at_m));
        return at ? [{ ...at, text, of, key }] : [];
      }),
    });
  }

  dispose(): void {
    this.#lines.dispose();
  }
}
