/**
 * Handles on the outline of the one space that is selected: a corner is dragged, an edge is dragged at its middle, which
 * sets a corner there, or pushed as a whole with Shift. A click chooses a corner for the arrow keys and for Delete.
 */
import { Vector3 } from 'three';
import { type OutlineEdit, outlineAfter } from '../../shared/commands/edit-outline.ts';
import { echoes, editSharedOutline, sharedCorner_m } from '../../shared/commands/edit-shared-outline.ts';
import { edgesOfSpaces, type Segment } from '../../shared/commands/snap-corner.ts';
import { wallLine } from '../../shared/document/building-parts.ts';
import type { Point, Space } from '../../shared/document/records.ts';
import type { Gesture } from '../../shared/document/session.ts';
import { area } from '../../shared/geometry/polygon.ts';
import { isRefusal } from '../../shared/problem.ts';
import { formatQuantity } from '../../shared/units/format.ts';
import { type Grip, Grips } from '../scene/grips.ts';
import { OverlaidLines } from '../scene/overlaid-lines.ts';
import { colourOf } from '../scene/palette.ts';
import { perform } from '../session.ts';
import { refuseAloud, viewState } from '../view-state.ts';
import { CornerSketch } from './corner-sketch.ts';
import { gridStep_m } from './grid.ts';
import { clickReach_px, type ToolHost, type ToolPointer } from './tool.ts';

const reach_px = 9;
const corner_px = 10;
const middle_px = 7;
/** Middles of edges shorter than this on the screen would lie on their corners. */
const leastEdge_px = 40;
/** Of designs with more spaces the building follows when the handle is let go. */
const mostFollowed = 400;

interface Handle {
  readonly on: 'corner' | 'edge';
  readonly index: number;
}

interface Drag {
  readonly handle: Handle;
  readonly space: Space;
  readonly pressed: ToolPointer;
  /** Set once the pointer has moved. */
  begun?: { readonly gesture: Gesture; readonly sketch: CornerSketch; readonly edit: () => OutlineEdit | undefined };
  refused?: string | undefined;
  /** Alt is held: what shares the corner or the wall stays. */
  alone: boolean;
}

const arrows: Readonly<Record<string, Point>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

const named = (handles: readonly Handle[]): string => handles.map(({ on, index }) => `${on} ${index}`).join();
const same = (a: Handle | undefined, b: Handle | undefined): boolean => a?.on === b?.on && a?.index === b?.index;

export class OutlineHandles {
  readonly #host: ToolHost;
  readonly #grips: Grips;
  readonly #line: OverlaidLines;
  readonly #stop: (() => void)[];
  #hovered: Handle | undefined;
  #chosen: number | undefined;
  /** The handles that are drawn, by name. */
  #drawn = '';
  #drag: Drag | undefined;
  /** What to say of the keys once nothing is in hand. */
  readonly #rest: () => void;

  constructor(host: ToolHost, rest: () => void) {
    this.#host = host;
    this.#rest = rest;
    this.#line = new OverlaidLines(host.stage, { order: 170 });
    this.#grips = new Grips(host.stage, 171);
    this.#stop = [
      viewState.subscribe((state, before) => {
        if (state.selection === before.selection && state.readOnly === before.readOnly && state.theme === before.theme) return;
        this.#chosen = this.#hovered = undefined;
        this.#show();
      }),
      host.session.subscribe((state, before) => {
        if (state.document.tables.space === before.document.tables.space) return;
        if (!this.#drag && (this.#chosen ?? 0) >= (this.#space?.outline_m.length ?? 0)) this.#chosen = undefined;
        this.#show();
      }),
    ];
    this.#show();
  }

