/**
 * Spaces as things that one points at: by a wall that is drawn solid, and by an edge of the floor. Made when the pointer
 * first asks after the building has changed: opening a campus and dragging its equipment cost nothing.
 */
import type { BufferGeometry, Ray } from 'three';
import { Vector3 } from 'three';
import { wallsOf } from '../../shared/document/building-parts.ts';
import type { Tables } from '../../shared/document/document.ts';
import type { RecordId } from '../../shared/document/ids.ts';
import { OverlaidMap } from '../../shared/document/overlaid-map.ts';
import type { Space } from '../../shared/document/records.ts';
import { area, contains, nearestOn } from '../../shared/geometry/polygon.ts';
import { extentOf, type PlanBox, type SpatialIndex, spatialIndex } from '../../shared/geometry/spatial-index.ts';
import { type BuildingPiece, copyPiece, isSeen, prismEntry } from './building-pieces.ts';
import { ChunkIndex } from './chunk-index.ts';
import { drawnWallsIn, edgesOf } from './walls.ts';

interface Met {
  readonly id: RecordId;
  readonly distance: number;
}

/** An edge of a floor within this many pixels is meant. */
const reach_px = 5;

const floor = new Vector3();

export class SpaceWalls {
  #table: Tables['space'] | undefined;
  #built: Tables['space'] | undefined;
  #hidden: ReadonlySet<RecordId> = new Set();
  #walls: readonly BuildingPiece[] = [];
  #boxes = new ChunkIndex();
  #edges: SpatialIndex | undefined;
  #elevations_m: readonly number[] = [];

  /** @param hidden spaces that are left out */
  sync(table: Tables['space'], hidden: ReadonlySet<RecordId>): void {
    if (hidden !== this.#hidden) this.#built = undefined;
    this.#hidden = hidden;
    // What is dragged is not pointed at before it is let go.
    if (!(table instanceof OverlaidMap)) this.#table = table;
  }

  #build(): void {
    const table = this.#table;
    if (!table || table === this.#built) return;
    this.#built = table;
    const spaces = [...table.values()].filter(({ id }) => !this.#hidden.has(id));
    const drawn = drawnWallsIn(table);
    this.#walls = spaces.flatMap((space) =>
      [...wallsOf(space), ...(drawn.get(space.id) ?? []).filter(({ sort }) => sort === 'outer')].flatMap((part): BuildingPiece[] =>
        part.out ? [{ id: space.id, part, solid: true }] : [],
      ),
    );
    this.#boxes.reset(this.#walls.length);
    this.#walls.forEach(({ part: { corners, low_m, high_m } }, i) => {
      const { minX, minY, maxX, maxY } = extentOf(corners);
      this.#boxes.set(i, minX, minY, low_m, maxX, maxY, high_m);
    });
    this.#elevations_m = [...new Set(spaces.map(({ elevation_m }) => elevation_m))];
    this.#edges = spatialIndex(
      spaces.flatMap((space) =>
        edgesOf(space).map(
          ([a, b]): PlanBox => ({ id: space.id, corners: [a, b, b, a], low_m: space.elevation_m, high_m: space.elevation_m }),
        ),
      ),
      8,
    );
  }

  /** The nearest wall that is drawn solid between two distances along a ray. */
  wall(ray: Ray, from: number, to: number): Met | undefined {
    this.#build();
    const found: { best?: Met } = {};
    this.#boxes.along(
      ray,
      (i) => {
        const piece = this.#walls[i];
        if (!piece || !isSeen(piece.part, ray)) return undefined;
        const distance = prismEntry(ray, piece.part, 0, from, found.best?.distance ?? to);
        if (distance === undefined) return undefined;
        found.best = { id: piece.id, distance };
        return distance;
      },
      to,
    );
    return found.best;
  }

  /**
   * The space whose floor ends where a ray meets it. Where several do it is the one that the pointer is inside of, and
   * of these the smallest.
   * @param pixelAt size of a pixel at a place, metres
   */
  edge(ray: Ray, from: number, to: number, pixelAt: (point: Vector3) => number): Met | undefined {
    this.#build();
    let best: { readonly met: Met; readonly rank: readonly [number, number] } | undefined;
    for (const elevation_m of this.#elevations_m) {
      const distance = (elevation_m - ray.origin.z) / ray.direction.z;
      if (!(distance >= from && distance <= to)) continue;
      const { x, y } = ray.at(distance, floor);
      const reach_m = reach_px * pixelAt(floor);
      for (const edge of this.#edges?.near(x - reach_m, y - reach_m, x + reach_m, y + reach_m) ?? []) {
        const space = this.#built?.get(edge.id);
        if (!space || edge.low_m !== elevation_m) continue;
        const [nearX, nearY] = nearestOn(edge.corners[0], edge.corners[1], [x, y]);
        if (Math.hypot(nearX - x, nearY - y) > reach_m) continue;
        const rank = rankOf(space, x, y);
        if (best && (rank[0] > best.rank[0] || (rank[0] === best.rank[0] && rank[1] >= best.rank[1]))) continue;
        best = { met: { id: space.id, distance }, rank };
      }
    }
    return best?.met;
  }

  /** The walls of a space as stretched cubes: for the outline. */
  copyInto(id: RecordId, take: (geometry: BufferGeometry, matrix: number[]) => void): void {
    if (!this.#table?.has(id)) return;
    this.#build();
    for (const piece of this.#walls) if (piece.id === id) copyPiece(piece, take);
  }
}

const rankOf = ({ outline_m }: Space, x: number, y: number): readonly [number, number] => [
  contains(outline_m, [x, y]) ? 0 : 1,
  Math.abs(area(outline_m)),
];
