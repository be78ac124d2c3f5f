/** One instanced mesh whose instances come and go; grows by doubling and writes only what changed to the GPU. */
import {
  type BufferAttribute,
  type BufferGeometry,
  Color,
  DynamicDrawUsage,
  InstancedMesh,
  type Material,
  Matrix4,
  type Object3D,
} from 'three';

const nowhere = new Matrix4().makeScale(0, 0, 0);
const white = new Color(1, 1, 1);

export class InstancePool {
  mesh: InstancedMesh;
  readonly #parent: Object3D;
  #capacity: number;
  #off = false;
  readonly #dirtyMatrices = new DirtyBlocks();
  readonly #dirtyColours = new DirtyBlocks();

  constructor(parent: Object3D, geometry: BufferGeometry, material: Material, capacity = 16) {
    this.#parent = parent;
    this.#capacity = capacity;
    this.mesh = this.#create(geometry, material, capacity);
    this.mesh.count = 0;
    parent.add(this.mesh);
  }

  #create(geometry: BufferGeometry, material: Material, capacity: number): InstancedMesh {
    const mesh = new InstancedMesh(geometry, material, capacity);
    mesh.instanceMatrix.setUsage(DynamicDrawUsage);
    mesh.setColorAt(0, white);
    mesh.castShadow = true;
    mesh.receiveShadow = true;
    // Instances span the whole site; bounds per pool would rarely cull anything.
    mesh.frustumCulled = false;
    mesh.matrixAutoUpdate = false;
    // An empty pool costs no draw call.
    mesh.visible = false;
    return mesh;
  }

  get count(): number {
    return this.mesh.count;
  }

  /** Makes room and sets the number of drawn instances. */
  resize(count: number): void {
    if (count > this.#capacity) {
      const old = this.mesh;
      while (this.#capacity < count) this.#capacity *= 2;
      const next = this.#create(old.geometry, old.material as Material, this.#capacity);
      (next.instanceMatrix.array as Float32Array).set(old.instanceMatrix.array as Float32Array);
      if (next.instanceColor && old.instanceColor) (next.instanceColor.array as Float32Array).set(old.instanceColor.array as Float32Array);
      next.castShadow = old.castShadow;
      next.renderOrder = old.renderOrder;
      this.#parent.remove(old);
      old.dispose();
      this.#parent.add(next);
      this.mesh = next;
    }
    this.mesh.count = count;
    this.mesh.visible = count > 0 && !this.#off;
  }

  /** Leaves the pool out of the picture. */
  switchOff(off: boolean): void {
    this.#off = off;
    this.mesh.visible = this.mesh.count > 0 && !off;
  }

  setMatrix(index: number, matrix: Matrix4): void {
    matrix.toArray(this.mesh.instanceMatrix.array, index * 16);
    this.#dirtyMatrices.add(index);
  }

  hide(index: number): void {
    this.setMatrix(index, nowhere);
  }

  setColour(index: number, colour: Color): void {
    const array = this.mesh.instanceColor?.array;
    if (!array) return;
    const at = index * 3;
    // The array holds single precision: compared with more, nothing would ever be the same.
    if (array[at] === Math.fround(colour.r) && array[at + 1] === Math.fround(colour.g) && array[at + 2] === Math.fround(colour.b)) return;
    colour.toArray(array, at);
    this.#dirtyColours.add(index);
  }

  colour(index: number, target: Color): Color {
    const array = this.mesh.instanceColor?.array;
    return array ? target.fromArray(array, index * 3) : target.set(1, 1, 1);
  }

  /** Hands the changed range to the renderer. Returns whether there was any. */
  flush(): { moved: boolean; recoloured: boolean } {
    const moved = this.#dirtyMatrices.upload(this.mesh.instanceMatrix, 16);
    const recoloured = this.mesh.instanceColor ? this.#dirtyColours.upload(this.mesh.instanceColor, 3) : false;
    return { moved, recoloured };
  }

  dispose(): void {
    this.#parent.remove(this.mesh);
    this.mesh.dispose();
  }
}

/** Instances per block: runs of a row that moves lie all over a campus's list, and only their blocks are sent. */
const block = 64;

/** Blocks of instances that the GPU does not have yet. */
export class DirtyBlocks {
  readonly #blocks = new Set<number>();

  add(index: number): void {
    this.#blocks.add(Math.floor(index / block));
  }

  /** Marks them in a buffer with `stride` numbers per instance. Returns whether there were any. */
  upload(buffer: Pick<BufferAttribute, 'clearUpdateRanges' | 'addUpdateRange' | 'array' | 'needsUpdate'>, stride: number): boolean {
    if (this.#blocks.size === 0) return false;
    buffer.clearUpdateRanges();
    const sorted = [...this.#blocks].sort((a, b) => a - b);
    this.#blocks.clear();
    for (let i = 0; i < sorted.length; ) {
      const first = sorted[i] as number;
      let last = first;
      for (i++; sorted[i] === last + 1; i++) last++;
      const start = first * block * stride;
      buffer.addUpdateRange(start, Math.min((last + 1) * block * stride, buffer.array.length) - start);
    }
    buffer.needsUpdate = true;
    return true;
  }
}
