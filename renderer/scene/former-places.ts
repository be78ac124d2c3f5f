/**
 * What was and is no more, or stands elsewhere now: boxes one sees through, with their edges, and a line to the new place.
 * Three draw calls for any number of them, and none while nothing is compared.
 */
import {
  Box3,
  BoxGeometry,
  BufferGeometry,
  Float32BufferAttribute,
  Group,
  InstancedMesh,
  LineBasicMaterial,
  LineSegments,
  Matrix4,
  MeshBasicMaterial,
  Vector3,
} from 'three';
import { envelopeOf } from '../../shared/catalogue/placement.ts';
import { routeOf } from '../../shared/catalogue/route.ts';
import type { RecordId } from '../../shared/document/ids.ts';
import type { Equipment, LayerName, Place } from '../../shared/document/records.ts';
import { poseInto } from './instance-bodies.ts';
import { isLayerShown } from './layer-parts.ts';
import type { Former } from './overlays/overlay.ts';
import type { Scale } from './overlays/scale.ts';
import { colourOf, type ScenePalette } from './palette.ts';

const opacity = 0.24;

/** A cube of one metre that stands on its base. */
const block = new BoxGeometry(1, 1, 1).translate(0, 0, 0.5);
const corners = [0, 1, 2, 3, 4, 5, 6, 7].map((i) => new Vector3((i & 1) - 0.5, ((i >> 1) & 1) - 0.5, i >> 2));
/** Corners that differ in one of three directions. */
const edges = corners.flatMap((_, i) => [1, 2, 4].flatMap((bit) => ((i & bit) === 0 ? [[i, i | bit] as const] : [])));

const pose = new Matrix4();
const stretch = new Matrix4();
const a = new Vector3();
const b = new Vector3();

/** Points of lines with the colour of each. */
class Lines {
  readonly #points: number[] = [];
  readonly #colours: number[] = [];

  add(from: Vector3, to: Vector3, hex: string): void {
    const { r, g, b: blue } = colourOf(hex);
    this.#points.push(from.x, from.y, from.z, to.x, to.y, to.z);
    this.#colours.push(r, g, blue, r, g, blue);
  }

  path(points: readonly Place[], hex: string): void {
    for (let i = 1; i < points.length; i++) this.add(a.fromArray(points[i - 1] as Place), b.fromArray(points[i] as Place), hex);
  }

  into(object: LineSegments): void {
    object.geometry.dispose();
    object.geometry = new BufferGeometry()
      .setAttribute('position', new Float32BufferAttribute(this.#points, 3))
      .setAttribute('color', new Float32BufferAttribute(this.#colours, 3));
    object.visible = this.#points.length > 0;
  }
}

/** Writes the box of a piece of equipment as it stood; false where its item cannot be understood. */
function bodyInto({ record, of }: Former, target: Matrix4): boolean {
  const envelope = record.type === 'equipment' && envelopeOf(of, record);
  if (!envelope) return false;
  poseInto(target, record).multiply(stretch.makeScale(envelope.width_m, envelope.depth_m, envelope.height_m));
  return true;
}

export class FormerPlaces {
  readonly group = new Group();
  readonly #fill = new MeshBasicMaterial({ transparent: true, opacity, depthWrite: false });
  readonly #edges = new LineSegments(new BufferGeometry(), new LineBasicMaterial({ vertexColors: true }));
  readonly #ways = new LineSegments(
    new BufferGeometry(),
    new LineBasicMaterial({ vertexColors: true, depthTest: false, transparent: true }),
  );
  #boxes: InstancedMesh | undefined;
  #bounds = new Map<RecordId, Box3>();
  #shown: { readonly scale: Scale | undefined; readonly palette: ScenePalette; readonly layers: Layers } | undefined;

  constructor() {
    this.group.name = 'former places';
    this.#ways.renderOrder = 3;
    for (const lines of [this.#edges, this.#ways]) {
      lines.frustumCulled = false;
      lines.visible = false;
      this.group.add(lines);
    }
  }

  /** Follows the overlay; nothing is made anew while nothing changed. */
  show(scale: Scale | undefined, palette: ScenePalette, layers: Layers): void {
    const before = this.#shown;
    if (before?.scale === scale && before?.palette === palette && before?.layers === layers) return;
    this.#shown = { scale, palette, layers };
    if (!scale?.former && this.#bounds.size === 0) return;
    this.#clear();
    const list = (scale?.former ?? []).filter((former) => isOn(former, layers));
    const colour = (former: Former) => palette[scale?.overlay.classes?.[former.class]?.colour ?? 'neutral'];
    const bodies = list.filter((former) => bodyInto(former, pose));
    const [outlines, ways] = [new Lines(), new Lines()];
    if (bodies.length > 0) {
      const boxes = new InstancedMesh(block, this.#fill, bodies.length);
      boxes.frustumCulled = false;
      bodies.forEach((former, i) => {
        bodyInto(former, pose);
        boxes.setMatrixAt(i, pose);
        boxes.setColorAt(i, colourOf(colour(former)));
        for (const [from, to] of edges)
          outlines.add(
            a.copy(corners[from] as Vector3).applyMatrix4(pose),
            b.copy(corners[to] as Vector3).applyMatrix4(pose),
            colour(former),
          );
        this.#bounds.set(former.record.id, new Box3().setFromPoints(corners.map((corner) => corner.clone().applyMatrix4(pose))));
        if (former.now?.type === 'equipment') ways.add(a.set(0, 0, 0.5).applyMatrix4(pose), middleOf(former.now, pose, b), colour(former));
      });
      this.#boxes = boxes;
      this.group.add(boxes);
    }
    for (const former of list) {
      const { record, of } = former;
      const paths =
        record.type === 'connection'
          ? [routeOf(of, record)]
          : record.type === 'space'
            ? [record.elevation_m, record.elevation_m + record.height_m].map((z) =>
                [...record.outline_m, ...record.outline_m.slice(0, 1)].map(([x, y]): Place => [x, y, z]),
              )
            : [];
      for (const path of paths) {
        outlines.path(path, colour(former));
        const box = this.#bounds.get(record.id) ?? new Box3();
        for (const point of path) box.expandByPoint(a.fromArray(point));
        if (path.length > 0) this.#bounds.set(record.id, box);
      }
    }
    outlines.into(this.#edges);
    ways.into(this.#ways);
  }

  /** Around what a record was, by its id then; undefined where it is not shown. */
  bounds(id: RecordId): Box3 | undefined {
    return this.#bounds.get(id);
  }

  #clear(): void {
    this.#bounds = new Map();
    this.#edges.visible = this.#ways.visible = false;
    this.#boxes?.removeFromParent();
    this.#boxes?.dispose();
    this.#boxes = undefined;
  }

  dispose(): void {
    this.#clear();
    this.#fill.dispose();
    for (const lines of [this.#edges, this.#ways]) {
      lines.geometry.dispose();
      (lines.material as LineBasicMaterial).dispose();
    }
  }
}

type Layers = Readonly<Record<LayerName, boolean>>;

function isOn({ record, of }: Former, layers: Layers): boolean {
  return record.type === 'space' ? layers.shell : isLayerShown(layers, of, record);
}

/** Half the height of the old box over the new footprint: moved equipment keeps its size. */
function middleOf(now: Equipment, oldBox: Matrix4, target: Vector3): Vector3 {
  const half_m = (oldBox.elements[10] ?? 0) / 2;
  const [x, y, z] = now.position_m;
  return target.set(x, y, z + half_m);
}
