/**
 * Doors, partitions and columns as upright prisms for the pointer and for outlines. What is drawn solid stops the
 * pointer; glass and free passages let it through to what stands behind, and are met only where nothing does.
 */
import { BoxGeometry, type BufferGeometry, Matrix4, type Ray } from 'three';
import { type BuildingElement, type ElementPart, elementParts, elementsOf } from '../../shared/document/building-elements.ts';
import type { Tables } from '../../shared/document/document.ts';
import type { RecordId } from '../../shared/document/ids.ts';
import { extentOf } from '../../shared/geometry/spatial-index.ts';
import { kerb_m } from './building.ts';
import { ChunkIndex } from './chunk-index.ts';
import { grip_m } from './runs.ts';

export interface BuildingPiece {
  readonly id: RecordId;
  readonly part: ElementPart;
  readonly solid: boolean;
}

/** A cube of one metre around its middle, made like all geometry here: three corners per triangle, no index. */
const cube: BufferGeometry = new BoxGeometry(1, 1, 1).toNonIndexed();
const matrix = new Matrix4();

/** What one sees and points at of an element: a partition is glass over a kerb, a passage is free. */
function piecesOf(element: BuildingElement): readonly BuildingPiece[] {
  const { id, space } = element;
  const kerbTop_m = space.elevation_m + kerb_m;
  return elementParts(element).flatMap((part): BuildingPiece[] => {
    if (element.sort !== 'partition') return [{ id, part, solid: !(element.sort === 'opening' && element.is.kind === 'passage') }];
    const pane = { id, part, solid: false };
    return part.low_m < kerbTop_m ? [{ id, part: { ...part, high_m: Math.min(part.high_m, kerbTop_m) }, solid: true }, pane] : [pane];
  });
}

/** Where along a ray of unit direction a prism begins between two distances; undefined where it is missed. */
export function prismEntry(
  ray: Ray,
  { corners, low_m, high_m }: ElementPart,
  slack_m: number,
  from: number,
  to: number,
): number | undefined {
  const [a, b, , d] = corners;
  const [ux, uy, vx, vy] = [b[0] - a[0], b[1] - a[1], d[0] - a[0], d[1] - a[1]];
  const [long, wide] = [Math.hypot(ux, uy), Math.hypot(vx, vy)];
  if (long === 0 || wide === 0) return undefined;
  const { origin: o, direction: r } = ray;
  const [px, py] = [o.x - a[0], o.y - a[1]];
  let [enter, leave] = [from, to];
  const slab = (at: number, step: number, min: number, max: number) => {
    if (Math.abs(step) < 1e-12) {
      if (at < min || at > max) leave = Number.NEGATIVE_INFINITY;
      return;
    }
    const [t1, t2] = [(min - at) / step, (max - at) / step];
    enter = Math.max(enter, Math.min(t1, t2));
    leave = Math.min(leave, Math.max(t1, t2));
  };
  slab((px * ux + py * uy) / long, (r.x * ux + r.y * uy) / long, -slack_m, long + slack_m);
  slab((px * vx + py * vy) / wide, (r.x * vx + r.y * vy) / wide, -slack_m, wide + slack_m);
  slab(o.z, r.z, low_m - slack_m, high_m + slack_m);
  return leave >= enter ? enter : undefined;
}

/** A piece as a stretched cube: for the outline. */
export function copyPiece({ part }: Pick<BuildingPiece, 'part'>, take: (geometry: BufferGeometry, matrix: number[]) => void): void {
  const [a, b, c, d] = part.corners;
  matrix.set(
    b[0] - a[0],
    d[0] - a[0],
    0,
    (a[0] + c[0]) / 2,
    b[1] - a[1],
    d[1] - a[1],
    0,
    (a[1] + c[1]) / 2,
    0,
    0,
    part.high_m - part.low_m,
    (part.low_m + part.high_m) / 2,
    0,
    0,
    0,
    1,
  );
  take(cube, matrix.toArray());
}

export class BuildingPieces {
  readonly #boxes = new ChunkIndex();
  #pieces: readonly BuildingPiece[] = [];
  #table: Tables['space'] | undefined;
  #hidden: ReadonlySet<RecordId> = new Set();
  /** Whether the building is in the picture. */
  shown = true;

  /** @param hidden spaces and elements that are left out */
  sync(table: Tables['space'], hidden: ReadonlySet<RecordId>): void {
    if (table === this.#table && hidden === this.#hidden) return;
    this.#table = table;
    this.#hidden = hidden;
    this.#pieces = [...table.values()].flatMap((space) =>
      hidden.has(space.id) ? [] : elementsOf(space).flatMap((element) => (hidden.has(element.id) ? [] : piecesOf(element))),
    );
    this.#boxes.reset(this.#pieces.length);
    this.#pieces.forEach(({ part: { corners, low_m, high_m } }, i) => {
      const { minX, minY, maxX, maxY } = extentOf(corners);
      this.#boxes.set(i, minX - grip_m, minY - grip_m, low_m, maxX + grip_m, maxY + grip_m, high_m);
    });
  }

  all(): readonly BuildingPiece[] {
    return this.shown ? this.#pieces : [];
  }

  /** The nearest piece along a ray between two distances, of what is solid or of what is not. */
  first(ray: Ray, solid: boolean, from: number, to: number): { readonly id: RecordId; readonly distance: number } | undefined {
    const found: { best?: { readonly id: RecordId; readonly distance: number } } = {};
    if (!this.shown) return undefined;
    this.#boxes.along(ray, (i) => {
      const piece = this.#pieces[i];
      if (!piece || (piece.solid && isSeen(piece.part, ray)) !== solid) return undefined;
      const distance = prismEntry(ray, piece.part, grip_m, from, found.best?.distance ?? to);
      if (distance === undefined) return undefined;
      found.best = { id: piece.id, distance };
      return distance;
    });
    return found.best;
  }

  /** The pieces of one element as stretched cubes: for the outline. */
  copyInto(id: RecordId, take: (geometry: BufferGeometry, matrix: number[]) => void): void {
    if (!this.shown) return;
    for (const { id: own, part, solid } of this.#pieces) {
      // A kerb lies in its pane.
      if (own !== id || (solid && this.#pieces.some((other) => other.id === id && !other.solid))) continue;
      copyPiece({ part }, take);
    }
  }
}

/** Walls that face the eye are drawn as glass, and so are the doors in them. */
export function isSeen({ corners: [, , c, d], out }: ElementPart, { origin }: Ray): boolean {
  if (!out) return true;
  const [x, y] = [(c[0] + d[0]) / 2, (c[1] + d[1]) / 2];
  return (origin.x - x) * out[0] + (origin.y - y) * out[1] <= 0;
}
