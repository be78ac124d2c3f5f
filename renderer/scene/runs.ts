/** Pipes, cables and whips as three instanced meshes in all: tubes, elbows and ball joints. */
import { type BufferGeometry, Color, Group, type InstancedMesh, type MeshStandardMaterial, type Ray } from 'three';
import { parametersOf } from '../../shared/catalogue/resolve.ts';
import { routeOf } from '../../shared/catalogue/route.ts';
import { connectionsAt, type Document } from '../../shared/document/document.ts';
import type { ConnectionId, EquipmentId, RecordId } from '../../shared/document/ids.ts';
import type { Connection } from '../../shared/document/records.ts';
import { ChunkIndex } from './chunk-index.ts';
import { InstancePool } from './instance-pool.ts';
import { ballGeometry, elbowGeometry, tubeGeometry } from './run-geometry.ts';
import { layRun, type RunSink } from './run-pieces.ts';
import { surfaceMaterial } from './surface-material.ts';

interface Joint {
  readonly kind: 'elbow' | 'ball';
  readonly index: number;
}

/** A pool whose instances are claimed and released one by one; a released one is hidden until claimed again. */
class JointPool {
  readonly pool: InstancePool;
  readonly free: number[] = [];

  constructor(pool: InstancePool) {
    this.pool = pool;
  }

  claim(): number {
    const released = this.free.pop();
    if (released !== undefined) return released;
    this.pool.resize(this.pool.count + 1);
    return this.pool.count - 1;
  }

  release(index: number): void {
    this.pool.hide(index);
    this.free.push(index);
  }
}

interface RunSlot {
  readonly connection: Connection;
  /** First tube; the first corner has index `firstCorner`. */
  readonly firstTube: number;
  readonly firstCorner: number;
  readonly tubes: number;
  readonly radius: number;
  /** Left out of the picture when it was laid last. */
  hidden: boolean;
}

/** Thinner than this a line drops out of the picture from far away. */
const thinnest_m = 0.012;
/** Slack around thin things, so that a cable is not a one-pixel target. */
export const grip_m = 0.03;
const scratch = new Color();

