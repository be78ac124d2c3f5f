/**
 * Builds one merged geometry from bevelled boxes, cylinders, rings and prisms. Every vertex carries its
 * paint: a colour, how much the record's own colour (overlay, train, side) tints it, and a surface
 * pattern that the material draws without a texture.
 */
import { BufferAttribute, BufferGeometry, Color, Vector3 } from 'three';

export type P3 = readonly [number, number, number];

export const pattern = { none: 0, perforation: 1, fins: 2, louvres: 3, trays: 4, switches: 5, shelves: 6 } as const;

/** One rack unit, EIA-310: what the patterns of trays repeat at. */
export const rackUnit_m = 0.04445;

export interface Paint {
  readonly colour: Color;
  /** 0 keeps the paint, 1 multiplies it with the colour of the record. */
  readonly tint: number;
  readonly pattern: number;
}

export const paint = (hex: string, tint = 1, surface: number = pattern.none): Paint => ({ colour: new Color(hex), tint, pattern: surface });

/** Paints that the kinds share. White parts show the record's colour as it is. */
export const paints = {
  body: paint('#ffffff'),
  panel: paint('#e4e6e8'),
  shade: paint('#c4c7ca'),
  dark: paint('#5a5e63'),
  black: paint('#2e3237', 0.55),
  door: paint('#aeb3b8', 1, pattern.perforation),
  trays: paint('#dfe2e5', 1, pattern.trays),
  switches: paint('#dfe2e5', 1, pattern.switches),
  shelves: paint('#dfe2e5', 1, pattern.shelves),
  coil: paint('#a9adb2', 0.9, pattern.fins),
  louvre: paint('#b9bdc1', 0.9, pattern.louvres),
  rotor: paint('#40454b', 0.35),
  steel: paint('#b9bec3', 0.4),
  frame: paint('#6c7177', 0.5),
  screen: paint('#10161c', 0),
  lamp: paint('#cfe3ee', 0),
  supply: paint('#3f93d2', 0),
  return: paint('#da7a38', 0),
} as const;

const cross = new Vector3();
const edge = new Vector3();

/** Vertices of one closed convex body, from the first up to but without the end. */
export interface SolidRange {
  readonly first: number;
  readonly end: number;
}

const solidsOfGeometry = new WeakMap<BufferGeometry, readonly SolidRange[]>();

/** The closed convex bodies that a geometry was built from: what a section fills. Single faces are none. */
export const solidsIn = (geometry: BufferGeometry): readonly SolidRange[] => solidsOfGeometry.get(geometry) ?? [];

export class GeometryBuilder {
  readonly #position: number[] = [];
  readonly #normal: number[] = [];
  readonly #colour: number[] = [];
  readonly #surface: number[] = [];
  readonly #solids: SolidRange[] = [];

