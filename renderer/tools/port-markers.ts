/** Ports as dots of constant size: lit where a run may end, muted where not. */
import { BufferGeometry, type Color, Float32BufferAttribute, Points, ShaderMaterial, Vector3 } from 'three';
import { portPlace } from '../../shared/catalogue/route.ts';
import type { Document } from '../../shared/document/document.ts';
import type { ConnectionEnd, Place } from '../../shared/document/records.ts';
import { colourOf, type ScenePalette } from '../scene/palette.ts';
import type { ToolHost } from './tool.ts';

/** A port by what it carries: supply, return, train. */
export function portColour(document: Document, end: ConnectionEnd, palette: ScenePalette): Color {
  const place = portPlace(document, end);
  if (!place) return colourOf(palette.neutral);
  if (place.port.medium === 'liquid')
    return colourOf(/return/.test(end.port) ? palette.return : /supply/.test(end.port) ? palette.supply : palette.liquid);
  return colourOf(place.port.train === 'A' ? palette.trainA : place.port.train === 'B' ? palette.trainB : palette.hover);
}

export interface Marker {
  readonly end: ConnectionEnd;
  readonly at_m: Place;
  readonly colour: Color;
  readonly size_px: number;
}

const vertex = /* glsl */ `
  attribute vec3 tint; attribute float size; uniform float ratio; varying vec3 vTint;
  void main() { vTint = tint; gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0); gl_PointSize = size * ratio; }
`;
const fragment = /* glsl */ `
  uniform vec3 rim; varying vec3 vTint;
  void main() {
    float r = length(gl_PointCoord - 0.5) * 2.0;
    if (r > 1.0) discard;
    gl_FragColor = vec4(r > 0.66 ? rim : vTint, 1.0);
  }
`;

export class PortMarkers {
  readonly #points: Points;
  readonly #host: ToolHost;
  #markers: readonly Marker[] = [];

  constructor(host: ToolHost, rim: Color) {
    this.#host = host;
    const material = new ShaderMaterial({
      vertexShader: vertex,
      fragmentShader: fragment,
      depthTest: false,
      transparent: true,
      uniforms: { ratio: { value: globalThis.devicePixelRatio ?? 1 }, rim: { value: rim } },
    });
    this.#points = new Points(new BufferGeometry(), material);
    this.#points.frustumCulled = false;
    this.#points.renderOrder = 180;
    host.stage.add(this.#points);
  }

  show(markers: readonly Marker[]): void {
    this.#markers = markers;
    const geometry = new BufferGeometry();
    geometry.setAttribute(
      'position',
      new Float32BufferAttribute(
        markers.flatMap(({ at_m }) => [...at_m]),
        3,
      ),
    );
    geometry.setAttribute(
      'tint',
      new Float32BufferAttribute(
        markers.flatMap(({ colour }) => colour.toArray()),
        3,
      ),
    );
    geometry.setAttribute(
      'size',
      new Float32BufferAttribute(
        markers.map(({ size_px }) => size_px),
        1,
      ),
    );
    this.#points.geometry.dispose();
    this.#points.geometry = geometry;
    this.#points.visible = markers.length > 0;
    this.#host.redraw();
  }

  get all(): readonly Marker[] {
    return this.#markers;
  }

  /** The marker nearest to a point of the screen, within reach. */
  at(x: number, y: number, reach_px = 14): Marker | undefined {
    let best: { marker: Marker; gap: number } | undefined;
    for (const marker of this.#markers) {
      const place = this.#host.project(scratch.set(...marker.at_m));
      if (!place) continue;
      const gap = Math.hypot(place.x - x, place.y - y);
      if (gap < reach_px && (!best || gap < best.gap)) best = { marker, gap };
    }
    return best?.marker;
  }

  dispose(): void {
    this.#points.removeFromParent();
    this.#points.geometry.dispose();
    (this.#points.material as ShaderMaterial).dispose();
  }
}

const scratch = new Vector3();
