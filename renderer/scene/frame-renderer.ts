/**
 * Draws one frame: scene into a linear target with multisampling, mask of what is outlined, then one pass
 * to the screen that converts to sRGB (no tone curve, so overlay colours stay true) and draws outlines.
 * At rest further frames are averaged: each with a shifted light and a sub-pixel shift of the camera.
 */
import {
  BackSide,
  type BufferGeometry,
  type Camera,
  Color,
  DepthTexture,
  FloatType,
  HalfFloatType,
  InstancedMesh,
  type Material,
  Mesh,
  MeshDepthMaterial,
  NearestFilter,
  NoBlending,
  type OrthographicCamera,
  type PerspectiveCamera,
  PlaneGeometry,
  Scene,
  ShaderMaterial,
  Camera as ThreeCamera,
  UnsignedIntType,
  Vector2,
  type WebGLRenderer,
  WebGLRenderTarget,
} from 'three';
import type { FlowMarks } from './flow-marks.ts';
import { halton, type Lights } from './lights.ts';
import type { Outline } from './outline.ts';
import { colourOf, type ScenePalette } from './palette.ts';
import { setGhostPhase } from './surface-material.ts';

const fullScreen = /* glsl */ `varying vec2 vUv; void main() { vUv = uv; gl_Position = vec4(position.xy * 2.0, 0.0, 1.0); }`;

const average = /* glsl */ `
  uniform sampler2D sum; uniform sampler2D next; uniform float part; varying vec2 vUv;
  void main() { gl_FragColor = vec4(mix(texture2D(sum, vUv).rgb, texture2D(next, vUv).rgb, part), 1.0); }
`;

const toScreen = /* glsl */ `
  uniform sampler2D image; uniform sampler2D before; uniform float part; uniform sampler2D mask; uniform bool outlined; uniform vec2 pixel; uniform float scale;
  uniform vec3 accent; uniform vec3 rim; uniform vec3 hover; uniform vec3 error; varying vec2 vUv;
  vec3 ring(float radius) {
    vec3 most = vec3(0.0);
    for (int i = 0; i < 16; i++) {
      float angle = float(i) * 0.3926990817;
      most = max(most, texture2D(mask, vUv + vec2(cos(angle), sin(angle)) * radius * scale * pixel).rgb);
    }
    return most;
  }
  vec3 encode(vec3 c) { return mix(pow(max(c, vec3(0.0)), vec3(0.41666)) * 1.055 - 0.055, c * 12.92, vec3(lessThanEqual(c, vec3(0.0031308)))); }
  void main() {
    vec3 colour = texture2D(image, vUv).rgb;
    if (part < 1.0) colour = mix(texture2D(before, vUv).rgb, colour, part);
    if (outlined) {
      vec3 own = texture2D(mask, vUv).rgb;
      vec3 close = max(ring(1.0), ring(2.0));
      vec3 wide = max(close, ring(3.2));
      if (own.b < 0.5 && close.b > 0.5) colour = error;
      else if (own.r < 0.5 && close.r > 0.5) colour = accent;
      else if (own.r < 0.5 && wide.r > 0.5) colour = mix(colour, rim, 0.75);
      else if (own.g < 0.5 && own.r < 0.5 && ring(1.0).g > 0.5) colour = mix(colour, hover, 0.85);
    }
    gl_FragColor = vec4(encode(colour), 1.0);
  }
`;

/** Look to the shader maker as instanced meshes, and meshes with a depth of their own, do when their shadows are drawn. */
function shadowCasters(scene: Scene): Mesh[] {
  const instanced = new InstancedMesh(new PlaneGeometry(1, 1), new MeshDepthMaterial({ side: BackSide }), 1);
  instanced.setColorAt(0, new Color());
  const casters: Mesh[] = [instanced];
  scene.traverse((object) => {
    if (!(object instanceof Mesh) || !object.customDepthMaterial) return;
    const { material, geometry, customDepthMaterial: depth } = object;
    depth.side = (material as Material).shadowSide ?? BackSide;
    casters.push(new Mesh(geometry as BufferGeometry, depth));
  });
  return casters;
}

