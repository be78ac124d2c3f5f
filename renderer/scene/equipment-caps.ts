/**
 * Faces at which a section cuts equipment, filled in one colour and edged part by part: two draw calls for a whole site,
 * and none while nothing is cut. What stands far away is cut as the box it is drawn as.
 */
import { BufferGeometry, DoubleSide, Group, LineBasicMaterial, LineSegments, Mesh, MeshBasicMaterial } from 'three';
import type { Equipment, SectionPlane } from '../../shared/document/records.ts';
import { type CutPolygon, type CuttingPlane, cutGeometry } from './cut-solids.ts';
import type { EquipmentInstances } from './instances.ts';
import { NumberColumn } from './number-column.ts';
import { colourOf, type ScenePalette } from './palette.ts';
import { inside_m } from './section-planes.ts';

const axisOf = { x: 0, y: 1, z: 2 } as const;

type Box = NonNullable<BufferGeometry['boundingBox']>;

/** Whether a plane with a unit normal goes through a box. */
function crosses({ min, max }: Box, { normal: [nx, ny, nz], at }: CuttingPlane): boolean {
  const middle = ((min.x + max.x) * nx + (min.y + max.y) * ny + (min.z + max.z) * nz) / 2;
  const reach = ((max.x - min.x) * Math.abs(nx) + (max.y - min.y) * Math.abs(ny) + (max.z - min.z) * Math.abs(nz)) / 2;
  return Math.abs(at - middle) < reach;
}

/** Neighbours of one model that stand level are cut alike: each cut is made once. */
class Cuts {
  readonly #known = new Map<BufferGeometry, Map<string, readonly CutPolygon[]>>();

  of(geometry: BufferGeometry, plane: CuttingPlane): readonly CutPolygon[] {
    const alike = this.#known.get(geometry) ?? new Map<string, readonly CutPolygon[]>();
    this.#known.set(geometry, alike);
    const key = [...plane.normal, plane.at].map((value) => Math.round(value * 1e5)).join(' ');
    const polygons = alike.get(key) ?? cutGeometry(geometry, plane);
    alike.set(key, polygons);
    return polygons;
  }
}

/** Corners of triangles and ends of lines, x, y, z each, of everything that planes cut open. */
export function cutEquipment(
  drawn: Pick<EquipmentInstances, 'eachDrawn'>,
  section: readonly SectionPlane[],
  isFilled: (equipment: Equipment) => boolean,
): { readonly faces: NumberColumn; readonly edges: NumberColumn } {
  const [faces, edges] = [new NumberColumn(3), new NumberColumn(3)];
  const cuts = new Cuts();
  for (const { axis, at_m, keeps } of section) {
    const row = axisOf[axis];
    const level_m = at_m + (keeps === 'above' ? inside_m : -inside_m);
    drawn.eachDrawn((equipment, geometry, matrices, first) => {
      const m = (column: number, of: number): number => matrices[first + column * 4 + of] as number;
      // The plane in the frame of the geometry: n · (M p + t) = at is (Mᵀ n) · p = at − n · t, and Mᵀ n is a row of M.
      const [nx, ny, nz] = [m(0, row), m(1, row), m(2, row)];
      const size = Math.hypot(nx, ny, nz);
      if (size < 1e-9 || !geometry.boundingBox) return;
      const plane: CuttingPlane = { normal: [nx / size, ny / size, nz / size], at: (at_m - m(3, row)) / size };
      if (!crosses(geometry.boundingBox, plane) || !isFilled(equipment)) return;
      for (const polygon of cuts.of(geometry, plane)) {
        const corners = Array.from({ length: polygon.length / 3 }, (_, corner) => {
          const [x, y, z] = [polygon[corner * 3], polygon[corner * 3 + 1], polygon[corner * 3 + 2]] as [number, number, number];
          const place = (of: number) => (of === row ? level_m : m(0, of) * x + m(1, of) * y + m(2, of) * z + m(3, of));
          return [place(0), place(1), place(2)];
        });
        corners.forEach((corner, i) => {
          edges.add(corner);
          edges.add(corners[(i + 1) % corners.length] ?? corner);
        });
        for (let i = 1; i + 1 < corners.length; i++) for (const which of [0, i, i + 1]) faces.add(corners[which] ?? []);
      }
    });
  }
  return { faces, edges };
}

export class EquipmentCaps {
  readonly group = new Group();
  // Edges lie in the plane of their faces, and before them.
  readonly #fill = new MeshBasicMaterial({ side: DoubleSide, polygonOffset: true, polygonOffsetFactor: 1, polygonOffsetUnits: 1 });
  readonly #line = new LineBasicMaterial();
  readonly #faces = new Mesh(new BufferGeometry(), this.#fill);
  readonly #edges = new LineSegments(new BufferGeometry(), this.#line);

  constructor() {
    this.#faces.name = 'cut equipment';
    this.#edges.name = 'edges of cut equipment';
    for (const mesh of [this.#faces, this.#edges]) {
      mesh.frustumCulled = false;
      mesh.matrixAutoUpdate = false;
      mesh.visible = false;
      this.group.add(mesh);
    }
  }

  setPalette(palette: ScenePalette): void {
    this.#fill.color.copy(colourOf(palette.cut));
    this.#line.color.copy(colourOf(palette.cutEdge));
  }

  /** Fills what is cut of equipment as it is drawn now. */
  show(drawn: EquipmentInstances, section: readonly SectionPlane[], isFilled: (equipment: Equipment) => boolean): void {
    const was = this.#faces.visible;
    this.#faces.visible = this.#edges.visible = section.length > 0;
    if (section.length === 0 && !was) return;
    const { faces, edges } = cutEquipment(drawn, section, isFilled);
    for (const [mesh, points] of [
      [this.#faces, faces],
      [this.#edges, edges],
    ] as const) {
      mesh.geometry.dispose();
      mesh.geometry = new BufferGeometry().setAttribute('position', points.attribute());
    }
  }

  dispose(): void {
    for (const mesh of [this.#faces, this.#edges]) mesh.geometry.dispose();
    this.#fill.dispose();
    this.#line.dispose();
  }
}
