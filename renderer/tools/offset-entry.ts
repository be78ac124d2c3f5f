/**
 * What is typed and locked while something is led over the floor: a distance, and the axis it goes along. X, Y, Z lock
 * an axis of the site, once more the same of the piece itself, and a third time free it. Move and place share it.
 */
import { type Snapped, toGrid } from '../../shared/commands/snap.ts';
import type { Place, Point } from '../../shared/document/records.ts';
import { turned } from '../../shared/geometry/pose.ts';
import { viewState } from '../view-state.ts';
import { partAlong, timesOf, typedOffset } from './drag-offset.ts';
import { type Axis, axes } from './gizmo.ts';
import { isViewKey, startsQuantity, type TypedQuantity, typedQuantity } from './typed-quantity.ts';

const unit: Readonly<Record<Axis, Place>> = { x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] };

export interface Leading {
  /** Where the pointer leads, along the locked axis already. */
  readonly raw_m: Place;
  /** Whether it snaps, and to which step. */
  readonly snapping: boolean;
  readonly step_m: number;
  /** The only direction there is, of a wall. */
  readonly slides?: Point | undefined;
  /** Snaps an offset; the axes are those that may change. */
  readonly snap: (raw_m: Place, may: { readonly x: boolean; readonly y: boolean; readonly z: boolean }) => Snapped;
}

export class OffsetEntry {
  readonly typed: TypedQuantity = typedQuantity('length', () => viewState.getState().unitSystem);
  /** Direction of the piece itself. */
  yaw_deg = 0;
  #axis: Axis | undefined;
  #own = false;

  get axis(): Axis | undefined {
    return this.#axis;
  }

  /** Whether anything is typed or locked. */
  get begun(): boolean {
    return this.#axis !== undefined || this.typed.text !== '';
  }

  /** Direction that the locked axis is drawn in. */
  get drawn_deg(): number {
    return this.#own ? this.yaw_deg : 0;
  }

  /** Unit vector of the locked axis. */
  get line(): Place | undefined {
    return this.#axis && turned(unit[this.#axis], this.#axis === 'z' ? 0 : this.drawn_deg);
  }

  clear(axis?: Axis): void {
    this.typed.clear();
    this.#axis = axis;
    this.#own = false;
  }

  #press(axis: Axis): void {
    const again = this.#axis === axis;
    const hasOwn = axis !== 'z' && this.yaw_deg % 180 !== 0;
    this.#axis = again && (this.#own || !hasOwn) ? undefined : axis;
    this.#own = again && !this.#own && hasOwn;
  }

  /**
   * Takes a key of a distance or an axis; whether it was one.
   * @param midway whether something is being led already; otherwise `begin` makes ready, and says whether it could
   */
  key(event: KeyboardEvent, midway: boolean, begin: () => boolean): boolean {
    const axis = axes.find((each) => each === event.key.toLowerCase());
    const numeric = startsQuantity(event.key) && !isViewKey(event, midway);
    // Once a number stands there, letters are its unit; no unit of length has an x, y or z.
    if (!axis && !numeric && !(event.key === 'Backspace' && midway)) return midway && this.typed.text !== '' && this.typed.take(event.key);
    if (!midway && !begin()) return false;
    if (axis) this.#press(axis);
    else this.typed.take(event.key);
    return true;
  }

  /** Where it goes by all of this. */
  offset({ raw_m, snapping, step_m, slides, snap }: Leading): Snapped {
    const { line } = this;
    if (this.typed.value !== undefined) return { offset_m: typedOffset(this.typed.value, line, raw_m, slides, !snapping), guides: [] };
    // What stands along the axes catches nothing that goes askew to them.
    if (line && this.#own) return { offset_m: timesOf(line, toGrid(partAlong(raw_m, line), step_m)), guides: [] };
    const free = this.#axis === undefined;
    return snap(raw_m, { x: free || this.#axis === 'x', y: free || this.#axis === 'y', z: this.#axis === 'z' });
  }

  /** `X only  `, `Own X only  `, or nothing. */
  get lockText(): string {
    return this.#axis === undefined ? '' : `${this.#own ? 'Own ' : ''}${this.#axis.toUpperCase()} only  `;
  }

  /** What has been typed so far, with its sign. */
  get typedText(): string {
    return this.typed.text === '' ? '' : `  ⌨ ${this.typed.text}`;
  }
}
