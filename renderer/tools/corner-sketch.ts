/** Corners set by clicks on the floor, with snapping, typed length and angle, lines and their figures: what outlines and walls are drawn with. */
import { Vector3 } from 'three';
import { type CaughtCorner, edgesOfSpaces, type Segment, snapCorner } from '../../shared/commands/snap-corner.ts';
import { spaceAt } from '../../shared/commands/spaces.ts';
import { underlayEdges } from '../../shared/commands/underlay-lines.ts';
import type { Point } from '../../shared/document/records.ts';
import { OverlaidLines } from '../scene/overlaid-lines.ts';
import { viewState } from '../view-state.ts';
import { metresPerPixel } from './gizmo.ts';
import { gridStep_m } from './grid.ts';
import { lengthText } from './length-text.ts';
import type { ToolHost, ToolPointer } from './tool.ts';
import { startsQuantity, typedQuantity } from './typed-quantity.ts';

const reach_px = 10;

/** While something is drawn, Delete and undo take its last corner back: they do not reach what is selected or done. */
export const takesBack = (event: KeyboardEvent): boolean =>
  event.key === 'Delete' || ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'z');

/** A letter that would start another tool and lose what is drawn; those that only move the camera pass. */
export const startsOtherWork = (event: KeyboardEvent): boolean => /^[a-z]$/i.test(event.key) && !/^[afhov]$/i.test(event.key);

