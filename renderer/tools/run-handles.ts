/**
 * Handles on the one run that is selected: corners and legs are dragged in plan, with Shift up and down, and the run
 * stays at right angles; its ends are dragged to other ports. A click chooses a corner for the arrow keys and for Delete.
 */
import { Vector3 } from 'three';
import { portPlace } from '../../shared/catalogue/route.ts';
import type { CommandAnswer } from '../../shared/commands/command.ts';
import { fittingPorts } from '../../shared/commands/compatible.ts';
import { editRoute, type RouteEdit, wholeRoute } from '../../shared/commands/edit-route.ts';
import { rejoin } from '../../shared/commands/rejoin.ts';
import { toGrid } from '../../shared/commands/snap.ts';
import type { Connection, ConnectionEnd, Place } from '../../shared/document/records.ts';
import type { Gesture } from '../../shared/document/session.ts';
import { axes, axisOf, plus, withCoordinate } from '../../shared/geometry/orthogonal-route.ts';
import { distance } from '../../shared/geometry/pose.ts';
import { isRefusal } from '../../shared/problem.ts';
import { type Grip, Grips } from '../scene/grips.ts';
import { colourOf } from '../scene/palette.ts';
import { perform } from '../session.ts';
import { refuseAloud, viewState } from '../view-state.ts';
import { alongAxis, metresPerPixel } from './gizmo.ts';
import { gridStep_m } from './grid.ts';
import { lengthText } from './length-text.ts';
import { PortMarkers, portColour } from './port-markers.ts';
import { routeText } from './run-sketch.ts';
import { clickReach_px, type ToolHost, type ToolPointer } from './tool.ts';
import { isViewKey, startsQuantity, typedQuantity } from './typed-quantity.ts';

const reach_px = 9;
const sizes_px = { end: 9, corner: 10, leg: 7 } as const;
/** Middles of legs shorter than this on the screen would lie on their corners. */
const leastLeg_px = 34;
/** A ray flatter than this meets the floor too far away to drag on it: heights are meant. */
const level = 0.2;

interface Handle {
  readonly on: 'corner' | 'leg' | 'end';
  /** Of the corner or leg along the whole route. */
  readonly index: number;
}

interface Drag {
  readonly handle: Handle;
  readonly run: Connection;
  readonly route: readonly Place[];
  readonly pressed: ToolPointer;
  pointer: ToolPointer;
  gesture?: Gesture;
  refused?: string | undefined;
  /** Whether what is shown differs from what was. */
  done: boolean;
}

const same = (a: Handle | undefined, b: Handle | undefined): boolean => a?.on === b?.on && a?.index === b?.index;
const named = (handles: readonly Handle[]): string => handles.map(({ on, index }) => `${on} ${index}`).join();
const arrows: Readonly<Record<string, Place>> = {
  ArrowLeft: [-1, 0, 0],
  ArrowRight: [1, 0, 0],
  ArrowUp: [0, 1, 0],
  ArrowDown: [0, -1, 0],
  PageUp: [0, 0, 1],
  PageDown: [0, 0, -1],
};

export class RunHandles {
  readonly #host: ToolHost;
  readonly #grips: Grips;
  readonly #markers: PortMarkers;
  readonly #typed = typedQuantity('length', () => viewState.getState().unitSystem);
  readonly #stop: (() => void)[];
  readonly #rest: () => void;
  #hovered: Handle | undefined;
  #chosen: number | undefined;
  /** What is drawn: its way, and its handles by name. */
  #drawn: { readonly route: readonly Place[]; readonly handles: string } = { route: [], handles: '' };
  #drag: Drag | undefined;

  /** @param rest says what the keys do once nothing is in hand */
  constructor(host: ToolHost, rest: () => void) {
    this.#host = host;
    this.#rest = rest;
    this.#grips = new Grips(host.stage, 171);
    this.#markers = new PortMarkers(host, colourOf(host.model.palette.accentRim));
    this.#stop = [
      viewState.subscribe((state, before) => {
        if (state.selection === before.selection && state.readOnly === before.readOnly && state.theme === before.theme) return;
        this.#chosen = this.#hovered = undefined;
        this.#show();
      }),
      host.session.subscribe((state, before) => {
        if (state.document.tables === before.document.tables) return;
        if (!this.#drag && (this.#chosen ?? 0) > (this.#run?.waypoints_m.length ?? 0)) this.#chosen = undefined;
        this.#show();
      }),
    ];
    this.#show();
  }

