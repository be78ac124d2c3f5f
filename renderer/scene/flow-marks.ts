/**
 * Chevrons along pipes, headers, cables and busways in the solved direction. They are drawn over the finished picture
 * and hide behind what its depth says stands before them, so that a step of the animation costs the runs alone and
 * the picture under it keeps its soft light.
 */
import {
  BufferAttribute,
  type BufferGeometry,
  type DepthTexture,
  DynamicDrawUsage,
  InstancedBufferAttribute,
  InstancedMesh,
  type Material,
  Matrix4,
  NormalBlending,
  Scene,
  ShaderMaterial,
  Vector2,
} from 'three';
import type { ResultTable } from '../../shared/analysis/result.ts';
import { parametersOf } from '../../shared/catalogue/resolve.ts';
import type { Document } from '../../shared/document/document.ts';
import type { Connection, Equipment } from '../../shared/document/records.ts';
import { isTrunk, paceOfRun, type Stream, trunkPieces } from './flow-of-runs.ts';
import { poseInto } from './instance-bodies.ts';
import { bendLength, elbowGeometry, tubeGeometry } from './run-geometry.ts';
import type { RunInstances } from './runs.ts';

/** Pixels between two chevrons where the camera looks, before rounding to a power of two of a metre. */
const pitch_px = 52;
const leastPitch_m = 0.25;
/** Colours of an earlier revision keep faint marks that stand still. */
const staleStrength = 0.4;
/** Where the overlay colours something else, runs and what moves in them stay behind it. */
const besideStrength = 0.5;

const vertex = /* glsl */ `
  #include <common>
  #include <clipping_planes_pars_vertex>
  // Direction of the run at a vertex of the unit piece, and its distance along the piece; start and pace of the instance.
  attribute vec4 course; attribute vec2 flow;
  varying float vAlong; varying float vPace; varying float vRadius; varying vec3 vAxis; varying vec3 vSurface; varying vec3 vEye;
  void main() {
    #include <begin_vertex>
    #include <project_vertex>
    #include <clipping_planes_vertex>
    mat3 turn = mat3(instanceMatrix);
    vAlong = flow.x + course.w * length(turn[2]);
    vPace = flow.y;
    vRadius = length(turn[0]);
    vAxis = normalMatrix * normalize(turn * course.xyz);
    vSurface = normalMatrix * normalize(turn * normal);
    vEye = isOrthographic ? vec3(0.0, 0.0, 1.0) : -mvPosition.xyz;
  }
`;

const fragment = /* glsl */ `
  #include <common>
  #include <clipping_planes_pars_fragment>
  uniform sampler2D depthMap; uniform vec2 size; uniform float pitch; uniform float time; uniform float strength;
  varying float vAlong; varying float vPace; varying float vRadius; varying vec3 vAxis; varying vec3 vSurface; varying vec3 vEye;
  void main() {
    #include <clipping_planes_fragment>
    // How far from the middle line of the run, as seen: the tip of a chevron points ahead from wherever one looks.
    float off = abs(dot(normalize(vSurface), normalize(cross(vAxis, normalize(vEye)))));
    float lean = min(vRadius * 1.1, pitch * 0.3);
    float at = (sign(vPace) * vAlong + lean * off) / pitch;
    float fine = fwidth(at);
    float gap = abs(fract(at - abs(vPace) * time) - 0.5);
    // A light core within a dark rim reads on every colour of a ramp, lit or in shadow.
    float core = 1.0 - smoothstep(0.075 - fine * 0.6, 0.075 + fine * 0.6, gap);
    float rim = 1.0 - smoothstep(0.075 + fine * 1.1, 0.075 + fine * 2.3, gap);
    float mark = max(core * 0.8, rim * 0.5);
    mark *= (1.0 - smoothstep(0.2, 0.45, fine)) * (1.0 - smoothstep(0.86, 1.0, off)) * strength;
    float depth = texture2D(depthMap, gl_FragCoord.xy / size).r;
    if (vPace == 0.0 || mark < 0.02 || gl_FragCoord.z > depth + 0.00003 + fwidth(gl_FragCoord.z) * 1.5) discard;
    gl_FragColor = vec4(mix(vec3(0.05, 0.06, 0.07), vec3(0.97, 0.98, 1.0), core), mark);
  }
`;

/** Start and pace of every instance of a geometry; grows by doubling. */
class FlowColumn {
  readonly #geometry: BufferGeometry;
  values = new Float32Array(0);

  constructor(geometry: BufferGeometry) {
    this.#geometry = geometry;
  }