export class FrameRenderer {
  readonly #scene = new WebGLRenderTarget(1, 1, { type: HalfFloatType, samples: 4, depthTexture: new DepthTexture(1, 1, UnsignedIntType) });
  readonly #mask = new WebGLRenderTarget(1, 1, { depthBuffer: false });
  #sums: [WebGLRenderTarget, WebGLRenderTarget];
  readonly #size = new Vector2();
  readonly #quad = new Mesh(new PlaneGeometry(1, 1));
  readonly #stage = new Scene();
  readonly #flat: Camera = new ThreeCamera();
  readonly #average: ShaderMaterial;
  readonly #toScreen: ShaderMaterial;
  #averaged = 0;
  #outlined = false;
  /** What the screen shows, without outlines and marks. */
  #shown = this.#scene;
  /** Drawn over the finished picture. */
  marks: FlowMarks | undefined;

  constructor() {
    const sum = () =>
      new WebGLRenderTarget(1, 1, { type: FloatType, minFilter: NearestFilter, magFilter: NearestFilter, depthBuffer: false });
    this.#sums = [sum(), sum()];
    const pass = (fragmentShader: string, uniforms: Record<string, { value: unknown }>) =>
      new ShaderMaterial({ vertexShader: fullScreen, fragmentShader, uniforms, depthTest: false, depthWrite: false, blending: NoBlending });
    this.#average = pass(average, { sum: { value: null }, next: { value: null }, part: { value: 1 } });
    this.#toScreen = pass(toScreen, {
      image: { value: null },
      before: { value: null },
      part: { value: 1 },
      mask: { value: null },
      outlined: { value: false },
      pixel: { value: new Vector2() },
      scale: { value: 1 },
      accent: { value: new Color() },
      rim: { value: new Color() },
      hover: { value: new Color() },
      error: { value: new Color() },
    });
    this.#quad.frustumCulled = false;
    this.#stage.add(this.#quad);
  }

  /** Averaged frames so far; 0 after anything moved. */
  get averaged(): number {
    return this.#averaged;
  }

  setPalette(palette: ScenePalette): void {
    const set = (name: string, hex: string) => (this.#toScreen.uniforms[name] as { value: Color }).value.copy(colourOf(hex));
    set('accent', palette.accent);
    set('rim', palette.accentRim);
    set('hover', palette.hover);
    set('error', palette.error);
  }

  #resize(gl: WebGLRenderer): void {
    gl.getDrawingBufferSize(drawing);
    if (drawing.equals(this.#size)) return;
    this.#size.copy(drawing);
    for (const target of [this.#scene, this.#mask, ...this.#sums]) target.setSize(drawing.x, drawing.y);
    (this.#toScreen.uniforms.pixel as { value: Vector2 }).value.set(1 / drawing.x, 1 / drawing.y);
    (this.#toScreen.uniforms.scale as { value: number }).value = gl.getPixelRatio();
  }

  #pass(gl: WebGLRenderer, material: ShaderMaterial, target: WebGLRenderTarget | null): void {
    this.#quad.material = material;
    gl.setRenderTarget(target);
    gl.render(this.#stage, this.#flat);
  }

  /** Begins to make the shaders of a scene, of its shadows and of the last pass; nothing is drawn. */
  prepare(gl: WebGLRenderer, scene: Scene, camera: Camera): void {
    gl.setRenderTarget(this.#scene);
    const casters = shadowCasters(scene);
    scene.add(...casters);
    gl.compile(scene, camera);
    scene.remove(...casters);
    gl.setRenderTarget(null);
    this.#quad.material = this.#toScreen;
    gl.compile(this.#stage, this.#flat);
  }

  /** A first frame after a change: moving light, fresh mask. */
  draw(gl: WebGLRenderer, scene: Scene, camera: Camera, outline: Outline): void {
    this.#resize(gl);
    // What asks the driver about a shader waits for all that was drawn before: ask before anything is.
    for (const program of gl.info.programs ?? []) program.getUniforms();
    this.#averaged = 0;
    setGhostPhase(0);
    gl.setRenderTarget(this.#scene);
    gl.render(scene, camera);
    this.#outlined = !outline.empty;
    if (this.#outlined && this.#scene.depthTexture) {
      outline.prepare(this.#scene.depthTexture, this.#size.x, this.#size.y);
      gl.setRenderTarget(this.#mask);
      gl.setClearColor(0x000000, 0);
      gl.clear();
      gl.render(outline.scene, camera);
    }
    this.#show(gl, this.#scene, camera);
  }

  /** Keeps the picture on the screen, for the next one to be blended with. Called before that is drawn. */
  keep(gl: WebGLRenderer): void {
    this.#resize(gl);
    // Frames are averaged only after the blending: until then both targets are free, but for the one that is shown.
    const [first, second] = this.#sums;
    if (this.#shown === this.#scene) {
      const uniforms = this.#average.uniforms as Record<'sum' | 'next' | 'part', { value: unknown }>;
      uniforms.sum.value = second.texture;
      uniforms.next.value = this.#scene.texture;
      uniforms.part.value = 1;
      this.#pass(gl, this.#average, first);
    }
    (this.#toScreen.uniforms.before as { value: unknown }).value = first.texture;
  }

  /** How far the picture is blended with the new one, 0…1. */
  blend(part: number): void {
    (this.#toScreen.uniforms.part as { value: number }).value = part;
  }

  /** Shows the last picture again: further blended, its marks further on. */
  again(gl: WebGLRenderer, camera: Camera): void {
    this.#show(gl, this.#shown, camera);
  }

  /** One more averaged frame of an unchanged view; the screen keeps the last shown picture until `show`. */
  refine(gl: WebGLRenderer, scene: Scene, camera: PerspectiveCamera | OrthographicCamera, lights: Lights, show: boolean): void {
    this.#resize(gl);
    const index = this.#averaged;
    this.blend(1);
    lights.sample(index);
    setGhostPhase(index);
    const { x, y } = this.#size;
    camera.setViewOffset(x, y, halton(index + 1, 2) - 0.5, halton(index + 1, 3) - 0.5, x, y);
    gl.setRenderTarget(this.#scene);
    gl.render(scene, camera);
    camera.clearViewOffset();
    lights.moving();
    const [from, to] = this.#sums;
    const uniforms = this.#average.uniforms as Record<'sum' | 'next' | 'part', { value: unknown }>;
    uniforms.sum.value = from.texture;
    uniforms.next.value = this.#scene.texture;
    uniforms.part.value = 1 / (index + 1);
    this.#pass(gl, this.#average, to);
    this.#sums = [to, from];
    this.#averaged = index + 1;
    if (show) this.#show(gl, to, camera);
  }

  #show(gl: WebGLRenderer, image: WebGLRenderTarget, camera: Camera): void {
    this.#shown = image;
    const uniforms = this.#toScreen.uniforms as Record<'image' | 'mask' | 'outlined', { value: unknown }>;
    uniforms.image.value = image.texture;
    uniforms.mask.value = this.#mask.texture;
    uniforms.outlined.value = this.#outlined;
    this.#pass(gl, this.#toScreen, null);
    const { marks } = this;
    if (!marks?.shown || !this.#scene.depthTexture) return;
    marks.prepare(this.#scene.depthTexture, this.#size.x, this.#size.y);
    const { autoClear } = gl;
    gl.autoClear = false;
    gl.render(marks.scene, camera);
    gl.autoClear = autoClear;
  }

  dispose(): void {
    for (const target of [this.#scene, this.#mask, ...this.#sums]) target.dispose();
    this.#scene.depthTexture?.dispose();
    this.#average.dispose();
    this.#toScreen.dispose();
    this.#quad.geometry.dispose();
  }
}

const drawing = new Vector2();
