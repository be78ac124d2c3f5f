/** Triangles of the shell with colour and, for walls, the side they are seen from. */
import { BufferGeometry } from 'three';
import type { Point } from '../../shared/document/records.ts';
import { NumberColumn } from './number-column.ts';
import { colourOf, type ScenePalette } from './palette.ts';

const noWall = [0, 0, 0, 0] as const;

/** @param channels of the colour: 3, or 4 where it is translucent */
export class Triangles {
  readonly #position = new NumberColumn(3);
  readonly #normal = new NumberColumn(3);
  readonly #colour: NumberColumn;
  /** A point of the wall and its outward direction; zero direction for floors. */
  readonly #wall = new NumberColumn(4);

  constructor(channels: 3 | 4) {
    this.#colour = new NumberColumn(channels);
  }

  quad(
    a: readonly number[],
    b: readonly number[],
    c: readonly number[],
    d: readonly number[],
    normal: readonly number[],
    colour: readonly number[],
    wall: readonly number[] = noWall,
  ): void {
    this.#position.add(a);
    this.#position.add(b);
    this.#position.add(c);
    this.#position.add(a);
    this.#position.add(c);
    this.#position.add(d);
    this.#normal.add(normal, 6);
    this.#colour.add(colour, 6);
    this.#wall.add(wall, 6);
  }

  vertex(point: readonly number[], normal: readonly number[], colour: readonly number[], wall: readonly number[] = noWall): void {
    this.#position.add(point);
    this.#normal.add(normal);
    this.#colour.add(colour);
    this.#wall.add(wall);
  }

  geometry(): BufferGeometry {
    const geometry = new BufferGeometry();
    geometry.setAttribute('position', this.#position.attribute());
    geometry.setAttribute('normal', this.#normal.attribute());
    geometry.setAttribute('color', this.#colour.attribute());
    geometry.setAttribute('wall', this.#wall.attribute());
    return geometry;
  }
}

/** A pane of glass: nearly clear, held by a visible rail at the top, a kerb at the floor and posts at the ends. */
export function pane(into: Triangles, palette: ScenePalette, a: Point, b: Point, low: number, high: number, wall: readonly number[]): void {
  const { r, g, b: blue } = colourOf(palette.glass);
  const tone = (alpha: number) => [r, g, blue, alpha];
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
  const normal = [(b[1] - a[1]) / length, (a[0] - b[0]) / length, 0];
  const strip = (t0: number, t1: number, z0: number, z1: number, alpha: number) => {
    const at = (t: number): Point => [a[0] + ((b[0] - a[0]) * t) / length, a[1] + ((b[1] - a[1]) * t) / length];
    const [[px, py], [qx, qy]] = [at(t0), at(t1)];
    into.quad([px, py, z0], [qx, qy, z0], [qx, qy, z1], [px, py, z1], normal, tone(alpha), wall);
  };
  const rail = Math.min(0.09, (high - low) * 0.05);
  strip(0, length, low, high, palette.glassOpacity);
  strip(0, length, high - rail, high, 0.22);
  strip(0, length, low, low + rail, 0.14);
  for (const t of [0, length - rail]) strip(t, t + rail, low, high, 0.12);
}