  /** The space whose outline may be changed. */
  get #space(): Space | undefined {
    const { selection, readOnly } = viewState.getState();
    const [only, more] = selection;
    return readOnly || only === undefined || more !== undefined ? undefined : this.#host.session.getState().document.tables.space.get(only);
  }

  #at({ outline_m, elevation_m }: Space, { on, index }: Handle): Vector3 {
    const [a, b] = [outline_m[index] ?? [0, 0], outline_m[(index + 1) % outline_m.length] ?? [0, 0]];
    return on === 'corner' ? new Vector3(a[0], a[1], elevation_m) : new Vector3((a[0] + b[0]) / 2, (a[1] + b[1]) / 2, elevation_m);
  }

  #handles(space: Space): readonly Handle[] {
    const corners = space.outline_m.map((_, index): Handle => ({ on: 'corner', index }));
    const places = corners.map((corner) => this.#host.project(this.#at(space, corner)));
    const edges = corners.flatMap(({ index }): Handle[] => {
      const [a, b] = [places[index], places[(index + 1) % corners.length]];
      return a && b && Math.hypot(a.x - b.x, a.y - b.y) < leastEdge_px ? [] : [{ on: 'edge', index }];
    });
    return [...corners, ...edges];
  }

  #under({ x, y }: ToolPointer): Handle | undefined {
    const space = this.#space;
    if (!space) return undefined;
    let best: { readonly handle: Handle; readonly gap: number } | undefined;
    for (const handle of this.#handles(space)) {
      const at = this.#host.project(this.#at(space, handle));
      const gap = at ? Math.hypot(at.x - x, at.y - y) : Number.POSITIVE_INFINITY;
      // Corners come first and win.
      if (gap <= reach_px && (!best || gap < best.gap - 1)) best = { handle, gap };
    }
    return best?.handle;
  }

  #show(): void {
    const space = this.#drag?.begun ? undefined : this.#space;
    const { palette } = this.#host.model;
    const z = (space?.elevation_m ?? 0) + 0.02;
    const outline = space?.outline_m ?? [];
    this.#line.draw(
      outline.flatMap(([x, y], i) => {
        const [nx, ny] = outline[(i + 1) % outline.length] ?? [x, y];
        return [x, y, z, nx, ny, z];
      }),
      palette.accent,
    );
    const handles = space ? this.#handles(space) : [];
    this.#drawn = named(handles);
    const grips = handles.flatMap((handle): Grip[] => {
      if (!space) return [];
      const hot = same(handle, this.#hovered) || (handle.on === 'corner' && handle.index === this.#chosen);
      const { x, y } = this.#at(space, handle);
      return [{ at_m: [x, y, z], size_px: (handle.on === 'corner' ? corner_px : middle_px) + (hot ? 2 : 0), full: hot }];
    });
    this.#grips.draw(grips, colourOf(palette.accent), colourOf(palette.accentRim), globalThis.devicePixelRatio || 1);
    this.#host.redraw();
  }

  /** Whether a handle is in the pointer's way. */
  hover(pointer: ToolPointer): boolean {
    const under = this.#under(pointer);
    if (!same(under, this.#hovered)) {
      this.#hovered = under;
      this.#show();
      if (under) this.#tell(under);
      else this.#rest();
    }
    return under !== undefined;
  }

  #tell({ on }: Handle): void {
    this.#host.hints(
      on === 'corner'
        ? [
            ['Drag', 'the corner'],
            ['Click', 'choose'],
            ['Delete', 'takes the chosen corner'],
            ['Arrows', 'nudge it'],
          ]
        : [
            ['Drag', 'sets a corner'],
            ['Shift drag', 'the whole wall'],
          ],
    );
  }

  press(pointer: ToolPointer): boolean {
    const [handle, space] = [this.#under(pointer), this.#space];
    if (!handle || !space) return false;
    this.#drag = { handle, space, pressed: pointer, alone: false };
    return true;
  }

  drag(pointer: ToolPointer): boolean {
    const drag = this.#drag;
    if (!drag) return false;
    if (!drag.begun && Math.hypot(pointer.x - drag.pressed.x, pointer.y - drag.pressed.y) <= clickReach_px) return true;
    drag.begun ??= this.#begin(drag);
    drag.alone = pointer.alt;
    drag.begun.sketch.follow(pointer);
    this.#update();
    return true;
  }

  #begin({ handle: { on, index }, space, pressed }: Drag): NonNullable<Drag['begun']> {
    const { outline_m, elevation_m, name } = space;
    const n = outline_m.length;
    const corner = (i: number): Point => outline_m[(i + n) % n] ?? [0, 0];
    const whole = on === 'edge' && pressed.shift;
    const sketch = new CornerSketch(this.#host);
    const [before, after] = on === 'corner' ? [corner(index - 1), corner(index + 1)] : [corner(index), corner(index + 1)];
    const middle: Point = [(before[0] + after[0]) / 2, (before[1] + after[1]) / 2];
    const spaces = [...this.#host.session.getState().document.tables.space.values()];
    const still = outline_m.flatMap((from, i): Segment[] => {
      const moves =
        on === 'edge'
          ? i === index || (whole && (i === (index + 1) % n || i === (index + n - 1) % n))
          : i === index || i === (index + n - 1) % n;
      return moves ? [] : [[from, corner(i + 1)]];
    });
    // Edges of neighbours that come along are nothing to snap to.
    const moved = on === 'corner' ? [corner(index)] : whole ? [corner(index), corner(index + 1)] : [];
    const others = edgesOfSpaces(spaces.filter(({ id }) => id !== space.id)).filter(
      (ends) => !ends.some((end) => moved.some((each) => Math.hypot(each[0] - end[0], each[1] - end[1]) < sharedCorner_m)),
    );
    const edges = [...others, ...still];
    sketch.goOn(whole ? [middle] : [after, before], elevation_m, edges);
    const out = wallLine(space, index)?.out ?? [0, 0];
    const edit = (): OutlineEdit | undefined => {
      const at_m = sketch.next?.at_m;
      if (!at_m) return undefined;
      if (on === 'corner') return { how: 'move', corner: index, to_m: at_m };
      if (!whole) return { how: 'insert', edge: index, at_m };
      const by_m = (at_m[0] - middle[0]) * out[0] + (at_m[1] - middle[1]) * out[1];
      const typed_m = sketch.length_m;
      return { how: 'push', edge: index, by_m: typed_m === undefined ? by_m : Math.abs(typed_m) * Math.sign(by_m || 1) };
    };
    this.#host.hints([
      ['0…9', whole ? 'distance' : 'length'],
      ...(whole ? [] : [['Tab', 'angle'] as const]),
      ['Ctrl', 'no snap'],
      ['Alt', 'this one alone'],
      ['Enter', 'place'],
      ['Esc', 'back'],
    ]);
    return { gesture: this.#host.session.beginGesture(`Change outline of ${name}`, viewState.getState().selection), sketch, edit };
  }

  #update(): void {
    const { begun, space, alone } = this.#drag ?? {};
    const edit = begun?.edit();
    if (!this.#drag || !begun || !edit || !space) return;
    const { gesture, sketch } = begun;
    const answer = editSharedOutline(gesture.start, { space: space.id, edit, alone: alone === true });
    const refused = isRefusal(answer) ? answer.refused : undefined;
    this.#drag.refused = refused;
    if (!isRefusal(answer) && gesture.start.tables.space.size <= mostFollowed) gesture.preview(answer.patch);
    const ring = outlineAfter(space, edit);
    sketch.draw(ring, true, refused !== undefined);
    const floor = formatQuantity(Math.abs(area(ring)), 'area', { system: viewState.getState().unitSystem });
    const fault = sketch.fault ?? refused;
    const shared = echoes(gesture.start, space.id, edit).map((each) => each.space.name);
    const beside =
      shared.length === 0 ? [] : [alone ? 'alone' : `with ${shared.length > 2 ? `${shared.length} beside it` : shared.join(' and ')}`];
    this.#host.note(
      [sketch.reading, `${floor.text} ${floor.unit}`, ...beside, ...(fault ? [fault] : [])].join('\n'),
      fault ? 'error' : 'plain',
    );
  }

  /** Ends a drag; what was refused goes back to where it was. */
  #end(keep: boolean): void {
    const drag = this.#drag;
    this.#drag = undefined;
    if (!drag?.begun) return;
    const { gesture, sketch, edit } = drag.begun;
    const last = edit();
    sketch.dispose();
    gesture.cancel();
    if (keep && drag.refused !== undefined) refuseAloud(drag.refused);
    else if (keep && last && perform((document) => editSharedOutline(document, { space: drag.space.id, edit: last, alone: drag.alone }))) {
      const [x, y] = last.how === 'move' ? last.to_m : last.how === 'insert' ? last.at_m : [Number.NaN, Number.NaN];
      const found = this.#space?.outline_m.findIndex((corner) => corner[0] === x && corner[1] === y) ?? -1;
      this.#chosen = found < 0 ? undefined : found;
    }
    this.#hovered = undefined;
    this.#rest();
    this.#show();
  }

  release(): boolean {
    const drag = this.#drag;
    if (!drag) return false;
    if (drag.begun) this.#end(true);
    else {
      this.#drag = undefined;
      this.#chosen = drag.handle.on === 'corner' ? drag.handle.index : undefined;
      this.#show();
    }
    return true;
  }

  key(event: KeyboardEvent): boolean {
    const drag = this.#drag;
    const begun = drag?.begun;
    if (begun) {
      if (event.key === 'Alt') drag.alone = true;
      else if (event.key === 'Escape' && begun.sketch.typing) begun.sketch.clearTyped();
      else if (event.key === 'Escape') this.#end(false);
      else if (event.key === 'Enter' && !begun.sketch.fault) this.#end(true);
      else if (event.ctrlKey || event.metaKey || event.altKey || !begun.sketch.key(event)) return event.key === 'Delete';
      this.#update();
      return true;
    }
    const space = this.#space;
    const chosen = this.#chosen;
    const arrow = arrows[event.key];
    if (chosen === undefined || !space || event.ctrlKey || event.metaKey || (event.altKey && !arrow)) return false;
    const from = space.outline_m[chosen];
    if (event.key === 'Escape') this.#chosen = undefined;
    else if (event.key === 'Delete' || event.key === 'Backspace') {
      if (perform((document) => editSharedOutline(document, { space: space.id, edit: { how: 'remove', corner: chosen } })))
        this.#chosen = undefined;
    } else if (arrow && from) {
      const step_m = gridStep_m() * (event.shiftKey ? 10 : 1);
      const to_m: Point = [tidy(from[0] + arrow[0] * step_m), tidy(from[1] + arrow[1] * step_m)];
      perform((document) =>
        editSharedOutline(document, { space: space.id, edit: { how: 'move', corner: chosen, to_m }, alone: event.altKey }),
      );
    } else return false;
    this.#show();
    return true;
  }

  frame(): void {
    const { begun } = this.#drag ?? {};
    begun?.sketch.frame();
    // How long an edge is on the screen, and so whether it has a handle, changes with the camera.
    const space = begun ? undefined : this.#space;
    if (space && named(this.#handles(space)) !== this.#drawn) this.#show();
  }

  leave(): void {
    this.#end(false);
    for (const stop of this.#stop) stop();
    this.#line.dispose();
    this.#grips.dispose();
  }
}

const tidy = (value_m: number): number => Math.round(value_m * 1e6) / 1e6 + 0;
