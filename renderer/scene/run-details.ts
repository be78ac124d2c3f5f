/** The runs that are near enough to show their roundness: tubes, quarter bends and ball joints as three instanced meshes. */
import { type BufferGeometry, type Color, Group, type InstancedMesh, type MeshStandardMaterial } from 'three';
import type { Place } from '../../shared/document/records.ts';
import { InstancePool } from './instance-pool.ts';
import { ballGeometry, elbowGeometry, tubeGeometry } from './run-geometry.ts';
import { layRun, type RunSink } from './run-pieces.ts';
import { surfaceMaterial } from './surface-material.ts';

const pieces = ['tube', 'elbow', 'ball'] as const;
type Piece = (typeof pieces)[number];

/** A pool whose instances are claimed and released one by one; a released one is hidden until claimed again. */
class PiecePool {
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
    // Nothing is left: the next one starts over, and the GPU is not sent rows of nothing.
    if (this.free.length < this.pool.count) return;
    this.pool.resize(0);
    this.free.length = 0;
  }
}

/** Which instances one run has, from its first end to the other. */
export type DetailedRun = { readonly piece: Piece; readonly index: number }[];

export class RunDetails {
  readonly group = new Group();
  readonly material: MeshStandardMaterial = surfaceMaterial(0.45);
  readonly #pools: Readonly<Record<Piece, PiecePool>> = {
    tube: new PiecePool(new InstancePool(this.group, tubeGeometry(), this.material, 256)),
    elbow: new PiecePool(new InstancePool(this.group, elbowGeometry(), this.material, 256)),
    ball: new PiecePool(new InstancePool(this.group, ballGeometry(), this.material, 256)),
  };

  /** Draws a run; an empty route, whose ends are missing, gives nothing. */
  draw(route: readonly Place[], radius: number, colour: Color): DetailedRun {
    const drawn: DetailedRun = [];
    lay(route, radius, (piece, matrix) => {
      const own = this.#pools[piece];
      const index = own.claim();
      own.pool.setMatrix(index, matrix);
      own.pool.setColour(index, colour);
      // A bend is laid before the tube that leads to it.
      const before = drawn.at(-1);
      if (piece === 'tube' && before && before.piece !== 'tube') drawn.splice(-1, 0, { piece, index });
      else drawn.push({ piece, index });
    });
    return drawn;
  }

  get meshes(): Readonly<Record<'tubes' | 'elbows', InstancedMesh>> {
    return { tubes: this.#pools.tube.pool.mesh, elbows: this.#pools.elbow.pool.mesh };
  }

  /** Length of a tube as it is drawn, between its bends. */
  length_m(tube: number): number {
    const { array } = this.#pools.tube.pool.mesh.instanceMatrix;
    return Math.hypot(array[tube * 16 + 8] ?? 0, array[tube * 16 + 9] ?? 0, array[tube * 16 + 10] ?? 0);
  }

  /** Drawn again at once, a run of the same pieces gets the same places: what is kept by place stays with it. */
  erase(run: DetailedRun): void {
    for (const { piece, index } of run.toReversed()) this.#pools[piece].release(index);
  }

  tint(run: DetailedRun, colour: Color): void {
    for (const { piece, index } of run) this.#pools[piece].pool.setColour(index, colour);
  }

  /** The pieces of a route by geometry, without drawing them: for the outline. */
  copy(route: readonly Place[], radius: number, take: (geometry: BufferGeometry, matrix: number[]) => void): void {
    lay(route, radius, (piece, matrix) => take(this.#pools[piece].pool.mesh.geometry, matrix.toArray()));
  }

  /** Instances in use and free, all pieces. */
  get count(): number {
    return pieces.reduce((sum, piece) => sum + this.#pools[piece].pool.count, 0);
  }

  flush(): boolean {
    return pieces.map((piece) => this.#pools[piece].pool.flush().moved).some(Boolean);
  }

  dispose(): void {
    for (const piece of pieces) {
      const { pool } = this.#pools[piece];
      pool.mesh.geometry.dispose();
      pool.dispose();
    }
    this.material.dispose();
  }
}

function lay(
  route: readonly Place[],
  radius: number,
  place: (piece: Piece, matrix: Parameters<InstancePool['setMatrix']>[1]) => void,
): void {
  const sink: RunSink = {
    tube: (_, matrix) => {
      if (matrix) place('tube', matrix);
    },
    corner: (_, elbow, ball) => {
      if (elbow) place('elbow', elbow);
      else if (ball) place('ball', ball);
    },
  };
  layRun(route, radius, sink);
}
