/** Handles of one size on the screen at places of the model, drawn over everything: squares on corners, smaller ones on edges. */
import { BufferGeometry, Color, Float32BufferAttribute, type Object3D, Points, ShaderMaterial } from 'three';
import type { Place } from '../../shared/document/records.ts';

export interface Grip {
  readonly at_m: Place;
  /** Side on the screen, CSS pixels. */
  readonly size_px: number;
  /** Filled with the accent; else only its rim is. */
  readonly full: boolean;
}

export class Grips {
  readonly #points: Points<BufferGeometry, ShaderMaterial>;

  constructor(parent: Object3D, order: number) {
    this.#points = new Points(
      new BufferGeometry(),
      new ShaderMaterial({
        vertexShader: /* glsl */ `
          attribute float size; attribute float full; uniform float scale; varying float vFull; varying float vSize;
          void main() {
            vFull = full; vSize = size * scale;
            gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
            gl_PointSize = vSize;
          }`,
        fragmentShader: /* glsl */ `
          uniform vec3 accent; uniform vec3 body; uniform float scale; varying float vFull; varying float vSize;
          void main() {
            vec2 edge = (0.5 - abs(gl_PointCoord - 0.5)) * vSize / scale;
            bool rim = min(edge.x, edge.y) < 1.5;
            gl_FragColor = vec4(rim || vFull > 0.5 ? accent : body, 1.0);
          }`,
        uniforms: { accent: { value: new Color() }, body: { value: new Color() }, scale: { value: 1 } },
        depthTest: false,
        depthWrite: false,
        transparent: true,
      }),
    );
    this.#points.renderOrder = order;
    this.#points.frustumCulled = false;
    this.#points.visible = false;
    parent.add(this.#points);
  }

  draw(grips: readonly Grip[], accent: Color, body: Color, pixelRatio: number): void {
    const { geometry, material } = this.#points;
    geometry.dispose();
    const make = (values: readonly number[], width: number) => new Float32BufferAttribute(values, width);
    this.#points.geometry = new BufferGeometry()
      .setAttribute(
        'position',
        make(
          grips.flatMap(({ at_m }) => at_m),
          3,
        ),
      )
      .setAttribute(
        'size',
        make(
          grips.map(({ size_px }) => size_px),
          1,
        ),
      )
      .setAttribute(
        'full',
        make(
          grips.map(({ full }) => Number(full)),
          1,
        ),
      );
    const uniforms = material.uniforms as { accent: { value: Color }; body: { value: Color }; scale: { value: number } };
    uniforms.accent.value.copy(accent);
    uniforms.body.value.copy(body);
    uniforms.scale.value = pixelRatio;
    this.#points.visible = grips.length > 0;
  }

  dispose(): void {
    this.#points.removeFromParent();
    this.#points.geometry.dispose();
    this.#points.material.dispose();
  }
}
