/** Pipes, cables and whips: strips far away, tubes and bends near; follows the document and the eye. */
import { type BufferGeometry, Color, Group, type InstancedMesh, type Ray, type Vector3 } from 'three';
import { parametersOf } from '../../shared/catalogue/resolve.ts';
import { routeOf } from '../../shared/catalogue/route.ts';
import { changedRecords } from '../../shared/document/changed-records.ts';
import { connectionsAt, type Document } from '../../shared/document/document.ts';
import type { ConnectionId, EquipmentId, RecordId } from '../../shared/document/ids.ts';
import type { Connection, Place } from '../../shared/document/records.ts';
import { ChunkIndex } from './chunk-index.ts';
import { NearBlock, spatialOrder } from './near-blocks.ts';
import { type DetailedRun, RunDetails } from './run-details.ts';
import { lineStride, RunStrips } from './run-strips.ts';

interface RunSlot {
  connection: Connection;
  /** First of its pieces. */
  first: number;
  /** Pieces that there is room for; a run with fewer legs leaves the last of them hidden. */
  pieces: number;
  readonly radius: number;
  readonly block: NearBlock<RunSlot>;
  /** Left out of the picture when it was laid last. */
  hidden: boolean;
  /** An end is missing: nothing to draw, and a finding elsewhere says so. */
  loose: boolean;
  detail: DetailedRun | undefined;
}

/** Thinner than this a line drops out of the picture from far away. */
const thinnest_m = 0.012;
/** Slack around thin things, so that a cable is not a one-pixel target. */
export const grip_m = 0.03;
const leastSpare = 1024;
/** A run this many pixels wide or wider shows its roundness and its bends. */
const detail_px = 4;
const scratch = new Color();

