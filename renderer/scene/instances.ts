/** Equipment as instances: one pool per look, and the map between record ids and instances. */
import { type BufferGeometry, Color, Group, Matrix4, type MeshStandardMaterial, type Ray, type Vector3 } from 'three';
import type { Envelope } from '../../shared/catalogue/kind.ts';
import { envelopeOf } from '../../shared/catalogue/placement.ts';
import type { Document } from '../../shared/document/document.ts';
import type { EquipmentId, RecordId } from '../../shared/document/ids.ts';
import { OverlaidMap } from '../../shared/document/overlaid-map.ts';
import type { Equipment } from '../../shared/document/records.ts';
import { extent, placed } from '../../shared/geometry/pose.ts';
import { ChunkIndex } from './chunk-index.ts';
import { farGeometry, poseInto, reachOf } from './instance-bodies.ts';
import { InstancePool } from './instance-pool.ts';
import { geometryKey, geometryOf } from './kinds/index.ts';
import { NearBlock, spatialOrder } from './near-blocks.ts';
import { surfaceMaterial } from './surface-material.ts';

/** Full detail, or bodies only where a metre is a few pixels. */
type Level = 'near' | 'far';

interface Side {
  readonly geometry: BufferGeometry;
  readonly pool: InstancePool;
  readonly slots: Slot[];
}

/** Records of one look. */
interface Batch {
  readonly key: string;
  readonly near: Side;
  /** Metres of distance per pixel of a metre at one metre, within which a triangle is worth its pixel. */
  readonly reach: number;
  records: number;
}

/** Neighbours on the site, looked at as one when the eye comes near. */
type Block = NearBlock<Slot>;

interface Slot {
  batch: Batch;
  level: Level;
  index: number;
  /** Place among its neighbours on the site. */
  place: number;
  block: Block | undefined;
  equipment: Equipment;
}

const matrix = new Matrix4();
const scratch = new Color();
const keepScratch = new Color();

const stretch = new Matrix4();

export class EquipmentInstances {
  readonly group = new Group();
  readonly material: MeshStandardMaterial = surfaceMaterial();
  readonly #batches = new Map<string, Batch>();
  /** Everything far away in one call, whatever it is. */
  readonly #far = this.#side(farGeometry());
  readonly #slots = new Map<EquipmentId, Slot>();
  /** In the order of the document's table: what lets an unchanged record be passed over without a look-up. */
  #order: Slot[] = [];
  /** In the order of where they stand: for rays, and for the eye. */
  #places: Slot[] = [];
  #blocks: Block[] = [];
  readonly #boxes = new ChunkIndex();
  #document: Document | undefined;
  #hidden: ReadonlySet<RecordId> = new Set();

  /** Records that came, went or changed in the last sync. */
  changed: EquipmentId[] = [];
  /** Whether the last sync added or removed instances, which then have no colour yet. */
  restructured = false;

  get size(): number {
    return this.#slots.size;
  }

  get batches(): number {
    return this.#batches.size;
  }

  /** Makes the bodies of a design that is about to be shown, one by one: in time that is left while it is still being read. */
  *foresee(document: Document): Generator<void> {
    const seen = new Map<string, Equipment['overrides']>();
    for (const equipment of document.tables.equipment.values()) {
      if (seen.get(equipment.item) === equipment.overrides) continue;
      seen.set(equipment.item, equipment.overrides);
      const key = geometryKey(document, equipment);
      if (this.#batches.has(key)) continue;
      this.#batch(document, equipment, key);
      yield;
    }
  }

  /** Follows the document; costs one comparison per record and work only for those that changed. */
  sync(document: Document): boolean {
    this.changed = [];
    this.restructured = false;
    const previous = this.#document?.tables.equipment;
    const current = document.tables.equipment;
    const itemsChanged = this.#document !== undefined && this.#document.tables.item !== document.tables.item;
    this.#document = document;
    if (previous === current && !itemsChanged) return false;
    const few = previous && !itemsChanged ? OverlaidMap.mayDiffer(previous, current) : undefined;
    if (few) this.#syncFew(document, few);
    else this.#syncAll(document, itemsChanged);
    if (this.restructured) {
      this.#arrange(current);
    }
    return this.changed.length > 0;
  }

  /** During a drag: only what is dragged is looked at. */
  #syncFew(document: Document, ids: Iterable<EquipmentId>): void {
    for (const id of ids) {
      const equipment = document.tables.equipment.get(id);
      const slot = this.#slots.get(id);
      if (equipment && slot && slot.equipment !== equipment) this.#follow(document, equipment, slot, false);
    }
  }

