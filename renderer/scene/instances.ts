/** Equipment as instances: one pool per look, and the map between record ids and instances. */
import { type BufferGeometry, Color, Group, Matrix4, type MeshStandardMaterial } from 'three';
import type { Envelope } from '../../shared/catalogue/kind.ts';
import { envelopeOf } from '../../shared/catalogue/placement.ts';
import type { Document } from '../../shared/document/document.ts';
import type { EquipmentId, RecordId } from '../../shared/document/ids.ts';
import type { Equipment } from '../../shared/document/records.ts';
import { directionOf } from '../../shared/geometry/pose.ts';
import { GeometryBuilder, paints } from './geometry-builder.ts';
import { InstancePool } from './instance-pool.ts';
import { geometryKey, geometryOf } from './kinds/index.ts';
import { surfaceMaterial } from './surface-material.ts';

interface Batch {
  readonly key: string;
  readonly geometry: BufferGeometry;
  /** Body only, for when a piece is a few pixels wide. */
  readonly far: BufferGeometry;
  readonly pool: InstancePool;
  readonly ids: EquipmentId[];
}

interface Slot {
  batch: Batch;
  index: number;
  equipment: Equipment;
}

const matrix = new Matrix4();
const scratch = new Color();

/** Writes the pose of a record into `target`. */
export function poseInto(target: Matrix4, equipment: Pick<Equipment, 'position_m' | 'yaw_deg'>): Matrix4 {
  const [cos, sin] = directionOf(equipment.yaw_deg);
  const [x, y, z] = equipment.position_m;
  return target.set(cos, -sin, 0, x, sin, cos, 0, y, 0, 0, 1, z, 0, 0, 0, 1);
}

/** The box of a detailed geometry with a darker front: what is left to see from far away. */
function farGeometry(geometry: BufferGeometry): BufferGeometry {
  const builder = new GeometryBuilder();
  const box = geometry.boundingBox;
  if (box) {
    const { min, max } = box;
    const [x, y] = [(min.x + max.x) / 2, (min.y + max.y) / 2];
    builder.block([x, y, min.z], [max.x - min.x, max.y - min.y, max.z - min.z], paints.body);
    builder.face(
      [
        [min.x, min.y - 0.01, min.z],
        [max.x, min.y - 0.01, min.z],
        [max.x, min.y - 0.01, max.z],
        [min.x, min.y - 0.01, max.z],
      ],
      [x, y, 0],
      paints.shade,
    );
  }
  return builder.build();
}

export class EquipmentInstances {
  readonly group = new Group();
  readonly material: MeshStandardMaterial = surfaceMaterial();
  readonly #batches = new Map<string, Batch>();
  readonly #slots = new Map<EquipmentId, Slot>();
  #document: Document | undefined;
  #hidden: ReadonlySet<RecordId> = new Set();
  #isFar = false;

  /** Records that came, went or changed in the last sync. */
  changed: EquipmentId[] = [];

  get size(): number {
    return this.#slots.size;
  }

  get batches(): number {
    return this.#batches.size;
  }

  /** Follows the document; costs one look at every record and work only for those that changed. */
  sync(document: Document): boolean {
    this.changed = [];
    const previous = this.#document?.tables.equipment;
    const current = document.tables.equipment;
    const itemsChanged = this.#document?.tables.item !== document.tables.item;
    this.#document = document;
    if (previous === current && !itemsChanged) return false;
    for (const equipment of current.values()) {
      const slot = this.#slots.get(equipment.id);
      if (slot?.equipment === equipment && !itemsChanged) continue;
      if (slot && !itemsChanged && slot.equipment.item === equipment.item && slot.equipment.overrides === equipment.overrides) {
        slot.equipment = equipment;
        this.#place(slot);
        this.changed.push(equipment.id);
        continue;
      }
      const key = geometryKey(document, equipment);
      if (slot && slot.batch.key === key) {
        if (slot.equipment !== equipment) this.changed.push(equipment.id);
        slot.equipment = equipment;
        this.#place(slot);
        continue;
      }
      if (slot) this.#remove(equipment.id, slot);
      this.#add(document, equipment, key);
      this.changed.push(equipment.id);
    }
    if (this.#slots.size !== current.size) {
      for (const [id, slot] of this.#slots) {
        if (current.has(id)) continue;
        this.#remove(id, slot);
        this.changed.push(id);
      }
    }
    return this.changed.length > 0;
  }