export class RunInstances {
  readonly group = new Group();
  readonly #strips = new RunStrips();
  readonly #details = new RunDetails();
  readonly materials = [this.#strips.material, this.#details.material] as const;
  readonly #boxes = new ChunkIndex();
  readonly #slots = new Map<ConnectionId, RunSlot>();
  readonly #near = new Set<RunSlot>();
  #blocks: NearBlock<RunSlot>[] = [];
  owners: ConnectionId[] = [];
  /** Pieces that can be drawn, those kept spare included. */
  #room = 0;
  /** Whether the last sync changed what a run is, and not only where it lies: it wants its colour again. */
  restructured = false;
  /** Whether the last sync gave a run another number of pieces. */
  reshaped = false;
  #document: Document | undefined;
  #hidden: (connection: Connection) => boolean = () => false;

  constructor() {
    this.group.add(this.#strips.group, this.#details.group);
  }

  get size(): number {
    return this.#slots.size;
  }

  /** Pieces drawn in detail now: tubes, bends and balls, with places kept free. */
  get detailed(): number {
    return this.#details.count;
  }

  /** Centre lines, for picking: ax ay az bx by bz radius per piece; 0 where hidden, negative where drawn in detail. */
  get lines(): Float32Array {
    return this.#strips.lines;
  }

  /**
   * Follows the document: at a pointer move of a drag by the few runs that it changed.
   * @param movedEquipment equipment whose ports may have moved
   */
  sync(document: Document, movedEquipment: readonly EquipmentId[]): boolean {
    const previous = this.#document;
    this.#document = document;
    this.restructured = this.reshaped = false;
    const changed = previous && changedRecords(previous.tables.connection, document.tables.connection);
    if (!changed?.every((connection) => this.#suits(document, connection))) {
      this.#rebuild(document);
      return true;
    }
    const affected = new Set(changed);
    for (const id of movedEquipment) for (const connection of connectionsAt(document, id)) affected.add(connection);
    for (const connection of affected) this.#lay(connection);
    return affected.size > 0;
  }

  /** Whether a changed run can be drawn where it was, or in what is kept spare. */
  #suits(document: Document, connection: Connection): boolean {
    const slot = this.#slots.get(connection.id);
    if (!slot) return false;
    const before = slot.connection;
    const alike = before.item === connection.item && before.overrides === connection.overrides;
    if (!alike && slot.radius !== this.#radius(document, connection)) return false;
    if (!alike || before.system !== connection.system || before.from !== connection.from || before.to !== connection.to)
      this.restructured = true;
    const pieces = connection.waypoints_m.length + 1;
    if (pieces !== before.waypoints_m.length + 1) this.reshaped = true;
    return pieces <= slot.pieces || this.#relocate(slot, pieces);
  }

  /** Gives a run with more legs than there is room for a place among the spare pieces. */
  #relocate(slot: RunSlot, pieces: number): boolean {
    if (this.owners.length + pieces > this.#room) return false;
    this.#strips.tintInto(slot.first, scratch);
    for (let i = slot.first; i < slot.first + slot.pieces; i++) this.#clear(i);
    slot.first = this.owners.length;
    slot.pieces = pieces;
    for (let i = slot.first; i < slot.first + pieces; i++) {
      this.owners.push(slot.connection.id);
      this.#strips.tint(i, scratch);
    }
    return true;
  }

  #radius(document: Document, connection: Connection): number {
    const parameters = parametersOf(document, connection);
    const values: Readonly<Record<string, number | undefined>> = parameters.ok ? parameters.value : {};
    return Math.max(thinnest_m, (values.outerDiameter_m ?? 0.05) / 2);
  }

  #rebuild(document: Document): void {
    this.restructured = this.reshaped = true;
    for (const slot of this.#slots.values()) this.#undetail(slot);
    this.#slots.clear();
    const connections = [...document.tables.connection.values()];
    const routes = connections.map((connection) => routeOf(document, connection));
    const { order, starts } = spatialOrder(boundsOf(routes));
    const pieces = connections.reduce((sum, { waypoints_m }) => sum + waypoints_m.length + 1, 0);
    // For runs that get more corners: the first one in a drag would otherwise have all runs laid anew.
    const spare = leastSpare + Math.ceil(pieces / 8);
    this.#room = pieces + spare;
    this.#strips.reset(pieces, spare);
    this.#boxes.reset(this.#room);
    const owners: ConnectionId[] = [];
    const blocks: NearBlock<RunSlot>[] = [];
    order.forEach((place, o) => {
      if (o === starts[blocks.length]) blocks.push(new NearBlock());
      const block = blocks.at(-1) as NearBlock<RunSlot>;
      const connection = connections[place] as Connection;
      const slot: RunSlot = {
        connection,
        first: owners.length,
        pieces: connection.waypoints_m.length + 1,
        radius: this.#radius(document, connection),
        block,
        hidden: this.#hidden(connection),
        loose: false,
        detail: undefined,
      };
      block.members.push(slot);
      block.most = Math.max(block.most, slot.radius * 2);
      this.#slots.set(connection.id, slot);
      for (let i = 0; i < slot.pieces; i++) owners.push(connection.id);
      this.#write(slot, routes[place] ?? []);
    });
    this.#blocks = blocks;
    this.owners = owners;
  }

  #lay(connection: Connection): void {
    const slot = this.#slots.get(connection.id);
    if (!slot || !this.#document) return;
    slot.connection = connection;
    slot.hidden = this.#hidden(connection);
    const wasDetailed = slot.detail !== undefined;
    this.#undetail(slot);
    const route = routeOf(this.#document, connection);
    if (wasDetailed) this.#detail(slot, route);
    this.#write(slot, route);
  }

  /** Centre lines, boxes and block of a run. */
  #write(slot: RunSlot, route: readonly Place[]): void {
    const { lines } = this.#strips;
    const { first, pieces, radius, block } = slot;
    slot.loose = route.length < 2;
    const reach = radius + grip_m;
    for (let i = 0; i < pieces; i++) {
      const at = (first + i) * lineStride;
      const a = route[i];
      const b = route[i + 1];
      if (slot.loose || !a || !b) {
        this.#clear(first + i);
        continue;
      }
      lines[at] = a[0];
      lines[at + 1] = a[1];
      lines[at + 2] = a[2];
      lines[at + 3] = b[0];
      lines[at + 4] = b[1];
      lines[at + 5] = b[2];
      lines[at + 6] = shownRadius(slot);
      this.#strips.placed(first + i);
      if (i === 0) block.include(a[0], a[1], a[2]);
      block.include(b[0], b[1], b[2]);
      this.#boxes.set(
        first + i,
        Math.min(a[0], b[0]) - reach,
        Math.min(a[1], b[1]) - reach,
        Math.min(a[2], b[2]) - reach,
        Math.max(a[0], b[0]) + reach,
        Math.max(a[1], b[1]) + reach,
        Math.max(a[2], b[2]) + reach,
      );
    }
  }

  #clear(piece: number): void {
    this.lines[piece * lineStride + 6] = 0;
    this.#strips.shown(piece);
    this.#boxes.clear(piece);
  }

