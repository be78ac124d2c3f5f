/** Shows what a transform does while it is dragged: the patch in the document, and of spaces their outlines over everything. */
import { takenWhole } from '../../shared/commands/whole-spaces.ts';
import { type Document, previewPatch } from '../../shared/document/document.ts';
import type { RecordId } from '../../shared/document/ids.ts';
import type { Patch } from '../../shared/document/patch.ts';
import type { Space } from '../../shared/document/records.ts';
import type { Gesture } from '../../shared/document/session.ts';
import { OverlaidLines } from '../scene/overlaid-lines.ts';
import { viewState } from '../view-state.ts';
import type { ToolHost } from './tool.ts';

/** Of designs with more spaces the building is built anew when the drag ends. */
const mostFollowed = 400;

export class DragPreview {
  readonly gesture: Gesture;
  readonly #host: ToolHost;
  readonly #outline: OverlaidLines;
  readonly #follows: boolean;
  #latest: Patch = [];

  constructor(host: ToolHost, label: string, ids: readonly RecordId[]) {
    this.#host = host;
    this.gesture = host.session.beginGesture(label, viewState.getState().selection);
    this.#outline = new OverlaidLines(host.stage, { order: 165 });
    const { tables } = this.gesture.start;
    this.#follows = tables.space.size <= mostFollowed || takenWhole(this.gesture.start, ids).heads.length === 0;
  }

  /** @returns the document with all of the patch, which the building on the screen may follow later */
  show(patch: Patch): Document {
    this.#latest = patch;
    this.gesture.preview(this.#follows ? patch : patch.filter(({ after }) => after?.type !== 'space'));
    const spaces = patch.flatMap(({ after }) => (after?.type === 'space' ? [after] : []));
    this.#outline.draw(spaces.flatMap(outlineOf), this.#host.model.palette.accent);
    return this.#follows ? this.#host.session.getState().document : previewPatch(this.gesture.start, patch);
  }

  /** @param keep whether what was shown last stays, as one undo step */
  end(keep: boolean): void {
    this.#outline.dispose();
    if (keep && !this.#follows) this.gesture.preview(this.#latest);
    if (keep) this.gesture.commit();
    else this.gesture.cancel();
  }
}

/** A little over the floor, so that it does not lie in it. */
const outlineOf = ({ outline_m, elevation_m }: Space): number[] =>
  outline_m.flatMap(([x, y], i) => {
    const [nx, ny] = outline_m[(i + 1) % outline_m.length] ?? [x, y];
    return [x, y, elevation_m + 0.02, nx, ny, elevation_m + 0.02];
  });
