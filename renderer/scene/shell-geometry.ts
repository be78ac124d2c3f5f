/** Triangles of the shell with colour and, for walls, the side they are seen from. */
import { BufferAttribute, BufferGeometry } from 'three';
import type { Point } from '../../shared/document/records.ts';
import { colourOf, type ScenePalette } from './palette.ts';

export class Triangles {
  readonly position: number[] = [];
  readonly normal: number[] = [];
  readonly colour: number[] = [];
  /** A point of the wall and its outward direction; zero direction for floors. */
  readonly wall: number[] = [];

  quad(
    a: readonly number[],
    b: readonly number[],
    c: readonly number[],
    d: readonly number[],
    normal: readonly number[],
    colour: readonly number[],
    wall: readonly number[] = [0, 0, 0, 0],
  ): void {
    this.vertex(a, normal, colour, wall);
    this.vertex(b, normal, colour, wall);
    this.vertex(c, normal, colour, wall);
    this.vertex(a, normal, colour, wall);
    this.vertex(c, normal, colour, wall);
    this.vertex(d, normal, colour, wall);
  }

  vertex(point: readonly number[], normal: readonly number[], colour: readonly number[], wall: readonly number[] = [0, 0, 0, 0]): void {
    this.position.push(...point);
    this.normal.push(...normal);
    this.colour.push(...colour);
    this.wall.push(...wall);
  }

  geometry(): BufferGeometry {
    const geometry = new BufferGeometry();
    geometry.setAttribute('position', new BufferAttribute(new Float32Array(this.position), 3));
    geometry.setAttribute('normal', new BufferAttribute(new Float32Array(this.normal), 3));
    geometry.setAttribute('color', new BufferAttribute(new Float32Array(this.colour), this.colour.length / (this.position.length / 3)));
    geometry.setAttribute('wall', new BufferAttribute(new Float32Array(this.wall), 4));
    return geometry;
  }
}

/** A pane of glass: nearly clear, held by a visible rail at the top, a kerb at the floor and posts at the ends. */
export function pane(into: Triangles, palette: ScenePalette, a: Point, b: Point, low: number, high: number, wall: readonly number[]): void {
  const tone = (alpha: number) => [...colourOf(palette.glass).toArray(), alpha];
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
  const normal = [(b[1] - a[1]) / length, (a[0] - b[0]) / length, 0];
  const strip = (t0: number, t1: number, z0: number, z1: number, alpha: number) => {
    const at = (t: number): Point => [a[0] + ((b[0] - a[0]) * t) / length, a[1] + ((b[1] - a[1]) * t) / length];
    const [p, q] = [at(t0), at(t1)];
    into.quad([...p, z0], [...q, z0], [...q, z1], [...p, z1], normal, tone(alpha), wall);
  };
  const rail = Math.min(0.09, (high - low) * 0.05);
  strip(0, length, low, high, palette.glassOpacity);
  strip(0, length, high - rail, high, 0.22);
  strip(0, length, low, low + rail, 0.14);
  for (const t of [0, length - rail]) strip(t, t + rail, low, high, 0.12);
}