export class CornerSketch {
  readonly #host: ToolHost;
  readonly #typed = {
    length: typedQuantity('length', () => viewState.getState().unitSystem),
    angle: typedQuantity('angle', () => viewState.getState().unitSystem),
  };
  readonly #drawn: OverlaidLines;
  readonly #guides: OverlaidLines;
  #labels: readonly { readonly at: Vector3; readonly text: string }[] = [];
  #field: 'length' | 'angle' = 'length';
  #pointer: ToolPointer | undefined;
  #edges: readonly Segment[] | undefined;
  readonly #stop: () => void;
  corners: readonly Point[] = [];
  /** Where the next corner would come to lie. */
  next: CaughtCorner | undefined;
  floor_m = 0;

  constructor(host: ToolHost) {
    this.#host = host;
    this.#drawn = new OverlaidLines(host.stage, { order: 180 });
    this.#guides = new OverlaidLines(host.stage, { order: 180, dash_m: 0.2, gap_m: 0.14 });
    this.#stop = host.session.subscribe(() => {
      this.#edges = undefined;
    });
  }

  /**
   * Goes on from corners that stand already: the last is where lengths are typed from, all are what the next lines up with.
   * @param edges what it catches on, however the design changes meanwhile
   */
  goOn(corners: readonly Point[], floor_m: number, edges: readonly Segment[]): void {
    this.floor_m = floor_m;
    this.#stop();
    this.#edges = edges;
    this.set(corners);
  }

  /** The typed length. */
  get length_m(): number | undefined {
    return this.#typed.length.value;
  }

  /** The floor that a sketch begins on carries it to its end. */
  #place(pointer: ToolPointer): Point | undefined {
    if (this.corners.length === 0) {
      const ground = this.#host.model.picker.onPlane(pointer.ray, 0);
      const { document } = this.#host.session.getState();
      const space = ground ? spaceAt(document, [ground.x, ground.y, 0]) : undefined;
      this.floor_m = (space === undefined ? undefined : document.tables.space.get(space)?.elevation_m) ?? 0;
    }
    const point = this.#host.model.picker.onPlane(pointer.ray, this.floor_m);
    return point ? [point.x, point.y] : undefined;
  }

  follow(pointer: ToolPointer): void {
    this.#pointer = pointer;
    this.update();
  }

  update(): void {
    const pointer = this.#pointer;
    const place = pointer && this.#place(pointer);
    if (!pointer || !place) {
      this.next = undefined;
      return;
    }
    const { snap, layers } = viewState.getState();
    const snapping = snap !== pointer.ctrl;
    const { document } = this.#host.session.getState();
    this.#edges ??= edgesOfSpaces(document.tables.space.values());
    const at = new Vector3(place[0], place[1], this.floor_m);
    const reach_m = snapping ? metresPerPixel(this.#host, at) * reach_px : 0;
    const traced = snapping && layers.underlay ? underlayEdges(document, place, reach_m) : [];
    this.next = snapCorner(place, {
      corners: this.corners,
      edges: traced.length > 0 ? [...this.#edges, ...traced] : this.#edges,
      step_m: snapping ? gridStep_m() : 0,
      reach_m,
      length_m: this.#typed.length.value === undefined ? undefined : Math.abs(this.#typed.length.value),
      angle_deg: this.#typed.angle.value,
    });
  }

  get fault(): string | undefined {
    return this.#typed.length.fault ?? this.#typed.angle.fault;
  }

  get typing(): boolean {
    return this.#typed.length.text !== '' || this.#typed.angle.text !== '';
  }

  /** What a note says of the edge in hand. */
  get reading(): string {
    const last = this.corners.at(-1);
    const at = this.next?.at_m;
    if (!at) return '';
    if (!last) return `X ${lengthText(at[0])}  Y ${lengthText(at[1])}`;
    const angle = (Math.atan2(at[1] - last[1], at[0] - last[0]) * 180) / Math.PI;
    const { length, angle: turn } = this.#typed;
    const mark = (field: 'length' | 'angle', text: string) => (text === '' && this.#field !== field ? '' : `  ⌨ ${text}`);
    const typing = this.typing ? `\nLength${mark('length', length.text)}   Angle${mark('angle', turn.text)}` : '';
    return `${lengthText(Math.hypot(at[0] - last[0], at[1] - last[1]))}  ∠ ${Math.round(((angle + 360) % 360) * 10) / 10}°${typing}`;
  }

  set(corners: readonly Point[]): void {
    this.corners = corners;
    this.#typed.length.clear();
    this.#typed.angle.clear();
    this.#field = 'length';
    this.update();
  }

  /** Length, `Tab` or `<` and the angle; whether the key was one of theirs. */
  key(event: KeyboardEvent): boolean {
    if (this.corners.length === 0) return false;
    if (event.key === 'Tab' || event.key === '<') {
      this.#field = this.#field === 'length' ? 'angle' : 'length';
      return true;
    }
    const typed = this.#typed[this.#field];
    const numeric = startsQuantity(event.key) && !event.code.startsWith('Numpad');
    if (event.key === 'Backspace' ? typed.text === '' : !numeric && typed.text === '') return false;
    if (!typed.take(event.key)) return false;
    if (typed.text === '') typed.clear();
    this.update();
    return true;
  }

  clearTyped(): void {
    this.set(this.corners);
  }

  /** @param ring corners with what would be drawn, closed or not */
  draw(ring: readonly Point[], closed: boolean, bad: boolean): void {
    const { palette } = this.#host.model;
    const z = this.floor_m + 0.03;
    const pairs = ring.flatMap((from, i): Segment[] => {
      const to = ring[i + 1] ?? (closed ? ring[0] : undefined);
      return to ? [[from, to]] : [];
    });
    const guides = (this.next?.guides ?? []).flatMap(({ axis, at_m }) => {
      const [x, y] = this.next?.at_m ?? [0, 0];
      return axis === 'x' ? [at_m, y - 40, z, at_m, y + 40, z] : [x - 40, at_m, z, x + 40, at_m, z];
    });
    this.#drawn.draw(
      pairs.flatMap(([a, b]) => [a[0], a[1], z, b[0], b[1], z]),
      bad ? palette.error : palette.accent,
    );
    this.#guides.draw(guides, palette.accent);
    this.#labels = pairs.flatMap(([a, b]) => {
      const length_m = Math.hypot(b[0] - a[0], b[1] - a[1]);
      return length_m < 0.05 ? [] : [{ at: new Vector3((a[0] + b[0]) / 2, (a[1] + b[1]) / 2, z), text: lengthText(length_m) }];
    });
    this.#host.labels(this.#labels);
    this.#host.redraw();
  }

  frame(): void {
    if (this.#labels.length > 0) this.#host.labels(this.#labels);
  }

  dispose(): void {
    this.#stop();
    this.#host.labels([]);
    this.#host.note(null);
    this.#drawn.dispose();
    this.#guides.dispose();
  }
}