  /** Writes how a run is drawn: as strips, in detail or not at all. */
  #reshow(slot: RunSlot): void {
    for (let i = slot.first; i <= slot.first + slot.connection.waypoints_m.length; i++) {
      this.lines[i * lineStride + 6] = shownRadius(slot);
      this.#strips.shown(i);
    }
  }

  #detail(slot: RunSlot, route: readonly Place[]): void {
    if (slot.hidden || route.length < 2) return;
    slot.detail = this.#details.draw(route, slot.radius, this.#strips.tintInto(slot.first, scratch));
    this.#near.add(slot);
  }

  #undetail(slot: RunSlot): void {
    if (slot.detail) this.#details.erase(slot.detail);
    slot.detail = undefined;
    this.#near.delete(slot);
  }

  /**
   * Draws in detail what is wide enough on the screen, and everything else as strips.
   * @param pixels pixels of a metre at a distance of one metre, or of every metre where the view is `flat`
   * @returns whether any run changed over
   */
  level(eye: Vector3, pixels: number, flat: boolean): boolean {
    const document = this.#document;
    if (!document) return false;
    let switched = false;
    for (const block of this.#blocks) {
      if (!block.turn((detail_px * (flat ? 1 : block.distanceTo(eye))) / pixels)) continue;
      for (const slot of block.members) {
        const near = slot.radius * 2 >= block.least && !slot.hidden && !slot.loose;
        if (near === (slot.detail !== undefined)) continue;
        if (near) this.#detail(slot, routeOf(document, slot.connection));
        else this.#undetail(slot);
        this.#reshow(slot);
        switched = true;
      }
    }
    return switched;
  }

  setHidden(hidden: (connection: Connection) => boolean): void {
    this.#hidden = hidden;
    for (const slot of this.#slots.values()) {
      const hide = hidden(slot.connection);
      if (hide === slot.hidden) continue;
      slot.hidden = hide;
      if (hide) this.#undetail(slot);
      else if (this.#document && slot.radius * 2 >= slot.block.least) this.#detail(slot, routeOf(this.#document, slot.connection));
      this.#reshow(slot);
    }
  }

  recolour(colourFor: (connection: Connection) => Color): void {
    this.#slots.forEach((slot) => {
      const colour = colourFor(slot.connection);
      for (let i = slot.first; i < slot.first + slot.pieces; i++) this.#strips.tint(i, colour);
      if (slot.detail) this.#details.tint(slot.detail, colour);
    });
  }

  flush(): boolean {
    const moved = [this.#strips.flush(), this.#details.flush()];
    return moved.some(Boolean);
  }

  /** The meshes that the straight pieces and the bends of detailed runs stand in. */
  get pieces(): Readonly<Record<'tubes' | 'elbows', InstancedMesh>> {
    return this.#details.meshes;
  }

  /**
   * Goes along every detailed run from its first end: each tube with its length, each bend with the radius of its tube.
   * @param enter whether the pieces of a run are wanted
   */
  walk(enter: (connection: Connection) => boolean, visit: (piece: 'tube' | 'elbow', index: number, size_m: number) => void): void {
    for (const { connection, detail, radius } of this.#near) {
      if (!detail || !enter(connection)) continue;
      for (const { piece, index } of detail) {
        if (piece === 'tube') visit('tube', index, this.#details.length_m(index));
        else if (piece === 'elbow') visit('elbow', index, radius);
      }
    }
  }

  connection(id: RecordId): Connection | undefined {
    return this.#slots.get(id)?.connection;
  }

  radius(id: RecordId): number {
    return this.#slots.get(id)?.radius ?? thinnest_m;
  }

  /** The pieces of one run as they look from near, by geometry: for the outline. */
  copyInto(id: RecordId, take: (geometry: BufferGeometry, matrix: number[]) => void): void {
    const slot = this.#slots.get(id);
    if (slot && this.#document && !slot.hidden && !slot.loose)
      this.#details.copy(routeOf(this.#document, slot.connection), slot.radius, take);
  }

  /** Pieces whose bounds a ray enters, by index into `lines` and `owners`. */
  along(ray: Ray, visit: (index: number) => number | undefined): void {
    this.#boxes.along(ray, visit);
  }

  dispose(): void {
    this.#strips.dispose();
    this.#details.dispose();
  }
}

const shownRadius = ({ hidden, loose, detail, radius }: RunSlot): number => (hidden || loose ? 0 : detail ? -radius : radius);

/** minX minY maxX maxY of each route. */
function boundsOf(routes: readonly (readonly Place[])[]): Float64Array {
  const bounds = new Float64Array(routes.length * 4);
  routes.forEach((route, i) => {
    let x0 = Infinity;
    let y0 = Infinity;
    let x1 = -Infinity;
    let y1 = -Infinity;
    for (let p = 0; p < route.length; p++) {
      const [x, y] = route[p] as Place;
      if (x < x0) x0 = x;
      if (y < y0) y0 = y;
      if (x > x1) x1 = x;
      if (y > y1) y1 = y;
    }
    if (route.length === 0) return;
    bounds[4 * i] = x0;
    bounds[4 * i + 1] = y0;
    bounds[4 * i + 2] = x1;
    bounds[4 * i + 3] = y1;
  });
  return bounds;
}
