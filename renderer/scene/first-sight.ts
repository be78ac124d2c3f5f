/**
 * How a design comes into view: framed from the corner, its first frame, then its pipes and cables. A large one is seen while the
 * rest of its file is still being read.
 */
import { Vector3 } from 'three';
import type { Document } from '../../shared/document/document.ts';
import { arrival, arrivalSeen } from '../file-arrival.ts';
import { session } from '../session.ts';
import { viewState } from '../view-state.ts';
import type { CameraRig } from './camera.ts';
import { openingBox } from './opening-view.ts';
import type { SceneModel } from './scene-model.ts';

export class FirstSight {
  readonly #model: SceneModel;
  readonly #rig: CameraRig;
  readonly #sized: () => boolean;
  readonly #invalidate: () => void;
  #framed = false;
  /** The next frame is the first of a design. */
  #announce = false;
  /** What is shown is a design that is still being read. */
  #arriving = false;

  /** @param sized whether the view has a size that something can be framed for */
  constructor(model: SceneModel, rig: CameraRig, sized: () => boolean, invalidate: () => void) {
    this.#model = model;
    this.#rig = rig;
    this.#sized = sized;
    this.#invalidate = invalidate;
  }

  /** What there is to look at. */
  get document(): Document {
    return arrival.getState().document ?? session.getState().document;
  }

  /** A file is being opened and nothing of it has arrived: shaders that are still being made would be waited for. */
  get nothingYet(): boolean {
    return viewState.getState().screen === 'opening' && !this.#arriving;
  }

  begin(): void {
    const { document, coming } = arrival.getState();
    this.#arriving = document !== null;
    this.#model.setDocument(this.document);
    if (coming) this.foresee(coming);
  }

  /** Makes what the design will need while the rest of its file arrives, in tasks short enough for the file not to wait. */
  foresee(coming: Document): void {
    const steps = this.#model.foresee(coming);
    const step = () => {
      if (arrival.getState().document === null && arrival.getState().coming === coming && !steps.next().done) setTimeout(step, 0);
    };
    setTimeout(step, 0);
  }

  /** Building and equipment of a design whose pipes and cables are still being read. */
  arrive(document: Document): void {
    this.#arriving = true;
    this.#framed = false;
    this.#model.setDocument(document);
    this.frame();
    this.#invalidate();
  }

  /** The session's document is in the scene. @param another whether it replaced the design before it, and is no change of it */
  follow(another: boolean): void {
    if (another && this.#arriving && this.#framed) {
      // A frame that is still to come lays them itself.
      if (!this.#announce) this.#lay();
    } else if (another) this.#framed = false;
    if (another) this.#arriving = false;
    this.frame();
  }

  /** Frames what has just been opened: its halls, or everything where there is no rack yet. Does nothing a second time. */
  frame(): void {
    if (this.#framed || !this.#sized()) return;
    const box = this.#model.bounds('all');
    if (box.isEmpty()) return;
    this.#framed = true;
    this.#rig.setSceneRadius(box.getSize(new Vector3()).length() / 2);
    const halls = openingBox(this.document, (ids) => this.#model.bounds(ids));
    this.#rig.frame(halls.isEmpty() ? box : halls, 'iso', true);
    this.#announce = true;
  }

  /** A frame has been submitted. */
  drawn(): void {
    if (!this.#announce) return;
    this.#announce = false;
    performance.mark('headroom:first-frame');
    // In a task of its own, so that the browser shows the frame before it.
    setTimeout(() => (this.#arriving ? arrivalSeen() : this.#lay()), 0);
  }

  #lay(): void {
    if (this.#model.layRuns()) this.#invalidate();
    performance.mark('headroom:laid');
  }
}