  /** The run whose way may be changed. */
  get #run(): Connection | undefined {
    const { selection, readOnly } = viewState.getState();
    const [only, more] = selection;
    if (readOnly || only === undefined || more !== undefined) return undefined;
    return this.#host.session.getState().document.tables.connection.get(only);
  }

  get #route(): readonly Place[] {
    const run = this.#run;
    const route = run && wholeRoute(this.#host.session.getState().document, run);
    return !route || isRefusal(route) ? [] : route;
  }

  #at(route: readonly Place[], { on, index }: Handle): Vector3 {
    const [a, b] = [route[index] as Place, route[index + 1]];
    return on === 'leg' && b ? new Vector3((a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2) : new Vector3(...a);
  }

  #handles(route: readonly Place[]): readonly Handle[] {
    const last = route.length - 1;
    const corners = route.map((_, index): Handle => ({ on: index === 0 || index === last ? 'end' : 'corner', index }));
    const places = route.map((corner) => this.#host.project(new Vector3(...corner)));
    const legs = corners.slice(1).flatMap((_, index): Handle[] => {
      const [a, b] = [places[index], places[index + 1]];
      return !a || !b || Math.hypot(a.x - b.x, a.y - b.y) < leastLeg_px ? [] : [{ on: 'leg', index }];
    });
    const ends = corners.filter(({ on }) => on === 'end');
    return [...ends, ...corners.filter(({ on }) => on === 'corner'), ...legs];
  }

  #under({ x, y }: ToolPointer): Handle | undefined {
    const route = this.#route;
    let best: { readonly handle: Handle; readonly gap: number } | undefined;
    for (const handle of this.#handles(route)) {
      const at = this.#host.project(this.#at(route, handle));
      const gap = at ? Math.hypot(at.x - x, at.y - y) : Number.POSITIVE_INFINITY;
      // Ends come first and win, then corners: seen from above an end lies under the corner over it.
      if (gap <= reach_px && (!best || gap < best.gap - 1)) best = { handle, gap };
    }
    return best?.handle;
  }

  #show(): void {
    const route = this.#drag?.gesture ? [] : this.#route;
    const { palette } = this.#host.model;
    const handles = this.#handles(route);
    this.#drawn = { route, handles: named(handles) };
    const grips = handles.map((handle): Grip => {
      const hot = same(handle, this.#hovered) || (handle.on === 'corner' && handle.index === this.#chosen);
      const { x, y, z } = this.#at(route, handle);
      return { at_m: [x, y, z], size_px: sizes_px[handle.on] + (hot ? 2 : 0), full: hot };
    });
    this.#grips.draw(grips, colourOf(palette.accent), colourOf(palette.accentRim), globalThis.devicePixelRatio || 1);
    this.#host.redraw();
  }

  /** Before a frame: how long a leg is on the screen, and so whether it has a handle, changes with the camera. */
  frame(): void {
    if (named(this.#handles(this.#drawn.route)) !== this.#drawn.handles) this.#show();
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
    if (on === 'end') this.#host.hints([['Drag', 'to another port']]);
    else
      this.#host.hints([
        ['Drag', on === 'leg' ? 'slides the leg' : 'the corner'],
        ['Shift drag', 'up and down'],
        ...(on === 'leg'
          ? [['Ctrl click', 'adds a corner'] as const]
          : [['Click', 'choose'] as const, ['Delete', 'takes the chosen corner'] as const, ['Arrows', 'nudge it'] as const]),
      ]);
  }

  press(pointer: ToolPointer): boolean {
    const [handle, run] = [this.#under(pointer), this.#run];
    if (!handle || !run) return false;
    this.#drag = { handle, run, route: this.#route, pressed: pointer, pointer, done: false };
    return true;
  }

  drag(pointer: ToolPointer): boolean {
    const drag = this.#drag;
    if (!drag) return false;
    drag.pointer = pointer;
    if (!drag.gesture) {
      if (Math.hypot(pointer.x - drag.pressed.x, pointer.y - drag.pressed.y) <= clickReach_px) return true;
      this.#begin(drag);
    }
    this.#update();
    return true;
  }

  #begin(drag: Drag): void {
    const { session } = this.#host;
    const isEnd = drag.handle.on === 'end';
    drag.gesture = session.beginGesture(`${isEnd ? 'Connect' : 'Reshape'} ${drag.run.tag}`, viewState.getState().selection);
    this.#typed.clear();
    this.#show();
    if (isEnd) {
      const { document } = session.getState();
      const { palette } = this.#host.model;
      const stays = drag.handle.index === 0 ? drag.run.to : drag.run.from;
      const lit = fittingPorts(document, stays, document.tables.equipment.values(), drag.run.id);
      this.#markers.show(
        lit.flatMap((end) => {
          const place = portPlace(document, end);
          return place ? [{ end, at_m: place.at_m, colour: portColour(document, end, palette), size_px: 13 }] : [];
        }),
      );
    }
    this.#host.hints(
      isEnd
        ? [
            ['Let go', 'on a lit port'],
            ['Esc', 'back'],
          ]
        : [
            ['0…9', 'distance'],
            ['Shift', 'up and down'],
            ['Ctrl', 'no snap'],
            ['Enter', 'place'],
            ['Esc', 'back'],
          ],
    );
  }

  /** How far the pointer leads, along the axes that the handle can go. */
  #by({ handle, route, pressed, pointer }: Drag): Place {
    const grip = this.#at(route, handle);
    const [a, b] = [route[handle.index] as Place, route[handle.index + 1]];
    const own = handle.on === 'leg' && b ? axisOf(a, b) : undefined;
    const origin: Place = [grip.x, grip.y, grip.z];
    const upright = (pointer.shift || Math.abs(pointer.ray.direction.z) < level) && own !== 2;
    const on = (at: ToolPointer) => this.#host.model.picker.onPlane(at.ray, grip.z)?.clone();
    const [from, to] = [on(pressed), on(pointer)];
    let raw: Place = [0, 0, 0];
    if (upright) raw = [0, 0, alongAxis(pointer.ray, grip, 'z') - alongAxis(pressed.ray, grip, 'z')];
    else if (from && to) raw = [to.x - from.x, to.y - from.y, 0];
    if (own !== undefined) raw = withCoordinate(raw, own, 0);
    const typed = this.#typed.value;
    if (typed !== undefined) {
      const led = Math.abs(raw[2]) > 0 ? 2 : Math.abs(raw[0]) >= Math.abs(raw[1]) ? (own === 0 ? 1 : 0) : 1;
      return withCoordinate([0, 0, 0], led, typed * (raw[led] < 0 ? -1 : 1));
    }
    if (viewState.getState().snap === pointer.ctrl) return raw;
    const reach_m = metresPerPixel(this.#host, grip) * reach_px;
    return axes.reduce((by: Place, axis) => {
      if (raw[axis] === 0) return by;
      const wanted = origin[axis] + raw[axis];
      // In line with another corner or a port of the run, else on the grid.
      const near = route.map((corner) => corner[axis]).filter((at) => Math.abs(at - wanted) < reach_m && at !== origin[axis]);
      const at = near.sort((p, q) => Math.abs(p - wanted) - Math.abs(q - wanted))[0] ?? toGrid(wanted, gridStep_m());
      return withCoordinate(by, axis, at - origin[axis]);
    }, raw);
  }

  #update(): void {
    const drag = this.#drag;
    const { gesture } = drag ?? {};
    if (!drag || !gesture) return;
    const { handle, run, route, pointer } = drag;
    let answer: CommandAnswer;
    let reading: string;
    if (handle.on === 'end') {
      const at = this.#portUnder(pointer);
      const tag = at && gesture.start.tables.equipment.get(at.equipment)?.tag;
      reading = at ? `${tag} · ${at.port}` : 'Let go on a lit port';
      answer = at ? rejoin(gesture.start, { run: run.id, end: handle.index === 0 ? 'from' : 'to', at }) : { label: '', patch: [] };
    } else {
      const by_m = this.#by(drag);
      const edit: RouteEdit =
        handle.on === 'leg'
          ? { how: 'slide', leg: handle.index, by_m }
          : { how: 'move', corner: handle.index, to_m: plus(route[handle.index] as Place, by_m) };
      answer = editRoute(gesture.start, { run: run.id, edit });
      reading = axes.flatMap((axis) => (by_m[axis] === 0 ? [] : [`Δ${'XYZ'[axis]} ${lengthText(by_m[axis])}`])).join('  ');
      if (by_m[2] !== 0) reading += `  at ${lengthText(this.#at(route, handle).z + by_m[2])}`;
    }
    drag.refused = isRefusal(answer) ? answer.refused : undefined;
    if (!isRefusal(answer)) {
      drag.done = answer.patch.length > 0;
      gesture.preview(answer.patch);
    }
    const fault = this.#typed.fault ?? drag.refused;
    const typing = this.#typed.text === '' ? '' : `⌨ ${this.#typed.text}`;
    this.#host.note([reading, typing, routeText(this.#route), fault].filter(Boolean).join('\n'), fault ? 'error' : 'plain');
  }

  /** The lit port that is meant: under the pointer, or the nearest of the equipment under it. */
  #portUnder(pointer: ToolPointer): ConnectionEnd | undefined {
    const marker = this.#markers.at(pointer.x, pointer.y);
    if (marker) return marker.end;
    const hit = pointer.hit();
    if (!hit) return undefined;
    const { x, y, z } = hit.point;
    const own = this.#markers.all.filter(({ end }) => end.equipment === hit.id);
    return own.sort((a, b) => distance(a.at_m, [x, y, z]) - distance(b.at_m, [x, y, z]))[0]?.end;
  }

  #end(keep: boolean): void {
    const drag = this.#drag;
    this.#drag = undefined;
    this.#typed.clear();
    this.#markers.show([]);
    const { gesture } = drag ?? {};
    if (drag && gesture) {
      if (keep && drag.done && drag.refused === undefined) gesture.commit();
      else gesture.cancel();
      if (keep && drag.refused !== undefined) refuseAloud(drag.refused);
      else viewState.setState({ refusal: null });
    }
    this.#hovered = undefined;
    this.#host.note(null);
    this.#rest();
    this.#show();
  }

  release(): boolean {
    const drag = this.#drag;
    if (!drag) return false;
    const { handle, route, run, pressed, gesture } = drag;
    if (gesture) {
      this.#end(true);
      return true;
    }
    this.#drag = undefined;
    if (handle.on === 'leg' && pressed.ctrl) {
      const { x, y, z } = this.#at(route, handle);
      if (perform((document) => editRoute(document, { run: run.id, edit: { how: 'insert', leg: handle.index, at_m: [x, y, z] } })))
        this.#chosen = handle.index + 1;
    } else this.#chosen = handle.on === 'corner' ? handle.index : undefined;
    this.#show();
    return true;
  }

  key(event: KeyboardEvent): boolean {
    if (this.#drag?.gesture) return this.#dragKey(event);
    const [chosen, run] = [this.#chosen, this.#run];
    const from = chosen === undefined ? undefined : this.#route[chosen];
    if (chosen === undefined || !run || !from || event.ctrlKey || event.metaKey || event.altKey) return false;
    const arrow = arrows[event.key];
    if (event.key === 'Escape') this.#chosen = undefined;
    else if (event.key === 'Delete' || event.key === 'Backspace') {
      if (perform((document) => editRoute(document, { run: run.id, edit: { how: 'remove', corner: chosen } }))) this.#chosen = undefined;
    } else if (arrow) {
      const step_m = gridStep_m() * (event.shiftKey ? 10 : 1);
      const to_m = plus(from, [arrow[0] * step_m, arrow[1] * step_m, arrow[2] * step_m]);
      perform((document) => editRoute(document, { run: run.id, edit: { how: 'move', corner: chosen, to_m } }));
    } else return false;
    this.#show();
    return true;
  }

  #dragKey(event: KeyboardEvent): boolean {
    const typed = this.#typed;
    if (event.key === 'Escape' && typed.text !== '') typed.clear();
    else if (event.key === 'Escape') {
      this.#end(false);
      return true;
    } else if (event.key === 'Enter') {
      if (typed.fault === undefined) this.#end(true);
      return true;
    } else if (event.ctrlKey || event.metaKey || event.altKey || isViewKey(event, true)) return false;
    else if (!startsQuantity(event.key) && typed.text === '') return /^(Arrow|Page|Delete$|Backspace$)/.test(event.key);
    else if (!typed.take(event.key)) return false;
    if (typed.text === '') typed.clear();
    this.#update();
    return true;
  }

  leave(): void {
    this.#end(false);
    for (const stop of this.#stop) stop();
    this.#grips.dispose();
    this.#markers.dispose();
  }
}