  resize(count: number): void {
    if (this.values.length < count * 2) {
      this.values = new Float32Array(2 ** Math.ceil(Math.log2(Math.max(64, count))) * 2);
      // The renderer forgets the buffer of the attribute that is replaced only with the geometry.
      this.#geometry.dispose();
      const attribute = new InstancedBufferAttribute(this.values, 2);
      attribute.setUsage(DynamicDrawUsage);
      this.#geometry.setAttribute('flow', attribute);
    } else this.values.fill(0);
  }

  set(index: number, start_m: number, pace: number): void {
    this.values[index * 2] = start_m;
    this.values[index * 2 + 1] = pace;
  }

  done(): void {
    const attribute = this.#geometry.getAttribute('flow');
    if (attribute instanceof BufferAttribute) attribute.needsUpdate = true;
  }
}

/** Marks stand out from what they lie on by this factor, for a trunk has corners of its own. */
const clear = 1.03;

/** Radius of the marks around a header or busway and the height of its middle line. */
function trunkShape(document: Document, equipment: Equipment): { readonly radius_m: number; readonly middle_m: number } {
  const parameters = parametersOf(document, equipment);
  const values: Readonly<Record<string, number | undefined>> = parameters.ok ? parameters.value : {};
  const { outerDiameter_m, housing_m } = values;
  // The corners of a square tube lie on its radius.
  if (housing_m !== undefined) return { radius_m: housing_m * Math.SQRT1_2 * clear, middle_m: housing_m / 2 };
  const radius_m = (outerDiameter_m ?? 0.1) / 2;
  return { radius_m: radius_m * clear, middle_m: radius_m };
}

const piecePose = new Matrix4();
const stretch = new Matrix4();