export class RunInstances {
  readonly group = new Group();
  readonly material: MeshStandardMaterial = surfaceMaterial(0.45);
  readonly #tubes = new InstancePool(this.group, tubeGeometry(), this.material, 256);
  readonly #joints = {
    elbow: new JointPool(new InstancePool(this.group, elbowGeometry(), this.material, 256)),
    ball: new JointPool(new InstancePool(this.group, ballGeometry(), this.material, 256)),
  };
  /** Which joint sits at each corner, and its place in that pool. */
  #corners: (Joint | undefined)[] = [];
  readonly #boxes = new ChunkIndex();
  readonly #farTube = tubeGeometry(4);
  readonly #nearTube = this.#tubes.mesh.geometry;
  #far = false;
  readonly #slots = new Map<ConnectionId, RunSlot>();
  /** Centre lines for picking: ax ay az bx by bz radius per tube. */
  lines = new Float32Array(0);
  owners: ConnectionId[] = [];
  #document: Document | undefined;
  #hidden: (connection: Connection) => boolean = () => false;
  #firstTube = 0;
  #firstCorner = 0;
  #invisible = false;

  readonly #sink: RunSink = {
    tube: (i, matrix) => {
      const index = this.#firstTube + i;
      if (matrix && !this.#invisible) this.#tubes.setMatrix(index, matrix);
      else this.#tubes.hide(index);
    },
    corner: (i, elbow, ball) => {
      const index = this.#firstCorner + i;
      const kind = this.#invisible ? undefined : elbow ? 'elbow' : ball ? 'ball' : undefined;
      let joint = this.#corners[index];
      if (joint && joint.kind !== kind) {
        this.#joints[joint.kind].release(joint.index);
        joint = undefined;
      }
      const matrix = elbow ?? ball;
      if (kind && matrix) {
        if (!joint) {
          joint = { kind, index: this.#joints[kind].claim() };
          // The colour of the run's first tube is the colour of the whole run.
          this.#joints[kind].pool.setColour(joint.index, this.#tubes.colour(this.#firstTube, scratch));
        }
        this.#joints[kind].pool.setMatrix(joint.index, matrix);
      }
      this.#corners[index] = joint;
    },
    line: (i, from, to, radius) => {
      const at = (this.#firstTube + i) * 7;
      const lines = this.lines;
      lines[at] = from.x;
      lines[at + 1] = from.y;
      lines[at + 2] = from.z;
      lines[at + 3] = to.x;
      lines[at + 4] = to.y;
      lines[at + 5] = to.z;
      lines[at + 6] = this.#invisible ? -1 : radius;
      const reach = radius + grip_m;
      this.#boxes.set(
        this.#firstTube + i,
        Math.min(from.x, to.x) - reach,
        Math.min(from.y, to.y) - reach,
        Math.min(from.z, to.z) - reach,
        Math.max(from.x, to.x) + reach,
        Math.max(from.y, to.y) + reach,
        Math.max(from.z, to.z) + reach,
      );
    },
  };

  get size(): number {
    return this.#slots.size;
  }

  /** @param movedEquipment equipment whose ports may have moved */
  sync(document: Document, movedEquipment: readonly EquipmentId[]): boolean {
    const previous = this.#document;
    this.#document = document;
    if (previous && previous.tables.connection === document.tables.connection) {
      const affected = new Set<Connection>();
      for (const id of movedEquipment) for (const connection of connectionsAt(document, id)) affected.add(connection);
      for (const connection of affected) this.#lay(connection);
      return affected.size > 0;
    }
    if (this.#sameShape(document)) {
      const moved = new Set(movedEquipment);
      for (const connection of document.tables.connection.values()) {
        const slot = this.#slots.get(connection.id);
        if (slot?.connection !== connection || moved.has(connection.from.equipment) || moved.has(connection.to.equipment))
          this.#lay(connection);
      }
      return true;
    }
    this.#rebuild(document);
    return true;
  }

  /** Same runs with the same number of corners and sizes: places may be written in place. */
  #sameShape(document: Document): boolean {
    if (document.tables.connection.size !== this.#slots.size) return false;
    for (const connection of document.tables.connection.values()) {
      const slot = this.#slots.get(connection.id);
      if (!slot) return false;
      if (
        slot.connection !== connection &&
        (slot.tubes !== connection.waypoints_m.length + 1 || slot.radius !== this.#radius(document, connection))
      )
        return false;
    }
    return true;
  }

  #radius(document: Document, connection: Connection): number {
    const parameters = parametersOf(document, connection);
    const values: Readonly<Record<string, number | undefined>> = parameters.ok ? parameters.value : {};
    return Math.max(thinnest_m, (values.outerDiameter_m ?? 0.05) / 2);
  }

  #rebuild(document: Document): void {
    this.#slots.clear();
    let tubes = 0;
    let corners = 0;
    const owners: ConnectionId[] = [];
    for (const connection of document.tables.connection.values()) {
      const pieces = connection.waypoints_m.length + 1;
      this.#slots.set(connection.id, {
        connection,
        firstTube: tubes,
        firstCorner: corners,
        tubes: pieces,
        radius: this.#radius(document, connection),
        hidden: false,
      });
      for (let i = 0; i < pieces; i++) owners.push(connection.id);
      tubes += pieces;
      corners += pieces - 1;
    }
    this.owners = owners;
    this.lines = new Float32Array(tubes * 7);
    this.#boxes.reset(tubes);
    this.#tubes.resize(tubes);
    for (const { pool, free } of Object.values(this.#joints)) {
      pool.resize(0);
      free.length = 0;
    }
    this.#corners = new Array<Joint | undefined>(corners);
    for (const connection of document.tables.connection.values()) this.#lay(connection);
  }

  #lay(connection: Connection): void {
    const slot = this.#slots.get(connection.id);
    if (!slot || !this.#document) return;
    if (slot.connection !== connection) this.#slots.set(connection.id, { ...slot, connection });
    this.#firstTube = slot.firstTube;
    this.#firstCorner = slot.firstCorner;
    this.#invisible = this.#hidden(connection);
    const laid = this.#slots.get(connection.id);
    if (laid) laid.hidden = this.#invisible;
    const route = routeOf(this.#document, connection);
    if (route.length === slot.tubes + 1) layRun(route, slot.radius, this.#sink);
    else {
      // An end is missing: nothing to draw, and a finding elsewhere says so.
      for (let i = 0; i < slot.tubes; i++) this.#sink.tube(i, undefined);
      for (let i = 0; i + 1 < slot.tubes; i++) this.#sink.corner(i, undefined, undefined);
      for (let i = 0; i < slot.tubes; i++) this.lines[(slot.firstTube + i) * 7 + 6] = -1;
    }
  }

  setHidden(hidden: (connection: Connection) => boolean): void {
    this.#hidden = hidden;
    for (const slot of [...this.#slots.values()]) if (hidden(slot.connection) !== slot.hidden) this.#lay(slot.connection);
  }

  recolour(colourFor: (connection: Connection) => Color): void {
    for (const slot of this.#slots.values()) {
      const colour = colourFor(slot.connection);
      for (let i = 0; i < slot.tubes; i++) {
        this.#tubes.setColour(slot.firstTube + i, colour);
        const joint = this.#corners[slot.firstCorner + i];
        if (joint && i + 1 < slot.tubes) this.#joints[joint.kind].pool.setColour(joint.index, colour);
      }
    }
  }

  flush(): boolean {
    const moved = [this.#tubes, this.#joints.elbow.pool, this.#joints.ball.pool].map((pool) => pool.flush().moved);
    return moved.some(Boolean);
  }

  /** The meshes that the straight pieces and the bends of all runs stand in. */
  get pieces(): Readonly<Record<'tubes' | 'elbows', InstancedMesh>> {
    return { tubes: this.#tubes.mesh, elbows: this.#joints.elbow.pool.mesh };
  }

  /**
   * Goes along every run from its first end: each tube with its length, each bend with the radius of its tube.
   * @param enter whether the pieces of a run are wanted
   */
  walk(enter: (connection: Connection) => boolean, visit: (piece: 'tube' | 'elbow', index: number, size_m: number) => void): void {
    const matrices = this.#tubes.mesh.instanceMatrix.array;
    for (const { connection, firstTube, firstCorner, tubes, radius } of this.#slots.values()) {
      if (!enter(connection)) continue;
      for (let i = 0; i < tubes; i++) {
        const at = (firstTube + i) * 16;
        visit('tube', firstTube + i, Math.hypot(matrices[at + 8] ?? 0, matrices[at + 9] ?? 0, matrices[at + 10] ?? 0));
        const joint = i + 1 < tubes ? this.#corners[firstCorner + i] : undefined;
        if (joint?.kind === 'elbow') visit('elbow', joint.index, radius);
      }
    }
  }

  connection(id: RecordId): Connection | undefined {
    return this.#slots.get(id)?.connection;
  }

  radius(id: RecordId): number {
    return this.#slots.get(id)?.radius ?? thinnest_m;
  }

  /** Copies the instances of one run into pools with the same geometries: for the outline. */
  copyInto(id: RecordId, copy: (geometry: BufferGeometry, matrices: Float32Array) => void): void {
    const slot = this.#slots.get(id);
    if (!slot) return;
    const slice = (pool: InstancePool, first: number, count: number) =>
      copy(pool.mesh.geometry, (pool.mesh.instanceMatrix.array as Float32Array).subarray(first * 16, (first + count) * 16));
    slice(this.#tubes, slot.firstTube, slot.tubes);
    for (let i = 0; i + 1 < slot.tubes; i++) {
      const joint = this.#corners[slot.firstCorner + i];
      if (joint) slice(this.#joints[joint.kind].pool, joint.index, 1);
    }
  }

  /** From far away: thinner tubes without joints. */
  setFar(far: boolean): void {
    if (far === this.#far) return;
    this.#far = far;
    this.#tubes.mesh.geometry = far ? this.#farTube : this.#nearTube;
    for (const { pool } of Object.values(this.#joints)) pool.switchOff(far);
  }

  /** Tubes whose bounds a ray enters, by index into `lines` and `owners`. */
  along(ray: Ray, visit: (index: number) => number | undefined): void {
    this.#boxes.along(ray, visit);
  }

  dispose(): void {
    this.#farTube.dispose();
    this.#nearTube.dispose();
    this.#tubes.dispose();
    for (const { pool } of Object.values(this.#joints)) {
      pool.mesh.geometry.dispose();
      pool.dispose();
    }
    this.material.dispose();
  }
}