  /** Remembers what was drawn since a vertex as one closed convex body. */
  #closed(first: number): this {
    this.#solids.push({ first, end: this.#position.length / 3 });
    return this;
  }

  #vertex(at: P3, normal: P3, { colour, tint, pattern: surface }: Paint): void {
    this.#position.push(at[0], at[1], at[2]);
    this.#normal.push(normal[0], normal[1], normal[2]);
    this.#colour.push(colour.r, colour.g, colour.b);
    this.#surface.push(tint, surface);
  }

  /** A flat convex polygon that faces away from `inside`. */
  face(points: readonly P3[], inside: P3, coat: Paint): this {
    const [a, b, c] = points;
    if (!a || !b || !c) return this;
    edge.set(b[0] - a[0], b[1] - a[1], b[2] - a[2]);
    cross.set(c[0] - a[0], c[1] - a[1], c[2] - a[2]);
    const normal = edge.clone().cross(cross).normalize();
    const outward = normal.x * (a[0] - inside[0]) + normal.y * (a[1] - inside[1]) + normal.z * (a[2] - inside[2]) >= 0;
    if (!outward) normal.negate();
    const n: P3 = [normal.x, normal.y, normal.z];
    for (let i = 1; i + 1 < points.length; i++) {
      const second = points[outward ? i : i + 1] as P3;
      const third = points[outward ? i + 1 : i] as P3;
      this.#vertex(a, n, coat);
      this.#vertex(second, n, coat);
      this.#vertex(third, n, coat);
    }
    return this;
  }

  /** A box with bevelled edges. `centre` is the middle of its base. */
  box(centre: P3, [width, depth, height]: P3, coat: Paint, bevel = 0.012): this {
    const [x, y] = centre;
    const z = centre[2] + height / 2;
    const middle: P3 = [x, y, z];
    const [w, d, h] = [width / 2, depth / 2, height / 2];
    const first = this.#position.length / 3;
    const b = Math.min(bevel, w * 0.45, d * 0.45, h * 0.45);
    const at = (sx: number, sy: number, sz: number, on: 0 | 1 | 2): P3 => [
      x + sx * (w - (on === 0 ? 0 : b)),
      y + sy * (d - (on === 1 ? 0 : b)),
      z + sz * (h - (on === 2 ? 0 : b)),
    ];
    const signs = [-1, 1] as const;
    for (const s of signs) {
      this.face([at(s, -1, -1, 0), at(s, 1, -1, 0), at(s, 1, 1, 0), at(s, -1, 1, 0)], middle, coat);
      this.face([at(-1, s, -1, 1), at(1, s, -1, 1), at(1, s, 1, 1), at(-1, s, 1, 1)], middle, coat);
      this.face([at(-1, -1, s, 2), at(1, -1, s, 2), at(1, 1, s, 2), at(-1, 1, s, 2)], middle, coat);
    }
    if (b <= 0) return this.#closed(first);
    for (const s of signs) {
      for (const t of signs) {
        this.face([at(s, t, -1, 0), at(s, t, 1, 0), at(s, t, 1, 1), at(s, t, -1, 1)], middle, coat);
        this.face([at(s, -1, t, 0), at(s, 1, t, 0), at(s, 1, t, 2), at(s, -1, t, 2)], middle, coat);
        this.face([at(-1, s, t, 1), at(1, s, t, 1), at(1, s, t, 2), at(-1, s, t, 2)], middle, coat);
        for (const u of signs) this.face([at(s, t, u, 0), at(s, t, u, 1), at(s, t, u, 2)], middle, coat);
      }
    }
    return this.#closed(first);
  }

  /** A plain box without bevels, for small and inner parts. */
  block(centre: P3, size: P3, coat: Paint): this {
    return this.box(centre, size, coat, 0);
  }

  /** A straight tube or cone with round shading, closed at both ends; `inside` is the wall seen from within, without ends. */
  cylinder(from: P3, to: P3, radius: number, coat: Paint, { segments = 12, end = radius, caps = true, inside = false } = {}): this {
    const first = this.#position.length / 3;
    const axis = new Vector3(to[0] - from[0], to[1] - from[1], to[2] - from[2]);
    const length = axis.length();
    axis.normalize();
    const side = Math.abs(axis.z) > 0.9 ? new Vector3(1, 0, 0) : new Vector3(0, 0, 1);
    const u = side.cross(axis).normalize();
    const v = axis.clone().cross(u);
    const slope = length > 0 ? (radius - end) / length : 0;
    const ring = (i: number, r: number, base: P3) => {
      const angle = (i / segments) * Math.PI * 2;
      const [c, s] = [Math.cos(angle), Math.sin(angle)];
      const n: P3 = [u.x * c + v.x * s, u.y * c + v.y * s, u.z * c + v.z * s];
      const lean = new Vector3(n[0] + axis.x * slope, n[1] + axis.y * slope, n[2] + axis.z * slope).normalize();
      return { at: [base[0] + n[0] * r, base[1] + n[1] * r, base[2] + n[2] * r] as P3, normal: [lean.x, lean.y, lean.z] as P3 };
    };
    for (let i = 0; i < segments; i++) {
      const [a, b, c, d] = [ring(i, radius, from), ring(i + 1, radius, from), ring(i + 1, end, to), ring(i, end, to)];
      const facing = inside ? -1 : 1;
      for (const { at, normal } of inside ? [a, c, b, a, d, c] : [a, b, c, a, c, d])
        this.#vertex(at, [normal[0] * facing, normal[1] * facing, normal[2] * facing], coat);
    }
    if (!caps || inside) return this;
    const middle: P3 = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2, (from[2] + to[2]) / 2];
    const disc = (base: P3, r: number) => Array.from({ length: segments }, (_, i) => ring(i, r, base).at);
    if (radius > 1e-6) this.face(disc(from, radius), middle, coat);
    if (end > 1e-6) this.face(disc(to, end), middle, coat);
    return this.#closed(first);
  }

  /** A flat profile in a plane across the axis, stretched along it. Axis `x`: profile is (y, z); axis `y`: (x, z). */
  prism(axis: 'x' | 'y', profile: readonly (readonly [number, number])[], from: number, to: number, coat: Paint, ends: Paint = coat): this {
    const at = ([p, q]: readonly [number, number], along: number): P3 => (axis === 'x' ? [along, p, q] : [p, along, q]);
    const mean = (pick: 0 | 1) => profile.reduce((sum, point) => sum + point[pick], 0) / profile.length;
    const inside = at([mean(0), mean(1)], (from + to) / 2);
    const first = this.#position.length / 3;
    profile.forEach((point, i) => {
      const next = profile[(i + 1) % profile.length] ?? point;
      this.face([at(point, from), at(next, from), at(next, to), at(point, to)], inside, coat);
    });
    this.face(
      profile.map((point) => at(point, from)),
      inside,
      ends,
    );
    this.face(
      profile.map((point) => at(point, to)),
      inside,
      ends,
    );
    return this.#closed(first);
  }

  /** Vertices in local coordinates, `surface` = (tint, pattern). */
  build(): BufferGeometry {
    const geometry = new BufferGeometry();
    geometry.setAttribute('position', new BufferAttribute(new Float32Array(this.#position), 3));
    geometry.setAttribute('normal', new BufferAttribute(new Float32Array(this.#normal), 3));
    geometry.setAttribute('color', new BufferAttribute(new Float32Array(this.#colour), 3));
    geometry.setAttribute('surface', new BufferAttribute(new Float32Array(this.#surface), 2));
    geometry.computeBoundingBox();
    geometry.computeBoundingSphere();
    solidsOfGeometry.set(geometry, this.#solids);
    return geometry;
  }
}
