/** What the section tool draws: the box that is left, and a handle on each of its cutting faces. Never cut by the section itself. */
import {
  BoxGeometry,
  type BufferGeometry,
  Color,
  ConeGeometry,
  CylinderGeometry,
  DoubleSide,
  EdgesGeometry,
  Group,
  LineSegments,
  Mesh,
  PlaneGeometry,
  ShaderMaterial,
  Vector3,
} from 'three';
import type { SectionPlane } from '../../shared/document/records.ts';
import { type Extent, type Face, faceMiddle, sameFace, sectionExtent, sectionFaces } from '../scene/section-box.ts';
import { metresPerPixel } from './gizmo.ts';
import type { ToolHost } from './tool.ts';

const handle_px = 17;
/** How near the pointer must come to a handle. */
const reach_px = 20;

/** Materials of the library are cut by the planes of the scene; this one is not. */
const uncut = (colour: Color, opacity: number) =>
  new ShaderMaterial({
    vertexShader: 'void main() { gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0); }',
    fragmentShader: 'uniform vec3 colour; uniform float opacity; void main() { gl_FragColor = vec4(colour, opacity); }',
    uniforms: { colour: { value: new Color().copy(colour) }, opacity: { value: opacity } },
    transparent: true,
    depthTest: false,
    depthWrite: false,
    side: DoubleSide,
  });

interface Handle {
  readonly face: Face;
  readonly group: Group;
  readonly cones: ShaderMaterial;
}

const centre = new Vector3();
const spot = new Vector3();

/** The face whose handle is under the pointer, in CSS pixels of the view: asked of the section and not of what the last frame drew. */
export function faceUnder(host: ToolHost, section: readonly SectionPlane[], whole: Extent, x: number, y: number): Face | undefined {
  let best: { readonly face: Face; readonly gap: number } | undefined;
  for (const face of sectionFaces) {
    const middle = faceMiddle(section, whole, face);
    const at = middle && host.project(spot.copy(middle));
    const gap = at ? Math.hypot(at.x - x, at.y - y) : Number.POSITIVE_INFINITY;
    if (gap <= reach_px && (!best || gap < best.gap)) best = { face, gap };
  }
  return best?.face;
}

export class SectionFrame {
  readonly #host: ToolHost;
  readonly #group = new Group();
  readonly #edges: LineSegments<BufferGeometry, ShaderMaterial>;
  readonly #cut: Mesh<PlaneGeometry, ShaderMaterial>;
  readonly #handles: readonly Handle[];

  constructor(host: ToolHost, colour: Color) {
    this.#host = host;
    this.#edges = new LineSegments(new EdgesGeometry(new BoxGeometry(1, 1, 1)), uncut(colour, 0.9));
    this.#cut = new Mesh(new PlaneGeometry(1, 1), uncut(colour, 0.07));
    this.#edges.renderOrder = 190;
    this.#cut.renderOrder = 189;
    const arrow = [new ConeGeometry(0.34, 0.75, 16).translate(0, 1.1, 0), new CylinderGeometry(0.08, 0.08, 0.8, 8).translate(0, 0.4, 0)];
    this.#handles = sectionFaces.map((face) => {
      const group = new Group();
      const cones = uncut(colour, 1);
      for (const way of [1, -1]) {
        for (const part of arrow) {
          const mesh = new Mesh(part, cones);
          mesh.renderOrder = 200;
          // Arrows point along y; a face moves along its axis, both ways.
          if (face.axis === 'x') mesh.rotation.z = (-way * Math.PI) / 2;
          else if (face.axis === 'z') mesh.rotation.x = (way * Math.PI) / 2;
          else mesh.rotation.z = way > 0 ? 0 : Math.PI;
          group.add(mesh);
        }
      }
      this.#group.add(group);
      return { face, group, cones };
    });
    this.#group.add(this.#cut, this.#edges);
    host.stage.add(this.#group);
  }

  /** Stands where the section is; `held` is the face in hand. */
  show(section: readonly SectionPlane[], whole: Extent, held: Face | undefined): void {
    this.#group.visible = section.length > 0;
    const { min, max } = sectionExtent(section, whole);
    centre.set((min.x + max.x) / 2, (min.y + max.y) / 2, (min.z + max.z) / 2);
    this.#edges.position.copy(centre);
    this.#edges.scale.set(Math.max(1e-3, max.x - min.x), Math.max(1e-3, max.y - min.y), Math.max(1e-3, max.z - min.z));
    this.#cut.visible = false;
    for (const { face, group, cones } of this.#handles) {
      const at = faceMiddle(section, whole, face);
      group.visible = at !== undefined;
      if (!at) continue;
      group.position.copy(at);
      group.scale.setScalar(metresPerPixel(this.#host, group.position) * handle_px);
      const isHeld = held !== undefined && sameFace(face, held);
      (cones.uniforms.opacity as { value: number }).value = held === undefined || isHeld ? 1 : 0.45;
      if (isHeld) this.#showCut(face, group.position);
    }
  }

  #showCut({ axis }: Face, at: Vector3): void {
    const { x, y, z } = this.#edges.scale;
    this.#cut.visible = true;
    this.#cut.position.copy(at);
    this.#cut.rotation.set(axis === 'y' ? Math.PI / 2 : 0, axis === 'x' ? Math.PI / 2 : 0, 0);
    this.#cut.scale.set(axis === 'x' ? z : x, axis === 'y' ? z : y, 1);
  }

  dispose(): void {
    this.#group.removeFromParent();
    this.#edges.geometry.dispose();
    this.#edges.material.dispose();
    this.#cut.geometry.dispose();
    this.#cut.material.dispose();
    for (const { group, cones } of this.#handles) {
      for (const child of group.children) (child as Mesh).geometry.dispose();
      cones.dispose();
    }
  }
}
