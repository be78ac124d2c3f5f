/** The backdrop and the ground grid: radial fade, metre lines that thin out and vanish with distance. */
import {
  BufferAttribute,
  BufferGeometry,
  Color,
  DoubleSide,
  Group,
  Mesh,
  PlaneGeometry,
  ShaderMaterial,
  ShadowMaterial,
  Vector3,
} from 'three';
import { colourOf, type ScenePalette } from './palette.ts';

const backdropVertex = /* glsl */ `
  varying vec2 vAt;
  void main() { vAt = position.xy; gl_Position = vec4(position.xy, 1.0, 1.0); }
`;
const backdropFragment = /* glsl */ `
  uniform vec3 centre; uniform vec3 edge; varying vec2 vAt;
  void main() { gl_FragColor = vec4(mix(centre, edge, smoothstep(0.05, 1.25, length(vAt * vec2(0.85, 0.95) + vec2(0.0, 0.1)))), 1.0); }
`;

const gridVertex = /* glsl */ `
  varying vec3 vWorld;
  void main() { vec4 world = modelMatrix * vec4(position, 1.0); vWorld = world.xyz; gl_Position = projectionMatrix * viewMatrix * world; }
`;
const gridFragment = /* glsl */ `
  uniform vec3 colour; uniform vec3 eye; uniform float reach; uniform float strength; varying vec3 vWorld;
  // Lines closer than thirty pixels begin to fade, closer than nine there are none: they would shimmer.
  float line(vec2 at, float pitch, float width) {
    vec2 g = at / pitch;
    vec2 w = fwidth(g);
    vec2 d = abs(fract(g - 0.5) - 0.5);
    vec2 l = (1.0 - smoothstep(w * width * 0.5, w * (width * 0.5 + 1.0), d)) * (1.0 - smoothstep(0.03, 0.11, w));
    return max(l.x, l.y);
  }
  void main() {
    float near = 1.0 - smoothstep(60.0, 110.0, reach);
    float fade = 1.0 - smoothstep(0.25, 1.0, length(vWorld.xy - eye.xy) / reach);
    float a = max(line(vWorld.xy, 1.0, 0.5) * 0.22 * near, max(line(vWorld.xy, 6.0, 0.9) * 0.5, line(vWorld.xy, 60.0, 1.2) * 0.7));
    gl_FragColor = vec4(colour, a * fade * strength);
  }
`;

export class Ground {
  readonly group = new Group();
  readonly #backdrop = new ShaderMaterial({
    vertexShader: backdropVertex,
    fragmentShader: backdropFragment,
    depthTest: false,
    depthWrite: false,
    uniforms: { centre: { value: new Color() }, edge: { value: new Color() } },
  });
  readonly #grid = new ShaderMaterial({
    vertexShader: gridVertex,
    fragmentShader: gridFragment,
    transparent: true,
    depthWrite: false,
    side: DoubleSide,
    uniforms: { colour: { value: new Color() }, eye: { value: new Vector3() }, reach: { value: 100 }, strength: { value: 0.5 } },
  });
  readonly #shadow = new ShadowMaterial({ transparent: true, opacity: 0.28, depthWrite: false });
  readonly #plane: Mesh;
  readonly #shade: Mesh;

  constructor() {
    const triangle = new BufferGeometry();
    triangle.setAttribute('position', new BufferAttribute(new Float32Array([-1, -1, 0, 3, -1, 0, -1, 3, 0]), 3));
    const backdrop = new Mesh(triangle, this.#backdrop);
    backdrop.renderOrder = -100;
    this.#plane = new Mesh(new PlaneGeometry(1, 1), this.#grid);
    this.#plane.renderOrder = -50;
    this.#plane.position.z = -0.27;
    this.#shade = new Mesh(this.#plane.geometry, this.#shadow);
    this.#shade.renderOrder = -49;
    this.#shade.position.z = -0.265;
    this.#shade.receiveShadow = true;
    for (const mesh of [backdrop, this.#plane, this.#shade]) {
      mesh.frustumCulled = false;
      this.group.add(mesh);
    }
  }

  setPalette(palette: ScenePalette): void {
    (this.#backdrop.uniforms.centre as { value: Color }).value.copy(colourOf(palette.backdropCentre));
    (this.#backdrop.uniforms.edge as { value: Color }).value.copy(colourOf(palette.backdropEdge));
    (this.#grid.uniforms.colour as { value: Color }).value.copy(colourOf(palette.grid));
  }

  /** One flat colour in place of the backdrop, and no grid: for pictures that lie on something else. Null brings both back. */
  setMatte(colour: Color | null, palette: ScenePalette): void {
    this.setPalette(palette);
    this.#plane.visible = colour === null;
    if (!colour) return;
    (this.#backdrop.uniforms.centre as { value: Color }).value.copy(colour);
    (this.#backdrop.uniforms.edge as { value: Color }).value.copy(colour);
  }

  /** Centres the grid under what the camera looks at. */
  follow(target: Vector3, distance: number): void {
    const reach = Math.max(60, distance * 2.4);
    (this.#grid.uniforms.eye as { value: Vector3 }).value.copy(target);
    (this.#grid.uniforms.reach as { value: number }).value = reach;
    for (const mesh of [this.#plane, this.#shade]) {
      mesh.position.x = target.x;
      mesh.position.y = target.y;
      mesh.scale.set(reach * 2.2, reach * 2.2, 1);
    }
  }

  dispose(): void {
    for (const child of this.group.children) (child as Mesh).geometry.dispose();
    for (const material of [this.#backdrop, this.#grid, this.#shadow]) material.dispose();
  }
}
