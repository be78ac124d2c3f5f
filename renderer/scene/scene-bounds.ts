/** Boxes around what stands in the scene, metres in the site's frame. */
import { Box3, Vector3 } from 'three';
import type { Envelope } from '../../shared/catalogue/kind.ts';
import { elementsAmong } from '../../shared/commands/edit-elements.ts';
import { aspectOf } from '../../shared/commands/edit-underlay.ts';
import { measuredLines, standing } from '../../shared/commands/measured.ts';
import { elementParts } from '../../shared/document/building-elements.ts';
import type { Document } from '../../shared/document/document.ts';
import type { RecordId } from '../../shared/document/ids.ts';
import { OverlaidMap } from '../../shared/document/overlaid-map.ts';
import type { Equipment, Place, Underlay } from '../../shared/document/records.ts';
import { extent, placed } from '../../shared/geometry/pose.ts';

interface Bodies {
  envelope(equipment: Equipment): Envelope | undefined;
}
interface Lines {
  /** From, to and radius of each piece of a run. */
  readonly lines: Float32Array;
  readonly owners: readonly RecordId[];
}

/** What was measured is seen with what stands around its ends. */
const aroundMeasured_m = 0.6;

const point = new Vector3();

function addBody(box: Box3, equipment: Equipment, bodies: Bodies): void {
  const { width_m = 1, depth_m = 1, height_m = 1 } = bodies.envelope(equipment) ?? {};
  const [x, y, z] = equipment.position_m;
  const [x_m, y_m] = extent(equipment.yaw_deg, width_m, depth_m);
  box.expandByPoint(point.set(x - x_m / 2, y - y_m / 2, z));
  box.expandByPoint(point.set(x + x_m / 2, y + y_m / 2, z + height_m));
}

/** Four corners of where a drawing lies. */
function addUnderlay(box: Box3, { tables }: Pick<Document, 'tables'>, { at_m, width_m, yaw_deg, drawing }: Underlay): void {
  const kept = tables.drawing.get(drawing);
  const height_m = kept ? width_m / aspectOf(kept) : 0;
  for (const [x, y] of [
    [0, 0],
    [width_m, 0],
    [width_m, height_m],
    [0, height_m],
  ] as const) {
    const [px, py] = placed([x, y, 0], [...at_m, 0], yaw_deg);
    box.expandByPoint(point.set(px, py, 0));
  }
}

/** Everything with its floor; walls are not counted, and drawings only where nothing is built yet. */
function boundsOfAll({ tables }: Document, bodies: Bodies): Box3 {
  const box = new Box3();
  tables.equipment.forEach((equipment) => {
    addBody(box, equipment, bodies);
  });
  for (const space of tables.space.values()) for (const [x, y] of space.outline_m) box.expandByPoint(point.set(x, y, space.elevation_m));
  if (box.isEmpty()) for (const underlay of tables.underlay.values()) addUnderlay(box, { tables }, underlay);
  return box;
}

/**
 * Around some records with their walls.
 * @param named what was asked for: spaces and parts of the building by their own ids
 * @param meant the equipment and runs they stand for
 */
export function boundsAround(
  document: Document,
  named: readonly RecordId[],
  meant: ReadonlySet<RecordId>,
  bodies: Bodies,
  { lines, owners }: Lines,
): Box3 {
  const box = new Box3();
  const { equipment, connection, space } = document.tables;
  let hasRuns = false;
  for (const id of meant) {
    const piece = equipment.get(id);
    if (piece) addBody(box, piece, bodies);
    hasRuns ||= connection.has(id);
  }
  if (hasRuns)
    owners.forEach((id, i) => {
      if (!meant.has(id)) return;
      box.expandByPoint(point.fromArray(lines, i * 7)).expandByPoint(point.fromArray(lines, i * 7 + 3));
    });
  for (const element of elementsAmong(document, named))
    for (const { corners, low_m, high_m } of elementParts(element))
      for (const [x, y] of corners) box.expandByPoint(point.set(x, y, low_m)).expandByPoint(point.set(x, y, high_m));
  for (const id of named) {
    const underlay = document.tables.underlay.get(id);
    if (underlay) addUnderlay(box, document, underlay);
    const measured = document.tables.measurement.get(id);
    for (const [from, to] of (measured && measuredLines(document, measured, standing(document))) ?? []) {
      const line = new Box3().setFromPoints([new Vector3(...from), new Vector3(...to)]);
      box.union(line.expandByScalar(aroundMeasured_m));
    }
    const record = space.get(id);
    for (const [x, y] of record?.outline_m ?? []) {
      box.expandByPoint(point.set(x, y, record?.elevation_m ?? 0));
      box.expandByPoint(point.setZ((record?.elevation_m ?? 0) + (record?.height_m ?? 0)));
    }
  }
  return box;
}

/** A place with what lies within a distance of it. */
export const boundsAbout = (at_m: Place, reach_m: number): Box3 =>
  new Box3(new Vector3(...at_m), new Vector3(...at_m)).expandByScalar(reach_m);

/** Box around everything that stands, kept until something of it changes. */
export class WholeExtent {
  readonly #bodies: Bodies;
  #known: { readonly of: readonly unknown[]; readonly box: Box3 } | undefined;

  constructor(bodies: Bodies) {
    this.#bodies = bodies;
  }

  /** A drag does not change it before its end. */
  box(document: Document): Box3 {
    const { equipment, space, underlay } = document.tables;
    const of = [equipment, space, underlay];
    const stands = (equipment instanceof OverlaidMap || space instanceof OverlaidMap) && this.#known !== undefined;
    if (!stands && !of.every((table, i) => table === this.#known?.of[i])) this.#known = { of, box: boundsOfAll(document, this.#bodies) };
    return this.#known?.box ?? new Box3();
  }

  /** Half the diagonal, and not nothing where nothing stands. */
  radius(document: Document): number {
    const box = this.box(document);
    return box.isEmpty() ? 30 : Math.max(10, box.getSize(point).length() / 2);
  }
}
