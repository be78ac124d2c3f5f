/** Names of halls, rooms and yards, flat on the floor and readable from the south: one mesh, one texture of the characters they need. */
import { BufferAttribute, BufferGeometry, CanvasTexture, Mesh, MeshBasicMaterial, SRGBColorSpace } from 'three';
import type { Space } from '../../shared/document/records.ts';
import { boundsOf, contains } from '../../shared/geometry/polygon.ts';
import type { ScenePalette } from './palette.ts';
import { type Neighbours, slab_m } from './walls.ts';

const row_px = 64;
const width_px = 1024;
/** Every GPU takes a texture of 2048: room for some six hundred characters. */
const mostRows = 32;
/** Around each character, so that none shows at the edge of another when it is seen from far away. */
const margin_px = 8;
const spacing_px = 4;

interface Glyph {
  readonly left_px: number;
  readonly row: number;
  readonly advance_px: number;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** Letters of these scripts stand one beside the other; others join, or turn the order. */
const standsApart =
  /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Common}\p{Script=Inherited}]*$/u;

/** What of a name is painted by itself: each character with its marks, or the whole. */
function pieces(name: string): readonly string[] {
  // Nearly all names, and marks are slow to look for.
  if (/^\p{ASCII}*$/u.test(name)) return [...name];
  return standsApart.test(name) ? [...graphemes.segment(name)].map(({ segment }) => segment) : [name];
}

/** Paints each character once, side by side. What finds no place any more is left out. */
function paintGlyphs(
  names: readonly (readonly string[])[],
  colour: string,
): { canvas: HTMLCanvasElement; glyphs: ReadonlyMap<string, Glyph> } {
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d');
  const glyphs = new Map<string, Glyph>();
  if (!pen) return { canvas, glyphs };
  const setPen = () => {
    pen.fillStyle = colour;
    pen.font = "600 44px 'Inter Variable', Inter, 'DejaVu Sans', sans-serif";
    pen.textBaseline = 'middle';
  };
  setPen();
  let [left_px, row] = [0, 0];
  for (const character of new Set(names.flat())) {
    const advance_px = Math.min(pen.measureText(character).width + spacing_px, width_px - 2 * margin_px);
    const cell_px = Math.ceil(advance_px) + 2 * margin_px;
    if (left_px + cell_px > width_px) {
      left_px = 0;
      row++;
    }
    if (row === mostRows) break;
    glyphs.set(character, { left_px, row, advance_px });
    left_px += cell_px;
  }
  // A canvas of another size has forgotten its pen.
  canvas.width = width_px;
  canvas.height = row_px * Math.min(row + 1, mostRows);
  setPen();
  for (const [character, { left_px: left, row: at }] of glyphs)
    pen.fillText(character, left + margin_px, row_px * (at + 0.5), width_px - 2 * margin_px);
  return { canvas, glyphs };
}

/** Where a name begins and how high its line is: in front of the room where nothing else lies, else just inside its front edge. */
function lineOf(space: Space, aspect: number, neighbours: Neighbours): { x: number; y: number; z: number; high_m: number } {
  const { min, max } = boundsOf(space.outline_m, 0, 0);
  const width_m = max[0] - min[0];
  const high_m = Math.min(1.5, Math.max(0.5, Math.min(width_m, max[1] - min[1]) * 0.055), (width_m * 0.8) / aspect);
  const below = min[1] - high_m * 1.35;
  const [middleX, middleY] = [min[0] + 0.5 + (high_m * aspect) / 2, below + high_m / 2];
  const free = !neighbours
    .around(middleX, middleY)
    .some((other) => other !== space && other.kind !== 'building' && contains(other.outline_m, [middleX, middleY]));
  return {
    x: min[0] + Math.min(0.6, width_m * 0.05),
    y: free ? below : min[1] + 0.15,
    z: free ? space.elevation_m - slab_m - 0.02 : space.elevation_m + 0.012,
    high_m,
  };
}

export class FloorNames {
  readonly mesh: Mesh<BufferGeometry, MeshBasicMaterial>;

  constructor() {
    const material = new MeshBasicMaterial({ transparent: true, depthWrite: false, polygonOffset: true, polygonOffsetFactor: -2 });
    this.mesh = new Mesh(new BufferGeometry(), material);
    this.mesh.renderOrder = 5;
    this.mesh.frustumCulled = false;
    this.mesh.name = 'names';
  }

  write(spaces: readonly Space[], palette: ScenePalette, neighbours: Neighbours): void {
    const named = spaces.filter(({ kind }) => kind === 'hall' || kind === 'room' || kind === 'yard');
    const names = named.map(({ name }) => pieces(name.toUpperCase()));
    const { canvas, glyphs } = paintGlyphs(names, palette.floorText);
    const positions: number[] = [];
    const uvs: number[] = [];
    const indices: number[] = [];
    named.forEach((space, i) => {
      const line = (names[i] as readonly string[]).flatMap((character) => glyphs.get(character) ?? []);
      const length_px = line.reduce((sum, { advance_px }) => sum + advance_px, 2 * margin_px);
      const { x, y, z, high_m } = lineOf(space, length_px / row_px, neighbours);
      const perPixel_m = high_m / row_px;
      let left_m = x;
      for (const { left_px, row, advance_px } of line) {
        const cell_px = advance_px + 2 * margin_px;
        const right_m = left_m + cell_px * perPixel_m;
        const [u0, u1] = [left_px / width_px, (left_px + cell_px) / width_px];
        const [v0, v1] = [1 - ((row + 1) * row_px) / canvas.height, 1 - (row * row_px) / canvas.height];
        const first = positions.length / 3;
        positions.push(left_m, y, z, right_m, y, z, right_m, y + high_m, z, left_m, y + high_m, z);
        uvs.push(u0, v0, u1, v0, u1, v1, u0, v1);
        indices.push(first, first + 1, first + 2, first, first + 2, first + 3);
        left_m += advance_px * perPixel_m;
      }
    });
    this.mesh.geometry.dispose();
    this.mesh.geometry = new BufferGeometry();
    this.mesh.geometry.setAttribute('position', new BufferAttribute(new Float32Array(positions), 3));
    this.mesh.geometry.setAttribute('uv', new BufferAttribute(new Float32Array(uvs), 2));
    this.mesh.geometry.setIndex(new BufferAttribute(new Uint32Array(indices), 1));
    // Without a name it is there for its shader alone.
    this.mesh.visible = indices.length > 0;
    const { material } = this.mesh;
    material.map?.dispose();
    material.map = new CanvasTexture(canvas);
    material.map.colorSpace = SRGBColorSpace;
    material.map.anisotropy = 8;
    material.needsUpdate = true;
  }

  dispose(): void {
    this.mesh.geometry.dispose();
    this.mesh.material.map?.dispose();
    this.mesh.material.dispose();
  }
}