  #place(slot: Slot): void {
    if (this.#hidden.has(slot.equipment.id)) slot.batch.pool.hide(slot.index);
    else slot.batch.pool.setMatrix(slot.index, poseInto(matrix, slot.equipment));
  }

  #add(document: Document, equipment: Equipment, key: string): void {
    let batch = this.#batches.get(key);
    if (!batch) {
      const geometry = geometryOf(document, equipment);
      const far = farGeometry(geometry);
      batch = { key, geometry, far, pool: new InstancePool(this.group, this.#isFar ? far : geometry, this.material), ids: [] };
      this.#batches.set(key, batch);
    }
    const slot: Slot = { batch, index: batch.ids.length, equipment };
    batch.ids.push(equipment.id);
    batch.pool.resize(batch.ids.length);
    this.#slots.set(equipment.id, slot);
    this.#place(slot);
  }

  #remove(id: EquipmentId, slot: Slot): void {
    const { batch, index } = slot;
    const last = batch.ids.length - 1;
    const movedId = batch.ids[last];
    if (index !== last && movedId !== undefined) {
      const moved = this.#slots.get(movedId);
      if (moved) {
        moved.index = index;
        batch.ids[index] = movedId;
        this.#place(moved);
        // The colour of the moved record is set again by the next recolouring; take it along until then.
        const colours = batch.pool.mesh.instanceColor?.array as Float32Array | undefined;
        if (colours) {
          scratch.fromArray(colours, last * 3);
          batch.pool.setColour(index, scratch);
        }
      }
    }
    batch.ids.pop();
    batch.pool.resize(batch.ids.length);
    this.#slots.delete(id);
    if (batch.ids.length === 0) {
      batch.pool.dispose();
      batch.geometry.dispose();
      batch.far.dispose();
      this.#batches.delete(batch.key);
    }
  }

  /** Two levels of detail: full, and bodies only when a metre is a few pixels. Returns whether it changed. */
  setFar(far: boolean): boolean {
    if (far === this.#isFar) return false;
    this.#isFar = far;
    for (const batch of this.#batches.values()) batch.pool.mesh.geometry = far ? batch.far : batch.geometry;
    return true;
  }

  setHidden(hidden: ReadonlySet<RecordId>): void {
    const before = this.#hidden;
    this.#hidden = hidden;
    for (const [id, slot] of this.#slots) if (before.has(id) !== hidden.has(id)) this.#place(slot);
  }

  isHidden(id: RecordId): boolean {
    return this.#hidden.has(id);
  }

  /** Colours every record; `colourFor` may hand out one shared Color again and again. */
  recolour(colourFor: (equipment: Equipment) => Color): void {
    for (const slot of this.#slots.values()) slot.batch.pool.setColour(slot.index, colourFor(slot.equipment));
  }

  flush(): boolean {
    let moved = false;
    for (const { pool } of this.#batches.values()) moved = pool.flush().moved || moved;
    return moved;
  }

  geometry(id: EquipmentId): BufferGeometry | undefined {
    return this.#slots.get(id)?.batch.geometry;
  }

  equipment(id: RecordId): Equipment | undefined {
    return this.#slots.get(id)?.equipment;
  }

  envelope(equipment: Equipment): Envelope | undefined {
    return this.#document && envelopeOf(this.#document, equipment);
  }

  *all(): Generator<Equipment> {
    for (const slot of this.#slots.values()) yield slot.equipment;
  }

  dispose(): void {
    for (const { pool, geometry, far } of this.#batches.values()) {
      pool.dispose();
      geometry.dispose();
      far.dispose();
    }
    this.material.dispose();
  }
}
