/** What is outlined: copies of the selected and hovered instances, drawn into a mask that the last pass dilates. */
import { type BufferGeometry, type DepthTexture, DoubleSide, InstancedMesh, Matrix4, Scene, ShaderMaterial, Vector2 } from 'three';
import type { RecordId } from '../../shared/document/ids.ts';
import type { BuildingPieces } from './building-pieces.ts';
import { poseInto } from './instance-bodies.ts';
import type { EquipmentInstances } from './instances.ts';
import type { RunInstances } from './runs.ts';

const vertex = /* glsl */ `
  #include <common>
  #include <clipping_planes_pars_vertex>
  void main() {
    #include <begin_vertex>
    #include <project_vertex>
    #include <clipping_planes_vertex>
  }
`;
const fragment = /* glsl */ `
  #include <clipping_planes_pars_fragment>
  uniform sampler2D depthMap; uniform vec2 size; uniform vec3 channel;
  void main() {
    #include <clipping_planes_fragment>
    float scene = texture2D(depthMap, gl_FragCoord.xy / size).r;
    if (gl_FragCoord.z > scene + 0.00003 + fwidth(gl_FragCoord.z) * 1.5) discard;
    gl_FragColor = vec4(channel, 1.0);
  }
`;

const channelOf = { selected: [1, 0, 0], hover: [0, 1, 0], error: [0, 0, 1] } as const;
type Channel = keyof typeof channelOf;

const matrix = new Matrix4();

export class Outline {
  readonly scene = new Scene();
  readonly #size = new Vector2(1, 1);
  readonly #materials: Record<Channel, ShaderMaterial>;
  readonly #depth = { value: null as DepthTexture | null };

  constructor() {
    const make = (channel: Channel) =>
      new ShaderMaterial({
        vertexShader: vertex,
        fragmentShader: fragment,
        side: DoubleSide,
        depthTest: false,
        depthWrite: false,
        transparent: true,
        blending: 2,
        clipping: true,
        uniforms: { depthMap: this.#depth, size: { value: this.#size }, channel: { value: channelOf[channel] } },
      });
    this.#materials = { selected: make('selected'), hover: make('hover'), error: make('error') };
  }

  get empty(): boolean {
    return this.scene.children.length === 0;
  }

  prepare(depth: DepthTexture, width: number, height: number): void {
    this.#depth.value = depth;
    this.#size.set(width, height);
  }

  /** Rebuilds the copies. Cheap for what a person selects; large selections share one mesh per look. */
  show(
    equipment: EquipmentInstances,
    runs: RunInstances,
    building: readonly Pick<BuildingPieces, 'copyInto'>[],
    marked: Readonly<Record<Channel, readonly RecordId[]>>,
  ): void {
    for (const child of this.scene.children) (child as InstancedMesh).dispose();
    this.scene.clear();
    for (const channel of ['hover', 'selected', 'error'] as const) {
      const byGeometry = new Map<BufferGeometry, number[][]>();
      const collect = (geometry: BufferGeometry, values: number[]) => {
        const list = byGeometry.get(geometry);
        if (list) list.push(values);
        else byGeometry.set(geometry, [values]);
      };
      for (const id of marked[channel]) {
        if (equipment.isHidden(id)) continue;
        const record = equipment.equipment(id);
        const geometry = record && equipment.geometry(record.id);
        if (record && geometry) collect(geometry, poseInto(matrix, record).toArray());
        else {
          runs.copyInto(id, collect);
          for (const part of building) part.copyInto(id, collect);
        }
      }
      for (const [geometry, matrices] of byGeometry) {
        const mesh = new InstancedMesh(geometry, this.#materials[channel], matrices.length);
        for (const [i, values] of matrices.entries()) mesh.instanceMatrix.array.set(values, i * 16);
        mesh.frustumCulled = false;
        this.scene.add(mesh);
      }
    }
  }

  dispose(): void {
    for (const child of this.scene.children) (child as InstancedMesh).dispose();
    for (const material of Object.values(this.#materials)) material.dispose();
  }
}
