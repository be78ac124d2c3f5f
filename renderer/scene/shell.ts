/**
 * Halls, rooms and yards: floor slabs, walls, glass and the names on the floor. Outer walls stand where
 * they are far from the camera and turn to glass where they are near; the vertex shader decides, so
 * orbiting costs no script. Walls between rooms are always glass.
 */
import { DoubleSide, Group, Mesh, MeshBasicMaterial, MeshLambertMaterial, ShapeUtils, Vector2 } from 'three';
import type { Tables } from '../../shared/document/document.ts';
import type { RecordId } from '../../shared/document/ids.ts';
import { OverlaidMap } from '../../shared/document/overlaid-map.ts';
import type { Space } from '../../shared/document/records.ts';
import { drawContainment, drawParts, drawUndesigned } from './building.ts';
import { FloorNames } from './floor-names.ts';
import { colourOf, type ScenePalette } from './palette.ts';
import { pane, Triangles } from './shell-geometry.ts';
import { drawnWalls, edgesOf, frameOf, Neighbours, slab_m } from './walls.ts';

const none: ReadonlySet<RecordId> = new Set();

const shown = (when: 'far' | 'near') => /* glsl */ `
  #include <project_vertex>
  bool hasWall = dot(wall.zw, wall.zw) > 0.0;
  float side = dot(cameraPosition.xy - wall.xy, wall.zw);
  if (hasWall && ${when === 'far' ? 'side > 0.0' : 'side <= 0.0'}) gl_Position = vec4(0.0, 0.0, -2.0, 1.0);
`;

function wallAware<M extends MeshLambertMaterial | MeshBasicMaterial>(material: M, when: 'far' | 'near'): M {
  material.onBeforeCompile = (shader) => {
    shader.vertexShader = shader.vertexShader
      .replace('#include <common>', '#include <common>\nattribute vec4 wall;')
      .replace('#include <project_vertex>', shown(when));
  };
  material.customProgramCacheKey = () => `headroom-wall-${when}`;
  return material;
}

export class Shell {
  readonly group = new Group();
  readonly #solid = wallAware(new MeshLambertMaterial({ vertexColors: true, side: DoubleSide }), 'far');
  readonly #glass = wallAware(
    new MeshBasicMaterial({ vertexColors: true, transparent: true, depthWrite: false, side: DoubleSide }),
    'near',
  );
  readonly #names = new FloorNames();
  #table: Tables['space'] | undefined;
  #palette: ScenePalette | undefined;
  #hidden = none;
  #neighbours: Neighbours | undefined;
  #still: readonly Mesh[] = [];
  /** Spaces under way in a drag, and their meshes. */
  #moving: ReadonlySet<RecordId> = none;
  #moved: readonly Mesh[] = [];

  constructor() {
    this.group.add(this.#names.mesh);
  }

  /** @param hidden spaces, and doors, partitions and columns, that are left out */
  sync(table: Tables['space'], palette: ScenePalette, hidden: ReadonlySet<RecordId> = none): boolean {
    if (table === this.#table && palette === this.#palette && hidden === this.#hidden) return false;
    const differing = palette === this.#palette && hidden === this.#hidden && this.#table && OverlaidMap.mayDiffer(table, this.#table);
    this.#table = table;
    this.#palette = palette;
    this.#hidden = hidden;
    const all = [...table.values()];
    // A wall between two rooms stays one where only one of them is seen.
    const neighbours = differing && this.#neighbours ? this.#neighbours : new Neighbours(all);
    const spaces = all.filter(({ id }) => !hidden.has(id));
    if (differing) {
      // While something of the building is dragged, all that stands is built once; names follow at the end.
      if (![...differing].every((id) => this.#moving.has(id))) {
        this.#moving = new Set([...this.#moving, ...differing]);
        this.#still = this.#build(
          this.#still,
          spaces.filter(({ id }) => !this.#moving.has(id)),
          palette,
          neighbours,
        );
      }
      this.#moved = this.#build(
        this.#moved,
        spaces.filter(({ id }) => this.#moving.has(id)),
        palette,
        neighbours,
      );
      return true;
    }
    this.#neighbours = neighbours;
    this.#moving = none;
    this.#still = this.#build(this.#still, spaces, palette, neighbours);
    this.#moved = this.#build(this.#moved, [], palette, neighbours);
    this.#names.write(spaces, palette, neighbours);
    return true;
  }

  /** Meshes of some spaces in the place of others. */
  #build(before: readonly Mesh[], spaces: readonly Space[], palette: ScenePalette, neighbours: Neighbours): readonly Mesh[] {
    for (const mesh of before) this.#drop(mesh);
    const solid = new Triangles(3);
    const glass = new Triangles(4);
    const linears = new Map<string, readonly number[]>();
    const linear = (hex: string): readonly number[] => {
      let made = linears.get(hex);
      if (!made) {
        made = colourOf(hex).toArray();
        linears.set(hex, made);
      }
      return made;
    };
    spaces.forEach((space) => {
      const top =
        space.elevation_m - (space.kind === 'building' ? 0.012 : space.kind === 'zone' || space.kind === 'aisle' ? -0.006 : 0.004);
      const floor = linear(space.kind === 'yard' ? palette.yard : palette.slab);
      if (space.kind !== 'zone') {
        const contour = space.outline_m.map(([x, y]) => new Vector2(x, y));
        const tone = space.kind === 'aisle' ? floor.map((channel, i) => channel * 0.86 + (linear(palette.slabEdge)[i] ?? 0) * 0.14) : floor;
        for (const triangle of ShapeUtils.triangulateShape(contour, [])) {
          for (const index of triangle) {
            const [x, y] = space.outline_m[index] ?? [0, 0];
            solid.vertex([x, y, top], [0, 0, 1], tone);
          }
        }
      }
      drawParts(solid, glass, palette, space, this.#hidden);
      if (space.containment !== undefined) drawContainment(glass, palette, space);
      // A raised floor shows its plenum as a deeper edge down to the slab.
      const deep = slab_m + (space.raisedFloor_m ?? 0);
      for (const [a, b] of edgesOf(space)) {
        const frame = frameOf(a, b);
        if (!frame) continue;
        const { out } = frame;
        if (space.kind === 'aisle') {
          if (space.aisle === 'hot') pane(glass, palette, a, b, top, top + space.height_m, [0, 0, 0, 0]);
          continue;
        }
        if (space.kind === 'zone') continue;
        solid.quad([...a, top], [...b, top], [...b, top - deep], [...a, top - deep], [...out, 0], linear(palette.slabEdge));
      }
      drawUndesigned(solid, glass, palette, drawnWalls(space, neighbours));
    });
    const floorMesh = new Mesh(solid.geometry(), this.#solid);
    floorMesh.receiveShadow = true;
    floorMesh.name = 'shell';
    const glassMesh = new Mesh(glass.geometry(), this.#glass);
    glassMesh.renderOrder = 20;
    glassMesh.name = 'glass';
    for (const mesh of [floorMesh, glassMesh]) {
      mesh.frustumCulled = false;
      mesh.matrixAutoUpdate = false;
      mesh.visible = spaces.length > 0;
      this.group.add(mesh);
    }
    return [floorMesh, glassMesh];
  }

  #drop(mesh: Mesh): void {
    this.group.remove(mesh);
    mesh.geometry.dispose();
  }

  dispose(): void {
    for (const mesh of [...this.#still, ...this.#moved]) mesh.geometry.dispose();
    for (const part of [this.#names, this.#solid, this.#glass]) part.dispose();
  }
}
