/**
 * Faces at which a section cuts walls, columns and slabs: filled, as in a drawing. Walls are prisms, so that a cut through
 * one is a rectangle and needs no second pass; all faces are one mesh, made anew when a plane or the building changes.
 */
import { BufferAttribute, BufferGeometry, DoubleSide, Group, Mesh, MeshBasicMaterial, ShapeUtils, Vector2 } from 'three';
import { type BuildingPart, buildingParts } from '../../shared/document/building-parts.ts';
import type { Tables } from '../../shared/document/document.ts';
import type { RecordId } from '../../shared/document/ids.ts';
import type { Point, SectionPlane } from '../../shared/document/records.ts';
import { boundsOf } from '../../shared/geometry/polygon.ts';
import { colourOf, type ScenePalette } from './palette.ts';
import { inside_m } from './section-planes.ts';
import { drawnWallsIn, slab_m } from './walls.ts';

/** An upright prism over any simple outline. */
export interface Solid {
  readonly outline: readonly Point[];
  readonly low_m: number;
  readonly high_m: number;
}

const solidOf = ({ corners, low_m, high_m }: BuildingPart): Solid => ({ outline: corners, low_m, high_m });

const none: ReadonlySet<RecordId> = new Set();

/**
 * Everything of a building that a plane can cut open, walls that are only drawn included.
 * @param hidden spaces that are left out
 */
export function solidsOf(table: Tables['space'], hidden = none): readonly Solid[] {
  const walls = drawnWallsIn(table);
  return [...table.values()].flatMap((space): Solid[] => {
    if (space.kind === 'aisle' || space.kind === 'zone' || hidden.has(space.id)) return [];
    const floor_m = space.elevation_m;
    const slab: Solid = { outline: space.outline_m, low_m: floor_m - slab_m - (space.raisedFloor_m ?? 0), high_m: floor_m };
    const parts = buildingParts(space).map(solidOf);
    const drawn = (walls.get(space.id) ?? []).map(solidOf);
    return [slab, ...parts, ...drawn];
  });
}

/** Where a level line of an axis crosses an outline: pairs of places along the other axis that lie inside. */
function crossings(outline: readonly Point[], axis: 0 | 1, at_m: number): readonly number[] {
  const other = axis === 0 ? 1 : 0;
  const found: number[] = [];
  outline.forEach((a, i) => {
    const b = outline[(i + 1) % outline.length] ?? a;
    if (a[axis] > at_m === b[axis] > at_m) return;
    found.push(a[other] + ((at_m - a[axis]) / (b[axis] - a[axis])) * (b[other] - a[other]));
  });
  return found.sort((a, b) => a - b);
}

/** Triangles of the faces at which a plane cuts solids open: x, y, z of three corners each. */
export function cutFaces(solids: readonly Solid[], { axis, at_m, keeps }: SectionPlane): number[] {
  const place_m = at_m + (keeps === 'above' ? inside_m : -inside_m);
  const points: number[] = [];
  for (const { outline, low_m, high_m } of solids) {
    if (axis === 'z') {
      if (low_m >= at_m || high_m <= at_m) continue;
      const contour = outline.map(([x, y]) => new Vector2(x, y));
      for (const triangle of ShapeUtils.triangulateShape(contour, []))
        for (const index of triangle) points.push(outline[index]?.[0] ?? 0, outline[index]?.[1] ?? 0, place_m);
      continue;
    }
    const along = axis === 'x' ? 0 : 1;
    const { min, max } = boundsOf(outline, 0, 0);
    if (min[along] >= at_m || max[along] <= at_m) continue;
    const corner = (other: number, z: number) => (along === 0 ? [place_m, other, z] : [other, place_m, z]);
    const ends = crossings(outline, along, at_m);
    for (let i = 0; i + 1 < ends.length; i += 2) {
      const [a, b] = [ends[i] as number, ends[i + 1] as number];
      for (const [other, z] of [
        [a, low_m],
        [b, low_m],
        [b, high_m],
        [a, low_m],
        [b, high_m],
        [a, high_m],
      ] as const)
        points.push(...corner(other, z));
    }
  }
  return points;
}

export class SectionCaps {
  readonly group = new Group();
  readonly #material = new MeshBasicMaterial({ side: DoubleSide });
  readonly #mesh = new Mesh(new BufferGeometry(), this.#material);
  #section: readonly SectionPlane[] = [];
  #table: Tables['space'] | undefined;
  #solids: readonly Solid[] | undefined;
  #hidden = none;

  constructor() {
    this.#mesh.name = 'cut faces';
    this.#mesh.frustumCulled = false;
    this.#mesh.matrixAutoUpdate = false;
    this.#mesh.visible = false;
    this.group.add(this.#mesh);
  }

  setPalette(palette: ScenePalette): void {
    this.#material.color.copy(colourOf(palette.cut));
  }

  show(table: Tables['space'], section: readonly SectionPlane[], hidden = none): void {
    if (table === this.#table && section === this.#section && hidden === this.#hidden) return;
    if (table !== this.#table || hidden !== this.#hidden) this.#solids = undefined;
    this.#table = table;
    this.#hidden = hidden;
    this.#section = section;
    this.#mesh.visible = section.length > 0;
    if (section.length === 0) return;
    this.#solids ??= solidsOf(table, hidden);
    const solids = this.#solids;
    this.#mesh.geometry.dispose();
    const points = new Float32Array(section.flatMap((plane) => cutFaces(solids, plane)));
    this.#mesh.geometry = new BufferGeometry().setAttribute('position', new BufferAttribute(points, 3));
  }

  dispose(): void {
    this.#mesh.geometry.dispose();
    this.#material.dispose();
  }
}
