/** The run in hand: places set by clicks on the way, at the height it goes there, and what it would be up to the pointer. */
import { Vector3 } from 'three';
import { measureRoute, type PortPlace } from '../../shared/catalogue/route.ts';
import { routeBetween } from '../../shared/commands/route-between.ts';
import { routeThrough } from '../../shared/commands/route-through.ts';
import { edgesOfSpaces, type Segment, snapCorner } from '../../shared/commands/snap-corner.ts';
import type { Place } from '../../shared/document/records.ts';
import { formatFixed } from '../../shared/units/format.ts';
import { viewState } from '../view-state.ts';
import { drawnRun } from './drawn-run.ts';
import { metresPerPixel } from './gizmo.ts';
import { gridStep_m } from './grid.ts';
import { lengthText } from './length-text.ts';
import type { ToolHost, ToolPointer } from './tool.ts';
import { startsQuantity, typedQuantity } from './typed-quantity.ts';

/** Straight length at a port, and the height at which a run without one of its own crosses over the higher port. */
export const lead_m = 0.25;
export const rise_m = 0.35;
const reach_px = 10;

/** Length and bends of a route, as they are shown while it is shaped. */
export function routeText(route: readonly Place[]): string {
  const { length_m, elbows } = measureRoute(route);
  const bends = Math.round(elbows * 10) / 10;
  return `${lengthText(length_m)} · ${formatFixed(bends, Number.isInteger(bends) ? 0 : 1)} ${bends === 1 ? 'bend' : 'bends'}`;
}

export class RunSketch {
  readonly #host: ToolHost;
  readonly #typed = {
    length: typedQuantity('length', () => viewState.getState().unitSystem),
    height: typedQuantity('length', () => viewState.getState().unitSystem),
  };
  #field: 'length' | 'height' = 'length';
  #from: PortPlace | undefined;
  #edges: readonly Segment[] = [];
  places: readonly Place[] = [];
  /** Where the next corner would come to lie. */
  next: Place | undefined;

  constructor(host: ToolHost) {
    this.#host = host;
  }

  begin(from: PortPlace): void {
    this.#from = from;
    this.#edges = edgesOfSpaces(this.#host.session.getState().document.tables.space.values());
    this.#set([]);
  }

  clear(): void {
    this.#from = undefined;
    this.#set([]);
  }

  #set(places: readonly Place[]): void {
    this.places = places;
    this.next = undefined;
    this.clearTyped();
  }

  get #height(): number {
    return drawnRun.getState().height_m ?? this.places.at(-1)?.[2] ?? (this.#from?.at_m[2] ?? 0) + rise_m;
  }

  follow(pointer: ToolPointer): void {
    const from = this.#from;
    const point = from && this.#host.model.picker.onPlane(pointer.ray, this.#height);
    if (!from || !point) {
      this.next = undefined;
      return;
    }
    const snapping = viewState.getState().snap !== pointer.ctrl;
    const [x, y] = this.places.at(-1) ?? from.at_m;
    const typed = this.#typed.length.value;
    // A typed length goes along the axis that the pointer leads to: runs bend at right angles.
    const led = Math.abs(point.x - x) >= Math.abs(point.y - y) ? (point.x < x ? 180 : 0) : point.y < y ? 270 : 90;
    const { at_m } = snapCorner([point.x, point.y], {
      corners: [[x, y]],
      edges: this.#edges,
      step_m: snapping ? gridStep_m() : 0,
      reach_m: snapping ? metresPerPixel(this.#host, new Vector3(point.x, point.y, this.#height)) * reach_px : 0,
      ...(typed === undefined ? {} : { length_m: Math.abs(typed), angle_deg: led }),
    });
    this.next = [at_m[0], at_m[1], this.#height];
  }

  /** Sets the corner in hand. */
  add(): void {
    if (this.next && !this.fault) this.#set([...this.places, this.next]);
  }

  /** Takes the last corner back; false when there is none. */
  takeBack(): boolean {
    if (this.places.length === 0) return false;
    this.#set(this.places.slice(0, -1));
    return true;
  }

  /** The whole way to a port, or to the corner in hand. */
  route(to: PortPlace | undefined): readonly Place[] {
    const from = this.#from;
    if (!from) return [];
    const { height_m } = drawnRun.getState();
    if (!to) return this.next ? routeThrough(from, [...this.places, this.next]) : [];
    if (this.places.length > 0) return routeThrough(from, this.places, to);
    if (height_m === undefined) return [from.at_m, ...routeBetween(from, to, lead_m, rise_m), to.at_m];
    const lead = (i: 0 | 1): number => from.at_m[i] + from.normal[i] * lead_m;
    return routeThrough(from, [[lead(0), lead(1), height_m]], to);
  }

  get typing(): boolean {
    return this.#typed.length.text !== '' || this.#typed.height.text !== '';
  }

  get fault(): string | undefined {
    return this.#typed.length.fault ?? this.#typed.height.fault;
  }

  clearTyped(): void {
    this.#typed.length.clear();
    this.#typed.height.clear();
    this.#field = 'length';
  }

  /** What a note says of the run in hand. */
  reading(to: PortPlace | undefined): string {
    const route = this.route(to);
    const field = (name: 'length' | 'height', title: string) =>
      this.#typed[name].text === '' && this.#field !== name ? '' : `${title} ⌨ ${this.#typed[name].text}`;
    const typing =
      this.typing || this.#field === 'height' ? [field('length', 'Length'), field('height', 'Height')].filter(Boolean).join('   ') : '';
    return [route.length > 1 ? routeText(route) : '', to ? '' : `at ${lengthText(this.#height)}`, typing, this.fault ?? '']
      .filter(Boolean)
      .join('\n');
  }

  /** A length to the next corner; after Tab the height of the run. Whether the key was one of theirs. */
  key(event: KeyboardEvent): boolean {
    if (event.key === 'Tab') {
      this.#field = this.#field === 'length' ? 'height' : 'length';
      return true;
    }
    const typed = this.#typed[this.#field];
    const numeric = startsQuantity(event.key) && !event.code.startsWith('Numpad');
    if (event.key === 'Backspace' ? typed.text === '' : !numeric && typed.text === '') return false;
    if (!typed.take(event.key)) return false;
    if (typed.text === '') typed.clear();
    if (this.#field === 'height' && typed.value !== undefined && typed.fault === undefined) drawnRun.setState({ height_m: typed.value });
    return true;
  }
}