  #syncAll(document: Document, itemsChanged: boolean): void {
    const current = document.tables.equipment;
    let position = 0;
    current.forEach((equipment) => {
      const expected = this.#order[position];
      if (expected?.equipment === equipment && !itemsChanged) {
        position++;
        return;
      }
      const slot = expected?.equipment.id === equipment.id ? expected : this.#slots.get(equipment.id);
      if (slot === expected) position++;
      if (slot?.equipment === equipment && !itemsChanged) return;
      this.#follow(document, equipment, slot, itemsChanged);
    });
    if (this.#slots.size !== current.size) {
      for (const [id, slot] of this.#slots) {
        if (current.has(id)) continue;
        this.#remove(slot);
        this.#slots.delete(id);
        this.changed.push(id);
      }
    }
  }

  #follow(document: Document, equipment: Equipment, slot: Slot | undefined, itemsChanged: boolean): void {
    const sameLook = slot && !itemsChanged && slot.equipment.item === equipment.item && slot.equipment.overrides === equipment.overrides;
    const key = sameLook ? slot.batch.key : geometryKey(document, equipment);
    if (slot?.equipment !== equipment) this.changed.push(equipment.id);
    if (slot && slot.batch.key === key) {
      slot.equipment = equipment;
      this.#place(slot);
      if (slot.block) this.#box(slot, slot.block);
      return;
    }
    if (slot) this.#remove(slot);
    const batch = this.#batch(document, equipment, key);
    const added: Slot = { batch, level: 'far', index: 0, place: 0, block: undefined, equipment };
    added.batch.records++;
    this.#slots.set(equipment.id, added);
    this.#insert(added);
    this.restructured = true;
  }

  #batch(document: Document, equipment: Equipment, key: string): Batch {
    let batch = this.#batches.get(key);
    if (!batch) {
      const near = this.#side(geometryOf(document, equipment));
      batch = { key, near, reach: reachOf(near.geometry), records: 0 };
      this.#batches.set(key, batch);
    }
    return batch;
  }

  #side(geometry: BufferGeometry): Side {
    return { geometry, pool: new InstancePool(this.group, geometry, this.material), slots: [] };
  }

  #sideOf(slot: Slot): Side {
    return slot.level === 'near' ? slot.batch.near : this.#far;
  }

  #insert(slot: Slot): void {
    const side = this.#sideOf(slot);
    slot.index = side.slots.length;
    side.slots.push(slot);
    side.pool.resize(side.slots.length);
    this.#place(slot);
  }

  /** Takes a slot out of its pool; the last one moves into the gap with its colour. */
  #extract(slot: Slot): void {
    const { pool, slots } = this.#sideOf(slot);
    const last = slots.pop();
    if (last && last !== slot) {
      slots[slot.index] = last;
      pool.setColour(slot.index, pool.colour(last.index, scratch));
      last.index = slot.index;
      this.#place(last);
    }
    pool.resize(slots.length);
  }

  #remove(slot: Slot): void {
    this.#extract(slot);
    this.restructured = true;
    const { batch } = slot;
    if (--batch.records > 0) return;
    batch.near.pool.dispose();
    batch.near.geometry.dispose();
    this.#batches.delete(batch.key);
  }

  #place(slot: Slot): void {
    const { pool } = this.#sideOf(slot);
    if (this.#hidden.has(slot.equipment.id)) {
      pool.hide(slot.index);
      return;
    }
    poseInto(matrix, slot.equipment);
    const bounds = slot.batch.near.geometry.boundingBox;
    if (slot.level === 'far' && bounds) {
      const { min, max } = bounds;
      stretch.makeScale(max.x - min.x, max.y - min.y, max.z - min.z);
      matrix.multiply(stretch.setPosition((min.x + max.x) / 2, (min.y + max.y) / 2, min.z));
    }
    pool.setMatrix(slot.index, matrix);
  }

  /** Where everything stands, after something came or went. */
  #arrange(current: ReadonlyMap<EquipmentId, Equipment>): void {
    this.#order = [];
    for (const id of current.keys()) {
      const slot = this.#slots.get(id);
      if (slot) this.#order.push(slot);
    }
    const bounds = new Float64Array(this.#order.length * 4);
    this.#order.forEach(({ equipment: { position_m } }, i) => {
      bounds[i * 4] = bounds[i * 4 + 2] = position_m[0];
      bounds[i * 4 + 1] = bounds[i * 4 + 3] = position_m[1];
    });
    const { order, starts } = spatialOrder(bounds);
    this.#places = order.map((i) => this.#order[i] as Slot);
    this.#boxes.reset(order.length);
    this.#blocks = [];
    for (let b = 0; b + 1 < starts.length; b++) {
      const block = new NearBlock<Slot>();
      this.#blocks.push(block);
      for (let place = starts[b] as number; place < (starts[b + 1] as number); place++) block.members.push(this.#places[place] as Slot);
    }
    this.#blocks.forEach((block, b) => {
      block.members.forEach((slot, i) => {
        slot.place = (starts[b] as number) + i;
        slot.block = block;
        block.most = Math.max(block.most, slot.batch.reach);
        this.#box(slot, block);
      });
    });
  }

  #box(slot: Slot, block: Block): void {
    const bounds = slot.batch.near.geometry.boundingBox;
    if (!bounds) return;
    const { min, max } = bounds;
    const { position_m, yaw_deg } = slot.equipment;
    const [x, y, z] = placed([(min.x + max.x) / 2, (min.y + max.y) / 2, 0], position_m, yaw_deg);
    const [width, depth] = extent(yaw_deg, max.x - min.x, max.y - min.y);
    const [left, right, front, back] = [x - width / 2, x + width / 2, y - depth / 2, y + depth / 2];
    this.#boxes.set(slot.place, left, front, z + min.z, right, back, z + max.z);
    block.include(left, front, z + min.z);
    block.include(right, back, z + max.z);
  }

  /** Equipment whose bounds a ray enters within the limit; `visit` may answer with a nearer limit. */
  along(ray: Ray, visit: (equipment: Equipment) => number | undefined, limit: number): void {
    this.#boxes.along(
      ray,
      (place) => {
        const slot = this.#places[place];
        return slot && !this.#hidden.has(slot.equipment.id) ? visit(slot.equipment) : undefined;
      },
      limit,
    );
  }

  /**
   * Sorts instances into full detail where their triangles are about as large as pixels, and bodies beyond.
   * @param pixels pixels of a metre at a distance of one metre, or of every metre where the view is `flat`
   * @returns whether any changed over
   */
  level(eye: Vector3, pixels: number, flat: boolean): boolean {
    let switched = false;
    for (const block of this.#blocks) {
      if (!block.turn(flat ? 1 / pixels : block.distanceTo(eye) / pixels)) continue;
      for (const slot of block.members) {
        const level: Level = slot.batch.reach >= block.least ? 'near' : 'far';
        if (level === slot.level) continue;
        const colour = this.#sideOf(slot).pool.colour(slot.index, keepScratch);
        this.#extract(slot);
        slot.level = level;
        this.#insert(slot);
        this.#sideOf(slot).pool.setColour(slot.index, colour);
        switched = true;
      }
    }
    return switched;
  }

  setHidden(hidden: ReadonlySet<RecordId>): void {
    const before = this.#hidden;
    this.#hidden = hidden;
    for (const slot of this.#order) if (before.has(slot.equipment.id) !== hidden.has(slot.equipment.id)) this.#place(slot);
  }

  isHidden(id: RecordId): boolean {
    return this.#hidden.has(id);
  }

  /** Colours every record; `colourFor` may hand out one shared Color again and again. */
  recolour(colourFor: (equipment: Equipment) => Color): void {
    this.#order.forEach((slot) => {
      this.#sideOf(slot).pool.setColour(slot.index, colourFor(slot.equipment));
    });
  }

  *#sides(): Generator<Side> {
    yield this.#far;
    for (const { near } of this.#batches.values()) yield near;
  }

  /** Every instance in the picture, with the body it is drawn with; its matrix begins at a place of `matrices`. */
  eachDrawn(visit: (equipment: Equipment, geometry: BufferGeometry, matrices: ArrayLike<number>, at: number) => void): void {
    for (const { geometry, pool, slots } of this.#sides()) {
      const { array } = pool.mesh.instanceMatrix;
      slots.forEach(({ equipment }, i) => {
        if (!this.#hidden.has(equipment.id)) visit(equipment, geometry, array, i * 16);
      });
    }
  }

  flush(): boolean {
    let moved = false;
    for (const { pool } of this.#sides()) moved = pool.flush().moved || moved;
    return moved;
  }

  geometry(id: EquipmentId): BufferGeometry | undefined {
    return this.#slots.get(id)?.batch.near.geometry;
  }

  equipment(id: RecordId): Equipment | undefined {
    return this.#slots.get(id)?.equipment;
  }

  envelope(equipment: Equipment): Envelope | undefined {
    return this.#document && envelopeOf(this.#document, equipment);
  }

  *all(): Generator<Equipment> {
    for (const slot of this.#order) yield slot.equipment;
  }

  dispose(): void {
    for (const { pool, geometry } of this.#sides()) {
      pool.dispose();
      geometry.dispose();
    }
    this.material.dispose();
  }
}
