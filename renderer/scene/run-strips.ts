/**
 * Every straight piece of every run as a flat strip of two triangles that turns to the camera and is shaded like the
 * round pipe it stands for. From where a pipe is a few pixels wide nothing tells it from a tube; pieces that are drawn
 * in detail instead have a negative radius here, hidden ones none.
 */
import {
  Box3,
  BufferAttribute,
  BufferGeometry,
  type Color,
  DynamicDrawUsage,
  Group,
  InstancedBufferAttribute,
  InstancedBufferGeometry,
  InstancedInterleavedBuffer,
  InterleavedBufferAttribute,
  Mesh,
  type MeshDepthMaterial,
  type MeshStandardMaterial,
  Sphere,
  Vector3,
} from 'three';
import { DirtyBlocks } from './instance-pool.ts';
import { stripMaterial, stripShadowMaterial } from './strip-material.ts';

/** Numbers per piece: ax ay az bx by bz radius. */
export const lineStride = 7;
/** Pieces of one mesh: a few meshes in all, each of one part of the site, so that those out of sight cost nothing. */
const leastPieces = 8192;
const mostMeshes = 12;

interface Part {
  readonly mesh: Mesh;
  readonly first: number;
  readonly count: number;
  readonly places: InstancedInterleavedBuffer;
  readonly tints: InstancedBufferAttribute;
  readonly dirtyPlaces: DirtyBlocks;
  readonly dirtyTints: DirtyBlocks;
  /** Around all its pieces, growing only: what the camera looks past is not sent through the pipeline. */
  readonly box: Box3;
  readonly sphere: Sphere;
}

const end = new Vector3();

/** Corners of the strip: x across −1…1, y along 0…1. White and fully tinted. */
function strip(): BufferGeometry {
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(new Float32Array([-1, 0, 0, 1, 0, 0, 1, 1, 0, -1, 1, 0]), 3));
  geometry.setAttribute('normal', new BufferAttribute(new Float32Array(12), 3));
  geometry.setAttribute('color', new BufferAttribute(new Float32Array(12).fill(1), 3));
  geometry.setAttribute('surface', new BufferAttribute(new Float32Array([1, 0, 1, 0, 1, 0, 1, 0]), 2));
  geometry.setIndex([0, 1, 2, 0, 2, 3]);
  return geometry;
}

export class RunStrips {
  readonly group = new Group();
  readonly material: MeshStandardMaterial = stripMaterial(0.45);
  readonly #shadow: MeshDepthMaterial = stripShadowMaterial();
  /** Centre lines of all pieces, corner to corner, `lineStride` numbers each. */
  lines = new Float32Array(0);
  #tints = new Float32Array(0);
  #parts: Part[] = [];
  #spare: Part | undefined;
  /** Number of pieces of each part but the last. */
  #perPart = leastPieces;

  constructor() {
    // An empty part, so that its shader is known before the first run is.
    this.#parts.push(this.#part(0, 0));
  }

  /**
   * Starts over with so many hidden pieces. Neighbours in this order should be neighbours on the site.
   * @param spare pieces after them that cost nothing until they are placed
   */
  reset(count: number, spare: number): void {
    this.#clear();
    this.lines = new Float32Array((count + spare) * lineStride);
    this.#tints = new Float32Array((count + spare) * 3).fill(1);
    this.#perPart = Math.max(leastPieces, Math.ceil(count / mostMeshes));
    for (let first = 0; first < count; first += this.#perPart) this.#parts.push(this.#part(first, Math.min(this.#perPart, count - first)));
    this.#spare = this.#part(count, spare);
    (this.#spare.mesh.geometry as InstancedBufferGeometry).instanceCount = 0;
    this.#parts.push(this.#spare);
  }

  #part(first: number, count: number): Part {
    const geometry = new InstancedBufferGeometry();
    const shape = strip();
    geometry.setIndex(shape.index);
    for (const [name, attribute] of Object.entries(shape.attributes)) geometry.setAttribute(name, attribute);
    const places = new InstancedInterleavedBuffer(this.lines.subarray(first * lineStride, (first + count) * lineStride), lineStride);
    places.setUsage(DynamicDrawUsage);
    geometry.setAttribute('runFrom', new InterleavedBufferAttribute(places, 3, 0));
    geometry.setAttribute('runTo', new InterleavedBufferAttribute(places, 3, 3));
    geometry.setAttribute('runRadius', new InterleavedBufferAttribute(places, 1, 6));
    const tints = new InstancedBufferAttribute(this.#tints.subarray(first * 3, (first + count) * 3), 3);
    tints.setUsage(DynamicDrawUsage);
    geometry.setAttribute('instanceColor', tints);
    geometry.instanceCount = count;
    const sphere = new Sphere();
    geometry.boundingSphere = sphere;
    const mesh = new Mesh(geometry, this.material);
    mesh.matrixAutoUpdate = false;
    mesh.castShadow = mesh.receiveShadow = true;
    mesh.customDepthMaterial = this.#shadow;
    this.group.add(mesh);
    return { mesh, first, count, places, tints, dirtyPlaces: new DirtyBlocks(), dirtyTints: new DirtyBlocks(), box: new Box3(), sphere };
  }

  #partOf(piece: number): Part | undefined {
    return this.#spare && piece >= this.#spare.first ? this.#spare : this.#parts[Math.floor(piece / this.#perPart)];
  }

  /** The radius of a piece was written into `lines`. */
  shown(piece: number): void {
    const part = this.#partOf(piece);
    part?.dirtyPlaces.add(piece - part.first);
  }

  /** A piece was written into `lines`. */
  placed(piece: number): void {
    const part = this.#partOf(piece);
    if (!part) return;
    part.dirtyPlaces.add(piece - part.first);
    if (part === this.#spare) {
      const geometry = part.mesh.geometry as InstancedBufferGeometry;
      geometry.instanceCount = Math.max(geometry.instanceCount, piece - part.first + 1);
    }
    const at = piece * lineStride;
    part.box.expandByPoint(end.fromArray(this.lines, at)).expandByPoint(end.fromArray(this.lines, at + 3));
  }

  tint(piece: number, { r, g, b }: Color): void {
    const [at, tints] = [piece * 3, this.#tints];
    if (tints[at] === Math.fround(r) && tints[at + 1] === Math.fround(g) && tints[at + 2] === Math.fround(b)) return;
    tints[at] = r;
    tints[at + 1] = g;
    tints[at + 2] = b;
    const part = this.#partOf(piece);
    part?.dirtyTints.add(piece - part.first);
  }

  tintInto(piece: number, target: Color): Color {
    return target.fromArray(this.#tints, piece * 3);
  }

  /** Hands what changed to the renderer. Returns whether a piece moved. */
  flush(): boolean {
    let moved = false;
    for (const part of this.#parts) {
      if (part.dirtyPlaces.upload(part.places, lineStride)) {
        moved = true;
        part.box.getBoundingSphere(part.sphere);
      }
      part.dirtyTints.upload(part.tints, 3);
    }
    return moved;
  }

  #clear(): void {
    for (const { mesh } of this.#parts) {
      this.group.remove(mesh);
      mesh.geometry.dispose();
    }
    this.#parts = [];
  }

  dispose(): void {
    this.#clear();
    this.material.dispose();
    this.#shadow.dispose();
  }
}