export class FlowMarks {
  readonly scene = new Scene();
  readonly #runs: RunInstances;
  readonly #uniforms = {
    depthMap: { value: null as DepthTexture | null },
    size: { value: new Vector2(1, 1) },
    pitch: { value: 1 },
    time: { value: 0 },
    strength: { value: 1 },
  };
  readonly #material: ShaderMaterial;
  readonly #tubes: InstancedMesh;
  readonly #elbows: InstancedMesh;
  /** Headers are round, busways square. */
  readonly #trunks: Readonly<Record<Stream, InstancedMesh>>;
  readonly #columns: Readonly<Record<'tube' | 'elbow' | Stream, FlowColumn>>;
  /** Whether anything moves: what an animation would be for. */
  moving = false;

  #shown: { results: ResultTable; stream: Stream; seen: (record: Connection | Equipment) => boolean } | undefined;
  #onTrunks = false;
  #stale = false;

  constructor(runs: RunInstances) {
    this.#runs = runs;
    this.#material = new ShaderMaterial({
      vertexShader: vertex,
      fragmentShader: fragment,
      uniforms: this.#uniforms,
      transparent: true,
      blending: NormalBlending,
      depthTest: false,
      depthWrite: false,
      clipping: true,
    });
    const mesh = (geometry: BufferGeometry, material: Material) => {
      const made = new InstancedMesh(geometry, material, 0);
      made.frustumCulled = false;
      made.matrixAutoUpdate = false;
      this.scene.add(made);
      return made;
    };
    this.#tubes = mesh(tubeGeometry(), this.#material);
    this.#elbows = mesh(elbowGeometry(), this.#material);
    this.#trunks = {
      liquid: mesh(tubeGeometry(20), this.#material),
      power: mesh(tubeGeometry(4).rotateZ(Math.PI / 4), this.#material),
    };
    this.#columns = {
      tube: new FlowColumn(this.#tubes.geometry),
      elbow: new FlowColumn(this.#elbows.geometry),
      liquid: new FlowColumn(this.#trunks.liquid.geometry),
      power: new FlowColumn(this.#trunks.power.geometry),
    };
    this.hide();
  }

  hide(): void {
    this.#shown = undefined;
    this.scene.visible = false;
    this.moving = false;
  }

  get shown(): boolean {
    return this.scene.visible;
  }

  /**
   * Marks for one stream of a solved design.
   * @param describesRuns whether the overlay colours runs, and not only what stands at their ends
   * @param seen whether a record is drawn solid
   */
  show(
    document: Document,
    results: ResultTable,
    stream: Stream,
    stale: boolean,
    describesRuns: boolean,
    seen: (record: Connection | Equipment) => boolean,
  ): void {
    this.#shown = { results, stream, seen };
    this.#onTrunks = this.#showTrunks(document, results, stream, seen);
    this.#uniforms.strength.value = stale ? staleStrength : describesRuns ? 1 : besideStrength;
    this.#stale = stale;
    this.#showRuns();
  }

  /** Other runs are near enough now to carry marks, or others no longer. */
  followRuns(): void {
    if (this.#shown) this.#showRuns();
  }

  #showRuns(): void {
    if (!this.#shown) return;
    const { results, stream, seen } = this.#shown;
    const { tube, elbow } = this.#columns;
    const { tubes, elbows } = this.#runs.pieces;
    tube.resize(tubes.count);
    elbow.resize(elbows.count);
    let any = this.#onTrunks;
    let pace = 0;
    let start_m = 0;
    this.#runs.walk(
      (connection) => {
        pace = seen(connection) ? (paceOfRun(results, connection, stream) ?? 0) : 0;
        start_m = 0;
        any = any || pace !== 0;
        return pace !== 0;
      },
      (piece, index, size_m) => {
        (piece === 'tube' ? tube : elbow).set(index, start_m, pace);
        start_m += piece === 'tube' ? size_m : size_m * bendLength;
      },
    );
    tube.done();
    elbow.done();
    this.scene.visible = any;
    this.moving = any && !this.#stale;
  }

  #showTrunks(document: Document, results: ResultTable, stream: Stream, seen: (record: Equipment) => boolean): boolean {
    const found: { readonly equipment: Equipment; readonly from_m: number; readonly to_m: number; readonly pace: number }[] = [];
    for (const equipment of document.tables.equipment.values()) {
      if (!isTrunk(document, equipment, stream) || !seen(equipment)) continue;
      for (const piece of trunkPieces(document, results, equipment, stream)) found.push({ equipment, ...piece });
    }
    const column = this.#columns[stream];
    const mesh = this.#trunks[stream];
    for (const other of Object.values(this.#trunks)) other.count = 0;
    column.resize(found.length);
    if (mesh.instanceMatrix.count < found.length) {
      mesh.dispose();
      mesh.instanceMatrix = new InstancedBufferAttribute(new Float32Array(2 ** Math.ceil(Math.log2(found.length)) * 16), 16);
    }
    found.forEach(({ equipment, from_m, to_m, pace }, i) => {
      const { radius_m, middle_m } = trunkShape(document, equipment);
      // A unit tube lies along z: its z becomes the trunk's x.
      stretch.set(0, 0, to_m - from_m, from_m, radius_m, 0, 0, 0, 0, radius_m, 0, middle_m, 0, 0, 0, 1);
      mesh.setMatrixAt(i, poseInto(piecePose, equipment).multiply(stretch));
      column.set(i, from_m, pace);
    });
    mesh.instanceMatrix.needsUpdate = true;
    mesh.count = found.length;
    column.done();
    return found.some(({ pace }) => pace !== 0);
  }

  /** Before a frame: what the marks hide behind. */
  prepare(depth: DepthTexture, width: number, height: number): void {
    const { depthMap, size } = this.#uniforms;
    depthMap.value = depth;
    size.value.set(width, height);
    // The pools of the runs may have grown: their places are shared, not copied.
    const { tubes, elbows } = this.#runs.pieces;
    for (const [mine, theirs] of [
      [this.#tubes, tubes],
      [this.#elbows, elbows],
    ] as const) {
      mine.instanceMatrix = theirs.instanceMatrix;
      mine.count = Math.min(theirs.count, (mine.geometry.getAttribute('flow') as BufferAttribute | undefined)?.count ?? 0);
      mine.visible = theirs.visible && mine.count > 0;
    }
    for (const mesh of Object.values(this.#trunks)) mesh.visible = mesh.count > 0;
  }

  /** @param metre_px pixels of a metre where the camera looks */
  scale(metre_px: number): void {
    this.#uniforms.pitch.value = Math.max(leastPitch_m, 2 ** Math.round(Math.log2(pitch_px / metre_px)));
  }

  /** Marks move with it; seconds from any start. */
  set time_s(time_s: number) {
    this.#uniforms.time.value = time_s;
  }

  dispose(): void {
    // The places belong to the runs: only what is ours is given back.
    for (const { geometry } of this.#meshes()) geometry.dispose();
    for (const mesh of Object.values(this.#trunks)) mesh.dispose();
    this.#material.dispose();
  }

  #meshes(): readonly InstancedMesh[] {
    return [this.#tubes, this.#elbows, ...Object.values(this.#trunks)];
  }
}
